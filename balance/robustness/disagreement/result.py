"""Where publications, or editions of one publication, disagree: state by state and in total."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from balance.coalitions.coalition import Coalition
from balance.comparison.assembly import Speaker, assembled, cited, require_states
from balance.comparison.result import ChartSpec, Result, Statement, cell
from balance.comparison.sheets import Line, Sheet
from balance.errors import ParameterError
from balance.quantities.printing import capitalised, join_words
from balance.robustness.disagreement.calibration import calibration_of
from balance.robustness.disagreement.pairs import By, Pairing, pairings_of, read_by
from balance.robustness.disagreement.sheets import (
    CALIBRATION,
    PAIRS,
    TOTALS,
    calibration_lines,
    changed,
    numbered,
    pair_key,
    pair_lines,
    total_line,
)
from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of
from balance.tables.records import Indicator

__all__ = [
    "disagreement",
    "drawable",
    "dumbbells",
    "found_pairings",
    "told",
    "unchanged_words",
    "warnings_of",
]

_MOST_TOLD = 3
_MOST_DRAWN = 40


def disagreement(
    *,
    data: Dataset | None = None,
    indicators: Iterable[str] | None = None,
    states: Iterable[str] | None = None,
    group: Coalition | str | None = None,
    by: str = "publication",
) -> Result:
    """Compare what publications, or editions of one publication, print of the same thing.

    Parameters
    ----------
    data
        The tables; by default the bundled ones.
    indicators
        Names; by default all that two of them print.
    states
        Codes of the states to look at; by default all.
    group
        A coalition or an expression in place of ``states``: the totals are over those of its
        members that both cover, and say who is left out.
    by
        ``publication``: the newest edition of each against each other's. ``edition``: each
        edition against the one before it.

    Returns
    -------
    Result
        ``pairs`` (a row for each indicator and state: ``first``, ``second`` and ``ratio`` with
        bounds, in the unit of the indicator; sources and dates; largest disagreement first),
        ``indicators`` (a row for each indicator and two sources: how many states, how many of
        the same number, median and largest factor, totals over just these states and by how
        many per cent they lie apart) and, by publication, ``calibration`` (see
        :func:`balance.robustness.calibration.spreads`).

    Raises
    ------
    ParameterError
        If ``by`` is neither, or states and a group are given together.
    UnknownIndicator, UnknownName, ExpressionError
        For what does not exist or cannot be read.

    Notes
    -----
    Only figures of one indicator, basis and scope are compared; between publications also no
    more than 36 months apart, with no war of the state begun between. Others are listed with
    the reason and without a ratio. A state that one source does not cover is in no total.
    Editions of one publication are one witness: that they agree confirms nothing.

    Examples
    --------
    >>> import balance
    >>> from balance.robustness.disagreement.result import disagreement
    >>> result = disagreement(indicators=["main_battle_tanks"], states=["RUS"], by="edition")
    >>> result.table[["first", "second"]].to_dict("records")
    [{'first': 14777.0, 'second': 5750.0}]
    """
    data = tables_of(data)
    kind = read_by(by)
    wanted = _states(data, states, group)
    names = _indicators(data, indicators)
    pairings = found_pairings(data, names, kind, wanted)
    sheets: dict[str, tuple[Sheet, Sequence[Line]]] = {
        "pairs": (PAIRS, [line for each in pairings for line in pair_lines(data, each)]),
        "indicators": (TOTALS, [total_line(data, each) for each in pairings if numbered(each)]),
    }
    if kind == "publication":
        used = tuple(each.name for each in names)
        found = calibration_of(data, used)
        sheets["calibration"] = (CALIBRATION, calibration_lines(data, found))
    say = Speaker(sheets)
    between = "publications" if kind == "publication" else "editions of one publication"
    drawn = next((each for each in pairings if drawable(each)), None)
    charts = () if drawn is None else (dumbbells(data, say, drawn, kind),)
    return assembled(
        data,
        title=f"Where {between} disagree",
        question=f"How far do {between} lie apart on the same thing?",
        answer=[
            *told(
                data,
                say,
                pairings,
                kind,
                asked=_asked(names, indicators, wanted),
                among=_among(data, states, group),
            ),
            *(unchanged_words(say, pairings) if kind == "edition" else ()),
        ],
        warnings=warnings_of(kind),
        sheets=sheets,
        charts=charts,
        parameters={
            "indicators": [each.name for each in names] if indicators is not None else None,
            "states": None if wanted is None else sorted(wanted),
            "by": kind,
        },
    )


def _states(
    data: Dataset, states: Iterable[str] | None, group: Coalition | str | None
) -> tuple[str, ...] | None:
    if states is not None and group is not None:
        raise ParameterError("states and a group are given together; give one of them")
    if group is not None:
        return data.coalition(group).codes
    if states is None:
        return None
    return require_states(data, [states] if isinstance(states, str) else states)


def _indicators(data: Dataset, names: Iterable[str] | None) -> tuple[Indicator, ...]:
    if names is None:
        return (*data.indicators_of("balance"), *data.indicators_of("context"))
    asked = [names] if isinstance(names, str) else names
    return tuple(data.indicator(name) for name in dict.fromkeys(asked))


def _asked(
    names: Sequence[Indicator], indicators: Iterable[str] | None, states: tuple[str, ...] | None
) -> str:
    words = "" if indicators is None else f", asked for {join_words(n.phrase for n in names)}"
    return words if states is None else words + ", among the states asked for"


def _among(data: Dataset, states: Iterable[str] | None, group: Coalition | str | None) -> str:
    if group is not None:
        return f" of {data.label(data.coalition(group))}"
    return "" if states is None else " of those asked for"


def found_pairings(
    data: Dataset, indicators: Iterable[Indicator], by: By, states: Iterable[str] | None
) -> list[Pairing]:
    """Return all pairings of some indicators, in their order."""
    wanted = None if states is None else tuple(states)
    return [each for one in indicators for each in pairings_of(data, one, by, wanted)]


def told(
    data: Dataset,
    say: Speaker,
    pairings: Sequence[Pairing],
    by: By,
    table: str = "indicators",
    asked: str = "",
    among: str = "",
) -> list[Statement]:
    """Return what a headline says of some pairings: those that lie farthest apart.

    Parameters
    ----------
    data
        The tables.
    say
        Puts their numbers into sentences.
    pairings
        Two sources each.
    by
        Between what.
    table
        Name of the sheet of totals.
    asked
        What was asked for, where that is not all: said if there is nothing to compare.
    among
        Of whom the states are, where they are not all: behind "states".
    """
    if not any(numbered(each) for each in pairings):
        between = "two publications" if by == "publication" else "two editions of a publication"
        return [Statement(f"No {between} at hand print the same thing of the same state{asked}.")]
    farthest = [each for each in pairings if any(map(changed, numbered(each)))]
    shown = sorted(farthest, key=_largest, reverse=True)[:_MOST_TOLD]
    sentences = [_sentence(data, say, each, table, among) for each in shown]
    if len(farthest) > len(shown):
        sentences.append(
            Statement("These are the widest apart of those that differ; the others are listed.")
        )
    return sentences


def _largest(pairing: Pairing) -> float:
    values = [(p.first.value, p.second.value) for p in numbered(pairing)]
    return max((max(a / b, b / a) for a, b in values if a > 0 and b > 0), default=1.0)


def _sentence(data: Dataset, say: Speaker, pairing: Pairing, table: str, among: str) -> Statement:
    line, key = total_line(data, pairing), pairing.key
    titles = cell(line.words["between"], table, key, "between")
    count, same = (line.amounts[name].value for name in ("states", "same"))
    states = "state" if count == 1 else "states"
    words = (
        f"{capitalised(pairing.indicator.phrase)}, {titles}: both print a number "
        f"for {say(table, key, 'states')} {states}{among}, the same one for "
        f"{say(table, key, 'same') if same else 'none'}"
    )
    if line.words.get("largest_state"):
        words += f"; the larger is {_times(say, table, key, 'largest')} the smaller for "
        words += line.words["largest_state"]
        if count > 2:
            words += f" and {_times(say, table, key, 'median')} in the median"
    if "apart" in line.amounts and count > 1:
        words += (
            f", while the totals over these states lie {say(table, key, 'apart')} apart"
            if line.amounts["apart"].value
            else ", while the totals over these states are the same"
        )
    return Statement(words + ".")


def _times(say: Speaker, table: str, key: str, column: str) -> str:
    """Return a ratio to one as a multiple: "2.2 times" for 2.2 : 1."""
    return say(table, key, column).replace(" : 1", "") + " times"


def unchanged_words(
    say: Speaker, pairings: Iterable[Pairing], table: str = "indicators"
) -> list[Statement]:
    """Return which indicators were not updated: the same number for every state."""
    still = [p for p in pairings if len(numbered(p)) > 1 and not any(map(changed, numbered(p)))]
    if not still:
        return []
    names = [f"{p.indicator.phrase} ({say(table, p.key, 'states')} states)" for p in still]
    return [
        Statement(
            f"The same number for every state in both editions: {join_words(names)}; such editions "
            "are one witness, not two."
        )
    ]


def drawable(pairing: Pairing) -> bool:
    """Return whether two sources differ on any state of which both print one number."""
    return any(map(changed, numbered(pairing)))


def dumbbells(
    data: Dataset, say: Speaker, pairing: Pairing, by: By, table: str = "pairs"
) -> ChartSpec:
    """Return the chart of what two sources print of each state on which they differ.

    Parameters
    ----------
    data, say, pairing, by
        As for :func:`told`.
    table
        Name of the sheet of pairs.
    """
    lines = {line.key: line for line in pair_lines(data, pairing)}
    differing = {pair_key(pairing, p) for p in numbered(pairing) if changed(p)}
    drawn = [key for key in lines if key in differing][:_MOST_DRAWN]
    kind = "dumbbell" if by == "publication" else "revisions"
    who = "two publications" if by == "publication" else "two editions"
    title = (
        f"{pairing.indicator.label}: {who} differ most on {lines[drawn[0]].label}, "
        f"{say(table, drawn[0], 'first')} and {say(table, drawn[0], 'second')}"
    )
    parts = [
        f"{lines[k].label}: {say(table, k, 'first')} and {say(table, k, 'second')}" for k in drawn
    ]
    amounts = [a for key in drawn for a in lines[key].amounts.values()]
    several = (
        "the states on which they differ"
        if len(drawn) == len(differing)
        else ("the states on which they differ most")
    )
    note = f"Drawn: {several}.{_besides(lines[key] for key in drawn)} {cited(data, amounts)}"
    alt = Statement("; ".join(parts) + ".")
    return ChartSpec(kind, Statement(title), alt, (table,), note, ("first", "second"), tuple(drawn))


def _besides(lines: Iterable[Line]) -> str:
    """Return what some figures count besides, and for whom."""
    states: dict[str, list[str]] = {}
    for line in lines:
        if line.words["remark"]:
            states.setdefault(line.words["remark"], []).append(line.label)
    return "".join(f" {join_words(who)}: {remark}." for remark, who in states.items())


def warnings_of(by: By) -> list[Statement]:
    """Return what a reader of a disagreement must know."""
    warnings = [
        Statement(
            "Only figures of one indicator, basis and scope are compared; publications that define "
            "a thing differently are not in it."
        ),
        Statement("That two sources agree does not show that either is right."),
    ]
    if by == "publication":
        warnings += [
            Statement(
                "Publications copy from each other: what they share does not show as disagreement."
            ),
            Statement(
                "Neither of two figures is taken for the truth; a hedged figure has bounds, and "
                "totals that agree in their best values may be apart by as much as the bounds say."
            ),
        ]
    else:
        warnings.append(
            Statement(
                "A change between editions may be a change in the world, a correction or another "
                "way of counting: the tables do not tell which."
            )
        )
    return warnings
