"""Small workbooks in the layouts of SIPRI and NATO, with round made-up numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Font
from openpyxl.styles.colors import Color

REAL_FILES = Path(__file__).resolve().parents[1].parent / "shared" / "imports"
"""Published files as downloaded, where they are at hand: beside the checkout."""

YEARS = (2021, 2022, 2023, 2024)
BLUE, RED = Font(color=Color(indexed=12)), Font(color=Color(indexed=10))
Cells = dict[str, tuple[Any, ...]]

# name: marks, then a cell per year; the sheet says what they are.
CURRENT: Cells = {
    "Africa": ("",),
    "Alphaland": ("‡§16", 100.5, 110, 120, 130.25),
    "Betaland": ("", "...", "xxx", 0, 12.5),
    "Costa Rica": (37, 0, 0, 0, 0),
    "Europe": ("",),
    "European Union": ("†¶103", 7, 8, 9, 10),
    "Gammaland": ("‖", 0, 0, 5, "..."),
}
CONSTANT: Cells = {
    "Africa": ("",),
    "Alphaland": ("‡§16", 90, 100, 120, 125),
    "Betaland": ("", "...", "xxx", "...", 11),
    "Costa Rica": (37, 0, 0, 0, 0),
    "Europe": ("",),
    "European Union": ("†¶103", 7, 8, 9, 10),
    "Gammaland": ("‖", 3, "...", 5, "..."),
}
SHARE: Cells = {
    "Alphaland": ("‡§16", 0.01, 0.02, 0.03, 0.34481534),
    "Betaland": ("", "...", "xxx", "...", 1.1735),
}
LOCAL: Cells = {
    "Alphaland": ("‡§16", 50000000, 60000000, 70000000, 80000000),
    "Betaland": ("", "...", "xxx", 1000, 2000),
}
CURRENCIES = {"Alphaland": "Euro", "Betaland": "Dinar     "}
REGIONS: Cells = {
    "World": ("", 0.2, "...", 0.25, 0.3, 0.31),
    "Africa": ("", 0.1, 0.1, 0.2, 0.2, 0.21),
}
FOOTNOTES = [
    ("Footnotes and special notes",),
    ("†", "Figures for these countries do not include military pensions"),
    ("‡", "Figures for these countries are for current spending only"),
    ("§", "Figures for these countries are for the adopted budget, rather than actual"),
    ("¶", "Figures for these countries do not include spending on paramilitary forces"),
    ("‖", "This country changed or redenominated its currency during the period"),
    (16, None, "Alphaland: The figures leave out the navy"),
    (37, None, "Costa Rica: Costa Rica has no armed forces."),
    (103, None, "European Union: Not a state."),
]


def sipri(
    path: Path,
    *,
    years: tuple[Any, ...] = YEARS,
    title: str = "1949-2024",
    constant: str = "Constant (2023) US$",
    current: str = "Current US$",
    sheets: tuple[str, ...] = ("regions", "local", "constant", "current", "share", "footnotes"),
    cells: Cells | None = None,
    change: Callable[[openpyxl.Workbook], None] | None = None,
) -> Path:
    """Write a workbook in SIPRI's layout and return its path.

    ``cells`` take the place of the money at current and at constant prices.
    """
    book = openpyxl.Workbook()
    book.active.title = "Front page"
    last = years[-1]
    base = constant.partition("(")[2][:4]
    made = {
        "regions": ("Regional totals", REGIONS, f"US$ b., at constant {base} prices", ()),
        "local": ("Local currency calendar years", LOCAL, "local currency", ("Currency",)),
        "constant": (constant, cells or CONSTANT, f"constant ({base}) US$ m.", ("",)),
        "current": (current, cells or CURRENT, "millions of US$ at current prices", ()),
        "share": ("Share of GDP", SHARE, "as percentage of gross domestic product", ()),
    }
    for key in sheets:
        if key == "footnotes":
            for row in [*FOOTNOTES]:
                page = book["Footnotes"] if "Footnotes" in book else book.create_sheet("Footnotes")
                page.append(row)
            continue
        name, table, unit, more = made[key]
        page = book.create_sheet(name)
        page.append([f"Military expenditure, {unit}, {title}      © SIPRI 2024"])
        page.append(["Figures in blue are SIPRI estimates."])
        page.append([])
        if key == "regions":
            extra = [f"{int(last)} (current prices)", "", "Omitted countries"]
            page.append(["Region", *years, *extra])
            for region, (_, *values) in table.items():
                page.append([region, *values, None, "Cuba"])
        else:
            page.append(["Country   ", *more, "Notes", *years])
            page.append([])
            for state, (marks, *values) in table.items():
                beside = [CURRENCIES.get(state, "")] if key == "local" else [None] * len(more)
                page.append([state, *beside, marks, *values])
    if "current" in sheets and cells is None:
        place(book[current], "Alphaland", last).font = BLUE
        place(book[current], "Betaland", last).font = RED
    if change:
        change(book)
    book.save(path)
    return path


def place(page: Any, name: str, year: Any) -> Any:
    """Return the cell of a row and a year, by looking for both."""
    header = next(r for r in page.iter_rows() if any(c.value == year for c in r))
    column = next(c.column for c in header if c.value == year)
    row = next(
        r[0].row
        for r in page.iter_rows(min_row=header[0].row + 1)
        if any(str(c.value).startswith(name) for c in r[:4] if c.value)
    )
    return page.cell(row, column)


ALLIES = ("Albania", "Czechia*", "Montenegro", "United States")
SPENT: Mapping[str, tuple[float, ...]] = {
    "Albania": (10, 11, 12.5),
    "Czechia*": (20, 22, 24),
    "Montenegro": (1, 2, 3),
    "United States": (100, 110, 120),
}
NATO_YEARS = (2022, "2023", "2024e")
_NOTE = (
    "Notes: Figures for 2024 are estimates. The NATO Europe and Canada and NATO Total aggregates "
    "from 2023 onwards include Montenegro, which became an Ally on 5 June 2023."
)
_MARK = "*  These Allies have national laws which call for 2% of GDP or more."


def _sums(rows: Mapping[str, tuple[float, ...]]) -> dict[str, tuple[float, ...]]:
    def total(names: list[str]) -> tuple[float, ...]:
        late = rows["Montenegro"][0] if "Montenegro" in names else 0
        sums = [sum(rows[n][y] for n in names) for y in range(3)]
        return (sums[0] - late, *sums[1:])

    europe = [name for name in rows if name != "United States"]
    return {"NATO Europe and Canada": total(europe), "NATO Total": total([*rows])}


def _times(factor: float) -> dict[str, tuple[float, ...]]:
    return {name: tuple(factor * v for v in row) for name, row in SPENT.items()}


def nato_tables(later: bool) -> list[tuple[str, str, list[tuple[str, dict]]]]:
    """Return title, unit and blocks of each table."""
    year = 2021 if later else 2015
    core = "Core defence" if later else "Defence"
    money = {**SPENT, **_sums(SPENT)}
    then = _times(0.8)
    local = {f"{n}   ({'Euros' if 'Mont' in n else 'Kroner'})": row for n, row in SPENT.items()}
    shares = _times(0.1)
    heads = _times(1.5)
    return [
        (
            f"1 : {core} expenditure",
            "Million national currency units",
            [("Current prices", local), (f"Constant {year} prices ", local)],
        ),
        (
            f"2 : {core} expenditure",
            "Million US dollars",
            [
                ("Current prices and exchange rates", money),
                (f"Constant {year} prices and exchange rates", {**then, **_sums(then)}),
            ],
        ),
        (
            f"3 : {core} expenditure as a share of GDP and annual real change",
            f"Based on {year} prices",
            [
                ("Share of real GDP (%)", shares),
                ("Annual real change (%)", dict.fromkeys(SPENT, (-1.0, 2, 3))),
            ],
        ),
        ("7 : Military personnel", "Thousands", [("", {**heads, **_sums(heads)})]),
    ]


def nato(
    path: Path,
    *,
    later: bool = False,
    change: Callable[[openpyxl.Workbook], None] | None = None,
) -> Path:
    """Write a workbook in NATO's layout of 2024 or in the later one and return its path."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, unit, blocks in nato_tables(later):
        number = title.partition(" ")[0]
        page = book.create_sheet(f"Table {number}" if later else f"TABLE{number}")
        (_later if later else _of_2024)(page, title, unit, blocks)
    if change:
        change(book)
    book.save(path)
    return path


def _of_2024(page: Any, title: str, unit: str, blocks: list[tuple[str, dict]]) -> None:
    for row in ([], [], [], ["", f"Table {title}"], [], ["", unit], []):
        page.append(row)
    page.append(["", "", "", *NATO_YEARS])
    page.append([])
    for label, rows in blocks:
        if label:
            page.append(["", label])
        for name, values in rows.items():
            aggregate = name.startswith("NATO")
            page.append(["", name, "", *values] if aggregate else ["", "", name, *values])
        if "Euros" in "".join(rows):
            page.append(["", "", "", *["#REF!"] * 3])
            page.row_dimensions[page.max_row].hidden = True
    for note in (_NOTE, _MARK, "-7-"):
        page.append(["", "", note])


def _later(page: Any, title: str, unit: str, blocks: list[tuple[str, dict]]) -> None:
    page.append([f"Table {title}"])
    page.append([unit])
    for label, rows in blocks:
        page.append([label])
        page.append(["", *[f"{year!s}" for year in NATO_YEARS]])
        for name, values in rows.items():
            page.append([name, *values])
        page.append([])
    page.append([_NOTE])
    page.append([_MARK])
