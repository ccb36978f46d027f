"""All states and years of one indicator as arrays: for programs that compare many coalitions."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from balance.coalitions.coalition import Coalition
from balance.comparison.compare import sides_of
from balance.comparison.courses import course_of_all
from balance.errors import ParameterError
from balance.tables.dataset import Dataset
from balance.tables.records import Indicator

__all__ = ["PANEL_COLUMNS", "Panel", "panel"]

Numbers = npt.NDArray[np.float64]

PANEL_COLUMNS = (
    "year",
    "a",
    "a_low",
    "a_high",
    "a_missing",
    "b",
    "b_low",
    "b_high",
    "b_missing",
    "ratio",
    "ratio_low",
    "ratio_high",
    "verdict",
)
"""Columns of :meth:`Panel.compare`."""


@dataclass(frozen=True, eq=False)
class Panel:
    """One indicator of all states and years as one edition has it.

    Attributes
    ----------
    data
        The tables.
    indicator, basis, source
        What is counted, in which prices, and the edition that speaks.
    states, years
        Of the rows and columns of the arrays.
    low, value, high
        In base units; ``value`` is NaN where an edition prints a range without one.
    covered
        Whether a state has a figure, or is known to have none, in a year.
    scopes
        Number of what the figure counts besides; 0 for what the indicator defines, -1 for
        nothing of a kind, which fits with everything.
    """

    data: Dataset
    indicator: Indicator
    basis: str
    source: str
    states: tuple[str, ...]
    years: tuple[str, ...]
    low: Numbers
    value: Numbers
    high: Numbers
    covered: npt.NDArray[np.bool_]
    scopes: npt.NDArray[np.int64]

    @cached_property
    def _place(self) -> dict[str, int]:
        return {state: place for place, state in enumerate(self.states)}

    def compare(
        self, a: Coalition | str, b: Coalition | str, *, on: str | date | None = None
    ) -> pd.DataFrame:
        """Compare two coalitions in all years.

        Parameters
        ----------
        a, b
            Coalitions, or expressions; of one day throughout.
        on
            The day of membership; by default that of a coalition given, or the reference date.

        Returns
        -------
        DataFrame
            One row per year in which both sides have a figure, with the columns
            :data:`PANEL_COLUMNS`; the same numbers as :func:`balance.history`, which also
            leads back to the sources.

        Examples
        --------
        >>> import balance
        >>> spending = balance.panel("military_expenditure")
        >>> spending.compare("NATO - USA - CAN", "RUS")["ratio"].round(2).tolist()
        [3.34, 3.7, 3.22]
        """
        first, second = sides_of(self.data, a, b, on)
        sides = [self._side(side.codes) for side in (first, second)]
        kept = [n for n in range(len(self.years)) if all(side.reported[n] for side in sides)]
        one, other = (side.only(kept) for side in sides)
        verdicts = self._verdicts(one, other)
        ratios = _ratios(one, other, verdicts)
        columns = [
            [self.years[n] for n in kept],
            *(one.value, one.low, one.high, one.missing),
            *(other.value, other.low, other.high, other.missing),
            *ratios,
            verdicts,
        ]
        return pd.DataFrame(dict(zip(PANEL_COLUMNS, columns, strict=True)))

    def _side(self, codes: Iterable[str]) -> _Side:
        """Return the sums over some states, year by year."""
        members = [code for code in codes if code in self._place]
        strangers = [code for code in codes if code not in self._place]
        rows = [self._place[code] for code in members]
        covered = self.covered[rows]
        count = covered.sum(axis=0)
        whole = (count == len(members)) & (not strangers)
        low = _sums(self.low[rows])  # with the part that a state without all of its parts reports
        value = np.where(whole, _sums(self.value[rows]), np.nan)
        high = np.where(whole, _sums(self.high[rows]), np.inf)
        missing = [""] * len(self.years)
        for year in np.flatnonzero(~whole).tolist():
            absent = [code for code, has in zip(members, covered[:, year], strict=True) if not has]
            missing[year] = " ".join(sorted([*absent, *strangers]))
        scopes = np.where(covered, self.scopes[rows], -1)
        return _Side(low, value, high, count > 0, np.array(missing, dtype=object), scopes)

    def _verdicts(self, a: _Side, b: _Side) -> list[str]:
        both = np.vstack([a.scopes, b.scopes])
        least = np.where(both < 0, np.iinfo(np.int64).max, both).min(axis=0)
        apart = (both.max(axis=0) >= 0) & (both.max(axis=0) != least)
        level = (a.low == a.high) & (b.low == b.high) & (a.low == b.low)
        found = np.select(
            [
                apart | (not self.indicator.comparable),
                a.low > b.high,
                a.high < b.low,
                level,
            ],
            ["not_comparable", "a_more", "b_more", "level"],
            "undecided",
        )
        verdicts: list[str] = found.tolist()
        return verdicts


@dataclass(frozen=True, eq=False)
class _Side:
    low: Numbers
    value: Numbers
    high: Numbers
    reported: npt.NDArray[np.bool_]
    missing: npt.NDArray[np.object_]
    scopes: npt.NDArray[np.int64]

    def only(self, years: list[int]) -> _Side:
        return _Side(
            self.low[years],
            self.value[years],
            self.high[years],
            self.reported[years],
            self.missing[years],
            self.scopes[:, years],
        )


def _sums(rows: Numbers) -> Numbers:
    """Return exactly rounded sums of columns, the same in any order of the rows."""
    return np.array([math.fsum(column) for column in rows.T.tolist()])


def _ratios(a: _Side, b: _Side, verdicts: list[str]) -> tuple[Numbers, Numbers, Numbers]:
    """Return ratios with their bounds; empty where none may be formed."""
    none = (np.array(verdicts, dtype=object) == "not_comparable") | (b.high == 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        best = np.where(b.value > 0, a.value / b.value, np.nan)
        low = np.where(np.isinf(b.high), 0.0, a.low / b.high)
        # Nothing over something that may be nothing is still nothing.
        high = np.where(b.low > 0, a.high / b.low, np.where(a.high == 0, 0.0, np.inf))
    return tuple(np.where(none, np.nan, each) for each in (best, low, high))  # type: ignore[return-value]


def panel(
    indicator: str,
    *,
    data: Dataset | None = None,
    source: str | None = None,
    basis: str | None = None,
    known_by: str | date | None = None,
    reading: str = "step",
) -> Panel:
    """Return one indicator of all states and years as arrays.

    Parameters
    ----------
    indicator
        What is counted; no rate.
    data, source, basis, known_by, reading
        As for :func:`balance.history`.

    Returns
    -------
    Panel
        Of the edition that covers most states in most years.

    Raises
    ------
    ParameterError
        If the indicator is a rate made of two sums, or no edition at hand has it.

    Examples
    --------
    >>> import balance
    >>> balance.panel("military_expenditure").years
    ('2022', '2023', '2024')
    """
    from balance.tables.loading import tables_of

    data = tables_of(data)
    counted = data.indicator(indicator)
    if counted.numerator or counted.unit == "percent":
        raise ParameterError(f"{indicator} is a rate; rates of members do not add up to a total")
    course = course_of_all(
        data, counted, basis=basis, known_by=known_by, source=source, reading=reading
    )
    if course is None:
        raise ParameterError(f"no edition at hand has {counted.label}")
    members = [moment.row.a.members for moment in course.moments]
    shape = (len(members[0]), len(members))
    low, value, high = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    covered, scopes = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=np.int64)
    kinds = {"": 0}
    for year, moment in enumerate(course.moments):
        for row, each in enumerate(moment.row.a.members):
            side = moment.row.a.of([each.entity])
            if not each.covered:
                low[row, year], value[row, year], high[row, year] = side.bounds.low, np.nan, np.inf
                continue
            covered[row, year] = True
            bounds = side.bounds
            low[row, year], high[row, year] = bounds.low, bounds.high
            value[row, year] = np.nan if bounds.value is None else bounds.value
            own = "+".join(sorted(side.scopes))
            scopes[row, year] = kinds.setdefault(own, len(kinds)) if side.scopes else -1
    return Panel(
        data,
        counted,
        course.basis,
        course.edition.source_id,
        tuple(each.entity for each in members[0]),
        tuple(moment.year for moment in course.moments),
        low,
        value,
        high,
        covered,
        scopes,
    )
