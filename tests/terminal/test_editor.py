"""The person's own editor, on a real terminal: opened at the line, come back from, and what it wrote."""

import os
import signal
import sys

import pytest

from tests.terminal.conftest import ROOT
from tests.terminal.terminal import Terminal

EDITOR = """#!/bin/sh
echo "EDITOR OF $*"
for file; do :; done
read line < /dev/tty
case "$line" in
  change) sed -i 's/Paragraph 5/Edited 5/' "$file" ;;
  note) echo 'typed in the editor' > "$file" ;;
esac
"""


@pytest.fixture
def editor(tmp_path):
    path = tmp_path / "vim"
    path.write_text(EDITOR)
    path.chmod(0o755)
    return path


@pytest.fixture
def start(tmp_path, own_world, editor):
    """Start reader on one article of forty short paragraphs."""
    folder = tmp_path / "articles"
    folder.mkdir()
    text = "\n\n".join(f"Paragraph {count}." for count in range(40))
    (folder / "long.md").write_text(f"---\ntitle: Long\n---\n{text}\n")
    open_ones = []

    def begin(**env):
        env = {**os.environ, "EDITOR": str(editor), "VISUAL": "", **env}
        argv = [sys.executable, "-m", "reader", str(folder)]
        terminal = Terminal(argv, cwd=ROOT, columns=120, rows=30, env=env)
        open_ones.append(terminal)
        terminal.until(lambda text: "Paragraph 0." in text)
        terminal.press("\r")
        terminal.until(lambda text: "Space reads on" in text)
        return terminal

    yield begin
    for terminal in open_ones:
        terminal.__exit__()


def test_the_article_is_edited_at_the_line_that_is_seen_and_read_anew(start):
    terminal = start()
    terminal.press("jjjj")
    terminal.until(lambda text: "Long" in text and "Paragraph 10." in text)
    terminal.press("E")
    terminal.until(lambda text: "EDITOR OF +" in text)
    terminal.press("change\n")
    terminal.until(lambda text: "Edited 5." in text)
    terminal.press("Q")
    assert terminal.wait() == 0


def test_keys_that_end_a_program_are_the_editors(start):
    terminal = start()
    terminal.press("E")
    terminal.until(lambda text: "EDITOR OF" in text)
    terminal.signal(signal.SIGINT)  # as the terminal sends it to the whole group
    terminal.settle(0.3)
    terminal.press("\n")
    terminal.until(lambda text: "Space reads on" in text)


def test_no_editor_is_one_sentence(start, tmp_path):
    (tmp_path / "none").mkdir()
    terminal = start(EDITOR="", PATH=str(tmp_path / "none"))
    terminal.press("E")
    terminal.until(lambda text: "There is no editor here; $EDITOR names one." in text)


def test_a_note_is_written_in_the_editor_from_the_highlight_and_from_the_line(start):
    terminal = start()
    terminal.press("H")
    terminal.press("\r")
    terminal.until(lambda text: "Highlighted." in text)
    terminal.press("g")
    terminal.press("\r")
    terminal.until(lambda text: "E in $EDITOR" in text)
    terminal.press("E")
    terminal.until(lambda text: "note.md" in text)
    terminal.press("note\n")
    terminal.until(lambda text: "The note is kept." in text)
    terminal.press("\r")
    terminal.until(lambda text: "typed in the editor" in text)
    terminal.press("e")
    terminal.until(lambda text: "Ctrl+O editor" in text)
    terminal.press("\x0f")
    terminal.until(lambda text: text.count("note.md") == 2)  # the first stands there from before
    terminal.press("\n")
    terminal.until(lambda text: "Space reads on" in text)
