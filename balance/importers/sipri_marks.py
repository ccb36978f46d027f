"""What SIPRI's marks say: colours, footnotes, symbols, and zeros that are none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from balance.importers.grids import plain
from balance.importers.sipri_sheets import REGIONS
from balance.importers.workbooks import Sheet, is_number
from balance.quantities.wording import ESTIMATE

__all__ = ["COLOURS", "NO_ZERO", "Footnotes", "Zeros", "are_marks", "read_footnotes"]

COLOURS = {
    "blue": (ESTIMATE, "Estimate by SIPRI."),
    "red": (ESTIMATE, "Highly uncertain, says SIPRI."),
    "other": ("", "Printed in a colour that the file does not explain."),
}
"""Hedge and note of a number by the colour that it is printed in."""

NO_ZERO = "Printed as 0, which is not trusted: "

_MOST_FOOTNOTES = 1000

_SYMBOLS = {
    "†": ("pensions", "Military pensions are out."),
    "‡": ("current spending", "Current spending only: capital spending is out."),
    "§": ("adopted budget", "Adopted budget, not actual spending."),
    "¶": ("paramilitary", "Paramilitary forces are out."),
    "‖": ("currency", "The currency changed; earlier amounts are in the latest one."),
}
"""A word of the explanation in the sheet of footnotes, and the fixed words for it."""


@dataclass(frozen=True, eq=False)
class Footnotes:
    """The sheet of footnotes.

    Attributes
    ----------
    symbols, numbers
        Their texts, by symbol and by number.
    """

    symbols: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[int, str] = field(default_factory=dict)

    def resolved(self, marks: object) -> str:
        """Return what the marks of a row say, in sentences.

        Numbers are those of this file: an export of the query tool numbers its footnotes
        afresh.

        Examples
        --------
        >>> notes = Footnotes({"§": "... for the adopted budget ..."}, {16: "Libya: no navy."})
        >>> notes.resolved("§16")
        'Adopted budget, not actual spending. Libya: no navy.'
        >>> notes.resolved(17.0)
        'Footnote 17, which the file does not explain.'
        """
        text = str(int(float(str(marks)))) if is_number(marks) else plain(marks)
        said = []
        for mark in re.findall(r"\d{1,9}|[^\d\s,;]", text):
            if mark.isdecimal():
                said.append(self._number(int(mark)))
            elif mark in self.symbols:
                word, fixed = _SYMBOLS.get(mark, ("", ""))
                known = bool(word) and word in self.symbols[mark].casefold()
                said.append(fixed if known else _sentence(self.symbols[mark]))
            else:
                said.append(f"Marked {mark}, which the file does not explain.")
        return " ".join(part for part in said if part)

    def _number(self, number: int) -> str:
        if number not in self.numbers:
            return f"Footnote {number}, which the file does not explain."
        return _sentence(self.numbers[number])


def are_marks(value: object) -> bool:
    """Return whether a cell can hold marks of footnotes: signs and whole numbers, or nothing.

    Examples
    --------
    >>> are_marks("‡ ¶ 2"), are_marks(44.0), are_marks(100.5), are_marks("...")
    (True, True, False, False)
    """
    if is_number(value):
        return float(str(value)).is_integer() and 0 < float(str(value)) < _MOST_FOOTNOTES
    return re.fullmatch(r"(?:[^\w\s.…]|\d{1,3}|[\s,;])*", plain(value)) is not None


def _sentence(text: str) -> str:
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."


def read_footnotes(sheet: Sheet | None) -> Footnotes:
    """Read the sheet of footnotes; a file without one explains nothing."""
    symbols: dict[str, str] = {}
    numbers: dict[int, str] = {}
    for cells in sheet.rows if sheet else ():
        texts = [plain(value) for value in cells[1:] if plain(value)]
        if not cells or cells[0] is None:
            continue
        mark = plain(cells[0])
        if re.fullmatch(r"\d{1,9}(\.0)?", mark, re.ASCII):
            numbers[int(float(mark))] = " ".join(texts)
        elif len(mark) == 1 and texts:
            symbols[mark] = " ".join(texts)
    return Footnotes(symbols, numbers)


@dataclass(frozen=True, eq=False)
class Zeros:
    """Zeros in the sheet of constant prices, which alone tell none from a rounded amount.

    Where a currency lost its value, early amounts in today's dollars at the rates of the time
    round to 0, and so do amounts that are missing. The sheet of constant prices prints a code
    for those, and 0 only for a state that spent nothing.

    Attributes
    ----------
    printed
        Names and years with a 0 there.
    above
        Names and years with more than 0 there.
    has_sheet
        Whether the file has the sheet.
    """

    printed: frozenset[tuple[str, int]]
    above: frozenset[tuple[str, int]]
    has_sheet: bool

    def trusted(self, name: str, year: int) -> bool:
        """Return whether a printed 0 means none."""
        return (name, year) in self.printed

    def note(self, name: str, year: int) -> str:
        """Return what must be known of a printed 0."""
        if self.trusted(name, year):
            years = {y for n, y in self.above if n == name}
            around = any(y < year for y in years) and any(y > year for y in years)
            beside = "; years before and after it are above 0" if around else ""
            return f"Printed as 0, at constant prices too{beside}."
        if not self.has_sheet:
            return NO_ZERO + "the file has no sheet in constant prices that would bear it out."
        if name.casefold() in REGIONS:
            return NO_ZERO + "no state of the region is counted, or the sum is rounded."
        if (name, year) in self.above:
            return NO_ZERO + "at constant prices there is an amount above 0."
        return NO_ZERO + "at constant prices there is no figure."
