"""Days as a person reads them; English, whatever the locale, as the rest of the interface is."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
APART = 30  # days between published and created from which both are told


def long_day(day: date) -> str:
    """`9 February 2024`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def long_month(key: str) -> str:
    """`February 2024` for `2024-02`."""
    year, month = key.split("-")
    return f"{MONTHS[int(month) - 1]} {int(year)}"


def short_day(day: date) -> str:
    """`9 Feb 2024`."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def dateline(published: date | None, created: date | None) -> str:
    """The published day, with the created one where it lies more than 30 days away."""
    if published is None:
        return f"created {short_day(created)}" if created else ""
    if created and abs((created - published).days) > APART:
        return f"{short_day(published)} (created {short_day(created)})"
    return short_day(published)
