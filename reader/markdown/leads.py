"""What stands before a line's text: marks of quotations and lists, and blanks."""

from __future__ import annotations

from collections.abc import Iterator

from reader.named import NamedTuple
from reader.patterns import pattern

LEAD = r"[ >*+.)\d-]{0,80}"
"""A pattern for what may be one; `indent_of` tells whether it is."""

_LEAD = pattern(r"(?: {0,12}(?:>|(?:[-*+]|\d{1,9}[.)])(?= ))){0,20} {0,12}")
_MARKER = pattern(r"[-*+]|\d+[.)]")


class SourceLine(NamedTuple):
    """A line by its place in a source."""

    start: int
    stop: int  # before its newline
    text: str


def indent_of(lead: str) -> str | None:
    """What stands before the lines that go on below such a lead; None where it is none."""
    if not _LEAD.fullmatch(lead):
        return None
    return _MARKER.sub(lambda match: " " * len(match[0]), lead)


def blank_of(indent: str) -> str:
    """A blank line among lines with an indent: it ends a paragraph, but no container."""
    return indent.rstrip(" ")


def length_of(indent: str, line: str) -> int:
    """How many characters at a line's beginning are the indent; -1 where it stands elsewhere."""
    if line.startswith(indent):
        return len(indent)
    demanded = indent.rstrip(" ")  # behind a > the space may be missing
    return len(demanded) if ">" in indent and line.startswith(demanded) else -1


def is_blank(indent: str, line: str) -> bool:
    """Whether a line with an indent, or a part of it, holds nothing."""
    return not line.strip() or line.strip() == indent.strip()


class Standing:
    """Whether lines stand in a container; each is looked at once for an indent, not for each form."""

    def __init__(self, source: str) -> None:
        self._source = source
        # By indent: where the look began, and where the first line elsewhere begins or it ended.
        self._seen: dict[str, tuple[int, int, bool]] = {}

    def together(self, indent: str, start: int, stop: int) -> bool:
        """Whether all lines that begin in a range have that indent, or hold nothing."""
        if start >= stop:
            return True
        begun, end, left = self._seen.get(indent, (start, start, False))
        if not begun <= start <= end:
            begun, end, left = start, start, False
        if not left and end < stop:
            for line in lines_from(self._source, end, stop - end):
                end = line.start
                left = not is_blank(indent, line.text) and length_of(indent, line.text) < 0
                if left:
                    break
                end = line.stop + 1
            self._seen[indent] = begun, end, left
        return not left or end >= stop


def depth_of(line: str) -> int:
    """The quotations that a line is in."""
    lead = _LEAD.match(line)
    return lead[0].count(">") if lead else 0


def lines_from(source: str, start: int, longest: int) -> Iterator[SourceLine]:
    """The lines from one's beginning on, as far as they begin within so many characters."""
    end = start + longest
    while start <= len(source) and start < end:
        stop = source.find("\n", start)
        if stop < 0:
            stop = len(source)
        if start < len(source):
            yield SourceLine(start, stop, source[start:stop])
        start = stop + 1
