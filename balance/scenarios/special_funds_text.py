"""Headings and sentences about special funds."""

from __future__ import annotations

from collections.abc import Sequence

from balance.comparison.assembly import Speaker
from balance.comparison.result import Statement
from balance.comparison.sheets import Column, Line, Sheet
from balance.quantities.printing import capitalised, join_words
from balance.tables.dataset import Dataset

__all__ = ["PER_YEAR", "RATE", "SPENDERS", "answers", "drawn_title", "warnings"]

PER_YEAR = Sheet(
    "Sums spread over years, in euros",
    (
        Column("total", "Sum", "as a text states it, or as the question sets it"),
        Column("years", "Years", "set by the question, or those that the text gives"),
        Column("a_year", "A year", "the sum over the years"),
        Column("spending", "Spending of the year", "as NATO counts it, in national currency"),
        Column("part", "A year to that spending", "the one over the other"),
    ),
    {"year": "Year of spending"},
    ("What is promised, or set by a law, is not what is spent; NATO counts more than a budget.",),
)
SPENDERS = Sheet(
    "Rank by military spending among the states at hand",
    (
        Column("spending", "Spending", "as SIPRI prints it; the fund at the implied rate"),
        Column("rank", "Rank", "one, and one for each state at hand that spends more"),
    ),
    {"above": "Spend more"},
    ("A state that is not in the tables has no rank and may stand above.",),
)
RATE = Sheet(
    "What a euro is in dollars",
    (
        Column("dollars", "Spending in dollars", "as NATO prints it"),
        Column("euros", "Spending in euros", "the same in national currency"),
        Column("rate", "Implied rate", "the first over the second"),
    ),
    notes=("No rate is printed: it is the one implied by two columns of NATO's tables.",),
)


def answers(
    data: Dataset,
    say: Speaker,
    fund_of: str,
    programme_of: str,
    base: str,
    funds: Sequence[Line],
    programmes: Sequence[Line],
    spenders: Sequence[Line],
) -> list[Statement]:
    """Return what the sums are in a year, and which rank the fund gives its owner."""
    told = []
    if funds[0].amounts["a_year"].is_known:
        told.append(_fund_said(data, say, fund_of, base, funds))
    else:
        told.append(
            Statement(f"No figure of a special fund of {data.said_names[fund_of]} is at hand.")
        )
    if programmes and programmes[0].amounts["a_year"].is_known:
        told.append(_programme_said(data, say, programme_of, programmes))
    else:
        who = data.said_names[programme_of]
        told.append(
            Statement(f"A military programme and yearly spending of {who} are not both at hand.")
        )
    with_fund = [line for line in spenders if line.key.startswith("fund_")]
    if with_fund:
        told.append(_rank_said(data, say, fund_of, base, funds, spenders))
    else:
        told.append(Statement("Which rank the fund would give cannot be said from these tables."))
    return told


def _fund_said(
    data: Dataset, say: Speaker, code: str, base: str, funds: Sequence[Line]
) -> Statement:
    parts: list[str] = []
    for line in {each.key: each for each in (funds[0], funds[-1])}.values():
        part = f"{say('per_year', line.key, 'a_year')} a year over {_years(say, line)}"
        if line.amounts["part"].is_known:
            part += f" ({say('per_year', line.key, 'part')} of its spending of {base}"
            part += ", as NATO counts it)" if not parts else ")"
        parts.append(part)
    whole = say("per_year", funds[0].key, "total")
    return Statement(
        f"The special fund of {data.said_names[code]}, {whole} once, is {join_words(parts)}."
    )


def _years(say: Speaker, line: Line) -> str:
    """Return over how many years a sum is spread."""
    one = line.amounts["years"].value == 1
    return f"{say('per_year', line.key, 'years')} {'year' if one else 'years'}"


def _programme_said(
    data: Dataset, say: Speaker, code: str, programmes: Sequence[Line]
) -> Statement:
    first, last = programmes[0], programmes[-1]
    total, a_year = (say("per_year", first.key, name) for name in ("total", "a_year"))
    parts = join_words(
        f"{say('per_year', line.key, 'part')} of its spending of {line.words['year']}"
        for line in {each.key: each for each in (first, last)}.values()
    )
    return Statement(
        f"The programme of {data.said_names[code]}, {total} over {_years(say, first)}, is "
        f"{a_year} a year ({parts}): it sets the budgets of its years and is not added to them."
    )


def _rank_said(
    data: Dataset,
    say: Speaker,
    code: str,
    base: str,
    funds: Sequence[Line],
    spenders: Sequence[Line],
) -> Statement:
    keys = [line.key for line in spenders]
    lines = [line for line in funds if line.key in keys]
    ranks = join_words(
        f"{say('spenders', line.key, 'rank')} over {_years(say, line)}" for line in lines
    )
    now = say("spenders", f"published_{base}", "rank")
    stated = ""
    if "stated" in keys:
        stated = f" (the text says {say('spenders', 'stated', 'rank')})"
    published = [key for key in keys if key.startswith("published_")][-1]
    later = ""
    if published != f"published_{base}":
        rank, year = say("spenders", published, "rank"), published.removeprefix("published_")
        later = f"; by its spending of {year} alone it ranks {rank}"
    return Statement(
        f"By SIPRI's dollars {data.said_names[code]} ranked {now} in {base} among the states at "
        f"hand; with the fund it would have ranked {ranks}{stated}{later}."
    )


def drawn_title(
    data: Dataset, say: Speaker, code: str, drawn: Sequence[Line], funds: Sequence[Line]
) -> Statement:
    """Return the finding over the chart."""
    keys = [line.key for line in drawn]
    ends = [line for line in funds if line.key in keys]
    told = join_words(
        f"{say('spenders', line.key, 'rank')} if spread over {_years(say, line)}"
        for line in {each.key: each for each in (ends[0], ends[-1])}.values()
    )
    return Statement(f"{data.state_names[code]} with its special fund: rank {told}")


def warnings(data: Dataset, code: str, fund_given: bool, programme_given: bool) -> list[Statement]:
    """Return what a reader must know of these sums."""
    name = data.said_names[code]
    told = [
        "A fund is added once and stands beside the budgets; a programme sets the budgets of its "
        "years. The two are not compared.",
        f"The rank is one among the states in the tables, so at best that in the world; the fund "
        f"of {name} is added, those of others are not.",
        "A round sum in a text is read as a rounded number; the law may set it exactly.",
        "The fund is added to spending of the year in which it was promised: when it was in fact "
        "spent is not in the tables, and later years hold part of it.",
        "At market rates; what money buys at home is another rank.",
    ]
    if fund_given:
        told.append("The sum of the fund is assumed, not a figure.")
    if programme_given:
        told.append("The sum of the programme is assumed, not a figure.")
    return [Statement(capitalised(text)) for text in told]
