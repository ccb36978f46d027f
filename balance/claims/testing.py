"""A claim put to the test: once by the preferred sources, and by each other that can speak."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Literal

from balance.claims.grammar import parse_test
from balance.claims.language import Leaf, Walker
from balance.claims.numbers import Decision, Truth
from balance.claims.reading import Claim
from balance.coalitions.coalition import Coalition
from balance.comparison.amounts import Amount, plus, unknown
from balance.comparison.published import amount_of, total_of
from balance.comparison.question import Question
from balance.comparison.selection import editions_of, select
from balance.comparison.terms import plan_of
from balance.errors import ExpressionError
from balance.quantities.bounds import Bounds, exact, product, total
from balance.quantities.wording import check_reading
from balance.tables.dataset import Dataset

__all__ = [
    "Answer",
    "Outcome",
    "Totals",
    "leaves_of",
    "outcome_by",
    "put_to_test",
    "totals_by",
]

Answer = Literal["true", "false", "open", "unlike", "no_data"]


@dataclass(frozen=True)
class Outcome:
    """What one choice of sources says about a claim.

    Attributes
    ----------
    claim
        The statement.
    sources
        Who speaks for each indicator.
    truth
        The outcome in three-valued logic.
    answer
        ``unlike`` if unlike things are compared, ``no_data`` if a number is not known at all.
    on
        Day of membership.
    """

    claim: Claim
    sources: Mapping[str, str]
    truth: Truth
    answer: Answer
    on: date

    @property
    def shown(self) -> Decision | None:
        """The comparison that decides, or of several the one that is closest."""
        return min(self.truth.decisions, key=lambda one: one.distance, default=None)

    @property
    def single(self) -> tuple[Decision, ...]:
        """All comparisons of figures, also those that were counted or ranked."""
        found = _flat(self.truth.decisions)
        return tuple(one for one in found if not (one.left.details or one.right.details))


def _flat(decisions: Iterable[Decision]) -> Iterator[Decision]:
    for decision in decisions:
        yield decision
        yield from _flat((*decision.left.details, *decision.right.details))


def _walk(
    data: Dataset, claim: Claim, on: date, look_up: Callable[[Leaf], Amount], reading: str
) -> Truth:
    tree = parse_test(claim.test)
    walker = Walker(data, claim.test, on, claim.source, look_up, reading)
    try:
        return walker.truth(tree, {})
    except RecursionError:
        raise ExpressionError("cannot read the test: it is nested too deeply") from None


Totals = Callable[[Coalition, str, str | None], Amount]
"""Returns the total of a coalition by indicator and source."""


def totals_by(data: Dataset, reading: str) -> Totals:
    """Return a function that looks up each total once."""

    @cache
    def find(coalition: Coalition, indicator: str, source: str | None) -> Amount:
        return total_of(data, coalition, indicator, source=source, reading=reading)

    return find


def leaves_of(data: Dataset, claim: Claim, on: date | None = None) -> tuple[Leaf, ...]:
    """Return what a claim asks of the tables, each once.

    Parameters
    ----------
    data
        The tables.
    claim
        The claim.
    on
        The day of membership; by default that of the claim.

    Returns
    -------
    tuple of Leaf

    Raises
    ------
    ExpressionError
        If the test cannot be read: unknown names, wrong number of arguments and so on.
    """
    found: dict[tuple[str, tuple[str, ...], date, str, str], Leaf] = {}

    def note(leaf: Leaf) -> Amount:
        key = (leaf.indicator, leaf.coalition.codes, leaf.coalition.on, leaf.source, leaf.as_of)
        found.setdefault(key, leaf)
        return unknown(data.indicator(leaf.indicator).unit, leaf.coalition.codes)

    _walk(data, claim, claim.on if on is None else on, note, "step")
    return tuple(found.values())


def _asked(leaves: Iterable[Leaf]) -> dict[str, tuple[str, ...]]:
    """Return for each indicator all states that are asked for without naming a source."""
    states: dict[str, set[str]] = {}
    for leaf in leaves:
        if not (leaf.source or leaf.as_of):
            states.setdefault(leaf.indicator, set()).update(leaf.coalition.codes)
    return {name: tuple(sorted(codes)) for name, codes in states.items()}


def outcome_by(
    data: Dataset,
    claim: Claim,
    on: date,
    sources: Mapping[str, str],
    reading: str,
    totals: Totals,
    changed: tuple[str, float] = ("", 1.0),
) -> Outcome:
    """Return what given sources say about a claim with the membership of a day.

    Parameters
    ----------
    data, claim
        The tables and the statement.
    on
        Day of membership.
    sources
        Who speaks for each indicator.
    reading, totals
        As for :func:`put_to_test`.
    changed
        A figure, and what it is multiplied by, to see what would turn the answer.
    """
    silent = []

    def look_up(leaf: Leaf) -> Amount:
        source = leaf.source or sources.get(leaf.indicator)
        amount = unknown(data.indicator(leaf.indicator).unit, leaf.coalition.codes)
        if leaf.as_of:
            amount = _dated(data, leaf, reading)
        elif source:
            named = None if source == _PRODUCT else source
            amount = totals(leaf.coalition, leaf.indicator, named)
        if not amount.terms:
            silent.append(leaf)
        return _changed(amount, *changed)

    truth = _walk(data, claim, on, look_up, reading)
    answer: Answer = "open"
    if truth.value is not None:
        answer = "true" if truth.value else "false"
    elif any(decision.unlike for decision in _flat(truth.decisions)):
        answer = "unlike"
    elif silent or any(_unheard(decision) for decision in _flat(truth.decisions)):
        answer = "no_data"
    return Outcome(claim, sources, truth, answer, on)


def _dated(data: Dataset, leaf: Leaf, reading: str) -> Amount:
    """Return the sum of figures of a time, by the first source that has one for each member."""
    indicator = data.indicator(leaf.indicator)
    codes = leaf.coalition.codes
    question = Question(codes, (), None, leaf.source or None, check_reading(reading))
    bases = {indicator.name: indicator.basis}
    for edition in editions_of(data, [indicator.name], bases, indicator.preferred, question):
        found = [
            amount_of(
                data, indicator.name, code, edition.source_id, as_of=leaf.as_of, reading=reading
            )
            for code in codes
        ]
        if all(amount.is_known for amount in found):
            return plus(found)
    return unknown(indicator.unit, codes)


def _unheard(decision: Decision) -> bool:
    """Return whether a number of a comparison is not known at all."""
    return any(side.missing and not side.terms for side in (decision.left, decision.right))


def _changed(amount: Amount, figure: str, factor: float) -> Amount:
    """Return an amount in which one figure is multiplied by a factor."""
    if not any(term.figure_ids == (figure,) for term in amount.terms):
        return amount
    terms = tuple(
        replace(term, bounds=product([term.bounds, exact(factor)]))
        if term.figure_ids == (figure,)
        else term
        for term in amount.terms
    )
    whole = total(term.bounds for term in terms)
    bounds = Bounds(whole.low, None, math.inf) if amount.missing else whole
    return replace(amount, bounds=bounds, terms=terms)


_PRODUCT = "*"
"""Stands for the sources of a product of figures, each chosen by itself."""


def _choices(data: Dataset, leaves: Iterable[Leaf], reading: str) -> Iterator[dict[str, str]]:
    """Yield who speaks for each indicator: first the preferred, then each other edition.

    One source speaks for all states of an indicator, however often a test names it.
    """
    preferred: dict[str, str] = {}
    others: dict[str, dict[str, str]] = {}
    for name, codes in _asked(leaves).items():
        plan = plan_of(data, data.indicator(name))
        question = Question(codes, (), None, None, check_reading(reading))
        selection = select(data, plan, question)
        if selection is None:
            continue
        speaking = {source for each in selection.sources.values() for source in each.values()}
        preferred[name] = speaking.pop() if len(speaking) == 1 and plan.joint else _PRODUCT
        if plan.joint:
            own = () if name in plan.names else (name,)
            bases = {**plan.bases, name: plan.indicator.basis}
            names = (*plan.names, *own)
            for edition in editions_of(data, names, bases, plan.indicator.preferred, question):
                others.setdefault(edition.source_id, {})[name] = edition.source_id
    yield preferred
    for put_in in others.values():
        if not put_in.items() <= preferred.items():
            yield {**preferred, **put_in}


def _is_thin(outcome: Outcome) -> bool:
    """Return whether a sum misses more members than it has."""
    sides = (side for one in outcome.single for side in (one.left, one.right))
    return any(len(side.missing) > len({t.entity for t in side.terms}) for side in sides)


def put_to_test(
    data: Dataset, claim: Claim, *, reading: str = "step", totals: Totals | None = None
) -> tuple[Outcome, ...]:
    """Return what the tables say about a claim.

    Parameters
    ----------
    data
        The tables.
    claim
        The statement.
    reading
        The rule for hedges; what the source itself states is taken literally where the test
        asks whether a number fits it.
    totals
        Looks up totals; by default a new :func:`totals_by`. One for many claims saves time.

    Returns
    -------
    tuple of Outcome
        First by the preferred sources; then once for each other edition, which speaks for all
        indicators of which it has figures. Editions that are silent, or have figures for less
        than half of the members of a sum, are left out.

    Raises
    ------
    ExpressionError
        If the test cannot be read.
    """
    leaves = leaves_of(data, claim)
    look_up = totals or totals_by(data, reading)
    found: list[Outcome] = []
    for sources in _choices(data, leaves, reading):
        outcome = outcome_by(data, claim, claim.on, sources, reading, look_up)
        if not found or not (outcome.answer == "no_data" or _is_thin(outcome)):
            found.append(outcome)
    return tuple(found)
