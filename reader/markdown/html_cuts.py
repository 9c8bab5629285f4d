"""Where a block of HTML too long for one piece is cut, and which tags are open there."""

from __future__ import annotations

import re

from reader.markdown.parts import PIECE, Part
from reader.named import NamedTuple
from reader.patterns import pattern

DEEPEST = 24
"""Tags around one another that are kept in mind."""

KIND = "HtmlBlock"

# Those that hold others, and those before which another block begins.
_TAG = pattern(
    rb"<(?:(/?)(ul|ol|menu|dir|li|table|tr|blockquote|dl|dd|dt|pre|td|th|p|div|h[1-6]|hr|br|section|"
    rb"article|details|figure|script|style|template)(?=[\s/>])[^<>]*>|!--)",
    re.IGNORECASE,
)
_HOLDING = frozenset((b"ul", b"ol", b"menu", b"dir", b"li", b"table", b"tr", b"blockquote", b"dl"))
_HOLDING |= {b"dd", b"td", b"th"}
_UNSEEN = {
    b"!--": pattern(rb"-->"),
    b"script": pattern(rb"</script\s*>", re.IGNORECASE),
    b"style": pattern(rb"</style\s*>", re.IGNORECASE),
    b"template": pattern(rb"</template\s*>", re.IGNORECASE),
}
_END_OF_PRE = pattern(rb"</pre\s*>", re.IGNORECASE)
_BLANK = pattern(rb"\n[ \t]*(?=\n)")
_BEGINS = pattern(rb" {0,3}<(?:(script|pre|style|textarea)(?=[\s>])|!--|[?!])?", re.IGNORECASE)
_START = pattern(rb"""\bstart\s*=\s*["']?([0-9]{1,8})""", re.IGNORECASE)
_SPACE = pattern(rb"\s*")


class _Open(NamedTuple):
    """A tag that is open."""

    name: bytes
    piece: int  # in which it was opened
    number: int = 1  # of an ordered list, the next item's


class Piece(NamedTuple):
    """A piece of the block."""

    stop: int
    shown: bool = True
    following: Part | None = None  # what the next piece goes on with; its `first` counts pieces


class HtmlWalk:
    """Goes through a block of HTML, piece by piece."""

    def __init__(self, source: bytes, start: int) -> None:
        self.source, self.place = source, start
        self.stop, self._base = _extent(source, start)
        self._open: tuple[_Open, ...] = ()
        self._in_pre = False
        self._pieces = 0
        self._unclosed: set[bytes] = set()

    @property
    def possible(self) -> bool:
        """Whether the block can be cut: not where what hides its text is never closed."""
        return self._base != b""

    def next(self) -> Piece:
        """The next piece; the last one has nothing following."""
        begin, limit = self.place, self.place + 2 * PIECE
        self._pieces += 1
        hidden = self._hidden(begin)
        if limit >= self.stop:
            self.place = self.stop
            return Piece(self.stop, shown=hidden < self.stop)
        if hidden > limit:
            return self._cut(hidden, self._open, shown=False)
        return self._cut_pre(begin, limit) if self._in_pre else self._before_tag(begin, limit)

    def _before_tag(self, begin: int, limit: int) -> Piece:
        """The cut before the tag around which the fewest others are open, in the second half."""
        best: tuple[int, int, tuple[_Open, ...]] | None = None
        place, opened = begin, self._open
        while found := _TAG.search(self.source, place, limit):
            at, place = found.span()
            name = found[2].lower() if found[2] else b"!--"
            if name in _UNSEEN:
                end = 0 if found[1] else self._end_of_hidden(name, found)
                if end > limit:
                    hidden = at == begin
                    return self._cut(end if hidden else at, opened, shown=not hidden)
                place = max(place, end)
                continue
            if found[1]:
                opened = _closed(opened, name)
                continue
            opened = _left(opened, name)
            cut = place if name == b"br" else at
            if begin + PIECE // 2 <= cut < limit and (best is None or len(opened) <= best[0]):
                best = len(opened), cut, opened
            if name in _HOLDING and len(opened) < DEEPEST:
                opened = _with(opened, name, found[0], self._pieces - 1)
            elif name == b"pre" and (
                end_of_pre := _END_OF_PRE.search(self.source, place, self.stop)
            ):
                if end_of_pre.end() <= limit:
                    place = end_of_pre.end()
                elif at > begin + PIECE // 4:
                    return self._cut(at, opened)
                else:
                    self._in_pre, self._open = True, opened
                    return self._cut_pre(place, limit)
        if best is not None:
            return self._cut(best[1], best[2])
        return self._cut(self._word(begin, limit), opened)

    def _cut_pre(self, place: int, limit: int) -> Piece:
        end = _END_OF_PRE.search(self.source, place, min(self.stop, limit + 16))
        if end is not None:
            self._in_pre = False
            return self._cut(end.end(), self._open)
        line = self.source.rfind(b"\n", place, limit) + 1
        return self._cut(line or self._word(place, limit), self._open)

    def _hidden(self, begin: int) -> int:
        """Where that ends which hides its text and begins the piece; 0 where nothing does."""
        space = _SPACE.match(self.source, begin, self.stop)
        found = _TAG.match(self.source, space.end() if space else begin, self.stop)
        if found is None or found[1] or self._in_pre:
            return 0
        name = found[2].lower() if found[2] else b"!--"
        return self._end_of_hidden(name, found) if name in _UNSEEN else 0

    def _end_of_hidden(self, name: bytes, found: re.Match[bytes]) -> int:
        if name in self._unclosed:
            return 0
        end = _UNSEEN[name].search(self.source, found.end(), self.stop)
        if end is None:
            self._unclosed.add(name)
            return 0
        return end.end()

    def _word(self, begin: int, limit: int) -> int:
        """The end of a word up to a limit, not within a tag."""
        stop = limit
        tag = self.source.rfind(b"<", begin, stop)
        if tag > begin and self.source.find(b">", tag, stop) < 0:
            stop = tag
        cut = max(self.source.rfind(b" ", begin, stop), self.source.rfind(b"\n", begin, stop)) + 1
        if cut <= begin:
            cut = stop
            while self.source[cut] & 0xC0 == 0x80:  # within a character
                cut += 1
        return cut

    def _cut(self, at: int, opened: tuple[_Open, ...], *, shown: bool = True) -> Piece:
        self.place, self._open = min(at, self.stop), opened
        if self.place >= self.stop:
            return Piece(self.stop, shown)
        lead = self._base
        for one in opened:
            inside = one.name == b"ol" and one is not opened[-1]
            number = b' start="%d"' % (one.number - inside) if one.name == b"ol" else b""
            lead += b"<" + one.name + number + b">"
        table = opened[-1].piece if opened and opened[-1].name == b"table" else -1
        leaf = "Table" if table >= 0 else ""
        if self._in_pre:
            lead = b"<pre>" if self._base == b"<pre>" else lead + b"<pre>"
            leaf = "CodeBlock"
        item = bool(opened) and opened[-1].name == b"li"
        part = Part(KIND, leaf=leaf, lead=lead, first=table, item=item)
        return Piece(self.place, shown, part)


def _extent(source: bytes, start: int) -> tuple[int, bytes]:
    """The end of a block, and what keeps what is cut from it HTML (CommonMark 0.31 §4.6).

    Nothing keeps it where a script is not closed.
    """
    found = _BEGINS.match(source, start)
    if found is None:
        return start, b""
    name = found[1].lower() if found[1] else b""
    if name == b"pre":
        return _line_behind(source, _END_OF_PRE.search(source, start)), b"<pre>"
    opening = b"!--" if found[0].endswith(b"!--") else name
    if opening in _UNSEEN:
        end = _UNSEEN[opening].search(source, found.end())
        return (_line_behind(source, end), b"<div>") if end else (start, b"")
    if name or found[0][-1:] in b"?!":
        return start, b""
    blank = _BLANK.search(source, start)
    return (blank.start() + 1 if blank else len(source)), b"<div>"


def _line_behind(source: bytes, found: re.Match[bytes] | None) -> int:
    line = source.find(b"\n", found.end()) + 1 if found else 0
    return line or len(source)


def _closed(opened: tuple[_Open, ...], name: bytes) -> tuple[_Open, ...]:
    for depth in range(len(opened) - 1, -1, -1):
        if opened[depth].name == name:
            return opened[:depth]
    return opened


def _left(opened: tuple[_Open, ...], name: bytes) -> tuple[_Open, ...]:
    """Without the item or row that another one ends."""
    if opened and opened[-1].name == name and name in (b"li", b"tr", b"td", b"th", b"dd"):
        return opened[:-1]
    return opened


def _with(opened: tuple[_Open, ...], name: bytes, tag: bytes, piece: int) -> tuple[_Open, ...]:
    if name == b"li" and opened and opened[-1].name == b"ol":
        one = opened[-1]
        opened = (*opened[:-1], one._replace(number=one.number + 1))
    number = 1
    if name == b"ol" and (start := _START.search(tag)):
        number = int(start[1])
    return (*opened, _Open(name, piece, number))
