"""Catalogs and libraries to test with, as small as they can be."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from reader.article import Article, FileStamp, Metadata, Problem
from reader.store.catalog.browse import Catalog
from reader.store.catalog.entry import entry
from reader.store.catalog.location import Kind, Location
from reader.store.catalog.write import Writer


def article(
    path: str,
    title: str = "A title",
    *,
    authors: tuple[str, ...] = (),
    published: date | None = None,
    created: date | None = None,
    minutes: int = 1,
    problems: tuple[Problem, ...] = (),
    tags: tuple[str, ...] = (),
) -> Article:
    """An article that was never a file."""
    metadata = Metadata(
        title=title,
        subtitle=f"About {title}",
        authors=authors,
        published=published,
        created=created,
        tags=tags,
        read_time="8 mins",
    )
    return Article(path, title, metadata, minutes, 200, problems)


def fill(path: Path, articles: Iterable[Article], *, arranged: bool = True) -> str:
    """Write articles into a catalog; where it lies."""
    location = Location(os.fspath(path), Kind.CACHE)
    writer = Writer(location)
    for number, made in enumerate(articles):
        writer.add(entry(made, FileStamp(made.path, number, 10), "body", "Some text."))
    writer.commit()
    if arranged:
        writer.arrange()
    writer.close()
    return location.path


def catalog(path: Path, articles: Iterable[Article], *, arranged: bool = True) -> Catalog:
    """A catalog of these articles, open for reading."""
    return Catalog(fill(path, articles, arranged=arranged))


def write_library(root: Path, files: dict[str, str]) -> Path:
    """A folder of files."""
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def front(title: str, body: str = "Some words.", **fields: str) -> str:
    """The text of an article."""
    lines = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"---\ntitle: {title}\n{lines}---\n\n{body}\n"
