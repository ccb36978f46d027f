"""Rank by military spending among the states at hand, with and without a special fund."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from balance.comparison.amounts import Amount, plus, times
from balance.comparison.published import amount_of
from balance.comparison.sheets import Line
from balance.planning.spending.budgets import Definition
from balance.quantities.bounds import Bounds, exact
from balance.scenarios.spending import tally
from balance.tables.dataset import Dataset

__all__ = ["spenders_of", "states_at_hand"]


def states_at_hand(data: Dataset, by: Definition, year: str) -> dict[str, Amount]:
    """Return the spending of every state at hand in one year, the largest first.

    Parameters
    ----------
    data
        The tables.
    by
        Whose definition of spending.
    year
        ``YYYY``.

    Returns
    -------
    dict of str to Amount
        Spending by code of the state.
    """
    entities = data.figure_index.get(by.spending, {}).get(by.source, {})
    found = {
        code: amount_of(data, by.spending, code, by.source, as_of=year)
        for code in sorted(entities)
        if code in data.state_names
    }
    known = {code: amount for code, amount in found.items() if amount.is_known}
    return dict(sorted(known.items(), key=lambda item: -item[1].value))


def _ranked(
    data: Dataset,
    key: str,
    label: str,
    code: str,
    mine: Amount,
    states: Mapping[str, Amount],
    group: str,
) -> Line:
    """Return a row with an amount and its rank among the states at hand."""
    cases, above = [(code, exact(1.0), [mine])], []
    for other, amount in states.items():
        if other != code:
            own, bound = amount.bounds, mine.bounds
            more = Bounds(
                float(own.low > bound.high),
                float(amount.value > mine.value),
                float(own.high > bound.low),
            )
            cases.append((other, more, [amount]))
            above += [data.state_names[other]] if more.low else []
            above += [f"perhaps {data.said_names[other]}"] if more.low < more.high else []
    rank = tally(cases, "rank")
    return Line(key, label, {"spending": mine, "rank": rank}, {"above": ", ".join(above)}, group)


def spenders_of(
    data: Dataset,
    code: str,
    at_hand: Mapping[str, Mapping[str, Amount]],
    base: str,
    funds: Sequence[Line],
    rate: Amount,
) -> Iterator[Line]:
    """Yield who spends no less than a state, and the state's rank with a fund and as published.

    Parameters
    ----------
    data
        The tables.
    code
        The state.
    at_hand
        Spending by year and state, the largest first.
    base
        The year to which the fund is added.
    funds
        Rows with what the fund comes to ``a_year``, in euros.
    rate
        Dollars for a euro.
    """
    states, name = at_hand.get(base, {}), data.state_names[code]
    shown = list(states).index(code) + 1 if code in states else 0
    for other in list(states)[:shown]:
        label, group = data.state_names[other], f"States at hand, {base}"
        yield _ranked(data, other, label, other, states[other], states, group)
    if code in states:
        for line in funds:
            more = times([line.amounts["a_year"], rate], "USD")
            if more.is_known:
                mine, group = plus([states[code], more]), f"{name} in {base} with the fund"
                yield _ranked(data, line.key, line.label, code, mine, states, group)
    for year, each in at_hand.items():
        if code in each:
            group = f"{name} as published"
            yield _ranked(data, f"published_{year}", year, code, each[code], each, group)
