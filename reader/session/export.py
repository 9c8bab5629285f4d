"""Articles as scripts get them: the one form of `--json`."""

from __future__ import annotations

from datetime import date

from reader.article import Article

TYPE_CHECKING = False  # `typing` takes 4 ms to load
if TYPE_CHECKING:
    from typing import Any

FIELDS = (
    "path",
    "title",
    "subtitle",
    "description",
    "authors",
    "tags",
    "published",
    "created",
    "updated",
    "read_time",
    "minutes",
    "words",
    "hero_image",
    "cta",
    "draft",
    "problems",
)
"""The keys of `as_json`, in their order."""


def as_json(article: Article) -> dict[str, Any]:
    """An article as the values of one JSON object, in this order of keys."""
    metadata = article.metadata
    return {
        "path": article.path,
        "title": article.title,
        "subtitle": metadata.subtitle,
        "description": metadata.description,
        "authors": list(metadata.authors),
        "tags": list(metadata.tags),
        "published": _iso(metadata.published),
        "created": _iso(metadata.created),
        "updated": _iso(metadata.updated),
        "read_time": metadata.read_time or None,
        "minutes": article.minutes,
        "words": article.words,
        "hero_image": metadata.hero_image,
        "cta": metadata.cta,
        "draft": metadata.draft,
        "problems": [
            {"line": problem.line, "message": problem.message} for problem in article.problems
        ],
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
