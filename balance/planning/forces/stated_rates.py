"""Recruits and losses of a month as sources state them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from balance.comparison.amounts import INPUT, Amount, at_most, over, unknown
from balance.comparison.published import figures_of, from_figure
from balance.quantities.bounds import Bounds
from balance.quantities.dates import first_day, last_day, months_between
from balance.tables.dataset import Dataset
from balance.tables.records import Figure

__all__ = ["StatedLosses", "monthly_losses", "months_of", "stated_recruits"]

_PERSONS, _MONTHS = "persons", "months"


@dataclass(frozen=True)
class StatedLosses:
    """Losses that a source states.

    Attributes
    ----------
    source
        Who states them.
    total, period, per_month
        Over the whole period, its months, and the average of a month.
    """

    source: str
    total: Amount
    period: Amount
    per_month: Amount


def stated_recruits(data: Dataset, of: str, reading: str = "step") -> Amount:
    """Return the recruits of a month of a state as the latest text states them.

    Examples
    --------
    >>> import balance
    >>> stated_recruits(balance.load(), "RUS").value
    30000.0
    """
    found = [
        figure
        for source in sorted(data.figure_index.get("monthly_recruitment", {}))
        for figure in figures_of(data, "monthly_recruitment", of, source)
    ]
    found.sort(key=lambda figure: first_day(figure.as_of))
    return from_figure(data, found[-1], reading) if found else unknown(_PERSONS, (of,))


def monthly_losses(
    data: Dataset, of: str, indicator: str, reading: str = "step"
) -> tuple[StatedLosses, ...]:
    """Return the losses of one type that sources state of a state, and their monthly average.

    Parameters
    ----------
    data
        The tables.
    of
        Code of the state.
    indicator
        Of the type of loss.
    reading
        The rule for hedges.

    Examples
    --------
    >>> import balance
    >>> [stated.source for stated in monthly_losses(balance.load(), "RUS", "military_casualties")]
    ['seed-002']
    """
    found = []
    for source in sorted(data.figure_index.get(indicator, {})):
        figures = figures_of(data, indicator, of, source)
        if figures:
            total = at_most(from_figure(data, figures[-1], reading))
            period = months_of(data, figures[-1])
            found.append(StatedLosses(source, total, period, over(total, period, _PERSONS)))
    return tuple(found)


def months_of(data: Dataset, figure: Figure) -> Amount:
    """Return how long a figure's period is, known as well as its two dates are."""
    frame = data.tables["figures"]
    end = str(frame.loc[frame["figure_id"] == figure.figure_id, "period_end"].iloc[0])
    if not end:
        return unknown(_MONTHS)
    begin = figure.as_of
    low = months_between(last_day(begin), first_day(end))
    high = months_between(first_day(begin), last_day(end))
    bounds = Bounds(max(0.0, low), max(0.0, (low + high) / 2), high)
    terms = tuple(replace(term, part=INPUT) for term in from_figure(data, figure).terms)
    return Amount(bounds, _MONTHS, terms, digits=2)
