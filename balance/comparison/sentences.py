"""Headlines, caveats and alt texts, generated from rows; no number is written by hand."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from balance.comparison.frames import row_cells
from balance.comparison.lineage import sources_used
from balance.comparison.result import Statement, cell
from balance.comparison.rows import Row
from balance.comparison.standing import MONTHS, Witness, contradicts, standing_of
from balance.comparison.totals import Side
from balance.comparison.words import ratio_words
from balance.quantities.dates import first_day, months_between
from balance.quantities.printing import amount_text, capitalised, join_words, number_text
from balance.tables.dataset import Dataset
from balance.tables.records import Indicator

if TYPE_CHECKING:
    from balance.comparison.compare import Comparison

__all__ = [
    "caveats_of",
    "chart_note",
    "families",
    "headline_of",
    "not_counted",
    "ratios_alt",
    "side_text",
    "why_not_comparable",
]

Labels = Mapping[str, str]


def side_text(side: Side, unit: str) -> str:
    """Return a total as printed in a sentence: a number with its bounds, or what bounds it."""
    total = side.bounds
    value = math.nan if total.value is None else total.value
    return amount_text(value, total.low, total.high, unit)


def _ratio(row: Row, table: str, *, bounds: bool = False) -> str:
    """Return a row's ratio or its bounds, marked with the cell; empty where there is neither."""
    ratio = row.ratio
    if ratio is None or row.a.bounds.high == 0 or (not ratio.low and ratio.is_open):
        return ""
    words = ratio_words(row_cells(row), row.digits, bounds=bounds)
    return cell(words, table, row.indicator.name, "ratio")


def _named_rows(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    named = tuple(row for row in rows if row.indicator.headline)
    return named or rows


def _phrases(rows: list[Row], everyone: tuple[Row, ...], table: str, short: bool) -> str:
    if short:
        return families([row.indicator for row in rows], [row.indicator for row in everyone])
    parts = []
    for row in rows:
        fold = _ratio(row, table)
        parts.append(f"{row.indicator.phrase} ({fold})" if fold else row.indicator.phrase)
    return join_words(parts)


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
        together = all(other in known for other in relatives)
        words[indicator.family if together else indicator.phrase] = None
    return join_words(words)


def headline_of(
    comparison: Comparison, labels: Labels, table: str, *, short: bool = False
) -> Statement:
    """Return who has more of what, and what cannot be said.

    Parameters
    ----------
    comparison
        The rows.
    labels
        Names of the sides ``a`` and ``b``.
    table
        Name of the table that the numbers are cells of.
    short
        For the title of a chart: families instead of single rows, no ratios.
    """
    rows = _named_rows(comparison.rows)
    verbs = comparison.verbs
    by_verdict: dict[str, list[Row]] = {}
    for row in rows:
        nobody = row.verdict == "level" and row.a.bounds.high == 0
        by_verdict.setdefault("nobody" if nobody else row.verdict, []).append(row)
    sentences = []
    for key, own, other in (("a_more", "a", "b"), ("b_more", "b", "a")):
        if key in by_verdict:
            what = _phrases(by_verdict[key], rows, table, short)
            than = "" if short else f" than {labels[other]}"
            sentences.append(f"{labels[own]} {verbs[own]} more {what}{than}")
    for key, words in (
        ("level", "both have the same number of {}"),
        ("nobody", "neither has any {}"),
        ("undecided", "the bounds of {} overlap"),
        ("not_comparable", "{} cannot be compared"),
        ("no_data", "no source speaks for both sides on {}"),
    ):
        told = by_verdict.get(key, [])
        if short:
            # A title leaves out what is never compared; the chart says so row by row.
            told = [row for row in told if row.indicator.comparable]
        if told:
            sentences.append(words.format(_phrases(told, rows, table, short=True)))
    text = "; ".join(sentences)
    return Statement(capitalised(text) + ("" if short else "."))


def ratios_alt(comparison: Comparison, labels: Labels, table: str) -> Statement:
    """Return the alt text of the chart of ratios: every row as drawn, from the same cells."""
    parts = []
    for row in _named_rows(comparison.rows):
        ratio = _ratio(row, table, bounds=True)
        if not ratio:
            words = ratio_words(row_cells(row), row.digits)
            ratio = f"{_amounts(row, table)}, {words}"
        elif row.verdict == "undecided":
            ratio += ", undecided"
        parts.append(f"{row.indicator.label} {ratio}")
    head = f"Holdings of {labels['a']} (A) as a ratio to those of {labels['b']} (B)"
    return Statement(f"{head}: {'; '.join(parts)}.")


def _amounts(row: Row, table: str) -> str:
    unit, name = row.indicator.unit, row.indicator.name
    texts = [
        cell(side_text(side, unit), table, name, f"{key}_low" if side.missing else key)
        for key, side in (("a", row.a), ("b", row.b))
    ]
    return " against ".join(texts)


def chart_note(data: Dataset, contributions: pd.DataFrame, comparison: Comparison) -> str:
    """Return the source line of a chart: editions, dates, membership and coverage."""
    cited = []
    for source in sources_used(data, contributions).to_dict("records"):
        mine = contributions["source_id"].str.contains(source["source_id"], regex=False)
        years = sorted({day[:4] for days in contributions["as_of"][mine] for day in days.split()})
        span = f" (of {'–'.join(dict.fromkeys((years[0], years[-1])))})" if years else ""
        cited.append(f"{source['title'] or source['source_id']}{span}")
    reported = sum(row.a.reported + row.b.reported for row in comparison.rows)
    asked = sum(len(row.a.members) + len(row.b.members) for row in comparison.rows)
    return (
        f"Sources: {'; '.join(cited)}. Members on {comparison.a.on}. "
        f"Coverage: {reported:,} of {asked:,} figures."
    )


def why_not_comparable(data: Dataset, row: Row) -> str:
    """Return why a row is not compared, as a clause."""
    if not row.indicator.comparable:
        return row.indicator.why_not.rstrip(".")
    scopes = data.tables["scopes"].set_index("scope")["label"]
    by_scope: dict[str, list[str]] = {}
    for term in (*row.a.terms, *row.b.terms):
        if term.scope and term.bounds.high > 0:
            by_scope.setdefault(term.scope, []).append(data.said_names[term.entity])
    clauses = [
        f"{' and '.join(scopes.get(one, one) for one in scope.split('+'))} in the figures of "
        f"{join_words(names)} only"
        for scope, names in by_scope.items()
    ]
    return "; ".join(clauses)


def not_counted(data: Dataset) -> Statement:
    """Return the sentence that every balance ends with: what is not counted."""
    words = join_words(i.phrase for i in data.indicators_of("not_counted"))
    return Statement(f"Not counted: {words}. Not counted is not absent.")


def caveats_of(
    data: Dataset, comparison: Comparison, labels: Labels, table: str
) -> tuple[Statement, ...]:
    """Return what a reader must know: one sentence per thing that limits the rows."""
    found: list[Statement] = []
    for row in comparison.rows:
        witnesses = comparison.witnesses[row.indicator.name]
        found += _not_comparable(data, row, witnesses, labels, table)
        found += _missing(data, row, labels, table)
        found += _contradicted(row, witnesses, labels)
        found += _hanging(data, row, table)
    found += _divided(comparison, labels, table)
    found += _alone(comparison)
    found += _stale(data, comparison)
    found += _general(data, comparison)
    return (*found, not_counted(data))


def _witness_both(witness: Witness) -> str:
    row = witness.row
    key = f"{row.indicator.name}@{witness.source_id}"
    a, b = (side_text(side, row.indicator.unit) for side in (row.a, row.b))
    return f"{cell(a, 'other_sources', key, 'a')} against {cell(b, 'other_sources', key, 'b')}"


def _not_comparable(
    data: Dataset, row: Row, witnesses: tuple[Witness, ...], labels: Labels, table: str
) -> Iterator[Statement]:
    if row.verdict != "not_comparable":
        return
    printed = [f"{_amounts(row, table)} in {row.source}"]
    printed += [f"{_witness_both(w)} in {w.source_id}" for w in witnesses]
    yield Statement(
        f"{row.indicator.label} cannot be compared: {why_not_comparable(data, row)}. "
        f"Printed for {labels['a']} against {labels['b']}: {', '.join(printed)}."
    )


def _missing(data: Dataset, row: Row, labels: Labels, table: str) -> Iterator[Statement]:
    for side, key in ((row.a, "a"), (row.b, "b")):
        if not side.missing:
            continue
        names = data.names_said(side.missing)
        name = row.indicator.name
        reported = cell(str(side.reported), table, name, f"{key}_reported")
        members = cell(str(len(side.members)), table, name, f"{key}_members")
        if len(side.members) == 1:
            yield Statement(f"{row.indicator.label}: no figure for {names}.")
            continue
        so = ""
        if side.bounds.low:
            least = number_text(side.bounds.low, row.indicator.unit, "down")
            so = f"; its total is {cell(least, table, name, f'{key}_low')} or more"
        yield Statement(
            f"{row.indicator.label}: {reported} of {members} members of {labels[key]} have a "
            f"figure{so}. Missing: {names}."
        )


def _contradicted(row: Row, witnesses: tuple[Witness, ...], labels: Labels) -> Iterator[Statement]:
    standing = standing_of(row, witnesses)
    if standing not in ("disputed", "revised"):
        return
    for witness in witnesses:
        counts = witness.same_publication if standing == "revised" else not witness.not_counted
        other = witness.row.verdict
        if counts and contradicts(row.verdict, [other]):
            said = "both are level" if other == "level" else f"more stands with {labels[other[0]]}"
            yield Statement(
                f"{row.indicator.label} {'is' if standing == 'revised' else 'stands'} {standing}: "
                f"by {witness.source_id} {said} ({_witness_both(witness)})."
            )


def _hanging(data: Dataset, row: Row, table: str) -> Iterator[Statement]:
    members = row.hangs_on
    if members:
        names = join_words((data.said_names[code] for code in members), "or")
        marked = cell(names, table, row.indicator.name, "hangs_on")
        yield Statement(f"{row.indicator.label}: the verdict changes if {marked} leaves.")


def _divided(comparison: Comparison, labels: Labels, table: str) -> Iterator[Statement]:
    families: dict[str, list[Row]] = {}
    for row in comparison.rows:
        families.setdefault(row.indicator.family, []).append(row)
    for family, rows in families.items():
        if {"a_more", "b_more"} <= {row.verdict for row in rows} and len(rows) > 1:
            parts = [
                f"{labels[row.verdict[0]]} on {row.indicator.phrase} ({_ratio(row, table)})"
                for row in rows
                if row.verdict in ("a_more", "b_more")
            ]
            yield Statement(f"What is counted decides who has more {family}: {'; '.join(parts)}.")


def _alone(comparison: Comparison) -> Iterator[Statement]:
    alone: dict[str, list[str]] = {}
    for row in comparison.rows:
        if standing_of(row, comparison.witnesses[row.indicator.name]) == "single":
            publication = row.selection.publication if row.selection else ""
            alone.setdefault(publication, []).append(row.indicator.phrase)
    for only, phrases in alone.items():
        others = f"publication but {only}" if only else "other combination of sources"
        yield Statement(f"No {others} speaks for both sides: {join_words(phrases)}.")


def _stale(data: Dataset, comparison: Comparison) -> Iterator[Statement]:
    """Yield rows with old figures, and a membership date that is not that of the figures."""
    days: list[date] = []
    for row in comparison.rows:
        own = [first_day(day) for t in (*row.a.terms, *row.b.terms) for day in t.as_of]
        days += own
        if own and months_between(min(own), data.reference_date) > MONTHS:
            yield Statement(
                f"{row.indicator.label}: the oldest figure is of {min(own).year}, more than "
                f"{MONTHS} months before {data.reference_date}."
            )
    if days and comparison.a.on < min(days):
        yield Statement(
            f"Members are those of {comparison.a.on}; the figures are later "
            f"({min(days).year}–{max(days).year})."
        )


def _general(data: Dataset, comparison: Comparison) -> Iterator[Statement]:
    if any(row.indicator.basis for row in comparison.rows):
        yield Statement(
            "Money is shown at market rates and at purchasing power side by side, never across: "
            "the first says what it buys abroad, the second what it buys at home."
        )
    at_war = set(data.tables["wars"]["state"]) & (comparison.a.members | comparison.b.members)
    if at_war:
        names = data.names_said(sorted(at_war))
        yield Statement(
            f"Holdings are world-wide, not those that face each other; {names} "
            f"{'is' if len(at_war) == 1 else 'are'} at war, and most of the forces counted are "
            "engaged."
        )
    else:
        yield Statement("Holdings are world-wide, not those that face each other.")
    if data.left_out:
        yield Statement(
            f"Left out, by their terms or by choice: the figures of {join_words(data.left_out)}."
        )
