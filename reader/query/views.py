"""Views: queries with a name, found by `in:`. Those that every library has are in this table."""

from __future__ import annotations

from collections.abc import Mapping

from reader.characters import fold
from reader.named import NamedTuple
from reader.query.lexer import QUOTES


class View(NamedTuple):
    """A query under a name."""

    name: str
    query: str  # as typed; empty for every article
    help: str = ""


BUILT_IN = (
    View("All", "", "every article that is not archived"),
    View("Continue reading", "is:reading sort:lastread", "begun, the one opened last first"),
    View("New", "is:new sort:added", "arrived since the first visit, and not opened yet"),
    View("Unread", "is:unread", "neither begun nor read"),
    View("Starred", "is:starred", "with a star"),
    View("With problems", "is:broken", "with something to mend in the file"),
)


_BETWEEN = dict.fromkeys(map(ord, f"-_{QUOTES}"), " ")  # what stands between words of a name


def key(name: str) -> str:
    """What names of views are compared by: case, accents, dashes, quotes, runs of space don't count."""
    return " ".join(fold(name).translate(_BETWEEN).split())


def every(own: Mapping[str, str]) -> dict[str, View]:
    """All views by their keys, one's own behind the others; a view of one's own replaces one of the same name."""
    views = {key(view.name): view for view in BUILT_IN}
    views |= {key(name): View(name, query) for name, query in own.items()}
    return views


def typed(name: str) -> str:
    """The condition that names a view, as it is typed."""
    return f'in:"{name.lower()}"' if " " in name else f"in:{name.lower()}"
