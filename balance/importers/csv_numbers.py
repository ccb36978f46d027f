"""Numbers of CSV files: as printed, and as values; never a guess.

A footnote glued to a number, two decimal signs in one file, a sign that may as well separate
thousands, a zero in front: each is a fault with line and column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from balance.errors import ImportFaults, WrongCell, WrongLayout
from balance.importers.csv_text import CsvFile

__all__ = ["Numbers", "decimal_sign", "numbers_of", "plain_number"]

_NUMBER = {
    ".": re.compile(r"-?(?:(?:0|[1-9]\d*)(?:\.\d+)?|\.\d+)(?:[eE][+-]\d{2,3})?", re.ASCII),
    ",": re.compile(r"-?(?:(?:0|[1-9]\d*)(?:,\d+)?|,\d+)(?:[eE][+-]\d{2,3})?", re.ASCII),
}
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*", re.ASCII)


@dataclass(frozen=True, eq=False)
class Numbers:
    """Numbers as printed, and as values.

    Attributes
    ----------
    values
        In the base unit.
    stated
        As printed, with a decimal point and all digits written out.
    """

    values: list[float]
    stated: list[str]


def decimal_sign(file: CsvFile, columns: Mapping[str, Iterable[str]]) -> str:
    """Return the decimal sign of a file: a comma only where cells are not separated by it.

    Parameters
    ----------
    file
        The file.
    columns
        Cells that hold numbers, by column; a column is what has one unit.

    Raises
    ------
    WrongLayout
        If both signs occur, or if what stands in a column may as well separate thousands:
        whether 634.000 is a number of three digits or of six is never guessed.
    """
    possible = "." if file.delimiter == "," else ",."
    first: dict[str, str] = {}
    for name, cells in columns.items():
        with_sign = [cell for cell in cells if any(sign in cell for sign in possible)]
        for sign in possible:
            found = next((cell for cell in with_sign if sign in cell), "")
            if found:
                first.setdefault(sign, found)
        if with_sign and all(_THOUSANDS.fullmatch(cell) for cell in with_sign):
            raise WrongLayout(
                file.path,
                "does not show whether a sign is a decimal sign or separates thousands",
                column=name,
                expected="numbers without signs between thousands",
                found=repr(with_sign[0]),
                remedy="save the file with plain numbers; where the sign is a decimal sign, import "
                "it as --kind table with decimal in its mapping",
            )
    if len(first) == 2:
        raise WrongLayout(
            file.path,
            "prints numbers with commas and with points",
            expected="one decimal sign and no sign between thousands",
            found=" and ".join(repr(first[sign]) for sign in sorted(first)),
            remedy="save the file with one decimal sign",
        )
    return next(iter(first), ".")


def plain_number(text: str) -> str:
    """Return a number with all its digits written out: no exponent, a digit before the point.

    Examples
    --------
    >>> plain_number(".039697491"), plain_number("4.6681293e-06"), plain_number("8.00672E+11")
    ('0.039697491', '0.0000046681293', '800672000000')
    """
    if text.isdigit():
        return text
    if text[0] != "." and "e" not in text and "E" not in text:
        return text
    return format(Decimal(text), "f")


def numbers_of(
    file: CsvFile,
    cells: Sequence[str],
    lines: Sequence[int],
    columns: Sequence[str],
    *,
    decimal: str = ".",
    exponent: int = 0,
) -> Numbers:
    """Return the numbers of some cells.

    Parameters
    ----------
    file
        Where they are from.
    cells
        As printed, none of them empty or a code for missing.
    lines, columns
        Where each stands.
    decimal
        The decimal sign of the file.
    exponent
        Power of ten between what is printed and the base unit: 3 for thousands.

    Raises
    ------
    ImportFaults
        For every cell that is not a number: each with line and column.
    """
    pattern = _NUMBER[decimal]
    bad = [
        place
        for place, cell in enumerate(cells)
        if not pattern.fullmatch(cell) or cell.startswith("-")
    ]
    if bad:
        raise ImportFaults(
            WrongCell(
                file.path,
                "is not a number of 0 or more",
                line=lines[place],
                column=columns[place],
                expected=f"a number with the decimal sign {decimal!r} and nothing around it",
                found=repr(cells[place][:40]),
                remedy="take footnotes, units and separators of thousands out of the cell",
            )
            for place in bad
        )
    texts = [cell.replace(",", ".") for cell in cells] if decimal == "," else cells
    stated = [plain_number(cell) for cell in texts]
    values = [
        float(int(text) * 10**exponent) if text.isdigit() else float(Decimal(text).scaleb(exponent))
        for text in stated
    ]
    return Numbers(values, stated)
