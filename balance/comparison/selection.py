"""Which source speaks: like with like, one source for both sides of a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from balance.comparison.question import Question, is_known
from balance.comparison.terms import Plan, entity_terms
from balance.quantities.dates import first_day
from balance.tables.dataset import Dataset

__all__ = [
    "Edition",
    "Selection",
    "alternatives",
    "editions_of",
    "select",
    "select_mixed",
]

Sources = Mapping[str, str]
"""The source that speaks for each indicator in a plan."""


@dataclass(frozen=True)
class Edition:
    """One edition of a publication that has figures for a row.

    Attributes
    ----------
    publication, source_id
        The series and the issue.
    """

    publication: str
    source_id: str


@dataclass(frozen=True)
class Selection:
    """The sources that speak for a row.

    Attributes
    ----------
    sources
        For each member of both sides, the source of each indicator in the plan.
    publication
        The publication that speaks, or empty if several do or none.
    """

    sources: Mapping[str, Sources]
    publication: str


def editions_of(
    data: Dataset,
    names: Iterable[str],
    bases: Mapping[str, str],
    preferred: tuple[str, ...],
    question: Question,
) -> list[Edition]:
    """Return the editions that may speak for some indicators, in the order in which they do.

    Preferred publications go first in their order, others after them by name; in each the
    newest edition goes first. Texts are statements to be tested: they speak only when asked
    for by name.

    Parameters
    ----------
    data
        The tables.
    names
        The indicators.
    bases
        Money basis of each indicator; empty for things that are not money.
    preferred
        Publications, the one that speaks first first.
    question
        What may be seen, and the only source that may speak, if there is one.

    Returns
    -------
    list of Edition
        Each once.
    """
    found: set[str] = set()
    for name in names:
        for source_id, entities in data.figure_index.get(name, {}).items():
            if source_id in found or not _may_speak(data, source_id, question):
                continue
            figures = (figure for group in entities.values() for figure in group)
            if any(
                figure.basis == bases[name]
                and (question.source is not None or not figure.in_prose)
                and figure.entity in data.state_names
                for figure in figures
            ):
                found.add(source_id)
    order = {publication: place for place, publication in enumerate(preferred)}
    editions = [Edition(data.source(s)["publication"], s) for s in sorted(found)]
    editions.sort(key=lambda e: data.source(e.source_id)["edition"], reverse=True)
    editions.sort(key=lambda e: _published(data, e.source_id), reverse=True)
    editions.sort(key=lambda e: (order.get(e.publication, len(order)), e.publication))
    return editions


def _published(data: Dataset, source_id: str) -> date:
    text = data.source(source_id)["published"]
    return first_day(text) if text else date.min


def _may_speak(data: Dataset, source_id: str, question: Question) -> bool:
    if question.source is not None and source_id != question.source:
        return False
    return is_known(data, source_id, question)


def _groups(plan: Plan) -> list[tuple[str, ...]]:
    """Return the indicators that must come from one source together."""
    if not plan.joint:
        return [(name,) for name in plan.names]
    own = () if plan.indicator.name in plan.names else (plan.indicator.name,)
    return [(*plan.names, *own)]


def _covered(
    data: Dataset, plan: Plan, question: Question, sources: Sources, entities: Iterable[str]
) -> int:
    return sum(entity_terms(data, plan, entity, sources, question).covered for entity in entities)


def select(data: Dataset, plan: Plan, question: Question) -> Selection | None:
    """Return the sources that speak for both sides of a row, or None if there are none.

    The newest edition of the first preferred publication that covers every member speaks; if
    none does, the one that covers most. Each factor of a product is chosen by itself.

    Parameters
    ----------
    data
        The tables.
    plan
        How the indicator is made.
    question
        The sides and what may be seen.
    """
    entities = (*question.a, *question.b)
    chosen: dict[str, str] = {}
    publications: set[str] = set()
    for names in _groups(plan):
        bases = {**plan.bases, plan.indicator.name: plan.indicator.basis}
        preferred = _preferred(data, plan, names)
        best: tuple[int, Edition] | None = None
        for edition in editions_of(data, names, bases, preferred, question):
            trial = dict.fromkeys(names, edition.source_id)
            count = _covered(data, _of_names(plan, names), question, trial, entities)
            if best is None or count > best[0]:
                best = (count, edition)
            if count == len(entities):
                break
        if best is None:
            continue
        chosen |= dict.fromkeys(names, best[1].source_id)
        publications.add(best[1].publication)
    if not chosen:
        return None
    publication = publications.pop() if len(publications) == 1 else ""
    return Selection(dict.fromkeys(entities, chosen), publication)


def _of_names(plan: Plan, names: tuple[str, ...]) -> Plan:
    """Return the plan that asks for the figures of some of the names only."""
    if plan.joint:
        return plan
    bases = {name: plan.bases[name] for name in names}
    plain = replace(plan.indicator, formula=())
    return Plan(plain, tuple((name,) for name in names), (), bases, joint=True)


def _preferred(data: Dataset, plan: Plan, names: tuple[str, ...]) -> tuple[str, ...]:
    if plan.joint or len(names) > 1:
        return plan.indicator.preferred
    return data.indicator(names[0]).preferred


def select_mixed(data: Dataset, plan: Plan, question: Question) -> Selection | None:
    """Return for each member by itself the first source that covers it.

    Parameters
    ----------
    data, plan, question
        As for :func:`select`.
    """
    entities = (*question.a, *question.b)
    chosen: dict[str, dict[str, str]] = {entity: {} for entity in entities}
    publications: set[str] = set()
    for names in _groups(plan):
        bases = {**plan.bases, plan.indicator.name: plan.indicator.basis}
        editions = editions_of(data, names, bases, _preferred(data, plan, names), question)
        trial_plan = _of_names(plan, names)
        for entity in entities:
            for edition in editions:
                trial = dict.fromkeys(names, edition.source_id)
                if _covered(data, trial_plan, question, trial, [entity]):
                    chosen[entity] |= trial
                    publications.add(edition.publication)
                    break
    if not publications:
        return None
    publication = publications.pop() if len(publications) == 1 else ""
    return Selection(chosen, publication)


def alternatives(
    data: Dataset, plan: Plan, question: Question, selection: Selection
) -> Iterator[tuple[Edition, bool, Mapping[str, Sources]]]:
    """Yield every other edition that could speak for a row.

    Parameters
    ----------
    data, plan
        The tables, and how the indicator is made.
    question
        The sides and what may be seen; its ``source`` is not heeded.
    selection
        Who speaks.

    Yields
    ------
    tuple
        The edition, whether its publication speaks already, and the sources of each member
        with the edition put in.
    """
    entities = (*question.a, *question.b)
    anyone = replace(question, source=None)
    for names in _groups(plan):
        bases = {**plan.bases, plan.indicator.name: plan.indicator.basis}
        speaking = {
            selection.sources[e][n] for e in entities for n in names if n in selection.sources[e]
        }
        spoken = {data.source(s)["publication"] for s in speaking}
        for edition in editions_of(data, names, bases, _preferred(data, plan, names), anyone):
            if speaking == {edition.source_id}:
                continue
            put_in = dict.fromkeys(names, edition.source_id)
            yield (
                edition,
                edition.publication in spoken,
                {entity: {**selection.sources[entity], **put_in} for entity in entities},
            )
