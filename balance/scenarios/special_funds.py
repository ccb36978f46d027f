"""Special funds: one-off sums and programmes of several years, spread over the years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from balance.comparison.amounts import INPUT, Amount, constant, over, unknown
from balance.comparison.assembly import Speaker, assembled, bars, cited, require_states
from balance.comparison.published import amount_of, from_figure
from balance.comparison.result import Result
from balance.comparison.sheets import Line, Sheet
from balance.errors import ParameterError
from balance.planning.spending.budgets import definition, source_of
from balance.quantities.bounds import exact
from balance.quantities.printing import significant_digits
from balance.scenarios.special_funds_rank import spenders_of, states_at_hand
from balance.scenarios.special_funds_text import (
    PER_YEAR,
    RATE,
    SPENDERS,
    answers,
    drawn_title,
    warnings,
)
from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of
from balance.tables.records import Figure

__all__ = ["special_funds"]

_EUR, _USD = "defence_expenditure_eur", "defence_expenditure"


def special_funds(
    data: Dataset | None = None,
    *,
    fund_of: str = "DEU",
    programme_of: str = "FRA",
    spread: tuple[int, ...] = (1, 2, 3, 4, 5),
    fund: float | None = None,
    programme: float | None = None,
    programme_years: int | None = None,
    year: str | None = None,
) -> Result:
    """Spread a special fund and a military programme over years, and rank who spends most.

    Parameters
    ----------
    data
        The tables; by default the bundled ones.
    fund_of, programme_of
        Codes of the states.
    spread
        Over how many years the fund might be spent.
    fund, programme
        The sums in euros; by default those that the texts state.
    programme_years
        Years of the programme; by default those that the text states.
    year
        To whose spending the fund is added; by default that of the promise.

    Returns
    -------
    Result
        Tables ``per_year`` (in euros, against yearly spending), ``spenders`` (rank by spending
        in dollars, with and without the fund) and ``rate`` (that joins the two).

    Raises
    ------
    ParameterError
        If a number of years is not above zero.

    Notes
    -----
    The rank is that by SIPRI's dollars at market rates. The fund is added to the year of its
    promise only: in later years what was spent of it is in the figures.

    Examples
    --------
    >>> from balance.scenarios.special_funds import special_funds
    >>> table = special_funds().tables["spenders"].set_index("row")
    >>> table.loc[["published_2022", "fund_1", "fund_2"], "rank"].tolist()
    [7.0, 3.0, 3.0]
    """
    data = tables_of(data)
    require_states(data, [fund_of, programme_of])
    if not spread or min(spread) <= 0 or (programme_years is not None and programme_years <= 0):
        raise ParameterError(f"expected numbers of years above zero; found {list(spread)!r}")
    promised = _stated(data, "special_defence_fund", fund_of)
    planned = _stated(data, "military_programme_budget", programme_of)
    sipri = definition(data, "sipri")
    base = year or (promised.as_of[:4] if promised else sipri.latest)
    euros = _by_year(data, _EUR, fund_of).get(base, unknown("EUR", [fund_of]))
    dollars = _by_year(data, _USD, fund_of).get(base, unknown("USD", [fund_of]))
    rate = over(dollars, euros, "USD per EUR")
    implied = {"dollars": dollars, "euros": euros, "rate": rate}
    funds = list(_fund(data, fund_of, _sum(data, promised, fund), spread, euros, base))
    lasting = _years(data, planned, programme_years)
    programmes = list(_programme(data, programme_of, _sum(data, planned, programme), lasting))
    at_hand = {when: states_at_hand(data, sipri, when) for when in sipri.years}
    spenders = list(spenders_of(data, fund_of, at_hand, base, funds, rate))
    ranked = _stated(data, "military_spending_rank", fund_of)
    if ranked:
        label = f"{data.state_names[fund_of]}, as {ranked.source_id} states it"
        amounts = {"rank": from_figure(data, ranked)}
        spenders.append(Line("stated", label, amounts, group="As a text states it"))
    sheets: dict[str, tuple[Sheet, Sequence[Line]]] = {
        "per_year": (PER_YEAR, [*funds, *programmes]),
        "spenders": (SPENDERS, spenders),
        "rate": (
            RATE,
            [Line(base, f"{data.state_names[fund_of]}, {base}", implied)] if base else [],
        ),
    }
    say = Speaker(sheets)
    drawn = [line for line in spenders if "spending" in line.amounts]
    charts = []
    if any(line.key.startswith("fund_") for line in drawn):
        title = drawn_title(data, say, fund_of, drawn, funds)
        note = cited(data, (line.amounts["spending"] for line in drawn))
        charts = [bars(say, "spenders", drawn, ("spending",), title, note)]
    return assembled(
        data,
        title="Special funds",
        question=f"What do the special fund of {data.said_names[fund_of]} and the military "
        f"programme of {data.said_names[programme_of]} come to in a year, and which rank among the "
        "biggest spenders does the fund give its owner?",
        answer=answers(data, say, fund_of, programme_of, base, funds, programmes, spenders),
        warnings=warnings(data, fund_of, fund is not None, programme is not None),
        sheets=sheets,
        charts=charts,
        parameters={
            "fund_of": fund_of,
            "programme_of": programme_of,
            "spread": list(spread),
            "fund": fund,
            "programme": programme,
            "programme_years": programme_years,
            "year": year,
        },
    )


def _stated(data: Dataset, indicator: str, entity: str) -> Figure | None:
    """Return what a text states of a state, the latest if there are several."""
    by_source = data.figure_index.get(indicator, {})
    found = [figure for each in by_source.values() for figure in each.get(entity, ())]
    return max(found, key=lambda figure: (figure.as_of, figure.figure_id), default=None)


def _sum(data: Dataset, figure: Figure | None, given: float | None) -> Amount:
    """Return a sum of euros with the digits that it and its bounds need."""
    if given is not None:
        return constant(given, "EUR")
    if figure is None:
        return unknown("EUR")
    stated = from_figure(data, figure)
    return replace(stated, digits=significant_digits(stated.value, stated.resolution) + 1)


def _years(data: Dataset, figure: Figure | None, given: int | None) -> Amount:
    """Return over how many years a sum goes: those from its first to its last."""
    if given is not None:
        return constant(given, "count")
    if figure is None:
        return unknown("count")
    rows = data.figures.set_index("figure_id")
    last = str(rows.at[figure.figure_id, "period_end"])[:4]
    if not last:
        return unknown("count")
    number = int(last) - int(figure.as_of[:4]) + 1
    terms = from_figure(data, figure).terms
    marks = (
        replace(term, part=INPUT, reading="first to last year", resolution=0.0) for term in terms
    )
    return Amount(exact(number), "count", tuple(marks))


def _by_year(data: Dataset, indicator: str, code: str) -> dict[str, Amount]:
    """Return a state's spending by year in the edition that speaks first."""
    source = source_of(data, indicator)
    figures = data.figure_index.get(indicator, {}).get(source, {}).get(code, ())
    return {
        year: amount_of(data, indicator, code, source, as_of=year)
        for year in sorted({figure.as_of[:4] for figure in figures})
    }


def _fund(
    data: Dataset, code: str, whole: Amount, spread: Sequence[int], spending: Amount, base: str
) -> Iterator[Line]:
    for count in dict.fromkeys(spread):
        a_year = over(whole, constant(count), "EUR") if whole.is_known else whole
        amounts = {
            "total": whole,
            "years": constant(count, "count"),
            "a_year": a_year,
            "spending": spending,
            "part": over(a_year, spending, "percent", 100),
        }
        label = f"Spread over {count} year{'s' if count > 1 else ''}"
        group = f"{data.state_names[code]}: special fund"
        yield Line(f"fund_{count}", label, amounts, {"year": base}, group)


def _programme(data: Dataset, code: str, whole: Amount, lasting: Amount) -> Iterator[Line]:
    a_year = over(whole, lasting, "EUR")
    for year, spending in _by_year(data, _EUR, code).items():
        amounts = {
            "total": whole,
            "years": lasting,
            "a_year": a_year,
            "spending": spending,
            "part": over(a_year, spending, "percent", 100),
        }
        group = f"{data.state_names[code]}: military programme"
        yield Line(f"programme_{year}", f"Beside {year}", amounts, {"year": year}, group)
