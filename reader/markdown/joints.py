"""Where a block is cut that lies in others: in the fifth paragraph of the item of a list in a quote.

What is behind the cut is parsed alone, below lines that open the same blocks anew: its lead. An empty
comment stands for what came before, so that nothing below is taken for its last line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any

import pyromark

from reader.markdown.parts import PIECE, TAIL, Open, Part, alert_kind
from reader.markdown.syntax import DIALECT
from reader.named import NamedTuple
from reader.patterns import pattern

DEEPEST = 40
"""Blocks around one another within which is looked for a place to cut."""

MOST_CHILDREN = 200
"""Items or paragraphs of a part; a screen shows some forty of them."""

_HOLD_BLOCKS = frozenset(
    (
        "BlockQuote",
        "List",
        "Item",
        "FootnoteDefinition",
        "DefinitionList",
        "DefinitionListDefinition",
    )
)
_LISTS = ("List", "DefinitionList")
_INLINE = frozenset(("Strong", "Emphasis", "Strikethrough", "Link", "Image"))
_PREFIX = pattern(rb"[ \t>]*")
_MARKER = pattern(rb"(?:\d{1,9}[.)]|[-+*:])")
_DONE = pattern(rb"[ \t]*\[([ xX])\][ \t\n]")
_NOTE = pattern(rb"\[\^(?:[^\[\]\n\\]|\\.)+\]:")
_FENCE = pattern(rb"[`~]{3}")
_HTML_LINE = pattern(rb"^[ \t>]*</?[a-z]", re.MULTILINE | re.IGNORECASE)
_COMMENT = b"<!-- -->\n"
_ENDS_AT_MARK = pattern(rb"<(?:(script|pre|style|textarea)\b|!--)", re.IGNORECASE)


class Node:
    """A block on the way from the top to where a chunk ends; `starts` are those of what it holds."""

    __slots__ = ("data", "ended", "holds", "kind", "start", "starts", "titles")

    def __init__(self, kind: str, data: Any, start: int) -> None:
        self.kind, self.data, self.start = kind, data, start
        self.starts: list[int] = []
        self.titles: list[int] = []  # those of them that are terms
        self.holds = kind in _HOLD_BLOCKS
        self.ended = False


class Path:
    """The last block of each depth, told by the parser's events."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []

    def begin(self, tag: Any, depth: int, start: int) -> None:
        """A tag opens, `depth` counts from 1."""
        nodes = self.nodes
        if depth > len(nodes) + 1 or (depth > 1 and not nodes[depth - 2].holds):
            return
        kind, data = (tag, None) if isinstance(tag, str) else next(iter(tag.items()))
        if kind in _INLINE:
            self.text(depth - 1, start)
            return
        self._put(depth, Node(kind, data, start))

    def _put(self, depth: int, node: Node) -> None:
        nodes = self.nodes
        if depth > 1:
            parent = nodes[depth - 2]
            parent.starts.append(node.start)
            if node.kind == "DefinitionListTitle":
                parent.titles.append(node.start)
        del nodes[depth - 1 :]
        nodes.append(node)

    def text(self, depth: int, start: int) -> None:
        """Inline text at a depth: of an item of a tight list its paragraph, which has no tag."""
        nodes = self.nodes
        if not depth or depth > len(nodes) or not nodes[depth - 1].holds:
            return
        if depth == len(nodes) or nodes[depth].ended:
            self._put(depth + 1, Node("Paragraph", None, start))

    def end(self, depth: int) -> None:
        """A tag of that depth is closed."""
        if depth <= len(self.nodes):
            self.nodes[depth - 1].ended = True


class Cut(NamedTuple):
    """A place in a text, and what is to be known behind it."""

    at: int
    part: Part


def cuts(text: bytes, path: Path, before: Part, block: int, written: int) -> list[Cut]:
    """Where the last block of a text, which goes on behind it, is cut; ascending, empty for nowhere.

    `before` is what that block goes on with, its lead is the beginning of the text. `block` is the
    number that it gets. So many of the blocks on the path as are `written` are so in the source.
    """
    fresh = len(before.lead)
    nodes = path.nodes[: min(DEEPEST, written)]
    for depth, node in enumerate(nodes, 1):
        if not node.holds:
            break
        places = [at for at in node.titles or node.starts if _begins_line(text, at, fresh)]
        if not places and node.titles:
            places = [at for at in node.starts if _begins_line(text, at, fresh)]
        if places:
            return _between(text, nodes[:depth], places, before)
    leaf = path.nodes[-1]
    if leaf.holds or len(nodes) < len(path.nodes) or len(nodes) < 2:
        return []
    return _within(text, nodes[:-1], leaf, before, block, fresh)


def _line(text: bytes, at: int) -> int:
    return text.rfind(b"\n", 0, at) + 1


def _begins_line(text: bytes, at: int, fresh: int) -> bool:
    line = _line(text, at)
    return line > fresh and _PREFIX.fullmatch(text, line, at) is not None


def _between(text: bytes, nodes: list[Node], places: list[int], before: Part) -> list[Cut]:
    """Cuts between what the last of some blocks holds."""
    last = nodes[-1]
    lead = _lead(text, nodes)
    found: list[Cut] = []
    opens = opened(text, nodes, before)
    known = last.starts.index(places[0])
    done, passed = _line(text, last.starts[max(0, known - 1)]), 0
    for number, at in enumerate(places, 1):
        line = _line(text, at)
        passed += 1
        enough = line - done >= PIECE or passed >= MOST_CHILDREN
        if not enough and number < len(places):
            continue
        if last.kind == "List" and opens[-1].number is not None:
            first = opens[-1].number + bisect_right(last.starts, at) - 1
            here = (*opens[:-1], opens[-1]._replace(number=first))
        else:
            here = opens
        own = b"" if at in last.titles or last.kind != "DefinitionList" else lead.title
        part = Part(
            nodes[0].kind,
            opens=here,
            lead=lead.lines + own,
            apart=last.kind not in _LISTS or (len(nodes) > 1 and _blank_above(text, line)),
            titled=bool(own) or any(node.kind == "DefinitionList" for node in nodes[:-1]),
        )
        if last.kind == "Item":
            part = part._replace(apart=_blank_above(text, line))
        found.append(Cut(line, part))
        done, passed = line, 0
    return found


def _blank_above(text: bytes, line: int) -> bool:
    above = _line(text, max(0, line - 1))
    return _PREFIX.fullmatch(text, above, max(above, line - 1)) is not None


class Lead(NamedTuple):
    """Lines that open blocks, and what begins each further line within them."""

    lines: bytes
    prefix: bytes
    title: bytes  # the line of a term, for a cut in front of a definition


def _lead(text: bytes, nodes: list[Node]) -> Lead:
    lines, first, further = b"", b"", b""
    title = b""
    for number, node in enumerate(nodes):
        if node.kind == "List":
            continue
        if node.kind == "DefinitionList":
            title = first + b"x\n"
            if number + 1 < len(nodes):
                lines += title
                first = further
            continue
        mark = _mark(text, node)
        first += mark
        further += b"> " if node.kind == "BlockQuote" else b" " * len(mark)
        if node.kind == "FootnoteDefinition":
            further = further[: -len(mark)] + b"    "
    if nodes[-1].kind == "DefinitionList":
        if first:
            lines += first + _COMMENT
            title = further + b"x\n"
    elif first:
        lines += first + _COMMENT
    return Lead(lines, further, title)


def _mark(text: bytes, node: Node) -> bytes:
    """What opens a block, up to where that begins which it holds."""
    if node.kind == "BlockQuote":
        return b"> "
    if node.kind == "FootnoteDefinition":
        note = _NOTE.match(text, node.start)
        return (note[0] if note else b"[^-]:") + b" "
    marker = _MARKER.match(text, node.start)
    if marker is None:
        return b"- "
    line = _line(text, node.start)
    column = len(text[line : marker.end()].expandtabs(4))
    stop = marker.end()
    while text[stop : stop + 1] in (b" ", b"\t"):
        stop += 1
    blank = len(text[line:stop].expandtabs(4)) - column
    if not 1 <= blank <= 4 or text[stop : stop + 1] in (b"\n", b""):
        blank = 1
    return marker[0] + b" " * blank


def opened(text: bytes, nodes: list[Node], before: Part) -> tuple[Open, ...]:
    """What is to be known of the blocks that are open, some of which were open before."""
    found: list[Open] = []
    for depth, node in enumerate(nodes):
        known = before.opens[depth] if depth < len(before.opens) else None
        if known is not None and not _goes_on(text, node, known, len(before.lead)):
            known = None
        number, done, alert = None, None, ""
        if node.kind == "List":
            number = known.number if known is not None else node.data
            if depth + 1 < len(nodes) and number is not None:
                number += max(0, len(node.starts) - 1)
        elif node.kind == "Item":
            if known is not None:
                done = known.done
            elif (marker := _MARKER.match(text, node.start)) is not None:
                box = _DONE.match(text, marker.end())
                done = box and box[1] != b" "
        elif node.kind == "BlockQuote":
            alert = known.alert if known is not None else alert_kind(text, node.start)
        found.append(Open(node.kind, number, done, alert))
    return tuple(found)


def _goes_on(text: bytes, node: Node, known: Open, lead: int) -> bool:
    """Whether a block is the one that was open: in its lead, or a list right behind that."""
    if node.kind != known.kind:
        return False
    begins = _PREFIX.fullmatch(text, lead, node.start) is not None
    return node.start < lead or (node.kind == "List" and begins)


def _within(
    text: bytes, nodes: list[Node], leaf: Node, before: Part, block: int, fresh: int
) -> list[Cut]:
    """A cut through what holds no blocks: a paragraph, code, a table, HTML."""
    lead = _lead(text, nodes)
    at, own = 0, b""
    goes_on = leaf.start < len(before.lead)
    first_line = text[leaf.start : text.find(b"\n", leaf.start) + 1]
    if leaf.kind == "Paragraph":
        at = _text_cut(text, max(fresh, leaf.start))
        own = lead.prefix
    elif leaf.kind == "CodeBlock" and text.endswith(b"\n"):
        at = len(text)
        own = lead.prefix + first_line if _FENCE.match(first_line) else b""
    elif leaf.kind == "Table" and text.endswith(b"\n"):
        at = len(text)
        below = text.find(b"\n", leaf.start) + 1
        dashes = text[below : text.find(b"\n", below) + 1].lstrip(b" \t>")
        own = lead.prefix + first_line + lead.prefix + dashes
    elif leaf.kind == "HtmlBlock":
        mark = _ENDS_AT_MARK.match(first_line)
        opener = b"<div>" if mark is None else mark[0] + b">" if mark[1] else b"<!--"
        at = len(text) if text.endswith(b"\n") else 0
        if mark is None:
            for line in _HTML_LINE.finditer(text, fresh + 1):
                at = line.start()
        own = lead.prefix + opener + b"\n"
    if at <= fresh:
        return []
    part = Part(
        nodes[0].kind,
        opens=opened(text, nodes, before),
        lead=lead.lines + own,
        leaf=leaf.kind,
        first=before.first if goes_on and before.first >= 0 else block,
        titled=any(node.kind == "DefinitionList" for node in nodes),
    )
    places = [at]
    if leaf.kind == "CodeBlock" or (leaf.kind == "Table" and goes_on):
        places = _lines_between(text, max(fresh, leaf.start), at)
    return [Cut(place, part) for place in places]


def _lines_between(text: bytes, start: int, stop: int) -> list[int]:
    """The beginnings of lines, a piece apart, and the end."""
    found: list[int] = []
    while stop - start > 2 * PIECE:
        start = text.find(b"\n", start + PIECE, stop) + 1
        if not start or start >= stop:
            break
        found.append(start)
    return [*found, stop]


def _text_cut(text: bytes, start: int) -> int:
    """Where a paragraph within other blocks is cut: behind a word, with no markup open; 0 for nowhere."""
    begin = text.find(b"\n", max(start, len(text) - TAIL)) + 1
    lines: list[bytes] = []
    places: list[int] = []  # of the lines without what stands before them
    starts = [0]
    while 0 < begin < len(text):
        stop = text.find(b"\n", begin) + 1 or len(text)
        kept = _PREFIX.match(text, begin, stop)
        begin = kept.end() if kept else begin
        places.append(begin)
        lines.append(text[begin:stop])
        starts.append(starts[-1] + len(lines[-1]))
        begin = stop
    if not lines:
        space = max(text.rfind(b" ", start), 0) + 1
        return space if text[space : space + 1].isalpha() else 0
    source = b"".join(lines)
    depth, cut = 0, 0
    behind = False  # a line's end

    def place(offset: int) -> int:
        line = bisect_right(starts, offset) - 1
        return places[line] + offset - starts[line] if line < len(places) else 0

    for event, found in pyromark.events_with_range(source.decode(), options=DIALECT):
        if isinstance(event, dict):
            depth += ("Start" in event) - ("End" in event)
        if behind and depth == 1 and _is_letter(source, found["start"]):
            cut = place(found["start"])
        behind = event == "SoftBreak" and depth == 1
        if depth == 1 and isinstance(event, dict) and "Text" in event:
            space = source.rfind(b" ", found["start"], found["end"]) + 1
            if space > found["start"] and _is_letter(source, space):
                cut = place(space)
    return cut


def _is_letter(source: bytes, at: int) -> bool:
    return source[at : at + 1].isalpha() or source[at : at + 1] >= b"\x80"
