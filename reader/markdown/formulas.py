r"""Where formulas lie in a source: `$…$`, `$$…$$`, `\(…\)`, `\[…\]`, and environments.

What is found is put into code for the parser, inline or as a block of its own, so that nothing in
it is taken for markup; the sign `FORMULA` at its beginning tells it from code. The parser's own
mathematics takes prices for formulas, and ends one at a line that looks like a list.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from reader.characters import clean
from reader.markdown.mask import masked
from reader.markdown.seen import (
    Insertion,
    Resolve,
    byte_offsets,
    characters,
    formula_fences,
    literal_in,
    seen_by_parser,
    ticks_for,
    within,
)
from reader.markdown.syntax import APART, FORMULA
from reader.patterns import pattern

LONGEST = 6000
"""Characters of one formula; what is longer is text between two stray marks."""

MOST_LOOKS = 3
"""Times that the parser is asked where formulas far to the right stand by themselves."""

MOST_PREFIX = 200
"""Characters before the first line of a formula: marks of quotations and lists."""

_Display = tuple[int, int, str]
"""Start, stop, what stands before its lines."""

_ENVIRONMENTS = r"(?:equation|align|alignat|gather|multline|eqnarray|displaymath|math|flalign)\*?"
_TOKEN = pattern(
    rf"\\(?:(begin|end)\{{({_ENVIRONMENTS})\}}|(.))|(\$+)|(`+)|\n([ \t>]*\n)?", re.DOTALL
)
_MAY_BE_DISPLAY = pattern(r"\$\$|\\\[|\\begin\{")
_MAY_BE_INLINE = pattern(r"\$\$|\\[\[(]")
_DOLLARS = pattern(r"\$(?=([^\s$`][^$\n`]*)\$)")
_CLOSING = {"]": "[", ")": "("}
_PREFIX = pattern(r"(?: *(?:>|(?:[-*+]|\d{1,9}[.)])(?= )))* *")
_FAR_IN = pattern(r"[ >]{0,200} {4}")
_MARKER = pattern(r"[-*+]|\d+[.)]")
_LINE_END = pattern(r"[ \t]*[.,;:]?[ \t]*(?=\n|\Z)")
_SOURCE = pattern(
    r"\s*(?:\$\$(.*)\$\$|\$(.*)\$|\\\[(.*)\\\]|\\\((.*)\\\))\s*([.,;:]?)\s*", re.DOTALL
)

_STRONG = pattern(r"\\[A-Za-z]{2}|[\\^_{}=]|[^\x00-\x7f]")
_OPERATOR = pattern(r"[-+*/<>|!'()\[\],:]")
_COMMAND = pattern(r"\\(?:text|mathrm|operatorname|mbox)\w*\*?\{[^{}]*\}|\\[A-Za-z]+")
_WORD = pattern(r"[^\W\d_]{3,}")
_AMOUNT_AND_WORDS = pattern(r"\d[^\\^_]*?[\s/][A-Za-z]{2,}\b[^\\^_]*")


def tex_of(source: str) -> str:
    """A formula's source without its marks; what ends the sentence behind it is kept."""
    match = _SOURCE.fullmatch(source)
    if match is None:
        return source.strip()
    tex = next((group for group in match.groups()[:4] if group is not None), "")
    return (tex.strip() + match[5]).strip()


def formula_text(code: str) -> str:
    """The text as read of code that is a formula: on one line, clean."""
    from reader.markdown.maths import inline  # 6 ms, only where there is a formula

    return inline(tex_of(clean(code)))


def displays(source: str, code: list[tuple[int, int]], *, goes_on: bool = False) -> list[Insertion]:
    """What makes code of the formulas that have lines of their own.

    `code` are ranges to pass over; `goes_on` tells that the source is cut off behind its last line.
    """
    if not _MAY_BE_DISPLAY.search(source):
        return []
    scan = _Displays(source)
    for match in _TOKEN.finditer(source):
        scan.token(match)
    if goes_on:
        scan.cut_off()
    if not scan.found:
        return []
    # What is code or HTML by lines; inline markup takes most of the time and hides no whole line.
    literal = literal_in(masked(source.encode()).decode())
    offsets = byte_offsets(source, [start for start, _, _ in scan.found])
    found = [
        each
        for each in scan.found
        if not within(code, each[0]) and not within(literal, offsets[each[0]])
    ]
    return _marks(_standing(source, found))


def _marks(found: list[_Display]) -> list[Insertion]:
    inserted: list[Insertion] = []
    for start, stop, indent in found:
        inserted += [(start, f"```{FORMULA}\n{indent}"), (stop, f"\n{indent}```")]
    return inserted


def _standing(source: str, found: list[_Display]) -> list[_Display]:
    """Those that the parser takes for code of their own, once all of them are marked as such.

    Far in, a line goes on with the paragraph above; behind a formula of its own it is code. The
    marks of what is left out may have been what others stood by, so it is looked at again.
    """
    for _ in range(MOST_LOOKS):
        if not any(_FAR_IN.match(indent) for _, _, indent in found):
            return found
        pieces: list[str] = []
        done = 0
        for place, mark in _marks(found):
            pieces += (source[done:place], mark)
            done = place
        pieces.append(source[done:])
        seen = formula_fences(masked("".join(pieces).encode()).decode())
        begun: list[int] = []
        size = 0
        for number, piece in enumerate(pieces):
            if number % 4 == 1:
                begun.append(size)
            size += len(piece.encode())
        standing = [each for each, start in zip(found, begun, strict=True) if within(seen, start)]
        if len(standing) == len(found):
            return found
        found = standing
    return [each for each in found if not _FAR_IN.match(each[2])]


def inlines(
    source: str, mended: str, origin: Callable[[int], int], resolve: Resolve | None = None
) -> list[Insertion]:
    """What makes code of the formulas in running text.

    `mended` is the source with its displays as code, and `origin` leads back from there. `resolve`
    knows the targets that are defined elsewhere.
    """
    if not _MAY_BE_INLINE.search(source) and not _has_dollars(source):
        return []
    seen = seen_by_parser(mended, resolve)
    data = mended.encode()
    found: list[int] = []  # bytes of the source
    marks: list[str] = []
    for start, stop in seen.runs:
        if data[start - 1 : start] == b"\\":
            start -= 1  # an escape: the parser does not tell of its backslash
        text = data[start:stop].decode()
        if "$" not in text and "\\" not in text:
            continue
        ticks = ticks_for(text)
        if not ticks:
            continue
        scan = _Inlines(text)
        for match in _TOKEN.finditer(text):
            scan.token(match)
        offsets = byte_offsets(text, [place for each in scan.found for place in each])
        for begin, end in scan.found:
            first, last = start + offsets[begin], start + offsets[end]
            if seen.has_room(first, last):
                apart = APART if found and found[-1] == origin(first) else ""
                found += (origin(first), origin(last))
                marks += (apart + ticks + FORMULA, ticks)
    return list(zip(characters(source, found), marks, strict=True))


def _has_dollars(source: str) -> bool:
    """Whether any two dollars on a line hold what may be a formula."""
    return any(
        is_formula(
            match[1], source[match.start() - 1 : match.start()], source[match.end(1) + 1 :][:1]
        )
        for match in _DOLLARS.finditer(source)
    )


class _Displays:
    """Formulas from a line's beginning to a line's end, as a source is read.

    What is open depends on nothing but its own opening mark: a part of the source, read alone,
    gives what the whole gives.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.found: list[tuple[int, int, str]] = []  # start, stop, what stands before its lines
        self.opened: dict[str, tuple[int, int]] = {}  # by mark: its place, and its line's
        self.line = 0

    def token(self, match: re.Match[str]) -> None:
        edge, environment, escaped, dollars, ticks, blank = match.groups()
        if dollars is not None:
            if len(dollars) == 2 and not self.close("$$", match.end()):
                self.open("$$", match.start())
        elif escaped is not None:
            if escaped == "[":
                self.open("[", match.start())
            elif escaped == "]":
                self.close("[", match.end())
        elif ticks is not None or blank is not None:
            self.opened.clear()
        elif edge == "begin":
            self.open(environment, match.start())
        elif edge == "end":
            self.close(environment, match.end())
        if ticks is None and match[0][0] == "\n":
            self.line = match.end()

    def open(self, mark: str, start: int) -> None:
        if start - self.line <= MOST_PREFIX and _PREFIX.fullmatch(self.source, self.line, start):
            self.opened[mark] = start, self.line

    def close(self, mark: str, stop: int) -> bool:
        """Takes the formula that ends there, if there is one, in place of those within it."""
        start, line = self.opened.pop(mark, (-1, 0))
        end = _LINE_END.match(self.source, stop)
        if start < 0 or end is None:
            return False
        inner = self.source[start + 2 : stop - 2]
        if mark in ("$$", "[") and not _is_display(inner, alone=True):
            return False
        indent = self.indent(start, stop, line)
        if indent is None:
            return False
        while self.found and self.found[-1][0] > start:
            self.found.pop()
        self.found.append((start, end.end(), indent))
        self.opened = {mark: place for mark, place in self.opened.items() if place[0] < start}
        return True

    def indent(self, start: int, stop: int, line: int) -> str | None:
        """What its lines need before them; None where one is not in the same container."""
        if stop - start > LONGEST:
            return None
        indent = _MARKER.sub(lambda match: " " * len(match[0]), self.source[line:start])
        demanded = indent.rstrip(" ") if ">" in indent else indent
        lines = self.source[start:stop].split("\n")[1:]
        return indent if all(text.startswith(demanded) for text in lines) else None

    def cut_off(self) -> None:
        """Takes what is open: it may end where the source goes on."""
        size = len(self.source)
        for start, line in self.opened.values():
            indent = self.indent(start, size, line)
            if indent is not None and not any(stop > start for _, stop, _ in self.found):
                self.found.append((start, size, indent))
                return


class _Inlines:
    """Formulas in one run of inline text, at most one of them open."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[tuple[int, int]] = []
        self.mark = ""
        self.start = 0

    def open(self, mark: str, start: int) -> None:
        self.mark, self.start = mark, start

    def close(self, stop: int) -> bool:
        text, start, mark = self.text, self.start, self.mark
        self.mark = ""
        inner = text[start + 1 : stop - 1] if mark == "$" else text[start + 2 : stop - 2]
        before, behind = text[start - 1 : start] if start else "", text[stop : stop + 1]
        if stop - start > LONGEST or not inner.strip() or "`" in (before, behind):
            return False  # the marks of code would run into others
        if mark == "$":
            formula = is_formula(inner, before, behind)
        elif mark == "(":
            formula = not _is_prose(inner) and any(map(str.isalnum, inner))
        else:
            formula = _is_display(inner, alone=False)
        if formula:
            self.found.append((start, stop))
        return formula

    def token(self, match: re.Match[str]) -> None:
        _, _, escaped, dollars, ticks, _ = match.groups()
        if dollars is not None:
            self.dollars(len(dollars), match)
        elif ticks is not None:
            self.mark = ""
        elif escaped is not None:
            if escaped in "[(":
                if self.mark != "$$":
                    self.open(escaped, match.start())
            elif self.mark and self.mark == _CLOSING.get(escaped):
                self.close(match.end())
        elif match[0][0] == "\n" and self.mark == "$":
            self.mark = ""

    def dollars(self, count: int, match: re.Match[str]) -> None:
        if count > 2:
            self.mark = ""
        elif count == 2:
            if self.mark == "$$":
                self.close(match.end())
            elif self.mark in ("", "$"):
                self.open("$$", match.start())
        elif self.mark in ("", "$"):
            closed = self.mark == "$" and self.close(match.end())
            if not closed and not self.text[match.end() : match.end() + 1].isspace():
                self.open("$", match.start())


def is_formula(inner: str, before: str, behind: str) -> bool:
    """Whether what stands between two dollars on a line is a formula, and not prices.

    `before` and `behind` are the characters around. None opens before a space, closes behind one or
    before a digit; none begins within a word; what reads like money or prose is none.
    """
    if inner[:1].isspace() or inner[-1:].isspace() or behind.isdigit() or before.isalnum():
        return False
    strong = bool(_STRONG.search(inner))
    if behind.isalpha() and not strong and len(inner) > 1:
        return False
    if _AMOUNT_AND_WORDS.fullmatch(inner):
        return False  # $5 a month, or 10$
    return not _is_prose(inner)


def _is_prose(inner: str) -> bool:
    """Whether words stand there that are not said to be text of a formula."""
    words = _WORD.findall(_COMMAND.sub(" ", inner))
    if not _STRONG.search(inner):
        return len(words) > 1 or (len(words) == 1 and " " in inner and not _OPERATOR.search(inner))
    return len(words) > 5 and not re.search(r"[\\^_{]", inner)


def _is_display(inner: str, *, alone: bool) -> bool:
    r"""Whether `$$…$$` or `\[…\]` holds a formula, and not text in escaped brackets."""
    if _is_prose(inner) or not re.search(r"\w", inner):
        return False
    if _STRONG.search(inner):
        return True
    spaced = inner[:1].isspace() and inner[-1:].isspace()
    return spaced or (alone and _OPERATOR.search(inner) is not None)
