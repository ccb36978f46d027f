"""Headlines, alt texts and source lines, generated from rows; no number is written by hand."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

from balance.comparison.frames import TABLE, row_cells
from balance.comparison.result import Statement, cell
from balance.comparison.rows import Row
from balance.comparison.terms import ABSENCE
from balance.comparison.totals import Side
from balance.comparison.words import ratio_words
from balance.quantities.bounds import Verdict
from balance.quantities.printing import amount_text, capitalised, join_words
from balance.tables.dataset import Dataset
from balance.tables.records import Indicator

if TYPE_CHECKING:
    from datetime import date

    from balance.comparison.compare import Comparison

__all__ = [
    "amounts",
    "chart_note",
    "families",
    "headline_of",
    "named_rows",
    "not_counted_words",
    "ratio_cell",
    "ratios_alt",
    "side_text",
]


def side_text(side: Side, unit: str) -> str:
    """Return a total as printed in a sentence: a number with its bounds, or what bounds it."""
    total = side.bounds
    value = math.nan if total.value is None else total.value
    return amount_text(value, total.low, total.high, unit)


def amounts(row: Row) -> str:
    """Return both totals of a row, each marked with its cell."""
    unit, name = row.indicator.unit, row.indicator.name
    texts = [
        cell(side_text(side, unit), TABLE, name, f"{key}_low" if side.missing else key)
        for key, side in (("a", row.a), ("b", row.b))
    ]
    return " against ".join(texts)


def ratio_cell(row: Row, *, bounds: bool = False) -> str:
    """Return a row's ratio or what bounds it, marked with its cell; empty if there is neither.

    Parameters
    ----------
    row
        The row.
    bounds
        Whether to add the bounds of a ratio that has a best value.
    """
    ratio = row.ratio
    if ratio is None or row.a.bounds.high == 0 or (not ratio.low and ratio.is_open):
        return ""
    words = ratio_words(row_cells(row), row.digits, bounds=bounds)
    return cell(words, TABLE, row.indicator.name, "ratio")


def named_rows(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the rows that headlines and charts name, or all if they name none."""
    known = tuple(rows)
    return tuple(row for row in known if row.indicator.headline) or known


def families(named: Iterable[Indicator], everyone: Iterable[Indicator]) -> str:
    """Return indicators as a list, near relatives under one name where all of them are in it.

    Parameters
    ----------
    named
        The indicators to list.
    everyone
        All those that might have been in the list.
    """
    known, pool = list(named), list(everyone)
    words: dict[str, None] = {}
    for indicator in known:
        relatives = [other for other in pool if other.family == indicator.family]
        together = len(relatives) > 1 and all(other in known for other in relatives)
        words[indicator.family if together else indicator.phrase] = None
    return join_words(words)


def _extent(rows: list[Row]) -> str:
    """Return the least and the greatest ratio of some rows, each with what it is about."""
    known = [row for row in rows if row.ratio is not None and row.ratio.value]
    if len(rows) == 1 or not known:
        only = ratio_cell(rows[0]) if len(rows) == 1 else ""
        return f" ({only})" if only else ""

    def distance(row: Row) -> float:
        assert row.ratio is not None and row.ratio.value is not None
        return abs(math.log(row.ratio.value))

    known.sort(key=distance)
    least, most = (f"{ratio_cell(row)} ({row.indicator.phrase})" for row in (known[0], known[-1]))
    return f", from {least} to {most}" if least != most else f", {least}"


_OTHERWISE = (
    ("level", "both are level in {}"),
    ("nobody", "neither has any {}"),
    ("undecided", "who has more {} is undecided, because the bounds overlap"),
    ("not_comparable", "{} cannot be compared"),
    ("no_data", "no source speaks for both sides on {}"),
)


def headline_of(comparison: Comparison, *, short: bool = False) -> Statement:
    """Return who has more of what, and what cannot be said.

    Parameters
    ----------
    comparison
        The rows.
    short
        For the title of a chart: without ratios, and without what is never compared if there
        is anything else to say.
    """
    rows = named_rows(comparison.rows)
    everyone = [row.indicator for row in rows]
    told = [row for row in rows if row.indicator.comparable or not short] or rows
    labels, verbs = comparison.labels, comparison.verbs
    by_verdict: dict[str, list[Row]] = {}
    for row in told:
        nobody = row.verdict == "level" and row.a.bounds.high == 0
        by_verdict.setdefault("nobody" if nobody else row.verdict, []).append(row)
    sentences = []
    more: tuple[tuple[Verdict, str, str], ...] = (("a_more", "a", "b"), ("b_more", "b", "a"))
    for verdict, own, other in more:
        found = by_verdict.get(verdict, [])
        if found:
            what = families([row.indicator for row in found], everyone)
            than = "" if short else f" than {labels[other]}{_extent(found)}"
            sentences.append(f"{labels[own]} {verbs[own]} more {what}{than}")
    for key, words in _OTHERWISE:
        found = by_verdict.get(key, [])
        if found:
            sentences.append(words.format(families([row.indicator for row in found], everyone)))
    return Statement(capitalised("; ".join(sentences)) + ("" if short else "."))


def ratios_alt(comparison: Comparison) -> Statement:
    """Return the alt text of the chart of ratios: each row as drawn, from the same cells."""
    parts = []
    for row in named_rows(comparison.rows):
        words = ratio_cell(row, bounds=True)
        if not words:
            words = f"{amounts(row)}, {ratio_words(row_cells(row), row.digits)}"
        elif row.verdict == "undecided":
            words += ", undecided"
        parts.append(f"{row.indicator.label} {words}")
    labels = comparison.labels
    head = f"Holdings of {labels['a']} (A) as a ratio to those of {labels['b']} (B)"
    return Statement(f"{head}: {'; '.join(parts)}.")


def chart_note(data: Dataset, sides: Iterable[Side], on: date) -> str:
    """Return the source line of a chart: editions, dates, membership, coverage and limits.

    Parameters
    ----------
    data
        The tables.
    sides
        The totals that are drawn.
    on
        The day of membership.
    """
    drawn = list(sides)
    years: dict[str, set[str]] = {}
    for term in (term for side in drawn for term in side.terms if term.reading != ABSENCE):
        for source in term.source_ids:
            years.setdefault(source, set()).update(day[:4] for day in term.as_of)
    cited = []
    for source_id in sorted(years):
        row, span = data.source(source_id), sorted(years[source_id])
        copied = ", read in a copy" if row["read_via"] else ""
        told = "–".join(dict.fromkeys((span[0], span[-1])))
        cited.append(f"{row['title'] or source_id} (of {told}{copied})")
    missing = sum(len(side.missing) for side in drawn)
    asked = sum(len(side.members) for side in drawn)
    return (
        f"Sources: {'; '.join(cited) or 'none'}. Members on {on}. Missing: {missing:,} of "
        f"{asked:,} entries (members times rows). Holdings are world-wide. "
        f"{not_counted_words(data)}"
    )


def not_counted_words(data: Dataset) -> str:
    """Return what no balance here counts, as a sentence."""
    named = [indicator.phrase for indicator in data.indicators_of("not_counted")]
    if not named:
        return "The tables do not say what is not counted."
    return f"Not counted: {join_words(named)}."
