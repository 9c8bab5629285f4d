"""The clipboard: what is sent, and a sentence when it can't work."""

import base64
import os
import re

import pytest

from reader.terminal.clipboard import LIMIT, NotCopied, copy, osc52

XTERM = {"TERM": "xterm-256color"}


def test_the_sequence_holds_the_text_and_nothing_that_acts():
    sequence = osc52("naïve \x1b]0;x\x07 – 漢字")
    match = re.fullmatch(r"\x1b\]52;c;([A-Za-z0-9+/=]+)\x1b\\", sequence)
    assert base64.b64decode(match[1]).decode() == "naïve \x1b]0;x\x07 – 漢字"


def test_lone_surrogates_are_no_error():
    assert osc52("caf\udce9.md")


def test_up_to_the_limit_it_is_sent_and_beyond_a_sentence_says_why_not():
    assert len(osc52("x" * LIMIT)) <= 100_010
    with pytest.raises(NotCopied, match="too many"):
        osc52("x" * (LIMIT + 1))


def test_a_copy_says_how_much_was_sent():
    sent = []
    assert copy("four", XTERM, sent.append) == "Sent 4 characters to the terminal's clipboard."
    assert sent == [osc52("four")]


@pytest.mark.parametrize("term", ["linux", "dumb", ""])
def test_a_terminal_without_a_clipboard_is_told(term):
    with pytest.raises(NotCopied, match="no clipboard"):
        copy("text", {"TERM": term}, lambda _: None)


def test_nothing_to_copy_is_told():
    with pytest.raises(NotCopied, match="nothing to copy"):
        copy("", XTERM, lambda _: None)


def test_screen_gets_pieces_that_it_passes_on():
    sent = []
    copy("x" * 2000, {"TERM": "screen", "STY": "1"}, sent.append)
    pieces = re.findall(r"\x1bP([^\x1b]*\x1b?[^\x1b]*)\x1b\\", sent[0])
    assert "".join(pieces) == osc52("x" * 2000).replace("\x1b\\", "\a")
    assert all(len(piece) < 768 for piece in pieces)


@pytest.fixture
def fake_tmux(tmp_path, monkeypatch):
    """A tmux that keeps what it is given, and refuses the flag when it is an old one."""

    def install(*, old=False, fails=False):
        program = tmp_path / "bin" / "tmux"
        program.parent.mkdir(exist_ok=True)
        refuse = 'case "$*" in *-w*) exit 1;; esac' if old else ""
        program.write_text(
            f'#!/bin/sh\n{"exit 1" if fails else refuse}\ncat > {tmp_path}/buffer\necho "$*" > {tmp_path}/words\n'
        )
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
        return tmp_path

    return install


INSIDE_TMUX = {"TERM": "tmux-256color", "TMUX": "/tmp/tmux-0/default,1,0"}


def test_inside_tmux_the_text_goes_through_tmux(fake_tmux):
    folder = fake_tmux()
    assert "tmux and the clipboard" in copy("text", INSIDE_TMUX, lambda _: None)
    assert (folder / "buffer").read_text() == "text"
    assert (folder / "words").read_text() == "load-buffer -w -\n"


def test_an_old_tmux_keeps_it_for_itself_and_says_so(fake_tmux):
    folder = fake_tmux(old=True)
    assert "tmux only" in copy("text", INSIDE_TMUX, lambda _: None)
    assert (folder / "buffer").read_text() == "text"


def test_a_tmux_that_takes_nothing_is_told(fake_tmux):
    fake_tmux(fails=True)
    with pytest.raises(NotCopied, match="tmux took nothing"):
        copy("text", INSIDE_TMUX, lambda _: None)


def test_where_no_program_may_be_run_tmux_gets_the_sequence():
    sent = []
    copy("text", INSIDE_TMUX, sent.append, may_run=False)
    assert sent == [osc52("text")]
