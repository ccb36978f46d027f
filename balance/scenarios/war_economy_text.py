"""Sentences about shares of the product, generated from their tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from balance.coalitions.coalition import Coalition
from balance.comparison.assembly import Speaker
from balance.comparison.result import Statement
from balance.comparison.sheets import Line
from balance.quantities.bounds import verdict
from balance.quantities.printing import capitalised, join_words
from balance.scenarios.spending import Burden
from balance.tables.dataset import Dataset

__all__ = ["drawn_title", "money_said", "shares_said", "stated_said", "warnings"]


def _inside(label: str) -> str:
    """Return the label of a row as it stands inside a sentence."""
    return label.replace("The ", "the ", 1) if label.startswith("The ") else label


def shares_said(
    say: Speaker, ours: Burden, others: Sequence[Burden], years: Sequence[str]
) -> Statement:
    """Return the shares of the first and the last year."""
    first, last = years[0], years[-1]

    def told(key: str) -> tuple[str, str]:
        return say("shares", key, f"y{last}"), say("shares", key, f"y{first}")

    now, before = told(ours.key)
    parts = []
    for each in others:
        share, earlier = told(each.key)
        parts.append(f"{share} ({earlier}) in {_inside(each.label)}")
    more = f", against {join_words(parts)}" if parts else ""
    return Statement(
        f"By SIPRI's figures {_inside(ours.label)} spent {now} of its gross domestic product on "
        f"its forces in {last} ({before} in {first}){more}."
    )


def money_said(say: Speaker, ours: Burden, other: Burden, year: str) -> Statement:
    """Return the ratio of the shares beside the money, which may say the opposite."""
    ratio = say("ratios", other.key, f"y{year}")
    mine, theirs = (say("money", each.key, f"y{year}") for each in (ours, other))
    turns = {
        "a_more": "in money too it has more",
        "b_more": "in money it is the other way round",
        "level": "in money the two are level",
        "undecided": "in money it is undecided who has more",
    }
    share = verdict(ours.share[year].bounds, other.share[year].bounds)
    money = verdict(ours.money[year].bounds, other.money[year].bounds)
    said = turns[money] if share == "a_more" else "in money"
    return Statement(
        f"The share of {_inside(ours.label)} is to that of {_inside(other.label)} as {ratio}; "
        f"{said}: {mine} against {theirs} at market rates."
    )


def stated_said(say: Speaker, stated: Sequence[Line], year: str) -> list[Statement]:
    """Return whether the shares and the ratio that texts state fit those by figures."""
    parts = []
    for line in stated:
        if not line.key.endswith("_mean"):
            figures = say("stated", line.key, f"y{year}")
            told = f"{say('stated', line.key, 'stated')} for {_inside(line.label)}"
            parts.append(f"{told} ({line.words['fits']}; SIPRI's figures give {figures} in {year})")
    if not parts:
        return []
    return [Statement(f"The texts state, without a definition or a year, {join_words(parts)}.")]


def drawn_title(say: Speaker, ours: Burden, others: Sequence[Burden], year: str) -> Statement:
    """Return the finding over the chart."""
    told = "".join(
        f", {say('shares', each.key, f'y{year}')} in {_inside(each.label)}" for each in others
    )
    share = say("shares", ours.key, f"y{year}")
    return Statement(f"Spending on forces in {year}: {share} of GDP in {_inside(ours.label)}{told}")


def warnings(
    data: Dataset, burdens: Mapping[str, Burden], sides: Mapping[str, Coalition]
) -> list[Statement]:
    """Return what a reader must know of these shares."""
    told = [
        "A share of the product says how much of its means a state turns to its forces, not how "
        "much it spends and not what that buys.",
        "Aid given to Ukraine is in the spending of the donors.",
        "Members are those of one day in all years, whenever they joined.",
    ]
    hedged = [
        side
        for key, side in sides.items()
        if any(
            term.reading.startswith("estimate")
            for share in burdens[key].share.values()
            for term in share.terms
        )
    ]
    if hedged:
        names = join_words(data.label(side) for side in hedged)
        told.append(f"SIPRI's figures for {names} are estimates; how wide it does not say.")
    unarmed = sorted(
        code
        for code in {code for side in sides.values() for code in side.codes}
        if (code, "military_expenditure_share") in data.absences
    )
    if unarmed:
        told.append(
            f"{data.names_said(unarmed)} has no armed forces and is in neither sum of its group."
        )
    for key, each in burdens.items():
        missing = sorted({code for share in each.share.values() for code in share.missing})
        if missing:
            told.append(
                f"No share for {data.label(sides[key])}: figures are missing for "
                f"{data.names_said(missing) if len(missing) <= 4 else f'{len(missing)} members'}."
            )
    return [Statement(capitalised(text)) for text in told]
