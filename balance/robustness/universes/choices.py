"""Choices that an analyst might as well have made: who speaks, when, how, and who is inside.

An axis is a set of choices of which one is taken at a time; to take none of them is to leave
things as asked. Choices on different axes are independent of each other and their order does
not matter, with one exception: one source speaks at a time, so another publication and another
edition exclude each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from balance.coalitions.coalition import Coalition
from balance.comparison.assembly import require_states
from balance.comparison.question import Question
from balance.comparison.standing import MONTHS
from balance.errors import (
    EmptyCoalition,
    NotAMember,
    OverlappingSides,
    ParameterError,
    suggest,
)
from balance.quantities.dates import last_day, months_between, parse_day
from balance.quantities.wording import READINGS, Reading, check_reading
from balance.tables.dataset import Dataset
from balance.tables.records import Indicator

__all__ = ["AXES", "Choice", "Choices", "Path", "choices_of", "keys_of", "put"]

AXES = {
    "publication": "another publication speaks for both sides",
    "edition": "another edition of the same publication, or an older one of another, speaks",
    "known_by": "what was published or is true of later days is hidden",
    "reading": "words such as about and over are read by another rule",
    "leaves": "one member is left out",
    "joins_a": "one state joins A",
    "joins_b": "one state joins B",
}
"""Axes of choices, each with what a choice on it means."""

_INVADER, _ALLY, _INVADED = "RUS", "BLR", "UKR"


@dataclass(frozen=True, order=True)
class Choice:
    """One choice in place of what was asked.

    Attributes
    ----------
    axis
        One of :data:`AXES`.
    option
        A source (with the factor it speaks of, where factors have their own), a day, a reading
        or a state.
    """

    axis: str
    option: str

    @property
    def key(self) -> str:
        """Its key in tables: ``leaves:TUR``."""
        return f"{self.axis}:{self.option}"


Path = tuple[Choice, ...]
"""Choices taken together, at most one on each axis, in the order of the axes."""


@dataclass(frozen=True)
class Choices:
    """The choices that are tried, for all rows alike; a row takes those that touch it.

    Attributes
    ----------
    axes
        The axes along which there are any, in the order of :data:`AXES`.
    leaves, joins_a, joins_b
        Codes of states in alphabetical order.
    readings
        Other rules for hedges.
    days
        Days by which things were known, the reference date first.
    """

    axes: tuple[str, ...]
    leaves: tuple[str, ...]
    joins_a: tuple[str, ...]
    joins_b: tuple[str, ...]
    readings: tuple[Reading, ...]
    days: tuple[date, ...]


def keys_of(path: Path) -> str:
    """Return the keys of choices taken together.

    Examples
    --------
    >>> keys_of((Choice("leaves", "TUR"), Choice("joins_a", "UKR")))
    'leaves:TUR + joins_a:UKR'
    """
    return " + ".join(choice.key for choice in path)


def put(question: Question, path: Path) -> Question:
    """Return a question with choices put in; who speaks is no part of it.

    Examples
    --------
    >>> asked = Question(("DEU", "TUR"), ("RUS",), None, None, "step")
    >>> put(asked, (Choice("leaves", "TUR"), Choice("joins_a", "UKR"))).a
    ('DEU', 'UKR')
    """
    a, b = set(question.a), set(question.b)
    known_by, reading = question.known_by, question.reading
    for choice in path:
        if choice.axis == "known_by":
            known_by = parse_day(choice.option)
        elif choice.axis == "reading":
            reading = check_reading(choice.option)
        elif choice.axis == "leaves":
            a.discard(choice.option)
            b.discard(choice.option)
        elif choice.axis in ("joins_a", "joins_b"):
            (a if choice.axis == "joins_a" else b).add(choice.option)
    return replace(
        question, a=tuple(sorted(a)), b=tuple(sorted(b)), known_by=known_by, reading=reading
    )


def choices_of(
    data: Dataset,
    a: Coalition,
    b: Coalition,
    question: Question,
    indicators: Iterable[Indicator],
    *,
    axes: Sequence[str] | None = None,
    leaving: Sequence[str] | None = None,
    joining_a: Sequence[str] | None = None,
    joining_b: Sequence[str] | None = None,
    days: Sequence[str | date] | None = None,
    readings: Sequence[str] | None = None,
) -> Choices:
    """Return the choices to be tried.

    Parameters
    ----------
    data
        The tables.
    a, b
        The two sides.
    question
        What is asked as it stands.
    indicators
        Of the rows; the days on which editions with figures for them came out are tried.
    axes, leaving, joining_a, joining_b, days, readings
        As for :func:`balance.robustness.universes.result`.

    Raises
    ------
    ParameterError
        For an unknown axis, an empty list, or a list for an axis that is not varied.
    NotAMember, EmptyCoalition, OverlappingSides, UnknownName, DateError, ReadingError
        For options that do not fit the sides or cannot be read.
    """
    taken = _axes(axes)
    lists = {
        "leaving": (leaving, ("leaves",)),
        "joining_a": (joining_a, ("joins_a",)),
        "joining_b": (joining_b, ("joins_b",)),
        "days": (days, ("known_by",)),
        "readings": (readings, ("reading",)),
    }
    for name, (options, own) in lists.items():
        _check_list(name, options, own[0], taken)
    first, second = _joining(a, b, joining_a, joining_b)
    asked = Choices(
        (),
        _leaving(data, a, b, leaving) if "leaves" in taken else (),
        _joiners(data, first, (a, b)) if "joins_a" in taken else (),
        _joiners(data, second, (b, a)) if "joins_b" in taken else (),
        _readings(readings, question) if "reading" in taken else (),
        _days(data, days, question, indicators) if "known_by" in taken else (),
    )
    both = sorted({*asked.joins_a} & {*asked.joins_b})
    if both:
        raise OverlappingSides(f"{', '.join(both)} cannot join both sides; name each once")
    full = {
        "publication": True,
        "edition": True,
        "known_by": asked.days,
        "reading": asked.readings,
        "leaves": asked.leaves,
        "joins_a": asked.joins_a,
        "joins_b": asked.joins_b,
    }
    return replace(asked, axes=tuple(axis for axis in AXES if axis in taken and full[axis]))


def _axes(axes: Sequence[str] | None) -> tuple[str, ...]:
    if axes is None:
        return tuple(AXES)
    wanted = (axes,) if isinstance(axes, str) else tuple(axes)
    if not wanted:
        raise ParameterError(
            f"no axes are asked for; name some of {', '.join(AXES)}, or leave the parameter out "
            "to ask for all"
        )
    for axis in wanted:
        if axis not in AXES:
            raise ParameterError(
                f"there is no axis {axis!r}; there are {', '.join(AXES)}.{suggest(axis, AXES)}"
            )
    return wanted


def _check_list(
    name: str, options: Sequence[object] | None, axis: str, taken: tuple[str, ...]
) -> None:
    if options is None:
        return
    if isinstance(options, str):
        raise ParameterError(f"{name} is a list, found the text {options!r}; write [{options!r}]")
    if not options:
        raise ParameterError(
            f"{name} is an empty list of choices; leave it out for the usual ones, or name axes "
            f"without {axis!r}"
        )
    if axis not in taken:
        raise ParameterError(f"{name} is given, but {axis!r} is not among the axes asked for")


def _leaving(
    data: Dataset, a: Coalition, b: Coalition, codes: Sequence[str] | None
) -> tuple[str, ...]:
    if codes is None:
        return tuple(sorted(code for side in (a, b) if len(side) > 1 for code in side))
    for code in require_states(data, codes):
        side = next((side for side in (a, b) if code in side), None)
        if side is None:
            raise NotAMember(
                f"{code!r} cannot leave: it is a member of neither {a.label!r} nor {b.label!r} "
                f"on {a.on}.{suggest(code, (*a.codes, *b.codes))}"
            )
        if len(side) == 1:
            raise EmptyCoalition(f"{code!r} cannot leave: {side.label!r} has no other member")
    return tuple(sorted(set(codes)))


def _joining(
    a: Coalition,
    b: Coalition,
    joining_a: Sequence[str] | None,
    joining_b: Sequence[str] | None,
) -> tuple[Sequence[str], Sequence[str]]:
    """Return who joins: unless told, Belarus beside Russia and Ukraine against it."""
    usual: dict[bool, tuple[str, ...]] = {True: (), False: ()}
    if _INVADER in a or _INVADER in b:
        own, other = (a, b) if _INVADER in a else (b, a)
        named = {*(joining_a or ()), *(joining_b or ())} | own.members | other.members
        usual = {True: tuple({_ALLY} - named), False: tuple({_INVADED} - named)}
    return (
        usual[_INVADER in a] if joining_a is None else joining_a,
        usual[_INVADER in b] if joining_b is None else joining_b,
    )


def _joiners(
    data: Dataset, codes: Sequence[str], sides: tuple[Coalition, Coalition]
) -> tuple[str, ...]:
    own, other = sides
    for code in require_states(data, codes) if codes else ():
        if code in own:
            raise ParameterError(f"{code!r} cannot join {own.label!r}: it is a member already")
        if code in other:
            raise OverlappingSides(
                f"{code!r} cannot join {own.label!r}: it is a member of {other.label!r}"
            )
    return tuple(sorted(set(codes)))


def _readings(readings: Sequence[str] | None, question: Question) -> tuple[Reading, ...]:
    wanted = READINGS if readings is None else tuple(check_reading(each) for each in readings)
    return tuple(each for each in READINGS if each in wanted and each != question.reading)


def _days(
    data: Dataset,
    days: Sequence[str | date] | None,
    question: Question,
    indicators: Iterable[Indicator],
) -> tuple[date, ...]:
    """Return days as given, or those on which editions came out and the reference date."""
    limit, reference = question.known_by, data.reference_date
    if days is None:
        tried = {last_day(text) for text in _published(data, indicators)}
        tried = {day for day in tried if months_between(day, reference) <= MONTHS}
        tried = {d for d in tried | {reference} if limit is None or d < limit}
    else:
        tried = {parse_day(day) for day in days}
        late = sorted(day for day in tried if limit is not None and day > limit)
        if late:
            raise ParameterError(
                f"{late[0]} is later than {limit}, by which all is known that may be seen"
            )
    return tuple(sorted(tried, key=lambda day: (day != reference, day)))


def _published(data: Dataset, indicators: Iterable[Indicator]) -> set[str]:
    names: set[str] = set()
    for own in indicators:
        formulas = (*own.formula, *own.numerator, *own.denominator)
        names |= {own.name, *(name for term in formulas for name in term)}
    sources = {source for name in names for source in data.figure_index.get(name, {})}
    prose = set(data.figures.loc[data.figures["quote"] != "", "source_id"])
    return {
        data.source(source)["published"]
        for source in sources - prose
        if data.source(source)["published"]
    }
