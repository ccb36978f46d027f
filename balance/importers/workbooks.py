"""Cells of a workbook, with their colours where colours carry meaning.

Files whose colours carry meaning are read with openpyxl, the others with python-calamine.
Either way a cell with an error, or with a formula whose value was never stored, comes out as
:class:`Broken` and never as an empty cell.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from balance.errors import ImportFault, MissingSheet, NotAWorkbook
from balance.importers.packages import Package, open_package

__all__ = ["Broken", "Sheet", "Workbook", "address", "is_number", "open_workbook", "sheet_names"]


@dataclass(frozen=True)
class Broken:
    """What stands in a cell that holds no value.

    Attributes
    ----------
    shown
        ``#REF!`` and the like, or ``a formula without a value``.
    """

    shown: str

    def __str__(self) -> str:
        return self.shown


@dataclass(frozen=True, eq=False)
class Sheet:
    """The cells of one sheet.

    Attributes
    ----------
    name
        As in the workbook.
    rows
        Values by row; a row ends with its last cell that holds something. Empty cells are
        None.
    colours
        ``blue``, ``red`` or ``other`` for numbers that are not printed in black, by row and
        column from 0; empty if the colours were not read.
    """

    name: str
    rows: list[list[Any]]
    colours: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Workbook:
    """A workbook, read.

    Attributes
    ----------
    path
        As the user gave it.
    names
        All its sheets, in order.
    sheets
        Those that were read.
    dates
        Days on which the file says that it was ``created`` and ``modified``; either may lack.
    """

    path: Path
    names: tuple[str, ...]
    sheets: Mapping[str, Sheet]
    dates: Mapping[str, str]

    def published(self, year: int) -> str:
        """Return the day on which an edition of a year came out, or the year if it is not known.

        A day of another year is that of a later copy and is not heeded. Of the two days the
        later one counts, so that nothing is taken for known too early.
        """
        for name in ("modified", "created"):
            day = self.dates.get(name, "")
            if day.startswith(f"{year}-"):
                return day
        return str(year)


def address(row: int, column: int) -> str:
    """Return the address of a cell, from its row and column from 0.

    Examples
    --------
    >>> address(11, 27)
    'AB12'
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def is_number(value: object) -> bool:
    """Return whether a cell holds a number: no text that looks like one, no yes or no."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def sheet_names(path: str | Path, mark: bytes) -> tuple[str, ...]:
    """Return the sheets of a workbook that holds a word; none for a file of another kind.

    Parameters
    ----------
    path
        Any file.
    mark
        The word, as it stands in the unpacked parts.

    Raises
    ------
    NotAWorkbook, UnsafeFile
        If the file is a workbook that cannot be opened: cut off, locked, of the old form.
    """
    try:
        with Path(path).open("rb") as file:
            start = file.read(8)
    except OSError:
        return ()
    if not start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return ()
    if start.startswith(b"PK") and _is_other_archive(Path(path)):
        return ()
    package = open_package(path)
    return package.sheets if mark in package.content else ()


def _is_other_archive(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return not any(name.startswith("xl/") for name in archive.namelist())
    except zipfile.BadZipFile:
        return False


def open_workbook(
    path: str | Path,
    *,
    colours: bool = False,
    wanted: Callable[[str], bool] | None = None,
) -> Workbook:
    """Read the cells of a workbook.

    Parameters
    ----------
    path
        The file.
    colours
        Whether the colours of numbers are needed; slower.
    wanted
        Which sheets to read, by name; None reads all.

    Returns
    -------
    Workbook

    Raises
    ------
    NotAWorkbook, UnsafeFile
        If it is none, or cannot be opened safely.
    MissingSheet
        If none of its sheets is wanted.
    """
    package = open_package(path)
    chosen = [name for name in package.sheets if wanted is None or wanted(name)]
    if not chosen:
        raise MissingSheet(
            path,
            "none of the sheets of this kind of file is there",
            found=", ".join(package.sheets) or "no sheet",
            remedy="check the file, or name its kind",
        )
    read = _by_openpyxl if colours else _by_calamine
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions, not about values
            sheets = read(package, chosen)
    except ImportFault:
        raise
    except (
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        SyntaxError,
        OSError,
    ) as error:
        raise _damaged(package, error) from None
    return Workbook(package.path, package.sheets, sheets, package.dates)


def _damaged(package: Package, error: Exception) -> NotAWorkbook:
    return NotAWorkbook(
        package.path,
        f"is damaged: its cells cannot be read ({type(error).__name__}: {error})",
        remedy="get the file again from its publisher, or save it again as .xlsx",
    )


def _by_openpyxl(package: Package, chosen: list[str]) -> dict[str, Sheet]:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(package.content), read_only=True, data_only=True)
    seen: dict[Any, str] = {}
    sheets = {}
    for name in chosen:
        page = book[name]
        page.reset_dimensions()  # a stated size may be wrong
        rows: list[list[Any]] = []
        colours: dict[tuple[int, int], str] = {}
        for r, cells in enumerate(page.iter_rows()):
            values = [cell.value for cell in cells]
            for c, value in enumerate(values):
                if is_number(value):
                    colour = cells[c].font.color
                    key = None if colour is None else (colour.type, colour.value)
                    if key not in seen:
                        seen[key] = _colour(colour)
                    if seen[key]:
                        colours[r, c] = seen[key]
            rows.append(values)
        sheets[name] = Sheet(name, _finished(package, name, rows), colours)
    book.close()
    return sheets


def _by_calamine(package: Package, chosen: list[str]) -> dict[str, Sheet]:
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(package.content))
        pages = {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in chosen
        }
    except python_calamine.CalamineError as error:
        raise _damaged(package, error) from None
    return {
        name: Sheet(
            name,
            _finished(package, name, [[None if v == "" else v for v in row] for row in page]),
        )
        for name, page in pages.items()
    }


def _finished(package: Package, name: str, rows: list[list[Any]]) -> list[list[Any]]:
    """Put broken cells in, and cut what is empty at the end of rows and of the sheet."""
    for (row, column), shown in package.broken[name].items():
        while len(rows) < row:
            rows.append([])
        cells = rows[row - 1]
        cells.extend([None] * (column - len(cells)))
        cells[column - 1] = Broken(shown)
    for cells in rows:
        while cells and cells[-1] is None:
            cells.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _colour(colour: Any) -> str:
    """Return what a font's colour says: blue, red, other, or empty for black and grey."""
    from openpyxl.styles.colors import COLOR_INDEX

    if colour is None or colour.type == "auto":
        return ""
    if colour.type == "theme":
        return "" if colour.theme in (0, 1, 2, 3) else "other"  # text and background
    if colour.type == "indexed":
        if colour.indexed >= len(COLOR_INDEX):
            return ""  # the system's own text colour
        text = COLOR_INDEX[colour.indexed]
    else:
        text = str(colour.rgb)
    red, green, blue = (int(text[-6:][i : i + 2], 16) for i in (0, 2, 4))
    if max(red, green, blue) - min(red, green, blue) < 48:  # black, white and greys
        return ""
    if blue > 1.5 * max(red, green) or (blue > 150 and red < 64 and green < 144):
        return "blue"
    if red > 1.5 * max(green, blue):
        return "red"
    return "other"
