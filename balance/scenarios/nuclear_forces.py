"""Nuclear forces: members and warheads in three classes, with and without a member."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from balance.coalitions.coalition import Coalition
from balance.comparison.amounts import over
from balance.comparison.assembly import Speaker, assembled, bars, cited
from balance.comparison.compare import sides_of
from balance.comparison.published import totals_of
from balance.comparison.result import Result, Statement
from balance.comparison.sheets import Column, Line, Sheet
from balance.quantities.bounds import verdict
from balance.quantities.printing import capitalised, join_words
from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of

__all__ = ["nuclear_forces"]

CLASSES = ("nuclear_warheads_deployed", "nuclear_warheads_stockpile", "nuclear_warheads_inventory")
"""Each holds the one before: on launchers, in the military stockpile, with those retired."""

_TOTAL = "a figure, or the sum over the members; states known to have none add nothing"
SHEET = Sheet(
    "Warheads by state",
    (
        Column("deployed", "Deployed", _TOTAL),
        Column("stockpile", "Military stockpile", _TOTAL),
        Column("inventory", "Total inventory", _TOTAL),
    ),
    notes=(
        "Each class holds the one before it. The default class is the military stockpile.",
        "Weapons stationed abroad are in the figure of the state that owns them.",
    ),
)
RATIOS = Sheet(
    "Ratios to the other side",
    tuple(
        Column(column.name, column.label, "the sum over one side over that of the other")
        for column in SHEET.columns
    ),
)


def nuclear_forces(
    data: Dataset | None = None,
    *,
    alliance: str = "NATO",
    without: Iterable[str] = ("USA",),
    against: str = "RUS",
    on: str | date | None = None,
    known_by: str | None = None,
    source: str | None = None,
    reading: str = "step",
) -> Result:
    """Count nuclear warheads in three classes, with and without some members.

    Parameters
    ----------
    data
        The tables; by default the bundled ones.
    alliance, against
        The two sides, as expressions.
    without
        Codes of those who leave.
    on
        The day of membership; by default the reference date.
    known_by, source, reading
        As for :func:`balance.compare`.

    Returns
    -------
    Result
        Tables ``warheads`` (states that have any, and the sides) and ``ratios``.

    Examples
    --------
    >>> from balance.scenarios import nuclear_forces
    >>> table = nuclear_forces().table.set_index("row")
    >>> float(table.at["GBR", "stockpile"])
    225.0
    """
    data = tables_of(data)
    leavers = tuple(dict.fromkeys([without] if isinstance(without, str) else without))
    whole, rival = sides_of(data, alliance, against, on)
    rest = whole - leavers

    sides = {"whole": whole, "rest": rest, "rival": rival}
    single = {code: data.coalition(code, whole.on) for code in (*whole, *rival)}
    asked: dict[str, Coalition] = {**single, **sides}
    found_by_class = {
        column.name: totals_of(
            data, asked.values(), name, source=source, known_by=known_by, reading=reading
        )
        for column, name in zip(SHEET.columns, CLASSES, strict=True)
    }
    counted = {
        key: {name: found[place] for name, found in found_by_class.items()}
        for place, key in enumerate(asked)
    }
    states = {code: counted[code] for code in single}
    armed = [code for code, row in states.items() if any(a.bounds.low > 0 for a in row.values())]
    totals = {key: counted[key] for key in sides}
    lines = [Line(code, data.state_names[code], states[code], group="States") for code in armed] + [
        Line(key, capitalised(data.label(side)), totals[key], group="Sides")
        for key, side in sides.items()
        if len(side) > 1
    ]
    ratios = [
        Line(
            key,
            f"{capitalised(data.label(side))} to {data.label(rival)}",
            {name: over(totals[key][name], totals["rival"][name]) for name in totals[key]},
        )
        for key, side in (("whole", whole), ("rest", rest))
    ]
    sheets = {"warheads": (SHEET, lines), "ratios": (RATIOS, ratios)}
    say = Speaker(sheets)
    gone = data.names_said(leavers)
    inside = [code for code in armed if code in whole]
    left = [code for code in inside if code in rest]
    counts = any(amount.is_known for row in states.values() for amount in row.values())
    members = Statement(
        f"In {data.label(whole)} {_named(data, inside)} have nuclear warheads"
        + (f"; without {gone} only {_named(data, left)}." if left != inside else ".")
        if inside
        else f"No member of {data.label(whole)} is known to have nuclear warheads."
        if counts
        else "No source at hand counts nuclear warheads."
    )
    found = []
    for key, side in (("whole", whole), ("rest", rest)):
        parts = []
        for column in SHEET.columns:
            mine, other = totals[key][column.name], totals["rival"][column.name]
            if mine.is_known and other.is_known:
                who = _WORDS[verdict(mine.bounds, other.bounds)]
                ratio = say("ratios", key, column.name)
                parts.append(f"{column.label.lower()} {ratio} ({who})")
        if parts:
            found.append(f"{data.label(side)} to {data.label(rival)}: {join_words(parts)}")
    answer = [members, *([Statement(capitalised("; ".join(found)) + ".")] if found else [])]
    used = [amount for row in (*states.values(), *totals.values()) for amount in row.values()]
    names = tuple(column.name for column in SHEET.columns)
    title = Statement(members.marked.removesuffix("."))
    chart = bars(say, "warheads", lines, names, title, cited(data, used, whole.on))
    charts = (chart,) if armed else ()
    return assembled(
        data,
        title="Nuclear forces",
        question="Who has how many nuclear warheads"
        + (f", and how many without {gone}?" if leavers else "?"),
        answer=answer,
        warnings=(
            Statement("The class decides the answer: all three are shown, none is 'the' number."),
            Statement(
                "Warheads are estimates by outsiders; a count says nothing about delivery, "
                "readiness or intent."
            ),
        ),
        sheets=sheets,
        charts=charts,
        parameters={
            "alliance": alliance,
            "without": list(leavers),
            "against": against,
            "known_by": known_by,
            "source": source,
            "reading": reading,
        },
        on=whole.on,
    )


_WORDS = {
    "a_more": "more",
    "b_more": "fewer",
    "level": "as many",
    "undecided": "undecided",
}


def _named(data: Dataset, codes: list[str]) -> str:
    return data.names_said(codes) if codes else "none"
