"""Headers of SIPRI's sheets, and whether their years fit one another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from balance.errors import ImportFault, WrongLayout
from balance.importers.grids import Header, find_header, plain
from balance.importers.sipri_sheets import Page
from balance.importers.workbooks import Sheet, Workbook

__all__ = ["AT_CURRENT_PRICES", "YEARS", "above", "headers_of", "titled_years"]

AT_CURRENT_PRICES = r"\d{4} \(current prices\)"
"""Header, in lower case, of the regions' last column."""

YEARS = re.compile(r"\b(\d{4})\s*[-–]\s*(\d{4})\b")
_MAY_HOLD_NUMBERS = ("notes", "reporting year", AT_CURRENT_PRICES)


def above(sheet: Sheet, header: Header) -> str:
    """Return what the lines above a header say."""
    return " ".join(plain(value) for cells in sheet.rows[: header.row] for value in cells)


def titled_years(sheet: Sheet, header: Header) -> tuple[int, int] | None:
    """Return the first and last year that the lines above a header name, if they do."""
    match = YEARS.search(above(sheet, header))
    return (int(match[1]), int(match[2])) if match else None


def headers_of(
    book: Workbook, pages: Mapping[str, Page], faults: list[ImportFault]
) -> dict[str, Header]:
    """Return the header of each sheet; what is wrong with one is put down as a fault.

    Parameters
    ----------
    book, pages
        The sheets that become figures.
    faults
        Sheets without a header, columns that lack, and years that are neither those of the
        sheet's title nor those of the other sheets.
    """
    found: dict[str, Header] = {}
    for name, page in pages.items():
        sheet = book.sheets[name]
        word = "Region" if page.kind == "regions" else "Country"
        needed = {"regions": (), "local": ("notes", "currency")}.get(page.kind, ("notes",))
        try:
            header = find_header(book.path, sheet, word, _MAY_HOLD_NUMBERS)
        except WrongLayout as fault:
            faults.append(fault)
            continue
        faults.extend(
            _layout(
                book,
                sheet,
                f"has no column {label.capitalize()}",
                f"it in row {header.row + 1}",
                "none",
            )
            for label in needed
            if label not in header.labels
        )
        faults.extend(_misplaced(book, sheet, header))
        found[name] = header
    kinds = [pages[name].kind for name in pages]
    faults.extend(
        _layout(book, book.sheets[name], "is a second one of its kind", "one", name)
        for place, name in enumerate(pages)
        if pages[name].kind in kinds[:place]
    )
    ends = {name: max(header.years.values()) for name, header in found.items()}
    usual = max(ends.values(), key=lambda year: list(ends.values()).count(year), default=0)
    for name, last in ends.items():
        title = titled_years(book.sheets[name], found[name])
        if last != usual and title and last != title[1]:
            faults.append(
                _layout(
                    book,
                    book.sheets[name],
                    "has other years than its title and the other sheets",
                    f"years up to {title[1]} or {usual}",
                    str(last),
                )
            )
    return found


def _misplaced(book: Workbook, sheet: Sheet, header: Header) -> Iterator[WrongLayout]:
    """Yield a fault if the column at current prices is not that of the last year, behind it."""
    last = max(header.years)
    for label, column in header.labels.items():
        if re.fullmatch(AT_CURRENT_PRICES, label) and (
            column != last + 1 or int(label[:4]) != header.years[last]
        ):
            expected = f"{header.years[last]} (current prices) behind {header.years[last]}"
            problem = "has its column at current prices in another place"
            yield _layout(book, sheet, problem, expected, f"{label!r} in column {column + 1}")


def _layout(book: Workbook, sheet: Sheet, problem: str, expected: str, found: str) -> WrongLayout:
    return WrongLayout(
        book.path,
        problem,
        sheet=sheet.name,
        expected=expected,
        found=found,
        remedy="put the sheet back as the publisher has it",
    )
