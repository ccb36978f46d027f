"""Totals that a text states for an alliance beside the sums over its members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from balance.coalitions.coalition import Coalition
from balance.comparison.amounts import Amount, constant, count_of
from balance.comparison.lineage import contributions_of, figures_used, sources_used
from balance.comparison.published import figures_of, total_of
from balance.comparison.result import Result, Statement
from balance.comparison.sheets import Column, Line, Sheet, sheet_table
from balance.quantities.dates import parse_day
from balance.scenarios.beside import as_stated, counted_words, fit, how_far, source_name, speakers
from balance.scenarios.stated_text import said, stated_chart
from balance.tables.dataset import Dataset
from balance.tables.records import Figure, Indicator

__all__ = ["DATES", "TABLE", "stated_totals", "with_stated_totals"]

TABLE = "stated"
"""Name of the table in a result."""
DATES = ("2025-02-13", "2024-03-06", "2023-04-03")
"""The reference date, and the last days before the two accessions that preceded it."""
_NO_TOTALS = ("years", "months", "percent", "rank")
"""Units of what cannot be added up over members."""
_MEMBERS, _ARMED = "alliance_members", "nuclear_armed_members"
_WARHEADS = "nuclear_warheads_stockpile"


def stated_totals(
    data: Dataset,
    entity: str = "NATO",
    source: str = "seed-000",
    dates: Sequence[str | date] = DATES,
    *,
    known_by: str | None = None,
    reading: str = "logical",
) -> tuple[Sheet, tuple[Line, ...], tuple[Statement, ...]]:
    """Set each total that a text states for a group beside the sums over its members.

    Parameters
    ----------
    data
        The tables.
    entity
        The group.
    source
        The text.
    dates
        Days of membership; the first is that of the ratio and of the verdict.
    known_by
        Hide what was published later.
    reading
        The rule for hedges: by default what the words assert and no more.

    Returns
    -------
    tuple of Sheet, Line and Statement
        The table, one row per total and source that can speak
        (``active_personnel@cia-2025``), and sentences whose numbers have their cells in the
        table :data:`TABLE`. ``stated`` is the total as stated, ``on_2025_02_13`` and so on
        are the sums over the members of those days, ``ratio`` is the sum of the first day
        over the number stated.

    Notes
    -----
    Taken at its word, "over three million" is true of 3.4 million: whether a total is true
    and how near it is are two answers. The sum's bounds within the stated bounds: true;
    apart from them: false; else open. A partial sum can prove "over N" and never refute it.
    Only the membership changes with the day, the figures do not.

    Examples
    --------
    >>> import balance
    >>> sheet, lines, said = stated_totals(balance.load())
    >>> words = {line.key: line.words for line in lines}
    >>> words["main_battle_tanks@gfp-2025"]["verdict"]
    'unlike things'
    >>> words["alliance_members@memberships"]["true_on"]
    '2024-03-06'
    """
    days = {f"on_{day:%Y_%m_%d}": data.group(entity, day) for day in map(parse_day, dates)}
    label = data.label(next(iter(days.values())))
    sheet = Sheet(
        f"Totals stated for {label}, and sums over its members",
        (
            Column("stated", "As stated", "the total that the text states, never a sum"),
            *(
                Column(name, f"Members of {members.on}", "the sum over the members of that day")
                for name, members in days.items()
            ),
            Column("ratio", "Sum to stated", "the first sum over the number in the text"),
        ),
        {"verdict": "Literally true", "true_on": "Literally true on", "counted": "What is counted"},
        (
            "Only the membership changes with the day; the figures are the latest of each source.",
            "A sum that misses members (≥) can prove what is over a number and never refute it.",
        ),
    )
    lines = tuple(
        _line(data, figure, days, *speaker, reading)
        for name in data.indicators["indicator"]
        if data.indicator(name).unit not in _NO_TOTALS
        for figure in figures_of(data, name, entity, source)[-1:]
        for speaker in _speakers(data, name, next(iter(days.values())), known_by)
    )
    return sheet, lines, said(data, TABLE, sheet, lines, label)


def with_stated_totals(
    result: Result,
    entity: str = "NATO",
    source: str = "seed-000",
    dates: Sequence[str | date] = DATES,
) -> Result:
    """Return a result with the stated totals as one more table, and what they come to.

    Parameters
    ----------
    result
        Any result; its tables, charts and first sentences stay as they are.
    entity, source, dates
        As for :func:`stated_totals`. Where no total is stated only a sentence is added.
    """
    data = result.data
    sheet, lines, said = stated_totals(data, entity, source, dates)
    whole = replace(result, answer=(*result.answer, *said))
    if not lines:
        return whole
    table, cells = sheet_table(TABLE, sheet, lines)
    members = data.group(entity, parse_day(dates[0]))
    label = data.label(members)
    used = pd.concat([result.contributions, contributions_of(cells)], ignore_index=True)
    return replace(
        whole,
        tables={**result.tables, TABLE: table},
        sheets={**result.sheets, TABLE: sheet},
        contributions=used,
        sources=sources_used(data, used, result.witnesses),
        figures=figures_used(data, used, result.witnesses),
        charts=(*result.charts, stated_chart(data, TABLE, sheet, lines, label, members.on)),
    )


def _speakers(
    data: Dataset, indicator: str, members: Coalition, known_by: str | None
) -> list[tuple[str, str]]:
    if indicator == _MEMBERS:
        return [(indicator, "memberships")]
    if indicator == _ARMED:
        return speakers(data, _WARHEADS, members.codes, known_by) or [(indicator, "")]
    found = [
        (counted, source)
        for counted, source in speakers(data, indicator, members.codes, known_by)
        # A sum over less than half of the members says nothing about a total.
        if 2 * len(total_of(data, members, counted, source=source).missing) <= len(members)
    ]
    return found or [(indicator, "")]


def _sum(data: Dataset, members: Coalition, indicator: str, counted: str, source: str) -> Amount:
    if indicator == _MEMBERS:
        return constant(len(members), "states")
    if indicator == _ARMED:
        held = {
            code: total_of(data, data.group(code, members.on), counted, source=source)
            for code in members
        }
        return count_of(
            (code, amount.bounds.low > 0 if amount.is_known else None, [amount])
            for code, amount in held.items()
        )
    return total_of(data, members, counted, source=source)


def _line(
    data: Dataset,
    figure: Figure,
    days: Mapping[str, Coalition],
    counted: str,
    source: str,
    reading: str,
) -> Line:
    name = figure.indicator
    stated = as_stated(data, figure, reading)
    amounts = {"stated": stated}
    words = {"verdict": "no source counts this", "true_on": "", "counted": ""}
    if source:
        sums = {key: _sum(data, members, name, counted, source) for key, members in days.items()}
        first = next(iter(sums.values()))
        ratio = how_far(first, stated)
        amounts |= sums | ({} if ratio is None else {"ratio": ratio})
        fits = {key: fit(stated.bounds, figure.hedge, found.bounds) for key, found in sums.items()}
        true_on = [str(days[key].on) for key, found in fits.items() if found == "true"]
        another = counted != name and name != _ARMED
        verdict: str = next(iter(fits.values()))
        counting = _counted(data, name, counted, first)
        if _is_unlike(data.indicator(name), stated, first):
            counting = "; ".join(filter(None, (counting, f"as printed {verdict}")))
            verdict = "unlike things"
            amounts.pop("ratio", None)
        words = {
            "verdict": verdict + (" in that definition" if another else ""),
            "true_on": ""
            if verdict == "unlike things"
            else "all these days"
            if len(true_on) == len(days)
            else ", ".join(true_on) or "none of these days",
            "counted": counting,
        }
    label = {"memberships": "Dated memberships", "": "–"}.get(source) or source_name(data, source)
    key = f"{name}@{source or 'none'}"
    return Line(key, label, amounts, words, data.indicator(name).label)


def _is_unlike(indicator: Indicator, stated: Amount, found: Amount) -> bool:
    """Return whether a sum counts unlike things, or other things than what is stated."""
    unlike = not indicator.comparable and indicator.role == "balance"
    return unlike or bool(found.scopes - stated.scopes - {""})


def _counted(data: Dataset, name: str, counted: str, amount: Amount) -> str:
    if name == _MEMBERS:
        return "members by the dates of accession"
    if name == _ARMED:
        return "members with warheads in the military stockpile"
    return counted_words(data, name, counted, amount)
