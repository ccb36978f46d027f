"""The tracker of aid to Ukraine, and what counts as Europe in it."""

from __future__ import annotations

from dataclasses import dataclass

from balance.comparison.amounts import Amount, plus
from balance.comparison.published import amount_of, figures_of
from balance.tables.dataset import Dataset

__all__ = ["TOTAL", "Europe", "Tracker", "covering", "definitions"]

TOTAL = "aid_allocated_total"


@dataclass(frozen=True)
class Europe:
    """A definition of Europe: some states, with or without the EU institutions.

    Attributes
    ----------
    key, label, named
        In tables' rows, as their label, and in sentences.
    codes
        The states.
    institutions
        Whether the EU institutions are in.
    """

    key: str
    label: str
    named: str
    codes: tuple[str, ...]
    institutions: bool = False


def definitions(data: Dataset, others: tuple[str, ...]) -> list[Europe]:
    """Return four definitions of Europe, the narrowest first.

    Parameters
    ----------
    data
        The tables.
    others
        Codes of the states that the wider ones have beside the members of the union.
    """
    states = data.group("EU").codes
    wider = (*states, *(code for code in others if code not in states))
    names = f"EU members with {data.names_said(others) or 'no others'}"
    both = "EU members with EU institutions"
    return [
        Europe("members", "EU members", "EU members alone", states),
        Europe("union", both, "EU members with the EU institutions", states, True),
        Europe("states", "EU members with others", names, wider),
        Europe("europe", "All of these", "the widest Europe with the EU institutions", wider, True),
    ]


def covering(data: Dataset) -> str:
    """Return the release that covers most donors, or nothing if there is none."""
    index = data.figure_index.get(TOTAL, {})
    return max(index, key=lambda one: (len(index[one]), one), default="")


@dataclass(frozen=True)
class Tracker:
    """One release of the tracker.

    Attributes
    ----------
    data
        The tables.
    source
        The release.
    reading
        The rule for hedges.
    """

    data: Dataset
    source: str
    reading: str

    def of(self, entity: str, name: str, day: str = "") -> Amount:
        """Return what one donor allocated up to a day."""
        return amount_of(self.data, name, entity, self.source, as_of=day, reading=self.reading)

    def by(self, europe: Europe, kind: str, day: str) -> Amount:
        """Return what the donors of a definition allocated up to a day."""
        name = f"aid_allocated_{kind}"
        parts = [self.of(code, name, day) for code in europe.codes]
        if europe.institutions:
            parts.append(self.of("-", f"{name}_eu_institutions", day))
        return plus(parts)

    def days(self) -> list[str]:
        """Return the days to which the release adds up, the earliest first."""
        found = figures_of(self.data, TOTAL, "USA", self.source)
        return [figure.as_of for figure in found]
