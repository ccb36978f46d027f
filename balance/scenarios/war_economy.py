"""A war economy: military spending as a share of the product over the years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from balance.coalitions.coalition import Coalition
from balance.comparison.amounts import Amount, constant, over
from balance.comparison.assembly import Speaker, assembled, bars, cited
from balance.comparison.published import from_figure
from balance.comparison.result import Result, Statement
from balance.comparison.sheets import Column, Line, Sheet
from balance.planning.spending.budgets import definition
from balance.quantities.bounds import verdict
from balance.quantities.printing import capitalised, join_words, significant_digits
from balance.scenarios.spending import Burden, burden
from balance.scenarios.war_economy_text import (
    drawn_title,
    money_said,
    shares_said,
    stated_said,
    warnings,
)
from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of

__all__ = ["war_economy"]

_STATED = "defence_spending_share"
_SIPRI, _NATO = "By SIPRI's figures", "By NATO's figures"
_MEANS = "By SIPRI's figures, mean of the members' shares"
_FITS = {"a_more": "above", "b_more": "below"}
_HOW = "as printed; for several, the sum of spending over the sum of products (spending over share)"


def war_economy(
    data: Dataset | None = None,
    *,
    rival: str = "RUS",
    union: str = "EU",
    allies: str = "NATO_EUROPE",
    partner: str = "USA",
    on: str | date | None = None,
    known_by: str | None = None,
) -> Result:
    """Compare what shares of their products states and coalitions spend on their forces.

    Parameters
    ----------
    data
        The tables; by default the bundled ones.
    rival, union, allies, partner
        Who is compared, as expressions.
    on
        The day of membership, for all years; by default the reference date.
    known_by
        Hide what was published later.

    Returns
    -------
    Result
        Tables ``shares``, ``money`` (the same in dollars), ``ratios`` (of the rival's share to
        the others'), ``stated`` (what texts state beside these) and ``coverage``.

    Notes
    -----
    A coalition's share is the sum of spending over the sum of products, each product being
    spending over the share that the publisher prints. The mean of the members' shares, in
    which the smallest counts as much as the largest, stands beside it.

    Examples
    --------
    >>> from balance.scenarios.war_economy import war_economy
    >>> table = war_economy().table.set_index("row")
    >>> print(round(table.at["sipri_union", "y2024"], 2))
    1.91
    """
    data = tables_of(data)
    expressions = {"rival": rival, "union": union, "allies": allies, "partner": partner}
    sides = {key: data.coalition(each, on) for key, each in expressions.items()}
    sipri, nato = (definition(data, key, known_by) for key in ("sipri", "nato"))
    years = sipri.years
    burdens = {
        key: burden(data, sipri, side, years, f"sipri_{key}", capitalised(data.label(side)))
        for key, side in sides.items()
    }
    witnesses = []
    if set(years) <= set(nato.years):
        inside = data.coalition("NATO", on)
        for key in ("union", "allies", "partner"):
            if not sides[key].members & inside.members:
                continue
            side, label = sides[key] & inside, capitalised(data.label(sides[key]))
            label += "" if side.members == sides[key].members else " (members in NATO)"
            witnesses.append(burden(data, nato, side, years, f"nato_{key}", label))
    ours, others = burdens["rival"], [each for key, each in burdens.items() if key != "rival"]
    main = data.label(sides["rival"])
    shares = [
        *_shares(burdens.values(), _SIPRI),
        *_means(burdens.values()),
        *_shares(witnesses, _NATO),
    ]
    stated = list(_stated(data, burdens, sides))
    sheets: dict[str, tuple[Sheet, Sequence[Line]]] = {
        "shares": (_sheet("Military spending as a share of GDP", years, _HOW), shares),
        "money": (
            _sheet("Military spending, SIPRI, at market rates", years, "sum over the members"),
            [
                Line(each.key, each.label, _by_year(each.money))
                for each in burdens.values()
                if each.money
            ],
        ),
        "ratios": (
            _sheet(f"Share of {main} to the others', SIPRI", years, "share over share"),
            list(_ratios(ours, others)),
        ),
        "stated": (_stated_sheet(years), stated),
        "coverage": (
            Sheet(
                "How many members the shares are made of",
                (
                    Column("members", "Members", "on the day of membership"),
                    *_sheet("", years, "members with armed forces and both figures").columns,
                ),
            ),
            [*_covered(burdens.values(), _SIPRI), *_covered(witnesses, _NATO)],
        ),
    }
    say = Speaker(sheets)
    answer, charts = [Statement(f"No share of GDP by SIPRI is at hand for {main}.")], []
    known = [each for each in others if any(share.is_known for share in each.share.values())]
    if any(share.is_known for share in ours.share.values()):
        answer = [shares_said(say, ours, known, years)]
        answer += [money_said(say, ours, each, years[-1]) for each in known[:1]]
        answer += stated_said(say, stated, years[-1])
        used = [amount for line in shares for amount in line.amounts.values()]
        columns = tuple(f"y{year}" for year in years)
        title = drawn_title(say, ours, known[:1], years[-1])
        note = cited(data, used, sides["union"].on)
        charts = [bars(say, "shares", shares, columns, title, note)]
    return assembled(
        data,
        title="War economy",
        question=f"What share of its product does {main} spend on its forces, and the others?",
        answer=answer,
        warnings=warnings(data, burdens, sides),
        sheets=sheets,
        charts=charts,
        parameters={**expressions, "known_by": known_by},
        on=sides["rival"].on,
    )


def _sheet(title: str, years: Sequence[str], how: str) -> Sheet:
    return Sheet(title, tuple(Column(f"y{year}", year, how) for year in years))


def _by_year(amounts: Mapping[str, Amount]) -> dict[str, Amount]:
    return {f"y{year}": amount for year, amount in amounts.items()}


def _both(each: Burden) -> Iterator[tuple[str, str, Mapping[str, Amount]]]:
    """Yield key, label and amounts of the share and, for several states, of the mean."""
    yield each.key, each.label, each.share
    if each.mean:
        yield f"{each.key}_mean", f"{each.label} (mean of the members)", each.mean


def _shares(burdens: Iterable[Burden], group: str) -> Iterator[Line]:
    for each in burdens:
        if each.share:
            yield Line(each.key, each.label, _by_year(each.share), group=group)


def _means(burdens: Iterable[Burden]) -> Iterator[Line]:
    for each in burdens:
        if each.mean:
            yield Line(f"{each.key}_mean", each.label, _by_year(each.mean), group=_MEANS)


def _covered(burdens: Iterable[Burden], group: str) -> Iterator[Line]:
    for each in burdens:
        if each.mean:
            counts = {"members": constant(each.members, "members"), **_by_year(each.covered)}
            yield Line(each.key, each.label, counts, group=group)


def _ratios(ours: Burden, others: Sequence[Burden]) -> Iterator[Line]:
    for each in others:
        for key, label, shares in _both(each):
            ratios = {year: over(ours.share[year], share) for year, share in shares.items()}
            if ratios:
                yield Line(key, label, _by_year(ratios))


def _stated_sheet(years: Sequence[str]) -> Sheet:
    by_year = (Column(f"y{year}", f"SIPRI {year}", _HOW) for year in years)
    stated = Column("stated", "As stated", "as the text states it, read as a rounded number")
    return Sheet(
        "Shares that texts state",
        (stated, *by_year),
        {"source": "Text", "fits": "What is stated is"},
        ("The texts give neither a definition nor a year.",),
    )


def _stated(
    data: Dataset, burdens: Mapping[str, Burden], sides: Mapping[str, Coalition]
) -> Iterator[Line]:
    """Yield what texts state of the rival and the union beside their shares, and the ratio."""
    for source, entities in data.figure_index.get(_STATED, {}).items():
        said: dict[str, Amount] = {}
        for name in ("rival", "union"):
            side, own = sides[name], burdens[name]
            entity = side.codes[0] if len(side) == 1 else side.label
            for figure in entities.get(entity, ()):
                said[name] = _as_stated(from_figure(data, figure))
                for key, label, shares in _both(own):
                    row = f"{source}_{key.removeprefix('sipri_')}"
                    words = {"source": source, "fits": _fits(said[name], shares)}
                    yield Line(row, label, {"stated": said[name], **_by_year(shares)}, words)
        if len(said) == len(("rival", "union")):
            rival, union = burdens["rival"], burdens["union"]
            ratios = {year: over(rival.share[year], union.share[year]) for year in rival.share}
            whole = over(said["rival"], said["union"])
            words = {"source": source, "fits": _fits(whole, ratios)}
            label = f"{rival.label} to {data.label(sides['union'])}"
            yield Line(f"{source}_ratio", label, {"stated": whole, **_by_year(ratios)}, words)


def _as_stated(said: Amount) -> Amount:
    """Return a stated share with the digits that it and its bounds need."""
    return replace(said, digits=significant_digits(said.value, said.resolution) + 1)


def _fits(said: Amount, shares: Mapping[str, Amount]) -> str:
    """Return in which years something stated is above, below or not apart from figures."""
    years: dict[str, list[str]] = {}
    for year, share in shares.items():
        if share.is_known:
            word = _FITS.get(verdict(said.bounds, share.bounds), "not apart from")
            years.setdefault(word, []).append(year)
    if len(years) == 1:
        return f"{next(iter(years))} every year at hand"
    return "; ".join(f"{word} {join_words(own)}" for word, own in years.items())
