"""Footnotes: how they are numbered, and the way from a number in the text to its note and back.

The numbers follow the references in reading order, whatever the labels are: first those in the text,
then those in the notes as these stand at its foot. Notes that nothing refers to come last.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import pyromark

from reader.characters import one_line
from reader.markdown.blocks import Block, Note, children_of
from reader.markdown.mend import mend
from reader.markdown.syntax import DIALECT
from reader.named import NamedTuple
from reader.patterns import pattern

if TYPE_CHECKING:
    from reader.markdown.parse import Text

NOTE_LINK = "#fn:"
"""Begins the link from a reference to its note; the label follows."""

BACK_LINK = "#fnref:"
"""Begins the link from a note to the first reference to it."""

NUMBERS_APART = "\u00a0"
"""Between two references side by side: ¹ ² is not ¹²."""

USE = pattern(r"\[\^((?:[^\[\]\n\\]|\\.)+)\]")
"""What may be a reference to a note, or the beginning of one, with its label."""

USE_BYTES = pattern(USE.pattern.encode())
_LEAD = pattern(rb"[ ]{0,3}(?:> ?|[-*+] )*")
_LOOKED_BACK = 64  # bytes before a label in which its line must begin for it to be a note's
EXACT = 1 << 20
"""Bytes up to which notes are told from code that only looks like them; 10 ms of parsing."""

_CONTAINERS = frozenset(("List", "BlockQuote", "DefinitionList", "FootnoteDefinition"))


class Survey(NamedTuple):
    """The notes of a whole source."""

    known: frozenset[str]  # labels that have a note
    numbers: dict[str, int]  # of labels, from 1; every known one has a number


def label_of(written: str) -> str:
    """The form in which labels are compared: without regard to case and white space."""
    return " ".join(written.split()).casefold()


def label_at(source: bytes, start: int) -> str:
    """The label of the note that begins at a byte of the source."""
    match = USE_BYTES.search(source, start)
    return label_of(match[1].decode()) if match else ""


def note_link(written: str) -> str:
    """The link from a reference to its note."""
    return NOTE_LINK + one_line(written)


def numbered(
    body: Iterable[str], notes: Sequence[tuple[str, Sequence[str]]], others: Iterable[str] = ()
) -> dict[str, int]:
    """The number of each label: `body` are the references in the text, in order.

    `notes` are the labels of the notes in the order of the source, each with the references in it;
    `others` the labels of notes that stay where they are, in quotes and lists.
    """
    within: dict[str, list[str]] = {}
    for label, references in notes:
        within.setdefault(label, []).extend(references)
    numbers: dict[str, int] = {}
    for start in [body, *((label,) for label in [*within, *others])]:
        waiting = list(start)
        while waiting:
            found: list[str] = []
            for label in waiting:
                numbers.setdefault(label, len(numbers) + 1)
            for label in waiting:
                found += within.pop(label, ())
            waiting = found
    return numbers


def notes_of(source: str, mended: str = "", *, mdx: bool | None = None) -> Survey:
    """The notes of a source; `mended` is what `mend` makes of it, where that is known.

    `mdx` tells whether it is MDX; else its beginning tells.
    """
    if "[^" not in source or "]:" not in source:
        return Survey(frozenset(), {})
    data = source.encode()
    if len(data) > EXACT:
        return quick_survey(data)
    return survey(mended or mend(source, mdx=mdx).text)


def survey(source: str) -> Survey:
    """The notes of a source that was mended, as the parser sees them."""
    body: list[str] = []
    notes: list[tuple[str, list[str]]] = []
    others: list[str] = []
    depth = 0
    into = body
    for event in pyromark.events(source, options=DIALECT):
        if isinstance(event, str):
            continue
        kind, value = next(iter(event.items()))
        if kind == "FootnoteReference":
            into.append(label_of(str(value)))
        elif kind in ("Start", "End"):
            name = _name(value)
            if name not in _CONTAINERS:
                continue
            if kind == "End":
                depth -= 1
                into = into if depth else body
                continue
            if name == "FootnoteDefinition":
                label = label_of(str(value[name]))  # type: ignore[index]  # its tag has a value
                if depth:
                    others.append(label)
                else:
                    into = []
                    notes.append((label, into))
            depth += 1
    known = frozenset([label for label, _ in notes] + others)
    return Survey(known, numbered(body, notes, others))


def _name(tag: Any) -> str:
    return tag if isinstance(tag, str) else str(next(iter(tag)))


def quick_survey(source: bytes) -> Survey:
    """The notes of a source too long to be parsed at once: code that looks like one counts."""
    body: list[str] = []
    notes: list[tuple[str, list[str]]] = []
    end = 0  # of the notes that are open: the next blank line
    for match in USE_BYTES.finditer(source):
        label = label_of(match[1].decode())
        if source.startswith(b":", match.end()) and _begins_line(source, match.start()):
            notes.append((label, []))
            if end < match.end():
                end = source.find(b"\n\n", match.end()) % (len(source) + 1)
        else:
            (notes[-1][1] if match.start() < end else body).append(label)
    known = frozenset(label for label, _ in notes)
    return Survey(
        known,
        numbered(
            [label for label in body if label in known],
            [(label, [use for use in uses if use in known]) for label, uses in notes],
        ),
    )


def _begins_line(source: bytes, place: int) -> bool:
    line = source.rfind(b"\n", max(0, place - _LOOKED_BACK), place) + 1
    if not line and place > _LOOKED_BACK:
        return False
    return _LEAD.fullmatch(source, line, place) is not None


def note_block(text: Text, label: str) -> int | None:
    """The block that is the note of a label, or holds it; None where there is none.

    Finds all blocks: notes stand behind the rest.
    """
    text.find_all()
    wanted = label_of(label)
    for index in range(text.first_note, text.count):
        if text.note_label(index) == wanted:
            return index
    for match in USE_BYTES.finditer(text.source):  # within a quote or a list
        if text.source.startswith(b":", match.end()) and label_of(match[1].decode()) == wanted:
            index = text.block_at(match.start())
            if _holds(text.block(index), wanted):
                return index
    return None


def _holds(block: Block, wanted: str) -> bool:
    if isinstance(block, Note):
        return label_of(block.label) == wanted
    return any(_holds(child, wanted) for child in children_of(block))


def first_reference(text: Text, label: str) -> tuple[int, int] | None:
    """The first reference to a label: its block, and its offset in the block's text.

    In reading order, so one in the text comes before one in a note.
    """
    wanted = label_of(label)
    found: tuple[int, int] | None = None
    for match in USE_BYTES.finditer(text.source):
        if label_of(match[1].decode()) != wanted:
            continue
        index = text.block_at(match.start())
        if found is None or index < found[0]:
            offset = _offset(text.block(index), wanted)
            found = found if offset is None else (index, offset)
        if found is not None and found[0] < text.first_note:
            break
    return found


def _offset(block: Block, wanted: str) -> int | None:
    from reader.markdown.landmarks import spans_in  # only for the way back from a note

    for offset, span in spans_in(block):
        if span.link.startswith(NOTE_LINK) and label_of(span.link[len(NOTE_LINK) :]) == wanted:
            return offset
    return None
