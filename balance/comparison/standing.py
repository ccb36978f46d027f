"""Whether another publication, or an older edition, says the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from balance.comparison.question import Question
from balance.comparison.rows import Row, make_row
from balance.comparison.selection import Selection, alternatives
from balance.quantities.bounds import Verdict
from balance.quantities.dates import first_day, last_day, months_between
from balance.tables.dataset import Dataset

__all__ = ["MONTHS", "Standing", "Witness", "contradicts", "standing_of", "too_old", "witnesses_of"]

Standing = Literal["agreed", "disputed", "revised", "weak", "single", ""]
WitnessKind = Literal["second", "edition", "older", "stale"]

MONTHS = 36
"""How far a figure may lie from the reference date to count as a second witness."""

_DECIDED: tuple[Verdict, ...] = ("a_more", "b_more", "level")


@dataclass(frozen=True)
class Witness:
    """What another edition says about a row.

    Attributes
    ----------
    publication, source_id
        Who says it.
    row
        The row with that edition in place of the one that speaks.
    kind
        ``second`` if it counts; ``edition`` of the publication that speaks; ``older`` edition
        of another; ``stale`` if its figures are too old.
    why_not
        Why it does not count as a second witness; empty if it does.
    """

    publication: str
    source_id: str
    row: Row
    kind: WitnessKind
    why_not: str


def witnesses_of(data: Dataset, row: Row, question: Question) -> tuple[Witness, ...]:
    """Return what all other editions say about a row.

    Parameters
    ----------
    data
        The tables.
    row
        The row as the selected source shows it.
    question
        The sides and what may be seen; a source asked for by name does not silence others.

    Returns
    -------
    tuple of Witness
        Editions with figures for both sides. Only the newest edition of another publication
        counts, and only with figures within 36 months of the reference date that are not
        older than a war of the state they are about.
    """
    return tuple(_witnesses(data, row, question))


def _witnesses(data: Dataset, row: Row, question: Question) -> Iterator[Witness]:
    if row.selection is None or not row.has_data:
        return
    counted: set[str] = set()
    for edition, same, sources in alternatives(data, row.plan, question, row.selection):
        other = make_row(data, row.plan, question, Selection(sources, edition.publication))
        if not other.has_data:
            continue
        kind: WitnessKind = "second"
        why_not = too_old(data, other)
        if same:
            kind, why_not = "edition", "another edition of the same publication"
        elif edition.publication in counted:
            kind, why_not = "older", "an older edition"
        elif why_not:
            kind = "stale"
        counted.add(edition.publication)
        yield Witness(edition.publication, edition.source_id, other, kind, why_not)


def too_old(data: Dataset, row: Row) -> str:
    """Return why a row's figures are too old for a second witness, or nothing if they are not."""
    for term in (*row.a.terms, *row.b.terms):
        for day in term.as_of:
            if months_between(last_day(day), data.reference_date) > MONTHS:
                return f"older than {MONTHS} months ({term.entity}, {day})"
            if _before_a_war(data, term.entity, first_day(day)):
                return f"older than the war of {term.entity} ({day})"
    return ""


def _before_a_war(data: Dataset, entity: str, day: date) -> bool:
    return any(day < began <= data.reference_date for began, _ in data.wars.get(entity, ()))


def contradicts(own: Verdict, others: Iterable[Verdict]) -> bool:
    """Return whether a verdict and any of some others cannot both be true.

    Examples
    --------
    >>> contradicts("a_more", ["undecided", "a_more"]), contradicts("a_more", ["b_more"])
    (False, True)
    """
    return any(other in _DECIDED and other != own for other in others)


def standing_of(row: Row, witnesses: tuple[Witness, ...]) -> Standing:
    """Return how a verdict stands across publications.

    ``disputed``: another publication says otherwise. ``revised``: another edition of the same
    publication does. ``agreed``: another publication says the same. ``weak``: others speak but
    cannot decide. ``single``: nobody else speaks. Empty where nothing was concluded.

    Parameters
    ----------
    row
        The row as the selected source shows it.
    witnesses
        What other editions say.
    """
    own = row.verdict
    if own not in _DECIDED:
        return ""
    others = [w.row.verdict for w in witnesses if w.kind == "second"]
    editions = [w.row.verdict for w in witnesses if w.kind == "edition"]
    if contradicts(own, others):
        return "disputed"
    if contradicts(own, editions):
        return "revised"
    if own in others:
        return "agreed"
    return "weak" if others else "single"
