"""What would turn an answer: one figure, or the membership of another day."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from balance.claims.grammar import parse_test
from balance.claims.numbers import Decision, Number
from balance.claims.testing import Answer, Outcome, Totals, outcome_by, totals_by
from balance.errors import ExpressionError
from balance.tables.dataset import Dataset

__all__ = ["turning_date", "turning_figure"]


def turning_date(
    data: Dataset, tested: Outcome, *, reading: str = "step", totals: Totals | None = None
) -> Outcome | None:
    """Return the outcome on the nearest day on which it is another, or None.

    Parameters
    ----------
    data
        The tables.
    tested
        An outcome.
    reading, totals
        As for :func:`put_to_test`.

    Notes
    -----
    Only membership moves; the figures stay. Looked at are the days before and after each
    change in a group that the test names.
    """
    names = {
        node.id for node in ast.walk(parse_test(tested.claim.test)) if isinstance(node, ast.Name)
    }
    frame = data.memberships
    own = frame[frame["group"].isin(names)]
    changes = {day for column in ("joined", "left") for day in own[column] if len(day) == 10}
    days = {date.fromisoformat(day) for day in changes}
    looked = sorted(
        {day for change in days for day in (change, change - timedelta(days=1))},
        key=lambda day: (abs((day - tested.on).days), day),
    )
    look_up = totals or totals_by(data, reading)
    for day in looked:
        if abs((day - tested.on).days) > _YEARS * 366:
            break
        try:
            other = outcome_by(data, tested.claim, day, tested.sources, reading, look_up)
        except ExpressionError:  # a group had no members, or a state was not inside, on that day
            continue
        if other.answer != tested.answer and other.answer in ("true", "false"):
            return other
    return None


_YEARS = 5
"""How far membership is moved."""


def turning_figure(
    data: Dataset, tested: Outcome, *, reading: str = "step", totals: Totals | None = None
) -> tuple[str, float, Answer] | None:
    """Return the figure whose smallest relative change alone makes the answer another.

    Parameters
    ----------
    data
        The tables.
    tested
        An outcome that is true or false.
    reading, totals
        As for :func:`put_to_test`.

    Returns
    -------
    tuple or None
        The id of the figure, the relative change with its sign (-0.1 is a tenth less), and what
        the answer becomes. Each candidate is put to the test; None if no single figure of a sum
        turns the answer. Figures of shares and products, and zeros, are not tried.
    """
    if tested.answer not in ("true", "false"):
        return None
    look_up = totals or totals_by(data, reading)
    found = {each for decision in tested.single for each in _changes(decision)}
    for figure, change in sorted(found, key=lambda one: (abs(one[1]), one[0])):
        beyond = (figure, max(0.0, 1 + change * (1 + 1e-9) + math.copysign(1e-9, change)))
        other = outcome_by(data, tested.claim, tested.on, tested.sources, reading, look_up, beyond)
        if other.answer != tested.answer:
            return figure, change, other.answer
    return None


def _changes(decision: Decision) -> Iterator[tuple[str, float]]:
    """Yield the figures that could turn a comparison, each with the change it takes."""
    left, right = decision.left, decision.right
    if decision.as_printed is None or not (left.plain and right.plain):
        return
    if decision.operator == "fits":
        for side, gap, sign in _ways_out(decision):
            yield from _largest(side, gap, sign, ())
        return
    above, below = (left, right) if left.low >= right.high else (right, left)
    gap = above.low - below.high
    shared = [term.figure_ids for term in above.terms]
    yield from _largest(above, gap, -1.0, [term.figure_ids for term in below.terms])
    yield from _largest(below, gap, 1.0, shared)


def _ways_out(decision: Decision) -> Iterator[tuple[Number, float, float]]:
    """Yield by how much a number must fall or rise to change whether it fits."""
    left, right = decision.left, decision.right
    if decision.as_printed:
        yield left, left.low - right.low, -1.0
        yield left, right.high - left.high, 1.0
    elif left.high < right.low:
        yield left, right.low - left.high, 1.0
    else:
        yield left, left.low - right.high, -1.0


def _largest(
    side: Number, gap: float, sign: float, but: Iterable[tuple[str, ...]]
) -> Iterator[tuple[str, float]]:
    """Yield the figure of a sum that has to change least, if it is large enough."""
    if not math.isfinite(gap) or gap < 0:
        return
    excluded = set(but)
    found = [
        (term.bounds.low if sign < 0 else term.bounds.high, term.figure_ids[0])
        for term in side.terms
        if len(term.figure_ids) == 1 and term.figure_ids not in excluded
    ]
    value, figure = max(found, default=(0.0, ""))
    if 0 < value < math.inf and (sign > 0 or gap <= value):
        yield figure, sign * gap / value
