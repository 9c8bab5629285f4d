"""The tags that can be given to an article: one's own, and the authors' as words to take up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.characters import fold, one_line
from reader.errors import CatalogUnusable
from reader.named import NamedTuple
from reader.session.library import Library
from reader.store.catalog.tags import authors_tags

LONGEST = 60  # characters of a tag


class Offer(NamedTuple):
    """A tag that can be taken up."""

    tag: str
    articles: int  # that have it, from whom it is; 0 for one that is new
    own: bool  # one gave it already, to this article or another


class Authors(NamedTuple):
    """What authors gave."""

    here: tuple[str, ...] = ()  # to the article that is concerned
    library: tuple[tuple[str, int], ...] = ()  # to any, the commonest first, with their articles


def authors(library: Library, path: str | None) -> Authors:
    """The authors' tags, of the library and of one article; from any thread."""
    try:
        catalog = library.catalog()
    except CatalogUnusable:
        return Authors()
    try:
        article = None if path is None else catalog.id_of(path)
        here = catalog.articles([article])[0].metadata.tags if article is not None else ()
        return Authors(here, tuple(authors_tags(catalog)))
    except (CatalogUnusable, IndexError):  # the article may vanish in between
        return Authors()
    finally:
        catalog.close()


def typed_tags(typed: str) -> list[str]:
    """The tags that a line names, divided by commas; a # before one is none of it."""
    parts = (one_line(part).strip().lstrip("#").strip()[:LONGEST] for part in typed.split(","))
    return list(dict.fromkeys(part for part in parts if part))


def offers(
    typed: str, own: Iterable[tuple[str, int]], given: Sequence[str], known: Authors
) -> list[Offer]:
    """What fits the last tag of a line, what begins with it first.

    Given ones come before others of one's own, these before the authors'; what the author gave
    this very article is not offered, since it has it. A tag that nobody gave yet comes last.
    """
    last = next(iter(typed_tags(typed.rpartition(",")[2])), "")
    wanted = fold(last)
    every = [Offer(tag, count, own=True) for tag, count in own]
    every.sort(key=lambda each: (each.tag not in given, -each.articles, each.tag))
    taken = {fold(each.tag) for each in every} | {fold(tag) for tag in known.here}
    every += [Offer(tag, count, False) for tag, count in known.library if fold(tag) not in taken]
    found = [each for each in every if wanted in fold(each.tag)]
    if wanted:
        found.sort(key=lambda each: not fold(each.tag).startswith(wanted))
        if last not in {each.tag for each in found}:
            found.append(Offer(last, 0, own=False))
    return found
