"""Everything that can go wrong, one class per fault.

A message says what is wrong, where, what was expected, what was found and how to mend it.
Faults in files are :class:`DataFault`; they are collected and raised once, as
:class:`DataFaults`. Everything else is a fault in the question that was asked.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

__all__ = [
    "BalanceError",
    "BasisError",
    "BoundsDisorder",
    "BoundsError",
    "ChartError",
    "DataFault",
    "DataFaults",
    "DateDisorder",
    "DateError",
    "DuplicateKey",
    "EmptyCoalition",
    "EmptyFile",
    "ExpressionError",
    "FormulaError",
    "ImplausibleValue",
    "ManifestError",
    "MissingColumn",
    "MissingValue",
    "NotAMember",
    "NotReadable",
    "OutputError",
    "OverlappingSides",
    "PackageOutOfDate",
    "ParameterError",
    "PartAboveTotal",
    "Place",
    "ReadingError",
    "RowError",
    "StaleException",
    "UndecodableText",
    "UnexpectedColumn",
    "UnknownIndicator",
    "UnknownName",
    "UnknownReference",
    "UnknownScenario",
    "UnknownSource",
    "WordingDisagrees",
    "WordingError",
    "WrongUnit",
    "WrongValue",
    "number_text",
    "suggest",
]


def number_text(number: Any) -> str:
    """Return a number as messages show it: as in the table, no digit lost, none added.

    Parameters
    ----------
    number
        A value of a table.

    Returns
    -------
    str
        Up to 15 significant digits; nothing for a missing number.

    Examples
    --------
    >>> number_text(14_000.0), number_text(2.5)
    ('14000', '2.5')
    """
    return "" if math.isnan(float(number)) else f"{float(number):.15g}"


def suggest(name: str, known: Iterable[str], limit: int = 3) -> str:
    """Return "did you mean ..." for the nearest known names, or an empty string.

    Parameters
    ----------
    name
        What was asked for.
    known
        What there is.
    limit
        The most names to suggest.

    Returns
    -------
    str
        Starts with a space, so that it can be put behind a sentence.

    Examples
    --------
    >>> suggest("RSU", ["RUS", "USA", "DEU"], limit=1)
    ' Did you mean RUS?'
    >>> suggest("tanks", ["main_battle_tanks", "submarines"])
    ' Did you mean main_battle_tanks?'
    """
    folded: dict[str, str] = {}
    for candidate in known:
        folded.setdefault(candidate.casefold(), candidate)
    asked = name.casefold()
    close = difflib.get_close_matches(asked, folded, n=limit, cutoff=0.6)
    close.sort(key=lambda match: match[:1] != asked[:1])
    swapped = [match for match in folded if sorted(match) == sorted(asked)]
    holding = [match for match in folded if len(asked) > 3 and asked in match]
    near = list(dict.fromkeys([*swapped, *close, *holding]))[:limit]
    return f" Did you mean {' or '.join(folded[n] for n in near)}?" if near else ""


class BalanceError(ValueError):
    """Root of all errors that this package raises on purpose."""


# --- faults in the question ---------------------------------------------------------------------


class BoundsError(BalanceError):
    """Bounds that are out of order, negative or not numbers."""


class BasisError(BalanceError):
    """A money basis that is not of the form ``current-mer`` or ``2015-ppp``."""


class DateError(BalanceError):
    """A date that is not ISO, does not exist, or lies outside what is known."""


class WordingError(BalanceError):
    """A number as printed that cannot be read."""


class ReadingError(BalanceError):
    """A rule for hedges that does not exist."""


class ExpressionError(BalanceError):
    """A coalition expression that is not in the language."""


class UnknownName(BalanceError):
    """A name that is neither a state nor a group."""


class NotAMember(BalanceError):
    """A state to be removed that is not inside."""


class EmptyCoalition(BalanceError):
    """A coalition without members."""


class OverlappingSides(BalanceError):
    """Two sides that share members."""


class FormulaError(BalanceError):
    """A formula of an indicator that cannot be read."""


class UnknownIndicator(BalanceError):
    """An indicator that the tables do not define."""


class UnknownSource(BalanceError):
    """A source that the tables do not list."""


class UnknownScenario(BalanceError):
    """A scenario that does not exist."""


class ParameterError(BalanceError):
    """A parameter that does not exist or cannot be read."""


class RowError(BalanceError):
    """A row, column or table that a result does not have."""


class ChartError(BalanceError):
    """A chart that a result does not have, or a keyword that it does not take."""


class OutputError(BalanceError):
    """A folder that cannot be written to."""


class ManifestError(BalanceError):
    """A report folder whose manifest is missing or cannot be read."""


# --- faults in files ----------------------------------------------------------------------------


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
        parts = [f"{place}: {problem}"]
        if expected:
            parts.append(f"expected {expected}")
        if found:
            parts.append(f"found {found}")
        if remedy:
            parts.append(f"to mend: {remedy}")
        super().__init__("; ".join(parts))


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
