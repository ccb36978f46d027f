"""What turns each row: the nearest member, edition or figure, and what to verify next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from balance.coalitions.coalition import Coalition
from balance.comparison.amounts import INPUT, Amount
from balance.comparison.assembly import Speaker, assembled
from balance.comparison.compare import Comparison, compare_rows, parameters_of
from balance.comparison.result import Result
from balance.comparison.rows import Row
from balance.comparison.sheets import Column, Line, Sheet
from balance.comparison.terms import Term
from balance.comparison.totals import Side
from balance.comparison.words import VERDICT_WORDS
from balance.quantities.bounds import exact
from balance.quantities.printing import capitalised
from balance.robustness.flips.levers import rounded_up
from balance.robustness.flips.text import (
    KIND_WORDS,
    flips_answer,
    flips_chart,
    flips_warnings,
    key_of,
    label_of,
)
from balance.robustness.flips.turning import Flip, flips_of, pushes_of
from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of
from balance.tables.records import Figure

__all__ = ["FLIPS", "VERIFY_NEXT", "Turning", "flips", "flips_result", "inputs"]

POINTS = "percentage points"
"""Unit of a change of a figure that is itself per cent."""

_GAP = "the distance between the bounds of the two sides, in the unit of what changes"
FLIPS = Sheet(
    "What turns each row",
    (
        Column("stands", "As it stands", "the figure, or what the members hold"),
        Column("change", "Change that turns it", f"{_GAP}; rounded up, so that it still turns"),
        Column("change_percent", "Of the figure", "the change over the figure, rounded up"),
        Column(
            "change_of_side", "Of its side", "by how much the total of its side moves, rounded up"
        ),
        Column("reversal", "Change that reverses it", f"{_GAP}, the other way round"),
        Column("reversal_percent", "Of the figure", "that change over the figure, rounded up"),
    ),
    {
        "kind": "Kind",
        "direction": "Direction",
        "outcome": "Then",
        "source": "Source",
        "note": "Note",
    },
    front=("kind", "direction"),
)
VERIFY_NEXT = Sheet(
    "What to verify next",
    (
        Column("stands", "As it stands", "the figure with its bounds"),
        Column("change", "Change that turns the row", f"{_GAP}; rounded up"),
        Column("change_percent", "Of the figure", "the change over the figure, rounded up"),
    ),
    {
        "what": "Figure",
        "outcome": "Then",
        "source": "Source",
        "locator": "Place",
        "as_of": "True of",
        "reliability": "Grade",
        "as_stated": "As stated",
        "figure": "Id",
    },
    (
        "The figure of each row whose correction would do most: the least relative change after "
        "which the verdict is another; among figures as near as each other, to two digits, the "
        "most roughly known and then the oldest.",
        "A small change is not a likely one: nothing here says how wrong a figure is.",
    ),
    front=("what",),
)


@dataclass(frozen=True, eq=False)
class Turning:
    """What turns the rows of a comparison, before it becomes tables.

    Attributes
    ----------
    comparison
        The rows.
    flips
        By indicator, the smallest move first.
    """

    comparison: Comparison
    flips: Mapping[str, tuple[Flip, ...]]

    @property
    def next(self) -> list[tuple[Row, Flip]]:
        """The figure of each row that turns it soonest, the nearest row first."""
        found = []
        for row in self.comparison.rows:
            mine = [flip for flip in self.flips[row.indicator.name] if flip.kind == "figure"]
            if mine:
                found.append((row, min(mine, key=lambda flip: flip.relative)))
        return sorted(found, key=lambda one: one[1].relative)


def flips(
    a: Coalition | str,
    b: Coalition | str,
    *,
    data: Dataset | None = None,
    indicators: Sequence[str] | None = None,
    on: str | date | None = None,
    known_by: str | date | None = None,
    source: str | None = None,
    reading: str = "step",
) -> Result:
    """Find the nearest changes that turn the verdict of each row of a comparison.

    Parameters
    ----------
    a, b
        Coalitions, or expressions such as ``NATO - USA - CAN``.
    data
        The tables; by default the bundled ones.
    indicators
        Names of indicators; by default all with the role ``balance``.
    on, known_by, source, reading
        As for :func:`balance.compare`.

    Returns
    -------
    Result
        Table ``flips``, one row per change, the smallest move of a side first: ``kind`` (a
        member, another publication, another edition, a figure, missing figures, the wording),
        ``outcome`` (the verdict after it), ``stands``, ``change`` in the unit of what changes
        and its direction, ``change_percent`` of the figure, ``change_of_side`` in per cent of
        the total of its side, and ``reversal``, the change of the same thing after which the
        other side has more. A row that nothing looked at turns says so.

        Table ``verify_next``, one row per indicator, the nearest first: the single figure
        whose correction would do most, with source, place, date and grade.

    Raises
    ------
    BalanceError
        As :func:`balance.compare`.

    Notes
    -----
    A figure is moved together with its bounds, everything else stays; the row is then made
    again with it, so that a factor of a product moves the product by the other factors. To lose
    a verdict the bounds of the two sides have to meet; to reverse it they have to pass each
    other. Changes are in whole units, or in units of the last digit printed of a fraction;
    money is rounded up to three digits. Missing figures of one side are what an undecided row
    may wait for; they cannot turn what is proved without them. Rows that are not compared have
    nothing to turn. Definitions: one factor at a time, as in a threshold analysis; several
    figures may be wrong at once, which :mod:`balance.robustness.simulation.result` is for.

    Examples
    --------
    >>> from balance.robustness.flips.result import flips
    >>> found = flips("NATO - USA - CAN", "RUS", indicators=["submarines"])
    >>> found.table[["label", "change", "outcome"]].to_dict("records")[0]
    {'label': 'without Greece', 'change': 10.0, 'outcome': 'level'}
    """
    comparison = compare_rows(
        tables_of(data),
        a,
        b,
        indicators=indicators,
        on=on,
        known_by=known_by,
        source=source,
        reading=reading,
    )
    return flips_result(comparison)


def flips_result(comparison: Comparison, *, beside_choices: bool = False) -> Result:
    """Return what turns the rows of a comparison.

    Parameters
    ----------
    comparison
        The rows.
    beside_choices
        Whether the answer stands beside that of the choices, which tells of single members,
        publications and readings already.
    """
    found = turning_of(comparison)
    sheets = sheets_of(found)
    say = Speaker(sheets)
    labels = comparison.labels
    chart = flips_chart(found.comparison, found.flips, sheets["flips"][1], say)
    result = assembled(
        comparison.data,
        title=f"What would turn it: {labels['a']} against {labels['b']}",
        question=f"What is the least that turns who has more, {labels['a']} or {labels['b']}?",
        answer=flips_answer(comparison, found.flips, found.next, say, beside_choices),
        warnings=flips_warnings(comparison),
        sheets=sheets,
        charts=[chart] if chart else [],
        parameters=parameters_of(comparison),
        on=comparison.a.on,
    )
    return replace(result, labels=dict(labels))


def turning_of(comparison: Comparison) -> Turning:
    """Return what turns the rows of a comparison."""
    return Turning(
        comparison,
        {
            row.indicator.name: flips_of(
                comparison.data,
                row,
                comparison.question,
                comparison.witnesses[row.indicator.name],
            )
            for row in comparison.rows
        },
    )


def sheets_of(found: Turning) -> dict[str, tuple[Sheet, list[Line]]]:
    """Return the tables ``flips`` and ``verify_next`` as sheets with their lines."""
    labels = found.comparison.labels
    notes = (
        f"A: {labels['a']}; B: {labels['b']}.",
        "One thing changes, all else stays as it is; then the verdict is another, be it level or "
        "undecided. What it takes until the other side has more stands beside it.",
        "A kind that is not listed for a row does not turn it; larger sets of members were not "
        "tried.",
        "The change of a figure that is itself per cent is in percentage points.",
    )
    lines = [
        line
        for row in found.comparison.rows
        for line in _lines(found.comparison, row, found.flips[row.indicator.name])
    ]
    after = [_next_line(found.comparison.data, row, flip) for row, flip in found.next]
    return {"flips": (replace(FLIPS, notes=notes), lines), "verify_next": (VERIFY_NEXT, after)}


def _lines(comparison: Comparison, row: Row, found: Sequence[Flip]) -> Iterator[Line]:
    indicator = row.indicator
    group = f"{indicator.label} ({VERDICT_WORDS[row.verdict]})"
    whole = inputs((*row.a.terms, *row.b.terms))
    if not found:
        said = (
            "nothing is concluded, so nothing turns"
            if not pushes_of(row.verdict)
            else "nothing that was looked at turns it"
        )
        key = f"{indicator.name}:none:none"
        yield Line(key, said, {}, {"kind": "none"}, group, whole)
    for flip in found:
        words = {
            "kind": KIND_WORDS[flip.kind],
            "direction": _direction(flip),
            "outcome": VERDICT_WORDS[flip.after],
            "source": _source(row, flip),
            "note": flip.note,
        }
        key = key_of(row, flip)
        label = label_of(comparison.data, row, flip)
        terms = (*whole, *inputs(flip.terms))
        amounts = _amounts(row, flip, terms)
        yield Line(key, label, amounts, words, group, () if amounts else terms)


def inputs(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Return terms as what goes into an amount without being added up."""
    return tuple(replace(term, part=INPUT) for term in terms)


def _amounts(row: Row, flip: Flip, terms: tuple[Term, ...]) -> dict[str, Amount]:
    found: dict[str, Amount] = {}
    unit = POINTS if flip.unit == "percent" else flip.unit
    if flip.stands is not None:
        found["stands"] = Amount(flip.stands, flip.unit, _standing(row, flip))
    if flip.change is not None:
        found["change"] = Amount(exact(abs(flip.change)), unit, terms)
    if flip.reversal is not None:
        found["reversal"] = Amount(exact(abs(flip.reversal)), unit, terms)
    if flip.of_side is not None:
        found["change_of_side"] = _percent(flip.of_side, terms)
    if flip.lever is not None and flip.lever.best and flip.change is not None:
        found["change_percent"] = _percent(abs(flip.change) / flip.lever.best, terms)
        if flip.reversal is not None:
            found["reversal_percent"] = _percent(abs(flip.reversal) / flip.lever.best, terms)
    return found


def _percent(part: float, terms: tuple[Term, ...]) -> Amount:
    return Amount(exact(rounded_up(100 * part)), "percent", terms)


def _standing(row: Row, flip: Flip) -> tuple[Term, ...]:
    """Return the figures of what changes."""
    side: Side = getattr(row, flip.side)
    if flip.lever is not None:
        return (flip.lever.term,)
    return side.of(flip.key.split("+")).terms if flip.kind == "member" else side.terms


def _source(row: Row, flip: Flip) -> str:
    if flip.kind in ("edition", "publication"):
        return flip.key
    return row.source if flip.lever is None else flip.lever.figure.source_id


def _direction(flip: Flip) -> str:
    if flip.change is None:
        return ""
    if flip.kind == "missing":
        return "at most" if flip.ceiling else "at least"
    return "less" if flip.change < 0 else "more"


def _stated(figure: Figure) -> str:
    """Return a figure as printed, with the word that bounds it."""
    hedged = figure.hedge and figure.hedge not in figure.as_stated
    return f"{figure.hedge} {figure.as_stated}" if hedged else figure.as_stated


def _next_line(data: Dataset, row: Row, flip: Flip) -> Line:
    assert flip.lever is not None
    figure = flip.lever.figure
    frame = data.tables["figures"]
    locator = str(frame.loc[frame["figure_id"] == figure.figure_id, "locator"].iloc[0])
    whole = inputs((*row.a.terms, *row.b.terms))
    amounts = _amounts(row, flip, whole)
    kept = {
        column.name: amounts[column.name]
        for column in VERIFY_NEXT.columns
        if column.name in amounts
    }
    words = {
        "what": capitalised(label_of(data, row, flip)),
        "outcome": VERDICT_WORDS[flip.after],
        "source": figure.source_id,
        "locator": locator,
        "as_of": figure.as_of,
        "reliability": str(data.source(figure.source_id)["reliability"]),
        "as_stated": _stated(figure),
        "figure": figure.figure_id,
    }
    return Line(row.indicator.name, row.indicator.label, kept, words)
