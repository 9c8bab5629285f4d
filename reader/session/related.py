"""Articles like one, for lists of them: looked for behind the interface, each with the reason."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reader.article import Article, FileStamp
from reader.library import load
from reader.named import NamedTuple
from reader.session.read import COUNTED, measured
from reader.store.catalog.entry import entry
from reader.store.rows import Row

if TYPE_CHECKING:
    from reader.store.catalog.browse import Catalog

MOST = 10
REASONS = 5  # words that are told of what two articles share


class Related(NamedTuple):
    """An article that is like the one that was asked about."""

    row: Row
    shared: tuple[str, ...]  # telling words of both, the most telling first


def related_to(catalog: Catalog, root: str, path: str, most: int = MOST) -> list[Related]:
    """Articles like the one in a file below the root, the likest first.

    From any thread, with a catalog of its own. ArticleGone where the file can't be read,
    CatalogUnusable.
    """
    document = load.load(root, path)
    article, text = measured(document, COUNTED)
    return like(catalog, article, document.body, text.text, most)


def like(catalog: Catalog, article: Article, body: str, text: str, most: int) -> list[Related]:
    """The same for an article that was read already; `text` is its body as read, or the beginning."""
    made = entry(article, FileStamp(article.path, 0, 0), body, text)
    found = catalog.related(article.path, made, most)
    return [Related(row, shared[:REASONS]) for row, shared in found]


def below(root: str, file: str) -> str | None:
    """The path of a file within a library; None where it lies elsewhere."""
    real = os.path.realpath(file)
    base = root if root.endswith("/") else root + "/"
    return real[len(base) :] if real.startswith(base) else None
