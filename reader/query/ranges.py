"""Numbers and days with bounds: `<10`, `>=5`, `5..15`, `2024-02..`, `<30d`, `last-month`."""

from __future__ import annotations

from datetime import date, timedelta

from reader.patterns import pattern

_COMPARED = pattern(r"(<=|>=|<|>|=)(.*)")
_NUMBER = pattern(r"(\d{1,9})(?:m|min|mins|minutes|%)?")
_DAY = pattern(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?")
_AGE = pattern(r"(\d{1,6})([dwmy])")

Span = tuple[date | None, date | None]
"""First and last day, both included; None is no bound."""


def numbers(value: str) -> tuple[int | None, int | None] | None:
    """The bounds that a value names, both included; None where it names none."""
    compared = _COMPARED.fullmatch(value)
    if compared:
        number = _number(compared[2])
        if number is None:
            return None
        return {
            "<": (None, number - 1),
            "<=": (None, number),
            ">": (number + 1, None),
            ">=": (number, None),
            "=": (number, number),
        }[compared[1]]
    low_text, dots, high_text = value.partition("..")
    low, high = _number(low_text), _number(high_text)
    if not dots:
        return None if low is None else (low, low)
    if (low is None and low_text) or (high is None and high_text) or (low is None and high is None):
        return None
    return low, high


def _number(text: str) -> int | None:
    match = _NUMBER.fullmatch(text)
    return int(match[1]) if match else None


def days(value: str, today: date) -> Span | None:
    """The days that a value names; None where it names none.

    Ages count back from today: `<30d` is younger than thirty days, `30d` at most that old.
    """
    value = value.lower()
    compared = _COMPARED.fullmatch(value)
    if compared:
        return _compared(compared[1], compared[2], today)
    left, dots, right = value.partition("..")
    if not dots:
        age = _age(value, today)
        return (age, None) if age else _named(value, today)
    if not left and not right:
        return None
    ages = [_age(end, today) for end in (left, right) if end]
    if all(ages):
        # 2w..4w counts ages upwards, so its days run the other way
        return (_age(right, today) if right else None), (_age(left, today) if left else None)
    first = (_age(left, today), None) if _age(left, today) else _named(left, today)
    last = (None, _age(right, today)) if _age(right, today) else _named(right, today)
    if (left and first is None) or (right and last is None):
        return None
    return (first[0] if first else None), (last[1] if last else None)


def _compared(sign: str, text: str, today: date) -> Span | None:
    age = _age(text, today)
    if age:
        return {
            "<": (_after(age), None),
            "<=": (age, None),
            ">": (None, _before(age)),
            ">=": (None, age),
            "=": (age, age),
        }[sign]
    named = _named(text, today)
    if named is None:
        return None
    first, last = named
    return {
        "<": (None, _before(first)),
        "<=": (None, last),
        ">": (_after(last), None),
        ">=": (first, None),
        "=": (first, last),
    }[sign]


def _age(text: str, today: date) -> date | None:
    """The day that lies so far back, the first of the calendar where that is before it."""
    match = _AGE.fullmatch(text)
    if match is None:
        return None
    count, unit = int(match[1]), match[2]
    try:
        if unit in "dw":
            return today - timedelta(days=count * (7 if unit == "w" else 1))
        return _months_before(today, count * (12 if unit == "y" else 1))
    except (OverflowError, ValueError):
        return date.min


def _months_before(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - count, 12)
    return date(year, month + 1, min(day.day, _days_of(date(year, month + 1, 1))))


def _named(text: str, today: date) -> tuple[date, date] | None:
    """A day, month or year by its numbers or its name, as first and last day."""
    match = _DAY.fullmatch(text)
    try:
        if match is None:
            return _relative(text, today)
        year = int(match[1])
        if match[2] is None:
            return date(year, 1, 1), date(year, 12, 31)
        if match[3] is None:
            return _month(date(year, int(match[2]), 1))
        day = date(year, int(match[2]), int(match[3]))
    except (ValueError, OverflowError):
        return None
    return day, day


def _month(day: date) -> tuple[date, date]:
    return day.replace(day=1), day.replace(day=_days_of(day))


def _days_of(month: date) -> int:
    """By the module `calendar` it would cost 2 ms of every start."""
    if month.month == 2:
        year = month.year
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if month.month in (4, 6, 9, 11) else 31


def _relative(text: str, today: date) -> tuple[date, date] | None:
    day = timedelta(days=1)
    monday = today - timedelta(days=today.weekday())
    match text:
        case "today":
            return today, today
        case "yesterday":
            return today - day, today - day
        case "this-week":
            return monday, monday + 6 * day
        case "last-week":
            return monday - 7 * day, monday - day
        case "this-month":
            return _month(today)
        case "last-month":
            return _month(today.replace(day=1) - day)
        case "this-year":
            return date(today.year, 1, 1), date(today.year, 12, 31)
        case "last-year":
            return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
    return None


def _before(day: date) -> date:
    return day if day == date.min else day - timedelta(days=1)


def _after(day: date) -> date:
    return day if day == date.max else day + timedelta(days=1)
