"""Charts of Our World in Data, downloaded as CSV."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from balance.errors import ImportFaults, UnknownColumn, WrongCell, WrongLayout
from balance.importers.cells import cells_frame, joined_cells
from balance.importers.csv_numbers import decimal_sign, numbers_of
from balance.importers.csv_text import CsvFile, find_header, open_csv
from balance.importers.extract import Extract, Skipped

__all__ = ["KIND", "read", "recognises"]

KIND = "owid"
_NAMES, _CODES, _YEARS = ("entity", "country"), ("code",), ("year",)
_OTHER = {
    **dict.fromkeys(
        ("world region according to owid", "world regions according to owid", "owid_region"),
        "a region, not a number",
    ),
    "time": "the year once more",
}
_NOT_OURS = {"iso", "month", "ccode", "day"}
_YEAR = re.compile(r"[12]\d{3}", re.ASCII)
_BASE = re.compile(r"constant (\d{4}) us\$", re.ASCII)
_SIPRI = "Stockholm International Peace Research Institute"


@dataclass(frozen=True)
class _Series:
    """What a column is: how its name reads, and what it becomes."""

    pattern: str
    indicator: str
    unit: str
    basis: str = ""
    flow: bool = False
    origin: str = "owid"
    publisher: str = "Our World in Data"


_SERIES = (
    _Series(
        r"military[_ ]expenditure(?:[_ ]total)?|military expenditure \(constant(?: \d{4})? us\$\)"
        r"|military spending \(constant(?: \d{4})? us\$\)|military expenditure, constant.*",
        "military_expenditure",
        "USD",
        "constant",
        True,
        "sipri",
        f"Our World in Data, from {_SIPRI}",
    ),
    _Series(
        r"military expenditure \(current us(?:\$|d)\)|military_expenditure_current",
        "military_expenditure",
        "USD",
        "current-mer",
        True,
        "sipri",
        f"Our World in Data, from {_SIPRI}",
    ),
    _Series(
        r"military expenditure \(% of gdp\)|military_expenditure_share_gdp"
        r"|military expenditure \(share of gdp\)|military expenditure as a share of gdp",
        "military_expenditure_share",
        "percent",
        "current-mer",
        True,
        "sipri",
        f"Our World in Data, from {_SIPRI}",
    ),
    _Series(
        r"armed_forces_share_population|armed forces personnel \(% of (?:total )?population\)"
        r"|armed forces personnel as (?:a )?share of (?:the )?(?:total )?population",
        "armed_forces_population_share",
        "percent",
        origin="world-bank",
        publisher="Our World in Data, from the World Bank and IISS, The Military Balance",
    ),
    _Series(
        r"armed_forces_personnel|armed forces personnel(?:, total| \(total\))?",
        "armed_forces_personnel",
        "persons",
        origin="world-bank",
        publisher="Our World in Data, from the World Bank and IISS, The Military Balance",
    ),
    _Series(
        r"(?:number of )?nuclear[_ ]warheads.*|nuclear weapons stockpiles?"
        r"|number of nuclear warheads in the inventory of the nuclear powers.*",
        "nuclear_warheads_history",
        "warheads",
    ),
)


def _place(header: Sequence[str], names: Sequence[str]) -> int:
    """Return the place of the first column of some name, or -1."""
    folded = [cell.casefold() for cell in header]
    return next((folded.index(name) for name in names if name in folded), -1)


def _is_header(cells: Sequence[str]) -> bool:
    folded = {cell.casefold() for cell in cells}
    return (
        _place(cells, _NAMES) == 0
        and _place(cells, _YEARS) >= 0
        and not folded & _NOT_OURS
        and len(cells) > _place(cells, _YEARS) + 1
    )


def recognises(path: Path) -> bool:
    """Return whether a file is one of this kind, by its header."""
    return bool(find_header(path, _is_header))


def read(path: Path) -> Extract:
    """Read a chart's CSV: Entity, Code (if it has one), Year and what is charted.

    Parameters
    ----------
    path
        The file. The name of the last column depends on how it was downloaded; where it is
        empty the name of the file is heeded.

    Returns
    -------
    Extract
        One cell per row. Rows that are not there are not counted as missing.

    Raises
    ------
    NotText, WrongLayout, ImportFaults
        If it is no such file, or a cell is no number.
    UnknownColumn
        If it is not known what is charted.

    Notes
    -----
    The publisher hands on figures of others: spending becomes an edition of SIPRI's
    publication, personnel one of the World Bank's, so that they never count as second
    witnesses. Constant prices of a year that the file does not name have the basis
    ``unstated`` and take no part in comparisons.
    """
    file = open_csv(path, _is_header, "Entity, Code, Year and what is charted")
    name, code, year = (_place(file.header, each) for each in (_NAMES, _CODES, _YEARS))
    columns = [
        place
        for place, title in enumerate(file.header)
        if place not in (name, code, year) and title.casefold() not in _OTHER
    ]
    if len(set(columns)) != 1:
        raise WrongLayout(
            path,
            "charts more than one thing" if columns else "charts nothing",
            expected="one column beside Entity, Code and Year",
            found=", ".join(file.header),
            remedy="download the charts one by one, or import it as --kind table with a mapping",
        )
    column = columns[0]
    series = _series_of(file, column)
    title = file.header[column] or path.stem
    _check_years(file, year)
    texts = [row[column].strip() for row in file.rows]
    given = [place for place, text in enumerate(texts) if text]
    printed = [texts[place] for place in given]
    numbers = numbers_of(
        file,
        printed,
        [file.lines[place] for place in given],
        [title] * len(given),
        decimal=decimal_sign(file, {title: printed}),
    )
    values, stated = [float("nan")] * len(texts), [""] * len(texts)
    for place, value, shown in zip(given, numbers.values, numbers.stated, strict=True):
        values[place] = value
        stated[place] = shown + ("%" if series.unit == "percent" else "")
    basis, notes = _basis_of(series, title)
    names = [row[name].strip() for row in file.rows]
    as_of = [row[year].strip() for row in file.rows]
    cells = cells_frame(
        len(texts),
        {
            "name": names,
            "code": [row[code].strip() for row in file.rows] if code >= 0 else "",
            "status": ["reported" if text else "no_data" for text in texts],
            "indicator": series.indicator,
            "as_of": as_of,
            "period_end": [f"{each}-12-31" for each in as_of] if series.flow else "",
            "value": values,
            "unit": series.unit,
            "basis": basis,
            "as_stated": stated,
            "locator": [
                f"row {who} {when}, column {title}" for who, when in zip(names, as_of, strict=True)
            ],
        },
    )
    skipped = tuple(
        Skipped(f"cells of the column {extra}", len(file.rows), _OTHER[extra.casefold()])
        for extra in file.header
        if extra.casefold() in _OTHER
    )
    last = max(as_of, default="")
    return Extract(
        KIND,
        _source(series, title, last),
        joined_cells([cells]),
        len(file.rows),
        skipped,
        (*file.notes, *notes),
    )


def _series_of(file: CsvFile, column: int) -> _Series:
    title = file.header[column] or file.path.stem.replace("-", " ").replace("_", " ")
    for series in _SERIES:
        if re.fullmatch(series.pattern, title.casefold()):
            return series
    raise UnknownColumn(
        file.path,
        "charts something that the tables do not define",
        column=title,
        expected="military expenditure, its share of GDP, armed forces personnel or its share of "
        "the population, or nuclear warheads",
        found=repr(title),
        remedy="import it as --kind table with a mapping that says what it is",
    )


def _check_years(file: CsvFile, column: int) -> None:
    faults = [
        WrongCell(
            file.path,
            "is not a year",
            line=line,
            column=file.header[column],
            expected="four digits",
            found=repr(row[column][:40]),
            remedy="download the file again",
        )
        for row, line in zip(file.rows, file.lines, strict=True)
        if not _YEAR.fullmatch(row[column].strip())
    ]
    if faults:
        raise ImportFaults(faults)


def _basis_of(series: _Series, title: str) -> tuple[str, tuple[str, ...]]:
    """Return the basis, and what must be said where the file does not name the year of prices."""
    if series.basis != "constant":
        return series.basis, ()
    match = _BASE.search(title.casefold())
    if match:
        return f"{match[1]}-mer", ()
    return "unstated", (
        "The file does not say at prices of which year its money is: the basis is unstated, and "
        "its figures take no part in comparisons.",
    )


def _source(series: _Series, title: str, last: str) -> dict[str, str]:
    stem = series.indicator.replace("_", "-")
    return {
        "source_id": f"owid-{stem}-to-{last}" if last else f"owid-{stem}",
        "publication": series.origin,
        "edition": f"to {last}",
        "title": f"Our World in Data: {title.replace('_', ' ')}",
        "publisher": series.publisher,
        "url": "https://ourworldindata.org/",
        "terms": "non-commercial" if series.origin == "sipri" else "attribution",
        "reliability": "B",
        "note": "CC BY 4.0 for the work of Our World in Data; the terms of the origin go with the "
        "figures. The file does not say when it was published.",
    }
