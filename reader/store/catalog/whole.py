"""Articles with all that the catalog keeps of them, many with one set of statements.

`Metadata.fields` is left empty: who wants every field as written reads the file.
"""

from __future__ import annotations

import os
from array import array
from datetime import date

import apsw

from reader.article import Article, Metadata, Problem

TYPE_CHECKING = False  # `typing` takes 4 ms to load
if TYPE_CHECKING:
    from typing import Any

_ARTICLE = (
    "SELECT article.id, path, title, subtitle, published, created, updated, minutes, words, draft,"
    " written_title, description, read_time, hero_image, cta, slug, lang"
    " FROM article JOIN detail USING (id) WHERE article.id IN carray(?)"
)
_NAMES = "SELECT article, name FROM {} WHERE article IN carray(?) ORDER BY article, position"
_PROBLEMS = (
    "SELECT article, line, message, loss FROM problem WHERE article IN carray(?)"
    " ORDER BY article, position"
)


def articles(connection: apsw.Connection, ids: array[int]) -> list[Article]:
    """The articles in the order of their ids; those that are not in the catalog are left out."""
    if not ids:
        return []
    whole = _grouped(connection, _ARTICLE, ids)
    authors = _grouped(connection, _NAMES.format("author"), ids)
    tags = _grouped(connection, _NAMES.format("tag"), ids)
    problems = _grouped(connection, _PROBLEMS, ids)
    return [
        _article(
            whole[article][0],
            tuple(name for (name,) in authors.get(article, ())),
            tuple(name for (name,) in tags.get(article, ())),
            tuple(Problem(at, told, bool(loss)) for at, told, loss in problems.get(article, ())),
        )
        for article in ids
        if article in whole
    ]


def _grouped(
    connection: apsw.Connection, statement: str, ids: array[int]
) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = {}
    rows: Any = connection.execute(statement, (apsw.carray(ids),))
    for article, *values in rows:
        found.setdefault(article, []).append(tuple(values))
    return found


def _article(
    values: tuple[Any, ...],
    authors: tuple[str, ...],
    tags: tuple[str, ...],
    problems: tuple[Problem, ...],
) -> Article:
    path, title, subtitle, published, created, updated, minutes, words, draft, *detail = values
    written, description, read_time, hero_image, cta, slug, lang = detail
    metadata = Metadata(
        title=written,
        subtitle=subtitle,
        description=description,
        authors=authors,
        tags=tags,
        published=day_of(published),
        created=day_of(created),
        updated=day_of(updated),
        read_time=read_time,
        hero_image=hero_image,
        cta=cta,
        draft=bool(draft),
        slug=slug,
        lang=lang,
    )
    return Article(os.fsdecode(path), title, metadata, minutes, words, problems)


def day_of(days: int | None) -> date | None:
    """A date of the catalog as the domain has it."""
    return None if days is None else date.fromordinal(days)
