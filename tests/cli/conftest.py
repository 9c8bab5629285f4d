"""The commands, in the process of the test."""

import pytest

from tests.loaded import load_here


@pytest.fixture(autouse=True)
def loaded_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are loaded in this process; a test marked `child` has loaders."""
    load_here(request, monkeypatch)
