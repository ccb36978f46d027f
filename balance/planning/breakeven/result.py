"""Break-even: what must change for one side to reach a ratio to the other."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from balance.coalitions.coalition import Coalition
from balance.comparison.amounts import Amount, constant, over, part_of, plus, times, unknown
from balance.comparison.assembly import Speaker, assembled
from balance.comparison.compare import compare_rows
from balance.comparison.result import Result
from balance.comparison.rows import Row
from balance.comparison.sheets import Line
from balance.comparison.terms import Term
from balance.comparison.totals import Side
from balance.errors import ParameterError, ShareError
from balance.planning.breakeven.change import Change, change
from balance.planning.breakeven.split import check_split, portions, weights_of
from balance.planning.breakeven.text import (
    AT_LEAST,
    AT_MOST,
    B_HAS_NONE,
    MISSING,
    NEEDED,
    NO_DATA,
    REACHED,
    SHORT,
    UNDECIDED,
    UNLIKE,
    answers,
    drawn,
    split_sheet,
    warnings,
)
from balance.planning.given import (
    as_written,
    checked_rate,
    checked_ratio,
    checked_start,
    when,
)
from balance.quantities.bounds import Bounds, total
from balance.quantities.dates import first_day
from balance.quantities.printing import MOST_DIGITS
from balance.quantities.units import is_count, is_money
from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of

__all__ = ["breakeven"]


def breakeven(
    a: Coalition | str,
    b: Coalition | str,
    indicator: str,
    *,
    ratio: float = 1.0,
    split: str = "equal",
    per_year: float | None = None,
    start: str | None = None,
    on: str | date | None = None,
    known_by: str | date | None = None,
    source: str | None = None,
    reading: str = "step",
    data: Dataset | None = None,
) -> Result:
    """Reckon what A must add to reach a ratio to B in one indicator, by whom and by when.

    Parameters
    ----------
    a, b
        Coalitions, or expressions such as ``NATO - USA - CAN``.
    indicator
        Name of the indicator.
    ratio
        To be reached: A over B, above zero.
    split
        How A's members share what is needed: ``equal``, ``gdp``, ``population`` or
        ``holdings`` (as they hold now).
    per_year
        What A adds in a year in all, net of what it takes out of service, in the unit of the
        indicator.
    start
        The day, month or year from which years are counted; by default the date of the
        latest of A's figures.
    on, known_by, source, reading
        As for :func:`balance.compare`.
    data
        The tables; by default the bundled ones.

    Returns
    -------
    Result
        Tables ``needed`` (both sides, their ratio, what reaches the ratio, what is needed or
        to spare; then the same by other editions) and ``split`` (the part of each member of
        A, unless nothing is needed).

    Raises
    ------
    ShareError
        If the indicator is a share other than of money in an economy's product.
    RateError
        If the ratio or the yearly rate is not above zero, or the ratio is beyond a million.
    UnknownSplit
        If there is no such way to split.
    OverlappingSides, EmptyCoalition, UnknownIndicator, UnknownName, UnknownSource, DateError
        As for :func:`balance.compare`.

    Notes
    -----
    Needed is max(0, ratio times B less A), B as it stands. Units and persons are whole:
    rounded up, so that A then has at least the ratio and with one fewer does not. With a
    member of A missing it is known as "at most" only, with one of B as "at least". For a
    share of money in gross domestic product what is needed is money, the product as it stands.

    Examples
    --------
    >>> import balance
    >>> from balance.planning import breakeven
    >>> found = breakeven("NATO - USA - CAN", "RUS", "artillery").table
    >>> bool(found.at[0, "needed"] == found.at[0, "b"] - found.at[0, "a"])
    True
    """
    check_split(split)
    checked_ratio(ratio)
    if per_year is not None:
        checked_rate(per_year)
    checked_start(start)
    if not isinstance(indicator, str):
        raise ParameterError(f"break-even is of one indicator; found {indicator!r}")
    data = tables_of(data)
    own = data.indicator(indicator)
    if own.numerator or own.unit == "percent":
        _check_share(data, indicator)
    compared = compare_rows(
        data,
        a,
        b,
        indicators=[indicator],
        on=on,
        known_by=known_by,
        source=source,
        reading=reading,
    )
    (row,) = compared.rows
    main = _line(indicator, "", row, ratio, per_year, start)
    others = [
        _line(f"{indicator}@{witness.source_id}", witness.source_id, witness.row, ratio)
        for witness in compared.witnesses[indicator]
    ]
    lines = [main, *others]
    parts: list[Line] = []
    lacking = main.amounts.get("needed")
    if lacking is not None and lacking.bounds.high > 0 and len(compared.a) > 1:
        day = known_by.isoformat() if isinstance(known_by, date) else known_by
        holdings = {member.entity: _held(row, [member.entity]) for member in row.a.members}
        weights = weights_of(data, compared.a, split, holdings, known_by=day, reading=reading)
        parts = list(_split(data, lacking, holdings, weights, split))
    sheets = {
        "needed": (NEEDED, lines),
        **({"split": (split_sheet(split), parts)} if parts else {}),
    }
    say = Speaker(sheets)
    return assembled(
        data,
        title=f"Break-even: {own.phrase}",
        question=f"What must {compared.labels['a']} add to reach the ratio asked for to "
        f"{compared.labels['b']} in {own.phrase}?",
        answer=answers(say, compared, main, parts, split),
        warnings=warnings(say, compared, main, others, parts, split),
        sheets=sheets,
        charts=drawn(say, compared, main, parts, split),
        parameters={
            "a": compared.a.label,
            "b": compared.b.label,
            "indicator": indicator,
            "ratio": ratio,
            "split": split,
            "per_year": per_year,
            "start": start,
            "known_by": None if known_by is None else str(known_by),
            "source": source,
            "reading": reading,
        },
        on=compared.a.on,
    )


def _check_share(data: Dataset, indicator: str) -> None:
    """Refuse a share unless it is that of one sum of money in another."""
    own = data.indicator(indicator)
    parts = [own.numerator, own.denominator]
    plain = all(len(part) == 1 and len(part[0]) == 1 for part in parts)
    if not plain or not all(is_money(data.indicator(part[0][0]).unit) for part in parts):
        raise ShareError(
            f"break-even of {indicator!r}: it is a share of which no single part can be said to "
            "change; ask for the indicators that it is made of"
        )


def _amount(terms: tuple[Term, ...], bounds: Bounds, unit: str, side: Side) -> Amount:
    if not side.reported:
        return unknown(unit, side.missing)
    return Amount(bounds, unit, terms, side.missing)


def _part(side: Side, part: str, unit: str) -> Amount:
    """Return the sum of the numerators or denominators of a share."""
    terms = tuple(replace(term, part="") for term in side.terms if term.part == part)
    whole = total(term.bounds for term in terms)
    if side.missing:
        whole = Bounds(whole.low, None, math.inf)
    return _amount(terms, whole, unit, side)


def _held(row: Row, entities: list[str] | None = None) -> Amount:
    """Return what A, or some of its members, have of that which must change."""
    side = row.a if entities is None else row.a.of(entities)
    if row.plan.is_share:
        return _part(side, "numerator", "USD")
    return _amount(side.terms, side.bounds, row.indicator.unit, side)


def _sides(row: Row) -> tuple[Amount, Amount]:
    """Return what A has, and what it is held against.

    For a share the second is the money that B's share of A's product comes to.
    """
    mine = _held(row)
    if not row.plan.is_share:
        return mine, _amount(row.b.terms, row.b.bounds, row.indicator.unit, row.b)
    above, below = (_part(row.b, part, "USD") for part in ("numerator", "denominator"))
    product = _part(row.a, "denominator", "USD")
    return mine, times([over(above, below), product], "USD")


def _why(row: Row) -> str:
    """Return why nothing can be reckoned, or nothing."""
    if row.verdict in ("no_data", "not_comparable"):
        return UNLIKE if row.verdict == "not_comparable" else NO_DATA
    if row.b.bounds.high == 0:
        return B_HAS_NONE
    partial = bool(row.a.missing), bool(row.b.missing)
    if row.plan.is_share and any(partial):
        return MISSING
    return MISSING if all(partial) else ""


def _outcome(found: Change, mine: Amount, theirs: Amount) -> str:
    needed = found.needed.bounds
    if needed.high == 0:
        return REACHED
    if mine.missing:
        return AT_MOST
    if theirs.missing:
        return AT_LEAST
    return SHORT if needed.low > 0 else UNDECIDED


def _line(
    key: str,
    edition: str,
    row: Row,
    ratio: float,
    per_year: float | None = None,
    start: str | None = None,
) -> Line:
    """Return what A needs by one edition."""
    unit = row.indicator.unit
    sides = {
        name: _amount(side.terms, side.bounds, unit, side)
        for name, side in (("a", row.a), ("b", row.b))
    }
    if row.plan.is_share:
        sides = {name: _share(side) for name, side in (("a", row.a), ("b", row.b))}
    words = {"source": row.source, "by_when": ""}
    group = "By other editions" if edition else ""
    label = edition or row.indicator.label
    why = _why(row)
    if why:
        return Line(key, label, sides, {**words, "outcome": why}, group)
    mine, theirs = _sides(row)
    whole = is_count(mine.unit) or mine.unit == "persons"
    found = change(mine, theirs, ratio, whole=whole)
    amounts = {
        **sides,
        "ratio": over(sides["a"], sides["b"]),
        "target": as_written(constant(ratio)),
        "level": found.level,
        "needed": found.needed,
    }
    if found.needed.bounds.low == 0:
        amounts["spare"] = found.spare
    outcome = _outcome(found, mine, theirs)
    if per_year is not None and outcome != REACHED:
        rate = constant(per_year, mine.unit)
        years = over(found.needed, rate, "years")
        most = None if found.needed.digits is None else min(years.digits or 1, MOST_DIGITS)
        years = replace(years, digits=most)
        amounts |= {"per_year": as_written(rate), "years": years}
        counted = start or max(mine.as_of or theirs.as_of, key=first_day)
        words |= {"by_when": when(counted, years.bounds), "counted_from": counted}
    return Line(key, label, amounts, {**words, "outcome": outcome}, group)


def _share(side: Side) -> Amount:
    return replace(_amount(side.terms, side.bounds, "percent", side), digits=side.digits)


def _split(
    data: Dataset,
    needed: Amount,
    holdings: dict[str, Amount],
    weights: dict[str, Amount],
    split: str,
) -> Iterator[Line]:
    """Yield the part of each member, the largest first."""
    whole = is_count(needed.unit) or needed.unit == "persons"
    parts = portions(needed, weights, whole=whole)

    def place(code: str) -> tuple[float, str]:
        bounds = parts[code].bounds
        size = bounds.value if bounds.value is not None else bounds.high
        return (-size if parts[code].is_known else 0.0, code)

    for code in sorted(parts, key=place):
        weight = weights[code]
        rest = plus(other for key, other in weights.items() if key != code)
        amounts = {"now": holdings[code], "part": parts[code]}
        if split in ("gdp", "population"):
            amounts["weight"] = weight
        if len(weights) > 1:
            amounts["share"] = part_of(weight, rest)
        yield Line(code, data.state_names[code], amounts)
