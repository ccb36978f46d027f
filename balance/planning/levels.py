"""A level to reach: what each member of a group holds, and what a rival's holdings ask for."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from balance.coalitions.coalition import Coalition
from balance.comparison.amounts import INPUT, Amount, constant, part_of, times
from balance.comparison.caveats import why_not_comparable
from balance.comparison.compare import Comparison, compare_rows
from balance.comparison.rows import Row
from balance.comparison.terms import Term
from balance.comparison.totals import Side
from balance.errors import LevelError, ParameterError, RateError, UnlikeThings
from balance.planning.given import checked_ratio, in_digits
from balance.planning.power.weighted_games import exact_fraction
from balance.quantities.bounds import Bounds, exact
from balance.quantities.printing import number_text
from balance.quantities.units import is_count
from balance.tables.dataset import Dataset

__all__ = [
    "Ends",
    "Level",
    "derived",
    "held_by",
    "levels_of",
    "rows_that_add_up",
    "share_within",
    "short_words",
]


@dataclass(frozen=True)
class Ends:
    """Bounds as exact fractions.

    Attributes
    ----------
    low
        The least it can be.
    value, high
        The best value and the most it can be; None where there is none.
    """

    low: Fraction
    value: Fraction | None
    high: Fraction | None


@dataclass(frozen=True)
class Level:
    """What a group must hold of one thing, and what its members do.

    Attributes
    ----------
    row
        The group against the rival.
    ratio
        Times the rival's holdings.
    """

    row: Row
    ratio: float

    @property
    def name(self) -> str:
        """The indicator."""
        return self.row.indicator.name

    @property
    def codes(self) -> tuple[str, ...]:
        """Members of the group in alphabetical order."""
        return tuple(member.entity for member in self.row.a.members)

    def held(self, codes: Iterable[str]) -> Amount:
        """Return what some members hold together."""
        return held_by(self.row, self.row.a.of(codes))

    @property
    def total(self) -> Amount:
        """What all members hold together."""
        return held_by(self.row, self.row.a)

    @property
    def rival(self) -> Amount:
        """What the rival holds."""
        return held_by(self.row, self.row.b)

    @property
    def needed(self) -> Amount:
        """The level: so many times the rival's holdings, of what is whole the next whole number."""
        if self.ratio == 1:
            return self.rival
        unit, ends = self.row.indicator.unit, self.quota
        found = times([constant(self.ratio), self.rival], unit)
        if not (is_count(unit) or unit == "persons"):
            return found
        value, high = (None if end is None else math.ceil(end) for end in (ends.value, ends.high))
        bounds = Bounds(math.ceil(ends.low), value, math.inf if high is None else high)
        return in_digits(replace(found, bounds=bounds), [self.rival])

    def weights(self, codes: Iterable[str]) -> tuple[Ends, ...]:
        """Return what each of some members holds, exactly."""
        return tuple(_ends(self.row.a.of([code])) for code in codes)

    @property
    def quota(self) -> Ends:
        """The level, exactly."""
        ends, factor = _ends(self.row.b), exact_fraction(self.ratio)
        value, high = (None if n is None else n * factor for n in (ends.value, ends.high))
        return Ends(ends.low * factor, value, high)

    def out_of_reach(self, codes: Sequence[str]) -> bool:
        """Return whether some members stay below the level even at their high bounds."""
        highs = [ends.high for ends in self.weights(codes)]
        known = [high for high in highs if high is not None]
        return len(known) == len(highs) and sum(known, Fraction()) < self.quota.low


def held_by(row: Row, side: Side) -> Amount:
    """Return the holdings of a side, or of a part of it, as an amount."""
    return Amount(side.bounds, row.indicator.unit, side.terms, side.missing)


def _ends(side: Side) -> Ends:
    def exactly(numbers: Iterable[float]) -> Fraction:
        return sum(map(exact_fraction, numbers), Fraction())

    bounds = [term.bounds for term in side.terms]
    values = [bound.value for bound in bounds if bound.value is not None]
    is_open = bool(side.missing) or any(bound.is_open for bound in bounds)
    has_value = not side.missing and len(values) == len(bounds)
    return Ends(
        exactly(bound.low for bound in bounds),
        exactly(values) if has_value else None,
        None if is_open else exactly(bound.high for bound in bounds),
    )


def derived(bounds: Bounds, unit: str, amounts: Iterable[Amount]) -> Amount:
    """Return an amount that a method makes of others, which go into it without being added."""
    seen: dict[tuple[object, ...], Term] = {}
    missing: set[str] = set()
    for amount in amounts:
        missing.update(amount.missing)
        for term in amount.terms:
            seen.setdefault((term.entity, term.figure_ids), replace(term, part=INPUT))
    return Amount(bounds, unit, tuple(seen.values()), tuple(sorted(missing)))


def share_within(own: Amount, rest: Amount) -> Amount:
    """Return what part of a whole some hold, in per cent; nothing is no part even of what is open.

    Examples
    --------
    >>> share_within(constant(0.0), Amount(Bounds(1.0, None, math.inf), "ratio")).value
    0.0
    """
    if own.bounds.high == 0:
        return derived(exact(0.0), "percent", [own])
    return part_of(own, rest)


def rows_that_add_up(
    data: Dataset,
    group: Coalition | str,
    against: Coalition | str,
    indicators: str | Sequence[str],
    *,
    on: str | date | None = None,
    known_by: str | date | None = None,
    source: str | None = None,
    reading: str = "step",
) -> Comparison:
    """Return rows of a comparison in which members' holdings may be added and compared.

    Parameters
    ----------
    data
        The tables.
    group, against
        Coalitions or expressions.
    indicators
        One or more.
    on, known_by, source, reading
        As for :func:`balance.compare`.

    Raises
    ------
    UnlikeThings
        For a share, and for things that are not comparable.
    LevelError
        If no source speaks for both sides, or the rival's holdings are not known.
    ParameterError
        If no names of indicators are given.
    """
    if not isinstance(indicators, Sequence):
        raise ParameterError(f"expected names of indicators; found {indicators!r}")
    names = (indicators,) if isinstance(indicators, str) else tuple(indicators)
    found = compare_rows(
        data,
        group,
        against,
        indicators=names,
        on=on,
        known_by=known_by,
        source=source,
        reading=reading,
    )
    for row in found.rows:
        what = row.indicator.phrase
        if row.plan.is_share:
            raise UnlikeThings(
                f"{what}: shares of members do not add up to that of a coalition; ask for "
                "something that is counted"
            )
        if row.verdict == "not_comparable":
            raise UnlikeThings(f"{what} cannot be compared: {why_not_comparable(data, row)}")
        if row.verdict == "no_data":
            raise LevelError(
                f"no source at hand has figures of {what} for {found.labels['a']} and for "
                f"{found.labels['b']}"
            )
        if row.b.missing:
            raise LevelError(
                f"{what}: the holdings of {found.labels['b']} are not known; missing: "
                f"{data.names_said(row.b.missing)}"
            )
        if row.b.bounds.high == 0:
            raise LevelError(
                f"{found.labels['b']} {found.verbs['b']} no {what}: there is no ratio to nothing, "
                "and nobody is needed to reach that level"
            )
    return found


def levels_of(comparison: Comparison, ratio: float) -> tuple[Level, ...]:
    """Return the level of each row.

    Parameters
    ----------
    comparison
        From :func:`rows_that_add_up`.
    ratio
        Times the rival's holdings.

    Raises
    ------
    ParameterError
        If the ratio is not a number above 0, or beyond a million.
    """
    try:
        checked_ratio(ratio, "the ratio to reach")
    except RateError as fault:
        raise ParameterError(str(fault)) from None
    return tuple(Level(row, ratio) for row in comparison.rows)


def short_words(comparison: Comparison, level: Level) -> str:
    """Return that all members together stay below a level, with both numbers."""
    unit = level.row.indicator.unit
    have = number_text(level.total.bounds.high, unit, "up")
    need = number_text(level.needed.bounds.low, unit, "down")
    at_most = "" if level.total.bounds.is_exact else "at most "
    at_least = "" if level.needed.bounds.is_exact else "at least "
    return (
        f"no coalition of {comparison.labels['a']} reaches {at_least}{need} "
        f"{level.row.indicator.phrase}: all together have {at_most}{have}"
    )
