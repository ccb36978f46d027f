"""The mapping file of a table of one's own: which column is what, in which unit."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from balance.errors import ImportFault, NotText, WrongLayout, suggest
from balance.quantities.dates import is_partial_date
from balance.tables.columns import TABLES

__all__ = ["EXAMPLE", "FigureColumn", "TableMapping", "read_mapping"]

EXAMPLE = """\
[source]
source_id = "mine-2025"
publication = "mine"
title = "Fleet list"
published = "2025-01"
terms = "open"
reliability = "A"

[rows]
name = "Country"
as_of = "2025-01"

[[figures]]
column = "Tanks"
indicator = "main_battle_tanks"
unit = "vehicles"
"""
"""A whole mapping file, for messages and the manual."""

_SCALES = {1: "", "": "", 1_000: " thousand", 1_000_000: " million", 1_000_000_000: " billion"}
_WORDS = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_EXPONENTS: dict[float, int] = {1: 0, 1_000: 3, 1_000_000: 6, 1_000_000_000: 9}
FRACTION = "fraction"

_KEYS: dict[str, tuple[str, ...]] = {
    "": ("source", "file", "rows", "figures", "indicators"),
    "source": TABLES["sources"].names,
    "file": ("sheet", "missing", "decimal"),
    "rows": ("name", "code", "year", "date", "as_of", "aggregates"),
    "figures": (
        "column",
        "columns",
        "where",
        "indicator",
        "unit",
        "multiplier",
        "basis",
        "scope",
        "hedge",
        "note",
        "flow",
        "implausible",
    ),
    "indicators": tuple(n for n in TABLES["indicators"].names if n != "indicator"),
}


@dataclass(frozen=True)
class FigureColumn:
    """One column of numbers, or all columns that are headed by years.

    Attributes
    ----------
    column
        Its heading; empty for the columns headed by years.
    where
        Heading and content of another cell of the row that must agree; empty for all rows.
    indicator, unit, basis, scope, hedge, note
        As in the tables.
    exponent
        Power of ten between what is printed and the base unit.
    fraction
        Whether shares are printed as 0.034 and not as 3.4.
    flow
        Whether a number is of the whole year and not of a day in it.
    implausible
        Why numbers outside the plausible range of the indicator are kept; empty if they are not.
    """

    column: str
    where: tuple[str, str]
    indicator: str
    unit: str
    basis: str
    scope: str
    hedge: str
    note: str
    exponent: int
    fraction: bool
    flow: bool
    implausible: str


@dataclass(frozen=True)
class TableMapping:
    """What a mapping file says.

    Attributes
    ----------
    source
        Row of ``sources.csv``.
    sheet
        Sheet of a workbook; empty for the only one.
    missing
        Cells that mean no data, beside empty ones.
    decimal
        Decimal sign, or empty to find it.
    name, code, year, date
        Headings of the columns that say who and when; those not there are empty.
    as_of
        What all numbers are true of, where no column says so.
    aggregates
        Names of rows that are regions or sums.
    figures
        The columns of numbers.
    indicators
        Rows of ``indicators.csv`` that the table needs and the project lacks.
    """

    source: Mapping[str, str]
    sheet: str
    missing: frozenset[str]
    decimal: str
    name: str
    code: str
    year: str
    date: str
    as_of: str
    aggregates: frozenset[str]
    figures: tuple[FigureColumn, ...]
    indicators: tuple[Mapping[str, str], ...]

    @property
    def across(self) -> bool:
        """Whether years stand side by side in the header."""
        return any(not each.column for each in self.figures)

    @property
    def headings(self) -> frozenset[str]:
        """Headings that the header must have."""
        named = {self.name, self.code, self.year, self.date}
        named |= {each.column for each in self.figures} | {each.where[0] for each in self.figures}
        return frozenset(named - {""})


def read_mapping(path: Path) -> TableMapping:
    """Read a mapping file.

    Parameters
    ----------
    path
        TOML, see :data:`EXAMPLE`.

    Raises
    ------
    NotText, WrongLayout
        If it cannot be read, or says too little, too much or something that cannot be.
    """
    told = _read(path)
    _check_keys(path, "", told)
    source, file, rows = (_section(path, told, name) for name in ("source", "file", "rows"))
    figures = told.get("figures", [])
    if (
        not isinstance(figures, list)
        or not figures
        or not all(isinstance(f, dict) for f in figures)
    ):
        raise _fault(path, "names no column of numbers", "[[figures]] with column, indicator, unit")
    for name in ("source_id", "publication", "terms", "reliability"):
        if not source.get(name):
            raise _fault(path, f"lacks source.{name}", "a source as in sources.csv")
    if not (rows.get("name") or rows.get("code")):
        raise _fault(path, "does not say which column names the state", "rows.name or rows.code")
    columns = tuple(_figure(path, each) for each in figures)
    _check_times(path, rows, columns)
    for section, key in ((file, "missing"), (rows, "aggregates")):
        if not isinstance(section.get(key, []), list):
            raise _fault(path, f"{key} is no list", f'{key} = ["..."]')
    if file.get("decimal", "") not in ("", ".", ","):
        raise _fault(path, "file.decimal is no decimal sign", "'.' or ','")
    return TableMapping(
        source={name: str(value) for name, value in source.items()},
        sheet=str(file.get("sheet", "")),
        missing=frozenset(map(str, file.get("missing", ()))) | {""},
        decimal=str(file.get("decimal", "")),
        name=str(rows.get("name", "")),
        code=str(rows.get("code", "")),
        year=str(rows.get("year", "")),
        date=str(rows.get("date", "")),
        as_of=str(rows.get("as_of", "")),
        aggregates=frozenset(map(str, rows.get("aggregates", ()))),
        figures=columns,
        indicators=_indicators(path, told.get("indicators", {})),
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as fault:
        raise NotText(path, f"cannot be read: {fault.strerror}", remedy="check its name") from None
    except RecursionError:
        raise NotText(path, "is nested too deeply", expected=EXAMPLE) from None
    except ValueError as fault:  # not UTF-8, not TOML, or a number of too many digits
        raise NotText(path, f"is not TOML: {fault}", expected=EXAMPLE) from None


def _check_times(path: Path, rows: Mapping[str, Any], columns: Sequence[FigureColumn]) -> None:
    times = [name for name in ("year", "date", "as_of") if rows.get(name)]
    across = any(not each.column for each in columns)
    if len(times) + across != 1:
        raise _fault(
            path,
            "must say in exactly one way of when the numbers are",
            'rows.year, rows.date, rows.as_of, or columns = "years" in [[figures]]',
        )
    if rows.get("as_of") and not is_partial_date(str(rows["as_of"])):
        raise _fault(path, "rows.as_of is no date", "YYYY, YYYY-MM or YYYY-MM-DD in quotes")
    if across and not all(not each.column for each in columns):
        raise _fault(path, "mixes columns of years with others", "one or the other")


def _section(path: Path, told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    section = told.get(name, {})
    if not isinstance(section, dict):
        raise _fault(path, f"{name} is no section", f"[{name}]")
    _check_keys(path, name, section)
    return section


def _indicators(path: Path, told: Any) -> tuple[Mapping[str, str], ...]:
    if not isinstance(told, dict) or not all(isinstance(row, dict) for row in told.values()):
        raise _fault(path, "indicators is no section", "[indicators.NAME]")
    made = []
    for name, row in told.items():
        _check_keys(path, "indicators", row)
        plain = {"label": name, "phrase": name, "role": "context", "headline": "no"}
        made.append({**plain, **{k: str(v) for k, v in row.items()}, "indicator": str(name)})
    return tuple(made)


def _figure(path: Path, told: Mapping[str, Any]) -> FigureColumn:
    _check_keys(path, "figures", told)
    for name in ("indicator", "unit"):
        if not told.get(name):
            raise _fault(path, f"a column of [[figures]] lacks {name}", "indicator and unit")
    if ("column" in told) == ("columns" in told) or told.get("columns", "years") != "years":
        raise _fault(
            path,
            f"does not say where the numbers of {told['indicator']} stand",
            'column = "Heading", or columns = "years"',
        )
    multiplier = told.get("multiplier", 1)
    fraction = multiplier == FRACTION
    factor = _WORDS.get(multiplier, multiplier) if isinstance(multiplier, str) else multiplier
    factor = 1 if fraction else factor
    if not isinstance(factor, int | float) or isinstance(factor, bool) or factor not in _EXPONENTS:
        raise _fault(
            path,
            f"cannot use the multiplier {multiplier!r}",
            '1, "thousand", "million", "billion", or "fraction" for shares such as 0.034',
        )
    if fraction and told["unit"] != "percent":
        raise _fault(path, "only a share in percent is printed as a fraction", 'unit = "percent"')
    where = told.get("where", {})
    if where and (not isinstance(where, dict) or set(where) != {"column", "is"}):
        raise _fault(path, "cannot read where", 'where = {column = "Item", is = "Tanks"}')
    return FigureColumn(
        column=str(told.get("column", "")),
        where=(str(where["column"]), str(where["is"])) if where else ("", ""),
        indicator=str(told["indicator"]),
        unit=str(told["unit"]),
        basis=str(told.get("basis", "")),
        scope=str(told.get("scope", "")),
        hedge=str(told.get("hedge", "")),
        note=str(told.get("note", "")),
        exponent=_EXPONENTS[factor],
        fraction=fraction,
        flow=bool(told.get("flow", False)),
        implausible=str(told.get("implausible", "")),
    )


def _check_keys(path: Path, section: str, told: Mapping[str, Any]) -> None:
    known: Sequence[str] = _KEYS[section]
    for name in told:
        if name not in known:
            where = f"[{section}] " if section else ""
            raise _fault(
                path, f"{where}{name} is not known.{suggest(name, known)}", ", ".join(known)
            )


def _fault(path: Path, problem: str, expected: str) -> ImportFault:
    return WrongLayout(path, problem, expected=expected, remedy=f"a whole mapping file:\n{EXAMPLE}")
