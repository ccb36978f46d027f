"""Compare two coalitions: one row per indicator."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from balance.coalitions.coalition import Coalition
from balance.comparison.lineage import contributions_of, figures_used, sources_used
from balance.comparison.result import ChartSpec, Result
from balance.comparison.rows import Row, row_of
from balance.comparison.selection import Question
from balance.comparison.sentences import caveats_of, chart_note, headline_of, ratios_alt
from balance.comparison.standing import Witness, standing_of, witnesses_of
from balance.errors import DateError, EmptyCoalition, OverlappingSides
from balance.quantities.bounds import Bounds
from balance.quantities.dates import parse_day
from balance.quantities.printing import capitalised
from balance.quantities.wording import check_reading
from balance.tables.dataset import Dataset
from balance.tables.loading import load
from balance.tables.records import Indicator

__all__ = ["COLUMNS", "Comparison", "compare", "compare_rows", "rows_table", "witness_table"]

COLUMNS = (
    "indicator",
    "unit",
    "basis",
    "a",
    "a_low",
    "a_high",
    "a_reported",
    "a_members",
    "a_missing",
    "b",
    "b_low",
    "b_high",
    "b_reported",
    "b_members",
    "b_missing",
    "ratio",
    "ratio_low",
    "ratio_high",
    "verdict",
    "standing",
    "hangs_on",
    "source",
    "as_of_a",
    "as_of_b",
)
"""Columns of a comparison's table, a contract."""


@dataclass(frozen=True)
class Comparison:
    """Rows of a comparison before they become tables.

    Attributes
    ----------
    a, b
        The two coalitions.
    question
        What was asked of the tables.
    rows
        One per indicator.
    witnesses
        What other editions say, by indicator.
    verbs
        "has" or "have" for each side.
    """

    a: Coalition
    b: Coalition
    question: Question
    rows: tuple[Row, ...]
    witnesses: dict[str, tuple[Witness, ...]]
    verbs: dict[str, str]

    def row(self, indicator: str) -> Row:
        """Return the row of an indicator."""
        return next(row for row in self.rows if row.indicator.name == indicator)


def compare(
    a: Coalition | str,
    b: Coalition | str,
    *,
    data: Dataset | None = None,
    indicators: Sequence[str] | None = None,
    on: str | date | None = None,
    known_by: str | date | None = None,
    source: str | None = None,
    reading: str = "step",
    mixed: bool = False,
) -> Result:
    """Compare the published holdings of two coalitions.

    Parameters
    ----------
    a, b
        Coalitions, or expressions such as ``NATO - USA - CAN``.
    data
        The tables; by default the bundled ones.
    indicators
        Names of indicators; by default all with the role ``balance``.
    on
        The day of membership; by default the reference date.
    known_by
        Hide what was published later or is true of later days.
    source
        Let only this source speak.
    reading
        The rule for hedges: ``step`` or ``logical``.
    mixed
        Let each member speak through a source of its own; the row's source is then ``mixed``.

    Returns
    -------
    Result
        Its table has the columns :data:`COLUMNS`. ``a`` and ``b`` are totals in the unit of
        the row and empty where a member is missing; then ``a_low`` is the reported part and
        ``a_high`` is open (inf). ``ratio`` is a / b, empty where it may not be formed.
        ``a_missing`` and ``hangs_on`` list codes. A second table, ``other_sources``, holds
        what other editions say.

    Raises
    ------
    OverlappingSides, EmptyCoalition
        If the sides share members or one has none.
    UnknownIndicator, UnknownName, UnknownSource, NotAMember, ExpressionError, DateError
        For what does not exist or cannot be read.

    Notes
    -----
    Missing is never zero and a partial sum is never a total: "more" proved from the reported
    part stands whatever is missing, "less" does not. Bounds of a sum are sums of bounds, which
    holds under any dependence between the figures.

    Examples
    --------
    >>> import balance
    >>> result = balance.compare("NATO - USA - CAN", "RUS", indicators=["combat_aircraft"])
    >>> result.table[["a", "b", "verdict"]].to_dict("records")
    [{'a': 1732.0, 'b': 1522.0, 'verdict': 'a_more'}]
    """
    data = load() if data is None else data
    comparison = compare_rows(
        data,
        a,
        b,
        indicators=indicators,
        on=on,
        known_by=known_by,
        source=source,
        reading=reading,
        mixed=mixed,
    )
    labels = {"a": data.label(comparison.a), "b": data.label(comparison.b)}
    table = rows_table(comparison)
    contributions = contributions_of(("comparison", r.indicator.name, r) for r in comparison.rows)
    others, witnesses = witness_table(comparison)
    title = capitalised(f"{labels['a']} against {labels['b']}")
    chart = ChartSpec(
        "ratios",
        headline_of(comparison, labels, "comparison", short=True),
        ratios_alt(comparison, labels, "comparison"),
        ("comparison", "other_sources"),
        chart_note(data, contributions, comparison),
    )
    return Result(
        title=title,
        question=f"Who has more of what: {labels['a']} or {labels['b']}?",
        answer=(headline_of(comparison, labels, "comparison"),),
        warnings=caveats_of(data, comparison, labels, "comparison"),
        tables={"comparison": table, "other_sources": others},
        sources=sources_used(data, contributions, witnesses),
        contributions=contributions,
        witnesses=witnesses,
        figures=figures_used(data, contributions, witnesses),
        charts=(chart,),
        labels=labels,
        parameters=parameters_of(comparison, mixed=mixed),
    )


def parameters_of(comparison: Comparison, *, mixed: bool = False) -> dict[str, object]:
    """Return what was asked, enough to ask again."""
    known_by = comparison.question.known_by
    return {
        "a": comparison.a.label,
        "b": comparison.b.label,
        "on": comparison.a.on.isoformat(),
        "known_by": None if known_by is None else known_by.isoformat(),
        "source": comparison.question.source,
        "reading": comparison.question.reading,
        "mixed": mixed,
        "indicators": [row.indicator.name for row in comparison.rows],
    }


def compare_rows(
    data: Dataset,
    a: Coalition | str,
    b: Coalition | str,
    *,
    indicators: Sequence[str] | None = None,
    on: str | date | None = None,
    known_by: str | date | None = None,
    source: str | None = None,
    reading: str = "step",
    mixed: bool = False,
) -> Comparison:
    """Return the rows of a comparison; parameters and errors as for :func:`compare`."""
    first, second = data.coalition(a, on), data.coalition(b, on)
    _check_sides(first, second)
    if source is not None:
        data.source(source)
    seen = None if known_by is None else parse_day(known_by)
    question = Question(first.codes, second.codes, seen, source, check_reading(reading))
    rows = tuple(
        row_of(data, indicator, question, mixed=mixed)
        for indicator in _indicators(data, indicators)
    )
    witnesses = {row.indicator.name: witnesses_of(data, row, question) for row in rows}
    verbs = {"a": data.verb(first), "b": data.verb(second)}
    return Comparison(first, second, question, rows, witnesses, verbs)


def _check_sides(a: Coalition, b: Coalition) -> None:
    for side in (a, b):
        if not side.members:
            raise EmptyCoalition(f"the coalition {side.label!r} has no members on {side.on}")
    if a.on != b.on:
        raise DateError(
            f"{a.label!r} is of {a.on} and {b.label!r} of {b.on}; look both up on the same date"
        )
    shared = sorted(a.members & b.members)
    if a.members == b.members:
        raise OverlappingSides(
            f"{a.label!r} and {b.label!r} are the same states; compare two different sides"
        )
    if shared:
        raise OverlappingSides(
            f"{a.label!r} and {b.label!r} share {', '.join(shared)}; take them out of one side"
        )


def _indicators(data: Dataset, names: Iterable[str] | None) -> tuple[Indicator, ...]:
    if names is None:
        return data.indicators_of("balance")
    return tuple(data.indicator(name) for name in dict.fromkeys(names))


def _value(bounds: Bounds) -> float:
    return math.nan if bounds.value is None else bounds.value


def row_cells(row: Row, standing: str) -> list[object]:
    """Return the cells of a row in the order of :data:`COLUMNS`."""
    cells: list[object] = [row.indicator.name, row.indicator.unit, row.indicator.basis]
    for side in (row.a, row.b):
        total = side.bounds
        cells += [_value(total), total.low, total.high]
        cells += [side.reported, len(side.members), " ".join(side.missing)]
    share = row.ratio
    cells += [math.nan] * 3 if share is None else [_value(share), share.low, share.high]
    cells += [row.verdict, standing, " ".join(row.hangs_on)]
    return [*cells, row.source, row.a.as_of, row.b.as_of]


def rows_table(comparison: Comparison) -> pd.DataFrame:
    """Return the table of a comparison, with the columns :data:`COLUMNS`."""
    cells = [
        row_cells(row, standing_of(row, comparison.witnesses[row.indicator.name]))
        for row in comparison.rows
    ]
    return pd.DataFrame(cells, columns=list(COLUMNS))


def witness_table(comparison: Comparison) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return what other editions say, and the contributions behind it.

    Returns
    -------
    tuple of DataFrame
        The table: row (``indicator@source``), indicator, source, publication, a, b, the
        bounds of both, ratio, verdict, and not_counted, why it is no second witness. The
        contributions have ``other_sources`` as their table.
    """
    lines: list[list[object]] = []
    rows: list[tuple[str, str, Row]] = []
    for name, witnesses in comparison.witnesses.items():
        for witness in witnesses:
            row, key = witness.row, f"{name}@{witness.source_id}"
            ratio = row.ratio
            lines.append(
                [
                    key,
                    name,
                    witness.source_id,
                    witness.publication,
                    _value(row.a.bounds),
                    row.a.bounds.low,
                    row.a.bounds.high,
                    _value(row.b.bounds),
                    row.b.bounds.low,
                    row.b.bounds.high,
                    math.nan if ratio is None else _value(ratio),
                    row.verdict,
                    row.a.as_of,
                    row.b.as_of,
                    witness.not_counted,
                ]
            )
            rows.append(("other_sources", key, row))
    columns = ["row", "indicator", "source", "publication", "a", "a_low", "a_high", "b", "b_low"]
    columns += ["b_high", "ratio", "verdict", "as_of_a", "as_of_b", "not_counted"]
    return pd.DataFrame(lines, columns=columns), contributions_of(rows)
