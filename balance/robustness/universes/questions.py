"""Questions that are near to a row's and are not the same: never mixed with its universes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from balance.comparison.question import Question
from balance.comparison.rows import Row, make_row
from balance.comparison.selection import select
from balance.comparison.standing import too_old
from balance.comparison.terms import EntityTerms, Plan, plan_of, term_of
from balance.comparison.totals import Side
from balance.quantities.printing import capitalised, join_words
from balance.quantities.units import is_money
from balance.robustness.universes.settings import Setting, option_of
from balance.tables.dataset import Dataset
from balance.tables.records import Figure, Indicator

__all__ = ["KINDS", "Other", "others_of"]

KINDS = {
    "definition": "other people are counted besides",
    "basis": "money is expressed in another basis",
    "extent": "more, or less, of the same kind is counted",
    "scope": "figures that also count something else speak",
    "stale": "figures from before a war, or too old for a witness, speak",
}
"""Kinds of other questions, each with what it asks."""

_BESIDES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "active_personnel": (
        ("reserve_personnel",),
        ("paramilitary_personnel",),
        ("reserve_personnel", "paramilitary_personnel"),
    )
}


@dataclass(frozen=True, eq=False)
class Other:
    """Another question and its answer.

    Attributes
    ----------
    kind
        One of :data:`KINDS`.
    name
        Tells it from others of the kind.
    label
        What is asked.
    row
        The answer, for the members as asked.
    """

    kind: str
    name: str
    label: str
    row: Row


def others_of(data: Dataset, setting: Setting) -> tuple[Other, ...]:
    """Return the other questions near to a row that the tables can answer.

    Parameters
    ----------
    data
        The tables.
    setting
        Of the row.
    """
    question = setting.question
    found = [
        *_definitions(data, setting.plan, question),
        *_siblings(data, setting.plan.indicator, question),
        *_scopes(data, setting.row, question),
        *_stale(data, setting),
    ]
    return tuple(other for other in found if other.row.has_data)


def _answer(data: Dataset, plan: Plan, question: Question) -> Row:
    return make_row(data, plan, question, select(data, plan, question))


def _definitions(data: Dataset, plan: Plan, question: Question) -> Iterator[Other]:
    known = set(data.tables["indicators"]["indicator"])
    own = plan.indicator
    for added in _BESIDES.get(own.name, ()):
        if not known.issuperset(added):
            continue
        parts = [own, *(data.indicator(name) for name in added)]
        whole = replace(
            own,
            formula=tuple((part.name,) for part in parts),
            comparable=all(part.comparable for part in parts),
            why_not=" ".join(part.why_not for part in parts if part.why_not),
        )
        names = tuple((part.name,) for part in parts)
        wider = Plan(whole, names, (), {part.name: part.basis for part in parts}, joint=True)
        label = capitalised(join_words(part.phrase for part in parts)) + " together"
        yield Other("definition", "+".join(added), label, _answer(data, wider, question))


def _siblings(data: Dataset, own: Indicator, question: Question) -> Iterator[Other]:
    frame = data.tables["indicators"]
    part_of = dict(zip(frame["indicator"], frame["part_of"], strict=True))
    for other in data.indicators_of("balance"):
        if other.name == own.name or other.family != own.family:
            continue
        if is_money(own.unit) and other.basis != own.basis:
            kind = "basis"
        elif _holds(part_of, own, other) or _holds(part_of, other, own):
            kind = "extent"
        else:
            continue
        yield Other(kind, other.name, other.label, _answer(data, plan_of(data, other), question))


def _holds(part_of: Mapping[str, str], whole: Indicator, part: Indicator) -> bool:
    """Return whether one indicator counts all that another does, and more."""
    if part.formula and set(part.formula) < set(whole.formula):
        return True
    name = part.name
    while name := part_of.get(name, ""):
        if name == whole.name:
            return True
    return False


def _scopes(data: Dataset, row: Row, question: Question) -> Iterator[Other]:
    """Yield the row with figures of another scope that the source prints beside those used."""
    sides = [_other_scope(data, row.plan, side, question) for side in (row.a, row.b)]
    if any(changed for _, changed in sides):
        label = f"{row.indicator.label}, with what else the source counts"
        yield Other("scope", "other", label, Row(row.plan, sides[0][0], sides[1][0], row.selection))


def _other_scope(data: Dataset, plan: Plan, side: Side, question: Question) -> tuple[Side, bool]:
    members: list[EntityTerms] = []
    changed = False
    for member in side.members:
        terms = []
        for term in member.terms:
            figure = _beside(data, term.figure_ids, plan, member.entity)
            changed = changed or figure is not None
            terms.append(
                term
                if figure is None
                else term_of(member.entity, term.part, (figure,), question.reading, data)
            )
        members.append(replace(member, terms=tuple(terms)))
    return replace(side, members=tuple(members)), changed


def _beside(data: Dataset, figure_ids: tuple[str, ...], plan: Plan, entity: str) -> Figure | None:
    """Return a figure that differs from one only in what it counts besides."""
    if len(figure_ids) != 1:
        return None
    pool = [
        figure
        for name in {plan.indicator.name, *plan.names}
        for entities in data.figure_index.get(name, {}).values()
        for figure in entities.get(entity, ())
    ]
    own = next((figure for figure in pool if figure.figure_id == figure_ids[0]), None)
    if own is None:
        return None
    same = ("indicator", "source_id", "as_of", "basis", "in_prose")
    found = [
        figure
        for figure in pool
        if figure.scope != own.scope
        and all(getattr(figure, name) == getattr(own, name) for name in same)
    ]
    return min(found, key=lambda figure: figure.scope, default=None)


def _stale(data: Dataset, setting: Setting) -> Iterator[Other]:
    for witness in setting.witnesses:
        if why := too_old(data, witness.row):
            name = option_of(setting.row, witness)
            label = f"{setting.plan.indicator.label} in {name}, {why}"
            yield Other("stale", name, label, witness.row)
