"""Headlines, caveats and alt texts, generated from rows; no number is written by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from balance.comparison.lineage import sources_used
from balance.comparison.result import Statement, cell
from balance.comparison.rows import Row
from balance.comparison.standing import MONTHS, Witness, standing_of
from balance.comparison.totals import Side
from balance.quantities.dates import first_day, months_between
from balance.quantities.printing import capitalised, fold_text, join_words, number_text
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
    "ratio_cell",
    "ratios_alt",
    "side_text",
    "why_not_comparable",
]

Labels = Mapping[str, str]


def side_text(side: Side, unit: str) -> str:
    """Return a total as printed in a sentence: a number, "at least" a number, or a range."""
    total = side.bounds
    if side.missing:
        return f"at least {number_text(total.low, unit)}" if total.low else "an unknown number"
    if total.value is None:
        return f"{number_text(total.low, unit)}–{number_text(total.high, unit)}"
    return number_text(total.value, unit)


def ratio_cell(row: Row, table: str) -> str:
    """Return a row's ratio for a sentence, marked with its cell; empty where there is none."""
    ratio = row.ratio
    name = row.indicator.name
    if ratio is None or not ratio.value:
        return ""
    digits = min(row.a.digits, row.b.digits)
    return cell(fold_text(ratio.value, digits), table, name, "ratio")


def _named_rows(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    named = tuple(row for row in rows if row.indicator.headline)
    return named or rows


def _phrases(rows: list[Row], everyone: tuple[Row, ...], table: str, short: bool) -> str:
    if short:
        return families([row.indicator for row in rows], [row.indicator for row in everyone])
    parts = []
    for row in rows:
        fold = ratio_cell(row, table)
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
    """Return the alt text of the chart of ratios: every drawn number, from the same rows."""
    parts = []
    for row in _named_rows(comparison.rows):
        fold = ratio_cell(row, table)
        name = row.indicator.label
        parts.append(f"{name} {fold}" if fold else f"{name} {_verdict_words(row)}")
    head = f"Holdings of {labels['a']} as a ratio to those of {labels['b']}"
    return Statement(f"{head}: {'; '.join(parts)}.")


def _verdict_words(row: Row) -> str:
    if row.verdict == "not_comparable":
        return "not comparable"
    if row.verdict == "no_data":
        return "no data"
    if row.b.bounds.high == 0:
        return "the second has none"
    return "at least, as members are missing" if row.verdict == "a_more" else "not decided"


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


def _both(row: Row, labels: Labels, table: str) -> str:
    unit, name = row.indicator.unit, row.indicator.name
    a = cell(side_text(row.a, unit), table, name, "a_low" if row.a.missing else "a")
    b = cell(side_text(row.b, unit), table, name, "b_low" if row.b.missing else "b")
    return f"{labels['a']} {a}, {labels['b']} {b}"


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
    text = f"{row.indicator.label} cannot be compared: {why_not_comparable(data, row)}. "
    text += f"Printed in {row.source}: {_both(row, labels, table)}"
    others = [f"in {w.source_id} {_witness_both(w)}" for w in witnesses]
    yield Statement(text + (f"; {', '.join(others)}" if others else "") + ".")


def _missing(data: Dataset, row: Row, labels: Labels, table: str) -> Iterator[Statement]:
    for side, key in ((row.a, "a"), (row.b, "b")):
        if not side.missing:
            continue
        names = data.names_said(side.missing)
        name = row.indicator.name
        reported = cell(str(side.reported), table, name, f"{key}_reported")
        members = cell(str(len(side.members)), table, name, f"{key}_members")
        if side.reported and not side.is_share:
            low = cell(number_text(side.bounds.low, row.indicator.unit), table, name, f"{key}_low")
            so = f"; its total is {low} or more"
        else:
            so = ""
        yield Statement(
            f"{row.indicator.label}: {reported} of {members} members of {labels[key]} have a "
            f"figure{so}. Missing: {names}."
        )


def _contradicted(row: Row, witnesses: tuple[Witness, ...], labels: Labels) -> Iterator[Statement]:
    standing = standing_of(row, witnesses)
    if standing not in ("disputed", "revised"):
        return
    opposite = {"a_more": "b_more", "b_more": "a_more"}[row.verdict]
    for witness in witnesses:
        counts = witness.same_publication if standing == "revised" else not witness.not_counted
        if counts and witness.row.verdict == opposite:
            more = labels["a" if opposite == "a_more" else "b"]
            yield Statement(
                f"{row.indicator.label} {'is' if standing == 'revised' else 'stands'} {standing}: "
                f"by {witness.source_id} {more} has more ({_witness_both(witness)})."
            )


def _hanging(data: Dataset, row: Row, table: str) -> Iterator[Statement]:
    members = row.hangs_on
    if members:
        names = data.names_said(members).replace(" and ", " or ")
        marked = cell(names, table, row.indicator.name, "hangs_on")
        yield Statement(f"{row.indicator.label}: the verdict changes if {marked} leaves.")


def _divided(comparison: Comparison, labels: Labels, table: str) -> Iterator[Statement]:
    families: dict[str, list[Row]] = {}
    for row in comparison.rows:
        families.setdefault(row.indicator.family, []).append(row)
    for family, rows in families.items():
        if {"a_more", "b_more"} <= {row.verdict for row in rows} and len(rows) > 1:
            parts = [
                f"{labels[row.verdict[0]]} on {row.indicator.phrase} ({ratio_cell(row, table)})"
                for row in rows
                if row.verdict in ("a_more", "b_more")
            ]
            yield Statement(f"What is counted decides who has more {family}: {'; '.join(parts)}.")


def _alone(comparison: Comparison) -> Iterator[Statement]:
    alone: dict[str, list[str]] = {}
    for row in comparison.rows:
        if standing_of(row, comparison.witnesses[row.indicator.name]) == "single":
            alone.setdefault(row.source, []).append(row.indicator.phrase)
    for source, phrases in alone.items():
        told = "several sources multiplied" if source == "mixed" else source
        yield Statement(
            f"Only one publication speaks for both sides ({told}): {join_words(phrases)}."
        )


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
            f"Left out because of their terms: the figures of {join_words(data.left_out)}."
        )
