"""The result of a comparison over the years."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date

from balance.coalitions.coalition import Coalition
from balance.comparison.assembly import Speaker, assembled, cited
from balance.comparison.courses import Course, Moment, courses_of, parse_years
from balance.comparison.result import ChartSpec, Result, Statement, cell
from balance.comparison.sheets import Column, Line, Sheet
from balance.comparison.words import VERDICT_WORDS
from balance.errors import ParameterError
from balance.quantities.basis import basis_label
from balance.quantities.printing import capitalised, join_words
from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of

__all__ = ["history"]

_MOST_DRAWN = 4


def history(
    a: Coalition | str,
    b: Coalition | str,
    *,
    years: str | tuple[int, int] | None = None,
    data: Dataset | None = None,
    indicators: Sequence[str] | None = None,
    on: str | date | None = None,
    each_year: bool = False,
    basis: str | None = None,
    known_by: str | date | None = None,
    source: str | None = None,
    reading: str = "step",
) -> Result:
    """Compare the published holdings of two coalitions year by year.

    Parameters
    ----------
    a, b, data, on, known_by, source, reading
        As for :func:`balance.compare`.
    years
        ``1990-2024``, or first and last year; by default all that there are.
    indicators
        By default those with the role ``balance`` that have several years.
    each_year
        Whether membership is that of the last day of each year; by default it is that of one
        day throughout, so that no total jumps because somebody joined.
    basis
        Prices of money, e.g. ``2023-mer``; by default the indicator's own.

    Returns
    -------
    Result
        Table ``history``: for each indicator and year (row ``indicator-year``) the amounts
        ``a``, ``b``, ``ratio`` and ``a_share`` (of both together, in per cent), and the words
        ``verdict``, ``a_missing``, ``b_missing``, ``source``. Table ``editions``: the same
        from other editions. A year in which a side has no figure has no row.

    Raises
    ------
    ParameterError
        If no edition at hand has figures of both sides in the years asked for.

    Notes
    -----
    One edition speaks for both sides and all years of an indicator: the one that covers most
    members in most years. Editions are never spliced, because each revises its past. With a
    member missing in a year there is no total and no ratio in that year.

    Examples
    --------
    >>> import balance
    >>> told = balance.history("DEU", "FRA", indicators=["defence_expenditure"], years="2020-2024")
    >>> told.table["label"].tolist()
    ['2021', '2022', '2023', '2024']
    """
    data = tables_of(data)
    span = parse_years(years) if isinstance(years, str) else years
    (first, second), courses = courses_of(
        data,
        a,
        b,
        years=span,
        indicators=indicators,
        on=on,
        each_year=each_year,
        basis=basis,
        known_by=known_by,
        source=source,
        reading=reading,
    )
    names = {"a": data.label(first), "b": data.label(second)}
    spoken: dict[str, Course] = {}
    for course in courses:
        spoken.setdefault(course.indicator.name, course)
    if not spoken:
        asked = "" if span is None else f" in {span[0]}–{span[1]}"
        asked += "" if basis is None else f" in prices {basis!r}"
        raise ParameterError(
            f"no edition at hand has figures of both {names['a']} and {names['b']}{asked}; import "
            "one with `balance import`, or ask for other years" + (" or prices" if basis else "")
        )
    several = {name: one for name, one in spoken.items() if len(one.moments) > 1}
    if indicators is None and several:
        spoken = several
    courses = tuple(course for course in courses if course.indicator.name in spoken)
    others = [course for course in courses if course is not spoken[course.indicator.name]]
    sheet = _sheet("By year", names)
    lines = [line for course in spoken.values() for line in _lines(data, course)]
    sheets = {"history": (sheet, lines)}
    if others:
        told = [
            line for course in others for line in _lines(data, course, course.edition.source_id)
        ]
        sheets["editions"] = (_sheet("Other editions", names), told)
    say = Speaker(sheets)
    answer = [_told(course, names, say) for course in spoken.values()]
    return assembled(
        data,
        title=capitalised(f"{names['a']} against {names['b']} over the years"),
        question=f"How has the ratio of {names['a']} to {names['b']} changed?",
        answer=answer,
        warnings=_warnings(spoken.values(), span, each_year),
        sheets=sheets,
        charts=_charts(data, spoken.values(), answer, say),
        parameters={
            "a": first.label,
            "b": second.label,
            "years": None if span is None else f"{span[0]}-{span[1]}",
            "indicators": list(spoken),
            "each_year": each_year,
            "basis": basis,
            "known_by": None if known_by is None else str(known_by),
            "source": source,
            "reading": reading,
        },
        on=first.on,
    )


def _sheet(title: str, names: dict[str, str]) -> Sheet:
    summed = "the sum over the members of the side in that year, one edition speaking"
    return Sheet(
        title,
        (
            Column("a", capitalised(names["a"]), summed),
            Column("b", capitalised(names["b"]), summed),
            Column("ratio", "Ratio", "the first side over the second in the same year"),
            Column("a_share", f"Share of {names['a']}", "the first side over both together"),
        ),
        words={
            "verdict": "Verdict",
            "a_missing": f"Missing ({names['a']})",
            "b_missing": f"Missing ({names['b']})",
            "source": "Source",
        },
    )


def _lines(data: Dataset, course: Course, source: str = "") -> Iterable[Line]:
    prices = f", {basis_label(course.basis)}" if course.basis else ""
    group = capitalised(course.indicator.label) + prices
    if source:
        group += f" ({data.source(source)['title'] or source})"
    for moment in course.moments:
        key = f"{course.indicator.name}-{moment.year}" + (f"@{source}" if source else "")
        amounts = {"a": moment.a, "b": moment.b, "ratio": moment.ratio, "a_share": moment.share}
        words = {
            "verdict": VERDICT_WORDS[moment.row.verdict],
            "a_missing": " ".join(moment.row.a.missing),
            "b_missing": " ".join(moment.row.b.missing),
            "source": course.edition.source_id,
        }
        known = {name: amount for name, amount in amounts.items() if amount is not None}
        yield Line(key, moment.year, known, words, group)


def _whole(course: Course) -> list[Moment]:
    """Return the years in which both sides are complete and the ratio has a best value."""
    return [m for m in course.moments if m.ratio is not None and m.ratio.bounds.value is not None]


def _best(moment: Moment) -> float:
    return math.nan if moment.ratio is None else moment.ratio.value


def _told(course: Course, names: dict[str, str], say: Speaker) -> Statement:
    """Say where the ratio began, where it ended, and its extremes between."""
    label = capitalised(course.indicator.label)
    whole = _whole(course)
    if not whole:
        apart = all(moment.row.verdict == "not_comparable" for moment in course.moments)
        why = "the figures are not comparable" if apart else "in no year are both sides complete"
        return Statement(f"{label}: no ratio, because {why}.")

    def ratio(moment: Moment) -> str:
        key = f"{course.indicator.name}-{moment.year}"
        return f"{say('history', key, 'ratio')} in {cell(moment.year, 'history', key, 'label')}"

    first, last = whole[0], whole[-1]
    head = f"{label}, {names['a']} to {names['b']}: {ratio(first)}"
    if first is last:
        return Statement(head + ".")
    text = head + f", {ratio(last)}"
    between = sorted(whole, key=_best)
    ends = [m for m in (between[0], between[-1]) if m not in (first, last)]
    words = [
        f"{'lowest' if moment is between[0] else 'highest'} {ratio(moment)}" for moment in ends
    ]
    return Statement(text + (f"; {join_words(words)}" if words else "") + ".")


def _warnings(
    courses: Iterable[Course], span: tuple[int, int] | None, each_year: bool
) -> list[Statement]:
    told = [
        "Membership is that of each year's last day: totals move when somebody joins or leaves."
        if each_year
        else "Membership is that of one day throughout: who joined later counts from the start."
    ]
    told.append(
        "One edition speaks for all years of a row; editions are not spliced, because each revises "
        "its past."
    )
    gaps, partial = [], []
    money = False
    for course in courses:
        years = [int(moment.year) for moment in course.moments]
        first, last = (years[0], years[-1]) if span is None else span
        absent = sorted({*range(first, last + 1)} - set(years))
        label = course.indicator.label
        gaps += [f"{label}: {_spans(absent)}"] if absent else []
        some = [int(m.year) for m in course.moments if m.row.a.missing or m.row.b.missing]
        partial += [f"{label}: {_spans(some)}"] if some else []
        money = money or course.basis.startswith("current")
    if gaps:
        told.append(f"Years without figures of both sides: {'; '.join(gaps)}.")
    if partial:
        told.append(
            f"Years in which a member is missing, so that there is no total: {'; '.join(partial)}."
        )
    if money:
        told.append(
            "Money is in the prices and at the rates of its own year: compare the sides of one "
            "year, not the sums of different years."
        )
    return [Statement(text) for text in told]


def _spans(years: Iterable[int]) -> str:
    """Return years as spans: 1990–1992, 1995."""
    spans: list[list[int]] = []
    for year in years:
        if spans and year == spans[-1][1] + 1:
            spans[-1][1] = year
        else:
            spans.append([year, year])
    return ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in spans)


def _charts(
    data: Dataset, courses: Iterable[Course], answer: list[Statement], say: Speaker
) -> list[ChartSpec]:
    """Return the chart of the ratios over time, if any has at least two years."""
    told = zip(courses, answer, strict=True)
    shown = [(c, said) for c, said in told if len(_whole(c)) > 1][:_MOST_DRAWN]
    if not shown:
        return []
    drawn = [c for c, _ in shown]
    keys = [f"{c.indicator.name}-{moment.year}" for c in drawn for moment in c.moments]
    parts = [
        f"{c.indicator.label}: "
        + ", ".join(
            f"{say('history', f'{c.indicator.name}-{m.year}', 'ratio')} in "
            + cell(m.year, "history", f"{c.indicator.name}-{m.year}", "label")
            for m in _whole(c)
        )
        for c in drawn
    ]
    used = [amount for c in drawn for m in c.moments for amount in (m.a, m.b)]
    note = cited(data, used)
    return [
        ChartSpec(
            "history",
            Statement(shown[0][1].marked.removesuffix(".")),
            Statement("; ".join(parts) + "."),
            ("history",),
            note,
            ("ratio",),
            tuple(keys),
        )
    ]
