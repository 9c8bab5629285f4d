"""The highlights of an article or of a library as they are listed: pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import chain

from reader.article import Highlight
from reader.named import NamedTuple

LOST = "Lost"


class Entry(NamedTuple):
    """A highlight in a list, and the heading that it stands under."""

    highlight: Highlight
    under: str  # the title of its article, or LOST; empty where no heading is needed
    lost: bool = False
    title: str = ""  # of its article, where the heading does not tell it


def of_article(found: Iterable[Highlight], lost: Iterable[Highlight]) -> list[Entry]:
    """Those of one article in the order of the text, the lost ones last."""
    return [*(Entry(each, "") for each in found), *(Entry(each, LOST, True) for each in lost)]


def of_library(
    every: Iterable[Highlight], titles: Mapping[str, str], lost: Collection[str]
) -> list[Entry]:
    """Those of all articles, each article's together, the latest made article first.

    `lost` are the ids of those that are known to be gone from their text.
    """
    by_path: dict[str, list[Highlight]] = {}
    gone: list[Entry] = []
    for each in every:
        title = titles.get(each.path) or each.path
        if each.id in lost:
            gone.append(Entry(each, LOST, True, title))
        else:
            by_path.setdefault(each.path, []).append(each)
    groups = sorted(by_path.values(), key=lambda group: -max(each.made_at for each in group))
    found = (Entry(each, titles.get(each.path) or each.path) for each in chain(*groups))
    return [*found, *gone]
