"""Spending to a target share of gross domestic product by a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from balance.coalitions.coalition import Coalition
from balance.comparison.amounts import Amount, constant, over, plus, times
from balance.comparison.assembly import Speaker, assembled, bars
from balance.comparison.result import ChartSpec, Result
from balance.comparison.sheets import Line
from balance.errors import ParameterError, PastTarget, suggest
from balance.planning.given import as_written, positive
from balance.planning.paths import PROJECTED, REPORTED, elapsed, fan, origin
from balance.planning.spending.budgets import (
    NAMES,
    Definition,
    Spent,
    definition,
    figures_by_state,
    weighted_share,
)
from balance.planning.spending.growth import (
    extra_spending,
    required_growth,
    rising_share,
    spending_level,
    yearly_growth,
)
from balance.planning.spending.text import (
    MEMBERS,
    PATH,
    REQUIRED,
    answers,
    finding,
    members_finding,
    warnings,
)
from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of

__all__ = ["spending_path"]

_MOST_YEARS = 100
"""Beyond, the same growth every year says nothing, and the year is a slip."""


def spending_path(
    of: Coalition | str,
    target: float,
    by: int,
    growth: float,
    *,
    by_definition: str = "sipri",
    on: str | date | None = None,
    known_by: str | None = None,
    data: Dataset | None = None,
) -> Result:
    """Reckon what reaching a share of gross domestic product by a year takes.

    Parameters
    ----------
    of
        A state or a group, as a coalition or an expression. In a group every member below the
        target goes to it by itself; those above keep their share and offset nobody.
    target
        Share of gross domestic product, in per cent.
    by
        The year in which it is reached.
    growth
        Real growth of gross domestic product, in per cent a year, the same every year and for
        all; above -100.
    by_definition
        Whose definition of spending: ``sipri``, or ``nato`` for its members.
    on
        The day of membership; by default the reference date.
    known_by
        Hide what was published later.
    data
        The tables; by default the bundled ones.

    Returns
    -------
    Result
        Tables ``required`` (share, growth needed, levels and cumulative extra, by each
        definition), ``path`` (share and money by year) and, for a group, ``members``.

    Raises
    ------
    PastTarget
        If the year is not after that of the figures, before the reference date, or more than
        a hundred years on.
    RateError
        If the target is not above zero, the growth not above -100 per cent, or one of them
        above 100 per cent.
    ParameterError
        If there is no such definition.

    Notes
    -----
    Level in year n = target * product * (1 + g)^n; real growth required = ((target / share) *
    (1 + g)^n)^(1 / n) - 1, the same every year; cumulative extra = the sum over the years of
    spending less the present share of that year's product. Money is in the prices and at the
    exchange rates of the year of the figures. The product is that by which the publisher
    divides, spending over printed share.

    Examples
    --------
    >>> from balance.planning import spending_path
    >>> table = spending_path("DEU", 3.5, 2035, 1.0).table.set_index("row")
    >>> bool(table.at["sipri", "growth"] > 1)
    True
    """
    if by_definition not in NAMES:
        raise ParameterError(
            f"there is no definition {by_definition!r}; expected {' or '.join(NAMES)}."
            f"{suggest(by_definition, NAMES)}"
        )
    positive(target, "target", most=100)
    positive(growth, "growth", above=-100, most=100)
    data = tables_of(data)
    side = data.coalition(of, on)
    others = [key for key in NAMES if key != by_definition]
    ways = [definition(data, key, known_by) for key in (by_definition, *others)]
    own = ways[0]
    first = int(own.latest) if own.latest else data.reference_date.year
    last = first + _MOST_YEARS
    if not isinstance(by, int) or not max(first + 1, data.reference_date.year) <= by <= last:
        raise PastTarget(
            f"target year {by}: expected a whole year after that of the figures ({first}), not "
            f"before {data.reference_date} and no later than {last}"
        )
    spent = {
        way.key: [
            one for one in figures_by_state(data, way, side.codes, way.latest) if not one.unarmed
        ]
        for way in ways
        if way.latest and int(way.latest) < by
    }
    lines = [
        _required(way, spent[way.key], target, by, growth)
        for way in ways
        if any(one.share.is_known for one in spent.get(way.key, ()))
    ]
    mine = spent.get(by_definition, [])
    known = [one for one in mine if one.share.is_known and one.spending.is_known]
    path = list(_path(data, own, side, mine, target, by, growth)) if known else []
    members = list(_members(data, mine, target, by - first, growth)) if len(side) > 1 else []
    sheets = {
        "required": (REQUIRED, lines),
        "path": (PATH, path),
        **({"members": (MEMBERS, members)} if members else {}),
    }
    say = Speaker(sheets)
    used = [amount for line in path for amount in line.amounts.values()]
    note = origin(data, used, side.on)
    charts: tuple[ChartSpec, ...] = ()
    if known and lines[0].amounts["growth"].is_known:
        title = finding(say, data.label(side), lines[0], path, several=len(side) > 1)
        charts = fan(say, PATH, path, ("share", "target"), title, note)
        if any(line.amounts["extra"].bounds.high > 0 for line in members):
            title = members_finding(say, members)
            charts += (bars(say, "members", members, ("extra",), title, note),)
    return assembled(
        data,
        title="Spending to a target",
        question=f"What does it take {data.label(side)} to spend the target share of gross "
        "domestic product by the year asked for?",
        answer=answers(
            say, data, side, own, lines, path, members, armed=bool(mine) or not own.latest
        ),
        warnings=warnings(say, data, side, mine, lines, own),
        sheets=sheets,
        charts=charts,
        parameters={
            "of": side.label,
            "target": target,
            "by": by,
            "growth": growth,
            "by_definition": by_definition,
            "known_by": known_by,
        },
        on=side.on,
    )


def _share_of(spent: Sequence[Spent]) -> Amount:
    """Return the share now: as printed for one state, sum over sum for several."""
    return spent[0].share if len(spent) == 1 else weighted_share(spent)


def _required(
    way: Definition, spent: Sequence[Spent], target: float, by: int, growth: float
) -> Line:
    """Return what one definition requires."""
    years = by - int(way.latest)
    start = plus(one.spending for one in spent)
    level = plus(
        spending_level(one.spending, one.share, target, years, growth, years) for one in spent
    )
    extra = plus(extra_spending(one.spending, one.share, target, years, growth) for one in spent)
    if len(spent) == 1:
        needed = required_growth(spent[0].share, target, years, growth)
    else:
        needed = yearly_growth(start, level, years)
    amounts = {
        "share": _share_of(spent),
        "target": _mark(target),
        "growth": needed,
        "start": start,
        "level": level,
        "extra": extra,
    }
    words = {
        "year": way.latest,
        "by": str(by),
        "product": f"{'grows' if growth >= 0 else 'shrinks'} by {abs(growth):g} %",
    }
    return Line(way.key, f"As {way.name} defines it", amounts, words)


def _mark(target: float) -> Amount:
    return as_written(constant(target, "percent"))


def _members(
    data: Dataset, spent: Sequence[Spent], target: float, years: int, growth: float
) -> Iterator[Line]:
    """Yield what each member must do, the largest extra first."""
    rows = []
    for one in spent:
        amounts = {
            "share": one.share,
            "growth": required_growth(one.share, target, years, growth),
            "start": one.spending,
            "level": spending_level(one.spending, one.share, target, years, growth, years),
            "extra": extra_spending(one.spending, one.share, target, years, growth),
        }
        bounds = amounts["extra"].bounds
        rows.append((-(bounds.value or 0.0), one.code, amounts))
    for _, code, amounts in sorted(rows, key=lambda row: row[:2]):
        yield Line(code, data.state_names[code], amounts)


def _path(
    data: Dataset,
    way: Definition,
    side: Coalition,
    spent: Sequence[Spent],
    target: float,
    by: int,
    growth: float,
) -> Iterator[Line]:
    """Yield the shares of the years reported, then share and money of the years to come."""
    first, last = int(way.years[0]), int(way.latest)
    years = by - last
    mark = _mark(target)
    for year in way.years:
        armed = [o for o in figures_by_state(data, way, side.codes, year) if not o.unarmed]
        now: dict[str, Amount] = {
            "elapsed": elapsed(int(year) - first),
            "share": _share_of(armed),
            "target": mark,
        }
        if year == way.latest:
            now |= {
                "level": plus(o.spending for o in armed),
                "kept": plus(o.spending for o in armed),
            }
        yield Line(year, year, now, {"status": REPORTED})
    for number in range(1, years + 1):
        amounts = _projected(spent, target, years, growth, number)
        amounts |= {"elapsed": elapsed(last + number - first), "target": mark}
        yield Line(str(last + number), str(last + number), amounts, {"status": PROJECTED})


def _projected(
    spent: Sequence[Spent], target: float, years: int, growth: float, after: int
) -> dict[str, Amount]:
    grown = (1 + growth / 100) ** after
    level = plus(
        spending_level(one.spending, one.share, target, years, growth, after) for one in spent
    )
    kept = plus(times([one.spending, constant(grown)], one.spending.unit) for one in spent)
    extra = plus(
        extra_spending(one.spending, one.share, target, years, growth, after) for one in spent
    )
    if len(spent) == 1:
        share = rising_share(spent[0].share, target, after / years)
    else:
        product = plus(times([one.output, constant(grown)], "USD") for one in spent)
        share = over(level, product, "percent", 100)
    return {"share": share, "level": level, "kept": kept, "extra": extra}
