"""What a reader must know before using a comparison: generated from its rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from balance.comparison.frames import TABLE
from balance.comparison.result import Statement, cell
from balance.comparison.rows import Row
from balance.comparison.sentences import amounts, not_counted_words, ratio_cell, side_text
from balance.comparison.standing import MONTHS, Witness, contradicts
from balance.quantities.dates import first_day, last_day, months_between
from balance.quantities.printing import join_words, number_text
from balance.tables.dataset import Dataset

if TYPE_CHECKING:
    from balance.comparison.compare import Comparison

__all__ = ["caveats_of", "why_not_comparable"]

_FAR_APART = 2.0
"""How many times one ratio of a family must exceed another to be said."""


def caveats_of(comparison: Comparison) -> tuple[Statement, ...]:
    """Return one sentence per thing that limits the rows.

    Parameters
    ----------
    comparison
        The rows.
    """
    found: list[Statement] = []
    for row in comparison.rows:
        found += _not_comparable(comparison, row)
        found += _missing(comparison, row)
        found += _contradicted(comparison, row)
        found += _hanging(comparison, row)
        found += _unknown_scope(comparison.data, row)
    found += _without_figures(comparison)
    found += _divided(comparison)
    found += _alone(comparison)
    found += _stale(comparison)
    found += _general(comparison)
    counted = f"{not_counted_words(comparison.data)} Not counted is not absent."
    return (*found, Statement(counted))


def why_not_comparable(data: Dataset, row: Row) -> str:
    """Return why a row is not compared, as a clause."""
    if not row.indicator.comparable:
        why_not = row.indicator.why_not.rstrip(".")
        return why_not[:1].lower() + why_not[1:]
    labels = _scope_labels(data)
    by_scope: dict[str, list[str]] = {}
    for term in (*row.a.terms, *row.b.terms):
        if term.bounds.high > 0:
            by_scope.setdefault(term.scope, []).append(data.said_names[term.entity])
    others = bool(by_scope.pop("", []))
    clauses = []
    for scope, names in sorted(by_scope.items()):
        what = join_words(labels.get(one, one) for one in scope.split("+"))
        own = "the figures of {} are" if len(names) > 1 else "the figure of {} is"
        clauses.append(f"{own.format(join_words(names))} known to count {what}")
    if not others:
        return join_words(clauses)
    return f"{', '.join(clauses)}, others are not" if clauses else ""


def _scope_labels(data: Dataset) -> dict[str, str]:
    scopes = data.tables["scopes"]
    return dict(zip(scopes["scope"], scopes["label"], strict=True))


def _witness_amounts(witness: Witness) -> str:
    row = witness.row
    key = f"{row.indicator.name}@{witness.source_id}"
    a, b = (side_text(side, row.indicator.unit) for side in (row.a, row.b))
    return f"{cell(a, 'other_sources', key, 'a')} against {cell(b, 'other_sources', key, 'b')}"


def _not_comparable(comparison: Comparison, row: Row) -> Iterator[Statement]:
    if row.verdict != "not_comparable":
        return
    labels = comparison.labels
    printed = [f"{amounts(row)} in {row.source}"]
    printed += [
        f"{_witness_amounts(witness)} in {witness.source_id}"
        for witness in comparison.witnesses[row.indicator.name]
    ]
    yield Statement(
        f"{row.indicator.label} cannot be compared: {why_not_comparable(comparison.data, row)}. "
        f"Printed for {labels['a']} against {labels['b']}: {', '.join(printed)}."
    )


def _missing(comparison: Comparison, row: Row) -> Iterator[Statement]:
    for side, key in ((row.a, "a"), (row.b, "b")):
        if not side.missing or not side.reported:
            continue
        name = row.indicator.name
        reported = cell(str(side.reported), TABLE, name, f"{key}_reported")
        members = cell(str(len(side.members)), TABLE, name, f"{key}_members")
        so = ""
        if side.bounds.low:
            least = number_text(side.bounds.low, row.indicator.unit, "down")
            so = f"; its total is {cell(least, TABLE, name, f'{key}_low')} or more"
        yield Statement(
            f"{row.indicator.label}: {reported} of {members} members of {comparison.labels[key]} "
            f"have a figure{so}. Missing: {comparison.data.names_said(side.missing)}."
        )


def _without_figures(comparison: Comparison) -> Iterator[Statement]:
    """Yield one sentence for all rows that nobody on a side has a figure in."""
    for key in ("a", "b"):
        rows = [row for row in comparison.rows if not {"a": row.a, "b": row.b}[key].reported]
        if rows:
            who = f"any member of {comparison.labels[key]}"
            if len({"a": comparison.a, "b": comparison.b}[key]) == 1:
                who = comparison.labels[key]
            phrases = join_words(row.indicator.phrase for row in rows)
            yield Statement(f"No source at hand has a figure for {who}: {phrases}.")


def _contradicted(comparison: Comparison, row: Row) -> Iterator[Statement]:
    standing = comparison.standing(row)
    if standing not in ("disputed", "revised"):
        return
    kind = "edition" if standing == "revised" else "second"
    for witness in comparison.witnesses[row.indicator.name]:
        other = witness.row.verdict
        if witness.kind == kind and contradicts(row.verdict, [other]):
            said = "both are level"
            if other != "level":
                said = f"more stands with {comparison.labels[other[0]]}"
            yield Statement(
                f"{row.indicator.label} {'is' if standing == 'revised' else 'stands'} {standing}: "
                f"by {witness.source_id} {said} ({_witness_amounts(witness)})."
            )


def _hanging(comparison: Comparison, row: Row) -> Iterator[Statement]:
    if row.hangs_on:
        names = join_words((comparison.data.said_names[code] for code in row.hangs_on), "or")
        marked = cell(names, TABLE, row.indicator.name, "hangs_on")
        yield Statement(f"{row.indicator.label}: the verdict changes if {marked} leaves.")


def _unknown_scope(data: Dataset, row: Row) -> Iterator[Statement]:
    """Yield a row whose source counts more for other states, and may do so for these."""
    if row.verdict in ("not_comparable", "no_data") or row.a.scopes | row.b.scopes != {""}:
        return
    names = (row.indicator.name, *row.plan.names)
    found = [data.figure_index.get(name, {}).get(row.source, {}) for name in names]
    scopes = {f.scope for by_entity in found for each in by_entity.values() for f in each} - {""}
    if scopes:
        labels = _scope_labels(data)
        yield Statement(
            f"{row.indicator.label}: for some other states {row.source} is known to count "
            f"{join_words(labels.get(scope, scope) for scope in sorted(scopes))}; of these nothing "
            "of the kind is known."
        )


def _divided(comparison: Comparison) -> Iterator[Statement]:
    """Yield families of rows in which who has more, or how much, depends on what is counted."""
    relatives: dict[str, list[Row]] = {}
    for row in comparison.rows:
        if row.ratio is not None and row.ratio.value:
            relatives.setdefault(row.indicator.family, []).append(row)
    for family, rows in relatives.items():
        verdicts = {row.verdict for row in rows}
        ratios = [row.ratio.value for row in rows if row.ratio and row.ratio.value]
        if {"a_more", "b_more"} <= verdicts:
            head = f"What is counted decides who has more {family}"
        elif len(verdicts) == 1 and max(ratios) >= _FAR_APART * min(ratios):
            head = f"What is counted decides how much more there is of {family}"
        else:
            continue
        parts = [f"{row.indicator.phrase} {ratio_cell(row)}" for row in rows]
        yield Statement(f"{head}: {', '.join(parts)}.")


def _alone(comparison: Comparison) -> Iterator[Statement]:
    """Yield rows that nobody else speaks on, or nobody whose figures are recent enough."""
    alone: dict[tuple[str, str], list[str]] = {}
    for row in comparison.rows:
        if comparison.standing(row) == "single":
            publication = row.selection.publication if row.selection else ""
            witnesses = comparison.witnesses[row.indicator.name]
            old = any(witness.kind == "stale" for witness in witnesses)
            recent = " with figures that are recent enough" if old else ""
            alone.setdefault((publication, recent), []).append(row.indicator.phrase)
    for (only, recent), phrases in alone.items():
        others = f"publication but {only}" if only else "other combination of sources"
        yield Statement(f"No {others} speaks for both sides{recent}: {join_words(phrases)}.")


def _stale(comparison: Comparison) -> Iterator[Statement]:
    """Yield rows with old figures, and a membership date that is not that of the figures."""
    days: list[date] = []
    today = comparison.data.reference_date
    for row in comparison.rows:
        dates = {day for term in (*row.a.terms, *row.b.terms) for day in term.as_of}
        days += [first_day(day) for day in dates]
        own = [last_day(day) for day in dates]
        if own and months_between(min(own), today) > MONTHS:
            yield Statement(
                f"{row.indicator.label}: the oldest figure is of {min(own).year}, more than "
                f"{MONTHS} months before {today}."
            )
    if days and comparison.a.on < min(days):
        yield Statement(
            f"Members are those of {comparison.a.on}; the figures are later "
            f"({min(days).year}–{max(days).year})."
        )


def _general(comparison: Comparison) -> Iterator[Statement]:
    data = comparison.data
    if any(row.indicator.basis for row in comparison.rows):
        yield Statement(
            "Money is shown at market rates and at purchasing power side by side, never across: "
            "the first says what it buys abroad, the second what it buys at home."
        )
    at_war = [
        state
        for state in sorted(comparison.a.members | comparison.b.members)
        if any(
            began <= data.reference_date and (ended is None or data.reference_date <= ended)
            for began, ended in data.wars.get(state, ())
        )
    ]
    words = "Holdings are world-wide, not those that face each other"
    if at_war:
        names, several = data.names_said(at_war), len(at_war) > 1
        words += (
            f"; {names} {'are' if several else 'is'} at war, and most of "
            f"{'their' if several else 'its'} forces are engaged"
        )
    yield Statement(f"{words}.")
    if data.left_out:
        yield Statement(
            f"Left out, by their terms or by choice: the figures of {join_words(data.left_out)}."
        )
