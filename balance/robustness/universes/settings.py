"""All that is needed to ask for one row under given choices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from balance.comparison.question import Question, is_known
from balance.comparison.rows import Row, make_row
from balance.comparison.selection import Selection, select
from balance.comparison.standing import Witness, too_old, witnesses_of
from balance.comparison.terms import Plan, plan_of
from balance.robustness.universes.choices import Choice, Choices, Path, put
from balance.tables.dataset import Dataset
from balance.tables.records import Indicator

__all__ = ["Setting", "option_of", "row_under", "setting_of", "spread_over"]


@dataclass(frozen=True, eq=False)
class Setting:
    """All that is needed to ask for one row under given choices.

    Attributes
    ----------
    plan
        How the indicator is made.
    question
        What is asked as it stands.
    row
        The row as it stands.
    witnesses
        What other editions say of it; those that are too old are no choices.
    selections
        Who speaks under each admissible choice of a source and a day; None if nobody does.
    """

    plan: Plan
    question: Question
    row: Row
    witnesses: tuple[Witness, ...]
    selections: Mapping[Path, Selection | None]


def setting_of(
    data: Dataset, indicator: Indicator, question: Question, choices: Choices
) -> Setting:
    """Return what is needed to ask for a row under given choices.

    Parameters
    ----------
    data
        The tables.
    indicator
        What is counted.
    question
        What is asked as it stands.
    choices
        What is varied.

    Notes
    -----
    Who speaks "as asked" is selected for the members as asked, by the rules of a comparison,
    and stays when members change, so that a choice changes one thing. On another day it is
    selected anew among what was known by then.
    """
    plan = plan_of(data, indicator)
    base = select(data, plan, question)
    row = make_row(data, plan, question, base)
    witnesses = witnesses_of(data, row, question)
    named: dict[Path, Selection] = {}
    for witness in witnesses:
        axis = "publication" if witness.kind == "second" else "edition"
        if axis in choices.axes and not too_old(data, witness.row) and witness.row.selection:
            named[(Choice(axis, option_of(row, witness)),)] = witness.row.selection
    selections: dict[Path, Selection | None] = {(): base, **named}
    for day in choices.days if "known_by" in choices.axes else ():
        seen = replace(question, known_by=day)
        then = (Choice("known_by", day.isoformat()),)
        again = select(data, plan, seen)
        old = again is not None and too_old(data, make_row(data, plan, seen, again))
        if not old or too_old(data, row):
            selections[then] = again
        for path, selection in named.items():
            spoken = {s for each in selection.sources.values() for s in each.values()}
            if all(is_known(data, source, seen) for source in spoken):
                selections[path + then] = selection
    return Setting(plan, question, row, witnesses, selections)


def option_of(row: Row, witness: Witness) -> str:
    """Return a name for what another edition says: its id, and of which factor it speaks.

    The factors of a product or a share have sources of their own; one edition may take the
    place of several of them, one at a time.

    Parameters
    ----------
    row
        The row as it stands.
    witness
        What the edition says.
    """
    if row.plan.joint or row.selection is None or witness.row.selection is None:
        return witness.source_id
    own, other = (
        next(iter(each.selection.sources.values()))
        for each in (row, witness.row)
        if each.selection is not None
    )
    names = [name for name in row.plan.names if own.get(name) != other.get(name)]
    return f"{witness.source_id} ({', '.join(names)})"


def row_under(data: Dataset, setting: Setting, path: Path) -> Row:
    """Return the row under some choices, as a comparison makes it.

    Parameters
    ----------
    data
        The tables.
    setting
        Of the row.
    path
        The choices; their order does not matter.
    """
    question = put(setting.question, path)
    spoken = tuple(
        choice
        for axis in ("publication", "edition", "known_by")
        for choice in path
        if choice.axis == axis
    )
    selection = setting.selections[spoken]
    everyone = (*question.a, *question.b)
    return make_row(data, setting.plan, question, spread_over(selection, everyone))


def spread_over(selection: Selection | None, entities: Sequence[str]) -> Selection | None:
    """Return a selection for other members: the same sources speak for all."""
    if selection is None:
        return None
    sources = next(iter(selection.sources.values()))
    return Selection(dict.fromkeys(entities, sources), selection.publication)
