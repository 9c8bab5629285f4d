"""Where the front matter of a text ends and its body begins, before anything is parsed."""

from __future__ import annotations

import re
from collections.abc import Callable

from reader.named import NamedTuple
from reader.patterns import pattern

TYPE_CHECKING = False  # `typing` takes 4 ms to load
if TYPE_CHECKING:
    from typing import Literal

    Kind = Literal["yaml", "toml", "json"]
else:
    Kind = str

LONGEST = 10_000  # lines of front matter; what lies beyond is shown as text

_NAME = r"[^\W\d][\w.$/-]*(?: [\w.$/-]+){0,2}"
FIELD: dict[Kind, re.Pattern[str]] = {
    "yaml": pattern(rf"""(?:({_NAME})|"([^"\n]+)"|'([^'\n]+)')[ \t]*:(?:[ \t]+|$)(.*)"""),
    "toml": pattern(r"""(?:([\w.-]+)|"([^"\n]+)"|'([^'\n]+)')[ \t]*=[ \t]*(.*)"""),
    "json": pattern(r"""[ \t]*(?:(\w+)|"([^"\n]+)"|'([^'\n]+)')[ \t]*:[ \t]*(.*)"""),
}
"""How a line begins that begins a field; the name is one of three groups, the last is the rest."""

_OPENING = pattern(r"(?:[ \t]*+\n)*+(---|\+\+\+)[ \t]*(?:\n|\Z)")
# With the line's end before, which the search can jump to.
_CLOSING = {
    "---": pattern(r"\n(?:---|\.\.\.)[ \t]*$", re.MULTILINE),
    "+++": pattern(r"\n\+\+\+[ \t]*$", re.MULTILINE),
}
_OBJECT = pattern(r'\s*\{\s*"')
# What may hold a bracket that counts for nothing; an open string runs to the end of the text, so
# that no text makes the search begin again and again.
_JSON_TOKEN = pattern(r'"(?:[^"\\]|\\.)*+(?:"|\Z)|[{}]', re.DOTALL)
_BRACE_ALONE = pattern(r"^\}[ \t]*$", re.MULTILINE)
_PROSE = pattern(r"[^\s#'\"\[\]{}&*!|>%@`-][^\n]*|[*>`\[!-](?![ \t])[^\n]*")
_REST_OF_LINE = pattern(r"[ \t]*(?:\n|\Z)")
_LINE = pattern(r"[^\n]*\n?")


class Fenced(NamedTuple):
    """A text cut in two; `text[: len(text) - len(body)]` is all that stands before the body."""

    kind: Kind
    block: str  # what stands between the fences; a JSON object with its braces
    block_line: int  # the line on which the block begins, counted from 1
    start: int  # where the block begins in the text
    body: str
    body_line: int
    closed: bool = True
    cut: bool = False  # longer than LONGEST: the body begins with lines of the block
    led: bool = False  # blank lines stand before the fence, where other programs see none


def split(text: str) -> Fenced | None:
    """The front matter that a clean text seems to have; whether it is one, its parser says.

    YAML between `---` (or up to `...`), TOML between `+++`, a JSON object. Spaces may follow a
    fence. Without a closing fence the block ends before the first blank line.
    """
    opening = _OPENING.match(text)
    if opening:
        return _between(text, opening)
    if _OBJECT.match(text):
        return _object(text)
    return None


def _between(text: str, opening: re.Match[str]) -> Fenced | None:
    start = opening.end()
    kind: Kind = "yaml" if opening[1] == "---" else "toml"
    line = text.count("\n", 0, start) + 1
    led = opening.start(1) > 0
    closing = _CLOSING[opening[1]].search(text, start - 1)
    if closing is None:
        end = text.find("\n\n", start - 1)
        end = len(text) if end < 0 else end + 1
        after, closed = end, False
    else:
        end, closed = closing.start() + 1, True
        after = min(closing.end() + 1, len(text))
    block = text[start:end]
    count = block.count("\n")
    if count > LONGEST:
        end = after = start + _end_of_line(block, LONGEST)
        block, count = text[start:end], LONGEST
        return Fenced(kind, block, line, start, text[after:], line + count, closed, True, led)
    body_line = line + count + text.count("\n", end, after)
    return Fenced(kind, block, line, start, text[after:], body_line, closed, False, led)


def _end_of_line(text: str, number: int) -> int:
    """Where the line of a number ends."""
    end = 0
    for _ in range(number):
        end = text.index("\n", end) + 1
    return end


def _object(text: str) -> Fenced | None:
    start = text.index("{")
    end = _closing_brace(text, start)
    if end is None or not _REST_OF_LINE.match(text, end):
        alone = _BRACE_ALONE.search(text, start)  # quotes that don't pair; a person closed it here
        if alone is None:
            return None
        end = alone.end()
    rest = _REST_OF_LINE.match(text, end)
    assert rest is not None
    line = text.count("\n", 0, start) + 1
    body_line = line + text.count("\n", start, rest.end())
    block = text[start:end]
    if block.count("\n") > LONGEST:
        return None
    return Fenced("json", block, line, start, text[rest.end() :], body_line, led=start > 0)


def _closing_brace(text: str, start: int) -> int | None:
    """Behind the brace that closes the one at `start`, outside of strings."""
    depth = 0
    for token in _JSON_TOKEN.finditer(text, start):
        if token[0] == "{":
            depth += 1
        elif token[0] == "}":
            depth -= 1
            if depth == 0:
                return token.end()
    return None


def key_of(match: re.Match[str]) -> str:
    """The name of a field in a line that FIELD matches."""
    return " ".join((match[1] or match[2] or match[3]).split())


def before_prose(text: str, fenced: Fenced, is_known: Callable[[str], object]) -> Fenced | None:
    """The block cut where prose begins, for a fence that was never closed but by a rule in the text.

    Prose is a line at the left margin, after a blank one, that is no field, with no field of a
    known name after it. None where there is none.
    """
    lines = fenced.block.split("\n")
    if fenced.kind == "json" or (all(lines[:-1]) and not any(map(str.isspace, lines))):
        return None  # prose comes behind a blank line
    cut = blank = -1
    position = 0
    for line in _LINE.findall(fenced.block):
        if not line.strip():
            blank = position if blank < 0 else blank
        elif line.startswith("#"):
            pass
        elif field := FIELD[fenced.kind].match(line):
            if is_known(key_of(field)):
                cut = -1
            blank = -1 if cut < 0 else blank
        elif cut < 0 <= blank and _PROSE.match(line):
            cut = blank
        else:
            blank = -1 if cut < 0 else blank
        position += len(line)
    if cut < 0:
        return None
    end = fenced.start + cut
    body_line = fenced.block_line + text.count("\n", fenced.start, end)
    return Fenced(
        fenced.kind,
        fenced.block[:cut],
        fenced.block_line,
        fenced.start,
        text[end:],
        body_line,
        closed=False,
        led=fenced.led,
    )
