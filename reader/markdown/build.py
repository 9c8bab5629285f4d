"""Parser events to a tree of blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from reader.characters import clean, one_line
from reader.markdown.blocks import (
    Block,
    Code,
    Definition,
    Definitions,
    Group,
    Heading,
    Image,
    Inline,
    Item,
    List,
    Maths,
    Note,
    Paragraph,
    Quote,
    Rule,
    Summary,
    Table,
    Term,
    inline_text,
)
from reader.markdown.html import name_of_target
from reader.markdown.html_inline import SpanTags
from reader.markdown.html_runs import trimmed
from reader.markdown.languages import language_of, title_of
from reader.markdown.lines import EMPHASIS, STRIKE, STRONG, Role, Span
from reader.markdown.notes import NUMBERS_APART, note_link
from reader.markdown.raised import raised_number
from reader.markdown.spans import settled
from reader.markdown.syntax import FORMULA, SOFT, TEMPLATE, TITLE, is_maths, target_of

DEFINITION = "DefinitionListDefinition"
DEEPEST = 40
"""Containers within containers that keep their look; deeper ones keep their text."""

_MARKS = {"Strong": STRONG, "Emphasis": EMPHASIS, "Strikethrough": STRIKE}
_ALIGNMENTS = {"None": "", "Left": "left", "Center": "center", "Right": "right"}
_INLINE = frozenset(("Strong", "Emphasis", "Strikethrough", "Link", "Image"))
_CONTAINERS = frozenset(
    ("BlockQuote", "List", "Item", "FootnoteDefinition", "DefinitionList", DEFINITION)
)


class _Frame:
    """An open container: what it is, where it lies, and the blocks found in it so far."""

    __slots__ = ("children", "data", "done", "kind", "loose", "start", "stop")

    def __init__(self, kind: str, data: Any, start: int, stop: int, children: list[Any]) -> None:
        self.kind, self.data, self.start, self.stop = kind, data, start, stop
        self.children = children
        self.loose = False
        self.done: bool | None = None


class _Builder:
    """Keeps a stack of its own: the depth of the source is not the depth of Python."""

    def __init__(self, origin: Callable[[int], int], number: Callable[[str], int]) -> None:
        self.origin = origin
        self.number = number
        self.root: list[Block] = []
        self.frames: list[_Frame] = [_Frame("", None, 0, 0, self.root)]
        self.spans: list[Span] = []
        self.pieces: list[str] = []
        self.marks, self.role, self.link = 0, Role.TEXT, ""
        self.looks: list[tuple[int, Role, str]] = []
        self.images: list[tuple[int, str]] = []
        self.implicit: tuple[int, int] | None = None  # range of a paragraph that has no tag
        self.referenced = -1  # spans up to the last reference to a note
        self.met: SpanTags | None = None  # HTML among the inline text, once some comes
        self.behind_term = 0  # where the last term or definition ends
        self.cells: list[Inline] = []
        self.rows: list[tuple[Inline, ...]] = []
        self.columns: tuple[str, ...] = ()  # alignments of the table that is open
        self.lines: list[str] | None = None  # of the code or HTML block that is open
        self.leaf = False  # whether a block that holds no blocks is open
        self.data: Any = None  # what its tag says
        self.kind = ""  # of the box whose title the paragraph is

    # Inline text

    @property
    def tags(self) -> SpanTags:
        if self.met is None:
            self.met = SpanTags(self.spans, self.span)
        return self.met

    def add(self, text: str) -> None:
        self.pieces.append(text)

    def span(self, text: str) -> Span:
        return Span(text, self.role, self.marks, self.link)

    def flush(self) -> None:
        if self.pieces:
            self.spans.append(self.span("".join(self.pieces)))
            self.pieces.clear()

    def push(self, marks: int, role: Role, link: str) -> None:
        self.flush()
        self.looks.append((self.marks, self.role, self.link))
        self.marks, self.role, self.link = self.marks | marks, role, link

    def pop(self) -> None:
        self.flush()
        self.marks, self.role, self.link = self.looks.pop()

    def take(self) -> Inline:
        """The inline text so far, and none from here on."""
        self.flush()
        spans = settled(self.spans)
        self.spans.clear()
        if self.met is not None:
            self.met.end()
        self.referenced = -1
        return spans

    def reference(self, label: str) -> None:
        """A number above the line; a space keeps it apart from another number."""
        number = self.number(label)
        if self.referenced == len(self.spans) and not self.pieces:
            self.add(NUMBERS_APART)
        self.push(0, Role.NOTE, note_link(label))
        self.add(raised_number(number) if number else f"[{label}]")
        self.pop()
        self.referenced = len(self.spans)

    def start_link(self, data: dict[str, Any]) -> None:
        self.push(0, Role.LINK if self.role is Role.TEXT else self.role, target_of(data))

    def start_image(self, data: dict[str, Any]) -> None:
        target = target_of(data)
        if self.link:
            self.tags.add_source(self.link, target)
        self.push(0, Role.IMAGE, self.link or target)
        self.images.append((len(self.spans), target))

    def end_image(self) -> None:
        count, target = self.images.pop()
        self.flush()
        if not inline_text(tuple(self.spans[count:])).strip(SOFT):
            self.add(name_of_target(target))
        self.pop()

    # Blocks

    def put(self, block: Any) -> None:
        self.frames[-1].children.append(block)

    def end_implicit(self) -> None:
        """Closes the paragraph of a tight list's item, which has no events of its own."""
        if self.implicit is None:
            return
        start, stop = self.implicit
        self.implicit = None
        self.put_paragraph(start, stop)

    def put_title(self, start: int, stop: int) -> None:
        """The first line of a box: its kind for the quotation around, and its title if it has one."""
        kind, self.kind = self.kind, ""
        spans = trimmed(self.take())
        around = self.frames[-1]
        named = around.kind == "BlockQuote" and not around.data and not around.children
        if named:
            around.data = kind
        if spans:
            self.put((Summary if named else Paragraph)(start, stop, spans))

    def put_paragraph(self, start: int, stop: int) -> None:
        if self.kind:
            self.put_title(start, stop)
            return
        kinds = self.met.kinds if self.met is not None else {}
        sources = self.met.sources if self.met is not None else {}
        spans = self.take()
        pictures = [span for span in spans if span.text.strip()]
        if pictures and all(span.role is Role.IMAGE for span in pictures):
            links = {span.link for span in pictures}
            if len(links) == 1:
                link = pictures[0].link
                kind, source = kinds.get(link, "image"), sources.get(link, "")
                self.put(Image(start, stop, spans, link, kind, source))
                return
        self.put(Paragraph(start, stop, spans))

    def open(self, kind: str, data: Any, start: int, stop: int) -> None:
        self.end_implicit()
        parent = self.frames[-1]
        # Beyond the depth that a page can show, blocks go to the deepest container that counts.
        deep = len(self.frames) > DEEPEST
        children = parent.children if deep else []
        self.frames.append(_Frame("deep" if deep else kind, data, start, stop, children))

    def close(self) -> None:
        self.end_implicit()
        frame = self.frames.pop()
        start, stop, data = frame.start, frame.stop, frame.data
        children = tuple(frame.children)
        if frame.kind == "Item":
            self.put(Item(start, stop, children, frame.done))
            self.frames[-1].loose |= frame.loose
        elif frame.kind == "List":
            self.put(List(start, stop, children, data, not frame.loose))
        elif frame.kind == "BlockQuote":
            self.put(Quote(start, stop, children, (data or "").lower()))
        elif frame.kind == "FootnoteDefinition":
            label = one_line(data)
            self.put(Note(start, stop, label, children, self.number(label)))
        elif frame.kind == DEFINITION:
            self.put(Definition(start, stop, children))
            self.frames[-1].loose |= len(children) > 1
        elif frame.kind == "DefinitionList":
            self.put(Definitions(start, stop, children, not frame.loose))

    def start(self, tag: Any, start: int, stop: int) -> None:
        kind: str
        data: Any
        kind, data = (tag, None) if isinstance(tag, str) else next(iter(tag.items()))
        if kind in _CONTAINERS:
            if kind == DEFINITION:  # a blank line above one is air between all
                self.frames[-1].loose |= start > self.behind_term
            self.open(kind, data, self.origin(start), self.origin(stop))
            if kind == DEFINITION:
                self.behind_term = stop
        elif kind in _INLINE:
            self.begin(start, stop)
            if kind == "Link":
                self.start_link(data)
            elif kind == "Image":
                self.start_image(data)
            else:
                self.push(_MARKS[kind], self.role, self.link)
        elif not kind.startswith("Table") or kind == "Table":
            self.end_implicit()
            self.leaf, self.data = True, data
            if kind == "Table":
                self.columns = tuple(_ALIGNMENTS[name] for name in data)
            if kind in ("CodeBlock", "HtmlBlock"):
                self.lines = []
            elif kind == "Paragraph" and self.frames[-1].kind == "Item":
                self.frames[-1].loose = True

    def end(self, tag: Any, start: int, stop: int) -> None:
        kind = tag if isinstance(tag, str) else next(iter(tag))
        if kind in _CONTAINERS:
            self.close()
        elif kind == "Image":
            self.end_image()
        elif kind in _INLINE:
            self.pop()
        elif kind == "TableCell":
            self.cells.append(self.take())
        elif kind in ("TableHead", "TableRow"):
            self.rows.append(tuple(self.cells))
            self.cells.clear()
        else:
            self.behind_term = stop
            self.end_leaf(kind, self.origin(start), self.origin(stop))

    def end_leaf(self, kind: str, start: int, stop: int) -> None:
        data, self.leaf, self.data = self.data, False, None
        if kind == "Paragraph" and self.rows:
            # The parser makes no more cells once a table has very many of them that are missing.
            self.rows.append((self.take(), *((),) * (len(self.columns) - 1)))
            self.leaf = True
        elif kind == "Paragraph":
            self.put_paragraph(start, stop)
        elif kind == "DefinitionListTitle":
            self.put(Term(start, stop, self.take()))
        elif kind == "Heading":
            level = int(data["level"][1])
            self.put(Heading(start, stop, level, self.take(), one_line(data["id"] or "")))
        elif kind == "CodeBlock":
            info = data["Fenced"] if isinstance(data, dict) else ""
            text, self.lines = clean("".join(self.lines or ())), None
            if is_maths(info) and text.strip():
                from reader.markdown.formulas import tex_of

                self.put(Maths(start, stop, tex_of(text)))
            else:
                self.put(Code(start, stop, text, language_of(info), title=title_of(info)))
        elif kind == "HtmlBlock":
            from reader.markdown.html_blocks import blocks_of_html  # where HTML comes first

            room = DEEPEST + 1 - len(self.frames)
            parts = blocks_of_html("".join(self.lines or ()), start, stop, room)
            self.lines = None
            self.put(parts[0] if len(parts) == 1 else Group(start, stop, parts))
        elif kind == "Table":
            self.put(Table(start, stop, self.columns, tuple(self.rows)))
            self.rows.clear()

    # Events

    def begin(self, start: int, stop: int) -> None:
        """Inline text comes: where no tag opened a paragraph, this is the text of a tight item."""
        if not self.leaf:
            first = self.implicit[0] if self.implicit else self.origin(start)
            self.implicit = (first, self.origin(stop))

    def inline(self, kind: str, value: Any, start: int, stop: int) -> None:
        if self.lines is not None:
            self.lines.append(value)
            return
        self.begin(start, stop)
        if kind == "Text":
            self.add(clean(value))
        elif kind == "Code" and value[:1] == TITLE:
            self.kind = clean(value)
        elif kind == "Code":
            formula = value.startswith(FORMULA)
            role = Role.TEMPLATE if value.startswith(TEMPLATE) else Role.CODE
            self.push(0, Role.MATHS if formula else role, self.link)
            if formula:
                from reader.markdown.formulas import formula_text

                value = formula_text(value)
            else:
                value = clean(value)
            self.add(value)
            self.pop()
        elif kind == "InlineHtml":
            self.flush()
            self.tags.meet(value)
        elif kind == "FootnoteReference":
            self.reference(one_line(value))

    def bare(self, name: str, start: int, stop: int) -> None:
        if name == "SoftBreak":
            self.add(SOFT)
        elif name == "HardBreak":
            self.add("\n")
        else:
            self.end_implicit()
            self.put(Rule(self.origin(start), self.origin(stop)))

    def run(self, events: Iterable[tuple[Any, Any]]) -> tuple[Block, ...]:
        for event, place in events:
            start, stop = place["start"], place["end"]
            if isinstance(event, str):
                self.bare(event, start, stop)
                continue
            kind, value = next(iter(event.items()))
            if kind == "Start":
                self.start(value, start, stop)
            elif kind == "End":
                self.end(value, start, stop)
            elif kind == "TaskListMarker":
                self.frames[-1].done = bool(value)
            else:
                self.inline(kind, value, start, stop)
        self.met = None  # It knows this builder: else only the collector of garbage frees the two
        return tuple(self.root)


def build(
    events: Iterable[tuple[Any, Any]],
    origin: Callable[[int], int] = lambda offset: offset,
    number: Callable[[str], int] = lambda label: 0,  # noqa: ARG005
) -> tuple[Block, ...]:
    """The blocks that events tell of.

    `origin` turns the parser's offsets into the source's; `number` gives that of a footnote by its
    label, 0 for none.
    """
    return _Builder(origin, number).run(events)
