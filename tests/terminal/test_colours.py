"""The colours that reach a terminal, on every kind of screen."""

import re
import sys

import pytest

from tests.terminal.conftest import ROOT, index
from tests.terminal.terminal import Terminal

SGR = re.compile(rb"\x1b\[([\d;]*)m")
BODY = """
## Heading

A [link](b.md), `code`, *emphasis*, a note[^1] and a ==mark==.

> [!WARNING]
> Quoted.

```python
def f(x): return "text", 1  # comment
```

| a | b |
| - | - |
| 1 | 2 |

[^1]: The note.
"""
# As terminals with kitty's protocol send it: what comes behind it on a busy machine is no part of it
ESC = "\x1b[27u"
# The list, palette, tags, facets, help, search, the page, hints, find, contents, a highlight.
KEYS = (":", "star", ESC, "T", ESC, "F", "q", "?", "q", "/text", ESC, ESC, "\r", "f",
        ESC, "/note\r", "t", "q", "H", "\r")  # fmt: skip


@pytest.fixture
def library(tmp_path, own_world):
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in "abc":
        head = f"---\ntitle: Title {name}\ndate: 2024-01-01\nauthor: Ann\ntags: t\n---\n"
        (folder / f"{name}.md").write_text(head + BODY * 3)
    index(folder)
    return folder


def parameters(library, *flags, **env):
    """The parameters of all that was said of looks while the keys were pressed."""
    argv = [sys.executable, "-m", "reader", *flags, str(library)]
    with Terminal(argv, cwd=ROOT, columns=120, rows=30, env=env) as terminal:
        terminal.until(lambda text: "Title a" in text and "Quoted" in text)
        for keys in KEYS:
            terminal.press(keys)
            terminal.settle(0.15)
        terminal.press("Q")
        terminal.wait()
        return {part for found in SGR.findall(terminal.output) for part in found.split(b";")}


ATTRIBUTES = {b"", b"0", b"1", b"2", b"3", b"4", b"7", b"9", b"22", b"23", b"24", b"27", b"29"}


@pytest.mark.parametrize(
    "env", [{"NO_COLOR": "1"}, {"TERM": "vt100", "COLORTERM": ""}], ids=lambda env: next(iter(env))
)
def test_not_one_sequence_names_a_colour_where_there_are_none(library, env):
    assert parameters(library, **env) <= ATTRIBUTES


def test_with_sixteen_colours_no_other_is_named(library):
    found = parameters(library, "--color", "16", NO_COLOR="1")
    assert found - ATTRIBUTES <= {b"%d" % code for code in (*range(30, 38), 39, *range(40, 50))}
    assert b"36" in found  # the flag goes before NO_COLOR


def test_256_colours_are_named_by_number_and_never_by_light(library):
    argv = [sys.executable, "-m", "reader", "--color", "256", str(library)]
    with Terminal(argv, cwd=ROOT, columns=120, rows=30) as terminal:
        terminal.until(lambda text: "Title a" in text and "Quoted" in text)
        assert b"38;5;" in terminal.output
        assert not re.search(rb"[34]8;2;", terminal.output)
