"""What is known once facts that still wait are written: pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from reader.article import Highlight, Place, Reading
from reader.store.state.facts import (
    Anchored,
    Archived,
    Erased,
    Fact,
    Lettered,
    Marked,
    Noted,
    Opened,
    Reached,
    Starred,
    Tagged,
)
from reader.store.state.schema import BEGUN

Status = Literal["unread", "reading", "read"]


def status(reading: Reading) -> Status:
    """The one word for how far somebody is; `schema.STATUS` says the same in SQL."""
    if reading.read:
        return "read"
    return "reading" if reading.progress >= BEGUN else "unread"


def letters(stored: dict[str, Place], waiting: Iterable[Fact]) -> dict[str, Place]:
    """The marks of an article."""
    found = dict(stored)
    for fact in waiting:
        if isinstance(fact, Lettered):
            found.pop(fact.letter, None)
            if fact.place is not None:
                found[fact.letter] = fact.place
    return found


def highlights(stored: Iterable[Highlight], waiting: Iterable[Fact]) -> list[Highlight]:
    """Highlights in the order of `LibraryState.highlights`."""
    found = {each.id: each for each in stored}
    for fact in waiting:
        match fact:
            case Anchored(id=key, path=of, quote=quote, made_at=made_at):
                note = found[key].note if key in found else ""
                found[key] = Highlight(key, of, quote, made_at, note)
            case Noted(id=key, note=note) if key in found:
                found[key] = found[key]._replace(note=note)
            case Erased(id=key, erased=True):
                found.pop(key, None)
    return sorted(found.values(), key=lambda each: (each.path, *each.quote[3:], each.made_at))


def titles(stored: dict[str, str], waiting: Iterable[Fact]) -> dict[str, str]:
    """What articles are called, by path."""
    named = {fact.path: fact.title for fact in waiting if isinstance(fact, Opened) and fact.title}
    return {**stored, **named}


def after(reading: Reading, fact: Fact) -> Reading:
    """What is known of an article once a fact is written, for those that concern many articles."""
    match fact:
        case Marked(_, read, _, anew, _):
            forgets = not read and anew
            return reading._replace(read=read, progress=0 if forgets else reading.progress)
        case Starred():
            return reading._replace(starred=fact.starred)
        case Archived():
            return reading._replace(archived=fact.archived)
        case Tagged():
            others = {*reading.tags} - {fact.tag}
            return reading._replace(
                tags=tuple(sorted(others | {fact.tag} if fact.given else others))
            )
        case Reached():
            return reading._replace(progress=max(fact.progress, reading.progress))
    return reading
