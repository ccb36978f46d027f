"""One row under every combination of the choices that touch it."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from balance.comparison.question import Question
from balance.comparison.terms import entity_terms
from balance.quantities.bounds import Verdict
from balance.quantities.dates import first_day, last_day
from balance.robustness.universes.choices import AXES, Choice, Choices, Path, put
from balance.robustness.universes.cube import (
    VERDICTS,
    Outcomes,
    Sides,
    View,
    outcomes_of,
    sides_of,
    view_of,
)
from balance.robustness.universes.settings import Setting, setting_of, spread_over
from balance.tables.dataset import Dataset
from balance.tables.records import Indicator

__all__ = ["Evaluated", "evaluate"]

_DECIDED: tuple[Verdict, ...] = ("a_more", "b_more", "level")
_SAID: tuple[Verdict, ...] = (*_DECIDED, "undecided", "not_comparable")


@dataclass(frozen=True, eq=False)
class Evaluated:
    """A row under every combination of the choices that touch it.

    Attributes
    ----------
    setting
        How each of them can be asked for again.
    ways
        Choices of a source, a day and a reading; the first is none.
    memberships
        Choices of members; the first is none. Any way goes with any membership.
    views
        For each way the place of what it sees in the outcomes; ways that see the same share
        one.
    outcomes
        View by membership.
    """

    setting: Setting
    ways: tuple[Path, ...]
    memberships: tuple[Path, ...]
    views: NDArray[np.intp]
    outcomes: Outcomes

    @property
    def verdicts(self) -> NDArray[np.int8]:
        """Way by membership, places in :data:`balance.robustness.cube.VERDICTS`."""
        return self.outcomes.verdicts[self.views]

    @property
    def comparable(self) -> bool:
        """Whether somebody speaks for both sides as asked, and what is counted is comparable."""
        row = self.setting.row
        return row.has_data and row.indicator.comparable

    @property
    def size(self) -> int:
        """How many combinations there are, what was asked among them."""
        return len(self.ways) * len(self.memberships)

    @property
    def distinct(self) -> int:
        """How many distinct results there are: both totals with their bounds, and the verdict."""
        cells = np.concatenate(
            (self.outcomes.totals, self.outcomes.verdicts[..., None].astype(float)), axis=2
        )
        flat = np.nan_to_num(cells.reshape(-1, 7), nan=-1.0, posinf=np.inf)
        return len(np.unique(flat, axis=0))

    @property
    def reached(self) -> tuple[Verdict, ...]:
        """The verdicts reached, in the order of :data:`VERDICTS`."""
        return tuple(VERDICTS[place] for place in np.unique(self.outcomes.verdicts))

    @property
    def smallest(self) -> list[Path]:
        """The smallest sets of choices that turn the verdict; where nobody speaks, none does."""
        own = self.setting.row.verdict
        return self.turning([verdict for verdict in _SAID if verdict != own])

    @property
    def reversal(self) -> list[Path]:
        """The smallest sets of choices after which the opposite is concluded."""
        own = self.setting.row.verdict
        return self.turning([v for v in _DECIDED if v != own]) if own in _DECIDED else []

    @property
    def singles(self) -> Mapping[Choice, Verdict]:
        """What each choice that touches the row makes of the verdict by itself."""
        found = {
            path[0]: self.verdict(way, 0) for way, path in enumerate(self.ways) if len(path) == 1
        }
        return found | {
            path[0]: self.verdict(0, place)
            for place, path in enumerate(self.memberships)
            if len(path) == 1
        }

    def verdict(self, way: int, membership: int) -> Verdict:
        """Return the verdict of one combination."""
        return VERDICTS[int(self.outcomes.verdicts[self.views[way], membership])]

    def path(self, way: int, membership: int) -> Path:
        """Return the choices of one combination."""
        return self.ways[way] + self.memberships[membership]

    def turning(self, wanted: Sequence[Verdict]) -> list[Path]:
        """Return the smallest sets of choices under which one of some verdicts is reached."""
        hits = np.isin(self.verdicts, [VERDICTS.index(verdict) for verdict in wanted])
        return self._least(hits) if hits.any() else []

    def extremes(self) -> tuple[Path, Path] | None:
        """Return the combinations with the least and the greatest ratio; None without any."""
        ratios = self.outcomes.ratios[self.views]
        if np.isnan(ratios).all():
            return None
        low, high = ratios[..., 0], ratios[..., 1]
        return self._least(low == np.nanmin(low))[0], self._least(high == np.nanmax(high))[0]

    def _least(self, hits: NDArray[np.bool_]) -> list[Path]:
        sizes = np.add.outer([len(p) for p in self.ways], [len(p) for p in self.memberships])
        places = np.argwhere(hits & (sizes == sizes[hits].min()))
        return [self.path(way, membership) for way, membership in places.tolist()]


def evaluate(
    data: Dataset, indicator: Indicator, question: Question, choices: Choices
) -> Evaluated:
    """Return a row under every combination of the choices that touch it.

    Parameters
    ----------
    data, indicator, question, choices
        As for :func:`setting_of`.

    Examples
    --------
    >>> import balance
    >>> from balance.robustness.universes.choices import Choices
    >>> data = balance.load()
    >>> sides = data.coalition("GRC + TUR"), data.coalition("RUS")
    >>> asked = Question(sides[0].codes, sides[1].codes, None, None, "step")
    >>> leaving = Choices(("leaves",), ("GRC", "TUR"), (), (), (), ())
    >>> evaluate(data, data.indicator("submarines"), asked, leaving).size
    3
    """
    setting = setting_of(data, indicator, question, choices)
    entities = tuple(sorted({*question.a, *question.b, *choices.joins_a, *choices.joins_b}))
    views, seen = _views(data, setting, choices, entities)
    ways = _ways(setting, choices, seen)
    kept = sorted({seen[way] for way in ways})
    known = [views[number] for number in kept]
    touched = np.any([_touched(view, entities, question) for view in known], axis=0)
    memberships = _memberships(choices, dict(zip(entities, touched.tolist(), strict=True)))
    pairs = [(put(question, path).a, put(question, path).b) for path in memberships]
    sides: Sides = sides_of(entities, pairs)
    place = {number: order for order, number in enumerate(kept)}
    return Evaluated(
        setting,
        ways,
        memberships,
        np.array([place[seen[way]] for way in ways], dtype=np.intp),
        outcomes_of(known, sides),
    )


def _touched(view: View, entities: tuple[str, ...], question: Question) -> NDArray[np.bool_]:
    """Return which states may change what a view says."""
    if not view.speaks:
        return np.zeros(len(entities), dtype=bool)
    for side in (question.a, question.b):
        covered = sum(view.covered[[entities.index(code) for code in side]])
        if covered <= (len(side) > 1):  # somebody known to have none may be the only one known
            return np.ones(len(entities), dtype=bool)
    return view.touched


def _views(
    data: Dataset, setting: Setting, choices: Choices, entities: tuple[str, ...]
) -> tuple[list[View], dict[Path, int]]:
    """Return what is seen under each choice of source, day and reading, each view once."""
    views: list[View] = []
    by_content: dict[tuple[object, ...], int] = {}
    by_inputs: dict[tuple[object, ...], int] = {}
    seen: dict[Path, int] = {}
    class_of = _classes(data, setting)
    readings: tuple[Path, ...] = ((), *((Choice("reading", each),) for each in choices.readings))
    for (path, selection), reading in itertools.product(setting.selections.items(), readings):
        question = put(setting.question, path + reading)
        spread = spread_over(selection, entities)
        sources = {} if spread is None else spread.sources[entities[0]]
        inputs = (spread is None, *sorted(sources.items()), class_of(question), question.reading)
        if inputs not in by_inputs:
            members = [entity_terms(data, setting.plan, e, sources, question) for e in entities]
            view = view_of(setting.plan, members, speaks=spread is not None)
            number = by_content.setdefault(view.content, len(views))
            if number == len(views):
                views.append(view)
            by_inputs[inputs] = number
        seen[path + reading] = by_inputs[inputs]
    return views, seen


def _classes(data: Dataset, setting: Setting) -> Callable[[Question], int]:
    """Return what tells days apart on which the figures and known zeros of a row differ."""
    names = {setting.plan.indicator.name, *setting.plan.names}
    days = {
        first_day(figure.as_of)
        for name in names
        for entities in data.figure_index.get(name, {}).values()
        for figures in entities.values()
        for figure in figures
    }
    zeros = {source for (_, name), source in data.absences.items() if name in names}
    published = (data.source(source)["published"] for source in zeros)
    marks = sorted(days | {last_day(text) for text in published if text})

    def class_of(question: Question) -> int:
        if question.known_by is None:
            return -1 if any(not data.source(s)["published"] for s in zeros) else len(marks)
        return bisect_right(marks, question.known_by)

    return class_of


def _ways(setting: Setting, choices: Choices, seen: Mapping[Path, int]) -> tuple[Path, ...]:
    """Return the choices of source, day and reading that touch the row.

    A reading is left out if nothing is read otherwise by it, a day if all that it shows can be
    seen without it or on another day that is kept.
    """
    sources = [p for p in setting.selections if not any(c.axis == "known_by" for c in p)]
    days: list[Path] = [(), *((Choice("known_by", each.isoformat()),) for each in choices.days)]
    readings: list[Path] = [()]
    for each in choices.readings:
        own: Path = (Choice("reading", each),)
        if any(seen[path + own] != seen[path] for path in setting.selections):
            readings.append(own)
    kept: list[Path] = []
    shown: list[tuple[int | None, ...]] = []
    for day in days:
        sight = tuple(
            seen.get(source + day + reading) for source in sources for reading in readings
        )
        if not any(_adds_nothing(sight, other) for other in shown):
            kept.append(day)
            shown.append(sight)
    combined = itertools.product(sources, kept, readings)
    found = (path for parts in combined if (path := sum(parts, ())) in seen)
    order = list(AXES)
    return tuple(
        sorted(found, key=lambda p: (len(p), [(order.index(c.axis), c.option) for c in p]))
    )


def _adds_nothing(sight: tuple[int | None, ...], other: tuple[int | None, ...]) -> bool:
    return all(mine in (None, its) for mine, its in zip(sight, other, strict=True))


def _memberships(choices: Choices, touched: Mapping[str, bool]) -> tuple[Path, ...]:
    axes = ("leaves", "joins_a", "joins_b")
    options = (choices.leaves, choices.joins_a, choices.joins_b)

    def paths() -> Iterator[list[Path]]:
        for axis, codes in zip(axes, options, strict=True):
            yield [(), *((Choice(axis, code),) for code in codes if touched[code])]

    return tuple(sum(parts, ()) for parts in itertools.product(*paths()))
