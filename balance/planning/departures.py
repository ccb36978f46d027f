"""What each member's departure takes off a group's ratio to a rival."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from balance.coalitions.coalition import Coalition
from balance.comparison.amounts import Amount, over
from balance.comparison.assembly import Speaker, assembled, cited
from balance.comparison.compare import Comparison
from balance.comparison.result import ChartSpec, Result, Statement
from balance.comparison.sheets import Column, Line, Sheet
from balance.errors import NotAMember, ParameterError, suggest
from balance.planning.levels import held_by, rows_that_add_up, share_within
from balance.planning.power.text import speakers
from balance.quantities.bounds import verdict
from balance.quantities.printing import MOST_DIGITS, capitalised, join_words
from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of

__all__ = ["departures"]

_MOST_NAMED = 3
_HOLDINGS = Column("holdings", "Holdings", "the figures of the member, or the sum over members")
_RATIO = Column("ratio", "To the other side", "the sum over those who stay over the other side")
_COST = Column("cost", "Off the ratio", "the member's holdings over those of the other side")
_WORDS = {"more": "Who has more"}
_FREE = Sheet(
    "What each departure costs, whatever the order",
    (
        _HOLDINGS,
        _COST,
        Column("part", "Of the whole ratio", "the member's holdings over those of all"),
        _RATIO,
    ),
    words=_WORDS,
    notes=(
        "Off the ratio: what the ratio loses, on average over all orders of departure (Shapley "
        "value). The other side's holdings stay the same, so it is the same in every order: "
        "the member's own holdings over those of the other side.",
        "To the other side: of all, and of all but the member.",
    ),
)
_ORDERED = Sheet(
    "Departures one after another, in the order given",
    (
        _HOLDINGS,
        _COST,
        Column("part", "Of what was left", "the member's holdings over those still there before"),
        _RATIO,
    ),
    words=_WORDS,
    notes=(
        "Rows stand in the order of departure that was asked for; another order gives other "
        "parts of what was left and other ratios in between.",
        "What each takes off the ratio is the same in every order, because the other side's "
        "holdings stay the same.",
    ),
)
_MORE = {
    "a_more": "the group",
    "b_more": "the other side",
    "level": "level",
    "undecided": "undecided",
}
_SAID = {
    "the group": "the group has more",
    "the other side": "the other side has more",
    "level": "both have as much",
    "undecided": "who has more is undecided within the bounds",
}


def departures(
    group: Coalition | str,
    against: Coalition | str,
    indicator: str,
    *,
    order: Iterable[str] | str | None = None,
    data: Dataset | None = None,
    on: str | date | None = None,
    known_by: str | date | None = None,
    source: str | None = None,
    reading: str = "step",
) -> Result:
    """Return what each member's departure takes off the ratio of a group to a rival.

    Parameters
    ----------
    group, against
        Coalitions, or expressions such as ``NATO - USA - CAN``.
    indicator
        What is counted; something that adds up, not a share.
    order
        Codes of those who leave, one after another; by default each member by itself, in no
        order.
    data
        The tables; by default the bundled ones.
    on, known_by, source, reading
        As for :func:`balance.compare`.

    Returns
    -------
    Result
        Table ``departures``: the group, then a row per departure with ``holdings``, ``cost``
        (what the ratio loses), ``part`` (of the whole ratio, or of what was left in the order
        given, in per cent), ``ratio`` (of those who stay: without this member, or after this
        departure) and ``more`` (who has more then). With an order a last row for those who stay.

    Raises
    ------
    NotAMember, ParameterError
        If the order names a state outside the group, or one twice.
    UnlikeThings
        For shares, whose members do not add up, and for what is not comparable.
    LevelError
        If the rival has none, or its holdings are not known.

    Notes
    -----
    The order-free cost is the Shapley value of the member in the game whose value for a set
    of members is their ratio to the rival: the average of what it adds over all orders. As
    that value is a sum over members over a fixed number, each adds the same in every order,
    so that the Shapley value is a / b, its own holdings over the rival's, and the costs add up
    to the ratio. A missing figure makes its own cost unknown, not the others'.

    Examples
    --------
    >>> from balance.planning import departures
    >>> table = departures("NATO - USA - CAN", "RUS", "submarines").table.set_index("row")
    >>> round(float(table.at["TUR", "cost"]), 3)
    0.206
    """
    if not isinstance(indicator, str):
        raise ParameterError(f"departures are of one indicator; found {indicator!r}")
    data = tables_of(data)
    rows = rows_that_add_up(
        data,
        group,
        against,
        indicator,
        on=on,
        known_by=known_by,
        source=source,
        reading=reading,
    )
    leaving = _leaving(rows, order)
    sheet = _FREE if order is None else _ORDERED
    lines = [_all_line(rows), *(_free(rows) if order is None else _ordered(rows, leaving))]
    sheets = {"departures": (sheet, lines)}
    say = Speaker(sheets)
    found = _answer(rows, lines, say, is_ordered=order is not None)
    row = rows.rows[0]
    used = [held_by(row, row.a), held_by(row, row.b)]
    shown = {line.key: "cost" if "cost" in line.amounts else "ratio" for line in lines}
    parts = [f"{line.label}: {say('departures', line.key, shown[line.key])}" for line in lines]
    chart = ChartSpec(
        "waterfall",
        _title(found),
        Statement(f"What each takes off the ratio. {'; '.join(parts)}."),
        ("departures",),
        cited(data, used, rows.a.on),
        ("cost",) if order is None else ("cost", "ratio"),
        tuple(shown),
    )
    return assembled(
        data,
        title=capitalised(f"departures from {rows.labels['a']}"),
        question=f"What does each departure take off the ratio of {rows.labels['a']} to "
        f"{rows.labels['b']} in {row.indicator.phrase}?",
        answer=found,
        warnings=_warnings(data, rows),
        sheets=sheets,
        charts=(chart,),
        parameters={
            "group": rows.a.label,
            "against": rows.b.label,
            "indicator": row.indicator.name,
            "order": None if order is None else list(leaving),
            "known_by": None if known_by is None else str(known_by),
            "source": source,
            "reading": reading,
        },
        on=rows.a.on,
    )


def _leaving(rows: Comparison, order: Iterable[str] | str | None) -> tuple[str, ...]:
    if order is None:
        return ()
    codes = (order,) if isinstance(order, str) else tuple(order)
    if not codes:
        raise ParameterError("the order of departure names nobody; leave it out to ask for none")
    for code in codes:
        if code not in rows.a:
            raise NotAMember(
                f"{code!r} is not in {rows.a.label!r} on {rows.a.on}.{suggest(code, rows.a.codes)}"
            )
        if codes.count(code) > 1:
            raise ParameterError(f"{code} leaves twice in the order of departure")
    return codes


def _held(rows: Comparison, codes: Iterable[str]) -> Amount:
    row = rows.rows[0]
    return held_by(row, row.a.of(codes))


def _standing_line(rows: Comparison, key: str, label: str, codes: Sequence[str]) -> Line:
    row = rows.rows[0]
    own, rival = _held(rows, codes), held_by(row, row.b)
    who = _MORE[verdict(own.bounds, rival.bounds)]
    return Line(key, label, {"holdings": own, "ratio": over(own, rival)}, {"more": who})


def _all_line(rows: Comparison) -> Line:
    return _standing_line(rows, "all", "All together", rows.a.codes)


def _departure(rows: Comparison, code: str, before: Sequence[str]) -> Line:
    """Return the row of a member who leaves those who were there before."""
    row = rows.rows[0]
    rest = [other for other in before if other != code]
    own, left, rival = _held(rows, [code]), _held(rows, rest), held_by(row, row.b)
    cost = over(own, rival, "points")
    amounts = {
        "holdings": own,
        "cost": replace(cost, digits=min(cost.digits or MOST_DIGITS, MOST_DIGITS)),
        "part": share_within(own, left),
        "ratio": over(left, rival),
    }
    who = _MORE[verdict(left.bounds, rival.bounds)]
    return Line(code, rows.data.state_names[code], amounts, {"more": who})


def _free(rows: Comparison) -> list[Line]:
    lines = [_departure(rows, code, rows.a.codes) for code in rows.a.codes]
    return sorted(lines, key=lambda line: (-line.amounts["holdings"].bounds.low, line.label))


def _ordered(rows: Comparison, leaving: Sequence[str]) -> list[Line]:
    before = list(rows.a.codes)
    lines = []
    for code in leaving:
        lines.append(_departure(rows, code, before))
        before.remove(code)
    if before:
        lines.append(_standing_line(rows, "rest", "Those who stay", before))
    return lines


def _answer(
    rows: Comparison, lines: Sequence[Line], say: Speaker, *, is_ordered: bool
) -> list[Statement]:
    data, row = rows.data, rows.rows[0]
    ours, theirs = rows.labels["a"], rows.labels["b"]
    ratio = say("departures", "all", "ratio")
    told = [Statement(f"The ratio of {ours} to {theirs} in {row.indicator.phrase} is {ratio}.")]
    left = [line for line in lines if "cost" in line.amounts]
    if is_ordered:
        named = join_words(data.said_names[line.key] for line in left)
        last = say("departures", left[-1].key, "ratio")
        have = "have left, in this order," if len(left) > 1 else "has left"
        told.append(Statement(f"After {named} {have} it is {last}."))
        return [*told, *_turn(data, lines)]
    parts = [
        f"{say('departures', line.key, 'cost')} with {data.said_names[line.key]}"
        for line in left
        if line.amounts["cost"].bounds.low > 0
    ][:_MOST_NAMED]
    turning: dict[str, list[str]] = {}
    for line in left:
        if line.words["more"] != lines[0].words["more"]:
            turning.setdefault(line.words["more"], []).append(data.said_names[line.key])
    return [
        *told,
        Statement(f"Whatever the order of departures, it loses {join_words(parts)}.")
        if parts
        else Statement("No departure is known to take anything off it."),
        *(
            Statement(f"{capitalised(_SAID[after])} if {join_words(names, 'or')} alone leaves.")
            for after, names in turning.items()
        ),
        *(() if turning else (Statement("No single departure changes who has more."),)),
    ]


def _title(found: Sequence[Statement]) -> Statement:
    """Return the first two sentences as one."""
    first, second = (statement.marked.removesuffix(".") for statement in found[:2])
    return Statement(f"{first}; {second[:1].lower()}{second[1:]}")


def _turn(data: Dataset, lines: Sequence[Line]) -> list[Statement]:
    """Return with whose departure it first changes who has more, if with anybody's."""
    before = lines[0].words["more"]
    for line in lines:
        after = line.words["more"]
        if after != before:
            return [
                Statement(
                    f"Before {data.said_names[line.key]} leaves {_SAID[before]}; after it "
                    f"{_SAID[after]}."
                )
            ]
    return []


def _warnings(data: Dataset, rows: Comparison) -> list[Statement]:
    told = []
    row = rows.rows[0]
    if row.a.missing:
        told.append(
            Statement(
                f"No figure for {data.names_said(row.a.missing)}: what their departure takes off "
                "the ratio is not known, and ratios are bounded from below only."
            )
        )
    return [*told, *speakers(data, [row])]
