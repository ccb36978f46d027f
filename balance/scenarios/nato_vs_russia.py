"""NATO against Russia, with everyone."""

from __future__ import annotations

from datetime import date

import pandas as pd

from balance.comparison.compare import Comparison, compare_rows, parameters_of
from balance.comparison.frames import rows_table, witness_table
from balance.comparison.lineage import contributions_of, figures_used, sources_used
from balance.comparison.result import ChartSpec, Result
from balance.comparison.sentences import caveats_of, chart_note, headline_of, ratios_alt
from balance.quantities.printing import capitalised
from balance.scenarios.context import context_of, not_counted_table
from balance.scenarios.departure import members_table, pivot_table
from balance.scenarios.departure_text import contributions_alt, contributions_title
from balance.tables.dataset import Dataset
from balance.tables.loading import load

__all__ = ["nato_vs_russia"]


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
        contributes what), ``context`` and ``not_counted``.

    Examples
    --------
    >>> from balance.scenarios import nato_vs_russia
    >>> nato_vs_russia().table.set_index("indicator").at["submarines", "verdict"]
    'a_more'
    """
    data = load() if data is None else data
    asked = {"on": on, "known_by": known_by, "source": source, "reading": reading}
    comparison = compare_rows(data, alliance, against, **asked)  # type: ignore[arg-type]
    return balance_result(data, comparison, {"alliance": alliance, "against": against, **asked})


def balance_result(data: Dataset, comparison: Comparison, parameters: dict[str, object]) -> Result:
    """Return the result of one balance with its context, before any departure."""
    labels = {"a": data.label(comparison.a), "b": data.label(comparison.b)}
    table = rows_table(comparison)
    others, witnesses = witness_table(comparison)
    pivots, pivot_lines = pivot_table(comparison)
    members, member_lines = members_table(comparison)
    context, context_rows = context_of(
        data,
        comparison.a,
        comparison.b,
        known_by=comparison.question.known_by,
        reading=comparison.question.reading,
    )
    main = contributions_of(("comparison", r.indicator.name, r) for r in comparison.rows)
    aside = contributions_of(("context", r.indicator.name, r) for r in context.rows)
    lines = pd.concat([main, pivot_lines, member_lines, aside], ignore_index=True)
    note = chart_note(data, main, comparison)
    charts = [
        ChartSpec(
            "ratios",
            headline_of(comparison, labels, "comparison", short=True),
            ratios_alt(comparison, labels, "comparison"),
            ("comparison", "other_sources", "without_one"),
            note,
        )
    ]
    if len(members):
        charts.append(
            ChartSpec(
                "contributions",
                contributions_title(data, members, labels["a"]),
                contributions_alt(data, members),
                ("members",),
                note,
            )
        )
    return Result(
        title=capitalised(f"{labels['a']} against {labels['b']}"),
        question=f"Who has more of what: {labels['a']} or {labels['b']}?",
        answer=(headline_of(comparison, labels, "comparison"),),
        warnings=caveats_of(data, comparison, labels, "comparison"),
        tables={
            "comparison": table,
            "other_sources": others,
            "without_one": pivots,
            "members": members,
            "context": context_rows,
            "not_counted": not_counted_table(data),
        },
        sources=sources_used(data, lines, witnesses),
        contributions=lines,
        witnesses=witnesses,
        figures=figures_used(data, lines, witnesses),
        data=data,
        charts=tuple(charts),
        labels=labels,
        parameters={**parameters, **parameters_of(comparison)},
    )
