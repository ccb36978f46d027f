"""A comparison over the years: one edition speaks for both sides of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from balance.coalitions.coalition import Coalition
from balance.comparison.amounts import Amount, over, part_of, unknown
from balance.comparison.compare import indicators_of, sides_of
from balance.comparison.question import Question
from balance.comparison.rows import Row, make_row
from balance.comparison.selection import Edition, Selection, editions_of
from balance.comparison.terms import Plan, plan_of
from balance.comparison.totals import Side
from balance.errors import DateError, NotAMember, ParameterError
from balance.quantities.dates import parse_day
from balance.quantities.wording import check_reading
from balance.tables.dataset import Dataset
from balance.tables.records import Indicator

__all__ = ["Course", "Moment", "course_of_all", "courses_of", "members_over_years", "parse_years"]

_FIRST, _LAST = 1000, 9999


@dataclass(frozen=True)
class Moment:
    """Two sides in one year.

    Attributes
    ----------
    year
        As ``2024``.
    row
        The two sides as the edition shows them in that year.
    """

    year: str
    row: Row

    @cached_property
    def a(self) -> Amount:
        """The first side."""
        return _amount(self.row, self.row.a)

    @cached_property
    def b(self) -> Amount:
        """The second side."""
        return _amount(self.row, self.row.b)

    @cached_property
    def ratio(self) -> Amount | None:
        """A over B; None where it may not be formed."""
        if self.row.verdict in ("no_data", "not_comparable"):
            return None
        return over(self.a, self.b)

    @cached_property
    def share(self) -> Amount | None:
        """The part of both together that A has, in per cent; None for rates."""
        if self.ratio is None or self.row.plan.is_share or self.row.indicator.unit == "percent":
            return None
        return part_of(self.a, self.b)


@dataclass(frozen=True)
class Course:
    """One indicator over the years as one edition shows it.

    Attributes
    ----------
    indicator
        What is counted.
    basis
        What its money is expressed in; empty for other things.
    edition
        Who speaks.
    moments
        The years in which both sides have a figure, in order.
    """

    indicator: Indicator
    basis: str
    edition: Edition
    moments: tuple[Moment, ...]


def _amount(row: Row, side: Side) -> Amount:
    if not side.reported:
        return unknown(row.indicator.unit, side.missing)
    return Amount(side.bounds, row.indicator.unit, side.terms, side.missing)


def parse_years(text: str) -> tuple[int, int]:
    """Return the first and the last year of a span.

    Parameters
    ----------
    text
        ``1990-2024``, or one year.

    Raises
    ------
    ParameterError
        If it is neither, or runs backwards.

    Examples
    --------
    >>> parse_years("1990-2024"), parse_years("2024")
    ((1990, 2024), (2024, 2024))
    """
    ends = [part.strip() for part in str(text).split("-")]
    if len(ends) in (1, 2) and all(each.isascii() and each.isdigit() for each in ends):
        first, last = int(ends[0]), int(ends[-1])
        if _FIRST <= first <= last <= _LAST:
            return first, last
    raise ParameterError(
        f"cannot read the years {text!r}; expected a year or a span such as 1990-2024"
    )


def courses_of(
    data: Dataset,
    a: Coalition | str,
    b: Coalition | str,
    *,
    years: tuple[int, int] | None = None,
    indicators: Sequence[str] | None = None,
    on: str | date | None = None,
    each_year: bool = False,
    basis: str | None = None,
    known_by: str | date | None = None,
    source: str | None = None,
    reading: str = "step",
) -> tuple[tuple[Coalition, Coalition], tuple[Course, ...]]:
    """Return two sides, and each indicator over the years in every edition that has it.

    Parameters
    ----------
    data
        The tables.
    a, b, indicators, on, known_by, source, reading
        As for :func:`balance.compare`.
    years
        First and last year; None for all.
    each_year
        Whether membership is that of the last day of each year; by default it is that of one
        day throughout, so that a total does not jump because somebody joined.
    basis
        Prices of money, e.g. ``2023-mer``; by default the indicator's own.

    Returns
    -------
    tuple
        The sides on the day, and the courses: of each indicator first the edition that covers
        most members in most years, the preferred one among equals, then the others. Editions
        without a year for both sides are left out.
    """
    first, second = sides_of(data, a, b, on)
    question = _question(data, first.codes, second.codes, known_by, source, reading)
    found: list[Course] = []
    for indicator in indicators_of(data, indicators):
        found += _courses(data, indicator, question, (a, b), years, each_year, basis)
    return (first, second), tuple(found)


def members_over_years(
    data: Dataset,
    group: Coalition | str,
    indicator: str,
    *,
    years: tuple[int, int] | None = None,
    on: str | date | None = None,
    each_year: bool = False,
    basis: str | None = None,
    known_by: str | date | None = None,
    source: str | None = None,
    reading: str = "step",
) -> tuple[Coalition, Course | None]:
    """Return a coalition, and one indicator of its members over the years as side ``a``.

    Parameters
    ----------
    data, years, on, each_year, basis, known_by, source, reading
        As for :func:`courses_of`.
    group
        The coalition.
    indicator
        What is counted.

    Returns
    -------
    tuple
        The coalition of the day, and the course of the edition that covers most; None if none
        has a figure.
    """
    whole = data.coalition(group, on)
    question = _question(data, whole.codes, (), known_by, source, reading)
    found = _courses(data, data.indicator(indicator), question, (group,), years, each_year, basis)
    return whole, found[0] if found else None


def course_of_all(
    data: Dataset,
    indicator: Indicator,
    *,
    basis: str | None = None,
    known_by: str | date | None = None,
    source: str | None = None,
    reading: str = "step",
) -> Course | None:
    """Return one indicator of every state that has a figure over all years, as side ``a``.

    Parameters
    ----------
    data, basis, known_by, source, reading
        As for :func:`courses_of`.
    indicator
        What is counted.
    """
    names = {indicator.name, *plan_of(data, indicator).names}
    named = {
        entity
        for name in names
        for entities in data.figure_index.get(name, {}).values()
        for entity in entities
    } | {entity for entity, name in data.absences if name in names}
    states = tuple(sorted(named & set(data.state_names)))
    question = _question(data, states, (), known_by, source, reading)
    found = _courses(data, indicator, question, (), None, False, basis)
    return found[0] if found else None


def _question(
    data: Dataset,
    a: tuple[str, ...],
    b: tuple[str, ...],
    known_by: str | date | None,
    source: str | None,
    reading: str,
) -> Question:
    if source is not None:
        data.source(source)
    seen = None if known_by is None else parse_day(known_by)
    return Question(a, b, seen, source, check_reading(reading))


def _courses(
    data: Dataset,
    indicator: Indicator,
    question: Question,
    sides: tuple[Coalition | str, ...],
    years: tuple[int, int] | None,
    each_year: bool,
    basis: str | None,
) -> list[Course]:
    """Return an indicator over the years in every edition, the one that covers most first."""
    plan = _in_prices(plan_of(data, indicator), basis)
    bases = {**plan.bases, indicator.name: plan.bases.get(indicator.name, indicator.basis)}
    names = (*plan.names, indicator.name)
    found = []
    for edition in editions_of(data, names, bases, indicator.preferred, question):
        asked = {
            year: _sides_in(data, question, sides, year) if each_year else question
            for year in _years_of(data, names, edition.source_id, years)
        }
        moments = tuple(_moments(data, plan, edition, asked))
        if moments:
            found.append(Course(indicator, bases[indicator.name], edition, moments))
    return sorted(found, key=_covered, reverse=True)


def _covered(course: Course) -> int:
    return sum(moment.row.a.reported + moment.row.b.reported for moment in course.moments)


def _in_prices(plan: Plan, basis: str | None) -> Plan:
    """Return a plan whose money is in other prices."""
    if basis is None or not plan.indicator.basis:
        return plan
    bases = {name: basis if own else own for name, own in plan.bases.items()}
    return replace(plan, indicator=replace(plan.indicator, basis=basis), bases=bases)


def _years_of(
    data: Dataset, names: Iterable[str], source: str, years: tuple[int, int] | None
) -> list[str]:
    """Return the years of which an edition has figures of some indicators."""
    found = {
        figure.as_of[:4]
        for name in set(names)
        for figures in data.figure_index.get(name, {}).get(source, {}).values()
        for figure in figures
    }
    return sorted(y for y in found if years is None or years[0] <= int(y) <= years[1])


def _sides_in(
    data: Dataset, question: Question, sides: tuple[Coalition | str, ...], year: str
) -> Question | None:
    """Return the question with the members of a year's last day, None if they cannot be told.

    A group may not have existed, or a state that is taken out may not have been inside.
    """
    day = date(int(year), 12, 31)
    try:
        found = [data.coalition(_text(side), day).codes for side in sides]
    except (DateError, NotAMember):
        return None
    return replace(question, a=found[0], b=(*found[1:], ())[0]) if all(found) else None


def _text(side: Coalition | str) -> str:
    return side.label if isinstance(side, Coalition) else side


def _moments(
    data: Dataset, plan: Plan, edition: Edition, asked: dict[str, Question | None]
) -> Iterable[Moment]:
    speaks = dict.fromkeys((*plan.names, plan.indicator.name), edition.source_id)
    for year, question in asked.items():
        if question is None:
            continue
        chosen = Selection(dict.fromkeys((*question.a, *question.b), speaks), edition.publication)
        row = make_row(data, plan, replace(question, year=year), chosen)
        if row.a.reported and (row.b.reported or not question.b):
            yield Moment(year, row)
