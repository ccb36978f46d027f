"""Tables of the Ukraine Support Tracker of the Kiel Institute, as its web pages offer them."""

from __future__ import annotations

import calendar
import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from balance.errors import ImportFaults, WrongCell, WrongLayout
from balance.importers.cells import cells_frame, joined_cells
from balance.importers.csv_numbers import decimal_sign, numbers_of
from balance.importers.csv_text import CsvFile, decode, find_header, open_csv
from balance.importers.extract import Extract, Skipped

__all__ = ["KIND", "read", "recognises"]

KIND = "kiel"
_RELEASE = "release_info.csv"
_YEAR = re.compile(r"20\d{2}", re.ASCII)
_MONTH = re.compile(r"(?:[1-9]|1[0-2])", re.ASCII)
_PERIOD = re.compile(r"(\d{2})/(\d{4})", re.ASCII)
_MISSING = {"", "."}
_NOT_GIVEN = {"Not given"}
_EVERYONE = "All donors"
_ESTIMATED = "Worth at the prices that the tracker puts on them."


@dataclass(frozen=True)
class _Value:
    """What a column becomes."""

    indicator: str
    unit: str = "EUR"
    exponent: int = 9


@dataclass(frozen=True)
class _Layout:
    """One of the tracker's tables."""

    title: str
    needed: frozenset[str]
    columns: dict[str, _Value]
    name: str = ""
    code: str = ""
    monthly: bool = True
    left_out: dict[str, str] = field(default_factory=dict)


_GDP = "the product stands on every row, of a year that the file does not name"
_MONTHS = {
    kind: _Value(f"aid_month_{kind}") for kind in ("total", "financial", "humanitarian", "military")
}
_LAYOUTS = (
    _Layout(
        "allocations by donor and month",
        frozenset({"country", "iso", "year", "month", "total", "military"}),
        {**_MONTHS, "commitments": _Value("aid_month_commitments")},
        "country",
        "iso",
        left_out={
            "to_be_allocated": "commitments less allocations, below zero in some months",
            "gdp": _GDP,
            "pct_gdp": _GDP,
        },
    ),
    _Layout(
        "allocations of all donors by month",
        frozenset({"year", "month", "total_allocations", "military"}),
        {
            "total_allocations": _MONTHS["total"],
            **{k: v for k, v in _MONTHS.items() if k != "total"},
        },
    ),
    _Layout(
        "military aid of all donors by month and way of supply",
        frozenset({"year", "month", "stockpile", "procurement"}),
        {
            kind: _Value(f"aid_month_{kind}")
            for kind in ("stockpile", "procurement", "unspecified", "nato_purl")
        },
    ),
    _Layout(
        "aid over GDP with the part in the EU institutions",
        frozenset({"country", "iso", "bilateral_pct_gdp", "eu_share_pct_gdp"}),
        {
            "bilateral_pct_gdp": _Value("aid_share_bilateral", "percent", 0),
            "eu_share_pct_gdp": _Value("aid_share_eu_part", "percent", 0),
            "total_pct_gdp": _Value("aid_share_whole", "percent", 0),
            "eu_share_bn": _Value("aid_through_eu"),
        },
        "country",
        "iso",
        monthly=False,
    ),
    _Layout(
        "heavy weapons by donor",
        frozenset({"donor", "category", "number_of_weapons", "monetary_value_eur"}),
        {},
        "donor",
        monthly=False,
        left_out={"weapons_list": "the models in words; their sum is the number beside them"},
    ),
)
_WEAPONS = {
    "Tanks": ("aid_tanks", "vehicles"),
    "Howitzers": ("aid_howitzers", "pieces"),
    "IFV": ("aid_infantry_fighting_vehicles", "vehicles"),
    "MLRS": ("aid_rocket_artillery", "pieces"),
    "Air Defense": ("aid_air_defence", "pieces"),
}


def _is_header(layout: _Layout) -> Callable[[Sequence[str]], bool]:
    return lambda cells: layout.needed <= {cell.casefold() for cell in cells}


def _layout_of(path: Path) -> _Layout | None:
    return next((each for each in _LAYOUTS if find_header(path, _is_header(each))), None)


def recognises(path: Path) -> bool:
    """Return whether a file is one of this kind, by its header."""
    return _layout_of(path) is not None


def read(path: Path) -> Extract:
    """Read one table of the tracker.

    Parameters
    ----------
    path
        ``data_explorer.csv``, ``total_allocations.csv``, ``procurement_trends.csv``,
        ``eu_aid_shares.csv`` or ``weapons.csv`` of any release. ``release_info.csv`` beside it
        says of which; the tables without months cannot do without.

    Returns
    -------
    Extract
        Amounts of single months as printed, in euros. What the EU institutions give, and sums
        over all donors, are aggregates.

    Raises
    ------
    NotText, WrongLayout, ImportFaults
        If it is no such file, or a cell is no number.
    """
    layout = _layout_of(path)
    if layout is None:
        raise WrongLayout(
            path,
            "is no table of the tracker",
            expected="; ".join(", ".join(sorted(each.needed)) for each in _LAYOUTS),
            remedy="take the files as the tracker's pages offer them",
        )
    file = open_csv(path, _is_header(layout), ", ".join(sorted(layout.needed)))
    header = tuple(name.casefold() for name in file.header)
    table = {name: [row[at].strip() for row in file.rows] for at, name in enumerate(header)}
    release, period, published, notes = _release(path)
    if layout.monthly:
        as_of, ends = _months(file, table)
    else:
        as_of, ends = _of_release(path, period, len(file.rows))
    parts, skipped = _parts(file, table, layout, as_of, ends)
    last = release or f"to {max(as_of, default='')}"
    return Extract(
        KIND,
        _source(path, layout, last, published),
        joined_cells(parts),
        len(file.rows),
        tuple(skipped),
        (*file.notes, *notes),
    )


def _parts(
    file: CsvFile,
    table: dict[str, list[str]],
    layout: _Layout,
    as_of: list[str],
    ends: list[str],
) -> tuple[list[pd.DataFrame], list[Skipped]]:
    who = {
        "name": table.get(layout.name, [_EVERYONE] * len(as_of)),
        "code": table.get(layout.code, ""),
        "as_of": as_of,
        "period_end": ends,
    }
    skipped = []
    parts = []
    decimal = decimal_sign(
        file,
        {
            column: [cell for cell in table.get(column, ()) if cell not in _MISSING | _NOT_GIVEN]
            for column in (*layout.columns, "number_of_weapons", "monetary_value_eur")
        },
    )
    for column, texts in table.items():
        if column in (layout.name, layout.code, "year", "month", "category"):
            continue
        if not layout.columns and column in ("number_of_weapons", "monetary_value_eur"):
            continue
        if column in layout.left_out or (column not in layout.columns and layout.columns):
            why = layout.left_out.get(column, "a column that is not known")
            skipped.append(Skipped(f"cells of the column {column}", len(texts), why))
        elif layout.columns:
            value = layout.columns[column]
            parts.append(_column(file, column, texts, who, [value] * len(texts), decimal))
    if not layout.columns:
        parts += _weapons(file, table, who, decimal)
    return parts, skipped


def _weapons(
    file: CsvFile, table: dict[str, list[str]], who: dict[str, list[str] | str], decimal: str
) -> list[pd.DataFrame]:
    """Return numbers and worth of the weapons, each under the indicator of its category."""
    strange = [
        WrongCell(
            file.path,
            "is a category that is not known",
            line=line,
            column="category",
            expected=", ".join(_WEAPONS),
            found=repr(category),
            remedy="import it as --kind table with a mapping",
        )
        for category, line in zip(table["category"], file.lines, strict=True)
        if category not in _WEAPONS
    ]
    if strange:
        raise ImportFaults(strange)
    things = [_WEAPONS[category] for category in table["category"]]
    numbers = [_Value(name, unit, 0) for name, unit in things]
    worth = [_Value(f"{name}_value", "EUR", 0) for name, _ in things]
    return [
        _column(file, "number_of_weapons", table["number_of_weapons"], who, numbers, decimal),
        _column(
            file,
            "monetary_value_eur",
            table["monetary_value_eur"],
            who,
            worth,
            decimal,
            note=_ESTIMATED,
        ),
    ]


def _column(
    file: CsvFile,
    column: str,
    texts: list[str],
    who: dict[str, list[str] | str],
    values: list[_Value],
    decimal: str,
    note: str = "",
) -> pd.DataFrame:
    given = [
        place for place, text in enumerate(texts) if text not in _MISSING and text not in _NOT_GIVEN
    ]
    printed = [texts[place] for place in given]
    exponent = values[0].exponent if values else 0
    numbers = numbers_of(
        file,
        printed,
        [file.lines[place] for place in given],
        [column] * len(given),
        decimal=decimal,
        exponent=exponent,
    )
    scale = " billion" if exponent else ""
    filled, stated = [float("nan")] * len(texts), [""] * len(texts)
    for place, value, shown in zip(given, numbers.values, numbers.stated, strict=True):
        filled[place] = value
        stated[place] = shown + ("%" if values[place].unit == "percent" else scale)
    status = [
        "no_data" if text in _MISSING else "not_given" if text in _NOT_GIVEN else "reported"
        for text in texts
    ]
    return cells_frame(
        len(texts),
        {
            **who,
            "status": status,
            "indicator": [value.indicator for value in values],
            "value": filled,
            "unit": [value.unit for value in values],
            "basis": ["unstated" if value.unit == "EUR" else "" for value in values],
            "as_stated": stated,
            "locator": [f"{file.path.name}, line {line}, column {column}" for line in file.lines],
            "note": note,
        },
    )


def _months(file: CsvFile, table: dict[str, list[str]]) -> tuple[list[str], list[str]]:
    """Return the month of each row and its last day."""
    faults = [
        WrongCell(
            file.path,
            f"is not a {what}",
            line=line,
            column=what,
            expected=expected,
            found=repr(cell[:40]),
            remedy="download the file again",
        )
        for what, pattern, expected in (
            ("year", _YEAR, "four digits"),
            ("month", _MONTH, "1 to 12"),
        )
        for cell, line in zip(table[what], file.lines, strict=True)
        if not pattern.fullmatch(cell)
    ]
    if faults:
        raise ImportFaults(faults)
    pairs = [(int(y), int(m)) for y, m in zip(table["year"], table["month"], strict=True)]
    return (
        [f"{year}-{month:02}" for year, month in pairs],
        [f"{year}-{month:02}-{calendar.monthrange(year, month)[1]}" for year, month in pairs],
    )


def _of_release(path: Path, period: str, count: int) -> tuple[list[str], list[str]]:
    """Return the month to which a release goes, for the tables that name none."""
    if not period:
        raise WrongLayout(
            path,
            "does not say of which day it is",
            expected=f"{_RELEASE} of the same release beside it",
            remedy=f"put {_RELEASE} into the same folder, as the tracker's pages offer it",
        )
    return [period] * count, [""] * count


def _release(path: Path) -> tuple[str, str, str, tuple[str, ...]]:
    """Return number, month and day of the release by the file beside, and what must be said."""
    beside = path.with_name(_RELEASE)
    if not beside.is_file():
        return "", "", "", (f"No {_RELEASE} beside the file: the release is not known.",)
    text, _ = decode(beside)
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    match = _PERIOD.fullmatch(rows[0].get("period") or "") if len(rows) == 1 else None
    if match is None or not (rows[0].get("release") or "").isdigit():
        raise WrongLayout(
            beside,
            "does not name a release",
            expected="the columns release, period (MM/YYYY) and date, and one row",
            found=repr(text[:60]),
            remedy="download it again, or take it away",
        )
    month, year = match.groups()
    return rows[0]["release"], f"{year}-{month}", rows[0].get("date") or "", ()


def _source(path: Path, layout: _Layout, release: str, published: str) -> dict[str, str]:
    named = f"Release {release}" if release.isdigit() else f"months {release}"
    stem = re.sub(r"[^a-z0-9]+", "-", path.stem.casefold()).strip("-") or "table"
    return {
        "source_id": f"kiel-{re.sub('[^a-z0-9]+', '-', release.casefold())}-{stem}",
        "publication": "kiel",
        "edition": release,
        "title": f"Ukraine Support Tracker, {named}: {layout.title}",
        "publisher": "Kiel Institute for the World Economy",
        "published": published,
        "url": "https://www.ifw-kiel.de/topics/war-against-ukraine/ukraine-support-tracker/",
        "terms": "unclear",
        "reliability": "B",
        "note": "No licence is stated; cite the institute. Later releases revise earlier months.",
    }
