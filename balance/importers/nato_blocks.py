"""Blocks of NATO's tables of defence expenditure, found by what stands above their rows.

Two layouts are known: one header row above two stacked blocks whose labels follow it (2024),
and a header row below the label of each block (2025 and later). Either way a block is what
follows a label, under the years of the header last seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from balance.errors import ImportFault, WrongLayout
from balance.importers.grids import Row, fault_at, plain, year_of
from balance.importers.workbooks import Broken, Sheet, address, is_number

__all__ = ["Block", "Measure", "blocks_of", "measure_of"]

_TITLE = re.compile(r"table\s*\d+\s*[a-z]?\s*:?\s*(.*)", re.IGNORECASE)
_NOTE = re.compile(r"(notes?\s*:|\*|\([a-z]\)|-?\d+-$|sources?\s*:)", re.IGNORECASE)
_PRICES = re.compile(r"\b((?:19|20)\d{2}) prices")


@dataclass(frozen=True)
class Measure:
    """What the numbers of a block are.

    Attributes
    ----------
    indicator, unit, basis
        As in the tables. The basis is ``year`` where the block or its table says of which
        year the prices are.
    scale, factor
        Word behind the number as stated, and what the cell is multiplied by before.
    flow
        Whether it is an amount of a whole year.
    why_not
        Why the block becomes no figures; empty if it does.
    """

    indicator: str = ""
    unit: str = ""
    basis: str = ""
    scale: str = ""
    factor: float = 1.0
    flow: bool = True
    why_not: str = ""


_NOW, _THEN = "current-mer", "year"
_ANY = r".*"
_EXPENDITURE, _PER_HEAD = "defence_expenditure", "USD per person"
# Title of the table, with its unit; label of the block; what its numbers are. First one fits.
_MEASURES: tuple[tuple[str, str, Measure], ...] = (
    (
        r"real change \d{4}\s*[-–]\s*\d{4}",
        _ANY,
        Measure(why_not="it repeats the tables of expenditure and of shares for two years"),
    ),
    (
        r"share of .*gdp",
        r"share of (real )?gdp",
        Measure(f"{_EXPENDITURE}_share", "percent", _THEN, "%"),
    ),
    (
        r"share of .*gdp",
        r"annual real change",
        Measure(why_not="a change and no amount; it may be negative"),
    ),
    (
        r"per capita",
        r"gdp per capita \(thousand us dollars\)",
        Measure("gdp_per_capita", _PER_HEAD, _THEN, "thousand"),
    ),
    (
        r"per capita",
        r"(core )?defence expenditure per capita \(us dollars\)",
        Measure(f"{_EXPENDITURE}_per_capita", _PER_HEAD, _THEN),
    ),
    (
        r"distribution .*percentage",
        r"equipment",
        Measure("equipment_share", "percent", _NOW, "%"),
    ),
    (
        r"distribution .*percentage",
        r"personnel",
        Measure("personnel_share", "percent", _NOW, "%"),
    ),
    (
        r"distribution .*percentage",
        r"infrastructure",
        Measure("infrastructure_share", "percent", _NOW, "%"),
    ),
    (
        r"distribution .*percentage",
        r"other",
        Measure("other_defence_share", "percent", _NOW, "%"),
    ),
    (
        r"personnel.*thousand",
        r"",
        Measure("military_personnel", "persons", "", "thousand", flow=False),
    ),
    (r"gdp.*million us dollars", r"current prices", Measure("gdp", "USD", _NOW, "million")),
    (r"gdp.*million us dollars", r"constant", Measure("gdp", "USD", _THEN, "million")),
    (
        r"expenditure.*million national currency",
        r"current prices",
        Measure(f"{_EXPENDITURE}_eur", "EUR", _NOW, "million"),
    ),
    (
        r"expenditure.*million national currency",
        r"constant",
        Measure(f"{_EXPENDITURE}_eur", "EUR", _THEN, "million"),
    ),
    (
        r"expenditure.*million us dollars",
        r"current prices",
        Measure(_EXPENDITURE, "USD", _NOW, "million"),
    ),
    (
        r"expenditure.*million us dollars",
        r"constant",
        Measure(_EXPENDITURE, "USD", _THEN, "million"),
    ),
)


def measure_of(title: str, label: str) -> Measure | None:
    """Return what the numbers of a block are, its year of prices filled in.

    Parameters
    ----------
    title
        Title and unit of the table.
    label
        Label of the block; may be empty.

    Returns
    -------
    Measure or None
        None if the words are not known, or a year of prices is not said.

    Examples
    --------
    >>> measure_of("Defence expenditure Million US dollars", "Constant 2015 prices").basis
    '2015-mer'
    >>> measure_of("Military personnel Thousands", "").indicator
    'military_personnel'
    """
    table, block = title.casefold(), label.casefold()
    for in_title, in_label, measure in _MEASURES:
        if not re.search(in_title, table) or not re.match(in_label, block):
            continue
        if measure.basis != _THEN:
            return measure
        year = _PRICES.search(block) or _PRICES.search(table)
        if year is None:
            return None
        return Measure(
            measure.indicator,
            measure.unit,
            f"{year[1]}-mer",
            measure.scale,
            measure.factor,
            measure.flow,
        )
    return None


@dataclass(eq=False)
class Block:
    """Rows under one label.

    Attributes
    ----------
    title, label
        Words above them: title and unit of the table, label of the block.
    row
        Row of the label, or of the header, from 0.
    years
        Columns of years, and whether they are marked as estimates.
    rows
        Rows with a name.
    """

    title: str
    label: str
    row: int
    years: dict[int, tuple[int, bool]]
    rows: list[Row] = field(default_factory=list)


def blocks_of(
    path: Path, sheet: Sheet, faults: list[ImportFault], notes: list[str], nameless: list[int]
) -> Iterator[Block]:
    """Yield the blocks of a sheet.

    Parameters
    ----------
    path, sheet
        Where.
    faults
        Rows and headers that are not as published are put down here.
    notes
        Lines below the tables are put down here.
    nameless
        Rows without a name that hold nothing but errors and zeros, as the published files
        hide them, are put down here.
    """
    above = _Above()
    years: dict[int, tuple[int, bool]] = {}
    block: Block | None = None
    ended = False  # by the notes under a table
    for r, cells in enumerate(sheet.rows):
        filled = {c: v for c, v in enumerate(cells) if plain(v)}
        found = _header(filled)
        if found:
            whole = measure_of(above.words, "")
            if whole is not None and whole.why_not:
                yield Block(above.words, "", r, found)
                return
            _check_years(path, sheet, r, found, faults)
            years, block, ended = found, None, False
        elif len(filled) == 1 and isinstance(text := next(iter(filled.values())), str):
            if above.take(r, plain(text), before=not years):
                block, ended = None, False
            else:
                notes.append(plain(text))
                ended = ended or plain(text).casefold().startswith("note")
        elif filled and years:
            row = _row(path, sheet, r, cells, years, faults, nameless)
            if row is None:
                continue
            if ended:
                problem = "stands below the notes of the table"
                faults.append(fault_at(path, sheet, r, min(filled), problem, "nothing", row.name))
            if block is None:
                block = Block(above.words, above.label, above.row, years)
                above.label = ""
                yield block
            block.rows.append(row)


@dataclass(eq=False)
class _Above:
    """Lines of one cell that were met: title, unit, and the label of the block to come."""

    lines: list[str] = field(default_factory=list)
    label: str = ""
    row: int = 0

    @property
    def words(self) -> str:
        """Title and unit."""
        return " ".join(self.lines)

    def take(self, row: int, text: str, *, before: bool) -> bool:
        """Take a line in, or return that it is a note.

        Parameters
        ----------
        row, text
            The line.
        before
            Whether no header was met yet.
        """
        match = _TITLE.fullmatch(text)
        if _NOTE.match(text) or not (self.lines or match):
            return False
        if match and not self.lines:
            self.lines.append(match[1])
        elif before and len(self.lines) == 1 and not _is_label(text):
            self.lines.append(text)
        elif before and not _is_label(text):
            return False
        else:
            self.label, self.row = text, row
        return True


def _is_label(text: str) -> bool:
    """Return whether a line under a title is the label of a block, and not the unit."""
    labels = {label for _, label, _ in _MEASURES if label not in ("", _ANY)}
    return any(re.match(label, text.casefold()) for label in labels)


def _header(filled: dict[int, object]) -> dict[int, tuple[int, bool]]:
    """Return the years of a row that is a header: nothing but years and words."""
    years = {c: y for c, v in filled.items() if (y := year_of(v))}
    numbers = [v for c, v in filled.items() if c not in years and not isinstance(v, str)]
    first = min(years, default=0)
    return years if len(years) >= 2 and not numbers and first <= min(filled) + 1 else {}


def _check_years(
    path: Path,
    sheet: Sheet,
    row: int,
    years: dict[int, tuple[int, bool]],
    faults: list[ImportFault],
) -> None:
    columns = list(years)
    for before, column in pairwise(columns):
        (last, estimated), (year, estimate) = years[before], years[column]
        if year != last + 1 or (estimated and not estimate):
            faults.append(
                WrongLayout(
                    path,
                    "has years in its header that do not follow one another",
                    sheet=sheet.name,
                    cell=address(row, column),
                    expected=f"{last + 1}{'e' if estimated else ''}",
                    found=f"{year}{'e' if estimate else ''}",
                    remedy="put the header back as the publisher has it",
                )
            )


def _row(
    path: Path,
    sheet: Sheet,
    number: int,
    cells: list[object],
    years: dict[int, tuple[int, bool]],
    faults: list[ImportFault],
    nameless: list[int],
) -> Row | None:
    """Return a row with a name; put down rows without one and numbers outside the years."""
    first = min(years)
    names = [(c, plain(v)) for c, v in enumerate(cells[:first]) if plain(v)]
    beyond = [c for c, v in enumerate(cells) if c >= first and c not in years and plain(v)]
    for column in beyond:
        problem = "stands in a column without a year"
        faults.append(fault_at(path, sheet, number, column, problem, "nothing", cells[column]))
    values = [cells[c] for c in years if c < len(cells) and plain(cells[c])]
    if len(names) == 1 and isinstance(cells[names[0][0]], str):
        return Row(number, names[0][1], list(cells))
    if not names and all(isinstance(v, Broken) or (is_number(v) and v == 0) for v in values):
        nameless.append(number)
    elif names or values:
        problem = "is not a row with one name" if names else "names nothing, but numbers follow"
        column = names[0][0] if names else max(first - 1, 0)
        found = cells[column] if column < len(cells) else None
        faults.append(fault_at(path, sheet, number, column, problem, "one name", found))
    return None
