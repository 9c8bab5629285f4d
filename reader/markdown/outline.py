"""The headings of a text, and where the links to parts of it lead."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote
from weakref import WeakKeyDictionary

from reader.markdown.blocks import Block, Group, Heading, children_of, text_of
from reader.markdown.parse import Text
from reader.named import NamedTuple
from reader.patterns import pattern

# What may begin a heading within another block.
_INNER_HEADING = pattern(
    r"^[ \t>*+\d.)-]*#{1,6}[ \t]|<h[1-6]\b|\n[ >]*(?:=+|-+)[ \t]*$", re.MULTILINE | re.IGNORECASE
)
_SLUG_KEEPS = frozenset(("Nd", "Pc"))  # and letters and marks, as Ruby's \p{Word}
_NOT_ASCII_SLUG = pattern(r"[^a-z0-9_ -]")
# Bounded: a tag that is never closed costs no more than this.
_ANCHOR = pattern(
    rb"""<[a-zA-Z][a-zA-Z0-9-]{0,20}\s(?:[^<>]{0,400}?\s)?(?:id|name)\s{0,4}=\s{0,4}"""
    rb"""(?:"([^"<>]{1,400})"|'([^'<>]{1,400})'|([^\s"'<>=`]{1,400}))""",
    re.IGNORECASE,
)
# Attribute lists of kramdown, and the marks of blocks in Obsidian, which keep their sign.
_MARK = pattern(
    rb"\{:[^{}\n]{0,200}?#([\w:-]{1,80})[^{}\n]{0,200}\}|[ \t](\^[A-Za-z0-9-]{4,60})$", re.MULTILINE
)


class Entry(NamedTuple):
    """A heading: where it is, and what it says on one line."""

    block: int  # top-level block
    level: int  # 1 to 6
    text: str
    id: str  # what a link calls it: given by the author, else its slug


def slug(text: str) -> str:
    """What a link calls a heading that has no id of its own, as GitHub makes it.

    Lower case, punctuation dropped, each space a dash. Later headings of the same slug get -1, -2
    behind it, which `block_of` and `headings` do.
    """
    text = " ".join(text.split()).lower()
    if text.isascii():
        return _NOT_ASCII_SLUG.sub("", text).replace(" ", "-")
    return "".join(char for char in text if _is_slug(char)).replace(" ", "-")


def _is_slug(char: str) -> bool:
    category = unicodedata.category(char)
    return char in " -" or category[0] in "LM" or category in _SLUG_KEEPS


class _Slugs:
    """Gives each heading an id of its own."""

    def __init__(self) -> None:
        self._used: dict[str, int] = {}

    def __call__(self, heading: Heading, text: str) -> str:
        if heading.id:
            self._used.setdefault(heading.id, 0)
            return heading.id
        found = base = slug(text)
        while found in self._used:
            self._used[base] += 1
            found = f"{base}-{self._used[base]}"
        self._used[found] = 0
        return found


def _headings_of(text: Text, index: int, slugs: _Slugs) -> list[tuple[Entry, bool]]:
    """The headings in a block, and whether each stands at the top of the page."""
    kind = text.kind(index)
    if kind == "Heading" and text.part(index) is not None:
        return []  # of a heading of 32 KB its beginning says enough
    if kind != "Heading" and (
        kind in ("Paragraph", "CodeBlock", "Rule", "Table")
        or not _INNER_HEADING.search(text.slice(index))
    ):
        return []
    found = []
    for heading, top in _within(text.block(index), top=True):
        name = " ".join(text_of(heading).split())
        found.append((Entry(index, heading.level, name, slugs(heading, name)), top))
    return found


def _within(block: Block, *, top: bool) -> Iterator[tuple[Heading, bool]]:
    if isinstance(block, Heading):
        yield block, top
    else:
        for child in children_of(block):
            yield from _within(child, top=top and isinstance(block, Group))


def headings_at(text: Text, index: int) -> list[Entry]:
    """The headings that a block is or, where it is HTML, that stand in it; none that is hidden.

    Their ids are the author's or their slugs; without looking at the headings above, of several
    with the same words each has the slug of the first.
    """
    if not text.has(index) or text.kind(index) not in ("Heading", "HtmlBlock"):
        return []
    found = [] if text.hidden(index) else _headings_of(text, index, _Slugs())
    return [entry for entry, top in found if top and entry.text]


def headings(text: Text) -> Iterator[Entry]:
    """The headings in order, but none that is hidden or says nothing; finds blocks only as far as it is asked.

    Headings within quotes and lists belong to these and are left out.
    """
    slugs, index = _Slugs(), 0
    while text.has(index):
        for found, top in _headings_of(text, index, slugs):
            if top and found.text and not text.hidden(index):
                yield found
        index += 1


class _Anchors:
    """The blocks that links can lead to, found as far as anybody asked."""

    def __init__(self) -> None:
        self._blocks: dict[str, int] = {}
        self._slugs = _Slugs()
        self._looked = 0  # blocks
        self._html: dict[str, int] | None = None

    def heading(self, text: Text, name: str) -> int | None:
        """The block with a heading of that id."""
        while name not in self._blocks and text.has(self._looked):
            for found, _ in _headings_of(text, self._looked, self._slugs):
                self._blocks.setdefault(found.id.casefold(), found.block)
            self._looked += 1
        return self._blocks.get(name)

    def html(self, text: Text, name: str) -> int | None:
        """The block with a tag of that id or name."""
        if self._html is None:
            self._html = {}
            for match in _ANCHOR.finditer(text.source):
                given = (match[1] or match[2] or match[3]).decode().strip().casefold()
                self._html.setdefault(given, match.start())
            if b"{:" in text.source or b" ^" in text.source:
                for match in _MARK.finditer(text.source):
                    given = (match[1] or match[2]).decode().casefold()
                    self._html.setdefault(given, match.start())
        byte = self._html.get(name)
        if byte is None:
            return None
        block = text.block_at(byte)
        return None if text.kind(block) == "CodeBlock" else block


_KNOWN: WeakKeyDictionary[Text, _Anchors] = WeakKeyDictionary()


def block_of(text: Text, fragment: str) -> int | None:
    """The block that a link to a fragment of its page (`#fragment`, or without the #) leads to.

    That of the heading with this id or slug, else of a tag or an attribute list with this id or name. Case does not
    matter; the fragment may be percent-encoded. Finds blocks as far as the heading, to the end for
    a fragment that is none; what was found is kept.
    """
    name = unquote(fragment.removeprefix("#")).strip().casefold()
    if not name:
        return None
    anchors = _KNOWN.setdefault(text, _Anchors())
    found = anchors.heading(text, name)
    return found if found is not None else anchors.html(text, name)
