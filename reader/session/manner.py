"""How a person's settings want a page to be set."""

from __future__ import annotations

from reader.markdown.lines import Manner
from reader.settings import Settings


def manner_of(settings: Settings, *, sideways: bool) -> Manner:
    """The manner of pages; `sideways` where what shows them can move rows that are too wide."""
    return Manner(sideways=sideways, scrolled_code=sideways and settings.code == "scroll")
