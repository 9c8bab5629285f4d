"""Numbers and days with bounds."""

from __future__ import annotations

from datetime import date

import pytest

from reader.query.ranges import days, numbers

TODAY = date(2024, 3, 31)  # a Sunday


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("10", (10, 10)),
        ("=10", (10, 10)),
        ("<10", (None, 9)),
        ("<=10", (None, 10)),
        (">10", (11, None)),
        (">=5", (5, None)),
        ("5..15", (5, 15)),
        ("5..", (5, None)),
        ("..15", (None, 15)),
        ("<10m", (None, 9)),
        ("10min", (10, 10)),
        ("", None),
        ("..", None),
        ("<", None),
        ("ten", None),
        ("5..x", None),
        ("-5", None),
        ("99999999999999999999", None),
    ],
)
def test_a_number_has_bounds(value: str, expected: tuple[int | None, int | None] | None) -> None:
    assert numbers(value) == expected


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-2", "2024-02-01", "2024-02-29"),
        ("2024/02/09", "2024-02-09", "2024-02-09"),
        ("2024-02-09", "2024-02-09", "2024-02-09"),
        ("2024-02-09..", "2024-02-09", None),
        ("..2024", None, "2024-12-31"),
        ("2024-02..2024-04", "2024-02-01", "2024-04-30"),
        ("<2024", None, "2023-12-31"),
        ("<=2024-02", None, "2024-02-29"),
        (">2024-02", "2024-03-01", None),
        (">=2024", "2024-01-01", None),
        ("=2023", "2023-01-01", "2023-12-31"),
        ("<30d", "2024-03-02", None),
        ("<=30d", "2024-03-01", None),
        ("30d", "2024-03-01", None),
        (">2w", None, "2024-03-16"),
        (">=2w", None, "2024-03-17"),
        ("1m", "2024-02-29", None),
        ("1y", "2023-03-31", None),
        ("2w..4w", "2024-03-03", "2024-03-17"),
        ("30d..today", "2024-03-01", "2024-03-31"),
        ("..30d", "2024-03-01", None),
        ("today", "2024-03-31", "2024-03-31"),
        ("Yesterday", "2024-03-30", "2024-03-30"),
        ("this-week", "2024-03-25", "2024-03-31"),
        ("last-week", "2024-03-18", "2024-03-24"),
        ("this-month", "2024-03-01", "2024-03-31"),
        ("last-month", "2024-02-01", "2024-02-29"),
        ("this-year", "2024-01-01", "2024-12-31"),
        ("last-year", "2023-01-01", "2023-12-31"),
        ("last-month..today", "2024-02-01", "2024-03-31"),
        ("<999999y", "0001-01-02", None),
        (">9999", "9999-12-31", None),
    ],
)
def test_a_date_is_a_span_of_days(value: str, first: str | None, last: str | None) -> None:
    span = days(value, TODAY)
    assert span is not None
    assert [day and day.isoformat() for day in span] == [first, last]


@pytest.mark.parametrize(
    "value",
    ["", "..", "<", "2024-13", "2024-02-30", "0000", "soon", "2024..soon", "30x", "<last", "20"],
)
def test_what_names_no_day_is_none(value: str) -> None:
    assert days(value, TODAY) is None
