"""Stock against yearly deliveries: how long to the target, or how many a year."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from balance.coalitions.coalition import Coalition
from balance.comparison.amounts import Amount, constant, excess, over, plus, times
from balance.comparison.assembly import Speaker, assembled
from balance.comparison.published import total_of
from balance.comparison.result import Result
from balance.comparison.sheets import Column, Line
from balance.errors import PastTarget, RateError
from balance.planning.given import (
    Given,
    as_written,
    checked_rate,
    checked_start,
    given,
    in_digits,
    positive,
    when,
)
from balance.planning.paths import PROJECTED, elapsed, fan, origin, path_sheet, status_of
from balance.planning.stock.text import SUMMARY, answers, finding, warnings
from balance.quantities.bounds import Bounds, exact
from balance.quantities.dates import first_day
from balance.quantities.printing import capitalised
from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of

__all__ = ["rate_needed", "stock_path", "years_needed"]

_MOST_ROWS = 200
_MOST_YEARS = 1000
_TITLE = "Stock and deliveries"


def rate_needed(stock: Amount, target: Amount, years: float) -> Amount:
    """Return how many must be added in a year to reach a target in some years.

    Parameters
    ----------
    stock, target
        In one unit.
    years
        Above zero.

    Examples
    --------
    >>> found = rate_needed(constant(226, "aircraft"), constant(423, "aircraft"), 15)
    >>> round(found.value, 1), found.unit
    (13.1, 'aircraft per year')
    """
    lacking = excess(target, stock)
    span = constant(positive(years, "years"), "years")
    return replace(over(lacking, span, f"{stock.unit} per year"), digits=_digits(stock, lacking))


def years_needed(stock: Amount, target: Amount, per_year: Amount) -> Amount:
    """Return how many years it takes to reach a target at a yearly rate.

    Parameters
    ----------
    stock, target
        In one unit.
    per_year
        Added in a year, net; its low bound may be nothing, and the years then have no end.

    Examples
    --------
    >>> tanks = [constant(number, "vehicles") for number in (339, 2398, 51.5)]
    >>> round(years_needed(*tanks).value, 1)
    40.0
    """
    lacking = excess(target, stock)
    return replace(over(lacking, per_year, "years"), digits=_digits(stock, lacking))


def _digits(stock: Amount, lacking: Amount) -> int | None:
    return in_digits(lacking, [stock]).digits


def stock_path(
    stock: Given | Coalition | str,
    target: Given,
    *,
    indicator: str | None = None,
    per_year: Given | None = None,
    years: float | None = None,
    by: int | None = None,
    start: str | None = None,
    source: str | None = None,
    known_by: str | None = None,
    reading: str = "step",
    data: Dataset | None = None,
) -> Result:
    """Reckon how long a stock takes to a target, or how many a year it takes.

    Parameters
    ----------
    stock
        A number, or a coalition whose holdings are meant, as an expression.
    target
        To be reached.
    indicator
        What is held; gives numbers their unit. Needed for a coalition.
    per_year
        Added in a year, net of what goes out of service.
    years, by
        In how many years, or by which year, it is to be reached; not both.
    start
        The day, month or year from which is counted; by default the date of the latest figure,
        or the reference date.
    source, known_by, reading
        As for :func:`balance.compare`.
    data
        The tables; by default the bundled ones.

    Returns
    -------
    Result
        Tables ``stock`` (what is lacking, how long it takes, what is needed in a year) and
        ``path`` (by year).

    Raises
    ------
    RateError
        If neither a rate nor a time is given, or one is not above zero.
    PastTarget
        If the year is not after the start or lies before the reference date.

    Notes
    -----
    Lacking is max(0, target less stock). A published case (Kiel Institute, "Fit for war in
    decades", 2024): to the German stocks of 2004 in 15 years for combat aircraft, 40 for tanks
    and 100 for howitzers; from 226 to 423 at 13.1 a year, from 339 to 2,398 at 51.5 and from 121
    to 978 at 8.6.

    Examples
    --------
    >>> from balance.planning import stock_path
    >>> round(float(stock_path(226, 423, years=15, start="2021").table.at[0, "needed"]), 1)
    13.1
    """
    checked_start(start)
    data = tables_of(data)
    unit = "pieces" if indicator is None else data.indicator(indicator).unit
    label = "the stock"
    if isinstance(stock, str | Coalition):
        if indicator is None:
            raise RateError(
                f"stock {str(stock)!r}: a coalition needs an indicator, or give numbers"
            )
        side = data.coalition(stock)
        label = data.label(side)
        held = total_of(data, side, indicator, source=source, known_by=known_by, reading=reading)
    else:
        held = given(stock, unit, "stock")
    aim = given(target, unit, "target")
    counted = start or max(held.as_of, key=first_day, default=data.reference_date.isoformat())
    if by is not None:
        if years is not None:
            raise RateError("give either years or by, not both")
        first = int(counted[:4])
        last = first + _MOST_YEARS
        if not isinstance(by, int) or not max(first + 1, data.reference_date.year) <= by <= last:
            raise PastTarget(
                f"target year {by}: expected a whole year after {first}, not before "
                f"{data.reference_date} and no later than {last}"
            )
        years = by - first
    if per_year is None and years is None:
        raise RateError("how fast, or by when? Give per_year, years or by")
    if years is not None:
        positive(years, "years", most=_MOST_YEARS)
    rate = None if per_year is None else given(per_year, unit, "per_year")
    if rate is not None:
        checked_rate(rate.bounds.high)
    summary = _summary(held, aim, rate, years, counted)
    line = Line("stock", capitalised(label), *summary)
    path = list(_path(held, aim, rate, years, counted, line))
    sheet = path_sheet(
        f"{_TITLE}, by year",
        "years",
        (
            Column("level", "Stock", "the stock and what is added till then, up to the target"),
            Column("target", "Target", "as given"),
        ),
    )
    sheets = {"stock": (SUMMARY, [line]), "path": (sheet, path)}
    say = Speaker(sheets)
    answer = answers(say, label, line)
    note = origin(data, [held, aim])
    return assembled(
        data,
        title=_TITLE,
        question="How long does the stock take to the target, or how many a year does it take?",
        answer=answer,
        warnings=warnings(data, held),
        sheets=sheets,
        charts=()
        if len(path) < 2
        else fan(say, sheet, path, ("level", "target"), finding(say, line), note),
        parameters={
            "stock": str(stock),
            "target": str(target),
            "indicator": indicator,
            "per_year": None if per_year is None else str(per_year),
            "years": years,
            "start": start,
            "source": source,
            "known_by": known_by,
            "reading": reading,
        },
    )


def _summary(
    held: Amount, aim: Amount, rate: Amount | None, years: float | None, counted: str
) -> tuple[dict[str, Amount], dict[str, str]]:
    lacking = in_digits(excess(aim, held), [held, aim])
    amounts = {"stock": held, "target": aim}
    if held.is_known:
        amounts["lacking"] = lacking
    words = {"counted_from": counted}
    reached = lacking.bounds.high == 0 or not held.is_known
    if rate is not None and not reached:
        takes = years_needed(held, aim, rate)
        amounts |= {"per_year": as_written(rate), "takes": takes}
        words["by_when"] = when(counted, takes.bounds)
    if years is not None and not reached:
        amounts |= {
            "years": as_written(constant(years, "years")),
            "needed": rate_needed(held, aim, years),
        }
        words.setdefault("by_when", when(counted, exact(years)))
        if rate is not None:
            then = plus([held, times([rate, constant(years)], held.unit)])
            amounts["short"] = in_digits(excess(aim, then), [held, aim, rate])
    return amounts, words


def _path(
    held: Amount,
    aim: Amount,
    rate: Amount | None,
    years: float | None,
    counted: str,
    line: Line,
) -> Iterator[Line]:
    """Yield the stock by year until it reaches the target, or the years are over."""
    if not held.is_known:
        return
    first = int(counted[:4])
    yield _row(first, 0, held, aim, status_of(held))
    if "lacking" in line.amounts and line.amounts["lacking"].bounds.high == 0:
        return
    if rate is None:
        assert years is not None
        last = years
        step = line.amounts["needed"]
    else:
        takes = line.amounts["takes"].bounds
        last = years or (takes.value or takes.low if takes.is_open else takes.high)
        step = rate
    for number in range(1, min(math.ceil(last - 1e-9), _MOST_ROWS) + 1):
        time = min(number, last) if rate is None else number
        if rate is None:
            level = _between(held, aim, time / last)
        else:
            level = plus([held, times([step, constant(time)], held.unit)])
            level = _up_to(level, held, aim)
        yield _row(first + number, time, in_digits(level, [held]), aim, PROJECTED)


def _between(held: Amount, aim: Amount, part: float) -> Amount:
    """Return the stock after part of the way; what is lacking falls as the stock grows."""

    def at(stock: float, goal: float) -> float:
        return stock + max(0.0, goal - stock) * part

    a, b = held.bounds, aim.bounds
    best = None if a.value is None or b.value is None else at(a.value, b.value)
    bounds = Bounds(at(a.low, b.low), best, math.inf if a.is_open else at(a.high, b.high))
    return replace(plus([held, aim]), bounds=bounds)


def _up_to(level: Amount, held: Amount, aim: Amount) -> Amount:
    """Return a stock that is not added to beyond its target."""

    def stop(grown: float, stock: float, goal: float) -> float:
        return max(stock, min(grown, goal))

    grown, stock, goal = level.bounds, held.bounds, aim.bounds
    best = None
    if grown.value is not None and stock.value is not None and goal.value is not None:
        best = stop(grown.value, stock.value, goal.value)
    low = stop(grown.low, stock.low, goal.low)
    return replace(level, bounds=Bounds(low, best, stop(grown.high, stock.high, goal.high)))


def _row(year: int, time: float, level: Amount, aim: Amount, status: str) -> Line:
    amounts = {"elapsed": elapsed(time), "level": level, "target": aim}
    return Line(str(year), str(year), amounts, {"status": status})
