"""Headings and sentences about break-even."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from balance.comparison.assembly import Speaker, bars, cited
from balance.comparison.caveats import why_not_comparable
from balance.comparison.compare import Comparison
from balance.comparison.result import ChartSpec, Statement, cell
from balance.comparison.sentences import not_counted_words
from balance.comparison.sheets import Column, Line, Sheet
from balance.planning.breakeven.split import SPLITS
from balance.planning.scopes import also_counted
from balance.quantities.basis import basis_label
from balance.quantities.printing import capitalised, join_words
from balance.quantities.units import is_money

__all__ = [
    "AT_LEAST",
    "AT_MOST",
    "B_HAS_NONE",
    "MISSING",
    "NEEDED",
    "NO_DATA",
    "REACHED",
    "SHORT",
    "UNDECIDED",
    "UNLIKE",
    "answers",
    "drawn",
    "split_sheet",
    "warnings",
]

REACHED, SHORT, UNDECIDED = "reached", "not reached", "undecided"
AT_MOST, AT_LEAST = "at most, members of A missing", "at least, members of B missing"
B_HAS_NONE, UNLIKE, NO_DATA = "B has none", "unlike things", "no data"
MISSING = "members missing"

_LARGEST = 3

NEEDED = Sheet(
    "What is needed",
    (
        Column("a", "A", "the sum over the members of A; for a share, sum over sum"),
        Column("b", "B", "the sum over the members of B; for a share, sum over sum"),
        Column("ratio", "A : B", "A over B"),
        Column("target", "Ratio asked for", "as asked"),
        Column(
            "level",
            "Reaches it",
            "the ratio asked for times B; for a share, times A's product",
        ),
        Column(
            "needed", "Needed", "what reaches the ratio less what A has; whole units rounded up"
        ),
        Column("spare", "To spare", "what A has less what reaches the ratio"),
        Column("per_year", "Added in a year", "as asked"),
        Column("years", "Takes", "what is needed over what is added in a year"),
    ),
    {
        "outcome": "Ratio",
        "by_when": "By",
        "counted_from": "Counted from",
        "source": "Source",
    },
    (
        "B is taken as it stands.",
        "With a member of A missing the need is known from above only, with one of B from below.",
    ),
)


def split_sheet(split: str) -> Sheet:
    """Return how the table of parts is headed."""
    weight = Column("weight", "Weight", f"{SPLITS[split].removeprefix('by ')}, one source for all")
    return Sheet(
        f"Who adds how much, {SPLITS[split]}",
        (
            Column("now", "Has now", "the figure, or the sum of its kinds"),
            *((weight,) if split in ("gdp", "population") else ()),
            Column("share", "Share", "the member's weight over that of all members"),
            Column("part", "Adds", "its share of what is needed"),
        ),
        notes=(
            "Whole parts by largest remainders, so that they add up; their bounds do not add up.",
            "The split is arithmetic: nobody has agreed to it.",
        ),
    )


def _to_reach(say: Speaker, compared: Comparison, main: Line) -> str:
    (row,) = compared.rows
    return (
        f"To reach {say('needed', main.key, 'target')} to {compared.labels['b']} in "
        f"{row.indicator.phrase}"
    )


def _impossible(say: Speaker, compared: Comparison, main: Line) -> str:
    """Return why nothing can be reckoned."""
    (row,) = compared.rows
    a, b, phrase = compared.labels["a"], compared.labels["b"], row.indicator.phrase
    outcome = main.words["outcome"]
    if outcome == B_HAS_NONE:
        return f"{b} {compared.verbs['b']} no {phrase}, and there is no ratio to nothing"
    if outcome == NO_DATA:
        sides = [name for name, side in ((a, row.a), (b, row.b)) if not side.reported]
        return f"No source at hand has figures of {phrase} for {join_words(sides) or 'both sides'}"
    if outcome == UNLIKE:
        mine, theirs = (say("needed", main.key, name) for name in ("a", "b"))
        return (
            f"What is needed in {phrase} cannot be said, because the figures are of unlike things "
            f"({mine} against {theirs})"
        )
    missing = [*row.a.missing, *row.b.missing]
    return (
        f"What is needed in {phrase} cannot be said without figures of "
        f"{compared.data.names_said(missing)}"
    )


def _needs(say: Speaker, compared: Comparison, main: Line) -> str:
    (row,) = compared.rows
    a, key = compared.labels["a"], main.key
    has = compared.verbs["a"]
    needs = "need" if has == "have" else "needs"
    outcome = main.words["outcome"]
    needed = say("needed", key, "needed")
    money = " in money, its gross domestic product as it stands" if row.plan.is_share else ""
    if outcome == REACHED:
        return (
            f"{a} {has} reached {say('needed', key, 'target')} to {compared.labels['b']} in "
            f"{row.indicator.phrase} already, with {say('needed', key, 'spare')} to spare"
        )
    to_reach = _to_reach(say, compared, main)
    if outcome == UNDECIDED:
        spare = say("needed", key, "spare")
        they = "they" if has == "have" else "it"
        if main.amounts["needed"].bounds.value == 0:
            return (
                f"{to_reach}, {a} {needs} nothing more by the best values; within the bounds of "
                f"the figures that is undecided (needed{money}: {needed}; to spare: {spare})"
            )
        return (
            f"{to_reach}, {a} {needs} {needed} more{money}; within the bounds of the figures "
            f"{they} may have reached it (to spare: {spare})"
        )
    if outcome == AT_MOST:
        missing = compared.data.names_said(row.a.missing)
        return (
            f"{to_reach}, {a} {needs} {needed} more; how much less is not known without figures "
            f"of {missing}"
        )
    if outcome == AT_LEAST:
        missing = compared.data.names_said(row.b.missing)
        if not main.amounts["needed"].is_known:
            return f"{to_reach}, it is not known what {a} {needs} without figures of {missing}"
        return (
            f"{to_reach}, {a} {needs} {needed} more; how much beyond is not known without figures "
            f"of {missing}"
        )
    now = "" if row.plan.is_share else f" than its {say('needed', key, 'a')}"
    now = now.replace("its", "their") if has == "have" else now
    return f"{to_reach}, {a} {needs} {needed} more{money}{now}"


def answers(
    say: Speaker, compared: Comparison, main: Line, parts: Sequence[Line], split: str
) -> list[Statement]:
    """Return what is needed, by whom and by when, or why that cannot be said."""
    if "needed" not in main.amounts:
        return [Statement(capitalised(_impossible(say, compared, main)) + ".")]
    told = [_needs(say, compared, main)]
    if main.amounts["needed"].is_known:
        told += [_parts(compared, say, parts, split)] if parts else []
    if "years" in main.amounts and main.amounts["years"].is_known:
        by = cell(main.words["by_when"], "needed", main.key, "by_when")
        net = "" if is_money(main.amounts["needed"].unit) else ", net of what goes out of service"
        rate, years = (say("needed", main.key, name) for name in ("per_year", "years"))
        counted = cell(main.words["counted_from"], "needed", main.key, "counted_from")
        told.append(
            f"At {rate} more each year{net}, that takes {years}, counted from {counted}: {by}"
        )
    return [Statement(capitalised(text) + ".") for text in told]


def _parts(compared: Comparison, say: Speaker, parts: Sequence[Line], split: str) -> str:
    known = [line for line in parts if line.amounts["part"].is_known]
    if not known:
        return f"It cannot be split {SPLITS[split]}: {_no_weight(compared, parts)}"
    different = {str(Statement(say("split", line.key, "part"))): line.key for line in known}
    if split == "equal":
        each = join_words((say("split", key, "part") for key in different.values()), "or")
        return f"{SPLITS[split]} that is {each} for each member"
    names = compared.data.said_names
    named = [
        f"{names[line.key]} {say('split', line.key, 'part')}"
        for line in known[:_LARGEST]
        if line.amounts["part"].bounds.high > 0
    ]
    head = "the largest parts are those of " if len(known) > _LARGEST else "the parts are "
    return f"{SPLITS[split]} {head}{join_words(named)}"


def _no_weight(compared: Comparison, parts: Sequence[Line]) -> str:
    missing = _unweighted(parts)
    if missing:
        return f"no figure for {compared.data.names_said(missing)}"
    return "no member has any"


def _unweighted(parts: Sequence[Line]) -> list[str]:
    """Return the members without a figure to weigh them by."""
    weights = {line.key: line.amounts.get("weight", line.amounts["now"]) for line in parts}
    return [code for code, weight in weights.items() if not weight.is_known]


def warnings(
    say: Speaker,
    compared: Comparison,
    main: Line,
    others: Sequence[Line],
    parts: Sequence[Line],
    split: str,
) -> list[Statement]:
    """Return what a reader must know."""
    return [Statement(text) for text in _warnings(say, compared, main, others, parts, split)]


def _warnings(
    say: Speaker,
    compared: Comparison,
    main: Line,
    others: Sequence[Line],
    parts: Sequence[Line],
    split: str,
) -> Iterator[str]:
    (row,) = compared.rows
    indicator = row.indicator
    if main.words["outcome"] == UNLIKE:
        why = why_not_comparable(compared.data, row)
        yield f"{indicator.label} cannot be compared: {why}."
    if "needed" not in main.amounts:
        return
    yield (
        f"{capitalised(compared.labels['b'])} is taken as it stands: whatever it adds or loses in "
        "the meantime changes the answer."
        if compared.verbs["b"] == "has"
        else f"{capitalised(compared.labels['b'])} are taken as they stand: whatever they add or "
        "lose in the meantime changes the answer."
    )
    told = []
    for line in others:
        if "needed" not in line.amounts or not line.amounts["needed"].is_known:
            told.append(f"{line.label}: {line.words['outcome']}")
            continue
        spare = line.words["outcome"] == REACHED
        name = "spare" if spare else "needed"
        told.append(f"{line.label}: {say('needed', line.key, name)}{' to spare' if spare else ''}")
    if told:
        yield f"What is needed by other editions: {'; '.join(told)}."
    else:
        yield f"No other source speaks for both sides in {indicator.phrase}."
    used = sorted(
        {s for line in parts if "weight" in line.amounts for s in line.amounts["weight"].source_ids}
    )
    if used:
        yield f"The weights are those of {join_words(used)}."
    if split != "equal" and len(parts) > len(_unweighted(parts)) > 0:
        yield (
            f"No figure to split by for {compared.data.names_said(_unweighted(parts))}: that part "
            "is not known, and the parts of the others are at most what is shown."
        )
    if split != "equal" and len(parts) > len(_unweighted(parts)):
        yield "The split is arithmetic: nobody has agreed to it, and it does not say who could pay."
    if "years" in main.amounts:
        yield "The yearly rate is assumed, the same every year."
    if indicator.basis:
        yield f"Money: {basis_label(indicator.basis)}."
    if row.plan.is_share:
        yield (
            "A share grows only by what is added above the line here; gross domestic product is "
            "taken as it stands."
        )
    yield from also_counted(compared.data, (*row.a.terms, *row.b.terms))
    where = "" if is_money(indicator.unit) or row.plan.is_share else "Holdings are world-wide. "
    yield f"{where}{not_counted_words(compared.data)} Not counted is not absent."


def drawn(
    say: Speaker, compared: Comparison, main: Line, parts: Sequence[Line], split: str
) -> tuple[ChartSpec, ...]:
    """Return the chart: the parts where they differ, otherwise both sides and what is needed."""
    if "needed" not in main.amounts or not main.amounts["level"].is_known:
        return ()
    (row,) = compared.rows
    title = Statement(capitalised(_needs(say, compared, main)))
    known = [line for line in parts if line.amounts["part"].is_known]
    if len({line.amounts["part"].bounds for line in known}) > 2:
        note = cited(compared.data, (line.amounts["part"] for line in known), compared.a.on)
        title = Statement(f"{title.marked}: the parts {SPLITS[split]}")
        return (bars(say, "split", parts, ("part",), title, note),)
    columns = ("level", "needed") if row.plan.is_share else ("a", "level", "needed")
    note = cited(compared.data, (main.amounts[name] for name in columns), compared.a.on)
    return (bars(say, "needed", [main], columns, title, note),)
