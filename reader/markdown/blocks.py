"""What a text is made of: a frozen tree of blocks, and its text as read.

Inline text is flat: a tuple of spans, each with its role, marks and link. A line that the author
broke is a newline within a span. Depth of nesting is bounded by `build.DEEPEST`, so plain recursion
over the tree is safe. Blocks are named tuples: as frozen as dataclasses, and eleven of these take
8 ms to define. They are told apart by `isinstance`, never compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from reader.markdown.lines import Span
from reader.named import NamedTuple

Inline: TypeAlias = tuple[Span, ...]


class Paragraph(NamedTuple):
    """Running text."""

    start: int  # byte range of the block in the source
    stop: int
    spans: Inline


class Heading(NamedTuple):
    """A heading of level 1 to 6; `id` is the one the author gave, or empty."""

    start: int
    stop: int
    level: int
    spans: Inline
    id: str = ""


class Code(NamedTuple):
    """A block of code, or a part of a very long one; lines end in a newline but for the last."""

    start: int
    stop: int
    text: str
    language: str = ""  # as the author names it
    part: bool = False  # of code too long for one block
    title: str = ""  # what the author calls it, a file's name most often


class Quote(NamedTuple):
    """A quotation, or a box beside the text: then `kind` says of which kind, in lower case.

    `titles.look_of` knows the kinds that have a look. A summary that is its first child is its title.
    """

    start: int
    stop: int
    children: tuple[Block, ...]
    kind: str = ""
    part: bool = False  # goes on with the quotation in the block before


class Item(NamedTuple):
    """One entry of a list; `done` is None where there is no box to tick."""

    start: int
    stop: int
    children: tuple[Block, ...]
    done: bool | None = None
    part: bool = False  # goes on with the last item in the block before


class List(NamedTuple):
    """A list, or a part of a very long one; `first` numbers its first item, None for bullets."""

    start: int
    stop: int
    items: tuple[Item, ...]
    first: int | None = None
    tight: bool = True
    part: bool = False  # goes on with the list in the block before


class Table(NamedTuple):
    """Cells by row; `rows[0]` is the head. `alignments` are left, center, right or empty.

    A part of a very long one has rows alone, and names the first part: its head and its columns.
    """

    start: int
    stop: int
    alignments: tuple[str, ...]
    rows: tuple[tuple[Inline, ...], ...]
    of: Table | None = None
    goes_on: bool = False  # the first part of a very long one


class Term(NamedTuple):
    """What a list of definitions defines; several may share what follows."""

    start: int
    stop: int
    spans: Inline


class Definition(NamedTuple):
    """What a term means."""

    start: int
    stop: int
    children: tuple[Block, ...]


class Definitions(NamedTuple):
    """A list of terms, each followed by its definitions."""

    start: int
    stop: int
    children: tuple[Term | Definition, ...]
    tight: bool = True


class Maths(NamedTuple):
    """A formula that stands alone; `text` is its source, clean, without the marks around it."""

    start: int
    stop: int
    text: str


class Rule(NamedTuple):
    """A thematic break."""

    start: int
    stop: int


class Image(NamedTuple):
    """A picture that stands alone, or what is shown as such: a video, an audio, a frame of HTML.

    Its alt text is never empty (else its file's name, or the host it is on).
    """

    start: int
    stop: int
    alt: Inline
    link: str
    kind: str = "image"
    source: str = ""  # the picture's own address where the link leads elsewhere; of one alone


class Summary(NamedTuple):
    """The line that stands for details, what follows it are these; or the title of a box."""

    start: int
    stop: int
    spans: Inline


class Note(NamedTuple):
    """The text of a footnote; `number` as in the references to it, 0 where it has none."""

    start: int
    stop: int
    label: str
    children: tuple[Block, ...]
    number: int = 0
    part: bool = False  # goes on with the note in the block before
    goes_on: bool = False  # in the block behind


class Group(NamedTuple):
    """Blocks that came from one piece of source without a look of their own, as HTML does."""

    start: int
    stop: int
    children: tuple[Block, ...]
    tight: bool = False  # as a picture and its caption stand


Block: TypeAlias = (
    Paragraph
    | Heading
    | Code
    | Quote
    | List
    | Item
    | Definitions
    | Term
    | Definition
    | Table
    | Maths
    | Rule
    | Image
    | Summary
    | Note
    | Group
)


def inline_text(spans: Inline) -> str:
    """The text of spans, without their looks."""
    return "".join([span.text for span in spans])


def children_of(block: Block) -> tuple[Block, ...]:
    """The blocks within a block, in reading order."""
    if isinstance(block, Quote | Item | Note | Group | Definitions | Definition):
        return block.children
    return block.items if isinstance(block, List) else ()


def within(block: Block) -> Iterator[Block]:
    """A block and all those within it, in reading order."""
    yield block
    for child in children_of(block):
        yield from within(child)


def maths_text(block: Maths) -> str:
    """A formula as read: on one line."""
    from reader.markdown.maths import inline  # 6 ms, only where there is a formula

    return inline(block.text)


def text_of(block: Block) -> str:
    """The text as read: what search, places, copies and word counts use.

    Neither markup nor link targets, nor what the page adds (bullets, numbers, bars, language
    names). Blocks within the block, rows and cells are joined by one newline.
    """
    if isinstance(block, Paragraph | Heading | Term | Summary):
        return inline_text(block.spans)
    if isinstance(block, Code):
        return block.text.removesuffix("\n")
    if isinstance(block, Maths):
        return maths_text(block)
    if isinstance(block, Image):
        return inline_text(block.alt)
    if isinstance(block, Table):
        return "\n".join(inline_text(cell) for row in block.rows for cell in row)
    return "\n".join([text_of(child) for child in children_of(block)])


def inlines_of(block: Block) -> Iterator[Inline]:
    """Every run of inline text within a block, in reading order."""
    if isinstance(block, Paragraph | Heading | Term | Summary):
        yield block.spans
    elif isinstance(block, Image):
        yield block.alt
    elif isinstance(block, Table):
        for row in block.rows:
            yield from row
    else:
        for child in children_of(block):
            yield from inlines_of(child)


def with_inlines(
    block: Block,
    change: Callable[[Inline], Inline],
    change_code: Callable[[str], str] | None = None,
) -> Block:
    """The block with every run of inline text changed, and the text of code; byte ranges stay."""
    if isinstance(block, Paragraph | Heading | Term | Summary):
        return block._replace(spans=change(block.spans))
    if isinstance(block, Image):
        return block._replace(alt=change(block.alt))
    if isinstance(block, Table):
        rows = tuple(tuple(change(cell) for cell in row) for row in block.rows)
        whole = block.of and with_inlines(block.of, change, change_code)
        return block._replace(rows=rows, of=whole if isinstance(whole, Table) else None)
    if isinstance(block, List):
        items = tuple(
            item._replace(children=_changed(item.children, change, change_code))
            for item in block.items
        )
        return block._replace(items=items)
    if isinstance(block, Quote | Item | Note | Group | Definition):
        return block._replace(children=_changed(block.children, change, change_code))
    if isinstance(block, Code) and change_code is not None:
        return block._replace(text=change_code(block.text), title=change_code(block.title))
    if isinstance(block, Definitions):
        children = tuple(with_inlines(child, change, change_code) for child in block.children)
        return block._replace(children=children)  # type: ignore[arg-type]  # each stays what it is
    return block


def _changed(
    blocks: tuple[Block, ...],
    change: Callable[[Inline], Inline],
    change_code: Callable[[str], str] | None,
) -> tuple[Block, ...]:
    return tuple(with_inlines(block, change, change_code) for block in blocks)
