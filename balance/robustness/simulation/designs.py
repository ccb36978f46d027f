"""From the rows of a comparison to what is drawn, or why a row cannot be drawn."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from balance.comparison.compare import Comparison
from balance.comparison.rows import Row
from balance.comparison.terms import ABSENCE, Term, term_of
from balance.comparison.totals import Side
from balance.errors import (
    BalanceError,
    NoBestValue,
    NoErrorModel,
    NotSimulated,
    OpenBound,
    ZeroDenominator,
)
from balance.quantities.bounds import Bounds, product, ratio, total
from balance.quantities.wording import Reading
from balance.robustness.simulation.draws import (
    Addend,
    Dependence,
    Design,
    Factor,
    Option,
    Sum,
    Trial,
)
from balance.robustness.simulation.error_models import (
    ErrorModel,
    Shape,
    ends_of,
    no_model,
    shape_of,
)
from balance.tables.dataset import Dataset
from balance.tables.records import Figure

__all__ = ["SOURCES", "Drawn", "Left", "Plan", "Sources", "Voice", "plan_of_draws"]

Sources = Literal["publications", "editions", "selected"]
SOURCES: tuple[Sources, ...] = ("publications", "editions", "selected")
"""Who may speak in a draw."""

_WITNESSES = {"publications": ("second",), "editions": ("second", "edition", "older")}
"""Kinds of witnesses that speak beside the selected source."""

_MOST_TOLD = 3
"""How many faults of one side are told in full."""


@dataclass(frozen=True)
class Voice:
    """A row as one source shows it.

    Attributes
    ----------
    publication, source
        Who speaks; the source may be ``mixed``.
    row
        What it says.
    """

    publication: str
    source: str
    row: Row


@dataclass(frozen=True)
class Drawn:
    """A row that is drawn.

    Attributes
    ----------
    voices
        Who speaks, the selected source first.
    silent
        Sources that could be second witnesses but cannot be drawn, with the reason.
    bounds
        Of a, b and their ratio under the error model, over all voices.
    """

    voices: tuple[Voice, ...]
    silent: tuple[tuple[str, BalanceError], ...]
    bounds: tuple[Bounds, Bounds, Bounds]

    @property
    def row(self) -> Row:
        """The row as the selected source shows it."""
        return self.voices[0].row


@dataclass(frozen=True)
class Left:
    """A row that is not drawn, and why."""

    row: Row
    fault: BalanceError


@dataclass(frozen=True)
class Plan:
    """What is drawn, and what is left out."""

    design: Design
    drawn: tuple[Drawn, ...]
    left: tuple[Left, ...]


@dataclass(frozen=True)
class _Shaped:
    """A side whose figures have distributions: its terms, and the bounds of what they make."""

    terms: tuple[tuple[str, tuple[Factor, ...]], ...]
    above: Bounds
    below: Bounds | None
    whole: Bounds


@dataclass(frozen=True)
class _Maker:
    """Gives figures their distributions."""

    data: Dataset
    model: ErrorModel
    reading: Reading
    figures: Mapping[str, Figure]

    def shaped(self, side: Side, letter: str) -> _Shaped:
        """Return a side with distributions; all its faults are raised at once."""
        if self.model.name != "rounding":
            ids = {one for t in side.terms if t.reading != ABSENCE for one in t.figure_ids}
            names = sorted({self.figures[one].indicator for one in ids})
            unknown = [name for name in names if ends_of(self.model, name) is None]
            if unknown:
                raise no_model(self.model, unknown)
        terms: list[tuple[str, tuple[Factor, ...]]] = []
        faults: list[BalanceError] = []
        for term in side.terms:
            try:
                terms.append((term.part, tuple(self._factors(term, letter))))
            except BalanceError as fault:
                faults.append(fault)
        if faults:
            told = list(map(str, faults))
            more = len(told) - _MOST_TOLD
            kept = [
                *told[:_MOST_TOLD],
                *([f"and {more} more figures likewise"] if more > 0 else []),
            ]
            raise type(faults[0])("; ".join(kept))
        above = _added(factors for part, factors in terms if part != "denominator")
        if not side.is_share:
            return _Shaped(tuple(terms), above, None, above)
        below = _added(factors for part, factors in terms if part == "denominator")
        quotient = ratio(above, below)
        if quotient is None or below.low <= 0:
            raise ZeroDenominator("what the share is taken of may be nothing")
        value = None if quotient.value is None else quotient.value * side.scale
        whole = Bounds(quotient.low * side.scale, value, quotient.high * side.scale)
        return _Shaped(tuple(terms), above, below, whole)

    def _factors(self, term: Term, letter: str) -> Iterator[Factor]:
        if term.reading == ABSENCE:
            yield Factor(term.figure_ids[0], "", letter, Shape("fixed", 0.0, 0.0, 0.0))
            return
        for figure_id in term.figure_ids:
            figure = self.figures[figure_id]
            bounds = term_of(term.entity, "", (figure,), self.reading, self.data).bounds
            if len(term.figure_ids) > 1 and self.data.indicator(figure.indicator).unit == "percent":
                value = None if bounds.value is None else bounds.value / 100
                bounds = Bounds(bounds.low / 100, value, bounds.high / 100)
            shape = shape_of(self.model, figure_id, figure.indicator, bounds)
            yield Factor(figure_id, figure.indicator, letter, shape)


@dataclass(frozen=True)
class _Draft:
    """Sums and addends as they are collected; each product of figures is drawn once."""

    sums: list[Sum] = field(default_factory=list)
    addends: dict[tuple[str, ...], tuple[tuple[Factor, ...], list[int]]] = field(
        default_factory=dict
    )

    def placed(self, shaped: _Shaped) -> tuple[int, int | None]:
        """Put a side among the sums; return its place and that of what it is divided by."""
        above = self._sum(shaped.above, (f for p, f in shaped.terms if p != "denominator"))
        if shaped.below is None:
            return above, None
        return above, self._sum(shaped.below, (f for p, f in shaped.terms if p == "denominator"))

    def _sum(self, bounds: Bounds, products: Iterable[tuple[Factor, ...]]) -> int:
        place = len(self.sums)
        fixed: list[float] = []
        for factors in products:
            if all(factor.shape.kind == "fixed" for factor in factors):
                fixed.append(math.prod(factor.shape.peak for factor in factors))
                continue
            key = tuple(factor.figure_id for factor in factors)
            self.addends.setdefault(key, (factors, []))[1].append(place)
        self.sums.append(Sum(math.fsum(fixed), bounds.low, bounds.high))
        return place


def plan_of_draws(
    comparison: Comparison,
    model: ErrorModel,
    *,
    seed: int,
    draws: int,
    dependence: Dependence,
    sources: Sources,
) -> Plan:
    """Return what is drawn of a comparison, and what cannot be.

    Parameters
    ----------
    comparison
        The rows.
    model
        What figures might be instead.
    seed, draws, dependence
        Of the simulation.
    sources
        ``publications``: the selected source and every second witness by the rules of
        standing; ``editions``: every other edition of these publications as well, however
        old; ``selected``: the selected source alone. Publications have equal weight, and
        within a publication its editions.
    """
    index = comparison.data.figure_index
    figures = {
        figure.figure_id: figure
        for by_source in index.values()
        for by_entity in by_source.values()
        for group in by_entity.values()
        for figure in group
    }
    maker = _Maker(comparison.data, model, comparison.question.reading, figures)
    draft = _Draft()
    drawn: list[Drawn] = []
    left: list[Left] = []
    trials: list[Trial] = []
    for row in comparison.rows:
        try:
            found, trial = _trial(maker, draft, comparison, row, sources)
        except BalanceError as fault:
            left.append(Left(row, fault))
        else:
            drawn.append(found)
            trials.append(trial)
    # In the order of their keys, so that no sum depends on the order of rows.
    addends = tuple(_addend(*draft.addends[key]) for key in sorted(draft.addends))
    design = Design(seed, draws, dependence, addends, tuple(draft.sums), tuple(trials))
    return Plan(design, tuple(drawn), tuple(left))


def _check(row: Row) -> None:
    """Refuse a row that is not compared, or not whole."""
    if row.verdict == "no_data":
        raise NotSimulated("no source at hand speaks for both sides")
    if row.verdict == "not_comparable":
        raise NotSimulated("the sides cannot be compared, so there is no ratio to draw")
    missing = (*row.a.missing, *row.b.missing)
    if missing:
        raise OpenBound(
            f"{row.source} has no figure for {', '.join(missing)}, so nothing bounds the sum from "
            "above; a source with these figures would, or a coalition without these members"
        )


def _voices(comparison: Comparison, row: Row, sources: Sources) -> list[Voice]:
    own = row.selection.publication if row.selection else ""
    voices = [Voice(own, row.source, row)]
    for witness in comparison.witnesses[row.indicator.name]:
        if witness.kind in _WITNESSES.get(sources, ()):
            publication = own if witness.kind == "edition" else witness.publication
            voices.append(Voice(publication, witness.source_id, witness.row))
    return voices


def _trial(
    maker: _Maker, draft: _Draft, comparison: Comparison, row: Row, sources: Sources
) -> tuple[Drawn, Trial]:
    kept: list[tuple[Voice, _Shaped, _Shaped]] = []
    silent: list[tuple[str, BalanceError]] = []
    for voice in _voices(comparison, row, sources):
        try:
            _check(voice.row)
            a, b = maker.shaped(voice.row.a, "a"), maker.shaped(voice.row.b, "b")
        except (NotSimulated, OpenBound, NoBestValue, NoErrorModel) as fault:
            if voice.row is row:
                raise
            silent.append((voice.source, fault))
            continue
        if b.whole.low <= 0:
            raise ZeroDenominator(
                f"by {voice.source} {comparison.labels['b']} may have none, so a ratio to it has "
                "no bounds; swap the sides, or leave the row out"
            )
        kept.append((voice, a, b))
    publications = [voice.publication for voice, _, _ in kept]
    options: list[Option] = []
    for voice, a, b in kept:
        weight = 1.0 / len(set(publications)) / publications.count(voice.publication)
        options.append(Option(weight, draft.placed(a), draft.placed(b), voice.row.a.scale))
    around = (
        _hull(a.whole for _, a, _ in kept),
        _hull(b.whole for _, _, b in kept),
        _hull(_quotient(a.whole, b.whole) for _, a, b in kept),
    )
    lows = (around[0].low, around[1].low, around[2].low)
    highs = (around[0].high, around[1].high, around[2].high)
    voices = tuple(voice for voice, _, _ in kept)
    return (
        Drawn(voices, tuple(silent), around),
        Trial(row.indicator.name, tuple(options), lows, highs),
    )


def _addend(factors: tuple[Factor, ...], places: list[int]) -> Addend:
    fixed = math.prod(factor.shape.peak for factor in factors if factor.shape.kind == "fixed")
    drawn = tuple(factor for factor in factors if factor.shape.kind != "fixed")
    return Addend(fixed, drawn, tuple(places))


def _added(products: Iterable[tuple[Factor, ...]]) -> Bounds:
    return total(product(factor.shape.bounds for factor in factors) for factors in products)


def _quotient(a: Bounds, b: Bounds) -> Bounds:
    found = ratio(a, b)
    assert found is not None  # b is more than nothing
    return found


def _hull(each: Iterable[Bounds]) -> Bounds:
    """Return bounds around several; the value of one alone."""
    known = list(each)
    if len(known) == 1:
        return known[0]
    return Bounds(min(one.low for one in known), None, max(one.high for one in known))
