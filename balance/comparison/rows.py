"""One row of a comparison: two sides, who has more, and whether that may be said at all."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from balance.comparison.question import Question
from balance.comparison.selection import Selection, select, select_mixed
from balance.comparison.terms import Plan, plan_of
from balance.comparison.totals import Side, side_of
from balance.quantities.bounds import Bounds, Verdict, ratio, verdict
from balance.tables.dataset import Dataset
from balance.tables.records import Indicator

__all__ = ["Row", "make_row", "row_of"]


@dataclass(frozen=True)
class Row:
    """Two sides of one indicator as one selection of sources shows them.

    Attributes
    ----------
    plan
        How the indicator is made.
    a, b
        The two sides.
    selection
        Who speaks; None if nobody does.
    """

    plan: Plan
    a: Side
    b: Side
    selection: Selection | None

    @property
    def indicator(self) -> Indicator:
        """What is counted."""
        return self.plan.indicator

    @property
    def has_data(self) -> bool:
        """Whether each side has at least one member with a figure or a known zero."""
        return self.selection is not None and self.a.reported > 0 and self.b.reported > 0

    @property
    def scopes_differ(self) -> bool:
        """Whether the figures count different things besides."""
        return len(self.a.scopes | self.b.scopes) > 1

    @cached_property
    def verdict(self) -> Verdict:
        """Who has more, or why that cannot be said."""
        if not self.has_data:
            return "no_data"
        if not self.indicator.comparable or self.scopes_differ:
            return "not_comparable"
        return verdict(self.a.bounds, self.b.bounds)

    @property
    def ratio(self) -> Bounds | None:
        """A over B; None if it may not be formed or B has none."""
        if self.verdict in ("no_data", "not_comparable"):
            return None
        return ratio(self.a.bounds, self.b.bounds)

    @property
    def digits(self) -> int:
        """How many significant digits the ratio carries: those of the weaker side."""
        return min(self.a.digits, self.b.digits)

    @property
    def source(self) -> str:
        """The one source that speaks for both sides, ``mixed`` if several do, or empty."""
        if self.selection is None:
            return ""
        spoken = sorted({*self.a.sources, *self.b.sources})
        if not spoken:
            spoken = sorted({s for each in self.selection.sources.values() for s in each.values()})
        return spoken[0] if len(spoken) == 1 else "mixed"

    @cached_property
    def hangs_on(self) -> tuple[str, ...]:
        """Members without any one of whom the verdict changes, the largest first.

        Members of either side that is left with other members; empty for a row without a
        verdict between two comparable sides.
        """
        now = self.verdict
        if now in ("no_data", "not_comparable"):
            return ()
        turning: list[tuple[float, str]] = []
        for side in (self.a, self.b):
            if len(side.members) < 2:
                continue
            for member in side.members:
                if self.without(member.entity).verdict != now:
                    weight = sum(term.bounds.low for term in member.terms)
                    turning.append((-weight, member.entity))
        return tuple(entity for _, entity in sorted(turning))

    def without(self, entity: str) -> Row:
        """Return the row with one member taken out of its side."""
        return Row(self.plan, self.a.without(entity), self.b.without(entity), self.selection)


def make_row(data: Dataset, plan: Plan, question: Question, selection: Selection | None) -> Row:
    """Return a row for given sources.

    Parameters
    ----------
    data
        The tables.
    plan
        How the indicator is made.
    question
        The members of both sides, what may be seen, and the rule for hedges.
    selection
        The sources that speak; None for a row without any.

    Returns
    -------
    Row
    """
    sources = {} if selection is None else selection.sources
    sides = [
        side_of(data, plan, members, sources, question) for members in (question.a, question.b)
    ]
    return Row(plan, sides[0], sides[1], selection)


def row_of(data: Dataset, indicator: Indicator, question: Question, *, mixed: bool) -> Row:
    """Return the row of an indicator, its sources selected.

    Parameters
    ----------
    data
        The tables.
    indicator
        What is counted.
    question
        The sides and what may be seen.
    mixed
        Whether each member may speak through a source of its own.
    """
    plan = plan_of(data, indicator)
    selection = (select_mixed if mixed else select)(data, plan, question)
    return make_row(data, plan, question, selection)
