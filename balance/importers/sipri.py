"""SIPRI's workbooks of military expenditure: whole editions and exports of the query tool.

Read by content: the header is the row with ``Country`` or ``Region`` and years, wherever it
stands. ``...`` and its kin mean no data, ``xxx`` that the state did not exist, and 0 that it
spent nothing, if the sheet of constant prices says so too. Blue and red numbers are estimates.

Notes
-----
Marks † (no pensions), ¶ (no paramilitary forces) and the like become notes, as in the bundled
extract of the same series, so that an imported edition and the bundled one are compared alike.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from balance.errors import ImportFault, ImportFaults, MissingSheet, WrongCell, WrongLayout
from balance.importers.extract import Extract, Skipped
from balance.importers.grids import (
    Header,
    Row,
    cells_frame,
    fault_at,
    in_base_unit,
    plain,
    printed,
    rows_below,
)
from balance.importers.reconciling import reconcile, said_of
from balance.importers.sipri_headers import AT_CURRENT_PRICES, above, headers_of
from balance.importers.sipri_marks import COLOURS, Footnotes, Zeros, are_marks, read_footnotes
from balance.importers.sipri_sheets import KINDS, REGIONS, SKIPPED, Page, page_of
from balance.importers.sipri_source import source_row
from balance.importers.workbooks import (
    Broken,
    Sheet,
    Workbook,
    address,
    is_number,
    open_workbook,
    sheet_names,
)

__all__ = ["read", "recognises"]

_CODES = {
    **dict.fromkeys(("", "...", "..", ". .", ". . .", "…"), "no_data"),
    "xxx": "no_state",
}
_MOST_LISTED = 6
_EXPECTED = "a number that is not negative, or a code such as ... or xxx"


@dataclass(frozen=True, eq=False)
class _Reading:
    """What all sheets share while a workbook is read.

    ``by_hand`` is whether the workbook was made by hand, as that of 2021 was: it has empty cells
    and one error. ``unfinished`` are names without an amount in the last year of all sheets.
    ``broken`` are cells with such errors, ``faults`` all that stops the import.
    """

    path: Path
    notes: Footnotes
    zeros: Zeros
    by_hand: bool
    unfinished: frozenset[str]
    faults: list[ImportFault]
    broken: list[WrongCell]
    skipped: list[Skipped]


def recognises(path: Path) -> bool:
    """Return whether a file is one of SIPRI's workbooks of military expenditure.

    Raises
    ------
    NotAWorkbook, UnsafeFile
        If it begins as a workbook does but cannot be opened.
    """
    return any(page_of(name) for name in sheet_names(path, b"SIPRI"))


def read(path: Path) -> Extract:
    """Read one of SIPRI's workbooks of military expenditure.

    Parameters
    ----------
    path
        An edition or an export of the query tool, as downloaded.

    Returns
    -------
    Extract
        Money in dollars at current and constant prices, shares in per cent, dollars per head;
        euros where they are the national currency. Regions are aggregates.

    Raises
    ------
    NotAWorkbook, UnsafeFile, MissingSheet
        If it cannot be opened, or is another workbook.
    ImportFaults
        All cells and headers that are not as published.
    """
    book = open_workbook(path, colours=True, wanted=_is_wanted)
    pages = {name: page for name in book.sheets if (page := page_of(name))}
    if all(page.kind == "regions" for page in pages.values()):
        raise MissingSheet(
            path,
            "has no sheet by country",
            expected="e.g. Current US$, Share of GDP",
            found=", ".join(book.names),
            remedy="check the file, or name its kind",
        )
    footnotes = next((s for n, s in book.sheets.items() if n.casefold() == "footnotes"), None)
    nothing = Zeros(frozenset(), frozenset(), has_sheet=False)
    by_hand = any(name.casefold().endswith(" usd") for name in pages)
    faults: list[ImportFault] = []
    headers = headers_of(book, pages, faults)
    open_ends = _unfinished(book, pages, headers) if by_hand else frozenset()
    notes = read_footnotes(footnotes)
    reading = _Reading(book.path, notes, nothing, by_hand, open_ends, faults, [], [])
    parts: list[Mapping[str, Any]] = []
    rows_read = 0
    # Constant prices first: they tell which zeros of the other sheets are none.
    for name in sorted(headers, key=lambda n: pages[n].kind != "constant"):
        sheet, header = book.sheets[name], headers[name]
        rows = list(rows_below(book.path, sheet, header, reading.faults))
        rows_read += len(rows)
        if pages[name].kind == "constant":
            reading = replace(reading, zeros=_zeros(rows, header))
        rows = _without_headings(reading, sheet, header, rows)
        parts += _parts(reading, sheet, pages[name], header, rows)
    if not (by_hand and len(reading.broken) == 1):
        reading.faults.extend(reading.broken)
    if reading.faults:
        raise ImportFaults(reading.faults)
    cells = cells_frame(parts)
    return Extract(
        "sipri",
        source_row(book, pages, headers, cells),
        cells,
        rows_read,
        (*reading.skipped, *_other_sheets(book)),
        said_of(reconcile(cells)),
    )


def _is_wanted(name: str) -> bool:
    return page_of(name) is not None or name.casefold() == "footnotes"


def _unfinished(
    book: Workbook, pages: Mapping[str, Page], headers: Mapping[str, Header]
) -> frozenset[str]:
    """Return the names that two sheets or more have, none of them with a last amount."""
    numbers: dict[str, list[bool]] = {}
    for name, header in headers.items():
        if pages[name].kind == "regions":
            continue
        for row in rows_below(book.path, book.sheets[name], header, []):
            cell = row.at(max(header.years))
            numbers.setdefault(row.name, []).append(is_number(cell) and cell > 0)
    return frozenset(name for name, ends in numbers.items() if len(ends) > 1 and not any(ends))


def _zeros(rows: list[Row], header: Header) -> Zeros:
    numbers = [
        (row.name, year, row.at(column))
        for row in rows
        for column, year in header.years.items()
        if is_number(row.at(column))
    ]
    return Zeros(
        frozenset((name, year) for name, year, value in numbers if value == 0),
        frozenset((name, year) for name, year, value in numbers if value > 0),
        has_sheet=True,
    )


def _without_headings(
    reading: _Reading, sheet: Sheet, header: Header, rows: list[Row]
) -> list[Row]:
    """Return the rows with cells, and count the others: headings of regions, stray texts."""
    filled = [row for row in rows if any(plain(row.at(c)) for c in header.years)]
    empty = [row for row in rows if row not in filled and row.name]
    headings = [row for row in empty if row.name.casefold() in REGIONS]
    others = [row.name for row in empty if row not in headings]
    where = f"sheet {sheet.name}"
    if headings:
        reading.skipped.append(Skipped(f"rows of {where}", len(headings), "headings of regions"))
    if others:
        shown = "; ".join(name[:40] for name in others)
        reading.skipped.append(Skipped(f"rows of {where}", len(others), f"without cells: {shown}"))
    return filled


def _parts(
    reading: _Reading, sheet: Sheet, page: Page, header: Header, rows: list[Row]
) -> Iterator[Mapping[str, Any]]:
    """Yield the cells of a sheet as columns; the regions have two bases."""
    if page.kind == "local":
        yield _part(reading, sheet, page, header, _in_euros(reading, sheet, header, rows))
    elif page.kind != "regions":
        yield _part(reading, sheet, page, header, rows)
    else:
        said = above(sheet, header)
        match = re.search(r"constant (\d{4}) prices", said)
        if match is None:
            reading.faults.append(
                WrongLayout(
                    reading.path,
                    "does not say of which year its constant prices are",
                    sheet=sheet.name,
                    expected="'constant ... prices' above the header",
                    remedy="put the lines above the header back",
                )
            )
            return
        yield _part(reading, sheet, replace(page, basis=f"{match[1]}-mer"), header, rows)
        last = {
            column: int(label[:4])
            for label, column in header.labels.items()
            if re.fullmatch(AT_CURRENT_PRICES, label)
        }
        if last:
            now = replace(page, basis="current-mer")
            yield _part(reading, sheet, now, replace(header, years=last), rows)


def _in_euros(reading: _Reading, sheet: Sheet, header: Header, rows: list[Row]) -> list[Row]:
    """Return the rows in euros, and count what is in currencies that have no indicator."""
    column = header.labels.get("currency", header.name)
    euros = [row for row in rows if plain(row.at(column)).casefold() in ("euro", "euros")]
    others = [row for row in rows if row not in euros]
    count = sum(is_number(row.at(c)) for row in others for c in header.years)
    if count:
        names = sorted({plain(row.at(column)) or "no currency" for row in others})
        listed = ", ".join(names) if len(names) <= _MOST_LISTED else f"{len(names)} by name"
        reading.skipped.append(
            Skipped(
                f"numbers of sheet {sheet.name}",
                count,
                f"in national currencies other than the euro ({listed}), which have no indicator; "
                "the sheets in dollars have the same spending",
            )
        )
    return euros


def _part(
    reading: _Reading, sheet: Sheet, page: Page, header: Header, rows: Iterable[Row]
) -> Mapping[str, Any]:
    columns: dict[str, list[Any]] = {
        name: []
        for name in (
            *("name", "aggregate", "status", "as_of", "period_end"),
            *("value", "as_stated", "hedge", "locator", "note"),
        )
    }
    letters = {column: address(0, column)[:-1] for column in header.years}
    notes_column = header.labels.get("notes")
    last = max(header.years)
    for row in rows:
        folded = row.name.casefold()
        aggregate = page.kind == "regions" or folded in REGIONS or folded.startswith("world")
        marks = None if notes_column is None else row.at(notes_column)
        if not are_marks(marks):
            problem, expected = "holds no marks of footnotes", "signs such as § and numbers"
            reading.faults.append(
                fault_at(
                    reading.path, sheet, row.number, notes_column or 0, problem, expected, marks
                )
            )
            continue
        said = reading.notes.resolved(marks)
        for column, year in header.years.items():
            status, value, stated, hedge, note = _cell(
                reading, sheet, page, row, column, year, column == last
            )
            columns["name"].append(row.name)
            columns["aggregate"].append(aggregate)
            columns["status"].append(status)
            columns["as_of"].append(str(year))
            columns["period_end"].append(f"{year}-12-31")
            columns["value"].append(value)
            columns["as_stated"].append(stated)
            columns["hedge"].append(hedge)
            columns["locator"].append(
                f"sheet {sheet.name}, row {row.name}, column {year}, "
                f"cell {letters[column]}{row.number + 1}"
            )
            columns["note"].append(f"{note} {said}".strip())
    return {**columns, "indicator": page.indicator, "unit": page.unit, "basis": page.basis}


def _cell(
    reading: _Reading, sheet: Sheet, page: Page, row: Row, column: int, year: int, is_last: bool
) -> tuple[str, float, str, str, str]:
    """Return status, value, number as stated, hedge and note of one cell."""
    cell = row.at(column)
    if is_number(cell) and cell > 0:
        stated, value = in_base_unit(printed(cell * page.factor), page.scale)
        colour = sheet.colours.get((row.number, column), "")
        hedge, note = COLOURS.get(colour, ("", ""))
        if page.kind == "regions" and colour == "red":
            note = "More than 10 per cent of it are estimates for missing states."
        return "reported", value, stated, hedge, note
    if is_number(cell) and cell == 0:
        note = reading.zeros.note(row.name, year)
        if reading.zeros.trusted(row.name, year):
            return "reported", 0.0, in_base_unit("0", page.scale)[0], "", note
        return "not_given", math.nan, "0", "", note
    status = _CODES.get(plain(cell).casefold()) if not is_number(cell) else None
    # An edition made by hand has empty cells. The last one, which is what a row that slipped to
    # the left leaves behind, is taken for one only if the other sheets have no number there.
    may_be_empty = reading.by_hand and (
        cell is not None or not is_last or row.name in reading.unfinished
    )
    if status is not None and (plain(cell) or may_be_empty):
        return status, math.nan, plain(cell), "", ""
    problem = "holds no number and no code for a missing one"
    fault = fault_at(reading.path, sheet, row.number, column, problem, _EXPECTED, cell)
    broken = isinstance(cell, Broken) and cell.shown == "#VALUE!"
    (reading.broken if broken else reading.faults).append(fault)
    return "no_data", math.nan, "", "", f"The file holds an error here ({plain(cell)})."


def _other_sheets(book: Workbook) -> Iterator[Skipped]:
    for name in book.names:
        if page_of(name) is None:
            folded = name.casefold()
            why = next((w for p, w in SKIPPED if re.fullmatch(p, folded)), "no sheet of this kind")
            yield Skipped(f"sheet {name}", 1, why)
    there = {page.kind for name in book.names if (page := page_of(name))}
    missing = [words for kind, words in KINDS.items() if kind not in there]
    if missing:
        yield Skipped(
            f"sheets {', '.join(missing)}",
            len(missing),
            "not in this file: taken out, or an export",
        )
