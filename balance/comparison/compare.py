"""Compare two coalitions: one row per indicator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from balance.coalitions.coalition import Coalition
from balance.comparison.caveats import caveats_of
from balance.comparison.coverage import coverage_chart, coverage_table
from balance.comparison.frames import COLUMNS, TABLE, rows_table, witness_table
from balance.comparison.lineage import addends, contributions_of, figures_used, sources_used
from balance.comparison.question import Question
from balance.comparison.result import ChartSpec, Result
from balance.comparison.rows import Row, row_of
from balance.comparison.sentences import chart_note, headline_of, named_rows, ratios_alt
from balance.comparison.standing import Standing, Witness, standing_of, witnesses_of
from balance.errors import DateError, EmptyCoalition, OverlappingSides, ParameterError
from balance.quantities.dates import parse_day
from balance.quantities.printing import capitalised
from balance.quantities.wording import check_reading
from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of
from balance.tables.records import Indicator

__all__ = [
    "COLUMNS",
    "Comparison",
    "compare",
    "compare_rows",
    "indicators_of",
    "result_of",
    "sides_of",
]


@dataclass(frozen=True, eq=False)
class Comparison:
    """Rows of a comparison before they become tables.

    Attributes
    ----------
    data
        The tables.
    a, b
        The two coalitions.
    question
        What was asked of the tables.
    rows
        One per indicator.
    mixed
        Whether each member may speak through a source of its own.
    """

    data: Dataset
    a: Coalition
    b: Coalition
    question: Question
    rows: tuple[Row, ...]
    mixed: bool = False

    @cached_property
    def witnesses(self) -> Mapping[str, tuple[Witness, ...]]:
        """What other editions say, by indicator."""
        return {
            row.indicator.name: witnesses_of(self.data, row, self.question) for row in self.rows
        }

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Names of the two sides."""
        return {"a": self.data.label(self.a), "b": self.data.label(self.b)}

    @property
    def verbs(self) -> Mapping[str, str]:
        """The word "has" or "have" for each side."""
        return {"a": self.data.verb(self.a), "b": self.data.verb(self.b)}

    def standing(self, row: Row) -> Standing:
        """Return how the verdict of a row stands across publications."""
        return standing_of(row, self.witnesses[row.indicator.name])


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
        The day of membership; by default that of a coalition given, or the reference date.
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
    data = tables_of(data)
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
    return result_of(comparison)


def result_of(comparison: Comparison) -> Result:
    """Return the result of a comparison: its table, what others say, and its chart.

    Parameters
    ----------
    comparison
        From :func:`compare_rows`.

    Returns
    -------
    Result
        As :func:`compare` gives it.

    Examples
    --------
    >>> import balance
    >>> found = compare_rows(balance.load(), "BALTIC", "RUS", indicators=["submarines"])
    >>> list(result_of(found).table.columns[:3])
    ['indicator', 'unit', 'basis']
    """
    data, labels = comparison.data, comparison.labels
    contributions = contributions_of(
        addend for row in comparison.rows for addend in addends(TABLE, row)
    )
    others, witnesses = witness_table(comparison)
    drawn = [side for row in named_rows(comparison.rows) for side in (row.a, row.b)]
    chart = ChartSpec(
        "ratios",
        headline_of(comparison, short=True),
        ratios_alt(comparison),
        (TABLE, "other_sources"),
        chart_note(data, drawn, comparison.a.on),
    )
    return Result(
        title=capitalised(f"{labels['a']} against {labels['b']}"),
        question=f"Who has more of what: {labels['a']} or {labels['b']}?",
        answer=(headline_of(comparison),),
        warnings=caveats_of(comparison),
        tables={
            TABLE: rows_table(comparison),
            "other_sources": others,
            "coverage": coverage_table(comparison),
        },
        sources=sources_used(data, contributions, witnesses),
        contributions=contributions,
        witnesses=witnesses,
        figures=figures_used(data, contributions, witnesses),
        data=data,
        charts=(chart, coverage_chart(comparison)),
        labels=labels,
        parameters=parameters_of(comparison),
    )


def parameters_of(comparison: Comparison) -> dict[str, object]:
    """Return what was asked, enough to ask again."""
    known_by = comparison.question.known_by
    return {
        "a": comparison.a.label,
        "b": comparison.b.label,
        "on": comparison.a.on.isoformat(),
        "known_by": None if known_by is None else known_by.isoformat(),
        "source": comparison.question.source,
        "reading": comparison.question.reading,
        "mixed": comparison.mixed,
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
    """Return the rows of a comparison before they are a result.

    Parameters
    ----------
    data
        The tables.
    a, b
        The two sides, as coalitions or expressions.
    indicators, on, known_by, source, reading, mixed
        As for :func:`compare`.

    Returns
    -------
    Comparison
        Of one row per indicator.

    Raises
    ------
    UnknownIndicator, UnknownSource
        If there is none of that name.
    DateError, OverlappingSides, EmptyCoalition
        As for :func:`sides_of`.

    Examples
    --------
    >>> import balance
    >>> found = compare_rows(balance.load(), "BALTIC", "RUS", indicators=["submarines"])
    >>> [row.indicator.name for row in found.rows]
    ['submarines']
    """
    first, second = sides_of(data, a, b, on)
    if source is not None:
        data.source(source)
    seen = None if known_by is None else parse_day(known_by)
    question = Question(first.codes, second.codes, seen, source, check_reading(reading))
    rows = tuple(
        row_of(data, indicator, question, mixed=mixed)
        for indicator in indicators_of(data, indicators)
    )
    return Comparison(data, first, second, question, rows, mixed)


def sides_of(
    data: Dataset, a: Coalition | str, b: Coalition | str, on: str | date | None = None
) -> tuple[Coalition, Coalition]:
    """Return two sides of one date that share no member.

    Parameters
    ----------
    data
        The tables.
    a, b
        Coalitions, which have their date, or expressions.
    on
        The day; by default that of a coalition given, or else the reference date.

    Returns
    -------
    tuple of Coalition and Coalition

    Raises
    ------
    DateError
        If the sides, or a side and ``on``, are of different dates.
    OverlappingSides, EmptyCoalition
        If the sides share members or one has none.

    Examples
    --------
    >>> import balance
    >>> [len(side) for side in sides_of(balance.load(), "BALTIC", "RUS")]
    [3, 1]
    """
    days = {side.on for side in (a, b) if isinstance(side, Coalition)}
    days |= set() if on is None else {parse_day(on)}
    if len(days) > 1:
        told = " and ".join(str(day) for day in sorted(days))
        raise DateError(f"the sides are asked for on {told}; look both up on the same date")
    day = next(iter(days), None)
    first, second = data.coalition(a, day), data.coalition(b, day)
    for side in (first, second):
        if not side.members:
            raise EmptyCoalition(f"the coalition {side.label!r} has no members on {side.on}")
    shared = sorted(first.members & second.members)
    if first.members == second.members:
        raise OverlappingSides(
            f"{first.label!r} and {second.label!r} are the same states; compare two different sides"
        )
    if shared:
        raise OverlappingSides(
            f"{first.label!r} and {second.label!r} share {', '.join(shared)}; take them out of "
            "one side"
        )
    return first, second


def indicators_of(data: Dataset, names: Iterable[str] | None) -> tuple[Indicator, ...]:
    """Return the indicators asked for, each once; by default those with the role ``balance``.

    Parameters
    ----------
    data
        The tables.
    names
        Indicators, or one; None for those with the role ``balance``.

    Returns
    -------
    tuple of Indicator

    Raises
    ------
    ParameterError, UnknownIndicator
        If none is asked for, or there is none of that name.

    Examples
    --------
    >>> import balance
    >>> [one.unit for one in indicators_of(balance.load(), ["submarines"])]
    ['vessels']
    """
    if names is None:
        return data.indicators_of("balance")
    names = (names,) if isinstance(names, str) else tuple(names)
    if not names:
        raise ParameterError("no indicators are asked for; leave the parameter out to ask for all")
    return tuple(data.indicator(name) for name in dict.fromkeys(names))
