"""Two figures of one thing: from two publications, or from two editions of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import Literal

from balance.comparison.amounts import INPUT, Amount, over, plus
from balance.comparison.published import from_figure
from balance.comparison.question import Question
from balance.comparison.selection import Edition, editions_of
from balance.comparison.standing import MONTHS
from balance.comparison.terms import Term, plan_of
from balance.errors import ParameterError, suggest
from balance.quantities.dates import first_day, months_between
from balance.tables.dataset import Dataset
from balance.tables.records import Figure, Indicator

__all__ = ["KINDS", "By", "Pair", "Pairing", "inputs_of", "pairings_of", "read_by"]

By = Literal["publication", "edition"]
KINDS: tuple[By, ...] = ("publication", "edition")

_LEAST_DIGITS = 2
UNLIKE_SCOPE = "the two count different things"
TOO_FAR = f"more than {MONTHS} months apart"
WAR_BETWEEN = "a war began between the two"


@dataclass(frozen=True)
class Pair:
    """What two sources print of one state.

    Attributes
    ----------
    entity
        The state.
    first, second
        What each prints, with its bounds.
    why_not
        Why the two do not state the same thing; empty if they do.
    """

    entity: str
    first: Amount
    second: Amount
    why_not: str

    @property
    def ratio(self) -> Amount:
        """The first over the second; unknown where the second is zero."""
        found = over(self.first, self.second)
        # One digit would round past the bounds, and these say how far the digits can be trusted.
        return replace(found, digits=max(_LEAST_DIGITS, found.digits or _LEAST_DIGITS))


@dataclass(frozen=True)
class Pairing:
    """Two sources that both print figures of one indicator.

    Attributes
    ----------
    indicator
        What is counted.
    first, second
        Of two editions of one publication the older is the first.
    pairs
        One for each state that both cover, in alphabetical order.
    only_first, only_second
        States that one of them covers.
    """

    indicator: Indicator
    first: Edition
    second: Edition
    pairs: tuple[Pair, ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]

    @property
    def like(self) -> tuple[Pair, ...]:
        """The pairs that state the same thing."""
        return tuple(pair for pair in self.pairs if not pair.why_not)

    @property
    def key(self) -> str:
        """Name of the pairing in tables."""
        return f"{self.indicator.name}@{self.first.source_id}@{self.second.source_id}"


def read_by(by: str) -> By:
    """Return between what is compared.

    Raises
    ------
    ParameterError
        If it is neither ``publication`` nor ``edition``.

    Examples
    --------
    >>> read_by("edition")
    'edition'
    """
    for kind in KINDS:
        if by == kind:
            return kind
    raise ParameterError(
        f"cannot compare by {by!r}; expected one of: {', '.join(KINDS)}.{suggest(by, KINDS)}"
    )


def inputs_of(amounts: Iterable[Amount]) -> tuple[Term, ...]:
    """Return the terms of some amounts as what goes into another, each once."""
    terms = (replace(term, part=INPUT) for amount in amounts for term in amount.terms)
    return tuple({(term.entity, term.figure_ids): term for term in terms}.values())


def pairings_of(
    data: Dataset, indicator: Indicator, by: By, states: Iterable[str] | None = None
) -> tuple[Pairing, ...]:
    """Return what two publications, or two editions of one, print of an indicator.

    Parameters
    ----------
    data
        The tables. What a text states is no witness and is left out.
    indicator
        What is counted. A sum of others is made where both print all its parts.
    by
        ``publication``: each two publications, the newest edition of each. ``edition``: each
        edition and the one before it.
    states
        Codes of the states to look at; by default all.

    Returns
    -------
    tuple of Pairing
        Those with at least one state that both cover. Figures are of the indicator's basis.
        The latest year that both print is compared, or else the latest of each. Between
        publications two figures are one thing if they have the same scope, lie within 36
        months of each other and no war of the state began between, the rule by which
        :mod:`balance.comparison.standing` counts a second witness. Between editions only the
        scope must be the same.
    """
    wanted = frozenset(data.state_names if states is None else states)
    made = (_pairing(data, indicator, *two, by, wanted) for two in _sources(data, indicator, by))
    return tuple(pairing for pairing in made if pairing.pairs)


def _names(data: Dataset, indicator: Indicator) -> tuple[str, ...]:
    """Return the indicators whose figures are added up: itself, or the parts of a sum."""
    plan = plan_of(data, indicator)
    return plan.names if plan.joint else (indicator.name,)


def _sources(data: Dataset, indicator: Indicator, by: By) -> Iterator[tuple[Edition, Edition]]:
    names = _names(data, indicator)
    bases = {name: data.indicator(name).basis for name in names}
    everything = Question((), (), None, None, "step")
    editions: dict[str, list[Edition]] = {}
    for edition in editions_of(data, names, bases, indicator.preferred, everything):
        editions.setdefault(edition.publication, []).append(edition)
    if by == "publication":
        yield from combinations([newest[0] for newest in editions.values()], 2)
    else:
        for issues in editions.values():
            for newer, older in pairwise(issues):
                yield older, newer


def _pairing(
    data: Dataset,
    indicator: Indicator,
    first: Edition,
    second: Edition,
    by: By,
    wanted: frozenset[str],
) -> Pairing:
    names = _names(data, indicator)
    covered = [_covered(data, names, one.source_id) & wanted for one in (first, second)]
    made = (
        _pair(data, names, entity, first.source_id, second.source_id, by)
        for entity in sorted(covered[0] & covered[1])
    )
    return Pairing(
        indicator,
        first,
        second,
        tuple(made),
        tuple(sorted(covered[0] - covered[1])),
        tuple(sorted(covered[1] - covered[0])),
    )


def _covered(data: Dataset, names: tuple[str, ...], source: str) -> set[str]:
    """Return the states of which a source prints every name."""
    each = [
        {entity for entity in data.state_names if _figures(data, name, source, entity)}
        for name in names
    ]
    return set.intersection(*each)


def _figures(data: Dataset, name: str, source: str, entity: str) -> list[Figure]:
    found = data.figure_index.get(name, {}).get(source, {}).get(entity, ())
    basis = data.indicator(name).basis
    return [figure for figure in found if figure.basis == basis and not figure.in_prose]


def _pair(
    data: Dataset, names: tuple[str, ...], entity: str, first: str, second: str, by: By
) -> Pair:
    firsts, seconds, reasons = [], [], []
    for name in names:
        one, two = _of_one_time(
            _figures(data, name, first, entity), _figures(data, name, second, entity)
        )
        firsts.append(from_figure(data, one))
        seconds.append(from_figure(data, two))
        reasons.append(_why_not(data, one, two, by))
    why_not = next(filter(None, reasons), "")
    if len(names) == 1:
        return Pair(entity, firsts[0], seconds[0], why_not)
    return Pair(entity, plus(firsts), plus(seconds), why_not)


def _of_one_time(first: list[Figure], second: list[Figure]) -> tuple[Figure, Figure]:
    """Return the figures that come nearest to stating one thing."""
    for kind in ("scope", "as_of", "year"):
        common = {_trait(f, kind) for f in first} & {_trait(f, kind) for f in second}
        if common:
            # What the indicator defines goes before what counts more; later goes before earlier.
            kept = min(common) if kind == "scope" else max(common)
            first = [figure for figure in first if _trait(figure, kind) == kept]
            second = [figure for figure in second if _trait(figure, kind) == kept]
    return _latest(first), _latest(second)


def _trait(figure: Figure, kind: str) -> str:
    return {"scope": figure.scope, "as_of": figure.as_of, "year": figure.as_of[:4]}[kind]


def _latest(figures: list[Figure]) -> Figure:
    return max(figures, key=lambda figure: (first_day(figure.as_of), figure.figure_id))


def _why_not(data: Dataset, one: Figure, two: Figure, by: By) -> str:
    if one.scope != two.scope:
        return UNLIKE_SCOPE
    if by == "edition":
        return ""
    early, late = sorted((first_day(one.as_of), first_day(two.as_of)))
    if months_between(early, late) > MONTHS:
        return TOO_FAR
    if any(early < began <= late for began, _ in data.wars.get(one.entity, ())):
        return WAR_BETWEEN
    return ""
