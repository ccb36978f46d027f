"""What states spend in one year, in two definitions: NATO's and SIPRI's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from balance.comparison.amounts import Amount, constant, excess, over, plus, times
from balance.comparison.published import amount_of, total_of
from balance.comparison.question import Question
from balance.comparison.selection import editions_of
from balance.quantities.dates import parse_day
from balance.tables.dataset import Dataset

__all__ = [
    "NAMES",
    "Definition",
    "Spent",
    "definition",
    "figures_by_state",
    "source_of",
    "weighted_share",
]

_INDICATORS = {
    "nato": ("defence_expenditure", "defence_expenditure_share"),
    "sipri": ("military_expenditure", "military_expenditure_share"),
}
NAMES = {"nato": "NATO", "sipri": "SIPRI"}
"""Who defines spending, by key."""


@dataclass(frozen=True)
class Definition:
    """What counts as spending, and who counts.

    Attributes
    ----------
    key, name
        In tables and in sentences.
    spending, share
        The indicators: money of a year, and the share of gross domestic product as printed.
    source
        The newest edition, or empty if none is at hand.
    years
        For which it prints both, the earliest first.
    """

    key: str
    name: str
    spending: str
    share: str
    source: str
    years: tuple[str, ...]

    @property
    def latest(self) -> str:
        """The latest of the years, or empty."""
        return self.years[-1] if self.years else ""


@dataclass(frozen=True)
class Spent:
    """What one state spends in one year by one definition.

    Attributes
    ----------
    code
        The state.
    spending, share
        Money, and the printed share of gross domestic product.
    unarmed
        Whether it is known to have no armed forces to spend on; it has no share then.
    """

    code: str
    spending: Amount
    share: Amount
    unarmed: bool

    @property
    def output(self) -> Amount:
        """The gross domestic product that the source divides by: spending over the share."""
        return over(self.spending, self.share, "USD", 100)

    def lacking(self, target: Amount) -> Amount:
        """Return what it lacks to a target share; nothing if it is above."""
        short = excess(over(target, self.share), constant(1))
        return times([self.spending, short], self.spending.unit)

    def beyond(self, target: Amount) -> Amount:
        """Return what it spends beyond a target share; nothing if it is below."""
        spare = excess(constant(1), over(target, self.share))
        return times([self.spending, spare], self.spending.unit)


def source_of(data: Dataset, indicator: str, known_by: str | None = None) -> str:
    """Return the edition that speaks first on an indicator, or empty if none is at hand.

    Parameters
    ----------
    data
        The tables.
    indicator
        What is counted.
    known_by
        Hide what was published later.

    Examples
    --------
    >>> import balance
    >>> source_of(balance.load(), "military_expenditure")
    'sipri-2025'
    """
    own = data.indicator(indicator)
    day = None if known_by is None else parse_day(known_by)
    question = Question((), (), day, None, "step")
    editions = editions_of(data, [indicator], {indicator: own.basis}, own.preferred, question)
    return editions[0].source_id if editions else ""


def definition(data: Dataset, key: str, known_by: str | None = None) -> Definition:
    """Return a definition of spending and who counts by it.

    Parameters
    ----------
    data
        The tables.
    key
        ``nato`` or ``sipri``.
    known_by
        Hide what was published later.

    Examples
    --------
    >>> import balance
    >>> definition(balance.load(), "sipri").years
    ('2022', '2023', '2024')
    """
    spending, share = _INDICATORS[key]
    source = source_of(data, spending, known_by)
    printed = [
        {
            figure.as_of[:4]
            for entity, figures in data.figure_index.get(indicator, {}).get(source, {}).items()
            for figure in figures
            if entity in data.state_names
        }
        for indicator in (spending, share)
    ]
    years = tuple(sorted(printed[0] & printed[1]))
    return Definition(key, NAMES[key], spending, share, source, years)


def figures_by_state(
    data: Dataset, by: Definition, codes: Iterable[str], year: str
) -> tuple[Spent, ...]:
    """Return what some states spend in one year, in the order of their codes.

    Parameters
    ----------
    data
        The tables.
    by
        The definition.
    codes
        The states.
    year
        Of both figures.
    """
    found = []
    for code in sorted(codes):
        unarmed = any((code, name) in data.absences for name in (by.spending, by.share))
        money = (
            total_of(data, data.coalition(code), by.spending, source=by.source)
            if unarmed
            else amount_of(data, by.spending, code, by.source, as_of=year)
        )
        share = amount_of(data, by.share, code, by.source, as_of=year)
        found.append(Spent(code, money, share, unarmed))
    return tuple(found)


def weighted_share(spent: Iterable[Spent]) -> Amount:
    """Return the sum of spending over the sum of the products that the source divides by.

    States without armed forces have no share and are in neither sum.
    """
    armed = [one for one in spent if not one.unarmed]
    above, below = plus(one.spending for one in armed), plus(one.output for one in armed)
    return over(above, below, "percent", 100)
