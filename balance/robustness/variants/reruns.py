"""One scenario asked again under other choices: which, and what comes back."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from balance.comparison.result import Result
from balance.errors import BalanceError
from balance.quantities.dates import last_day
from balance.quantities.wording import READINGS
from balance.tables.dataset import Dataset

__all__ = ["Choice", "Rerun", "Run", "choices_of", "rerun", "without_sources"]

Run = Callable[..., Result]
"""Takes the tables and named parameters, returns a result: a scenario."""

_DAYS = 3
"""How many earlier days, and how many changes of membership, are tried."""


@dataclass(frozen=True)
class Choice:
    """One other choice.

    Attributes
    ----------
    kind
        ``publication``, ``edition``, ``reading``, ``known_by`` or ``on``.
    name
        What is left out or put in place.
    label
        The choice in words.
    gone
        Sources that are left out.
    given
        Parameters that are set.
    """

    kind: str
    name: str
    label: str
    gone: tuple[str, ...] = ()
    given: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        """Its key in tables."""
        return f"{self.kind}:{self.name}"


@dataclass(frozen=True, eq=False)
class Rerun:
    """What comes back under a choice.

    Attributes
    ----------
    choice
        The choice.
    result
        The result, or None if the question cannot be asked so.
    fault
        Why not, or empty.
    """

    choice: Choice
    result: Result | None
    fault: str = ""


def without_sources(data: Dataset, gone: Iterable[str]) -> Dataset:
    """Return the tables without the figures and known zeros of some sources.

    Examples
    --------
    >>> import balance
    >>> without_sources(balance.load(), ["cia-2025"]).left_out
    ('cia-2025',)
    """
    unwanted = set(gone)
    tables = dict(data.tables)
    for name in ("figures", "absences"):
        frame = tables[name]
        tables[name] = frame[~frame["source_id"].isin(unwanted)].reset_index(drop=True)
    return replace(data, tables=tables, left_out=tuple(sorted({*data.left_out, *unwanted})))


def choices_of(run: Run, base: Result, parameters: Mapping[str, object]) -> tuple[Choice, ...]:
    """Return the choices that a scenario can be asked again under.

    Parameters
    ----------
    run
        The scenario.
    base
        What it returns as asked.
    parameters
        Its parameters as asked.

    Returns
    -------
    tuple of Choice
        Without each publication and each edition that it uses; and, where it takes such a
        parameter that is not set: the other rule for hedges; what was known by the reference
        date and by the days on which all but the newest of its editions came out; the
        membership of the days before the last changes in the groups it names.
    """
    takes = set(inspect.signature(run).parameters) - set(parameters)
    found = [*_sources(base)]
    if "reading" in takes:
        now = str(base.parameters.get("reading", READINGS[0]))
        found += [
            Choice("reading", one, f"hedges by the rule {one}", (), (("reading", one),))
            for one in READINGS
            if one != now
        ]
    if "known_by" in takes:
        found += [_day("known_by", "as known on", day) for day in _known_days(base)]
    if "on" in takes:
        found += [_day("on", "members of", day) for day in _member_days(base)]
    return tuple(found)


def _day(kind: str, words: str, day: date) -> Choice:
    told = day.isoformat()
    return Choice(kind, told, f"{words} {told}", (), ((kind, told),))


def _sources(base: Result) -> Iterator[Choice]:
    """Yield each publication that is used with all its editions, and each edition of several."""
    used = sorted(base.sources["source_id"])
    rows = base.data.source_rows
    editions: dict[str, list[str]] = {}
    for source_id, row in rows.items():
        editions.setdefault(row["publication"], []).append(source_id)
    for publication in sorted({rows[source]["publication"] for source in used}):
        every = tuple(sorted(editions[publication]))
        several = len(every) > 1
        label = f"without all editions of {publication}" if several else f"without {every[0]}"
        yield Choice("publication", publication if several else every[0], label, every)
    for source in used:
        if len(editions[rows[source]["publication"]]) > 1:
            yield Choice("edition", source, f"without {source}", (source,))


def _known_days(base: Result) -> list[date]:
    days = {last_day(text) for text in base.sources["published"] if text}
    limit = max(days, default=base.data.reference_date)
    earlier = {day for day in days | {base.data.reference_date} if day < limit}
    return sorted(earlier, reverse=True)[:_DAYS]


def _member_days(base: Result) -> list[date]:
    """Return the days before the last changes in the groups that the parameters name."""
    words = {
        word
        for value in base.parameters.values()
        if isinstance(value, str)
        for word in re.findall(r"\w+", value)
    }
    frame = base.data.tables["memberships"]
    own = frame[frame["group"].isin(words)]
    now = str(base.parameters.get("on", base.data.reference_date.isoformat()))
    changes = {day for name in ("joined", "left") for day in own[name] if len(day) == 10}
    past = sorted((day for day in changes if day <= now), reverse=True)[:_DAYS]
    return [date.fromisoformat(day) - timedelta(days=1) for day in past]


def rerun(run: Run, data: Dataset, parameters: Mapping[str, object], choice: Choice) -> Rerun:
    """Return what a scenario says under a choice, or why it cannot be asked so."""
    less = without_sources(data, choice.gone) if choice.gone else data
    try:
        return Rerun(choice, run(less, **{**parameters, **dict(choice.given)}))
    except BalanceError as fault:
        return Rerun(choice, None, str(fault))
