"""A note while it is typed: lines, and the one that is being edited; pure."""

from __future__ import annotations

from reader.characters import clean
from reader.named import NamedTuple

MOST_LINES = 500
MOST = 20_000  # characters of a line; a note is no article


def tidy(note: str) -> str:
    """A note as it is kept: no blanks at the ends of lines, nor blank lines around all."""
    return "\n".join(clean(line).rstrip() for line in note.split("\n")).strip()


def fits(note: str) -> bool:
    """Whether a note can be edited line by line without losing any of it."""
    lines = note.split("\n")
    return len(lines) <= MOST_LINES and all(len(line) <= MOST for line in lines)


class Draft(NamedTuple):
    """Lines of a note; never without a line."""

    lines: tuple[str, ...] = ("",)
    at: int = 0  # the line that is being edited

    @classmethod
    def of(cls, note: str) -> Draft:
        """A note as it is kept, its last line first to be edited."""
        lines = tuple(note.split("\n"))[:MOST_LINES]
        return cls(lines, len(lines) - 1)

    @property
    def line(self) -> str:
        """The line that is being edited."""
        return self.lines[self.at]

    @property
    def note(self) -> str:
        """What is kept of it."""
        return tidy("\n".join(line[:MOST] for line in self.lines))

    def typed(self, line: str) -> Draft:
        """The line is another one."""
        return self._with(self.at, self.at + 1, (line,), self.at)

    def broken(self, cursor: int) -> Draft:
        """A new line from the cursor on, which is edited next."""
        if len(self.lines) >= MOST_LINES:
            return self
        parts = (self.line[:cursor], self.line[cursor:])
        return self._with(self.at, self.at + 1, parts, self.at + 1)

    def joined(self) -> tuple[Draft, int]:
        """The line goes on the one above; the draft, and where the cursor is in that line."""
        if self.at == 0:
            return self, 0
        above = self.lines[self.at - 1]
        one = (above + self.line,)
        return self._with(self.at - 1, self.at + 1, one, self.at - 1), len(above)

    def moved(self, step: int) -> Draft:
        """Another line is edited, as far as there are any."""
        return self._replace(at=max(0, min(self.at + step, len(self.lines) - 1)))

    def pasted(self, text: str, cursor: int) -> tuple[Draft, int]:
        """A text of several lines at the cursor; the draft, and where the cursor is then."""
        first, rest = self.line[:cursor], self.line[cursor:]
        parts = (first + clean(text.replace("\r\n", "\n").replace("\r", "\n"))).split("\n")
        room = MOST_LINES - len(self.lines) + 1
        parts = parts[: max(1, room)]
        end = len(parts[-1])
        parts[-1] += rest
        draft = self._with(self.at, self.at + 1, tuple(parts), self.at + len(parts) - 1)
        return draft, end

    def _with(self, start: int, stop: int, lines: tuple[str, ...], at: int) -> Draft:
        return Draft((*self.lines[:start], *lines, *self.lines[stop:]), at)
