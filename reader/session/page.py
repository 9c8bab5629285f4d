"""One article as a page: header, text and call to action, as rows of a width.

The interface and `reader show` set the same page from here. A page has parts: the header, one for
each top-level block of the Markdown, and the end. A position is a part and a row of it, so nothing
above or below needs to be laid out to show what is at it.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from reader.article import Article, Place
from reader.markdown.lines import PLAIN, Glyphs, Line, Manner
from reader.named import NamedTuple
from reader.session.header import BLANK, EMPTY, Change, ending, header, names_shown
from reader.session.manner import manner_for
from reader.session.placed import WIDE, Field, fields, placed, plain_text
from reader.store.hashing import hash64

if TYPE_CHECKING:
    from reader.markdown.parse import Text
    from reader.session.places import Kept
    from reader.session.quotes import Grade
    from reader.session.targets import Resolver

TAIL = 1024  # bytes of markup that the last paragraph may have beside its words


class Position(NamedTuple):
    """A row of the page: the part it belongs to, and which of the part's rows it is."""

    part: int
    row: int


def _words(text: str) -> list[str]:
    return "".join(char if char.isalnum() else " " for char in text.casefold()).split()


class Page:
    """An article set to a width; lays out what is asked for and nothing else."""

    is_source = False  # whether it shows the file as it is, not the article as it is read

    def __init__(
        self,
        article: Article,
        text: Text,
        width: int,
        glyphs: Glyphs,
        change: Change | None = None,
        stamp: tuple[int, int] = (0, 0),
        manner: Manner = PLAIN,
    ) -> None:
        self.stamp = stamp  # mtime_ns and bytes of the file it was made from
        self._change = change
        self.resolver: Resolver | None = None  # of its links, where it knows where it stands
        self._found: tuple[Place, Kept | None] | None = None
        self.article = article
        self.text = text
        self.width = width
        self.glyphs = glyphs
        self.manner = manner
        self.tags: tuple[str, ...] = ()  # one's own
        self.beyond = 0  # free cells right of the text, for code and tables that do not fit
        self._set(width)

    def _set(self, width: int) -> None:
        from reader.markdown.flow import Flow  # the pane that knows this module is painted before

        self.width = width
        manner = manner_for(self.manner, self.article.metadata.lang)
        self.flow = Flow(self.text, width, self.glyphs, self._change, manner, self.beyond)
        self._set_header()
        self._ending: tuple[Line, ...] | None = None  # laid out where all above it is known

    def _set_header(self) -> None:
        empty = "" if self.text.source.strip() else EMPTY if self.article.metadata.fields else BLANK
        lines = header(
            self.article,
            self.width,
            empty=empty,
            change=self._change,
            ascii_only=self.glyphs.ascii_only,
            tags=self.tags,
        )
        self._header = placed(lines, self.header_text)

    def set_tags(self, tags: tuple[str, ...]) -> bool:
        """Show other tags of one's own in the header; whether they are others."""
        if tags == self.tags:
            return False
        self.tags = tags
        self._set_header()
        return True

    def set_width(self, width: int, beyond: int = 0) -> None:
        """Lay out anew at another width; positions of the old one mean nothing any more.

        `beyond` are free cells right of it, which code and tables take that do not fit.
        """
        if (width, beyond) != (self.width, self.beyond):
            self.beyond = beyond
            self._set(width)

    def set_manner(self, manner: Manner) -> None:
        """Lay out anew in another manner; positions of the old one mean nothing any more."""
        if manner != self.manner:
            self.manner = manner
            self._set(self.width)

    # Parts: 0 is the header, 1 to count the blocks, the one after the last the ending.

    def lines(self, part: int) -> tuple[Line, ...]:
        """The rows of a part; empty past the last."""
        if part == 0:
            return self._header
        if self.text.has(part - 1):
            return self.flow.lines(part - 1)
        if part != self.text.count + 1:
            return ()
        if self._ending is None:
            self._ending = placed(self._laid_ending(self.width), self.ending_text)
        return self._ending

    def _is_last(self, part: int) -> bool:
        """Whether a part is the ending; finds one more block when that is not known yet."""
        return part > 0 and not self.text.has(part - 1)

    def last(self) -> Position:
        """The last row of the page; finds all blocks."""
        self.text.find_all()
        part = self.text.count + 1
        while part > 0 and not self.lines(part):
            part -= 1
        return Position(part, max(0, len(self.lines(part)) - 1))

    def forward(self, position: Position, rows: int) -> Position:
        """So many rows further down, the last row at most."""
        part, row = position
        row += rows
        while row >= (height := len(self.lines(part))):
            if self._is_last(part):
                return self.last()
            row -= height
            part += 1
        return Position(part, row)

    def backward(self, position: Position, rows: int) -> Position:
        """So many rows further up, the first row at most."""
        part, row = position
        row -= rows
        while row < 0:
            if part == 0:
                return Position(0, 0)
            part -= 1
            row += len(self.lines(part))
        return Position(part, row)

    def rows(self, top: Position, count: int) -> list[tuple[Position, Line]]:
        """The rows from a position on, with where each stands; fewer at the end."""
        found: list[tuple[Position, Line]] = []
        part, row = top
        while len(found) < count:
            lines = self.lines(part)
            stop = min(len(lines), row + count - len(found))
            found += [(Position(part, index), lines[index]) for index in range(row, stop)]
            if self._is_last(part):
                break
            part, row = part + 1, 0
        return found

    def position_of(self, block: int, offset: int) -> Position:
        """The row that shows an offset of a block's text; -1 is the header."""
        for row, line in enumerate(self.lines(block + 1)):
            if any(0 <= span.at <= offset < span.at + len(span.text) for span in line.spans):
                return Position(block + 1, row)
        return Position(block + 1, self.flow.row_of(block, offset) if block >= 0 else 0)

    def text_at(self, position: Position) -> tuple[int, int]:
        """The block that a row belongs to, and the offset in its text at which the row begins."""
        part, row = position
        lines = self.lines(part)
        return part - 1, lines[min(row, len(lines) - 1)].start if lines else 0

    @cached_property
    def body_hash(self) -> int:
        """What the catalog knows its text by."""
        return hash64(self.text.source)

    @cached_property
    def _wide_header(self) -> tuple[Line, ...]:
        """What stands above the article, each paragraph as a line."""
        ascii_only = self.glyphs.ascii_only
        return header(self.article, WIDE, change=self._change, ascii_only=ascii_only)

    @cached_property
    def header_text(self) -> str:
        """The text of what stands above the article: its paragraphs, a line each."""
        return plain_text(self._wide_header)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Where title, subtitle and authors stand in the text above the article."""
        return fields(
            self._wide_header, names_shown(self.article, ascii_only=self.glyphs.ascii_only)
        )

    @cached_property
    def ending_text(self) -> str:
        """The text of what stands below it."""
        return plain_text(self._laid_ending(WIDE))

    def _laid_ending(self, columns: int) -> tuple[Line, ...]:
        """The ending; nothing where the text itself ends in the same words."""
        if self._says_cta_itself:
            return ()
        return ending(self.article, columns, self.glyphs)

    @cached_property
    def _says_cta_itself(self) -> bool:
        """Whether the last paragraph is the call to action, word for word.

        Asked of the end of the source, so that no block need be found for it.
        """
        words = _words(self.article.metadata.cta)
        tail = self.text.source[-8 * len(self.article.metadata.cta) - TAIL :].decode(
            errors="ignore"
        )
        return bool(words) and _words(tail.rstrip().rpartition("\n\n")[2]) == words

    def is_block(self, block: int) -> bool:
        """Whether there is a block of that number; -1 is the header, the one behind the last the ending."""
        return block >= 0 and self.text.has(block)

    def text_of(self, block: int) -> str:
        """The text of a block, or of header or ending."""
        if self.is_block(block):
            return self.text.text(block)
        return self.header_text if block < 0 else self.ending_text

    def lowest_top(self, height: int) -> Position:
        """The position from which the last screen is shown."""
        return self.backward(self.last(), height - 1)

    def share(self, position: Position) -> float:
        """How much of the text lies before a position: 0 at the top, 1 at the end.

        Counted in bytes of the source, so that it needs no layout: the same at every width. Who
        has come to the footnotes has read the text.
        """
        part, row = position
        total = self.text.readable
        if part == 0:
            return 0.0
        if self._is_last(part) or part > self.text.first_note or not total:
            return 1.0
        start, end = self.text.span(part - 1)
        rows = max(1, len(self.lines(part)))
        return min(1.0, (self.text.place(part - 1) + (end - start) * row / rows) / total)

    def at_share(self, share: float) -> Position:
        """The position at a share of the source."""
        if share <= 0:
            return Position(0, 0)
        if share >= 1:
            return self.last()
        place = int(share * self.text.readable)
        block = max(0, self.text.first_from(place + 1) - 1)
        if not self.text.has(block):
            return self.last()
        start, end = self.text.span(block)
        rows = len(self.lines(block + 1))
        row = int(rows * (place - self.text.place(block)) / max(1, end - start))
        return Position(block + 1, min(max(0, rows - 1), max(0, row)))

    def place(self, position: Position) -> Place:
        """What is kept of a position: block, offset in its text, and the words there."""
        from reader.session import places

        part, row = position
        if part == 0 or self._is_last(part):
            return Place() if part == 0 else Place(block=part - 1)
        block = part - 1
        return places.at(self.text, places.Spot(block, self.flow.offset_at(block, row)))

    def find(self, place: Place) -> Position:
        """Where a place is now: its words, or the nearest that remain of them."""
        if place == Place():
            return Position(0, 0)
        kept = self._kept(place)
        if kept is None:
            return self.last()
        return Position(kept.spot.block + 1, self.flow.row_of(*kept.spot))

    def grade(self, place: Place) -> Grade:
        """How sure it is that what `find` tells is the place that was meant."""
        from reader.session.quotes import Grade

        if place == Place():
            return Grade.SAME
        kept = self._kept(place)
        if kept is None:
            return Grade.GONE if place.quote else Grade.SAME
        return kept.grade

    def _kept(self, place: Place) -> Kept | None:
        """Kept once found: a thread asks before the page is shown, the pane once more."""
        from reader.session import places  # with the first article

        if self._found is None or self._found[0] != place:
            self._found = (place, places.found(self.text, place))
        return self._found[1]
