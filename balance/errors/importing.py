"""Faults in published files that are imported."""

from __future__ import annotations

from collections.abc import Iterable

from balance.errors.questions import BalanceError
from balance.errors.wording import fault_text

__all__ = [
    "ImportFault",
    "ImportFaults",
    "MissingSheet",
    "NotAWorkbook",
    "NotText",
    "SameEntityTwice",
    "UnknownColumn",
    "UnknownEntities",
    "UnknownKind",
    "UnsafeFile",
    "WrongCell",
    "WrongLayout",
]

_MOST_LISTED = 20


class ImportFault(BalanceError):
    """One fault in one place of a published file.

    Parameters
    ----------
    file
        Path as the user gave it.
    problem
        What is wrong, as a clause.
    sheet, cell
        Where in a workbook, e.g. ``Current US$`` and ``B12``; either may be empty.
    line, column
        Where in a text file; either may be left out.
    expected, found
        What should stand there and what does; either may be empty.
    remedy
        How to mend it.
    """

    def __init__(
        self,
        file: object,
        problem: str,
        *,
        sheet: str = "",
        cell: str = "",
        line: int | None = None,
        column: str = "",
        expected: str = "",
        found: str = "",
        remedy: str = "",
    ) -> None:
        self.file = str(file)
        self.sheet = sheet
        self.cell = cell
        self.line = line
        self.column = column
        where = ", ".join(
            part
            for part in (
                self.file if line is None else f"{self.file}:{line}",
                sheet and f"sheet {sheet}",
                cell and f"cell {cell}",
                column and f"column {column}",
            )
            if part
        )
        super().__init__(fault_text(f"{where}: {problem}", expected, found, remedy))


class NotAWorkbook(ImportFault):
    """A file that is no workbook, is cut off or damaged, or is locked by a password."""


class UnsafeFile(ImportFault):
    """A file that would unpack to far more than a table, or declares entities."""


class MissingSheet(ImportFault):
    """A workbook without the sheets of its kind."""


class WrongLayout(ImportFault):
    """A table whose header or rows are not where their kind has them."""


class WrongCell(ImportFault):
    """A cell that holds something other than its kind of file has there."""


class NotText(ImportFault):
    """A file that is no text, a web page saved under another name, or cannot be decoded."""


class UnknownColumn(ImportFault):
    """A column or series that the reader has no definition for."""


class UnknownKind(ImportFault):
    """A file that no reader knows, or that several do."""


class UnknownEntities(ImportFault):
    """Names of a file that no table knows, all at once, each with the nearest ones."""


class SameEntityTwice(ImportFault):
    """Two rows of a file that say two things about one entity, thing and time."""


class ImportFaults(BalanceError):
    """All faults of a file that is imported, raised once.

    Parameters
    ----------
    faults
        In the order of the file.

    Attributes
    ----------
    faults
        The single faults.
    """

    def __init__(self, faults: Iterable[ImportFault]) -> None:
        self.faults = tuple(faults)
        count = len(self.faults)
        lines = [f"{count} fault{'s' if count != 1 else ''} in the file; nothing was imported:"]
        lines += [f"  {fault}" for fault in self.faults[:_MOST_LISTED]]
        if count > _MOST_LISTED:
            lines.append(f"  and {count - _MOST_LISTED} more")
        super().__init__("\n".join(lines))
