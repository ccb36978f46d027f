"""What a text states beside what published sources say: like with like, or why not."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Literal

from balance.comparison.amounts import Amount, as_set, over
from balance.comparison.published import from_figure
from balance.comparison.question import Question
from balance.comparison.selection import editions_of
from balance.comparison.terms import ABSENCE, plan_of
from balance.quantities.bounds import Bounds
from balance.quantities.dates import parse_day
from balance.quantities.literal import fits
from balance.quantities.printing import join_words
from balance.quantities.wording import check_reading, hedge_kind
from balance.tables.dataset import Dataset
from balance.tables.records import Figure

__all__ = [
    "RELATED",
    "as_stated",
    "at_war",
    "counted_words",
    "fit",
    "how_far",
    "scope_words",
    "source_ids",
    "source_name",
    "speakers",
]

RELATED: Mapping[str, tuple[str, ...]] = {
    "active_personnel": ("military_personnel",),
    "military_budget": ("military_expenditure", "defence_expenditure"),
    "military_expenditure": ("defence_expenditure",),
}
"""The nearest indicators in another definition; what they say holds in that definition only."""


def source_name(data: Dataset, source_id: str) -> str:
    """Return a source's title, or its key where the title is not known."""
    return data.source(source_id)["title"] or source_id


def source_ids(amounts: Iterable[Amount]) -> tuple[str, ...]:
    """Return the sources of some amounts, known zeros aside; of these if there are no others."""
    terms = [term for amount in amounts for term in amount.terms]
    own = [term for term in terms if term.reading != ABSENCE] or terms
    return tuple(sorted({source for term in own for source in term.source_ids}))


def at_war(data: Dataset, codes: Iterable[str]) -> list[str]:
    """Return the states that are at war on the reference date."""
    today = data.reference_date
    return [
        code
        for code in codes
        if any(
            began <= today and (ended is None or today <= ended)
            for began, ended in data.wars.get(code, ())
        )
    ]


def speakers(
    data: Dataset, indicator: str, codes: Iterable[str], known_by: str | None = None
) -> list[tuple[str, str]]:
    """Return who has a figure for any of some states: indicator and source, the own one first.

    Parameters
    ----------
    data
        The tables.
    indicator
        What is asked for; those in :data:`RELATED` follow it.
    codes
        The states. Texts are never among the speakers.
    known_by
        Hide what was published later.
    """
    day = None if known_by is None else parse_day(known_by)
    members = tuple(codes)
    question = Question(members, (), day, None, check_reading("step"))
    found = []
    for name in (indicator, *RELATED.get(indicator, ())):
        if name != indicator and name not in data.figure_index:
            continue
        plan = plan_of(data, data.indicator(name))
        names = tuple(dict.fromkeys((*plan.names, name))) if plan.joint else plan.names
        bases = {**plan.bases, name: plan.indicator.basis}
        for edition in editions_of(data, names, bases, plan.indicator.preferred, question):
            given = [data.figure_index.get(n, {}).get(edition.source_id, {}) for n in names]
            if any(code in each for each in given for code in members) or any(
                data.absences.get((code, name)) == edition.source_id for code in members
            ):
                found.append((name, edition.source_id))
    return found


def fit(stated: Bounds, hedge: str, found: Bounds) -> Literal["true", "false", "open"]:
    """Return whether a found amount is what a text states, taken at its word.

    Parameters
    ----------
    stated
        What is stated, in the literal reading.
    hedge
        Its hedge.
    found
        What is found.
    """
    answer = fits(found.low, found.high, stated.low, stated.high, hedge)
    return "open" if answer is None else "true" if answer else "false"


def as_stated(data: Dataset, figure: Figure, reading: str = "logical") -> Amount:
    """Return what a text states, its hedge taken at its word.

    "About N" says nothing at its word; it is shown with the bounds of the other reading.

    Parameters
    ----------
    data
        The tables.
    figure
        A figure of a text.
    reading
        The rule for hedges other than "about".

    Returns
    -------
    Amount
    """
    around = hedge_kind(figure.hedge) == "around"
    return from_figure(data, figure, "step" if around else reading)


def how_far(found: Amount, stated: Amount) -> Amount | None:
    """Return what is found over the number stated, or None where no number is.

    A rounded number keeps its bounds; one with a hedge ("over N") stands for N itself.
    """
    bounds = stated.bounds
    if not bounds.value:
        return None
    rounded = bounds.low < bounds.value < bounds.high < math.inf
    return over(found, stated if rounded else as_set(stated))


def scope_words(data: Dataset, amounts: Iterable[Amount]) -> str:
    """Return what some figures count besides, as a clause; empty if nothing."""
    labels = dict(zip(*(data.tables["scopes"][c] for c in ("scope", "label")), strict=True))
    by_scope: dict[str, list[str]] = {}
    for amount in amounts:
        for term in amount.terms:
            if term.scope and term.reading != ABSENCE and term.bounds.high > 0:
                by_scope.setdefault(term.scope, []).append(term.entity)
    clauses = []
    for scope, codes in sorted(by_scope.items()):
        what = join_words(labels.get(one, one) for one in scope.split("+"))
        clauses.append(f"{what} counted for {data.names_said(dict.fromkeys(codes))}")
    return "; ".join(clauses)


def counted_words(data: Dataset, stated: str, counted: str, amount: Amount) -> str:
    """Return what an amount counts that a stated number may not, and who is missing.

    Parameters
    ----------
    data
        The tables.
    stated, counted
        The indicator that the text states and the one that the amount counts.
    amount
        What is found.
    """
    own, other = data.indicator(stated), data.indicator(counted)
    told = []
    if counted != stated:
        told.append(f"another definition: {other.phrase}")
    elif not own.comparable:
        told.append(own.why_not.rstrip("."))
    told.append(scope_words(data, [amount]))
    if amount.missing and amount.is_known:
        told.append(f"no figure for {data.names_said(amount.missing)}")
    return "; ".join(filter(None, told))
