"""How wide the columns of a table are: they share a width by what they hold."""

from __future__ import annotations

from collections.abc import Sequence

from reader.characters import width
from reader.markdown.blocks import Inline, Table, inline_text
from reader.patterns import pattern

SAMPLE = 1_000
"""Rows that are measured; of a longer table the first half of these, the rest spread over it."""

READABLE = 10  # columns of a word that stays in one piece; with less a table is no grid
SLACK = 4  # columns more than the first rows of a very long table need
BOUND = 40  # columns that a column takes at most where a table may be wider than the page
WIDEST = 4_000  # columns of a table that can be moved sideways; each row is laid out in one piece
_WORD = pattern(r"\S+")


def measured(table: Table) -> tuple[list[int], list[int]]:
    """For each column the width of its longest line, and that of its longest word; 1 at least."""
    natural, longest = [], []
    for column in zip(*sampled(table.rows), strict=False):
        texts = {inline_text(cell) for cell in column}
        natural.append(max(1, *(width(line) for text in texts for line in text.split("\n"))))
        words = {word for text in texts for word in _WORD.findall(text)}
        longest.append(max([1, *(width(word) for word in words)]))
    return natural, longest


def sampled(rows: Sequence[tuple[Inline, ...]]) -> Sequence[tuple[Inline, ...]]:
    """At most so many rows of a table that all of it can be judged by them."""
    if len(rows) <= SAMPLE:
        return rows
    half = SAMPLE // 2
    step = -(-(len(rows) - half) // half)
    return [*rows[:half], *rows[half::step]]


def shares(table: Table, room: int, beyond: int = 0, line: int = 0) -> list[int] | None:
    """The width of each column; None where there is too little room to read them.

    Each gets what its longest word needs, as far as that is possible; what remains goes where text
    still wraps. Where the room is too little there is more `beyond` it: for more columns, not for
    longer lines than a `line` of the text, which are hard to read.
    """
    if room + beyond < len(table.rows[0]):
        return None
    natural, longest = measured(table)
    if table.goes_on:  # rows that are not known yet have longer numbers
        spare = min(SLACK, max(0, room - sum(natural)) // len(natural))
        natural = [need + spare for need in natural]
    if sum(natural) <= room:
        return natural
    if beyond:
        room += beyond
        natural = [min(need, line) for need in natural]
        longest = [min(need, line) for need in longest]
        if sum(natural) <= room:
            return natural
    if room < sum(min(READABLE, need) for need in longest):
        return None
    widths = _fitted(longest, room) if sum(longest) > room else list(longest)
    needs = [have - got for have, got in zip(natural, widths, strict=True)]
    return [got + more for got, more in zip(widths, _given(needs, room - sum(widths)), strict=True)]


def bounded(table: Table, bar: int) -> list[int] | None:
    """The widths of columns that may be wider than the page together; None where that is too much.

    `bar` is the width of what stands between two columns.
    """
    columns = len(table.rows[0])
    if columns * (1 + bar) > WIDEST:
        return None
    widths = [min(BOUND, need) for need in measured(table)[0]]
    return widths if sum(widths) + (columns - 1) * bar <= WIDEST else None


def _given(needs: list[int], left: int) -> list[int]:
    """What remains of the room, shared: small needs are met, large ones by their size."""
    given = [0] * len(needs)
    wanting = [index for index, need in enumerate(needs) if need > 0]
    while wanting:
        small = [index for index in wanting if needs[index] <= left // len(wanting)]
        if not small:
            break
        for index in small:
            given[index] = needs[index]
            left -= needs[index]
        wanting = [index for index in wanting if index not in small]
    total = sum(needs[index] for index in wanting)
    for index in wanting:
        given[index] = left * needs[index] // total
    if wanting:
        given[wanting[-1]] += left - sum(given[index] for index in wanting)
    return given


def _fitted(longest: list[int], room: int) -> list[int]:
    """The largest words give way, all to the same width."""
    low, high = 1, max(longest)
    while low < high:
        middle = (low + high + 1) // 2
        if sum(min(middle, need) for need in longest) <= room:
            low = middle
        else:
            high = middle - 1
    return [min(low, need) for need in longest]
