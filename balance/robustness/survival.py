"""Would a comparison survive? Every choice, what turns each row, and what to verify next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from balance.coalitions.coalition import Coalition
from balance.comparison.compare import compare_rows
from balance.comparison.lineage import contributions_of, figures_used, sources_used
from balance.comparison.result import Result, Statement
from balance.errors import RowError, suggest
from balance.robustness.flips.result import flips_result
from balance.robustness.universes.result import universes
from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of

__all__ = ["TABLES", "survival"]

TABLES = ("rows", "flips", "verify_next", "choices", "universes", "other_questions")
"""Tables of a survival, in their order."""


def survival(
    a: Coalition | str,
    b: Coalition | str,
    *,
    data: Dataset | None = None,
    indicators: Sequence[str] | None = None,
    on: str | date | None = None,
    known_by: str | date | None = None,
    reading: str = "step",
    tables: Sequence[str] = TABLES,
) -> Result:
    """Put a comparison to every admissible choice and to the nearest changes that turn it.

    Parameters
    ----------
    a, b
        Coalitions, or expressions such as ``NATO - USA - CAN``.
    data
        The tables; by default the bundled ones.
    indicators, on, known_by, reading
        As for :func:`balance.compare`.
    tables
        Which of its tables to return, by default all of :data:`TABLES`; those that its
        sentences and its chart are made from stand beside them.

    Returns
    -------
    Result
        Tables ``rows``, ``choices``, ``universes`` and ``other_questions`` of
        :func:`balance.robustness.universes.universes`, ``flips`` and ``verify_next`` of
        :func:`balance.robustness.flips.flips`, and the chart ``flips``.

    Raises
    ------
    RowError
        For a table that it does not have.
    BalanceError
        As :func:`balance.compare`.

    Notes
    -----
    Choices and changes are two things: another source or membership is a choice that somebody
    may make in good faith; a change asks how wrong one figure would have to be. Neither is a
    probability.

    Examples
    --------
    >>> from balance.robustness.survival import survival
    >>> found = survival("NATO - USA - CAN", "RUS", indicators=["submarines"])
    >>> found.tables["verify_next"][["row", "change"]].to_dict("records")
    [{'row': 'submarines', 'change': 10.0}]
    """
    for name in tables:
        if name not in TABLES:
            raise RowError(
                f"a survival has no table {name!r}; it has {', '.join(TABLES)}."
                f"{suggest(name, TABLES)}"
            )
    data = tables_of(data)
    comparison = compare_rows(
        data, a, b, indicators=indicators, on=on, known_by=known_by, reading=reading
    )
    choices = universes(
        comparison.a,
        comparison.b,
        data=data,
        indicators=indicators,
        known_by=known_by,
        reading=reading,
    )
    changes = flips_result(comparison, beside_choices=True)
    beside = Statement(
        "Two members leaving together and an error in one figure are no choices: they stand "
        "under what turns each row."
    )
    answer = tuple(dict.fromkeys((*choices.answer, *changes.answer)))
    warnings = tuple(dict.fromkeys((*choices.warnings, beside, *changes.warnings)))
    wanted = {*tables, *_told_of((*answer, *warnings)), "flips"}  # the chart is drawn from it
    kept = [name for name in TABLES if name in wanted]
    found = {**choices.tables, **changes.tables}
    sheets = {**choices.sheets, **changes.sheets}
    both = pd.concat([choices.contributions, changes.contributions], ignore_index=True)
    lines = both[both["table"].isin(kept)].reset_index(drop=True)
    return replace(
        changes,
        title=f"Would it survive: {changes.labels['a']} against {changes.labels['b']}",
        question=f"Would it survive another source, edition or membership, or a wrong figure, who "
        f"has more of what: {changes.labels['a']} or {changes.labels['b']}?",
        answer=answer,
        warnings=warnings,
        tables={name: found[name] for name in kept},
        sources=sources_used(data, lines),
        contributions=lines,
        witnesses=contributions_of([]),
        figures=figures_used(data, lines),
        parameters={**choices.parameters, **changes.parameters},
        sheets={name: sheets[name] for name in kept},
    )


def _told_of(statements: Iterable[Statement]) -> set[str]:
    """Return the tables that the numbers of some sentences stand in."""
    return {
        address.partition("/")[0]
        for statement in statements
        for _, address in statement.parts()
        if address is not None
    }
