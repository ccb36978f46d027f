"""Occupied territory: whether what two texts state can both be true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from balance.comparison.amounts import Amount, common
from balance.comparison.assembly import Speaker, assembled, bars, cited, require_states
from balance.comparison.published import amount_of, figures_of
from balance.comparison.result import Result, Statement
from balance.comparison.sheets import Column, Line, Sheet
from balance.quantities.printing import join_words, significant_digits
from balance.quantities.wording import READINGS, hedge_kind
from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of

__all__ = ["occupied_territory"]

SHARE = "occupied_territory_share"
SHARES = Sheet(
    "Share of the territory under occupation, by reading of the words",
    (
        Column("first", "First text", "what the text states"),
        Column("second", "Second text", "what the text states"),
        Column("both", "True of both", "what the bounds of the two have in common"),
    ),
    {"agree": "Can both be true"},
    (
        "Step: a word reaches to the next round number. Logical: it asserts no more than it says.",
        "A bare number in prose stands for whatever rounds to it.",
    ),
)


def occupied_territory(
    data: Dataset | None = None,
    *,
    of: str = "UKR",
    first: str = "seed-001",
    second: str = "seed-002",
) -> Result:
    """Ask whether two statements of the occupied share of a territory can both be true.

    Parameters
    ----------
    data
        The tables; by default the bundled ones.
    of
        Code of the state whose territory it is.
    first, second
        The texts.

    Returns
    -------
    Result
        Table ``shares``: what each text leaves possible under each reading, and what both do.

    Notes
    -----
    Two statements can both be true if their bounds overlap. That is weak: some numbers are
    true of both; it does not follow that either is right.

    Examples
    --------
    >>> from balance.scenarios.occupied_territory import occupied_territory
    >>> table = occupied_territory().table.set_index("row")
    >>> [float(cell) for cell in table.loc["step", ["both_low", "both_high"]]]
    [20.0, 25.0]
    """
    data = tables_of(data)
    require_states(data, [of])
    lines = [_line(data, of, (first, second), reading) for reading in READINGS]
    sheets = {"shares": (SHARES, lines)}
    say = Speaker(sheets)
    known = {
        name: text
        for name, text in (("first", first), ("second", second))
        if lines[0].amounts[name].is_known
    }
    used = [line.amounts[name] for line in lines for name in known]
    title = _title(lines, len(known) == 2)
    chart = bars(say, "shares", lines, ("first", "second", "both"), title, cited(data, used))
    return assembled(
        data,
        title="Occupied territory",
        question=f"Can both texts be right about how much of {data.said_names[of]} is occupied?",
        answer=_answer(say, lines, known, _turning(data, of, known)),
        warnings=[
            Statement(
                "Nothing else in the tables measures the territory. The texts may rest on one "
                "source, so that their agreement confirms nothing."
            ),
            *_notes(data, of, known),
        ],
        sheets=sheets,
        charts=(chart,) if used else (),
        parameters={"of": of, "first": first, "second": second},
    )


def _line(data: Dataset, of: str, texts: tuple[str, str], reading: str) -> Line:
    one, other = (_printed(amount_of(data, SHARE, of, text, reading=reading)) for text in texts)
    amounts, agree = {"first": one, "second": other}, "no data"
    if one.is_known and other.is_known:
        both = common(one, other)
        agree = "no" if both is None else "yes"
        if both is not None:
            amounts["both"] = replace(both, digits=max(one.digits or 1, other.digits or 1))
    return Line(reading, f"{reading.capitalize()} reading", amounts, {"agree": agree})


def _printed(amount: Amount) -> Amount:
    """Return a rounded number so that its bounds, half a step away, can be printed too."""
    if not amount.is_known:
        return amount
    return replace(amount, digits=significant_digits(amount.value, amount.resolution) + 1)


def _title(lines: Sequence[Line], complete: bool) -> Statement:
    found = {line.words["agree"] for line in lines}
    if not complete:
        return Statement("What one text states of the occupied share")
    if found == {"yes"}:
        return Statement("The two texts can both be right about the occupied share")
    if found == {"no"}:
        return Statement("The two texts cannot both be right about the occupied share")
    return Statement("Whether both texts can be right hangs on how their words are read")


def _turning(data: Dataset, of: str, known: dict[str, str]) -> tuple[str, str] | None:
    """Return which text, read as exact, would contradict which, that says "more than" as much."""
    if len(known) < 2:
        return None
    found = {name: figures_of(data, SHARE, of, text)[-1] for name, text in known.items()}
    for one, other in (("first", "second"), ("second", "first")):
        value, mark = found[one].value, found[other].value
        above = hedge_kind(found[other].hedge) == "above" and not found[one].hedge
        if above and value is not None and mark is not None and value <= mark:
            return one, other
    return None


def _answer(
    say: Speaker, lines: Sequence[Line], known: dict[str, str], turning: tuple[str, str] | None
) -> list[Statement]:
    if not known:
        return [Statement("Neither text's figure is at hand.")]
    if len(known) < 2:
        (name,) = known
        there = say("shares", lines[0].key, name)
        return [
            Statement(f"Only the {name} text's figure is at hand, {there}: nothing to compare.")
        ]
    told = []
    for line in lines:
        one, other = (say("shares", line.key, name) for name in ("first", "second"))
        found = f"In the {line.key} reading the first text says {one} and the second {other}: "
        if "both" in line.amounts:
            found += f"{say('shares', line.key, 'both')} is true of both."
        else:
            found += "nothing is true of both."
        told.append(found)
    if turning:
        told.append(
            f"Taken as exact instead of rounded, the {turning[0]} text's share would contradict "
            f"the {turning[1]} text, which says that it is more."
        )
    settle = (
        "What would settle it is a measurement that names its day, its line of control and the "
        "territory it counts."
    )
    return [Statement(" ".join(told)), Statement(settle)]


def _notes(data: Dataset, of: str, known: dict[str, str]) -> list[Statement]:
    """Return what the tables note on each text's figure: what territory it counts."""
    frame = data.tables["figures"]
    notes = dict(zip(frame["figure_id"], frame["note"], strict=True))
    told = [
        (name, notes[figures_of(data, SHARE, of, text)[-1].figure_id].rstrip("."))
        for name, text in known.items()
    ]
    said = join_words(f'of the {name}, "{note}"' for name, note in told if note)
    may = "What territory is counted may differ; the tables note"
    return [Statement(f"{may} {said}.")] if said else []
