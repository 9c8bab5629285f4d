"""One article as the tables take it: plain values, made by a loader and sent to the writer."""

from __future__ import annotations

import os
import posixpath
from datetime import date
from urllib.parse import unquote

from reader.article import Article, FileStamp
from reader.characters import clean, fold, spread
from reader.library.names import file_key
from reader.named import NamedTuple
from reader.patterns import pattern
from reader.store.catalog.schema import KEY_LENGTH, LAST, LAST_NAME
from reader.store.catalog.titles import letter, title_key_of
from reader.store.hashing import hash64, path_hash

ARTICLE = (
    "path",
    "path_hash",
    "mtime_ns",
    "size",
    "body_hash",
    "title",
    "subtitle",
    "authors",
    "published",
    "created",
    "updated",
    "day",
    "minutes",
    "words",
    "broken",
    "draft",
    "has_code",
    "has_table",
    "has_image",
    "has_notes",
    "has_math",
    "has_hero",
    "has_cta",
    "letter",
    "title_key",
    "author_key",
    "date_key",
    "created_key",
)
DETAIL = (
    "written_title",
    "description",
    "read_time",
    "hero_image",
    "cta",
    "slug",
    "lang",
    "name_key",
)

MOST_LINKS = 1000  # of one article; a list of links longer than that is no reading

Value = str | int | bytes | None


class Entry(NamedTuple):
    """The rows of one article, without its id."""

    article: tuple[Value, ...]  # by ARTICLE
    detail: tuple[Value, ...]  # by DETAIL
    authors: tuple[tuple[str, str], ...]  # name, key
    tags: tuple[tuple[str, str], ...]  # name, key
    problems: tuple[tuple[int, str, bool], ...]
    links: tuple[str, ...]
    words: tuple[str, str, str, str]  # title, about, author, text
    terms: tuple[str, ...] = ()  # those of `words` that the vocabulary may lack


def entry(
    article: Article,
    stamp: FileStamp,
    body: str,
    text: str,
    links: tuple[str, ...] = (),
    holds: tuple[bool, bool, bool, bool, bool] = (False,) * 5,
) -> Entry:
    """The rows of an article.

    `text` is its body as read, `links` are the targets as written, `holds` tells whether there is
    code, a table, an image, a footnote, a formula.
    """
    metadata = article.metadata
    published, created = _days(metadata.published), _days(metadata.created)
    day = published if published is not None else created
    title_key = title_key_of(article.title, metadata.lang, text)
    row = (
        os.fsencode(article.path),
        path_hash(article.path),
        stamp.mtime_ns,
        stamp.size,
        hash64(body.encode("utf-8", "replace")),
        article.title,
        metadata.subtitle,
        ", ".join(metadata.authors),
        published,
        created,
        _days(metadata.updated),
        day,
        article.minutes,
        article.words,
        int(bool(article.problems)),
        int(metadata.draft),
        *map(int, holds),
        int(bool(metadata.hero_image)),
        int(bool(metadata.cta)),
        letter(title_key),
        title_key,
        fold(metadata.authors[0])[:KEY_LENGTH] if metadata.authors else LAST_NAME,
        LAST if day is None else -day,
        LAST if created is None else -created,
    )
    detail = (
        metadata.title,
        metadata.description,
        metadata.read_time,
        metadata.hero_image,
        metadata.cta,
        metadata.slug,
        metadata.lang,
        file_key(clean(article.path.rpartition("/")[2]))[:KEY_LENGTH],
    )
    about = "\n".join((metadata.subtitle, metadata.description, *metadata.tags))
    return Entry(
        row,
        detail,
        tuple((name, fold(name)[:KEY_LENGTH]) for name in metadata.authors),
        tuple((name, fold(name)[:KEY_LENGTH]) for name in metadata.tags),
        tuple((problem.line, problem.message, problem.loss) for problem in article.problems),
        targets(article.path, links),
        (
            spread(article.title),
            spread(about),
            spread("\n".join(metadata.authors)),
            spread(text),
        ),
    )


def _days(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


_SCHEME = pattern(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


def targets(path: str, links: tuple[str, ...]) -> tuple[str, ...]:
    """What the links of an article lead to: addresses as they are, files as paths of the library.

    Links into the article itself and out of the library lead nowhere that is kept.
    """
    found: dict[str, None] = {}
    for link in links:
        if len(found) >= MOST_LINKS:
            break
        if _SCHEME.match(link):
            found[link] = None
            continue
        file = clean(unquote(link.partition("#")[0].partition("?")[0]))
        if not file:
            continue
        below = posixpath.join("/", posixpath.dirname(clean(path)), file)
        resolved = posixpath.normpath(below).lstrip("/")
        if resolved and not _leaves(posixpath.dirname(path), file):
            found[resolved] = None
    return tuple(found)


def _leaves(folder: str, file: str) -> bool:
    return not file.startswith("/") and posixpath.normpath(posixpath.join(folder, file)).startswith(
        ".."
    )
