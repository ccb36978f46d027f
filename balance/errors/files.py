"""Faults in files, collected and raised once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from balance.errors.questions import BalanceError
from balance.errors.wording import fault_text

__all__ = [
    "BoundsDisorder",
    "DataFault",
    "DataFaults",
    "DateDisorder",
    "DuplicateKey",
    "EmptyFile",
    "ImplausibleValue",
    "MissingColumn",
    "MissingValue",
    "NotReadable",
    "PackageOutOfDate",
    "PartAboveTotal",
    "Place",
    "Placeholder",
    "StaleException",
    "UndecodableText",
    "UnexpectedColumn",
    "UnfinishedScenario",
    "UnknownReference",
    "WordingDisagrees",
    "WrongUnit",
    "WrongValue",
]


@dataclass(frozen=True)
class Place:
    """Where in the files a fault lies.

    Attributes
    ----------
    file
        Path as the user gave it.
    line
        Line in the file, from 1; None for the file as a whole.
    column
        Column name, or empty.
    key
        Key of the row, or empty.
    """

    file: str
    line: int | None = None
    column: str = ""
    key: str = ""

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        column = f", column {self.column}" if self.column else ""
        key = f" [{self.key}]" if self.key else ""
        return f"{where}{column}{key}"


class DataFault(BalanceError):
    """One fault in one place of a file.

    Parameters
    ----------
    place
        File, line, column and key.
    problem
        What is wrong, as a clause.
    expected, found
        What should stand there and what does; either may be empty.
    remedy
        How to mend it.
    """

    def __init__(
        self, place: Place, problem: str, *, expected: str = "", found: str = "", remedy: str = ""
    ) -> None:
        self.place = place
        self.problem = problem
        self.expected = expected
        self.found = found
        self.remedy = remedy
        super().__init__(fault_text(f"{place}: {problem}", expected, found, remedy))


class NotReadable(DataFault):
    """A file that is missing, a directory in place of a file, or not CSV."""


class UndecodableText(DataFault):
    """Bytes that are not UTF-8."""


class EmptyFile(DataFault):
    """A file without a header."""


class MissingColumn(DataFault):
    """A column that the table must have."""


class UnexpectedColumn(DataFault):
    """A column, or a cell outside all columns, that the table does not have."""


class MissingValue(DataFault):
    """An empty cell where a value is required."""


class WrongValue(DataFault):
    """A cell whose text or number is not allowed in its column."""


class Placeholder(DataFault):
    """A cell that a skeleton left to be filled in."""


class UnfinishedScenario(DataFault):
    """A scenario with words left to be written, or one that is not listed or not tested."""


class DuplicateKey(DataFault):
    """Two rows with one key."""


class UnknownReference(DataFault):
    """A name that another table does not list."""


class BoundsDisorder(DataFault):
    """A low bound above the value, or a value above the high bound."""


class DateDisorder(DataFault):
    """An end before its beginning."""


class WordingDisagrees(DataFault):
    """Words as stated that do not say what value and hedge say."""


class WrongUnit(DataFault):
    """A unit or basis other than the indicator's."""


class PartAboveTotal(DataFault):
    """A part that exceeds its own total in one source."""


class ImplausibleValue(DataFault):
    """A value outside the range in which the indicator is plausible."""


class StaleException(DataFault):
    """An exception for a figure that no longer fails its check."""


class PackageOutOfDate(DataFault):
    """A ``datapackage.json`` that does not describe the tables beside it."""


class DataFaults(BalanceError):
    """All faults of a set of files, raised once.

    Parameters
    ----------
    faults
        In the order of files and lines.

    Attributes
    ----------
    faults
        The single faults.
    """

    def __init__(self, faults: Iterable[DataFault]) -> None:
        self.faults = tuple(
            sorted(faults, key=lambda f: (f.place.file, f.place.line or 0, f.place.column))
        )
        count = len(self.faults)
        head = f"{count} fault{'s' if count != 1 else ''} in the tables:"
        super().__init__("\n".join([head, *(f"  {fault}" for fault in self.faults)]))
