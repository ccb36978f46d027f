"""Charts of the allies one by one: shares against targets, and shares on a map of tiles."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from balance.comparison.amounts import Amount
from balance.comparison.assembly import cited
from balance.comparison.result import ChartSpec, Statement
from balance.planning.spending.budgets import Definition, Spent
from balance.quantities.printing import capitalised, join_words
from balance.tables.dataset import Dataset

__all__ = ["ally_charts"]

Say = Callable[[str, str, str], str]
_MOST_NAMED = 3


def ally_charts(
    data: Dataset,
    say: Say,
    spent: Sequence[Spent],
    way: Definition,
    aims: Mapping[str, Amount],
    on: date,
) -> list[ChartSpec]:
    """Return the charts of the allies by one definition of spending.

    Parameters
    ----------
    data
        The tables.
    say
        Speaks the cells of the tables ``allies`` and ``lacking_<definition>``.
    spent
        What each ally spends; there is at least one known share.
    way
        The definition.
    aims
        The targets by name, as they are reckoned with.
    on
        The day of membership.
    """
    ordered = sorted(spent, key=_place)
    shares = [one.share for one in ordered if one.share.is_known]
    money = [one.spending for one in ordered if one.spending.is_known]
    return [
        _gap(data, say, ordered, way, aims, cited(data, [*shares, *money], on)),
        _tiles(data, say, ordered, way, cited(data, shares, on)),
    ]


def _place(one: Spent) -> tuple[bool, float, str]:
    """Return where a state stands: the largest share first, those without one last."""
    bounds = one.share.bounds
    best = bounds.low if bounds.value is None else bounds.value
    return not one.share.is_known, -best, one.code


def _most(ends: Iterable[tuple[str, float, float]]) -> tuple[str, ...]:
    """Return at most three states, in order, that surely have more of something than the rest.

    Parameters
    ----------
    ends
        Code, low and high of each.

    Examples
    --------
    >>> _most([("AAA", 1, 1), ("BBB", 4, 5), ("CCC", 2, 3), ("DDD", 1, 2)])
    ('BBB',)
    """
    ranked = sorted(ends, key=lambda each: -each[1])
    clear = 0
    for place in range(min(_MOST_NAMED, len(ranked))):
        low = ranked[place][1]
        rest = max((high for *_, high in ranked[place + 1 :]), default=-math.inf)
        if low <= rest or math.isclose(low, rest):  # a division's last digit decides nothing
            break
        clear += 1
    return tuple(code for code, *_ in ranked[:clear])


def _gap(
    data: Dataset,
    say: Say,
    spent: Sequence[Spent],
    way: Definition,
    aims: Mapping[str, Amount],
    note: str,
) -> ChartSpec:
    table, money = f"lacking_{way.key}", [f"at_{name}" for name in aims]
    targets = [say(table, "target", name) for name in money]
    parts = [f"Targets: {join_words(targets)} of GDP"]
    for one in spent:
        name = data.state_names[one.code]
        if one.unarmed:
            parts.append(f"{name}: no armed forces")
            continue
        lacks = ", ".join(
            f"{say(table, one.code, column)} to {target}"
            for column, target in zip(money, targets, strict=True)
        )
        parts.append(f"{name}: {say('allies', one.code, f'share_{way.key}')}, lacks {lacks}")
    key, aim = next(iter(aims.items()))
    armed = [one for one in spent if not one.unarmed]
    lacking = [(one.code, one.lacking(aim).bounds) for one in armed]
    named = _most((code, bounds.low, bounds.high) for code, bounds in lacking)
    if named:
        verb = "lack" if len(named) > 1 else "lacks"
        sums = join_words(say(table, code, f"at_{key}") for code in named)
        who = capitalised(data.names_said(named))
        told = f"{who} {verb} most to {targets[0]} of GDP, {sums} a year"
    else:
        told = f"What each ally spends, and lacks to {targets[0]} of GDP"
    title = Statement(f"{told} ({way.name}'s figures for {way.latest})")
    columns = (f"share_{way.key}", *money)
    rows = tuple(one.code for one in spent)
    return ChartSpec("gap", title, _listed(parts), ("allies", table), note, columns, rows)


def _tiles(
    data: Dataset, say: Say, spent: Sequence[Spent], way: Definition, note: str
) -> ChartSpec:
    column = f"share_{way.key}"
    armed = [one for one in spent if not one.unarmed]
    parts = [
        f"{data.state_names[one.code]}: "
        f"{'none' if one.unarmed else say('allies', one.code, column)}"
        for one in spent
    ]
    shares = [(one.code, one.share.bounds.low, one.share.bounds.high) for one in armed]
    ends = (
        (_most(shares), "largest"),
        (_most((code, -high, -low) for code, low, high in shares), "smallest"),
    )
    told = []
    for codes, which in ends:
        numbers = join_words(say("allies", code, column) for code in codes)
        told += [f"{which} in {data.names_said(codes)}, {numbers}"] if codes else []
    words = f"Shares of GDP: {'; '.join(told)}" if told else "What allies spend of their GDP"
    title = Statement(f"{words} ({way.name}'s figures for {way.latest})")
    columns = (column, f"spending_{way.key}")
    rows = tuple(one.code for one in spent)
    return ChartSpec("tiles", title, _listed(parts), ("allies",), note, columns, rows)


def _listed(parts: Sequence[str]) -> Statement:
    return Statement("; ".join(parts) + ".")
