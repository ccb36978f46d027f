"""NATO against Russia, with everyone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from balance.comparison.compare import Comparison, compare_rows, result_of
from balance.comparison.lineage import contributions_of, figures_used, sources_used
from balance.comparison.result import ChartSpec, Result
from balance.comparison.sentences import chart_note, named_rows
from balance.scenarios.context import context_of, not_counted_table
from balance.scenarios.departure import contributing_rows, members_table, pivot_table
from balance.scenarios.departure_text import contributions_alt, contributions_title
from balance.scenarios.stated_totals import with_stated_totals
from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of

__all__ = ["balance_result", "nato_vs_russia"]


def nato_vs_russia(
    data: Dataset | None = None,
    *,
    alliance: str = "NATO",
    against: str = "RUS",
    on: str | date | None = None,
    known_by: str | date | None = None,
    source: str | None = None,
    reading: str = "step",
) -> Result:
    """Compare the whole alliance with Russia.

    Parameters
    ----------
    data
        The tables; by default the bundled ones.
    alliance, against
        The two sides, as expressions.
    on
        The day of membership; by default the reference date.
    known_by, source, reading
        As for :func:`balance.compare`.

    Returns
    -------
    Result
        Tables ``comparison`` (as :func:`balance.compare`), ``other_sources``,
        ``without_one`` (rows without a member on whom they hang), ``members`` (who
        contributes what), ``context``, ``not_counted`` and, where a text states totals for the
        alliance, ``stated``: each beside the sums over members from each source.

    Examples
    --------
    >>> from balance.scenarios import nato_vs_russia
    >>> nato_vs_russia().table.set_index("indicator").at["submarines", "verdict"]
    'a_more'
    """
    comparison = compare_rows(
        tables_of(data),
        alliance,
        against,
        on=on,
        known_by=known_by,
        source=source,
        reading=reading,
    )
    result = balance_result(comparison)
    if alliance in comparison.data.group_labels:
        result = with_stated_totals(result, alliance)
    asked = {"alliance": alliance, "against": against}
    return replace(result, parameters={**asked, **result.parameters})


def balance_result(comparison: Comparison) -> Result:
    """Return the result of one balance with its context, before any departure."""
    data = comparison.data
    result = result_of(comparison)
    pivots, pivot_cells = pivot_table(comparison)
    members, member_cells = members_table(comparison)
    context, context_cells = context_of(comparison)
    more = contributions_of([*pivot_cells, *member_cells, *context_cells])
    lines = pd.concat([result.contributions, more], ignore_index=True)
    ratios, *others = result.charts
    charts = [replace(ratios, tables=(*ratios.tables, "without_one"))]
    if len(members):
        drawn = [row.a for row in named_rows(contributing_rows(comparison))]
        charts.append(
            ChartSpec(
                "contributions",
                contributions_title(data, members, comparison.labels["a"]),
                contributions_alt(data, members),
                ("members",),
                chart_note(data, drawn, comparison.a.on),
            )
        )
    return replace(
        result,
        tables={
            **result.tables,
            "without_one": pivots,
            "members": members,
            "context": context,
            "not_counted": not_counted_table(data),
        },
        sources=sources_used(data, lines, result.witnesses),
        contributions=lines,
        figures=figures_used(data, lines, result.witnesses),
        charts=(*charts, *others),
    )
