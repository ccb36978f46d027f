"""Dated membership of groups."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from balance.errors import DateError
from balance.quantities.dates import first_day

__all__ = ["Membership", "members_on"]

Membership = tuple[str, str, str]
"""State, date joined and date left (first day out); a date may be partial or empty."""


def members_on(group: str, memberships: Iterable[Membership], on: date) -> frozenset[str]:
    """Return the members of a group on a day.

    A membership without a joining date holds on every day (a region is not a treaty). A date
    known by year or month counts from its first day.

    Parameters
    ----------
    group
        Its name, for the message.
    memberships
        The rows of this group.
    on
        The day.

    Raises
    ------
    DateError
        If the group had no members on that day.

    Examples
    --------
    >>> rows = [("DEU", "1955-05-06", ""), ("GBR", "1973", "2020-02-01")]
    >>> sorted(members_on("X", rows, date(2020, 1, 31)))
    ['DEU', 'GBR']
    >>> sorted(members_on("X", rows, date(2020, 2, 1)))
    ['DEU']
    """
    rows = list(memberships)
    inside = frozenset(
        state
        for state, joined, left in rows
        if (not joined or first_day(joined) <= on) and (not left or on < first_day(left))
    )
    if not inside:
        first = min((joined for _, joined, _ in rows if joined), default="")
        since = f"; its first members joined on {first}" if first else ""
        raise DateError(f"{group} had no members on {on}{since}")
    return inside
