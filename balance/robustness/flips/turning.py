"""The nearest changes that turn the verdict of one row: members, editions, figures, gaps."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from balance.comparison.question import Question
from balance.comparison.rows import Row, make_row
from balance.comparison.standing import Witness
from balance.comparison.terms import Term
from balance.comparison.totals import Side
from balance.quantities.bounds import Bounds, Verdict, exact, total, verdict
from balance.quantities.printing import round_to
from balance.quantities.units import is_money
from balance.quantities.wording import READINGS
from balance.robustness.flips.departing import departures, without
from balance.robustness.flips.levers import (
    Lever,
    Push,
    least_change,
    levers_of,
    rounded_down,
    rounded_up,
)
from balance.tables.dataset import Dataset

__all__ = ["Flip", "Kind", "best", "flips_of", "pushes_of"]

Kind = Literal["member", "publication", "edition", "figure", "missing", "wording"]

_LOSING: Mapping[Verdict, tuple[Push, ...]] = {
    "a_more": (
        Push("a", frozenset(["level", "undecided", "b_more"])),
        Push("a", frozenset(["b_more"])),
    ),
    "b_more": (
        Push("b", frozenset(["level", "undecided", "a_more"])),
        Push("b", frozenset(["a_more"])),
    ),
}
_DECIDING = (Push("b", frozenset(["a_more"])), Push("a", frozenset(["b_more"])))
_NEAR_DIGITS = 2
"""Relative changes that agree to so many digits are a tie."""


def pushes_of(own: Verdict) -> tuple[Push, ...]:
    """Return the changes of a verdict that are looked for.

    Of a verdict first its loss, then its reversal; of a row that is level or undecided the two
    ways in which it can be decided; nothing where nothing is concluded.

    Examples
    --------
    >>> [sorted(push.verdicts) for push in pushes_of("a_more")]
    [['b_more', 'level', 'undecided'], ['b_more']]
    """
    if own in ("not_comparable", "no_data"):
        return ()
    return _LOSING.get(own, _DECIDING)


@dataclass(frozen=True, eq=False)
class Flip:
    """One change that turns the verdict of a row.

    Attributes
    ----------
    kind
        What changes.
    key
        Of what changes: codes joined by ``+``, a source, a figure, or a side.
    side
        The side, ``a`` or ``b``, on which it changes; empty if on both.
    after
        The verdict after the change.
    change
        In ``unit``, below zero for less; None where it is not one number.
    reversal
        The change of the same thing after which the other side has more; None if there is none
        or none is needed.
    unit
        Of both.
    stands
        What changes, as it stands: bounds and terms.
    of_side
        The part of the total of its side by which that moves; None where it cannot be formed.
    terms
        Figures that it rests on beside those of the row.
    lever
        The figure, for a change of one.
    ceiling
        Whether the change is the most, not the least, that decides the row.
    note
        What a reader must know of it, or empty.
    """

    kind: Kind
    key: str
    side: str
    after: Verdict
    change: float | None = None
    reversal: float | None = None
    unit: str = ""
    stands: Bounds | None = None
    of_side: float | None = None
    terms: tuple[Term, ...] = ()
    lever: Lever | None = None
    ceiling: bool = False
    note: str = ""

    @property
    def relative(self) -> float:
        """The change over what stands; infinite where nothing stands."""
        if self.change is None or self.stands is None or not best(self.stands):
            return math.inf
        return abs(self.change) / best(self.stands)


def best(bounds: Bounds) -> float:
    """Return the best value of bounds, or the low one where there is none."""
    return bounds.low if bounds.value is None else bounds.value


def _whole(side: Side) -> float:
    """Return the total of a side, of a sum with the low bound where a figure has no best value."""
    if side.is_share:
        return best(side.bounds)
    return math.fsum(best(term.bounds) for term in side.terms)


def _moves(before: Side, after: Side) -> float | None:
    """Return the part of a total by which it moves."""
    whole = _whole(before)
    return abs(_whole(after) - whole) / whole if whole else None


def flips_of(
    data: Dataset, row: Row, question: Question, witnesses: Iterable[Witness]
) -> tuple[Flip, ...]:
    """Return the nearest changes of each kind that turn a row, the smallest move first.

    Parameters
    ----------
    data
        The tables.
    row
        The row.
    question
        What was asked.
    witnesses
        What other editions say of the row.

    Returns
    -------
    tuple of Flip
        Empty for a row without a verdict between two comparable sides. By kind: the smallest
        sets of members; every other publication and edition that says otherwise; the figure
        with the least relative change that loses the verdict, and the one that reverses it; for
        an undecided row what the missing figures would have to be, and what the figures say
        when each is taken exactly as printed.
    """
    pushes = pushes_of(row.verdict)
    if not pushes:
        return ()
    found = [
        *_members(row, pushes),
        *_editions(row, witnesses),
        *_figures(data, row, question, pushes),
        *_missing(row),
        *_wording(data, row, question),
    ]
    order = ("member", "publication", "edition", "figure", "missing", "wording")
    return tuple(
        sorted(
            found,
            key=lambda flip: (
                math.inf if flip.of_side is None else flip.of_side,
                order.index(flip.kind),
                flip.key,
            ),
        )
    )


def _members(row: Row, pushes: tuple[Push, ...]) -> Iterator[Flip]:
    seen: set[tuple[str, ...]] = set()
    reverses = pushes[1].verdicts if row.verdict in _LOSING else frozenset[Verdict]()
    for push in pushes:
        side: Side = getattr(row, push.side)
        for gone in departures(row, push):
            if gone in seen:
                continue
            seen.add(gone)
            leaving = side.of(gone)
            after = without(row, gone).verdict
            plain = not (side.is_share or leaving.missing)
            held = _whole(leaving) if plain else 0.0
            yield Flip(
                "member",
                "+".join(gone),
                push.side,
                after,
                -held if plain and held else None,
                -held if plain and held and after in reverses else None,
                row.indicator.unit,
                leaving.bounds if plain else None,
                held / _whole(side) if plain and _whole(side) else None,
                note="" if not leaving.missing else "its figure is missing",
            )


def _editions(row: Row, witnesses: Iterable[Witness]) -> Iterator[Flip]:
    for witness in witnesses:
        other = witness.row
        if other.verdict in (row.verdict, "no_data", "not_comparable"):
            continue
        moves = [
            (move, side)
            for side in ("a", "b")
            if (move := _moves(getattr(row, side), getattr(other, side))) is not None
        ]
        most, side = max(moves, default=(None, "a"))
        now, then = getattr(row, side).bounds, getattr(other, side).bounds
        known = now.value is not None and then.value is not None
        yield Flip(
            "edition" if witness.kind == "edition" else "publication",
            witness.source_id,
            side,
            other.verdict,
            best(then) - best(now) if known else None,
            None,
            row.indicator.unit,
            now if known else None,
            most if known else None,
            (*other.a.terms, *other.b.terms),
            note="" if witness.kind in ("second", "edition") else witness.why_not,
        )


def _figures(
    data: Dataset, row: Row, question: Question, pushes: tuple[Push, ...]
) -> Iterator[Flip]:
    levers = levers_of(data, row, question)
    nearest = [_nearest(levers, push) for push in pushes]
    decided = row.verdict in _LOSING
    seen: set[str] = set()
    for number, found in enumerate(nearest):
        if found is None:
            continue
        lever, change = found
        if decided and lever.figure.figure_id in seen:
            continue
        seen.add(lever.figure.figure_id)
        reversal = None
        if decided:
            # The figure that reverses soonest need not be the one that loses soonest.
            reversal = change if number else least_change(lever, pushes[1])
            change = least_change(lever, pushes[0]) or change
        then = lever.changed(change)
        yield Flip(
            "figure",
            lever.figure.figure_id,
            lever.side,
            then.verdict,
            change,
            reversal,
            lever.unit,
            lever.own,
            _moves(getattr(row, lever.side), getattr(then, lever.side)),
            lever=lever,
        )


def _nearest(levers: Iterable[Lever], push: Push) -> tuple[Lever, float] | None:
    """Return the figure whose least relative change turns a row, and that change.

    Among figures whose relative changes agree to two digits the most roughly known, then the
    oldest goes first.
    """
    found: list[tuple[float, Lever, float]] = []
    least = math.inf
    for lever in sorted(levers, key=lambda one: -one.best):
        change = least_change(lever, push, least * _SLACK)
        if change is None:
            continue
        relative = abs(change) / lever.best if lever.best else math.inf
        least = min(least, relative)
        found.append((relative, lever, change))

    def order(one: tuple[float, Lever, float]) -> tuple[object, ...]:
        relative, lever, change = one
        near = math.inf if math.isinf(relative) else float(round_to(relative, _NEAR_DIGITS))
        figure = lever.figure
        absolute = abs(change) if math.isinf(relative) else 0.0
        return (near, absolute, -lever.coarseness, figure.as_of, figure.figure_id)

    if not found:
        return None
    _, lever, change = min(found, key=order)
    return lever, change


_SLACK = 1.1
"""How much farther than the nearest a figure may be and still be in a tie."""


def _missing(row: Row) -> Iterator[Flip]:
    """Yield what the missing figures of one side would have to be to decide a row.

    Holdings are never negative, so that they cannot turn what is proved without them. Where
    both sides have gaps, no figures of one side decide.
    """
    gaps = [key for key in ("a", "b") if getattr(row, key).missing]
    if row.verdict != "undecided" or len(gaps) != 1 or row.a.is_share:
        return
    key = gaps[0]
    side: Side = getattr(row, key)
    other: Bounds = (row.b if key == "a" else row.a).bounds
    reported = total(term.bounds for term in side.terms)
    mine: Verdict = "a_more" if key == "a" else "b_more"
    theirs: Verdict = "b_more" if key == "a" else "a_more"
    money = is_money(row.indicator.unit)
    gap, room = other.high - reported.low, other.low - reported.high
    more = math.inf if math.isinf(gap) else math.floor(gap) + 1.0
    less = -1.0 if math.isinf(room) else math.ceil(room) - 1.0
    if money:
        more, less = rounded_up(more), rounded_down(less)
    for after, change in ((mine, more), (theirs, less)):
        if change < 0 or math.isinf(change):
            continue
        yield Flip(
            "missing",
            key,
            key,
            after,
            change,
            None,
            row.indicator.unit,
            Bounds(reported.low, None, math.inf),
            change / reported.low if reported.low else None,
            ceiling=after == theirs,
        )


def _wording(data: Dataset, row: Row, question: Question) -> Iterator[Flip]:
    """Yield what another rule for hedges says, and an undecided row with figures as printed."""
    for reading in READINGS:
        if reading == question.reading:
            continue
        other = make_row(data, row.plan, replace(question, reading=reading), row.selection)
        if other.verdict not in (row.verdict, "no_data", "not_comparable"):
            yield Flip("wording", reading, "", other.verdict)
    a, b = row.a.bounds.value, row.b.bounds.value
    if row.verdict == "undecided" and a is not None and b is not None:
        yield Flip("wording", "as-printed", "", verdict(exact(a), exact(b)))
