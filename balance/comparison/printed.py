"""Tables as they are printed: text cells that know the cell of the result they come from.

One form for the terminal, Markdown, HTML and charts, so that they never disagree.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from balance.comparison.result import Result
from balance.quantities.printing import (
    MOST_DIGITS,
    fold_text,
    interval_text,
    number_text,
    percent_text,
    ratio_text,
    significant_digits,
)
from balance.tables.dataset import Dataset

__all__ = [
    "DOMAINS",
    "VERDICT_WORDS",
    "Cells",
    "PrintedCell",
    "PrintedTable",
    "amount_text",
    "printed",
]
__all__ += ["row_digits"]

Cells = Mapping[Any, Any]

VERDICT_WORDS = {
    "a_more": "A has more",
    "b_more": "B has more",
    "level": "level",
    "undecided": "undecided",
    "not_comparable": "not comparable",
    "no_data": "no data",
}
STANDING_WORDS = {
    "agreed": "another publication says the same",
    "disputed": "another publication says the opposite",
    "revised": "another edition of the same publication says the opposite",
    "weak": "other publications speak but cannot decide",
    "single": "no other publication speaks for both sides",
}
DOMAINS = {
    "people": "People",
    "money": "Money",
    "land": "Land",
    "air": "Air",
    "sea": "Sea",
    "nuclear": "Nuclear",
    "economy": "Economy",
    "not_counted": "Not counted",
}


@dataclass(frozen=True)
class PrintedCell:
    """A cell as text.

    Attributes
    ----------
    text
        What is printed.
    address
        ``table/row/column`` of the number, or empty for words.
    """

    text: str
    address: str = ""


@dataclass(frozen=True)
class PrintedTable:
    """A table as text.

    Attributes
    ----------
    name, title
        Its name in the result and its heading.
    columns
        Headings; the first is that of the row labels.
    numeric
        Which columns hold numbers.
    rows
        Cells, row by row.
    groups
        A heading for each row's group; empty strings if there are no groups.
    notes
        Lines under the table.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[PrintedCell, ...], ...]
    groups: tuple[str, ...]
    notes: tuple[str, ...] = ()


def printed(result: Result, data: Dataset, table: str | None = None) -> PrintedTable:
    """Return one table of a result as text.

    Parameters
    ----------
    result
        Any result.
    data
        The tables, for labels of indicators and names of states.
    table
        Its name; by default the first.

    Returns
    -------
    PrintedTable
        Totals are printed in full with their bounds in brackets; ratios and shares carry no
        more digits than their weakest input; a partial sum is printed as "≥".
    """
    name, frame = result.frame(table)
    maker = _MAKERS.get(tuple(frame.columns[:3]), _plain)
    return maker(result, data, name, frame)


def amount_text(cells: Cells, key: str, unit: str) -> str:
    """Return an amount with its bounds, "≥" its low bound, or its range.

    Parameters
    ----------
    cells
        Holds ``key``, ``key_low`` and ``key_high``.
    key
        Name of the column of the best value, which may be NaN.
    unit
        The unit of the row.
    """
    value, low, high = cells[key], cells[f"{key}_low"], cells[f"{key}_high"]
    if math.isnan(value):
        if math.isinf(high):
            return f"≥ {number_text(low, unit)}"
        return f"{number_text(low, unit)}–{number_text(high, unit)}"
    text = number_text(value, unit)
    ends = (number_text(low, unit), number_text(high, unit) if math.isfinite(high) else "")
    if ends == (text, text):
        return text
    return f"{text} [{ends[0]} or more]" if math.isinf(high) else f"{text} [{'–'.join(ends)}]"


def row_digits(contributions: pd.DataFrame, table: str) -> dict[str, int]:
    """Return how many significant digits each row's ratio carries: those of its weaker side.

    Parameters
    ----------
    contributions
        Of a result.
    table
        Name of the table whose rows are asked for.
    """
    mine = contributions[(contributions["table"] == table) & (contributions["part"] == "")]
    sums: dict[tuple[str, str], float] = {}
    coarsest: dict[tuple[str, str], float] = {}
    for row, side, low, value, resolution in zip(
        *(mine[c].tolist() for c in ("row", "side", "low", "value", "resolution")), strict=True
    ):
        key = (row, side)
        sums[key] = sums.get(key, 0.0) + (low if math.isnan(value) else value)
        coarsest[key] = max(coarsest.get(key, 0.0), resolution)
    digits: dict[str, int] = {}
    for (row, side), whole in sums.items():
        own = significant_digits(whole, coarsest[row, side])
        digits[row] = min(digits.get(row, MOST_DIGITS), own)
    return digits


def _total(cells: Cells, side: str, unit: str, address: str) -> PrintedCell:
    reported, members = cells[f"{side}_reported"], cells[f"{side}_members"]
    if not reported or (not cells[f"{side}_high"] < math.inf and not cells[f"{side}_low"]):
        return PrintedCell(f"no total ({reported} of {members} members)")
    text = amount_text(cells, side, unit)
    if reported < members:
        text += f" ({reported} of {members} members)"
    return PrintedCell(text, f"{address}/{side}")


def _ratio(name: str, cells: Cells, digits: int) -> PrintedCell:
    verdict = cells["verdict"]
    if verdict in ("not_comparable", "no_data"):
        return PrintedCell("–")
    row = cells["indicator"]
    text = ratio_text(
        cells["ratio"],
        cells["ratio_low"],
        cells["ratio_high"],
        none=tuple(label for label, key in (("A", "a_high"), ("B", "b_high")) if cells[key] == 0),
        digits=digits,
    )
    return PrintedCell(text, f"{name}/{row}/ratio")


def _comparison(result: Result, data: Dataset, name: str, frame: pd.DataFrame) -> PrintedTable:
    rows, groups = [], []
    digits = row_digits(result.contributions, name)
    for cells in frame.to_dict("records"):
        indicator = data.indicator(cells["indicator"])
        address = f"{name}/{indicator.name}"
        hangs = ", ".join(data.state_names[code] for code in cells["hangs_on"].split())
        rows.append(
            (
                PrintedCell(indicator.label),
                _total(cells, "a", indicator.unit, address),
                _total(cells, "b", indicator.unit, address),
                _ratio(name, cells, digits.get(indicator.name, MOST_DIGITS)),
                PrintedCell(VERDICT_WORDS[cells["verdict"]], f"{address}/verdict"),
                PrintedCell(cells["standing"], f"{address}/standing"),
                PrintedCell(hangs, f"{address}/hangs_on" if hangs else ""),
                PrintedCell(_source_words(result.contributions, name, cells)),
            )
        )
        groups.append(DOMAINS.get(indicator.domain, indicator.domain))
    columns = (
        "",
        f"A: {result.labels.get(f'{name}_a', result.labels['a'])}",
        f"B: {result.labels['b']}",
        "A : B",
        "Verdict",
        "Standing",
        "Hangs on",
        "Source (as of)",
    )
    numeric = (False, True, True, True, False, False, False, False)
    used = [word for word in STANDING_WORDS if word in set(frame["standing"])]
    notes = [f"Standing: {'; '.join(f'{word}, {STANDING_WORDS[word]}' for word in used)}."]
    notes.append("Numbers in square brackets are bounds; ≥ marks a sum that misses members.")
    return PrintedTable(
        name,
        result.title,
        columns,
        numeric,
        tuple(rows),
        tuple(groups),
        tuple(notes if used else notes[1:]),
    )


def _source_words(contributions: pd.DataFrame, table: str, cells: Cells) -> str:
    """Return the source, or the sources that are multiplied, and what the figures are true of."""
    source = str(cells["source"])
    if source == "mixed":
        mine = contributions[
            (contributions["table"] == table) & (contributions["row"] == cells["indicator"])
        ]["source_id"]
        joined = mine[mine.str.contains(" * ", regex=False)]
        parts = sorted({s for s in mine if " * " not in s})
        source = joined.iloc[0].replace(" * ", " × ") if len(joined) else " / ".join(parts)
    dates = dict.fromkeys(filter(None, (cells["as_of_a"], cells["as_of_b"])))
    return f"{source} ({' and '.join(dates)})" if dates else source


def _leaving(result: Result, data: Dataset, name: str, frame: pd.DataFrame) -> PrintedTable:
    rows, groups, notes = [], [], []
    digits = row_digits(result.contributions, name)
    for cells in frame.to_dict("records"):
        indicator = data.indicator(cells["indicator"])
        address = f"{name}/{indicator.name}"
        share = PrintedCell("–")
        if math.isnan(cells["share"]):
            notes.append(f"No share of {indicator.phrase}: {cells['why_not']}.")
        else:
            text = percent_text(cells["share"])
            if cells["share_low"] < cells["share_high"]:
                ends = interval_text(cells["share_low"] * 100, cells["share_high"] * 100, 2)
                text += f" [{ends}]"
            share = PrintedCell(text, f"{address}/share")
        own = digits.get(indicator.name, MOST_DIGITS)
        rows.append(
            (
                PrintedCell(indicator.label),
                *(
                    PrintedCell(amount_text(cells, key, indicator.unit), f"{address}/{key}")
                    for key in ("leaves", "stays")
                ),
                share,
                *(
                    PrintedCell(_told(cells, when, own), f"{address}/ratio_{when}")
                    for when in ("before", "after")
                ),
                PrintedCell(cells["majority"], f"{address}/majority" if cells["majority"] else ""),
            )
        )
        groups.append(DOMAINS.get(indicator.domain, indicator.domain))
    columns = (
        "",
        f"Leaves with {result.labels['leavers']}",
        "Stays",
        "Share that leaves",
        "A : B with everyone",
        "A : B after",
        "Majority of A",
    )
    numeric = (False, True, True, True, True, True, False)
    return PrintedTable(
        name, "What leaves", columns, numeric, tuple(rows), tuple(groups), tuple(notes)
    )


def _told(cells: Cells, when: str, digits: int) -> str:
    """Return a ratio and its verdict, or the verdict alone."""
    ratio, words = cells[f"ratio_{when}"], VERDICT_WORDS[cells[f"verdict_{when}"]]
    return words if math.isnan(ratio) or not ratio else f"{fold_text(ratio, digits)}, {words}"


def _other_sources(result: Result, data: Dataset, name: str, frame: pd.DataFrame) -> PrintedTable:
    rows = []
    for cells in frame.to_dict("records"):
        indicator = data.indicator(cells["indicator"])
        address = f"{name}/{cells['row']}"
        totals = (
            PrintedCell(amount_text(cells, side, indicator.unit), f"{address}/{side}")
            for side in ("a", "b")
        )
        rows.append(
            (
                PrintedCell(indicator.label),
                PrintedCell(cells["source"]),
                *totals,
                PrintedCell(VERDICT_WORDS[cells["verdict"]], f"{address}/verdict"),
                PrintedCell(cells["not_counted"] or "second witness"),
            )
        )
    columns = (
        "",
        "Edition",
        f"A: {result.labels['a']}",
        f"B: {result.labels['b']}",
        "Verdict",
        "Counts as",
    )
    numeric = (False, False, True, True, False, False)
    return PrintedTable(
        name, "What other editions say", columns, numeric, tuple(rows), ("",) * len(rows)
    )


def _plain(result: Result, data: Dataset, name: str, frame: pd.DataFrame) -> PrintedTable:
    """Return any other table cell by cell."""
    del result, data
    rows = tuple(
        tuple(
            PrintedCell(_text(value), f"{name}/{key}/{column}" if _is_number(value) else "")
            for column, value in cells.items()
        )
        for key, cells in zip(frame.index, frame.to_dict("records"), strict=True)
    )
    numeric = tuple(pd.api.types.is_numeric_dtype(frame[column]) for column in frame.columns)
    title = name.replace("_", " ").capitalize()
    return PrintedTable(name, title, tuple(frame.columns), numeric, rows, ("",) * len(rows))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not (isinstance(value, float) and math.isnan(value))


def _text(value: object) -> str:
    if isinstance(value, float):
        return "" if math.isnan(value) else f"{value:,.6g}"
    return str(value)


Maker = Callable[[Result, Dataset, str, pd.DataFrame], PrintedTable]
_MAKERS: dict[tuple[str, ...], Maker] = {
    ("indicator", "unit", "basis"): _comparison,
    ("indicator", "leaves", "leaves_low"): _leaving,
    ("row", "indicator", "source"): _other_sources,
}
