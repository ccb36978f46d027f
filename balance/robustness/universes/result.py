"""Each row of a comparison under every admissible choice that touches it.

The result of :func:`universes` has four tables, all sheets (``row``, ``label``, ``group``; each
amount as ``<name>``, ``<name>_low``, ``<name>_high``, ``<name>_unit``, ``<name>_digits``):

``rows``
    One row per indicator, keyed by it. Amounts: ``ratio`` as asked; ``span``, the least and the
    greatest bound of the ratio over all combinations; ``fewest``, how many choices it takes to
    turn the verdict; ``results``, how many distinct results there are. Words: ``verdict``,
    ``reached`` (verdicts), ``singles`` (choices that turn it alone), ``smallest`` (the smallest
    sets that turn it), ``reversal`` (the smallest sets after which the opposite is concluded),
    ``silent`` (choices under which nobody speaks for both sides), ``source``.
``choices``
    One row per choice, keyed ``axis:option``. Amounts: ``touched`` and ``turned``, numbers of
    rows. Words: ``means``, ``equivalent`` (``yes``, or ``another question``), ``touches`` and
    ``turns`` (rows).
``universes``
    Distinct results, keyed ``indicator@choices``: as asked, under each choice alone, under the
    smallest sets of choices that turn the verdict, and at both ends of the span. Amounts: ``a``,
    ``b``, ``ratio``. Words: ``choices`` (all of those that lead to the result), ``verdict``,
    ``source``.
``other_questions``
    Questions that are near a row's but are not the same, keyed ``indicator@kind:name``.
    Amounts: ``a``, ``b``, ``ratio``. Words: ``asks``, ``verdict``, ``as_asked``, ``source``.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from datetime import date
from functools import partial

from balance.coalitions.coalition import Coalition
from balance.comparison.assembly import Speaker, assembled
from balance.comparison.compare import indicators_of, sides_of
from balance.comparison.question import Question
from balance.comparison.result import Result
from balance.comparison.rows import Row
from balance.quantities.dates import parse_day
from balance.quantities.wording import check_reading
from balance.robustness.blocks import run_blocks
from balance.robustness.universes.answers import answer_of, warnings_of
from balance.robustness.universes.choices import Choices, Path, choices_of
from balance.robustness.universes.evaluation import Evaluated, evaluate
from balance.robustness.universes.phrases import Phrases, choice_lines
from balance.robustness.universes.questions import others_of
from balance.robustness.universes.settings import row_under
from balance.robustness.universes.tables import (
    CHOICES,
    LISTED,
    OTHERS,
    ROWS,
    UNIVERSES,
    Found,
    other_lines,
    result_lines,
    row_line,
)
from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of
from balance.tables.records import Indicator

__all__ = ["universes"]

_BLOCK = 6  # rows worked on together, whatever the number of workers


def universes(
    a: Coalition | str,
    b: Coalition | str,
    *,
    data: Dataset | None = None,
    indicators: Sequence[str] | None = None,
    on: str | date | None = None,
    known_by: str | date | None = None,
    reading: str = "step",
    axes: Sequence[str] | None = None,
    leaving: Sequence[str] | None = None,
    joining_a: Sequence[str] | None = None,
    joining_b: Sequence[str] | None = None,
    days: Sequence[str | date] | None = None,
    readings: Sequence[str] | None = None,
    executor: Executor | None = None,
) -> Result:
    """Compare two coalitions under every admissible choice, and say what turns each row.

    Parameters
    ----------
    a, b, data, indicators, on, known_by, reading
        What is asked, as for :func:`balance.compare`.
    axes
        The axes along which choices are made, by default all: ``publication``, ``edition``,
        ``known_by``, ``reading``, ``leaves``, ``joins_a``, ``joins_b``.
    leaving
        Members that are left out, one at a time; by default each member of a side that has
        others.
    joining_a, joining_b
        States that join a side, one at a time. By default Belarus joins the side of Russia and
        Ukraine the other one, where Russia is on a side and they are on none.
    days
        Days by which things were known; by default those on which editions with figures for
        the rows came out, no older than a witness may be, and the reference date.
    readings
        Rules for hedges; by default all.
    executor
        Where rows are worked on; by default in this process. The result is the same.

    Returns
    -------
    Result
        Tables ``rows``, ``choices``, ``universes`` and ``other_questions``; columns as the
        module says.

    Raises
    ------
    ParameterError
        For an unknown axis or an empty list of choices.
    NotAMember, OverlappingSides, EmptyCoalition
        For a state that cannot leave or join, or sides that cannot be compared.
    UnknownIndicator, UnknownName, ExpressionError, DateError, ReadingError
        For what does not exist or cannot be read.

    Notes
    -----
    All combinations of the choices that touch a row are evaluated, one choice per axis at a
    time. They are not draws from anything, so no share of them is given: it would only tell how
    many choices somebody thought of. Of a product or a share, another edition takes the place of
    one factor at a time. Who speaks "as asked" is selected for the members as asked
    and stays when members change. Figures from before a war or more than 36 months from the
    reference date, other definitions and other bases of money are other questions and stand in
    a table of their own. A missing member is never zero: "more" may be proved from what is
    reported, "less" may not, as in any comparison.

    Running all admissible choices after Steegen and others (2016), "Increasing transparency
    through a multiverse analysis"; leaving out what is not equivalent after Del Giudice and
    Gangestad (2021), "A traveler's guide to the multiverse".

    Examples
    --------
    >>> from balance.robustness import universes
    >>> result = universes("NATO - USA - CAN", "RUS", indicators=["combat_aircraft"])
    >>> result.table[["verdict", "singles"]].to_dict("records")
    [{'verdict': 'A has more', 'singles': 'without France (B has more)'}]
    """
    data = tables_of(data)
    first, second = sides_of(data, a, b, on)
    seen = None if known_by is None else parse_day(known_by)
    question = Question(first.codes, second.codes, seen, None, check_reading(reading))
    asked = indicators_of(data, indicators)
    choices = choices_of(
        data,
        first,
        second,
        question,
        asked,
        axes=axes,
        leaving=leaving,
        joining_a=joining_a,
        joining_b=joining_b,
        days=days,
        readings=readings,
    )
    blocks = [asked[start : start + _BLOCK] for start in range(0, len(asked), _BLOCK)]
    work = partial(_work, data, question, choices)
    found = [each for block in run_blocks(work, blocks, executor) for each in block]
    return _result(data, first, second, question, choices, found)


def _work(
    data: Dataset, question: Question, choices: Choices, block: tuple[Indicator, ...]
) -> list[Found]:
    return [_found(data, evaluate(data, each, question, choices)) for each in block]


def _found(data: Dataset, evaluated: Evaluated) -> Found:
    ends = evaluated.extremes() or ()
    singles = evaluated.singles
    if not evaluated.setting.row.indicator.comparable:  # no member makes it comparable
        singles = {c: v for c, v in singles.items() if c.axis in ("publication", "edition")}
    wanted: list[Path] = [(), *((choice,) for choice in singles)]
    wanted += [*evaluated.smallest[:LISTED], *evaluated.reversal[:LISTED], *ends]
    results: dict[tuple[object, ...], tuple[list[Path], Row]] = {}
    rows: dict[Path, Row] = {}
    for path in dict.fromkeys(wanted):
        row = rows[path] = row_under(data, evaluated.setting, path)
        same = (row.a.bounds, row.b.bounds, row.verdict, row.source)
        results.setdefault(same, ([], row))[0].append(path)
    return Found(
        evaluated,
        tuple((tuple(paths), row) for paths, row in results.values()),
        tuple(rows[end] for end in ends),
        others_of(data, evaluated.setting),
    )


def _result(
    data: Dataset,
    a: Coalition,
    b: Coalition,
    question: Question,
    choices: Choices,
    found: Sequence[Found],
) -> Result:
    phrases = Phrases(data, data.label(a), data.label(b), data.verb(a), data.verb(b))
    evaluated = [each.evaluated for each in found]
    sheets = {
        "rows": (ROWS, [row_line(each, phrases) for each in found]),
        "choices": (CHOICES, choice_lines(phrases, evaluated, [each.others for each in found])),
        "universes": (UNIVERSES, [line for f in found for line in result_lines(f, phrases)]),
        "other_questions": (OTHERS, [line for f in found for line in other_lines(f, phrases)]),
    }
    say = Speaker({name: sheets[name] for name in ("rows", "choices")})
    return assembled(
        data,
        title=f"What turns the balance of {phrases.a} and {phrases.b}",
        question=f"Which choices turn who has more of what: {phrases.a} or {phrases.b}?",
        answer=answer_of(phrases, say, evaluated),
        warnings=warnings_of(phrases, choices, evaluated),
        sheets=sheets,
        parameters={
            "a": a.label,
            "b": b.label,
            "known_by": None if question.known_by is None else question.known_by.isoformat(),
            "reading": question.reading,
            "indicators": [each.setting.row.indicator.name for each in evaluated],
            "axes": list(choices.axes),
            "leaving": list(choices.leaves),
            "joining_a": list(choices.joins_a),
            "joining_b": list(choices.joins_b),
            "days": [day.isoformat() for day in choices.days],
            "readings": list(choices.readings),
        },
        on=a.on,
    )
