"""Whatever is wrong with the file of what one did: a sentence, and reading goes on."""

import os
import sys

import pytest

from tests.terminal.conftest import ROOT
from tests.terminal.terminal import Terminal
from tests.unit.test_state_full_disk import UNUSABLE, bytes_of, spoil

SENTENCES = {
    "a folder": "is a folder",
    "garbage": "damaged",
    "half its size": "damaged",
    "from a newer version": "not remembered",
}


@pytest.mark.parametrize("what", UNUSABLE)
def test_it_is_told_and_reading_goes_on(what, tmp_path, own_world):
    folder = tmp_path / "articles"
    folder.mkdir()
    text = "\n\n".join(f"Paragraph {count}. Some words." for count in range(200))
    (folder / "a.md").write_text(f"---\ntitle: Long\n---\n{text}\n")
    path = own_world / "data" / "reader" / "state.db"
    spoil(str(path), what)
    before = bytes_of(path)
    argv = [sys.executable, "-m", "reader", str(folder)]
    with Terminal(argv, cwd=ROOT, columns=160, rows=30) as terminal:
        terminal.until(lambda text: "Paragraph 0." in text and SENTENCES[what] in text)
        terminal.press("\r")
        terminal.until(lambda text: "Space reads on" in text)
        terminal.press("  ")
        terminal.until(lambda text: "Paragraph 30." in text)
        terminal.press("Q")
        assert terminal.wait() == 0
        assert terminal.differences() == []
    names = os.listdir(path.parent)
    kept = [name for name in names if ".damaged-" in name] or ["state.db"]
    assert bytes_of(path.parent / kept[0]) == before


@pytest.mark.skipif(sys.platform != "linux", reason="not Linux")
def test_what_a_full_disk_did_not_take_is_told_at_the_end(tmp_path):
    import resource

    text = "\n\n".join(f"Paragraph {count}. Some words." for count in range(200))
    (tmp_path / "a.md").write_text(f"---\ntitle: Long\n---\n{text}\n")
    argv = [sys.executable, "-m", "reader", str(tmp_path / "a.md")]
    with Terminal(argv, cwd=ROOT, columns=100, rows=30) as terminal:
        terminal.until(lambda text: "Paragraph 0." in text)
        resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, (1, 1))
        terminal.press("  ")
        terminal.until(lambda text: "Paragraph 30." in text)
        terminal.press("Q")
        assert terminal.wait() == 0
        assert "reader: What you do now is not remembered." in terminal.text()
