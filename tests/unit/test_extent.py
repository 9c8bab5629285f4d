"""The scroll bar: rows counted without layout, and a thumb that is where one is."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.load import load, load_bytes
from reader.markdown.lines import Glyphs
from reader.session.extent import Extent, thumb
from reader.session.page import Page, Position
from reader.session.read import page_of

SAMPLES = Path(__file__).parents[2] / "sample_articles"
SENTENCE = "The river bends and the [road](https://example.org/a) follows it, *slowly*. "
MIXED = (
    f"# Of rivers 🙂\n\n{SENTENCE * 6}\n\n- one item\n- two\n\n```python\nx = 1\ny = 2\n```\n\n"
    f"> {SENTENCE * 3}\n\n|a|b|\n|-|-|\n|1|two|\n\n{SENTENCE * 9}\n\n"
)


def page(source: str, columns: int = 68) -> Page:
    return page_of(load_bytes(source.encode(), "a.md"), columns, Glyphs())


def exact(shown: Page) -> list[int]:
    """The rows above each part, and all rows, as they are laid out."""
    shown.text.find_all()
    rows = [0]
    for part in range(shown.text.count + 2):
        rows.append(rows[-1] + len(shown.lines(part)))
    return rows


def test_counting_lays_out_nothing() -> None:
    shown = page(MIXED * 50)
    extent = Extent(shown)
    assert extent.gather(60)
    assert extent.total > 1_000
    assert shown.flow.laid_out == 0


@pytest.mark.parametrize("columns", [40, 68, 100])
def test_rows_counted_are_those_of_the_layout_but_for_a_few(columns: int) -> None:
    counted = laid_out = 0.0
    for path in sorted(SAMPLES.rglob("*.md")):
        shown = page_of(load(str(path.parent), path.name), columns, Glyphs())
        extent = Extent(shown)
        extent.gather(60)
        counted += extent.total
        laid_out += exact(shown)[-1]
    assert abs(counted - laid_out) < laid_out / 20


def test_what_is_not_counted_yet_is_taken_to_be_like_the_rest() -> None:
    shown = page(MIXED * 400)
    extent = Extent(shown)
    extent.gather(0)
    assert not extent.complete
    first = extent.total
    far = shown.at_share(0.5)
    guessed = extent.above(far)
    assert extent.gather(60)
    assert abs(first - extent.total) < extent.total / 10
    assert abs(guessed - extent.above(far)) < extent.total / 10


def test_rows_above_grow_from_row_to_row() -> None:
    shown = page(MIXED * 3)
    extent = Extent(shown)
    extent.gather(60)
    above = [extent.above(position) for position, _ in shown.rows(Position(0, 0), 10_000)]
    assert above[0] == 0
    assert all(upper <= lower for upper, lower in pairwise(above))
    assert above[-1] <= extent.total


@given(st.floats(0, 1), st.integers(2, 80), st.integers(1, 1_000_000), st.booleans())
def test_the_thumb_is_within_the_bar_and_touches_its_ends_only_at_the_ends(
    share: float, height: int, total: int, at_end: bool
) -> None:
    above = share * max(0, total - height)
    taken = thumb(above, total, height, at_end=at_end)
    if taken is None:
        assert at_end
        assert above == 0
        return
    first, last = taken
    assert 0 <= first < last <= height
    assert (last == height) == at_end
    if not at_end and height > 2:
        assert (first == 0) == (above == 0) or last - first >= height - 1


def test_half_way_down_the_thumb_is_half_way_down() -> None:
    assert thumb(480, 1_000, 40, at_end=False) == (19, 21)
    assert thumb(0, 1_000, 40, at_end=False) == (0, 2)
    assert thumb(960, 1_000, 40, at_end=True) == (38, 40)
    assert thumb(0, 30, 40, at_end=True) is None
