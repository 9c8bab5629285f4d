"""The words of the domain: what an article is, before anyone has read, stored or painted it.

Everything here is frozen and does no I/O. Text has passed `characters.clean`. These are named tuples,
since every command loads them: a dataclass takes 0.3 ms to make, and its module 4 ms to load.
"""

from __future__ import annotations

from datetime import date

from reader.named import NamedTuple

TYPE_CHECKING = False  # `typing` takes 4 ms to load
if TYPE_CHECKING:
    from typing import NewType

    ArticleId = NewType("ArticleId", int)
else:
    ArticleId = int
"""The row of an article in one catalog; another catalog of the same folder may number otherwise."""


class Problem(NamedTuple):
    """Something in a file that a person may want to mend, as a sentence."""

    line: int  # counted from 1 in the file; 0 where the whole file is meant
    message: str
    loss: bool = False  # what is shown differs from what was meant; said on the page too


class FileStamp(NamedTuple):
    """A file as the catalog last saw it: equal stamps mean an unchanged file."""

    path: str  # relative to the library, always with /; undecodable bytes as surrogate escapes
    mtime_ns: int
    size: int  # bytes


class Metadata(NamedTuple):
    """What the front matter says, under one name for each field (the aliases are in `library`).

    Texts are empty and dates are None where the file says nothing.
    """

    title: str = ""  # as written; `Article.title` has the fallbacks
    subtitle: str = ""
    description: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    published: date | None = None
    created: date | None = None
    updated: date | None = None
    read_time: str = ""  # as the author states it
    hero_image: str = ""
    cta: str = ""  # the call to action
    draft: bool = False
    slug: str = ""
    lang: str = ""
    fields: tuple[tuple[str, str], ...] = ()  # every field as written, in the order of the file


class Document(NamedTuple):
    """One file, read: its metadata and its text, not yet parsed as Markdown."""

    path: str  # as in FileStamp
    metadata: Metadata
    body: str  # clean, lines end in \n, without the front matter
    body_line: int  # the line of the file on which the body begins, counted from 1
    size: int  # bytes on disk
    mtime_ns: int
    problems: tuple[Problem, ...] = ()


class Article(NamedTuple):
    """A document that has been measured: what the catalog keeps and `--json` prints."""

    path: str
    title: str  # never empty: the field, else the first heading, else the file's name
    metadata: Metadata
    minutes: int  # computed, at least 1
    words: int
    problems: tuple[Problem, ...] = ()
    estimated: bool = False  # words and minutes are those of the beginning, for the whole length


class Place(NamedTuple):
    """Where somebody is in a text; survives another width and an edited file.

    `quote` is the text as read from the place on, so that it is found again when blocks moved, and
    `before` what is read before it, which tells it from others that read alike.
    """

    block: int = 0  # top-level block, counted from 0
    offset: int = 0  # characters of the block's text as read
    quote: str = ""
    before: str = ""


class Reading(NamedTuple):
    """What one person did with one article."""

    place: Place = Place()
    progress: int = 0  # percent, the furthest point reached
    read: bool = False
    starred: bool = False
    opened_at: float = 0.0  # seconds since the epoch; 0 when never opened
    archived: bool = False
    tags: tuple[str, ...] = ()  # one's own, in order; the author's are in Metadata


class Quote(NamedTuple):
    """Words of a text by what they are and what stands around them.

    The text quote selector of the W3C's Web Annotation Data Model §4.2.4, with the place where the
    words were last seen.
    """

    exact: str  # as read; between blocks a newline
    prefix: str = ""  # up to 32 characters before; more where others in the text read alike
    suffix: str = ""  # and behind
    block: int = 0  # top-level block in which it begins
    offset: int = 0  # characters of that block's text as read


class Highlight(NamedTuple):
    """Words that somebody marked, and perhaps what they thought."""

    id: str  # 32 hexadecimal digits, given once and for all
    path: str  # of the article, as in FileStamp
    quote: Quote
    made_at: float  # seconds since the epoch
    note: str = ""  # may have several lines


class Visit(NamedTuple):
    """One reading of an article, from opening it to leaving it."""

    path: str
    title: str  # as it was when the article was last opened
    opened_at: float  # seconds since the epoch
    left_at: float
    progress: int  # percent, where it was left
