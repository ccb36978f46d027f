"""Dates that may be known by year or month only."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime
from functools import cache

from balance.errors import DateError

__all__ = ["first_day", "is_partial_date", "last_day", "months_between", "parse_day"]

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def _parts(text: str) -> tuple[int, int | None, int | None]:
    match = _PARTIAL.fullmatch(text)
    if match is None:
        raise DateError(f"{text!r} is not a date; expected YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None  # the pattern requires it
    try:
        date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        raise DateError(f"{text!r} is not a date: no such day in the calendar") from None
    return year, month, day


@cache
def is_partial_date(text: str) -> bool:
    """Return whether the text is a date, a month or a year.

    Examples
    --------
    >>> is_partial_date("2024-03"), is_partial_date("2024-13")
    (True, False)
    """
    try:
        _parts(text)
    except DateError:
        return False
    return True


@cache
def first_day(text: str) -> date:
    """Return the first day that the text covers.

    Examples
    --------
    >>> first_day("2024-03")
    datetime.date(2024, 3, 1)
    """
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


def last_day(text: str) -> date:
    """Return the last day that the text covers.

    Examples
    --------
    >>> last_day("2024")
    datetime.date(2024, 12, 31)
    """
    year, month, day = _parts(text)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def parse_day(text: str | date) -> date:
    """Return a whole date, refusing years, months and anything else.

    Examples
    --------
    >>> parse_day("2025-02-13")
    datetime.date(2025, 2, 13)
    """
    if isinstance(text, datetime):
        return text.date()
    if isinstance(text, date):
        return text
    if not isinstance(text, str):
        raise DateError(f"{text!r} is not a day; expected a date or 'YYYY-MM-DD'")
    year, month, day = _parts(text)
    if month is None or day is None:
        raise DateError(f"{text!r} is not a day; expected YYYY-MM-DD")
    return date(year, month, day)


def months_between(earlier: date, later: date) -> float:
    """Return the months from one day to another; negative if they are the other way round.

    Examples
    --------
    >>> months_between(date(2022, 2, 13), date(2025, 2, 13))
    36.0
    """
    whole = (later.year - earlier.year) * 12 + later.month - earlier.month
    return whole + (later.day - earlier.day) / 31
