"""A single figure as a lever: how far it must move before the verdict of its row is another."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cached_property

from balance.comparison.question import Question
from balance.comparison.rows import Row
from balance.comparison.terms import Term, term_of
from balance.comparison.totals import Side
from balance.quantities.bounds import Bounds, Verdict, product, ratio, total, verdict
from balance.quantities.printing import MOST_DIGITS
from balance.quantities.units import is_money
from balance.tables.dataset import Dataset
from balance.tables.records import Figure

__all__ = ["Lever", "Push", "least_change", "levers_of", "moved", "rounded_down", "rounded_up"]

_FAR = 2**60
"""Steps after which a change that has not turned a verdict never does."""


@dataclass(frozen=True)
class Push:
    """A change of verdict that is looked for.

    Attributes
    ----------
    side
        The side, ``a`` or ``b``, that has to lose against the other.
    verdicts
        The verdicts that count as turned.
    """

    side: str
    verdicts: frozenset[Verdict]


def rounded_up(number: float, digits: int = MOST_DIGITS) -> float:
    """Return a number rounded up to significant digits.

    Examples
    --------
    >>> rounded_up(13.8021), rounded_up(13.8)
    (13.9, 13.8)
    """
    return _rounded(number, digits, ROUND_CEILING)


def rounded_down(number: float, digits: int = MOST_DIGITS) -> float:
    """Return a number rounded down to significant digits.

    Examples
    --------
    >>> rounded_down(13.89), rounded_down(13.8)
    (13.8, 13.8)
    """
    return _rounded(number, digits, ROUND_FLOOR)


def _rounded(number: float, digits: int, how: str) -> float:
    if not number or math.isinf(number):
        return number
    whole = Decimal(repr(float(number)))
    unit = Decimal(1).scaleb(whole.adjusted() - digits + 1)
    return float(whole.quantize(unit, rounding=how))


def moved(bounds: Bounds, by: float) -> Bounds:
    """Return a figure that is more or less by an amount, its bounds with it, never below zero.

    Examples
    --------
    >>> moved(Bounds(95, 100, 105), -98)
    Bounds(low=0.0, value=2.0, high=7.0)
    """
    low, high = _plus(bounds.low, by), _plus(bounds.high, by)
    return Bounds(low, None if bounds.value is None else _plus(bounds.value, by), high)


def _plus(number: float, by: float) -> float:
    """Return a sum as its decimals add up, not below zero: 0.1 and 6.6 are 6.7, not a bit less."""
    first, second = float(number), float(by)
    if math.isinf(first) or (first.is_integer() and second.is_integer()):
        return max(0.0, first + second)
    return max(0.0, float(Decimal(repr(first)) + Decimal(repr(second))))


@dataclass(frozen=True, eq=False)
class _Place:
    """A term of a figure: the bounds of all its factors, and which of them is the figure."""

    part: str
    factors: tuple[Bounds, ...]
    own: tuple[int, ...]
    parts_of_hundred: tuple[bool, ...]

    def bounds(self, by: float) -> Bounds:
        found = [
            moved(factor, by) if place in self.own else factor
            for place, factor in enumerate(self.factors)
        ]
        if len(found) == 1:
            return found[0]
        return product(
            Bounds(b.low / 100, None if b.value is None else b.value / 100, b.high / 100)
            if hundredth
            else b
            for b, hundredth in zip(found, self.parts_of_hundred, strict=True)
        )


@dataclass(frozen=True, eq=False)
class Lever:
    """One figure of a row, and the total of its side as the figure moves.

    Attributes
    ----------
    row
        The row.
    side
        ``a`` or ``b``.
    figure
        The figure.
    own
        Its bounds as it stands.
    unit
        Its unit.
    term
        It by itself, as an addend: for its source and date.
    places
        The terms that it is part of.
    rest
        By part of a share (empty for a sum) the total of all other terms.
    """

    row: Row
    side: str
    figure: Figure
    own: Bounds
    unit: str
    term: Term
    places: tuple[_Place, ...]
    rest: dict[str, Bounds]

    @property
    def best(self) -> float:
        """The figure as it stands: its best value, or its low bound if it has none."""
        return self.own.low if self.own.value is None else self.own.value

    @cached_property
    def step(self) -> float:
        """The least by which it is changed: one, or the last digit printed of a fraction."""
        whole = self.unit != "percent" and not (" per " in self.unit and not is_money(self.unit))
        return 1.0 if whole else min(1.0, self.term.resolution)

    @property
    def coarseness(self) -> float:
        """How roughly it is known: the width of its bounds or its last digit, over itself."""
        if not self.best:
            return 0.0
        width = self.own.high - self.own.low
        return max(width, self.term.resolution) / self.best

    def total(self, by: float) -> Bounds:
        """Return the total of its side with the figure moved."""
        parts = {
            part: total([rest, *(p.bounds(by) for p in self.places if p.part == part)])
            for part, rest in self.rest.items()
        }
        side: Side = getattr(self.row, self.side)
        if side.is_share:
            whole = ratio(parts["numerator"], parts["denominator"])
            if side.missing or whole is None:
                return Bounds(0.0, None, math.inf)
            value = None if whole.value is None else whole.value * side.scale
            return Bounds(whole.low * side.scale, value, whole.high * side.scale)
        return Bounds(parts[""].low, None, math.inf) if side.missing else parts[""]

    def verdict(self, by: float) -> Verdict:
        """Return the verdict of the row with the figure moved."""
        mine = self.total(by)
        return (
            verdict(mine, self.row.b.bounds)
            if self.side == "a"
            else verdict(self.row.a.bounds, mine)
        )

    def changed(self, by: float) -> Row:
        """Return the row with the figure moved: every term that it is part of made anew."""
        side: Side = getattr(self.row, self.side)
        places = iter(self.places)
        members = tuple(
            replace(
                member,
                terms=tuple(
                    replace(term, bounds=next(places).bounds(by))
                    if self.figure.figure_id in term.figure_ids
                    else term
                    for term in member.terms
                ),
            )
            for member in side.members
        )
        then = replace(side, members=members)
        return replace(self.row, a=then) if self.side == "a" else replace(self.row, b=then)

    def directions(self, push: Push) -> tuple[float, ...]:
        """Return the signs of the changes that work towards a verdict."""
        parts = {place.part for place in self.places}
        signs = {-1.0 if part != "denominator" else 1.0 for part in parts}
        return tuple(sorted(sign if self.side == push.side else -sign for sign in signs))


def levers_of(data: Dataset, row: Row, question: Question) -> list[Lever]:
    """Return every figure of a row as a lever; known zeros are no figures.

    Parameters
    ----------
    data
        The tables.
    row
        A row with a verdict between two comparable sides.
    question
        The rule for hedges.
    """
    names = {*row.plan.names, row.indicator.name}
    known = {
        figure.figure_id: figure
        for name in names
        for entities in data.figure_index.get(name, {}).values()
        for figures in entities.values()
        for figure in figures
    }
    return [
        lever
        for key in ("a", "b")
        for lever in _of_side(data, row, key, getattr(row, key), known, question)
    ]


def _of_side(
    data: Dataset,
    row: Row,
    key: str,
    side: Side,
    known: dict[str, Figure],
    question: Question,
) -> Iterator[Lever]:
    alone = {
        figure_id: term_of(known[figure_id].entity, "", (known[figure_id],), question.reading, data)
        for term in side.terms
        for figure_id in term.figure_ids
        if figure_id in known
    }
    percent = {f: data.indicator(known[f].indicator).unit == "percent" for f in alone}
    parts = ("numerator", "denominator") if side.is_share else ("",)
    for figure_id, term in alone.items():
        places = tuple(
            _Place(
                each.part,
                tuple(alone[f].bounds for f in each.figure_ids),
                tuple(n for n, f in enumerate(each.figure_ids) if f == figure_id),
                tuple(percent[f] for f in each.figure_ids),
            )
            for each in side.terms
            if figure_id in each.figure_ids
        )
        rest = {
            part: total(
                each.bounds
                for each in side.terms
                if each.part == part and figure_id not in each.figure_ids
            )
            for part in parts
        }
        figure = known[figure_id]
        unit = data.indicator(figure.indicator).unit
        yield Lever(row, key, figure, term.bounds, unit, term, places, rest)


def least_change(lever: Lever, push: Push, within: float = math.inf) -> float | None:
    """Return the least change of a figure that turns its row, or None if none does.

    Parameters
    ----------
    lever
        The figure.
    push
        What counts as turned.
    within
        Only changes up to this part of the figure are looked for.

    Returns
    -------
    float or None
        In the unit of the figure, with its sign: in whole units, or in units of the last digit
        printed of a fraction; money and fractions rounded up to the digits that are printed.
        The row with the figure changed so has been made and turns; with one unit of the last
        digit less it does not.
    """
    found = [
        change
        for sign in lever.directions(push)
        if (change := _least(lever, push, sign, within)) is not None
    ]
    return min(found, key=abs, default=None)


def _least(lever: Lever, push: Push, sign: float, within: float) -> float | None:
    step, best = lever.step, lever.best
    most = math.ceil(best / step) if sign < 0 else _FAR
    if math.isfinite(within) and best:
        most = min(most, math.ceil(within * best / step))

    def amount(steps: int) -> float:
        far = float(Decimal(repr(step)) * steps)  # three tenths, not a last digit more
        return sign * (min(far, best) if sign < 0 else far)

    def turns(steps: int) -> bool:
        return lever.verdict(amount(steps)) in push.verdicts

    steps = _first(turns, most)
    if steps is None:
        return None

    def really(steps: int) -> bool:
        return lever.changed(amount(steps)).verdict in push.verdicts

    # Sums of fractions are rounded: the row itself has the last word.
    while steps > 1 and really(steps - 1):
        steps -= 1
    if not really(steps):
        steps += 1
    if steps > most or not really(steps):
        return None
    return sign * _as_printed(lever, abs(amount(steps)), sign)


def _as_printed(lever: Lever, change: float, sign: float) -> float:
    """Return a change with no more digits than are printed of it, never less than it is."""
    if not is_money(lever.unit) and change == int(change):
        return change
    shown = rounded_up(change)
    return min(shown, lever.best) if sign < 0 else shown


def _first(holds: Callable[[int], bool], most: int) -> int | None:
    """Return the least number from 1 to most for which a condition holds that then stays so."""
    if most < 1 or not holds(most):
        return None
    low, high = 0, 1
    while high < most and not holds(high):
        low, high = high, high * 2
    high = min(high, most)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high
