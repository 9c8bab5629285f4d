"""How a person's settings want a page to be set."""

from __future__ import annotations

from reader.markdown.lines import Manner
from reader.settings import Settings

LANGUAGE = "en"  # of articles that name none


def manner_of(settings: Settings, *, sideways: bool) -> Manner:
    """The manner of pages; `sideways` where what shows them can move rows that are too wide."""
    return Manner(
        sideways=sideways,
        scrolled_code=sideways and settings.code == "scroll",
        hyphens=LANGUAGE if settings.hyphenation else "",
    )


def manner_for(manner: Manner, language: str) -> Manner:
    """The manner of an article that names its language; by the rules of another none is divided."""
    return manner._replace(hyphens=language) if manner.hyphens and language else manner
