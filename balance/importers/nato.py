"""NATO's workbooks of defence expenditure: the layout of 2024 and the later one.

Read by content: a table is its title and unit, a block the label above its rows, the years
are those of the header above. Years with an ``e`` are estimates. ``NATO Total`` and
``NATO Europe and Canada`` are aggregates whose members change with the years.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from balance.errors import ImportFault, ImportFaults, MissingSheet, WrongLayout
from balance.importers.extract import Extract, Skipped
from balance.importers.grids import Row, cells_frame, fault_at, in_base_unit, plain, printed
from balance.importers.nato_blocks import Block, Measure, blocks_of, measure_of
from balance.importers.reconciling import counted_from, reconcile, said_of
from balance.importers.workbooks import (
    Sheet,
    Workbook,
    address,
    is_number,
    open_workbook,
    sheet_names,
)
from balance.quantities.wording import ESTIMATE

__all__ = ["read", "recognises"]

# Tables 1 to 8 are known; what a later edition adds is counted as a sheet that is not read.
_SHEET = re.compile(r"table\s*[1-8]\s*[a-z]?", re.IGNORECASE)
_AGGREGATE = re.compile(r"nato\b.*|north america|european allies.*", re.IGNORECASE)
_MISSING = frozenset(("", "-", "–", "..", "...", ". .", "…", "n/a"))
_JOINED = re.compile(r"from (\d{4}) onwards include (.+?), which became")
_MARKED = (
    "Marked: national law or agreement calls for at least 2 per cent; NATO expects these "
    "estimates to change."
)
_EXPECTED = "a number that is not negative, or a sign such as .. or -"
_REMEDY = "put the sheet back as the publisher has it"


def recognises(path: Path) -> bool:
    """Return whether a file is one of NATO's workbooks of defence expenditure.

    Raises
    ------
    NotAWorkbook, UnsafeFile
        If it begins as a workbook does but cannot be opened.
    """
    names = sheet_names(path, b"NATO")
    return sum(bool(_SHEET.fullmatch(name.strip())) for name in names) >= 2


def read(path: Path) -> Extract:
    """Read one of NATO's workbooks of defence expenditure.

    Parameters
    ----------
    path
        The workbook of tables, as downloaded.

    Returns
    -------
    Extract
        Expenditure and output in dollars at current and constant prices, in euros where they
        are the national currency, per head and as shares; personnel. Printed aggregates are
        kept apart. Their notes say from which year a member is counted.

    Raises
    ------
    NotAWorkbook, UnsafeFile, MissingSheet
        If it cannot be opened, or is another workbook.
    ImportFaults
        All cells, rows and headers that are not as published.
    """
    book = open_workbook(path, wanted=lambda name: bool(_SHEET.fullmatch(name.strip())))
    faults: list[ImportFault] = []
    skipped: list[Skipped] = []
    parts: list[Mapping[str, Any]] = []
    made: set[tuple[str, str]] = set()
    titles: list[str] = []
    years: dict[int, bool] = {}
    rows_read = 0
    for sheet in book.sheets.values():
        notes: list[str] = []
        nameless: list[int] = []
        blocks = list(blocks_of(book.path, sheet, faults, notes, nameless))
        if not blocks:
            faults.append(_no_table(book, sheet))
        if nameless:
            why = "they have no name and hold only errors and zeros, hidden by the publisher"
            skipped.append(Skipped(f"rows of sheet {sheet.name}", len(nameless), why))
        for block in blocks:
            rows_read += len(block.rows)
            titles.append(block.title)
            measure = measure_of(block.title, block.label)
            if measure is None:
                faults.append(_unknown(book, sheet, block))
                continue
            if measure.why_not:
                what = f"block {block.label} of sheet" if block.label else "sheet"
                skipped.append(Skipped(f"{what} {sheet.name}", 1, measure.why_not))
                continue
            years |= dict(block.years.values())
            if (measure.indicator, measure.basis) in made:
                faults.append(_unknown(book, sheet, block, "has a block that another repeats"))
            made.add((measure.indicator, measure.basis))
            _check_names(book, sheet, block, faults)
            rows = _in_currency(measure, sheet, block, skipped)
            parts.append(_part(book, sheet, block, measure, rows, _context(notes, block), faults))
    skipped += [
        Skipped(f"sheet {name}", 1, "no table of this kind")
        for name in book.names
        if name not in book.sheets
    ]
    if not any(indicator == "defence_expenditure" for indicator, _ in made) and not faults:
        raise MissingSheet(
            path,
            "has no table of defence expenditure in dollars",
            expected="a sheet such as TABLE2 or Table 2",
            found=", ".join(book.names),
            remedy="put the sheet back",
        )
    if faults:
        raise ImportFaults(faults)
    skipped += _missing_tables(made)
    source = _source(book, years, titles)
    cells = cells_frame(parts)
    said = said_of(reconcile(cells))
    return Extract("nato", source, cells, rows_read, tuple(skipped), said)


def _no_table(book: Workbook, sheet: Sheet) -> WrongLayout:
    return WrongLayout(
        book.path,
        "has no header",
        sheet=sheet.name,
        expected="a row of years above the rows of Allies",
        found="no such row" if sheet.rows else "an empty sheet",
        remedy=_REMEDY,
    )


def _unknown(
    book: Workbook,
    sheet: Sheet,
    block: Block,
    problem: str = "has a block whose numbers are not known",
) -> WrongLayout:
    return WrongLayout(
        book.path,
        problem,
        sheet=sheet.name,
        cell=f"row {block.row + 1}",
        expected="title, unit and label as published, with the year of constant prices",
        found=repr(f"{block.title} / {block.label}"),
        remedy=_REMEDY,
    )


def _check_names(book: Workbook, sheet: Sheet, block: Block, faults: list[ImportFault]) -> None:
    seen: dict[str, int] = {}
    for row in block.rows:
        name = _name(row.name)
        if name in seen:
            problem = f"names what row {seen[name] + 1} names already"
            column = next(c for c, value in enumerate(row.cells) if plain(value))
            faults.append(
                fault_at(book.path, sheet, row.number, column, problem, "a name once", row.name)
            )
        seen[name] = row.number


def _name(text: str) -> str:
    """Return a name without its mark and its currency.

    Examples
    --------
    >>> _name("Czechia* (Koruny)"), _name("NATO Total")
    ('Czechia', 'NATO Total')
    """
    return re.sub(r"\s*\([^()]*\)$", "", text).rstrip("* ")


def _in_currency(measure: Measure, sheet: Sheet, block: Block, skipped: list[Skipped]) -> list[Row]:
    """Return the rows in the measure's currency, and count what is in others."""
    if measure.unit != "EUR":
        return block.rows
    euros = [row for row in block.rows if re.search(r"\(euros?\)$", row.name, re.IGNORECASE)]
    others = [row for row in block.rows if row not in euros]
    count = sum(is_number(row.at(c)) for row in others for c in block.years)
    if count:
        why = (
            "in national currencies other than the euro, which have no indicator; the table in "
            "dollars has the same spending"
        )
        what = f"numbers of sheet {sheet.name}, {block.label}"
        skipped.append(Skipped(what, count, why))
    return euros


def _context(notes: list[str], block: Block) -> tuple[str, str]:
    """Return what holds for marked rows, and for aggregates."""
    said = " ".join(notes)
    marks = [note for note in notes if note.startswith("*")]
    mark = _MARKED if any("2%" in note for note in marks) else " ".join(marks).lstrip("* ")
    joined = {name: int(year) for year, name in _JOINED.findall(said)}
    called = "Called core defence expenditure." if "core" in block.title.casefold() else ""
    return f"{mark} {called}".strip(), f"{counted_from(joined)} {called}".strip()


def _part(
    book: Workbook,
    sheet: Sheet,
    block: Block,
    measure: Measure,
    rows: list[Row],
    context: tuple[str, str],
    faults: list[ImportFault],
) -> Mapping[str, Any]:
    cells: list[tuple[Any, ...]] = []
    where = f"{sheet.name}, {block.label}" if block.label else sheet.name
    called = "Called core defence expenditure." if "core" in block.title.casefold() else ""
    last = max(block.years)
    for row in rows:
        name = _name(row.name)
        aggregate = bool(_AGGREGATE.fullmatch(name))
        note = context[1] if aggregate else context[0] if "*" in row.name else called
        for column, (year, estimate) in block.years.items():
            cell = row.at(column)
            status, value, stated = "no_data", math.nan, plain(cell)
            # What a row that slipped to the left leaves behind.
            slipped = not stated and column == last
            if is_number(cell) and cell >= 0:
                status = "reported"
                stated, value = in_base_unit(printed(cell * measure.factor), measure.scale)
            elif is_number(cell) or stated.casefold() not in _MISSING or slipped:
                problem = "holds no number and no sign for a missing one"
                faults.append(
                    fault_at(book.path, sheet, row.number, column, problem, _EXPECTED, cell)
                )
            locator = (
                f"{where}, row {row.name}, column {year}{'e' if estimate else ''}, "
                f"cell {address(row.number, column)}"
            )
            hedge = ESTIMATE if estimate and status == "reported" else ""
            cells.append((name, aggregate, status, str(year), value, stated, hedge, locator, note))
    frame = pd.DataFrame(cells, columns=list(_VARYING))
    ends = frame["as_of"] + "-12-31" if measure.flow else ""
    fixed = {"indicator": measure.indicator, "unit": measure.unit, "basis": measure.basis}
    whole: Mapping[str, Any] = {str(name): column for name, column in frame.items()}
    return {**whole, "period_end": ends, **fixed}


_VARYING = (
    *("name", "aggregate", "status", "as_of"),
    *("value", "as_stated", "hedge", "locator", "note"),
)
_TABLES = {
    "defence_expenditure": "defence expenditure in dollars",
    "defence_expenditure_eur": "defence expenditure in national currency",
    "defence_expenditure_share": "shares of GDP",
    "gdp": "GDP",
    "gdp_per_capita": "GDP per capita",
    "defence_expenditure_per_capita": "defence expenditure per capita",
    "military_personnel": "military personnel",
    "equipment_share": "spending on equipment",
    "personnel_share": "spending on personnel",
    "infrastructure_share": "spending on infrastructure",
    "other_defence_share": "other spending",
}


def _missing_tables(made: set[tuple[str, str]]) -> Iterator[Skipped]:
    there = {indicator for indicator, _ in made}
    lacking = [words for name, words in _TABLES.items() if name not in there]
    if lacking:
        yield Skipped(f"tables ({', '.join(lacking)})", len(lacking), "not in this file")


def _source(book: Workbook, years: Mapping[int, bool], titles: list[str]) -> dict[str, str]:
    first, last = min(years), max(years)
    estimates = sorted(year for year, estimate in years.items() if estimate)
    notes = [
        "NATO copyright: credit NATO; not to be sold or used in advertising (as reported by "
        "others, not read).",
        f"Edition {last} told from the last year in the workbook.",
    ]
    if estimates:
        listed = " and ".join(map(str, estimates))
        notes.append(f"{listed} are estimates, which later editions move.")
    if any("core defence" in title.casefold() for title in titles):
        notes.append("This edition calls the expenditure core defence expenditure.")
    named = re.search(r"(20\d{2})", book.path.name)
    if named and int(named[1]) != last:
        notes.append(f"The file's name says {named[1]}.")
    return {
        "source_id": f"nato-{last}",
        "publication": "nato",
        "edition": str(last),
        "title": f"Defence Expenditure of NATO Countries ({first}-{last})",
        "publisher": "NATO",
        "author": "",
        "published": book.published(last),
        "accessed": "",
        "url": "https://www.nato.int/cps/en/natohq/topics_49198.htm",
        "terms": "non-commercial",
        "reliability": "A",
        "read_via": f"Workbook {book.path.name}.",
        "note": " ".join(notes),
    }
