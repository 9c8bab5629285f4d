"""The one table of fields, states and orders, with the words that help and docs show."""

from __future__ import annotations

from enum import StrEnum

from reader.named import NamedTuple
from reader.query.tree import Part, State


class Kind(StrEnum):
    """What a field's value is."""

    TEXT = "text"
    TAG = "tag"
    PATH = "path"
    LANG = "lang"
    NUMBER = "number"
    DATE = "date"
    STATE = "state"
    HAS = "has"
    VIEW = "view"
    SORT = "sort"


class Field(NamedTuple):
    """A name that may stand before a colon."""

    name: str
    kind: Kind
    help: str  # what it finds
    example: str  # a whole condition, as typed


class Choice(NamedTuple):
    """A value that a field knows by name."""

    name: str
    help: str


class Syntax(NamedTuple):
    """A sign of the language."""

    example: str
    help: str


FIELDS = (
    Field("title", Kind.TEXT, "words of the title", "title:quantum"),
    Field("subtitle", Kind.TEXT, "words of the subtitle", 'subtitle:"new forge"'),
    Field("description", Kind.TEXT, "words of the description", "description:guide"),
    Field("author", Kind.TEXT, "words of an author's name", "author:jenkins"),
    Field("text", Kind.TEXT, "words of the text alone", "text:qubit"),
    Field("tag", Kind.TAG, "a tag, as a whole, the author's or your own", "tag:(ai OR ethics)"),
    Field(
        "path",
        Kind.PATH,
        "a part of the file's path; `/ai/` is the folder of the library itself",
        "path:drafts/",
    ),
    Field("lang", Kind.LANG, "the language that it states; de is also de-AT", "lang:de"),
    Field("date", Kind.DATE, "the day of publication", "date:2024-02..2024-04"),
    Field("created", Kind.DATE, "the day of creation", "created:last-month"),
    Field("updated", Kind.DATE, "the day of the last change, as stated", "updated:<30d"),
    Field(
        "added",
        Kind.DATE,
        "the day on which it came; what your first visit found has that day",
        "added:<7d",
    ),
    Field("read", Kind.NUMBER, "minutes that reading takes", "read:<10"),
    Field("words", Kind.NUMBER, "words of the text", "words:>=2000"),
    Field("progress", Kind.NUMBER, "how far you got, in percent", "progress:50..99"),
    Field("is", Kind.STATE, "what you did with it, or what it is", "is:unread"),
    Field("has", Kind.HAS, "what stands in it, or what you left in it", "has:code"),
    Field("in", Kind.VIEW, "what a view shows, whatever its order", 'in:"continue reading"'),
    Field("sort", Kind.SORT, "the order; - reverses, several are divided by commas", "sort:author"),
)

STATES = (
    Choice(State.NEW, "arrived since you first opened the library, and not opened yet"),
    Choice(State.UNREAD, "neither begun nor read"),
    Choice(State.READING, "begun, and not read to its end"),
    Choice(State.READ, "read to its end, or marked as read"),
    Choice(State.STARRED, "with a star"),
    Choice(State.ARCHIVED, "put away; found by nothing else, unless in the same query"),
    Choice(State.HIGHLIGHTED, "with words that you highlighted"),
    Choice(State.BROKEN, "with something to mend in its file"),
    Choice(State.DRAFT, "marked as a draft"),
)

HAS = (
    Choice(Part.HERO, "a picture for its head"),
    Choice(Part.CTA, "a call to action"),
    Choice(Part.CODE, "a block of code"),
    Choice(Part.TABLE, "a table"),
    Choice(Part.IMAGE, "a picture in the text"),
    Choice(Part.MATH, "a formula"),
    Choice(Part.FOOTNOTES, "footnotes of its author"),
    Choice(Part.NOTES, "notes that you wrote"),
)

SORTS = (
    Choice("relevance", "the best hits first; what a search with words begins with"),
    Choice("date", "published, newest first"),
    Choice("created", "created, newest first"),
    Choice("title", "title, A to Z"),
    Choice("author", "author, A to Z"),
    Choice("read", "reading time, shortest first"),
    Choice("words", "words of the text, fewest first"),
    Choice("progress", "how far you got, furthest first"),
    Choice("added", "came into the library, latest first"),
    Choice("lastread", "last opened first"),
    Choice("random", "shuffled; another way in each session"),
)

SYNTAX = (
    Syntax("quantum computing", "both words, in any place"),
    Syntax('"machine learning"', "exactly these words, side by side"),
    Syntax("quant*", "words that begin so"),
    Syntax("quantom~", "the word with one typo"),
    Syntax("-hype", "without the word; also NOT hype"),
    Syntax("ai OR ethics", "one of the two; binds looser than words side by side"),
    Syntax("(ai OR ethics) 2024", "parentheses group"),
)

RANGES = (
    Syntax("read:<10, read:>=5", "less than ten minutes; five or more"),
    Syntax("read:5..15, read:5..", "from 5 to 15, both included; an end may be left open"),
    Syntax("progress:>=50%", "a sign of percent, or m for minutes, may stand behind a number"),
    Syntax("date:2024, date:2024-02", "a year; a month; 2024-02-09 is a day"),
    Syntax("date:2024-02-09.., date:..2024", "from that day on; until the end of that year"),
    Syntax("date:<30d, date:>2w", "younger than 30 days; older than 2 weeks; d w m y"),
    Syntax(
        "date:today, date:yesterday, date:last-month",
        "also this- and last- with week, month and year",
    ),
)

BY_NAME = {field.name: field for field in FIELDS}
HAS_NAMES = tuple(choice.name for choice in HAS)
SORT_NAMES = tuple(choice.name for choice in SORTS)
STATE_NAMES = tuple(choice.name for choice in STATES)


def wants(field: Field) -> str:
    """What a field takes, as a notice for somebody who is about to type it."""
    match field.kind:
        case Kind.NUMBER:
            return f"{field.name}: takes 10, <10, >=5 or 5..15"
        case Kind.DATE:
            return f"{field.name}: takes 2024, 2024-02, 2024-02-09.., <30d or last-month"
        case Kind.STATE:
            return f"{field.name}: takes {', '.join(STATE_NAMES)}"
        case Kind.HAS:
            return f"{field.name}: takes {', '.join(HAS_NAMES)}"
        case Kind.SORT:
            return f"{field.name}: takes {', '.join(SORT_NAMES)}"
        case Kind.LANG:
            return f"{field.name}: takes a language as articles state it, such as en or pt-BR"
        case Kind.VIEW:
            return f"{field.name}: takes the name of a view, such as unread"
        case _:
            return f"{field.name}: takes {field.help}"
