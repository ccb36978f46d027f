"""Headings and sentences about spending to a target share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from balance.coalitions.coalition import Coalition
from balance.comparison.assembly import Speaker
from balance.comparison.result import Statement, cell
from balance.comparison.sheets import Column, Line, Sheet
from balance.planning.paths import path_sheet
from balance.planning.spending.budgets import NAMES, Definition, Spent
from balance.quantities.printing import capitalised, join_words
from balance.tables.dataset import Dataset

__all__ = [
    "MEMBERS",
    "PATH",
    "REQUIRED",
    "answers",
    "finding",
    "members_finding",
    "warnings",
]

_LEVEL = "spending, grown at the same real rate each year to the target; kept where above it"
_EXTRA = "spending less the share of the first year times product"
_COLUMNS = (
    Column("growth", "Real growth a year", "what leads from spending now to the target"),
    Column("start", "Spending now", "the figure, or the sum over the members"),
    Column("level", "Spending then", "the target share of the product of the last year"),
    Column("extra", "More in all", f"the sum over the years of {_EXTRA}"),
)
_PRICES = "Money is in the prices and at the exchange rates of the year of the figures."
REQUIRED = Sheet(
    "What the target requires",
    (
        Column("share", "Share of GDP now", "as printed; for several, sum over sum"),
        Column("target", "Target", "as asked"),
        *_COLUMNS,
    ),
    {"year": "Figures of", "by": "Reached in", "product": "GDP in a year (assumed)"},
    (_PRICES,),
)
MEMBERS = Sheet(
    "Each member to the target by itself",
    (Column("share", "Share of GDP now", "as printed"), *_COLUMNS),
    notes=(_PRICES, "Who is above the target keeps the share and offsets nobody."),
)
PATH = path_sheet(
    "Share and money by year",
    "years",
    (
        Column("share", "Share of GDP", "as printed; then spending over product"),
        Column("target", "Target", "as asked"),
        Column("level", "Spending", _LEVEL),
        Column("kept", "At today's share", "spending now, growing with product"),
        Column("extra", "More in the year", _EXTRA),
    ),
    (_PRICES, "Earlier years have other prices; of them only the share is shown."),
)


def _year(row: Line, table: str = "path") -> str:
    return cell(row.label, table, row.key, "label")


def _reaches(line: Line) -> bool:
    """Whether nothing beyond the present share is needed."""
    return line.amounts["extra"].bounds.high == 0


def finding(
    say: Speaker, label: str, line: Line, path: Sequence[Line], *, several: bool
) -> Statement:
    """Return the title of the chart of the path."""
    target = say("required", line.key, "target")
    if _reaches(line):
        return Statement(f"{capitalised(label)}: {target} of GDP is reached already")
    each = " for each member" if several else ""
    return Statement(
        f"{capitalised(label)}: {target} of GDP{each} in {_year(path[-1])} takes real growth of "
        f"{say('required', line.key, 'growth')} a year"
    )


def members_finding(say: Speaker, members: Sequence[Line]) -> Statement:
    """Return the title of the chart of the members."""
    first = members[0]
    return Statement(
        f"More in all than at today's shares: {first.label} "
        f"{say('members', first.key, 'extra')}, and what others need"
    )


def answers(
    say: Speaker,
    data: Dataset,
    side: Coalition,
    way: Definition,
    lines: Sequence[Line],
    path: Sequence[Line],
    members: Sequence[Line],
    *,
    armed: bool,
) -> list[Statement]:
    """Return what the target requires, or why that cannot be said."""
    label = data.label(side)
    line = next((each for each in lines if each.key == way.key), None)
    if line is None or not path:
        if not armed:
            return [
                Statement(f"{capitalised(label)} {data.verb(side)} no armed forces to spend on.")
            ]
        told = f"No figures of spending of {label} as {way.name} defines it are at hand"
        others = [NAMES[each.key] for each in lines]
        return [Statement(told + (f"; by {join_words(others)} there are." if others else "."))]

    def said(name: str) -> str:
        return say("required", line.key, name)

    growing = cell(line.words["product"], "required", line.key, "product")
    now = cell(line.words["year"], "required", line.key, "year")
    then = _year(path[-1])
    if _reaches(line):
        return [
            Statement(
                f"{capitalised(label)} spent {said('share')} of GDP in {now}, at or above "
                f"{said('target')} already: as {way.name} defines it nothing beyond that share is "
                "needed."
            )
        ]
    if not line.amounts["growth"].is_known:
        return [
            Statement(
                f"Not all members of {label} have figures: those that do, each going to at least "
                f"{said('target')} of GDP in {then}, spend {said('extra')} more in all until then "
                f"than at their shares of {now}, if GDP {growing} a year (assumed), in prices "
                f"and at exchange rates of {now}."
            )
        ]
    goal = f"For {label} to spend {said('target')} of GDP in {then}, spending has to grow"
    if members:
        goal = (
            f"For each member of {label} to spend at least {said('target')} of GDP in {then}, "
            "spending of all together has to grow"
        )
    answer = [
        f"{goal} by {said('growth')} a year in real terms, from {said('start')} in {now} to "
        f"{said('level')}, if GDP {growing} a year (assumed)",
        f"That is {said('extra')} more in all until {then} than at the share of {now} "
        f"({said('share')}{' for all together' if members else ''}), in prices and at exchange "
        f"rates of {now}",
    ]
    return [Statement(f"{capitalised(text)}.") for text in answer]


def warnings(
    say: Speaker,
    data: Dataset,
    side: Coalition,
    mine: Sequence[Spent],
    lines: Sequence[Line],
    way: Definition,
) -> list[Statement]:
    """Return what a reader must know."""
    return [Statement(text) for text in _warnings(say, data, side, mine, lines, way)]


def _warnings(
    say: Speaker,
    data: Dataset,
    side: Coalition,
    mine: Sequence[Spent],
    lines: Sequence[Line],
    way: Definition,
) -> Iterator[str]:
    for line in lines:
        if line.key != way.key and lines[0].key == way.key:
            growth = say("required", line.key, "growth")
            share = say("required", line.key, "share")
            if not line.amounts["growth"].is_known:
                continue
            other = f"As {NAMES[line.key]} defines spending, the share is {share}"
            if _reaches(line):
                yield f"{other}, and nothing beyond it is needed: definitions differ."
            else:
                yield f"{other} and the growth needed {growth} a year: definitions differ."
    missing = [one.code for one in mine if not (one.share.is_known and one.spending.is_known)]
    if missing and len(missing) < len(mine):
        yield (
            f"No figures of {way.name} for {data.names_said(missing)}: sums are at least what is "
            "shown."
        )
    unarmed = sorted(side.members - {one.code for one in mine})
    if unarmed and mine:
        yield f"Without armed forces, and in no sum: {data.names_said(unarmed)}."
    if not any(line.key == way.key for line in lines):
        return
    yield (
        "The same real growth every year is arithmetic, not a plan: nothing is said about what "
        "money can buy, nor about debt or later prices. Growth of GDP is assumed to be the same "
        "for all and not to depend on spending."
    )
    yield (
        "Money is in prices and at market exchange rates of the year of the figures; in dollars "
        "of later years the sums differ."
    )
