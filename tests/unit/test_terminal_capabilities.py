"""What the environment tells of a terminal."""

import os
import subprocess
import sys

import pytest

from reader.terminal.capabilities import (
    ask,
    characters_of,
    colours,
    depth_of,
    encoding,
    has_hyperlinks,
    is_utf8,
    multiplexer,
)


@pytest.mark.parametrize(
    ("environ", "depth"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "true"),
        ({"TERM": "xterm-256color", "COLORTERM": "24bit"}, "true"),
        ({"TERM": "xterm-kitty"}, "true"),
        ({"TERM": "xterm-direct"}, "true"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, "true"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, "256"),
        ({"TERM": "xterm-256color"}, "256"),
        ({"TERM": "tmux-256color", "TMUX": "x", "COLORTERM": "truecolor"}, "true"),
        ({"TERM": "tmux-256color", "TMUX": "x", "TERM_PROGRAM": "iTerm.app"}, "256"),
        ({"TERM": "screen-256color", "STY": "x", "COLORTERM": "truecolor"}, "256"),
        ({"TERM": "screen", "STY": "x", "COLORTERM": "truecolor"}, "16"),
        ({"TERM": "linux"}, "16"),
        ({"TERM": "xterm"}, "16"),
        ({"TERM": "vt100"}, "none"),
        ({"TERM": "dumb", "COLORTERM": "truecolor"}, "none"),
        ({}, "none"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "none"),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, "256"),
    ],
)
def test_the_number_of_colours(environ, depth):
    assert colours("auto", environ) == depth


@pytest.mark.parametrize("wanted", ["true", "256", "16", "none"])
def test_what_a_person_wishes_overrules_the_environment(wanted):
    assert colours(wanted, {"TERM": "dumb", "NO_COLOR": "1"}) == wanted


@pytest.mark.parametrize(
    ("environ", "utf8"),
    [
        ({"LANG": "en_US.UTF-8"}, True),
        ({"LANG": "de_DE.utf8@euro"}, True),
        ({"LC_CTYPE": "UTF-8"}, True),
        ({"LANG": "C.UTF-8", "LC_ALL": "C"}, False),
        ({"LANG": "en_US.UTF-8", "LC_ALL": ""}, True),
        ({"LANG": "en_US.UTF-8", "LC_CTYPE": "de_DE.ISO-8859-1"}, False),
        ({"LANG": "POSIX"}, False),
        ({}, False),
    ],
)
def test_the_locale_tells_whether_characters_are_utf_8(environ, utf8):
    assert is_utf8(environ) is utf8


def test_the_locale_is_the_one_of_the_start_and_not_what_python_made_of_it():
    code = "import os; from reader.terminal.capabilities import is_utf8; print(is_utf8(), os.environ.get('LC_CTYPE'))"
    environ = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG"))}
    done = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True)
    assert done.stdout.split() == ["False", "C.UTF-8"]


@pytest.mark.parametrize(
    ("environ", "between"),
    [
        ({"TERM": "xterm"}, ""),
        ({"TERM": "screen-256color", "TMUX": "/tmp/tmux"}, "tmux"),
        ({"TERM": "tmux-256color"}, "tmux"),
        ({"TERM": "screen"}, "screen"),
        ({"TERM": "xterm", "STY": "1.pts"}, "screen"),
    ],
)
def test_tmux_and_screen_are_told_apart(environ, between):
    assert multiplexer(environ) == between


@pytest.mark.parametrize(
    ("environ", "understood"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "tmux-256color", "TMUX": "x"}, True),
        ({"TERM": "linux"}, False),
        ({"TERM": "vt100"}, False),
        ({"TERM": "screen", "STY": "x"}, False),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, False),
        ({}, False),
        (
            {
                "TERM": "tmux-256color",
                "TMUX": "/s,1,0",
                "TERM_PROGRAM": "tmux",
                "TERM_PROGRAM_VERSION": "3.3a",
            },
            False,
        ),
        (
            {
                "TERM": "tmux-256color",
                "TMUX": "/s,1,0",
                "TERM_PROGRAM": "tmux",
                "TERM_PROGRAM_VERSION": "3.4",
            },
            True,
        ),
        (
            {
                "TERM": "tmux-256color",
                "TMUX": "/s,1,0",
                "TERM_PROGRAM": "tmux",
                "TERM_PROGRAM_VERSION": "next-3.6",
            },
            True,
        ),
        ({"TERM": "xterm", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.3a"}, True),
    ],
)
def test_hyperlinks_only_where_they_are_understood(environ, understood):
    assert has_hyperlinks(environ) is understood


def test_everything_is_asked_at_once():
    found = ask("auto", {"TERM": "linux", "LANG": "C.UTF-8"})
    assert (found.depth, found.utf8, found.hyperlinks, found.multiplexer) == ("16", True, False, "")


@pytest.mark.parametrize(
    ("color", "environ", "how"),
    [
        ("16", {"TERM": "xterm-kitty"}, "it was chosen"),
        ("auto", {"TERM": "xterm", "NO_COLOR": "1"}, "NO_COLOR is set"),
        ("auto", {}, "TERM is not set"),
        ("auto", {"TERM": "xterm", "COLORTERM": "24bit"}, "COLORTERM is 24bit"),
        ("auto", {"TERM": "tmux-256color"}, "TERM is tmux-256color"),
        ("auto", {"TERM": "xterm", "TERM_PROGRAM": "vscode"}, "TERM_PROGRAM is vscode"),
    ],
)  # fmt: skip
def test_why_there_are_so_many_colours_is_told(color, environ, how):
    assert depth_of(color, environ).how == how


@pytest.mark.parametrize(
    ("term", "depth"),
    [("xterm-mono", "none"), ("Eterm", "16"), ("sun", "none"), ("nobody-knows-it", "16")],
)
def test_what_the_name_does_not_tell_is_asked_of_terminfo(term, depth):
    known = subprocess.run(["infocmp", term], capture_output=True, check=False).returncode == 0
    code = "from reader.terminal.capabilities import depth_of; print(*depth_of(), sep='|')"
    environ = {**os.environ, "TERM": term}
    for name in ("COLORTERM", "NO_COLOR", "TMUX", "STY", "TERM_PROGRAM"):
        environ.pop(name, None)
    done = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True)
    found, how = done.stdout.strip().split("|")
    assert found == (depth if known else "16")
    assert term in how
    assert "terminfo" in how


def test_characters_are_those_of_the_locale_unless_a_person_says_so():
    latin = {"LANG": "de_DE.ISO-8859-1"}
    assert characters_of("auto", latin) == (False, "LANG is de_DE.ISO-8859-1")
    assert characters_of("utf-8", latin) == (True, "it was chosen")
    assert characters_of("ascii", {"LANG": "C.UTF-8"}) == (False, "it was chosen")
    assert characters_of("auto", {}) == (False, "no locale is set")


@pytest.mark.parametrize(
    ("name", "codec"),
    [("de_DE.ISO-8859-1", "iso8859-1"), ("de_DE@euro", "iso8859-1"), ("ja_JP.eucJP", "euc_jp"),
     ("C", "utf-8"), ("en_US.UTF-8", "utf-8"), ("x.nothing", "utf-8"), ("", "utf-8")],
)  # fmt: skip
def test_what_is_typed_is_in_the_encoding_of_the_locale(name, codec):
    assert encoding({"LANG": name}) == codec
