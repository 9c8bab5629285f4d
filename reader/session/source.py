"""The file of an article as it is: a page like any other, and the way between both."""

from __future__ import annotations

import re
from typing import cast

from reader.article import Article, Place
from reader.library import decode, fence, load
from reader.markdown.lines import Glyphs
from reader.markdown.source import SourceFlow, SourceText
from reader.patterns import pattern
from reader.session import places
from reader.session.page import Page, Position

WORDS = 4  # that are looked for to tell the line of a row, and the row of a line
_WORD = pattern(r"\w+")
_BETWEEN = r"[^\w]{1,24}?"  # markup or a new line; bounded, or it costs the square


class SourcePage(Page):
    """The lines of a file."""

    is_source = True

    def _set(self, width: int) -> None:
        self.width = width
        self.flow = SourceFlow(self.source, width, self.glyphs)
        self._header = self._ending = ()

    @property
    def source(self) -> SourceText:
        """The lines."""
        return cast("SourceText", self.text)


def open_source(root: str, article: Article, width: int, glyphs: Glyphs) -> SourcePage:
    """The page of an article's file as it is; ArticleGone where it can't be read any more."""
    data, info = load.read_bytes(root, article.path)
    lines = lines_of(data)
    return SourcePage(article, lines, width, glyphs, stamp=(info.st_mtime_ns, info.st_size))


def lines_of(data: bytes, *, tabs: bool = False) -> SourceText:
    """The lines of a file, clean; its tabs are blanks unless they are asked for."""
    text, _ = decode.decode(data)
    fenced = fence.split(text)
    before = text[: len(text) - len(fenced.body)] if fenced else ""
    return SourceText(text, body=len(before.encode()), tabs=tabs)


def to_source(page: Page, position: Position, source: SourcePage) -> Place:
    """The place in the source of what stands in a row of the page."""
    lines = source.source
    part, row = position
    if not page.text.has(part - 1) or not lines.has(0):
        if part == 0:
            return Place()
        return places.at(lines, places.Spot(lines.block_of_line(1 << 60), 0))
    start, stop = page.text.span(part - 1)
    rows = max(1, len(page.lines(part)))
    at = page.flow.offset_at(part - 1, row)
    likely = start + (stop - start) * row // rows
    found = _nearest(page.text.text(part - 1)[at : at + 200], page.text.slice(part - 1), row / rows)
    if found is not None:
        likely = start + len(page.text.slice(part - 1)[:found].encode())
    above = lines.source.count(b"\n", 0, lines.body) + page.text.source.count(b"\n", 0, likely)
    block = lines.block_of_line(above + 1)
    begin = page.text.source.rfind(b"\n", 0, likely) + 1
    ahead = len(page.text.source[begin:likely].decode(errors="ignore"))
    while ahead > len(lines.text(block)) and not lines.begins_line(block + 1):
        ahead -= len(lines.text(block))
        block += 1
    return places.at(lines, places.Spot(block, min(ahead, len(lines.text(block)))))


def line_of(page: Page, position: Position, source: SourcePage) -> int:
    """The line of the file, counted from 1, that says what stands in a row of the page."""
    if position == Position(0, 0) or not source.source.has(0):
        return 1
    return source.source.number(to_source(page, position, source).block)


def from_source(source: SourcePage, position: Position, page: Page) -> Place:
    """The place in the page of what stands in a row of the source."""
    lines, text = source.source, page.text
    block = position.part - 1
    if not lines.has(block):
        if position.part == 0:
            return Place()
        text.find_all()
        return Place(text.count)
    above = lines.source.count(b"\n", 0, lines.body)
    line = lines.number(block) - 1 - above  # of the body, counted from 0
    if line < 0 or not text.has(0):
        return Place()
    offset = source.flow.offset_at(block, position.row)
    before = text.source.split(b"\n", line)[:line]
    begin = sum(map(len, before)) + len(before)
    target = text.block_at(begin)
    start, stop = text.span(target)
    if begin >= stop and text.has(target + 1):  # a blank line stands for what follows it
        target += 1
        start, stop = text.span(target)
    shown, share = text.text(target), max(0, begin - start) / max(1, stop - start)
    found = _nearest(lines.text(block)[offset : offset + 200], shown, share)
    return places.at(text, places.Spot(target, int(share * len(shown)) if found is None else found))


def _nearest(words: str, text: str, share: float) -> int | None:
    """Where the first words stand in a text, nearest to a share of it; fewer where need be."""
    found = _WORD.findall(words)[: 2 * WORDS]
    for count in (WORDS, 2, 1):
        for skipped in range(max(0, len(found) - count + 1)):
            sought = _BETWEEN.join(map(re.escape, found[skipped : skipped + count]))
            hits = [hit.start() for hit in re.finditer(rf"(?<!\w){sought}(?!\w)", text)]
            if hits:
                return min(hits, key=lambda hit: abs(hit - share * len(text)))
    return None
