"""Indicator files of the World Development Indicators, as downloaded or saved anew."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from balance.errors import ImportFaults, UnknownColumn, WrongCell, WrongLayout
from balance.importers.cells import cells_frame
from balance.importers.csv_numbers import decimal_sign, numbers_of
from balance.importers.csv_text import CsvFile, decode, find_header, open_csv
from balance.importers.extract import Extract, Skipped

__all__ = ["KIND", "SERIES", "read", "recognises"]

KIND = "world-bank"
_COUNTRY, _CODE = "country name", "country code"
_SERIES, _SERIES_CODE = "indicator name", "indicator code"
_YEAR = re.compile(r"(?:19|20)\d{2}(?:\.0)?(?: \[YR(?:19|20)\d{2}\])?", re.ASCII)
_MISSING = {"", ".."}
_DAYS = (
    ("%Y-%m-%d", ""),
    ("%d.%m.%Y", ""),
    # A spreadsheet writes the day in the manner of its country; what can be both is American.
    ("%m/%d/%Y", "month/day/year"),
    ("%d/%m/%Y", "day/month/year"),
)
_SIPRI = "Stockholm International Peace Research Institute"


@dataclass(frozen=True)
class Series:
    """What a series of the World Bank is in the tables.

    Attributes
    ----------
    indicator, unit, basis
        As in the tables.
    flow
        Whether it is of a whole year and not of a day in it.
    origin
        Publication whose figures the World Bank hands on; empty if they are its own.
    """

    indicator: str
    unit: str
    basis: str = ""
    flow: bool = False
    origin: str = ""


SERIES = {
    "MS.MIL.XPND.CD": Series("military_expenditure", "USD", "current-mer", True, "sipri"),
    "MS.MIL.XPND.GD.ZS": Series(
        "military_expenditure_share", "percent", "current-mer", True, "sipri"
    ),
    "MS.MIL.XPND.ZS": Series(
        "military_expenditure_government_share", "percent", "current-mer", True, "sipri"
    ),
    "MS.MIL.XPRT.KD": Series("arms_exports", "tiv", "", True, "sipri-arms-transfers"),
    "MS.MIL.MPRT.KD": Series("arms_imports", "tiv", "", True, "sipri-arms-transfers"),
    "MS.MIL.TOTL.P1": Series("armed_forces_personnel", "persons"),
    "MS.MIL.TOTL.TF.ZS": Series("armed_forces_labour_share", "percent"),
    "SP.POP.TOTL": Series("population", "persons"),
    "SL.TLF.TOTL.IN": Series("labour_force", "persons"),
    "NY.GDP.MKTP.CD": Series("gdp", "USD", "current-mer", True),
    "NY.GDP.MKTP.PP.CD": Series("gdp_ppp", "USD", "current-ppp", True),
    "NY.GDP.PCAP.PP.CD": Series("gdp_per_capita_ppp", "USD per person", "current-ppp", True),
}
"""The series that are known, by the code of the World Bank."""


def _is_header(cells: Sequence[str]) -> bool:
    names = [cell.casefold() for cell in cells]
    return {_COUNTRY, _CODE} <= set(names) and any(_YEAR.fullmatch(cell) for cell in cells)


def recognises(path: Path) -> bool:
    """Return whether a file is one of this kind, by its header."""
    return bool(find_header(path, _is_header))


def read(path: Path) -> Extract:
    """Read an indicator file: one series for all states, or all series for one state.

    Parameters
    ----------
    path
        The CSV file, with or without the lines above its header, as downloaded or saved anew
        by a spreadsheet. ``Metadata_Country_<same name>`` beside it says which rows are
        aggregates; without it the table of aliases does.

    Returns
    -------
    Extract
        One cell per row and year; an empty one is no data.

    Raises
    ------
    NotText, WrongLayout, ImportFaults
        If it is no such file, or a cell is no number.
    UnknownColumn
        If no series in it is known.

    Notes
    -----
    Spending and arms transfers are SIPRI's figures: their file becomes an edition of SIPRI's
    publication, so that it never counts as a second witness beside it. In a file with many
    series they are left out and counted.
    """
    file = open_csv(path, _is_header, "Country Name, Country Code, Indicator Code and years")
    places = {name.casefold(): place for place, name in enumerate(file.header)}
    if len({name for name in file.header if name}) < len([n for n in file.header if n]):
        raise WrongLayout(path, "names a column twice", found=", ".join(file.header[:8]))
    if _SERIES_CODE not in places:
        raise WrongLayout(
            path,
            "does not say which series it holds",
            expected="the columns Indicator Name and Indicator Code",
            found=", ".join(file.header[:4]),
            remedy="download the file again, or import it as --kind table with a mapping",
        )
    years = [(place, name[:4]) for place, name in enumerate(file.header) if _YEAR.fullmatch(name)]
    _check_rest(file, places, {place for place, _ in years})
    skipped: list[Skipped] = []
    rows, series = _known_rows(file, places[_SERIES_CODE], len(years), skipped)
    cells = _cells(file, rows, years, places)
    day, notes = _last_updated(file)
    kinds = sorted({file.rows[row][places[_SERIES_CODE]].strip() for row in rows})
    source = _source(kinds, day, series)
    return Extract(KIND, source, cells, len(file.rows), tuple(skipped), (*file.notes, *notes))


def _check_rest(file: CsvFile, places: dict[str, int], years: set[int]) -> None:
    """Raise if a column without a name holds something: a row has slipped."""
    known = years | {places[name] for name in places if name}
    faults = [
        WrongCell(
            file.path,
            "stands in a column without a name",
            line=line,
            column=str(place + 1),
            expected="an empty cell",
            found=repr(row[place][:40]),
            remedy="download the file again",
        )
        for place in range(len(file.header))
        if place not in known
        for row, line in zip(file.rows, file.lines, strict=True)
        if row[place].strip()
    ]
    if faults:
        raise ImportFaults(faults)


def _known_rows(
    file: CsvFile, column: int, years: int, skipped: list[Skipped]
) -> tuple[list[int], dict[str, Series]]:
    """Return the rows whose series is known, and the series; count the others."""
    codes = [row[column].strip() for row in file.rows]
    several = len(set(codes)) > 1
    wanted = {
        code: series
        for code, series in SERIES.items()
        if code in set(codes) and not (several and series.origin)
    }
    handed_on = sum(code in SERIES and code not in wanted for code in codes)
    strange = sum(code not in SERIES for code in codes)
    if not wanted:
        raise UnknownColumn(
            file.path,
            "holds no series that is known",
            expected=", ".join(SERIES),
            found=", ".join(sorted(set(codes))[:5]),
            remedy="import it as --kind table with a mapping that says what it is",
        )
    if handed_on:
        skipped.append(
            Skipped(
                f"cells in {handed_on} rows",
                handed_on * years,
                "SIPRI's figures, handed on; take the file of the one series",
            )
        )
    if strange:
        skipped.append(
            Skipped(f"cells in {strange} rows", strange * years, "no indicator of the tables")
        )
    return [place for place, code in enumerate(codes) if code in wanted], wanted


def _cells(
    file: CsvFile, rows: list[int], years: list[tuple[int, str]], places: dict[str, int]
) -> pd.DataFrame:
    sums = _aggregates(file.path)
    names, codes, series, as_of, texts, lines = [], [], [], [], [], []
    for row in rows:
        cells = file.rows[row]
        names += [cells[places[_COUNTRY]].strip()] * len(years)
        codes += [cells[places[_CODE]].strip()] * len(years)
        series += [SERIES[cells[places[_SERIES_CODE]].strip()]] * len(years)
        lines += [file.lines[row]] * len(years)
        as_of += [year for _, year in years]
        texts += [cells[place].strip() for place, _ in years]
    given = [place for place, text in enumerate(texts) if text not in _MISSING]
    printed = [texts[place] for place in given]
    numbers = numbers_of(
        file,
        printed,
        [lines[place] for place in given],
        [as_of[place] for place in given],
        decimal=decimal_sign(file, _by_series(series, texts)),
    )
    values = [float("nan")] * len(texts)
    stated = [""] * len(texts)
    for place, value, shown in zip(given, numbers.values, numbers.stated, strict=True):
        values[place] = value
        stated[place] = shown + ("%" if series[place].unit == "percent" else "")
    return cells_frame(
        len(texts),
        {
            "name": names,
            "code": codes,
            "aggregate": [code in sums for code in codes],
            "status": ["no_data" if text in _MISSING else "reported" for text in texts],
            "indicator": [each.indicator for each in series],
            "as_of": as_of,
            "period_end": [
                f"{year}-12-31" if each.flow else ""
                for year, each in zip(as_of, series, strict=True)
            ],
            "value": values,
            "unit": [each.unit for each in series],
            "basis": [each.basis for each in series],
            "as_stated": stated,
            "locator": [
                f"row {code}, column {year}" for code, year in zip(codes, as_of, strict=True)
            ],
        },
    )


def _by_series(series: list[Series], texts: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each, text in zip(series, texts, strict=True):
        if text not in _MISSING:
            found.setdefault(each.indicator, []).append(text)
    return found


def _aggregates(path: Path) -> frozenset[str]:
    """Return the codes without a region in the country metadata beside a file, if it is there."""
    metadata = path.with_name(f"Metadata_Country_{path.name}")
    if not metadata.is_file():
        return frozenset()
    text, _ = decode(metadata)
    rows = csv.DictReader(io.StringIO(text, newline=""))
    if not {"Country Code", "Region"} <= set(rows.fieldnames or ()):
        raise WrongLayout(
            metadata,
            "is no country metadata",
            expected="the columns Country Code and Region",
            found=", ".join((rows.fieldnames or ())[:5]),
            remedy="download the file again, or take it away",
        )
    return frozenset(row["Country Code"].strip() for row in rows if not row["Region"])


def _last_updated(file: CsvFile) -> tuple[str, tuple[str, ...]]:
    """Return the day that the lines above the header give, or nothing, and what must be said."""
    for cells in file.before:
        if cells[0].casefold() == "last updated date" and len(cells) > 1:
            for form, how in _DAYS:
                try:
                    day = datetime.datetime.strptime(cells[1], form).date()
                except ValueError:
                    continue
                notes = (f"The day {cells[1]} was read as {how}.",) if how else ()
                return day.isoformat(), notes
    return "", ("The file does not say of which day it is.",)


def _source(codes: list[str], day: str, series: dict[str, Series]) -> dict[str, str]:
    what = codes[0] if len(codes) == 1 else "several series"
    origin = series[codes[0]].origin if len(codes) == 1 else ""
    stem = what.lower().replace(".", "-").replace(" ", "-")
    publisher = "World Bank"
    if origin:
        publisher = f"World Bank, from {_SIPRI}"
    elif what == "MS.MIL.TOTL.P1":
        publisher = "World Bank, from IISS, The Military Balance"
    return {
        "source_id": f"world-bank-{day or 'undated'}-{stem}",
        "publication": origin or "world-bank",
        "edition": day[:7],
        "title": f"World Development Indicators: {what}",
        "publisher": publisher,
        "published": day,
        "url": f"https://data.worldbank.org/indicator/{codes[0]}" if len(codes) == 1 else "",
        "terms": "attribution",
        "reliability": "A",
        "note": "CC BY 4.0."
        + (" Handed on from SIPRI: one witness with it, not a second." if origin else ""),
    }
