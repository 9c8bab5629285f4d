"""Rows of cells: what stands in each, and how it looks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import apsw.unicode

from reader.characters import width
from reader.named import NamedTuple
from reader.patterns import pattern

BOLD, DIM, ITALIC, UNDERLINE, BLINK, REVERSE, STRIKE = 1, 2, 4, 8, 16, 32, 64
ON_BLANKS = UNDERLINE | BLINK | REVERSE | STRIKE
"""The attributes that are seen where there is no character."""


class Look(NamedTuple):
    """How a cell looks; colours by their parameters of SGR, "" for the terminal's own."""

    front: str = ""
    back: str = ""
    attributes: int = 0
    link: str = ""


PLAIN = Look()


def blank_look(look: Look) -> Look:
    """What of a look is seen on a blank."""
    if look is PLAIN:
        return PLAIN
    seen = look.attributes & ON_BLANKS
    front = look.front if seen else ""
    return look if seen == look.attributes and front == look.front else _blank(look)


@lru_cache(maxsize=1024)
def _blank(look: Look) -> Look:
    seen = look.attributes & ON_BLANKS
    return Look(look.front if seen else "", look.back, seen, look.link)


def differences(before: Row, after: Row) -> list[int]:
    """The columns at which two rows of one length are not seen to be the same."""
    return [
        x
        for x, (old, new, look, wanted) in enumerate(
            zip(before.cells, after.cells, before.looks, after.looks, strict=True)
        )
        if old != new
        or (
            look is not wanted
            and look != wanted
            and (new != " " or blank_look(look) != blank_look(wanted))
        )
    ]


class Row(NamedTuple):
    """One row of the screen, two lists of the same length.

    A cluster stands in its first cell; each other cell that it covers holds "".
    """

    cells: list[str]
    looks: list[Look]

    def copy(self) -> Row:
        """The row as it is now."""
        return Row(self.cells[:], self.looks[:])

    def put(self, column: int, runs: Iterable[tuple[str, Look]], columns: int) -> None:
        """Write clean text over so many cells from a column on; cut or filled up to fit them."""
        cells, looks = _cells(runs)
        if len(cells) != columns:
            _fit(cells, looks, columns)
        end = column + columns
        self._tear(column)
        self._tear(end)
        self.cells[column:end] = cells
        self.looks[column:end] = looks

    def _tear(self, column: int) -> None:
        """Where a cluster lies across the edge before a column, make blanks of it."""
        cells = self.cells
        if not 0 < column < len(cells) or cells[column]:
            return
        start = column
        while start and not cells[start]:
            start -= 1
        end = column
        while end < len(cells) and not cells[end]:
            end += 1
        cells[start:end] = [" "] * (end - start)


def blank_row(columns: int) -> Row:
    """A row with nothing on it."""
    return Row([" "] * columns, [PLAIN] * columns)


# Characters of one cell each that join with nothing: Latin, Greek, Cyrillic, dashes, quotes, lines.
_SIMPLE = pattern(
    "[ -~\xa0-\xac\xae-\u02ff\u0391-\u03a1\u03a3-\u03ff\u0400-\u0482\u2010-\u2027\u2500-\u259f]*"
)


def _cells(runs: Iterable[tuple[str, Look]]) -> tuple[list[str], list[Look]]:
    cells: list[str] = []
    looks: list[Look] = []
    runs = [run for run in runs if run[0]]
    for text, look in runs:
        if not text.isascii() and not _SIMPLE.fullmatch(text):
            return _clustered(runs)
        cells += text
        looks += [look] * len(text)
    return cells, looks


def _clustered(runs: list[tuple[str, Look]]) -> tuple[list[str], list[Look]]:
    """The same where characters join, or take other than one cell."""
    cells: list[str] = []
    looks: list[Look] = []
    ends = []
    end = 0
    for text, _ in runs:
        end += len(text)
        ends.append(end)
    position = number = 0
    for cluster, size, length in _clusters("".join(text for text, _ in runs)):
        while position >= ends[number]:
            number += 1
        position += length
        if size:
            cells.append(cluster or " ")
            cells += [""] * (size - 1)
            looks += [runs[number][1]] * size
        else:
            _join(cells, cluster)
    return cells, looks


def _join(cells: list[str], marks: str) -> None:
    """Marks that take no cell go with the character before them; without one they are not seen."""
    for at in range(len(cells) - 1, -1, -1):
        if cells[at]:
            if cells[at] != " ":
                cells[at] += marks
            return


# What nobody sees and no neighbour is shaped by: terminals differ in what they do with it, some
# draw soft hyphens. Joiners and marks of direction stay; tags behind a black flag make another of it.
_UNSEEN = pattern("[\xad\u034f\u180e\u200b\u2060-\u2064\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")
_MOST = 32
"""Characters of one cell that are sent: 30 marks behind the first are a stream-safe text (UAX #15)."""


@lru_cache(maxsize=512)
def _clusters(text: str) -> tuple[tuple[str, int, int], ...]:
    """Each cluster as it is drawn, the cells it takes, and how many characters it is."""
    clusters = apsw.unicode.grapheme_iter(text)
    if len(text) > _MOST or _UNSEEN.search(text):
        return tuple((_drawn(each), _size(each), len(each)) for each in clusters)
    return tuple((cluster, _size(cluster), len(cluster)) for cluster in clusters)


def _drawn(cluster: str) -> str:
    """A cluster without what is not seen in it, and with no flood of marks."""
    if len(cluster) == 1:
        return "" if _UNSEEN.match(cluster) else cluster
    if not cluster.startswith("\U0001f3f4"):
        cluster = _UNSEEN.sub("", cluster)
    return cluster[:_MOST]


@lru_cache(maxsize=4096)
def _size(cluster: str) -> int:
    return width(cluster)


def _fit(cells: list[str], looks: list[Look], columns: int) -> None:
    missing = columns - len(cells)
    if missing > 0:
        cells += [" "] * missing
        looks += [PLAIN] * missing
        return
    torn = not cells[columns]
    del cells[columns:], looks[columns:]
    at = columns
    while torn and at:  # a cluster that would stand out
        at -= 1
        torn = not cells[at]
        cells[at] = " "


@lru_cache(maxsize=4096)
def is_disputed(cluster: str) -> bool:
    """Whether terminals may differ in how many cells a cluster takes.

    They do where one adds up characters and another joins them (UAX #29), where a variation
    selector asks for an emoji, and where a character is younger than their tables.
    """
    if _SIMPLE.fullmatch(cluster):
        return False
    cells = 0
    for char in cluster:
        kind = unicodedata.category(char)
        if kind in ("Cf", "Cn", "Co") or char in "\ufe0e\ufe0f":
            return True
        if "\U0001f1e6" <= char <= "\U0001f1ff" or (kind == "Mc"):
            return True
        if kind not in ("Mn", "Me"):
            cells += 2 if unicodedata.east_asian_width(char) in "WF" else 1
    return cells != _size(cluster)
