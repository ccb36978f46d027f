"""What sources publish of an entity or a coalition, as amounts."""

from __future__ import annotations

from collections.abc import Iterable

from balance.coalitions.coalition import Coalition
from balance.comparison.amounts import Amount, unknown
from balance.comparison.question import Question, is_known
from balance.comparison.selection import select
from balance.comparison.terms import plan_of, term_of
from balance.comparison.totals import side_of
from balance.quantities.dates import first_day, parse_day
from balance.quantities.wording import check_reading
from balance.tables.dataset import Dataset
from balance.tables.records import Figure

__all__ = ["amount_of", "figures_of", "from_figure", "total_of", "totals_of"]


def from_figure(data: Dataset, figure: Figure, reading: str = "step") -> Amount:
    """Return the amount that one figure states.

    Parameters
    ----------
    data
        The tables.
    figure
        The figure.
    reading
        The rule for hedges: ``step`` or ``logical``.

    Returns
    -------
    Amount
        In the unit of the indicator, with the figure as its only term.
    """
    term = term_of(figure.entity, "", (figure,), check_reading(reading), data)
    return Amount(term.bounds, data.indicator(figure.indicator).unit, (term,))


def figures_of(
    data: Dataset, indicator: str, entity: str, source: str, as_of: str = ""
) -> tuple[Figure, ...]:
    """Return the figures of one entity in one source, the earliest first.

    Parameters
    ----------
    data
        The tables.
    indicator, entity, source
        Keys; the entity may be a group, whose figures are stated totals, or ``-``.
    as_of
        Only figures whose date begins so, e.g. ``2024``.
    """
    found = data.figure_index.get(indicator, {}).get(source, {}).get(entity, ())
    kept = [figure for figure in found if figure.as_of.startswith(as_of)]
    return tuple(sorted(kept, key=lambda figure: (first_day(figure.as_of), figure.figure_id)))


def amount_of(
    data: Dataset,
    indicator: str,
    entity: str,
    source: str,
    *,
    as_of: str = "",
    scope: str | None = None,
    reading: str = "step",
    known_by: str | None = None,
) -> Amount:
    """Return what one source states of one entity: its latest figure, unknown if it has none.

    Parameters
    ----------
    data
        The tables.
    indicator, entity, source
        Keys; a stated total of a group is taken as stated, never added up.
    as_of
        Only figures whose date begins so.
    scope
        Only figures of this scope.
    reading
        The rule for hedges.
    known_by
        Hide what was published later or is true of later days.

    Examples
    --------
    >>> import balance
    >>> amount_of(balance.load(), "active_personnel", "RUS", "cia-2025").value
    1300000.0
    """
    unit = data.indicator(indicator).unit
    basis = data.indicator(indicator).basis  # a source may print other prices beside it
    day = None if known_by is None else parse_day(known_by)
    question = Question((entity,), (), day, source, check_reading(reading))
    found = [
        figure
        for figure in figures_of(data, indicator, entity, source, as_of)
        if (scope is None or figure.scope == scope)
        and (not basis or figure.basis == basis)
        and is_known(data, source, question)
        and (day is None or first_day(figure.as_of) <= day)
    ]
    return from_figure(data, found[-1], reading) if found else unknown(unit, (entity,))


def total_of(
    data: Dataset,
    coalition: Coalition | str,
    indicator: str,
    *,
    source: str | None = None,
    known_by: str | None = None,
    reading: str = "step",
) -> Amount:
    """Return the sum over the members of a coalition, one source speaking for all.

    Parameters
    ----------
    data
        The tables.
    coalition
        A coalition, or an expression of the reference date.
    indicator
        What is counted; sums and products of others are made as in a comparison.
    source
        The source that speaks; by default the newest edition of the first preferred
        publication that covers every member, or else the one that covers most.
    known_by, reading
        As for :func:`balance.compare`.

    Returns
    -------
    Amount
        With members missing it is bounded from below by what is reported.

    Examples
    --------
    >>> import balance
    >>> total_of(balance.load(), "BALTIC", "submarines").value
    0.0
    """
    coalitions = (coalition,)
    (total,) = totals_of(
        data, coalitions, indicator, source=source, known_by=known_by, reading=reading
    )
    return total


def totals_of(
    data: Dataset,
    coalitions: Iterable[Coalition | str],
    indicator: str,
    *,
    source: str | None = None,
    known_by: str | None = None,
    reading: str = "step",
) -> tuple[Amount, ...]:
    """Return the sums over the members of several coalitions, one source speaking for all.

    Parameters
    ----------
    data, indicator, source, known_by, reading
        As for :func:`total_of`.
    coalitions
        Coalitions, or expressions of the reference date; a state may be in several.

    Returns
    -------
    tuple of Amount
        One per coalition, in their order.

    Examples
    --------
    >>> import balance
    >>> [total.value for total in totals_of(balance.load(), ("BALTIC", "RUS"), "submarines")]
    [0.0, 63.0]
    """
    sides = [data.coalition(each).codes for each in coalitions]
    everyone = tuple(sorted({code for members in sides for code in members}))
    day = None if known_by is None else parse_day(known_by)
    question = Question(everyone, (), day, source, check_reading(reading))
    plan = plan_of(data, data.indicator(indicator))
    unit = plan.indicator.unit
    selection = select(data, plan, question)
    if selection is None:
        return tuple(unknown(unit, members) for members in sides)
    found = [side_of(data, plan, each, selection.sources, question) for each in sides]
    return tuple(
        Amount(side.bounds, unit, side.terms, side.missing)
        if side.reported
        else unknown(unit, members)
        for side, members in zip(found, sides, strict=True)
    )
