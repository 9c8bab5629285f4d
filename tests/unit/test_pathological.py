"""What was made to hang or to overflow a parser is shown, soon and within the memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.pathological import CASES

ROOT = Path(__file__).parents[2]
PEAK = 120  # MB

Ask = Callable[[str], list[object]]


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    """Asks a process that has imported everything, and that forks for each of the inputs."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.pathological"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as server:
        asks, answers = server.stdin, server.stdout
        assert asks
        assert answers

        def asked(name: str) -> list[object]:
            asks.write(name + "\n")
            asks.flush()
            return list(json.loads(answers.readline()))

        yield asked


@pytest.mark.parametrize("name", CASES)
def test_a_pathological_input_is_shown_within_the_memory(name: str, ask: Ask) -> None:
    status, out, err = ask(name)
    assert (status, err) == (0, "")
    told = json.loads(str(out))
    assert told["first"] > 2  # the header, and something of the text
    assert told["peak"] < PEAK
