"""National Material Capabilities of the Correlates of War Project, editions 4 to 7."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from balance.errors import ImportFaults, WrongCell, WrongLayout
from balance.importers.cells import cells_frame, joined_cells
from balance.importers.csv_numbers import decimal_sign, numbers_of
from balance.importers.csv_text import CsvFile, find_header, open_csv
from balance.importers.extract import Extract, Skipped

__all__ = ["COMPONENTS", "KIND", "read", "recognises"]

KIND = "cow"
FIRST_DOLLARS = 1914
"""First year in which spending is in dollars; before, it is in pounds in the same column."""


@dataclass(frozen=True)
class _Column:
    indicator: str
    unit: str
    thousands: bool = True
    basis: str = ""
    flow: bool = False


_COLUMNS = {
    "milex": _Column("cow_military_expenditure", "USD", basis="current-mer", flow=True),
    "milper": _Column("cow_military_personnel", "persons"),
    "irst": _Column("iron_and_steel_production", "tonnes", flow=True),
    "pec": _Column("primary_energy_consumption", "tonnes", flow=True),
    "tpop": _Column("cow_population", "persons"),
    "upop": _Column("cow_urban_population", "persons"),
    "cinc": _Column("cinc", "index", thousands=False),
}
_POUNDS = _Column("cow_military_expenditure_gbp", "GBP", basis="current-mer", flow=True)
COMPONENTS = tuple(name for name in _COLUMNS if name != "cinc")
"""The six columns of which the index is made."""

_NEEDED = {"ccode", "year", *COMPONENTS}
_MISSING = {"-9", "", "NA", "-9.0", ".", "NaN"}
_EDITIONS = {"4": "4.0", "2011": "5.0", "2021": "6.0"}
_LAST_YEARS = {2007: "4.0", 2012: "5.0", 2016: "6.0", 2022: "7.0"}
_PUBLISHED = {"6.0": "2021", "7.0": "2026-02"}
_YEAR = re.compile(r"[12]\d{3}", re.ASCII)


def _is_header(cells: Sequence[str]) -> bool:
    return {cell.lower() for cell in cells} >= _NEEDED


def recognises(path: Path) -> bool:
    """Return whether a file is one of this kind, by its header."""
    return bool(find_header(path, _is_header))


def read(path: Path) -> Extract:
    """Read a file of the National Material Capabilities: ``.csv`` or tab-separated ``.txt``.

    Parameters
    ----------
    path
        The file, abridged or not, of edition 4, 5, 6 or 7; the order of its columns is free.

    Returns
    -------
    Extract
        One cell per state, year and component, and the published index. ``-9``, ``NA`` and
        empty cells are no data. Spending is in pounds up to 1913 and in dollars from 1914,
        under two indicators.

    Raises
    ------
    NotText, WrongLayout, ImportFaults
        If it is no such file, or holds a cell that is neither a number nor a code for missing.
    """
    file = open_csv(path, _is_header, f"the columns {', '.join(sorted(_NEEDED))}")
    names = tuple(name.lower() for name in file.header)
    if len(set(names)) < len(names):
        raise WrongLayout(path, "names a column twice", found=", ".join(file.header))
    table = {name: [row[place].strip() for row in file.rows] for place, name in enumerate(names)}
    codes, years = table["ccode"], table["year"]
    _check_keys(file, codes, years)
    states = table.get("stateabb", [""] * len(codes))
    decimal = decimal_sign(
        file,
        {name: [cell for cell in table.get(name, ()) if cell not in _MISSING] for name in _COLUMNS},
    )
    parts = []
    for name, column in _COLUMNS.items():
        if name not in table:
            continue
        texts = table[name]
        given = [place for place, cell in enumerate(texts) if cell not in _MISSING]
        numbers = numbers_of(
            file,
            [texts[place] for place in given],
            [file.lines[place] for place in given],
            [name] * len(given),
            decimal=decimal,
            exponent=3 if column.thousands else 0,
        )
        scale = " thousand" if column.thousands else ""
        values = [float("nan")] * len(texts)
        stated = [""] * len(texts)
        for place, value, shown in zip(given, numbers.values, numbers.stated, strict=True):
            values[place] = value
            stated[place] = shown + scale
        kinds = [
            _POUNDS if name == "milex" and int(year) < FIRST_DOLLARS else column for year in years
        ]
        parts.append(
            cells_frame(
                len(texts),
                {
                    "name": states,
                    "code": codes,
                    "status": ["no_data" if cell in _MISSING else "reported" for cell in texts],
                    "indicator": [kind.indicator for kind in kinds],
                    "as_of": years,
                    "period_end": [f"{year}-12-31" for year in years] if column.flow else "",
                    "value": values,
                    "unit": [kind.unit for kind in kinds],
                    "basis": column.basis,
                    "as_stated": stated,
                    "locator": [
                        f"{state or code} {year}, column {name}"
                        for state, code, year in zip(states, codes, years, strict=True)
                    ],
                },
            )
        )
    edition, notes = _edition(file, table, years)
    return Extract(
        KIND,
        _source(edition),
        joined_cells(parts),
        len(file.rows),
        tuple(_others(file)),
        (*file.notes, *notes),
    )


def _others(file: CsvFile) -> Iterator[Skipped]:
    """Yield what the supplement adds: sources, notes and quality codes."""
    known = {"stateabb", "ccode", "year", "version", *_COLUMNS}
    others = [
        title or f"number {place + 1}"
        for place, title in enumerate(file.header)
        if title.lower() not in known
    ]
    if others:
        listed = ", ".join(others)
        what = f"cells of the column{'s' if len(others) > 1 else ''} {listed}"
        yield Skipped(what, len(others) * len(file.rows), "no component of the index")


def _check_keys(file: CsvFile, codes: list[str], years: list[str]) -> None:
    """Raise for every row whose state or year is none, and every row that occurs twice."""
    faults = [
        WrongCell(
            file.path,
            f"is not a {what}",
            line=file.lines[place],
            column=column,
            expected=expected,
            found=repr(cell[:40]),
            remedy="download the file again",
        )
        for cells, column, what, expected, good in (
            (codes, "ccode", "state code", "a whole number of at most three digits", _is_code),
            (years, "year", "year", "four digits", _is_year),
        )
        for place, cell in enumerate(cells)
        if not good(cell)
    ]
    if faults:
        raise ImportFaults(faults)


def _is_code(text: str) -> bool:
    return text.isdigit() and text.isascii() and len(text) <= 3 and text[0] != "0"


def _is_year(text: str) -> bool:
    return _YEAR.fullmatch(text) is not None


def _edition(
    file: CsvFile, table: dict[str, list[str]], years: list[str]
) -> tuple[str, tuple[str, ...]]:
    """Return the edition, by the file's own mark or by its last year."""
    versions = sorted(set(table.get("version", ())) - {""})
    if len(versions) > 1:
        lines = [file.lines[table["version"].index(version)] for version in versions[:2]]
        raise WrongLayout(
            file.path,
            "names more than one edition",
            line=max(lines),
            column="version",
            expected=versions[0],
            found=", ".join(versions[1:4]),
            remedy="download the file again; editions must not be mixed",
        )
    last = max(map(int, years), default=0)
    known = _EDITIONS.get(versions[0], "") if versions else ""
    if known:
        return known, ()
    found = _LAST_YEARS.get(last, "")
    if found:
        return found, (f"The edition {found} was told from the last year, {last}.",)
    return f"to {last}", (f"The file names no edition that is known; its last year is {last}.",)


def _source(edition: str) -> dict[str, str]:
    return {
        "source_id": "cow-nmc-" + edition.replace(".", "-").replace(" ", "-"),
        "publication": "cow-nmc",
        "edition": edition,
        "title": f"National Material Capabilities, version {edition}",
        "publisher": "Correlates of War Project",
        "published": _PUBLISHED.get(edition, ""),
        "url": "https://correlatesofwar.org/data-sets/national-material-capabilities/",
        "terms": "attribution",
        "reliability": "B",
        "note": "Free with citation; no licence for redistribution is stated. Spending is in "
        "pounds to 1913 and in dollars from 1914. Series of two editions must not be spliced.",
    }
