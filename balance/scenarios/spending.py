"""Spending of one side over the years, and counts of states, as several scenarios need them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from balance.coalitions.coalition import Coalition
from balance.comparison.amounts import Amount, constant, over, plus, unknown
from balance.comparison.terms import Term
from balance.planning.spending.budgets import Definition, Spent, figures_by_state, weighted_share
from balance.quantities.bounds import Bounds, exact, total
from balance.tables.dataset import Dataset

__all__ = ["Burden", "burden", "covered", "tally"]


@dataclass(frozen=True)
class Burden:
    """What one side spends over the years by one definition.

    Attributes
    ----------
    key, label
        Of its rows.
    money, share
        By year: the sum over the members, and the share of their products.
    mean
        By year the mean of the members' shares; empty for a single state.
    covered
        By year how many members have both figures.
    members
        How many there are.
    """

    key: str
    label: str
    members: int
    money: Mapping[str, Amount]
    share: Mapping[str, Amount]
    mean: Mapping[str, Amount]
    covered: Mapping[str, Amount]


def burden(
    data: Dataset, by: Definition, side: Coalition, years: Iterable[str], key: str, label: str
) -> Burden:
    """Return what one side spends over some years.

    Parameters
    ----------
    data
        The tables.
    by
        The definition.
    side
        A state or a coalition; its members are those of one day in all years.
    years
        Which.
    key, label
        Of its rows.
    """
    spent = {year: figures_by_state(data, by, side.codes, year) for year in years}
    alone = len(side) == 1
    return Burden(
        key,
        label,
        len(side),
        {year: plus(one.spending for one in each) for year, each in spent.items()},
        {year: each[0].share if alone else weighted_share(each) for year, each in spent.items()},
        {} if alone else {year: _mean(each) for year, each in spent.items()},
        {year: covered(each) for year, each in spent.items()},
    )


def _mean(spent: Iterable[Spent]) -> Amount:
    shares = [one.share for one in spent if not one.unarmed]
    return over(plus(shares), constant(len(shares)), "percent")


def covered(spent: Iterable[Spent]) -> Amount:
    """Return how many states have both figures, among those with armed forces."""
    known = [one for one in spent if one.spending.is_known and one.share.is_known]
    cases = [(one.code, exact(1.0), [one.spending, one.share]) for one in known if not one.unarmed]
    return tally(cases, "members") if cases else unknown("members")


def tally(cases: Iterable[tuple[str, Bounds, Iterable[Amount]]], unit: str) -> Amount:
    """Return how many of some states something is true of.

    Parameters
    ----------
    cases
        Code of a state; one, nothing, or both ends if its figures cannot decide, with what
        their best values say; and the amounts that decide. A state without figures is missing.
    unit
        Of the count.

    Returns
    -------
    Amount
        One addend per state; unknown if every state is missing.

    Examples
    --------
    >>> import balance
    >>> from balance.comparison.published import amount_of
    >>> money = amount_of(balance.load(), "military_expenditure", "POL", "sipri-2025")
    >>> tally([("POL", exact(1.0), [money]), ("BLR", exact(1.0), [])], "states").bounds
    Bounds(low=1.0, value=None, high=2.0)
    """
    terms: list[Term] = []
    missing: list[str] = []
    for code, one, amounts in cases:
        used = [term for amount in amounts for term in amount.terms]
        if not used:
            missing.append(code)
            continue
        ids = tuple(dict.fromkeys(key for term in used for key in term.figure_ids))
        sources = tuple(dict.fromkeys(key for term in used for key in term.source_ids))
        days = tuple(sorted({day for term in used for day in term.as_of}))
        told = "counted" if one.low else "undecided" if one.high else "not counted"
        terms.append(Term(code, "", ids, sources, one, told, "", days, 1.0))
    if missing and not terms:
        return unknown(unit, missing)
    whole = total([*(term.bounds for term in terms), *(Bounds(0.0, None, 1.0) for _ in missing)])
    return Amount(whole, unit, tuple(terms), tuple(missing))
