"""One fast pass over a source for the catalog: its text as read, counted, without any tree.

Word for word what `text_of` gives for the blocks one after the other; a property test holds the two
together.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyromark

from reader.characters import clean, counted, one_line
from reader.markdown.mend import mend
from reader.markdown.raised import raised_number
from reader.markdown.shorthand import may_hold, told_without_places
from reader.markdown.syntax import (
    APART,
    DIALECT,
    FORMULA,
    SOFT,
    TEMPLATE,
    TITLE,
    is_maths,
    joins_without_space,
    target_of,
)
from reader.named import NamedTuple

TYPE_CHECKING = False  # `typing` takes 4 ms to load
if TYPE_CHECKING:
    from typing import Any

    from reader.markdown.rendered_html import TextTags

# What few texts hold is loaded where a text holds it: 8 ms of the 60 that a search may take.

_BREAKING = frozenset(
    (
        "Paragraph",
        "Heading",
        "CodeBlock",
        "HtmlBlock",
        "Item",
        "TableCell",
        "FootnoteDefinition",
        "DefinitionListTitle",
        "DefinitionListDefinition",
    )
)
_CONTAINERS = frozenset(("List", "BlockQuote", "DefinitionList"))
_STARTING = frozenset(("HtmlBlock", "DefinitionList"))
_MARKS = ("Strong", "Emphasis", "Strikethrough", "Link")
_TIGHT = frozenset(("List", "BlockQuote", "CodeBlock", "Heading", "Table", "HtmlBlock"))

LAST = 1 << 40  # the number of a footnote that has none


class Rendered(NamedTuple):
    """What the catalog keeps of a text."""

    text: str  # clean; blocks end in a newline
    words: int  # of prose, not counting characters of scripts without spaces
    cjk: int  # characters of scripts without spaces between words
    code_words: int  # in blocks of code
    heading: str  # the first one, on one line
    links: tuple[str, ...]  # targets as written, in order, each once
    code: bool  # whether there is a block of code, and so on
    table: bool
    image: bool
    notes: bool
    maths: bool


class Gathered:
    """What has been gathered so far of a text."""

    __slots__ = (
        "before",
        "code",
        "code_words",
        "depth",
        "heading",
        "images",
        "links",
        "maths",
        "notes",
        "numbers",
        "parts",
        "seen",
        "tags",
        "used",
    )

    def __init__(self, numbers: dict[str, int]) -> None:
        self.numbers = numbers  # of footnotes, by their labels
        self.notes: list[tuple[int, list[str]]] = []  # number and parts of each
        self.before: tuple[int, int] = (0, 0)  # parts before the note that is open, its number
        self.depth = 0  # containers that are open
        self.used = -1  # parts up to the last reference to a note
        self.parts: list[str] = []
        self.code: int | None = None  # parts before the block of code or HTML that is open
        self.maths = False  # whether that block of code is a formula
        self.code_words = 0
        self.heading: int | str | None = None  # parts before the first heading, then its text
        self.links: dict[str, None] = {}
        self.images: list[tuple[int, str]] = []
        self.seen: set[str] = set()  # kinds of blocks
        self.tags: TextTags | None = None  # from the first one on

    def start(self, tag: object) -> None:
        if isinstance(tag, str):
            if tag == "HtmlBlock":
                self.parts.append("\n")
                self.code = len(self.parts)
            else:
                self.depth += 1
            return
        for kind, data in tag.items():  # type: ignore[attr-defined]
            if kind == "Link":
                self.links[target_of(data)] = None
            elif kind == "Image":
                self.seen.add("Image")
                self.images.append((len(self.parts), data["dest_url"]))
            elif kind in _TIGHT:
                self.parts.append("\n")
                self.end_run()
                self.seen.add(kind)
                if kind in _CONTAINERS:
                    self.depth += 1
                elif kind == "CodeBlock":
                    self.code = len(self.parts)
                    self.maths = data.__class__ is dict and is_maths(data["Fenced"])
                elif kind == "Heading" and self.heading is None:
                    self.heading = len(self.parts)
            elif kind == "FootnoteDefinition":
                if not self.depth:
                    from reader.markdown.notes import label_of

                    self.before = len(self.parts), self.numbers.get(label_of(data), LAST)
                self.depth += 1

    def end(self, tag: object) -> None:
        kind = tag if isinstance(tag, str) else next(iter(tag))  # type: ignore[call-overload]
        if kind == "Image":
            from reader.markdown.html import name_of_target

            count, target = self.images.pop()
            if not clean("".join(self.parts[count:])):
                self.parts.append(name_of_target(one_line(target)))
        elif kind in _BREAKING:
            self.end_block(kind)
        if kind in _CONTAINERS or kind == "FootnoteDefinition":
            self.depth -= 1
            if kind == "FootnoteDefinition" and not self.depth:
                self.end_note()

    def end_note(self) -> None:
        """Puts a footnote apart from the text around."""
        first, number = self.before
        self.notes.append((number, self.parts[first:]))
        del self.parts[first:]
        self.used = -1

    def reference(self, label: str) -> None:
        """The number of a footnote; a space keeps it apart from another right before it."""
        from reader.markdown.notes import NUMBERS_APART, label_of

        self.seen.add("FootnoteReference")
        if self.used == len(self.parts):
            self.parts.append(NUMBERS_APART)
        number = self.numbers.get(label_of(label))
        self.parts.append(raised_number(number) if number else f"[{one_line(label)}]")
        self.used = len(self.parts)

    def add_notes(self) -> None:
        """Puts the footnotes behind the text, by their numbers."""
        for _, parts in sorted(self.notes, key=lambda note: note[0]):
            self.parts += parts

    def end_block(self, kind: str) -> None:
        parts = self.parts
        if kind == "CodeBlock":
            text = clean("".join(parts[self.code :]))
            if self.maths and text.strip():
                from reader.markdown.formulas import formula_text

                self.seen.add("Maths")
                parts[self.code :] = [formula_text(text)]
            else:
                self.seen.add("Code")
                self.code_words += counted(text)[0]
            self.code = None
        elif kind == "HtmlBlock":
            source = "".join(parts[self.code :])
            del parts[self.code :]
            self.code = None
            from reader.markdown.rendered_html import gather_html

            gather_html(self, source)
        elif kind == "Heading" and isinstance(self.heading, int):
            self.heading = one_line("".join(parts[self.heading :]).replace(SOFT, " "))
        self.end_run()
        parts.append("\n")

    def end_run(self) -> None:
        """No tag reaches from one run of text into the next."""
        if self.tags is not None:
            self.tags.end()

    def bare(self, event: str) -> None:
        """A hard break or a rule."""
        if event == "Rule":
            self.end_run()
        self.parts.append("\n")

    def inline(self, kind: str, value: str) -> None:
        """Code, a tag within text, or a reference to a footnote."""
        if kind == "Code":
            if value[:1] == TITLE:
                return
            if value[:1] == FORMULA:
                from reader.markdown.formulas import formula_text

                self.seen.add("Maths")
                value = formula_text(value)
            self.parts.append(value.removeprefix(TEMPLATE))
        elif kind == "InlineHtml":
            self.meet_tag(value)
        elif kind == "FootnoteReference":
            self.reference(value)

    def meet_tag(self, tag: str) -> None:
        """A tag within text."""
        if self.tags is None:
            from reader.markdown.rendered_html import TextTags

            self.tags = TextTags(self)
        self.tags.meet(tag)


def _gather(source: str, *, mdx: bool) -> Gathered:
    text = mend(source, mdx=mdx or None).text
    state = Gathered(_numbers(source, text))
    add, end_run = state.parts.append, state.end_run
    unclean = (
        "&" in source and "&#" in source
    )  # only entities bring in what a clean source does not hold
    events: Iterable[Any] = pyromark.events(text, options=DIALECT)
    if may_hold(text):
        events = told_without_places(events)
    for event in events:
        if isinstance(event, str):
            if event == "SoftBreak":
                add(SOFT)
            else:
                state.bare(event)
            continue
        for kind, value in event.items():
            if kind == "Text" or kind == "Html":
                add(clean(value) if unclean else value)
            elif kind == "Start":
                if value.__class__ is dict or value in _STARTING:
                    state.start(value)
            elif kind == "End":
                if value == "Paragraph":  # by far the most; the rest is for the method
                    end_run()
                    add("\n")
                elif value not in _MARKS:
                    state.end(value)
            else:
                state.inline(kind, value)
    state.add_notes()
    return state


def _numbers(source: str, text: str) -> dict[str, int]:
    if "^" not in source or "[^" not in source:
        return {}
    from reader.markdown.notes import notes_of

    return notes_of(source, text).numbers


def _joined(text: str) -> str:
    """The text with the ends of source lines as spaces, or as nothing in scripts without them."""
    lines = text.split(SOFT)
    parts = [lines[0]]
    for line in lines[1:]:
        before = parts[-1][-1:]
        joins = before and line and joins_without_space(before, line[0])
        parts += ("" if joins else " ", line)
    return "".join(parts)


def rendered(source: str, *, mdx: bool = False) -> Rendered:
    """The text of a clean source as read, its counts, first heading and link targets.

    `mdx` tells that it is MDX, which its beginning may tell as well.
    """
    state = _gather(source, mdx=mdx)
    text = "".join(state.parts)
    words, cjk = counted(text)
    text = _joined(text) if cjk and SOFT in text else text.replace(SOFT, " ")
    if "&" in source or APART in text:
        text = clean(text)
    return Rendered(
        text=text,
        words=words - state.code_words,
        cjk=cjk,
        code_words=state.code_words,
        heading=state.heading if isinstance(state.heading, str) else "",
        links=tuple(state.links),
        code="Code" in state.seen,
        table="Table" in state.seen,
        image="Image" in state.seen,
        notes="FootnoteReference" in state.seen,
        maths="Maths" in state.seen,
    )
