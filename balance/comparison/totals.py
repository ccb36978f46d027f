"""One side of a row: the sum over its members, with what is missing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from balance.comparison.question import Question
from balance.comparison.terms import ABSENCE, EntityTerms, Plan, Term, entity_terms
from balance.quantities.bounds import Bounds, ratio, total
from balance.quantities.printing import significant_digits
from balance.tables.dataset import Dataset

__all__ = ["Side", "side_of"]


@dataclass(frozen=True)
class Side:
    """The total of one side of a row.

    Attributes
    ----------
    members
        What each member adds, in alphabetical order.
    is_share
        Whether the total is a sum over a sum.
    scale
        What a share is multiplied by: 100 for per cent, otherwise 1.
    """

    members: tuple[EntityTerms, ...]
    is_share: bool = False
    scale: float = 1.0

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """Members without a figure, or with part of it missing."""
        return tuple(member.entity for member in self.members if not member.covered)

    @property
    def reported(self) -> int:
        """How many members are covered; a known zero counts as covered."""
        return len(self.members) - len(self.missing)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """All addends."""
        return tuple(term for member in self.members for term in member.terms)

    @cached_property
    def bounds(self) -> Bounds:
        """The total. With a member missing it has no value and is open above.

        Holdings are never negative, so what is reported bounds the total from below. A share
        of which a member is missing is not bounded at all.
        """
        if self.is_share:
            return self._share()
        return _sum(self.terms, partial=bool(self.missing))

    def _share(self) -> Bounds:
        if self.missing:
            return Bounds(0.0, None, math.inf)
        above = _sum((t for t in self.terms if t.part == "numerator"), partial=False)
        below = _sum((t for t in self.terms if t.part == "denominator"), partial=False)
        whole = ratio(above, below)
        if whole is None:
            return Bounds(0.0, None, math.inf)
        value = None if whole.value is None else whole.value * self.scale
        return Bounds(whole.low * self.scale, value, whole.high * self.scale)

    @cached_property
    def scopes(self) -> frozenset[str]:
        """What the figures count besides; nothing of a kind has no scope."""
        return frozenset(
            term.scope for term in self.terms if term.reading != ABSENCE and term.bounds.high > 0
        )

    @property
    def digits(self) -> int:
        """How many significant digits of the total its weakest addend carries."""
        if self.is_share:
            shares = [t for t in self.terms if t.bounds.high > 0]
            return min(
                (significant_digits(_best(t.bounds), t.resolution) for t in shares), default=1
            )
        coarsest = max((term.resolution for term in self.terms), default=1.0)
        return significant_digits(_best(self.bounds), coarsest)

    @property
    def as_of(self) -> str:
        """What the figures are true of: one date, or the first and the last."""
        dates = sorted({day for term in self.terms for day in term.as_of})
        if not dates:
            return ""
        return dates[0] if len(dates) == 1 else f"{dates[0]}/{dates[-1]}"

    @property
    def sources(self) -> tuple[str, ...]:
        """Sources of the figures, known zeros aside."""
        return tuple(sorted({s for t in self.terms if t.reading != ABSENCE for s in t.source_ids}))

    def without(self, entity: str) -> Side:
        """Return the side without one member."""
        return replace(self, members=tuple(m for m in self.members if m.entity != entity))

    def of(self, entities: Iterable[str]) -> Side:
        """Return the part of the side that some members make up."""
        wanted = set(entities)
        return replace(self, members=tuple(m for m in self.members if m.entity in wanted))


def _best(bounds: Bounds) -> float:
    return bounds.low if bounds.value is None else bounds.value


def _sum(terms: Iterable[Term], *, partial: bool) -> Bounds:
    whole = total(term.bounds for term in terms)
    return Bounds(whole.low, None, math.inf) if partial else whole


def side_of(
    data: Dataset,
    plan: Plan,
    members: Iterable[str],
    sources: Mapping[str, Mapping[str, str]],
    question: Question,
) -> Side:
    """Return one side of a row.

    Parameters
    ----------
    data
        The tables.
    plan
        How the indicator is made.
    members
        The states on this side.
    sources
        For each member the source that speaks for each name of the plan.
    question
        What may be seen, and the rule for hedges.
    """
    added = tuple(
        entity_terms(data, plan, entity, sources.get(entity, {}), question)
        for entity in sorted(members)
    )
    return Side(added, plan.is_share, 100.0 if plan.indicator.unit == "percent" else 1.0)
