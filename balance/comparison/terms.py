"""What one state adds to a row: the figures of an indicator, its formula applied."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from balance.comparison.question import Question, is_known
from balance.errors import WordingError
from balance.quantities.bounds import Bounds, exact, product
from balance.quantities.dates import first_day
from balance.quantities.units import is_count
from balance.quantities.wording import Reading, parse_wording, read_figure
from balance.tables.dataset import Dataset
from balance.tables.formula import Formula
from balance.tables.records import Figure, Indicator

__all__ = ["ABSENCE", "EntityTerms", "Plan", "Term", "entity_terms", "plan_of", "term_of"]

ABSENCE = "known absence"
"""Reading of a term that is zero because the state is known to have none."""


@dataclass(frozen=True)
class Term:
    """One addend of a total: a figure, a product of figures, or a known zero.

    Attributes
    ----------
    entity
        The state.
    part
        ``numerator`` or ``denominator`` of a share; empty for anything else.
    figure_ids, source_ids
        The figures multiplied and their sources; for a known zero the key of the absence
        (``absence/ISL/active_personnel``) and its source.
    bounds
        In base units.
    reading
        The rule that made the bounds.
    scope
        What else the figures count, or empty.
    as_of
        What the figures are true of; empty for a known zero.
    resolution
        One unit of the last digit that the weakest factor carries.
    """

    entity: str
    part: str
    figure_ids: tuple[str, ...]
    source_ids: tuple[str, ...]
    bounds: Bounds
    reading: str
    scope: str
    as_of: tuple[str, ...]
    resolution: float


@dataclass(frozen=True)
class EntityTerms:
    """All that one state adds to a row.

    Attributes
    ----------
    entity
        The state.
    terms
        Its addends; those that are known if some are missing.
    covered
        Whether none is missing.
    """

    entity: str
    terms: tuple[Term, ...]
    covered: bool


@dataclass(frozen=True)
class Plan:
    """How an indicator is made from figures.

    Attributes
    ----------
    indicator
        The indicator of the row.
    numerator, denominator
        Sums of products; the denominator is empty unless the row is a share.
    bases
        Money basis of each name in the formulas; empty for things that are not money.
    joint
        Whether one source must give all parts (a sum), or each factor its own (a product).
    """

    indicator: Indicator
    numerator: Formula
    denominator: Formula
    bases: Mapping[str, str]
    joint: bool

    @property
    def names(self) -> tuple[str, ...]:
        """The indicators whose figures are needed, each once."""
        terms = (*self.numerator, *self.denominator)
        return tuple(dict.fromkeys(name for term in terms for name in term))

    @property
    def is_share(self) -> bool:
        """Whether the row is a sum over a sum."""
        return bool(self.denominator)


def plan_of(data: Dataset, indicator: Indicator) -> Plan:
    """Return how an indicator is made from figures."""
    if indicator.numerator:
        numerator, denominator = indicator.numerator, indicator.denominator
    else:
        numerator, denominator = indicator.formula or ((indicator.name,),), ()
    names = {name for term in (*numerator, *denominator) for name in term}
    own = {name: data.indicator(name).basis for name in names}
    # A share is taken in one basis; the factors of a product keep their own.
    bases = {n: indicator.basis if denominator and b else b for n, b in own.items()}
    joint = not denominator and all(len(term) == 1 for term in numerator)
    return Plan(indicator, numerator, denominator, bases, joint)


def _figures(
    data: Dataset, name: str, source: str, entity: str, basis: str, question: Question
) -> list[Figure]:
    """Return a state's figures of one indicator in one source, the latest first."""
    known_by = question.known_by
    found = [
        figure
        for figure in data.figure_index.get(name, {}).get(source, {}).get(entity, ())
        if figure.as_of.startswith(question.year)
        and figure.basis == basis
        and (known_by is None or first_day(figure.as_of) <= known_by)
        # What a text states is a statement to be tested: it speaks only when asked by name.
        and (not figure.in_prose or question.source == source)
    ]
    # Among figures of one day, the one that counts what the indicator defines.
    found.sort(key=lambda figure: figure.scope)
    return sorted(found, key=lambda figure: first_day(figure.as_of), reverse=True)


def entity_terms(
    data: Dataset,
    plan: Plan,
    entity: str,
    sources: Mapping[str, str],
    question: Question,
) -> EntityTerms:
    """Return what one state adds to a row when given sources speak.

    Parameters
    ----------
    data
        The tables.
    plan
        How the indicator is made.
    entity
        The state.
    sources
        The source that speaks for each name of the plan.
    question
        What may be seen, and the rule for hedges.

    Returns
    -------
    EntityTerms
        A figure of the indicator itself goes before its formula. The factors of a product or
        a share are of one year, the latest in which all are given.
    """
    own = plan.indicator
    if plan.joint and own.name in sources and own.name not in plan.names:
        source = sources[own.name]
        direct = _figures(data, own.name, source, entity, own.basis, question)
        if direct:
            return EntityTerms(
                entity, (term_of(entity, "", (direct[0],), question.reading, data),), True
            )
    given = {
        name: _figures(data, name, sources[name], entity, plan.bases[name], question)
        for name in plan.names
        if name in sources
    }
    if not plan.joint:
        given = _of_one_year(data, entity, plan.names, given, question)
    terms: list[Term] = []
    covered = True
    for part, factors in _parts(plan):
        term = _make(data, entity, part, factors, given, question)
        if term is None:
            covered = False
        else:
            terms.append(term)
    return EntityTerms(entity, tuple(terms), covered)


def _parts(plan: Plan) -> Iterator[tuple[str, tuple[str, ...]]]:
    for factors in plan.numerator:
        yield ("numerator" if plan.is_share else "", factors)
    for factors in plan.denominator:
        yield "denominator", factors


def _absence(data: Dataset, entity: str, name: str, question: Question) -> str:
    """Return the source that says a state has none of a thing, or empty if none is known."""
    source = data.absences.get((entity, name), "")
    return source if source and is_known(data, source, question) else ""


def _of_one_year(
    data: Dataset,
    entity: str,
    names: tuple[str, ...],
    given: Mapping[str, list[Figure]],
    question: Question,
) -> dict[str, list[Figure]]:
    """Keep the figures of the latest year in which every name that is not absent has one."""
    needed = [n for n in names if given.get(n) or not _absence(data, entity, n, question)]
    years = [{figure.as_of[:4] for figure in given.get(name, ())} for name in needed]
    common = set.intersection(*years) if years else set()
    if not common:
        return {}
    latest = max(common)
    return {
        name: [figure for figure in figures if figure.as_of[:4] == latest]
        for name, figures in given.items()
    }


def _make(
    data: Dataset,
    entity: str,
    part: str,
    factors: tuple[str, ...],
    given: Mapping[str, list[Figure]],
    question: Question,
) -> Term | None:
    for name in factors:
        source = "" if given.get(name) else _absence(data, entity, name, question)
        if source:
            return Term(
                entity,
                part,
                (f"absence/{entity}/{name}",),
                (source,),
                exact(0.0),
                ABSENCE,
                "",
                (),
                0.0,
            )
    if not all(given.get(name) for name in factors):
        return None
    figures = tuple(given[name][0] for name in factors)
    return term_of(entity, part, figures, question.reading, data)


def term_of(
    entity: str, part: str, figures: tuple[Figure, ...], reading: Reading, data: Dataset
) -> Term:
    """Return a term made of one figure, or of several that are multiplied.

    Parameters
    ----------
    entity, part
        As for :class:`Term`.
    figures
        At least one.
    reading
        The rule for hedges.
    data
        The tables, for the units: per cent counts as hundredths in a product.
    """
    read = [_read(figure, reading, data.indicator(figure.indicator).unit) for figure in figures]
    rules = list(dict.fromkeys(rule for _, rule in read))
    bounds = [bound for bound, _ in read]
    if len(figures) > 1:
        bounds = [
            Bounds(b.low / 100, None if b.value is None else b.value / 100, b.high / 100)
            if data.indicator(figure.indicator).unit == "percent"
            else b
            for b, figure in zip(bounds, figures, strict=True)
        ]
    whole = product(bounds)
    return Term(
        entity,
        part,
        tuple(figure.figure_id for figure in figures),
        tuple(dict.fromkeys(figure.source_id for figure in figures)),
        whole,
        (f"product; {', '.join(rules)}" if len(figures) > 1 else rules[0]),
        "+".join(sorted({figure.scope for figure in figures} - {""})),
        tuple(sorted({figure.as_of for figure in figures})),
        _product_resolution(figures, whole),
    )


def _read(figure: Figure, reading: Reading, unit: str) -> tuple[Bounds, str]:
    bounds, rule = read_figure(
        figure.value,
        low=figure.low,
        high=figure.high,
        as_stated=figure.as_stated,
        hedge=figure.hedge,
        in_prose=figure.in_prose,
        reading=reading,
    )
    if is_count(unit):  # there are only whole ones
        high = bounds.high if bounds.is_open else math.floor(bounds.high)
        bounds = Bounds(math.ceil(bounds.low), bounds.value, high)
    return bounds, rule


def _resolution(figure: Figure) -> float:
    """Return one unit of the last digit that a figure carries.

    A number in a table carries all its digits; one with a hedge or in prose only those that
    are significant as printed.
    """
    printed_in_full = figure.as_stated.replace(",", "").isdigit()
    if printed_in_full and not figure.in_prose and not figure.hedge:
        return 1.0
    try:
        return parse_wording(figure.as_stated).step
    except WordingError:
        return 1.0


def _product_resolution(figures: tuple[Figure, ...], whole: Bounds) -> float:
    if len(figures) == 1:
        return _resolution(figures[0])
    relative = max((_resolution(f) / f.value for f in figures if f.value), default=0.0)
    best = whole.low if whole.value is None else whole.value
    return relative * best
