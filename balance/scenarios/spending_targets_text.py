"""Headings and sentences about spending targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from balance.comparison.assembly import Speaker
from balance.comparison.result import Statement
from balance.comparison.sheets import Column, Line, Sheet
from balance.planning.spending.budgets import NAMES, Definition, Spent
from balance.quantities.bounds import Bounds
from balance.quantities.printing import join_words
from balance.tables.dataset import Dataset

__all__ = [
    "allies_sheet",
    "differing",
    "meets",
    "missing_money",
    "missing_sheet",
    "netted_money",
    "netting_sheet",
    "targets_sheet",
    "warnings",
    "who_meets",
]

_LACKS = "spending times (target over printed share, less one), of those below the target"
_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth")
_SPARE = "spending times (one less target over printed share), of those above the target"


def meets(one: Spent, mark: float) -> Bounds:
    """Return one if a state's share is at least the mark, nothing if not, or both ends."""
    share = one.share.bounds
    best = None if share.value is None else float(share.value >= mark)
    return Bounds(float(share.low >= mark), best, float(share.high >= mark))


def differing(spent: Mapping[str, Sequence[Spent]], mark: float) -> dict[str, list[str]]:
    """Return by key of a definition which states meet a mark by it and not by the other."""
    sure = {
        key: {one.code: meets(one, mark) for one in each if one.share.is_known}
        for key, each in spent.items()
    }
    found = {}
    for key in sure:
        others = [sure[other] for other in sure if other != key]
        found[key] = sorted(
            code
            for code, own in sure[key].items()
            if own.low and all(code in other and not other[code].high for other in others)
        )
    return found


def who_meets(
    data: Dataset,
    say: Speaker,
    row: str,
    ways: Sequence[Definition],
    spent: Mapping[str, Sequence[Spent]],
    mark: float,
) -> Statement:
    """Return how many meet a target, and on whom the definitions differ."""
    counts: list[str] = []
    for way in ways:
        met, of = (say("targets", row, f"{name}_{way.key}") for name in ("meets", "of"))
        noun = "" if counts else " members with armed forces"
        counts.append(f"by {met} of {of}{noun} in {way.name}'s figures for {way.latest}")
    told = [
        f"{data.names_said(codes)} by {NAMES[key]}'s figures only"
        for key, codes in differing(spent, mark).items()
        if codes
    ]
    for way in ways:
        unsure = [
            one.code
            for one in spent[way.key]
            if one.share.is_known and meets(one, mark).low < meets(one, mark).high
        ]
        if unsure:
            told.append(
                f"{data.names_said(unsure)} cannot be decided, because {way.name} rounds to it"
            )
    more = f"; {'; '.join(told)}" if told else ""
    return Statement(
        f"At least {say('targets', row, 'target')} of GDP is spent {join_words(counts)}{more}."
    )


def missing_money(
    bill: str, say: Speaker, rows: Sequence[str], ways: Sequence[Definition]
) -> Statement:
    """Return what those below each target lack together."""
    names = " and ".join(f"{way.name}'s" for way in ways)
    parts = []
    for row in rows:
        sums = " and ".join(say("targets", row, f"lacking_{way.key}") for way in ways)
        parts.append(f"{sums} at {say('targets', row, 'target')}")
    return Statement(
        f"In {bill} those below a target lack each year, by {names} figures: {'; '.join(parts)}."
    )


def netted_money(
    bill: str, say: Speaker, rows: Sequence[Line], ways: Sequence[Definition]
) -> Statement:
    """Return at which targets netting turns what is missing into something left."""
    parts = []
    for line in rows:
        turned = [way for way in ways if _is_turned(line, way.key)]
        told = join_words(
            f"{say('netting', line.key, f'left_{way.key}')} by {way.name}'s figures"
            for way in turned
        )
        if told:
            parts.append(f"at {say('targets', line.key, 'target')} (left over: {told})")
    if not parts:
        return Statement(
            f"Netting does not turn the answer: at no target do those above it in {bill} spend "
            "more beyond it than the others lack."
        )
    return Statement(
        f"Netting turns the answer: set against what others in {bill} spend beyond the target, "
        f"nothing is missing {join_words(parts)}; but no ally spends for another."
    )


def _is_turned(line: Line, key: str) -> bool:
    """Return whether something is missing, but not once it is netted."""
    left, beyond = line.amounts[f"left_{key}"].bounds, line.amounts[f"beyond_{key}"].bounds
    return left.low > 0 and left.high < beyond.low


def warnings(data: Dataset, spent: Mapping[str, Sequence[Spent]]) -> list[Statement]:
    """Return what a reader must know of these sums."""
    told = [
        "NATO and SIPRI count different things as spending, at different times and over "
        "different products; which of the two is nearer is not decided here.",
        "NATO's figures for the latest years are estimates, and later editions moved them.",
        "A target is a share of a product that grows: the sums are for the year of the figures, "
        "not for the year in which a target is to be met.",
        "What a state spends is not what it can do with it.",
    ]
    unarmed = sorted({one.code for each in spent.values() for one in each if one.unarmed})
    if unarmed:
        told.append(
            f"{data.names_said(unarmed)} has no armed forces: it is neither counted among "
            "those that meet a target nor billed."
        )
    for key, each in spent.items():
        gone = [o.code for o in each if not (o.unarmed or o.share.is_known)]
        if gone:
            names = data.names_said(gone) if len(gone) < len(each) / 2 else "most or all members"
            told.append(f"No figures by {NAMES[key]} for {names}.")
    return [Statement(text[0].upper() + text[1:]) for text in told]


def _each(ways: Sequence[Definition], columns: Mapping[str, tuple[str, str]]) -> list[Column]:
    """Return some columns once for each definition."""
    return [
        Column(f"{name}_{way.key}", f"{label}, by {way.name}", how)
        for way in ways
        for name, (label, how) in columns.items()
    ]


def targets_sheet(ways: Sequence[Definition]) -> Sheet:
    """Return the sheet of who meets which target and what is missing."""
    columns = {
        "meets": ("Meet it", "members whose printed share is at least the target"),
        "of": ("Counted", "members with armed forces, spending and a share"),
        "lacking": ("Missing", f"the sum over the members of {_LACKS}"),
    }
    mark = Column("target", "Target", "set by the question; a text states some of them")
    years = " and ".join(f"{way.name} {way.latest}" for way in ways if way.latest)
    return Sheet(
        "Missing money a year by target",
        (mark, *_each(ways, columns)),
        {"origin": "Where the target is from"},
        (f"Spending and shares of {years}, in dollars at current prices and market rates.",)
        if years
        else (),
    )


def netting_sheet(ways: Sequence[Definition]) -> Sheet:
    """Return the sheet of what is missing set against what is spent beyond."""
    lacks = f"the sum of {_LACKS}; less the sum of {_SPARE}"
    columns = {
        "beyond": ("Beyond it", f"the sum over the members of {_SPARE}"),
        "net": ("Missing, netted", f"{lacks}; nothing if that is more"),
        "left": ("Left, netted", "the same the other way round"),
    }
    note = "Netting is arithmetic only: no ally spends for another."
    return Sheet(
        "Missing money set against spending beyond the target",
        (*_each(ways, columns),),
        {},
        (note,),
    )


def allies_sheet(ways: Sequence[Definition]) -> Sheet:
    """Return the sheet of shares, spending and equipment of each ally."""
    columns = {
        "share": ("Share of GDP", "as printed"),
        "spending": ("Spending", "as printed"),
    }
    more = (
        Column("ratio", "SIPRI : NATO", "spending by SIPRI over spending by NATO"),
        Column("equipment", "Equipment", "share of spending on major equipment, as NATO prints it"),
    )
    note = (
        "Shares are shown to three digits; who meets the target is decided by the figures as "
        "printed. Equipment is shown as printed: no figure of the tables states a guideline."
    )
    return Sheet(
        "The allies",
        (*_each(ways, columns), *more),
        {"meets": "Meets the first target (by which figures)"},
        (note,),
    )


def missing_sheet(way: Definition, aims: Mapping[str, float]) -> Sheet:
    """Return the sheet of what each ally lacks by one definition, headed by the targets."""
    names = [*_ORDINALS, *["Further"] * len(aims)]
    columns = (
        Column(f"at_{key}", f"{name} target", _LACKS)
        for key, name in zip(aims, names, strict=False)
    )
    note = f"Spending and shares of {way.latest}." if way.latest else ""
    title = f"Missing money by ally, in {way.name}'s figures"
    return Sheet(title, tuple(columns), notes=(note,) if note else ())
