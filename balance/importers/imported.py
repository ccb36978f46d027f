"""What an import gives: tables of its own, a data set to work with, and an account of it all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from balance.importers.extract import Skipped
from balance.tables.dataset import Dataset

__all__ = ["Imported", "Summary"]

_MISSING = {
    "no_data": "no data",
    "no_state": "the state did not exist",
    "not_given": "withheld, not stated, or printed as a 0 that is not trusted",
}
_MOST_NAMES = 12


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'s' if count != 1 else ''}"


@dataclass(frozen=True)
class Summary:
    """Account of an import: nothing vanishes uncounted.

    Attributes
    ----------
    kind, source_id
        Reader, and the source that the file became.
    guess
        How the kind was found, as a sentence.
    rows
        Rows of the file that were looked at.
    cells
        Cells that the file has for an entity: figures, missing and skipped ones together.
    figures
        Figures made.
    states, aggregates
        How many states, and how many regions and other sums, have figures.
    years
        First and last year; empty without figures.
    missing
        Cells without a number by kind: ``no_data``, ``no_state``, ``not_given``.
    by_alias
        Names matched by the table of aliases, with what they mean.
    unknown
        Names that no table knows, and what was done with them: ``keep`` or ``drop``.
    skipped
        All that was left out, counted, with the reason.
    implausible
        Figures outside the plausible range of their indicator, listed in ``exceptions.csv``.
    notes
        What the user must know of this file.
    """

    kind: str
    source_id: str
    guess: str
    rows: int
    cells: int
    figures: int
    states: int
    aggregates: int
    years: tuple[str, str]
    missing: Mapping[str, int]
    by_alias: Mapping[str, str]
    unknown: tuple[str, tuple[str, ...]]
    skipped: tuple[Skipped, ...]
    implausible: int
    notes: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """Yield the account, line by line."""
        yield self.guess
        first, last = self.years
        span = f"{first} to {last}" if first != last else first
        read = f"{_counted(self.rows, 'row')} read, {_counted(self.cells, 'cell')}"
        yield f"{read} with figures or without"
        yield (
            f"{_counted(self.figures, 'figure')} of {_counted(self.states, 'state')}"
            + (
                f" and {_counted(self.aggregates, 'aggregate')} kept as stated"
                if self.aggregates
                else ""
            )
            + (f", {span}" if first else "")
            + f"; source {self.source_id}"
        )
        for status, count in self.missing.items():
            yield f"{_counted(count, 'cell')} missing: {_MISSING.get(status, status)}"
        if self.by_alias:
            pairs = [f"{name} = {code}" for name, code in self.by_alias.items()]
            more = len(pairs) - _MOST_NAMES
            tail = f" and {more} more (all in import.json)" if more > 0 else ""
            yield f"{_counted(len(pairs), 'name')} by alias: {'; '.join(pairs[:_MOST_NAMES])}{tail}"
        policy, names = self.unknown
        if names:
            done = "kept under their own names, not as states" if policy == "keep" else "dropped"
            yield f"{_counted(len(names), 'unknown name')} {done}: {'; '.join(names)}"
        for skipped in self.skipped:
            yield f"skipped {skipped.count:,} {skipped.what}: {skipped.why}"
        if self.implausible:
            yield (
                f"{_counted(self.implausible, 'figure')} outside the plausible range of their "
                "indicator: kept as printed and listed in exceptions.csv"
            )
        yield from self.notes

    def __str__(self) -> str:
        return "\n".join(self.lines())


@dataclass(frozen=True, eq=False)
class Imported:
    """A published file, imported.

    Attributes
    ----------
    dataset
        The bundled vocabulary with the rows of the file; its figures are those of the file.
    summary
        Account of the import.
    guess
        How the kind was found, as a sentence.
    tables
        Rows of the file alone, by table: ``sources``, ``groups``, ``indicators``, ``figures``,
        ``exceptions``.
    missing
        One row per cell without a number: entity, indicator, as_of, basis, status, locator.
    digest
        SHA-256 of the file.
    file
        Name of the file.
    """

    dataset: Dataset
    summary: Summary
    guess: str
    tables: Mapping[str, pd.DataFrame]
    missing: pd.DataFrame
    digest: str
    file: str

    def said(self, guess: str) -> Imported:
        """Return the same with a sentence that says how the kind was found."""
        return replace(self, guess=guess, summary=replace(self.summary, guess=guess))
