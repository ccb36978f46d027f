"""The flagship: NATO without some members, by default the United States and Canada."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pandas as pd

from balance.comparison.compare import compare_rows, sides_of
from balance.comparison.frames import TABLE, rows_table
from balance.comparison.lineage import addends, contributions_of, figures_used, sources_used
from balance.comparison.result import ChartSpec, Result
from balance.comparison.sentences import chart_note, named_rows
from balance.errors import ParameterError
from balance.scenarios.departure import leaving_table
from balance.scenarios.departure_text import (
    leaving_alt,
    leaving_sentence,
    leaving_title,
    resting_sentence,
)
from balance.scenarios.nato_vs_russia import balance_result
from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of

__all__ = ["nato_without_us_and_canada"]


def nato_without_us_and_canada(
    data: Dataset | None = None,
    *,
    without: Iterable[str] = ("USA", "CAN"),
    alliance: str = "NATO",
    against: str = "RUS",
    on: str | date | None = None,
    known_by: str | date | None = None,
    source: str | None = None,
    reading: str = "step",
) -> Result:
    """Compare the alliance with Russia once some members have left, and say what leaving does.

    Parameters
    ----------
    data
        The tables; by default the bundled ones.
    without
        Codes of those who leave; each must be a member on the day.
    alliance, against
        The two sides, as expressions.
    on
        The day of membership; by default the reference date.
    known_by, source, reading
        As for :func:`balance.compare`.

    Returns
    -------
    Result
        Tables ``comparison`` (after), ``before``, ``leaving`` (share of each total that
        leaves, and what becomes of each majority), ``other_sources``, ``without_one``,
        ``members``, ``context`` and ``not_counted``.

    Raises
    ------
    NotAMember
        If one who leaves is not inside.
    ParameterError
        If nobody leaves.

    Examples
    --------
    >>> from balance.scenarios import nato_without_us_and_canada
    >>> result = nato_without_us_and_canada()
    >>> leaving = result.tables["leaving"].set_index("indicator")
    >>> leaving.at["attack_helicopters", "majority"]
    'lost'
    """
    data = tables_of(data)
    leavers = tuple(dict.fromkeys([without] if isinstance(without, str) else without))
    if not leavers:
        raise ParameterError("nobody leaves: name at least one member, e.g. without=USA,CAN")
    whole, rival = sides_of(data, alliance, against, on)
    before, after = (
        compare_rows(data, side, rival, known_by=known_by, source=source, reading=reading)
        for side in (whole, whole - leavers)
    )
    result = balance_result(after)
    who, other = data.names_said(leavers), after.labels["b"]
    leaving, leaving_cells = leaving_table(before, leavers)
    before_cells = [cell for row in before.rows for cell in addends("before", row)]
    more = contributions_of([*before_cells, *leaving_cells])
    lines = pd.concat([result.contributions, more], ignore_index=True)
    ratios, *others = result.charts
    charts = [replace(ratios, tables=(*ratios.tables, "before"))]
    if leaving["share"].notna().any():
        drawn = [row.a for row in named_rows(before.rows)]
        charts.append(
            ChartSpec(
                "leaving",
                leaving_title(data, leaving, who),
                leaving_alt(data, leaving, who),
                ("leaving",),
                chart_note(data, drawn, before.a.on),
            )
        )
    rest = {name: frame for name, frame in result.tables.items() if name != TABLE}
    asked = {"alliance": alliance, "against": against, "without": list(leavers)}
    return replace(
        result,
        question=f"Once {who} leave {data.label(whole)}: who has more of what, the others or "
        f"{other}?",
        answer=(
            *result.answer,
            leaving_sentence(data, leaving, who, other),
            resting_sentence(after),
        ),
        tables={
            TABLE: result.tables[TABLE],
            "before": rows_table(before),
            "leaving": leaving,
            **rest,
        },
        sources=sources_used(data, lines, result.witnesses),
        contributions=lines,
        figures=figures_used(data, lines, result.witnesses),
        charts=(*charts, *others),
        labels={**result.labels, "before_a": data.label(whole), "leavers": who},
        parameters={**asked, **result.parameters},
    )
