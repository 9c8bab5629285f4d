"""What `reader doctor` says of a terminal and of the tmux around it."""

from __future__ import annotations

import pytest

from reader.session.doctor import terminal, tmux
from reader.session.doctor.finding import Verdict
from reader.terminal.tmux import Tmux, told

GOOD, MEND, NOTE = Verdict.GOOD, Verdict.MEND, Verdict.NOTE
PLAIN = {"TERM": "xterm-256color"}
SSH = {**PLAIN, "SSH_CONNECTION": "1.2.3.4 5 6.7.8.9 22"}


@pytest.mark.parametrize(
    ("environ", "verdict", "said"),
    [
        ({**PLAIN, "COLORTERM": "truecolor"}, GOOD, "16 million"),
        ({**SSH, "COLORTERM": "truecolor"}, GOOD, "16 million"),
        (SSH, MEND, "SendEnv COLORTERM"),
        (PLAIN, NOTE, "COLORTERM=truecolor"),
        ({"TERM": "linux"}, GOOD, "16"),
        ({**PLAIN, "NO_COLOR": "1"}, GOOD, "NO_COLOR"),
        ({"TERM": "tmux-256color", "TMUX": "/s,1,0"}, MEND, "set-environment -g COLORTERM"),
        ({"TERM": "screen", "STY": "1.a"}, NOTE, "no more than 256"),
    ],
)
def test_colours_are_told_with_what_brings_more(environ, verdict, said):
    found = terminal.colours(environ, "auto")
    assert found.verdict is verdict
    assert said in found.told + found.mend


def test_colours_that_a_setting_names_need_no_mending():
    found = terminal.colours(SSH, "256")
    assert (found.verdict, found.mend) == (GOOD, "")
    assert "it was chosen" in found.told


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("AcceptEnv LANG LC_*\n", False),
        ("AcceptEnv LANG LC_* COLORTERM NO_COLOR\n", True),
        ("acceptenv COLOR*\n", True),
        ("# AcceptEnv COLORTERM\n", False),
        ("", False),
    ],
)
def test_what_the_ssh_server_takes_over_is_read(tmp_path, text, accepted):
    (tmp_path / "sshd_config").write_text(text)
    assert terminal.accepts_colorterm((str(tmp_path / "sshd_*"),)) is accepted


def test_nobody_is_told_to_change_a_server_that_can_not_be_looked_at(tmp_path):
    assert terminal.accepts_colorterm((str(tmp_path / "none"),)) is None


@pytest.mark.parametrize(
    ("environ", "verdict"),
    [
        ({"LANG": "de_DE.UTF-8"}, GOOD),
        ({"LC_ALL": "C.utf8", "LANG": "C"}, GOOD),
        ({"LANG": "de_DE@euro"}, MEND),
        ({"LC_ALL": "C", "LANG": "de_DE.UTF-8"}, MEND),
        ({}, MEND),
    ],
)
def test_a_locale_without_utf8_is_told_with_the_variable_that_mends_it(environ, verdict):
    found = terminal.characters(environ)
    assert found.verdict is verdict
    if verdict is MEND:
        assert found.mend.startswith(f"export {next(iter(environ), 'LANG')}=")


@pytest.mark.parametrize("term", ["", "dumb", "no-such-terminal"])
def test_a_terminal_that_nothing_is_known_of_is_told(term, monkeypatch):
    # A process can ask terminfo for one kind only.
    monkeypatch.setattr(terminal, "is_known", lambda _: False)
    assert terminal.kind({"TERM": term}).verdict is MEND


def test_without_a_terminal_its_lines_say_so():
    found = list(terminal.terminal({}, "auto", is_terminal=False))
    assert [finding.name for finding in found] == ["colours", "TERM", "clipboard"]
    assert all("no terminal here" in finding.told for finding in found)
    assert {finding.verdict for finding in found} == {NOTE}


@pytest.mark.parametrize(
    ("environ", "verdict", "said"),
    [
        (PLAIN, GOOD, "OSC 52"),
        ({"TERM": "linux"}, NOTE, "none"),
        ({"TERM": "screen-256color", "STY": "1.a"}, GOOD, "through screen"),
        ({"TERM": "tmux-256color", "SSH_TTY": "/dev/pts/1"}, NOTE, "set-clipboard on"),
    ],
)
def test_how_a_copy_reaches_the_person_is_told(environ, verdict, said):
    (found,) = (
        finding
        for finding in terminal.terminal(environ, "auto", is_terminal=True)
        if finding.name == "clipboard"
    )
    assert found.verdict is verdict
    assert said in found.told


def test_an_editor_that_is_not_there_is_told(tmp_path):
    program = tmp_path / "vi"
    program.write_text("")
    program.chmod(0o755)
    environ = {"PATH": str(tmp_path), "EDITOR": "nowhere\x1b[31m -x"}
    found = next(terminal.helpers(environ))
    assert found.verdict is MEND
    assert "vi is used" in found.told
    assert "\x1b" not in found.told
    environ["EDITOR"] = "vi -n"
    assert next(terminal.helpers(environ)).told == "vi -n"
    for blank in (" ", "'vi' -n"):
        assert next(terminal.helpers({**environ, "EDITOR": blank})).verdict is GOOD
    assert next(terminal.helpers({**environ, "EDITOR": "'unbalanced"})).verdict is MEND
    environ["PATH"] = str(tmp_path / "none")
    assert next(terminal.helpers(environ)).verdict is MEND


# tmux

WELL = Tmux("3.4", "xterm-256color", frozenset({"RGB", "clipboard"}), "on", 10, "tmux-256color")


def verdicts(found: Tmux, term: str = "tmux-256color") -> dict[str, Verdict]:
    return {finding.name: finding.verdict for finding in tmux.findings(found, term)}


def mends(found: Tmux, term: str = "tmux-256color") -> str:
    return "\n".join(finding.mend for finding in tmux.findings(found, term))


def test_a_tmux_that_is_well_set_has_nothing_to_mend():
    assert set(verdicts(WELL).values()) == {GOOD}


def test_each_setting_that_is_in_the_way_has_the_line_that_mends_it():
    found = WELL._replace(features=frozenset(), escape_time=500, default_terminal="screen-256color")
    assert "set -as terminal-features ',xterm-256color:RGB'" in mends(found)
    assert "set -as terminal-features ',xterm-256color:clipboard'" in mends(found)
    assert "set -s escape-time 10" in mends(found)
    assert "set -g default-terminal tmux-256color" in mends(found)
    assert verdicts(WELL, "screen")["default-terminal"] is MEND
    hostile = "\n".join(finding.told for finding in tmux.findings(WELL, "a\x1b]0;b\x07\u202ec"))
    assert all(char == "\n" or char.isprintable() for char in hostile)
    assert verdicts(WELL._replace(set_clipboard="external"))["set-clipboard"] is NOTE


def test_an_old_tmux_is_not_asked_for_what_it_can_not_tell():
    found = WELL._replace(version="2.9a", features=frozenset())
    assert verdicts(found)["RGB"] is NOTE
    assert verdicts(found)["clipboard"] is MEND
    assert WELL._replace(version="next-3.6").number == (3, 6)


def test_where_nobody_is_attached_nothing_is_said_of_a_terminal():
    found = verdicts(WELL._replace(terminal="", features=frozenset()))
    assert found["tmux"] is NOTE
    assert "RGB" not in found


@pytest.mark.parametrize("answer", ["", "no server", "a|b|c|d|e|f|g", "\x1b[31m"])
def test_an_answer_that_is_none_tells_nothing(answer):
    assert told(answer) is None


def test_an_answer_is_taken_apart():
    assert told("3.4|xterm-256color|RGB,clipboard|on|10|tmux-256color\n") == WELL
    unset = told("1.8||||x|screen")
    assert unset is not None
    assert (unset.escape_time, unset.features) == (-1, frozenset())
    assert {f.name for f in tmux.findings(unset, "screen")} >= {"escape-time", "clipboard"}
