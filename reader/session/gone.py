"""Whether a query finds an article whose file is gone, by what is still known of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.article import Highlight, Reading
from reader.characters import fold
from reader.named import NamedTuple
from reader.query.tokens import words_of
from reader.query.tree import (
    All,
    Any,
    Form,
    Has,
    InPath,
    Is,
    Node,
    Not,
    Number,
    Part,
    State,
    Tag,
    Text,
)
from reader.session.unwritten import status

_OPEN_ENDED = (Form.TYPING, Form.PREFIX, Form.OPEN)


class Remains(NamedTuple):
    """What is known of an article that is gone."""

    path: str
    title: str  # the last one
    reading: Reading
    highlights: Sequence[Highlight]


def finds(tree: Node | None, of: Remains) -> bool | None:
    """Whether a query finds it; None where that can't be told any more: of its text, its dates."""
    match tree:
        case None:
            return True
        case All(nodes):
            return _both(finds(node, of) for node in nodes)
        case Any(nodes):
            every = _both(_turned(finds(node, of)) for node in nodes)
            return _turned(every)
        case Not(node):
            return _turned(finds(node, of))
        case Text():
            return _has_words(tree, of)
        case Tag():
            given = (words_of(fold(tag), None) for tag in of.reading.tags)
            return True if any(_meets(tree.words, tree.form, tag, True) for tag in given) else None
        case InPath(typed):
            return typed.casefold() in of.path.casefold()
        case Number("progress", low, high):
            return (low or 0) <= of.reading.progress <= (100 if high is None else high)
        case Is(state):
            return _is(state, of)
        case Has(Part.NOTES):
            return any(each.note for each in of.highlights)
        case _:
            return None


def _both(answers: Iterable[bool | None]) -> bool | None:
    every = list(answers)
    return False if False in every else None if None in every else True


def _turned(answer: bool | None) -> bool | None:
    return None if answer is None else not answer


def _has_words(text: Text, of: Remains) -> bool | None:
    title = words_of(fold(of.title), None)
    in_title = _meets(text.words, text.form, title)
    if text.field == "title":
        return in_title
    if text.field not in ("", "text"):
        return None
    if in_title and not text.field:
        return True
    quotes = (words_of(fold(each.quote.exact), None) for each in of.highlights)
    return True if any(_meets(text.words, text.form, quote) for quote in quotes) else None


def _meets(
    wanted: tuple[str, ...], form: Form, words: tuple[str, ...], whole: bool = False
) -> bool:
    """Whether the words stand side by side in others, or are all of them."""
    if not wanted:
        return False
    size, last = len(wanted), wanted[-1]
    for at in range(1 if whole else len(words) - size + 1):
        there = words[at : at + size]
        same = there == wanted
        if not same and form in _OPEN_ENDED and there[:-1] == wanted[:-1]:
            same = bool(there) and len(there) == size and there[-1].startswith(last)
        if same and (not whole or len(words) == size):
            return True
    return False


def _is(state: State, of: Remains) -> bool | None:
    match state:
        case State.NEW:
            return False
        case State.UNREAD | State.READING | State.READ:
            return status(of.reading) == state.value
        case State.STARRED:
            return of.reading.starred
        case State.ARCHIVED:
            return of.reading.archived
        case State.HIGHLIGHTED:
            return bool(of.highlights)
        case _:
            return None
