"""A block of HTML to blocks: what its tags mean to a reader.

Tags need not match: a piece of HTML ends at a blank line (CommonMark §4.6), so that what one opens
another closes, and text in between is Markdown. Items without a list and cells without a table get
one. Depth is bounded, and a stack of its own keeps it from Python's.
"""

from __future__ import annotations

import re

from reader.characters import clean
from reader.markdown.blocks import (
    Block,
    Code,
    Definition,
    Definitions,
    Group,
    Heading,
    Item,
    List,
    Paragraph,
    Quote,
    Rule,
    Summary,
    Term,
    inline_text,
)
from reader.markdown.html import attributes, decode, last_closings, tokens
from reader.markdown.html_inline import SpanTags
from reader.markdown.html_runs import emphasised, paragraphs, trimmed
from reader.markdown.html_table import Cell, Row, reach, table_blocks
from reader.markdown.lines import Span
from reader.markdown.spans import settled
from reader.markdown.syntax import BREAK, SOFT
from reader.patterns import pattern

_SPACE = pattern(r"[ \t\n]+")
_LANGUAGE = pattern(r"(?:^|\s)(?:language-|lang-|highlight-source-)([^\s,;{}]+)")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LEAVES = _HEADINGS | {"summary", "figcaption", "caption", "dt"}
_LISTS = frozenset(("ul", "ol"))
_CELLS = frozenset(("td", "th"))
_APART = frozenset(("p", "hr", "pre", "details"))
_CONTAINERS = _LISTS | _CELLS | {"li", "dl", "dd", "blockquote", "figure", "table", "tr"}
_SAME = {"menu": "ul", "dir": "ul", "listing": "pre", "xmp": "pre", "textarea": "pre"}
# What a closing tag does not look beyond.
_WALLS = {
    "li": _LISTS | _CELLS | {"blockquote"},
    "dd": _CELLS | {"dl", "blockquote"},
    "td": frozenset(("table",)),
    "tr": frozenset(("table",)),
    "table": frozenset(),
}
_LARGEST = 999_999_999  # number of an item, as in Markdown


class _Frame:
    """An open container: its tag, and what was found in it so far."""

    __slots__ = ("before", "children", "done", "kind", "loose", "rows", "tag")

    def __init__(self, kind: str, tag: str) -> None:
        self.kind, self.tag = kind, tag
        self.children: list[Block] = []
        self.rows: list[Row] = []  # of a table; of a row its cells, as one
        self.before: list[Block] = []  # what stands in a table but in no cell
        self.loose = False
        self.done: bool | None = None


class _Reading:
    """Takes tags and texts in order."""

    def __init__(self, source: str, start: int, stop: int, room: int) -> None:
        self.source, self.start, self.stop, self.room = source, start, stop, room
        self.root = _Frame("", "")
        self.frames = [self.root]
        self.skipped: list[str] = []  # containers that are open but too deep to have a look
        self.counts: dict[str, int] = {}  # of these
        self.leaf = ""  # the tag of what its text will be, when it is no paragraph
        self.leaf_tag = ""
        self.spans: list[Span] = []
        self.tags = SpanTags(self.spans)
        self.last = ""  # the last character of the run of text
        self.pre: list[str] | None = None  # the text of preformatted lines that are open
        self.language = ""
        self.closings: dict[str, int] = {}
        self.place = 0

    def run(self) -> tuple[Block, ...]:
        self.closings = last_closings(self.source)
        for name, text, place in tokens(self.source):
            self.place = place
            if not name:
                self.add_text(text)
            elif name[0] == "/":
                self.close(_SAME.get(name[1:], name[1:]), text)
            else:
                self.open(_SAME.get(name, name), text)
        if self.pre is not None:
            self.end_pre()
        self.end_run()
        self.pop_to(1)
        return tuple(self.root.children)

    # Text

    def add_text(self, text: str) -> None:
        if self.pre is not None:
            self.pre.append(decode(text))
            return
        text = _SPACE.sub(lambda space: SOFT if "\n" in space[0] else " ", decode(text))
        if self.last in ("", " ", "\n", SOFT, BREAK):
            text = text.lstrip(" " + SOFT)
        if text:
            self.spans.append(Span(text))
            self.last = text[-1]

    def inline(self, tag: str) -> None:
        self.tags.meet(tag)
        if self.spans and self.spans[-1].text:
            self.last = self.spans[-1].text[-1]

    def add_break(self) -> None:
        self.spans.append(Span(BREAK))
        self.last = BREAK

    def end_run(self) -> None:
        """What was written becomes a block of the kind that its tag says."""
        leaf, tag = self.leaf, self.leaf_tag
        self.leaf = self.leaf_tag = ""
        self.last = ""
        if not self.spans:
            return
        carried = self.tags.carry(lambda name: self.closings.get(name, -1) >= self.place)
        kinds, sources = self.tags.kinds, self.tags.sources
        spans = settled(self.spans)
        self.spans.clear()
        self.tags.end()
        if carried:
            self.tags.resume(carried)
        start, stop = self.start, self.stop
        if not leaf:
            for block in paragraphs(spans, kinds, sources, start, stop):
                self.put(block)
            return
        spans = trimmed(spans)
        if not spans:
            return
        if leaf in _HEADINGS:
            self.put(Heading(start, stop, int(leaf[1]), spans, attributes(tag).get("id", "")))
        elif leaf == "summary":
            self.put(Summary(start, stop, spans))
        elif leaf == "dt":
            self.put(Term(start, stop, spans))
        else:
            self.put(Paragraph(start, stop, emphasised(spans)))

    # Tags

    def open(self, name: str, tag: str) -> None:
        if self.pre is not None:
            self.open_in_pre(name, tag)
        elif name in _CONTAINERS:
            self.open_container(name, tag)
        elif name in _LEAVES:
            self.open_leaf(name, tag)
        elif name in _APART:
            self.open_apart(name, tag)
        elif name == "iframe":
            self.add_break()
            self.inline(tag)
        elif name == "input":
            self.tick(tag)
        else:
            self.inline(tag)

    def open_in_pre(self, name: str, tag: str) -> None:
        if name == "code" and not self.language:
            self.language = _language(tag)
        elif name in ("br", "img"):
            spans: list[Span] = []
            SpanTags(spans).meet(tag)
            self.add_text(inline_text(tuple(spans)).replace("&", "&amp;"))

    def open_apart(self, name: str, tag: str) -> None:
        if name == "p" and self.leaf and self.leaf not in _HEADINGS:
            self.add_break()
            return
        self.end_run()
        if name == "hr":
            self.put(Rule(self.start, self.stop))
        elif name == "pre":
            self.pre, self.language = [], _language(tag)

    def close(self, name: str, tag: str) -> None:
        if self.pre is not None:
            if name == "pre":
                self.end_pre()
        elif name in _CONTAINERS:
            self.close_container(name)
        elif name == "p":
            self.end_paragraph()
        elif name == "details" or name == self.leaf or {name, self.leaf} <= _HEADINGS:
            self.end_run()
        else:
            self.inline(tag)
            if name == "iframe":
                self.add_break()

    def open_leaf(self, name: str, tag: str) -> None:
        if self.leaf and self.leaf not in _HEADINGS and name in _HEADINGS:
            self.add_break()  # a heading in a summary is a summary
            return
        self.end_run()
        if name == "dt":
            self.leave("dd")
            self.imply(frozenset(("dl",)), "dl")
        self.leaf, self.leaf_tag = name, tag

    def end_paragraph(self) -> None:
        if self.leaf:
            self.add_break()
            return
        before = len(self.frames[-1].children)
        self.end_run()
        if len(self.frames[-1].children) > before:
            self.frames[-1].loose = True

    def tick(self, tag: str) -> None:
        found = attributes(tag)
        top = self.frames[-1]
        box = found.get("type", "").lower() == "checkbox" and top.kind == "li"
        if box and not top.children and not inline_text(tuple(self.spans)).strip():
            top.done = "checked" in found

    def end_pre(self) -> None:
        text = clean("".join(self.pre or ())).removeprefix("\n").rstrip("\n \t")
        self.pre = None
        if text:
            self.put(Code(self.start, self.stop, text + "\n", self.language))

    # Containers

    def put(self, block: Block) -> None:
        """A block in the innermost container that is open, in the form in which that takes it."""
        frame = self.frames[-1]
        start, stop = self.start, self.stop
        if frame.kind in ("table", "tr"):
            frame.before.append(block)
        elif frame.kind in _LISTS and not isinstance(block, Item):
            before = frame.children[-1] if frame.children else None
            if isinstance(block, List) and isinstance(before, Item) and len(before.children) < 2:
                frame.children[-1] = before._replace(children=(*before.children, block))
            else:
                frame.children.append(Item(start, stop, (block,)))
        elif frame.kind == "dl" and not isinstance(block, Term | Definition):
            frame.children.append(Definition(start, stop, (block,)))
        elif isinstance(block, Term) and frame.kind != "dl":
            frame.children.append(Paragraph(start, stop, block.spans))
        else:
            frame.children.append(block)

    def open_container(self, name: str, tag: str) -> None:
        self.end_run()
        if name == "li":
            self.leave("li")
            self.imply(_LISTS, "ul")
        elif name == "dd":
            self.leave("dd")
            self.imply(frozenset(("dl",)), "dl")
        elif name == "tr":
            self.leave("tr")
            self.imply(frozenset(("table",)), "table")
        elif name in _CELLS:
            self.leave("td")
            self.imply(frozenset(("tr",)), "tr")
        self.push(name, tag)

    def imply(self, kinds: frozenset[str], name: str) -> None:
        if self.frames[-1].kind not in kinds:
            if name == "tr":
                self.imply(frozenset(("table",)), "table")
            self.push(name, "")

    def push(self, name: str, tag: str) -> None:
        if len(self.frames) > self.room:
            self.skipped.append(name)
            self.counts[name] = self.counts.get(name, 0) + 1
        else:
            self.frames.append(_Frame(name, tag))

    def close_container(self, name: str) -> None:
        self.end_run()
        if self.counts.get(name):
            gone = ""
            while gone != name:
                gone = self.skipped.pop()
                self.counts[gone] -= 1
            return
        self.leave(name)

    def leave(self, name: str) -> None:
        """Closes the innermost container of a kind, where one is open, and all within it."""
        if self.skipped:
            return
        kinds = _LISTS if name in _LISTS else _CELLS if name in _CELLS else frozenset((name,))
        walls = _WALLS.get("td" if name in _CELLS else name, _CELLS)
        for depth in range(len(self.frames) - 1, 0, -1):
            kind = self.frames[depth].kind
            if kind in kinds:
                self.pop_to(depth)
                return
            if kind in walls:
                return

    def pop_to(self, depth: int) -> None:
        while len(self.frames) > depth:
            self.pop()

    def pop(self) -> None:
        frame = self.frames.pop()
        parent = self.frames[-1]
        if frame.kind == "tr":
            parent.before += frame.before
            parent.rows += frame.rows
        elif frame.kind in _CELLS:
            if not parent.rows:
                parent.rows.append(Row([]))
            parent.rows[0].cells.append(_cell(frame))
        elif frame.kind == "table":
            for block in (*frame.before, *table_blocks(frame.rows, self.start, self.stop)):
                self.put(block)
        elif frame.children or frame.done is not None:
            self.put(self.container(frame))
            parent.loose |= frame.loose and frame.kind in ("li", "dd")

    def container(self, frame: _Frame) -> Block:
        start, stop, children = self.start, self.stop, tuple(frame.children)
        if frame.kind == "li":
            return Item(start, stop, children, frame.done)
        if frame.kind in _LISTS:
            first = _first(frame.tag) if frame.kind == "ol" else None
            return List(start, stop, _items(children), first, not frame.loose)
        if frame.kind == "dl":
            return Definitions(start, stop, children, not frame.loose)  # type: ignore[arg-type]
        if frame.kind == "dd":
            return Definition(start, stop, children)
        if frame.kind == "figure":
            return children[0] if len(children) == 1 else Group(start, stop, children, tight=True)
        return Quote(start, stop, children)


def _items(children: tuple[Block, ...]) -> tuple[Item, ...]:
    return tuple(child for child in children if isinstance(child, Item))


def _language(tag: str) -> str:
    found = attributes(tag)
    named = _LANGUAGE.search(found.get("class", ""))
    return named[1] if named else found.get("lang", "")


def _first(tag: str) -> int:
    """The number of a list's first item."""
    start = attributes(tag).get("start", "1")
    number = int(start) if re.fullmatch(r"[0-9]{1,9}", start) else 1
    return min(number, _LARGEST)


def _cell(frame: _Frame) -> Cell:
    found = attributes(frame.tag)
    columns, rows = reach(found, "colspan"), reach(found, "rowspan")
    head = frame.kind == "th"
    return Cell(tuple(frame.children), head, columns, rows, _alignment(found))


def _alignment(found: dict[str, str]) -> str:
    said = found.get("align", "").lower()
    if not said and "text-align" in found.get("style", ""):
        said = found["style"].partition("text-align")[2].strip(" :").partition(";")[0].strip()
    return said if said in ("left", "center", "right") else ""


def blocks_of_html(source: str, start: int, stop: int, room: int = 40) -> tuple[Block, ...]:
    """The blocks of a piece of HTML, which all have its byte range; none for what shows nothing.

    `room` bounds how deep they lie within each other; what is deeper keeps its text.
    """
    return _Reading(source, start, stop, room).run()
