"""What was made to hang or to overflow a parser is shown, soon and within the memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pathological import CASES

ROOT = Path(__file__).parents[2]
HANG_GUARD = 60  # seconds; each takes less than five on a machine that does nothing else
PEAK = 300  # MB


@pytest.mark.parametrize("name", CASES)
def test_a_pathological_input_is_shown_within_the_memory(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.pathological", name],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=HANG_GUARD,
    )
    assert done.stderr == ""
    told = json.loads(done.stdout)
    assert told["first"] > 2  # the header, and something of the text
    assert told["peak"] < PEAK
