"""What the environment tells of a terminal."""

import os
import subprocess
import sys

import pytest

from reader.terminal.capabilities import ask, colours, has_hyperlinks, is_utf8, multiplexer


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
    ],
)
def test_hyperlinks_only_where_they_are_understood(environ, understood):
    assert has_hyperlinks(environ) is understood


def test_everything_is_asked_at_once():
    found = ask("auto", {"TERM": "linux", "LANG": "C.UTF-8"})
    assert (found.depth, found.utf8, found.hyperlinks, found.multiplexer) == ("16", True, False, "")
