"""What an anomaly scan works on: series of figures, and what it finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import pandas as pd

from balance.errors import DataFault, Place, number_text
from balance.quantities.dates import first_day, months_between
from balance.tables.columns import TABLES
from balance.tables.dataset import Dataset
from balance.tables.schemas import place_of

__all__ = [
    "JUMP",
    "KEEP",
    "PEERS",
    "Finding",
    "Printed",
    "Scan",
    "Step",
    "factor",
    "finding_at",
    "finding_of_all",
    "named",
    "pairs_of",
]

JUMP = 1.8
"""Factor from which two editions of one publication are far apart."""

PEERS = 10
"""States below which peers, or an edition as a whole, are not judged."""

KEEP = "if it is printed so, keep it and list it in exceptions.csv with check {} and a reason"


@dataclass(frozen=True)
class Finding:
    """Something out of the ordinary in the tables.

    Attributes
    ----------
    check
        Name of the check that it fails.
    fault
        What is wrong and where, as ``balance check`` tells it; its key is what an exception
        names: a figure, or ``indicator source`` where a whole edition is at fault.
    """

    check: str
    fault: DataFault


@dataclass(frozen=True)
class Printed:
    """A number above all printed: a figure of a state that has a best value.

    Attributes
    ----------
    row
        Of the table of figures.
    figure_id, source_id, entity, indicator, as_of, basis, scope, unit
        As in the table.
    value
        In base units.
    """

    row: int
    figure_id: str
    source_id: str
    entity: str
    indicator: str
    as_of: str
    basis: str
    scope: str
    unit: str
    value: float


@dataclass(frozen=True)
class Step:
    """From one year to the next in one series."""

    before: Printed
    after: Printed

    @property
    def ratio(self) -> float:
        """The later number over the earlier."""
        return self.after.value / self.before.value


@dataclass(frozen=True, eq=False)
class Scan:
    """The tables, arranged for an anomaly scan.

    Attributes
    ----------
    data
        The tables.
    """

    data: Dataset

    @property
    def frame(self) -> pd.DataFrame:
        """The table of figures."""
        return self.data.tables["figures"]

    @cached_property
    def printed(self) -> tuple[Printed, ...]:
        """Figures of states with a best value; what a text states is left out."""
        frame = self.frame
        kept = frame[
            frame["entity"].isin(set(self.data.state_names))
            & frame["value"].notna()
            & (frame["quote"] == "")
        ]
        columns = ("figure_id", "source_id", "entity", "indicator", "as_of", "basis", "scope")
        rows = kept[[*columns, "unit", "value"]].to_dict("index")
        return tuple(
            Printed(
                row=int(str(row)),
                value=float(cells["value"]),
                **{name: str(cells[name]) for name in (*columns, "unit")},
            )
            for row, cells in rows.items()
        )

    @cached_property
    def by_id(self) -> Mapping[str, Printed]:
        """The figures by their ids."""
        return {one.figure_id: one for one in self.printed}

    @cached_property
    def series(self) -> Mapping[tuple[str, str, str, str], Mapping[str, tuple[Printed, ...]]]:
        """Figures by source, indicator, basis and scope, then state, the earliest first."""
        found: dict[tuple[str, str, str, str], dict[str, list[Printed]]] = {}
        for one in self.printed:
            key = (one.source_id, one.indicator, one.basis, one.scope)
            found.setdefault(key, {}).setdefault(one.entity, []).append(one)
        return {
            key: {
                entity: tuple(sorted(own, key=lambda one: first_day(one.as_of)))
                for entity, own in states.items()
            }
            for key, states in found.items()
        }

    def steps(self, key: tuple[str, str, str, str]) -> Mapping[tuple[str, str], list[Step]]:
        """Return the steps of one year in a series, by the two dates; zeros have none."""
        found: dict[tuple[str, str], list[Step]] = {}
        for own in self.series[key].values():
            for before, after in pairs_of(own):
                months = months_between(first_day(before.as_of), first_day(after.as_of))
                if before.value > 0 and after.value > 0 and months == 12:
                    found.setdefault((before.as_of, after.as_of), []).append(Step(before, after))
        return found


def pairs_of(own: Iterable[Printed]) -> Iterator[tuple[Printed, Printed]]:
    """Yield each two figures that follow each other."""
    yield from pairwise(own)


def factor(one: Printed, other: Printed) -> float:
    """Return how many times the larger of two numbers is the smaller; both are above zero."""
    return max(one.value / other.value, other.value / one.value)


def named(one: Printed) -> str:
    """Return a number with the figure that prints it, for messages."""
    return f"{number_text(one.value)} in {one.figure_id}"


def finding_at(
    scan: Scan,
    check: str,
    kind: type[DataFault],
    one: Printed,
    problem: str,
    expected: str,
    found: str,
    advice: str,
) -> Finding:
    """Return a finding about one figure.

    Parameters
    ----------
    scan, check
        What is looked at, and the name of the check.
    kind
        Class of the fault.
    one
        The figure.
    problem, expected, found
        As in a :class:`balance.errors.DataFault`.
    advice
        What to do first.
    """
    place = place_of(scan.frame, TABLES["figures"], one.row, "value")
    remedy = f"{advice}; {KEEP.format(check)}"
    return Finding(check, kind(place, problem, expected=expected, found=found, remedy=remedy))


def finding_of_all(
    scan: Scan,
    check: str,
    kind: type[DataFault],
    first: Printed,
    problem: str,
    expected: str,
    found: str,
    advice: str,
) -> Finding:
    """Return a finding about an indicator in one source as a whole.

    Parameters
    ----------
    scan, check, kind, problem, expected, found, advice
        As for :func:`finding_at`.
    first
        One of its figures, which gives the place.
    """
    at = place_of(scan.frame, TABLES["figures"], first.row, "value")
    place = Place(at.file, at.line, "value", f"{first.indicator} {first.source_id}")
    keep = (
        f"list indicator {first.indicator} and source_id {first.source_id} in exceptions.csv with "
        f"check {check} and a reason"
    )
    remedy = f"{advice}; if it is printed so, keep it and {keep}"
    return Finding(check, kind(place, problem, expected=expected, found=found, remedy=remedy))
