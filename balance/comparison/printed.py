"""Tables as they are printed: text cells that know the cell of the result they come from.

One form for the terminal, Markdown, HTML and charts, so that they never disagree.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from balance.comparison.frames import TABLE
from balance.comparison.lineage import JOIN
from balance.comparison.result import Result, cell
from balance.comparison.words import (
    VERDICT_WORDS,
    WITHOUT_RATIO,
    Cells,
    ratio_words,
    row_digits,
    total_text,
    turned,
)
from balance.quantities.basis import basis_label
from balance.quantities.printing import (
    MOST_DIGITS,
    amount_text,
    fold_text,
    interval_text,
    percent_text,
    ratio_text,
)

__all__ = ["DOMAINS", "PrintedCell", "PrintedTable", "amount_cell", "printed"]

STANDING_WORDS = {
    "agreed": "another publication says the same",
    "disputed": "another publication says otherwise",
    "revised": "another edition of the same publication says otherwise",
    "weak": "other publications speak but cannot decide",
    "single": "no other publication with recent figures speaks for both sides",
}
DOMAINS = {
    "people": "People",
    "money": "Money",
    "land": "Land",
    "air": "Air",
    "sea": "Sea",
    "nuclear": "Nuclear",
    "economy": "Economy",
    "time": "Time",
    "opinion": "Opinion",
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
        Lines under the table; numbers in them may be marked as in a :class:`Statement`.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[PrintedCell, ...], ...]
    groups: tuple[str, ...]
    notes: tuple[str, ...] = ()


def printed(result: Result, table: str | None = None) -> PrintedTable:
    """Return one table of a result as text.

    Parameters
    ----------
    result
        Any result.
    table
        Its name; by default the first.

    Returns
    -------
    PrintedTable
        Totals are printed in full with their bounds in brackets; ratios and shares carry no
        more digits than their weakest input; a partial sum is printed as "≥".
    """
    name, frame = result.frame(table)
    maker = _sheet if name in result.sheets else _MAKERS.get(tuple(frame.columns[:3]), _plain)
    return maker(result, name, frame)


def _total(cells: Cells, side: str, unit: str, address: str) -> PrintedCell:
    reported, members = cells[f"{side}_reported"], cells[f"{side}_members"]
    text = total_text(cells, side, unit)
    if not reported or text == "unknown":
        return PrintedCell(f"no total ({reported} of {members} members)")
    if reported < members:
        text += f" ({reported} of {members} members)"
    return PrintedCell(text, f"{address}/{side}")


def _ratio(name: str, cells: Cells, digits: int) -> PrintedCell:
    if cells["verdict"] in WITHOUT_RATIO:
        return PrintedCell("–")
    return PrintedCell(ratio_words(cells, digits), f"{name}/{cells['indicator']}/ratio")


def _comparison(result: Result, name: str, frame: pd.DataFrame) -> PrintedTable:
    rows, groups = [], []
    digits = row_digits(result.contributions, name)
    for cells in frame.to_dict("records"):
        indicator = result.data.indicator(cells["indicator"])
        address = f"{name}/{indicator.name}"
        hangs = ", ".join(result.data.state_names[code] for code in cells["hangs_on"].split())
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
    notes = _turned_notes(result, name, frame)
    used = [word for word in STANDING_WORDS if word in set(frame["standing"])]
    if used:
        told = "; ".join(f"{word}, {STANDING_WORDS[word]}" for word in used)
        notes.append(f"Standing: {told}.")
    bases = dict.fromkeys(basis for basis in frame["basis"] if basis)
    if bases:
        notes.append(f"Money: {'; '.join(map(basis_label, bases))}.")
    notes.append("Numbers in square brackets are bounds; ≥ marks a sum that misses members.")
    title = result.title if name == TABLE else name.replace("_", " ").capitalize()
    return PrintedTable(name, title, columns, numeric, tuple(rows), tuple(groups), tuple(notes))


def _turned_notes(result: Result, name: str, frame: pd.DataFrame) -> list[str]:
    if name != TABLE:
        return []
    notes = []
    for cells in frame.to_dict("records"):
        indicator = result.data.indicator(cells["indicator"])
        for other in turned(cells, result.tables["other_sources"]):
            told = " against ".join(
                cell(total_text(other, side, indicator.unit), "other_sources", other["row"], side)
                for side in ("a", "b")
            )
            notes.append(
                f"{indicator.label}: {other['source']} prints {told}, the other way round."
            )
    return notes


def _source_words(contributions: pd.DataFrame, table: str, cells: Cells) -> str:
    """Return the source, or the sources that are multiplied, and what the figures are true of."""
    source = str(cells["source"])
    if source == "mixed":
        mine = contributions[
            (contributions["table"] == table) & (contributions["row"] == cells["indicator"])
        ]["source_id"]
        joined = {source for source in mine if JOIN in source}
        factors = {factor for source in joined for factor in source.split(JOIN)}
        parts = sorted({*joined, *(set(mine) - factors)})
        source = " / ".join(part.replace(JOIN, " × ") for part in parts)
    dates = dict.fromkeys(filter(None, (cells["as_of_a"], cells["as_of_b"])))
    return f"{source} ({' and '.join(dates)})" if dates else source


def _leaving(result: Result, name: str, frame: pd.DataFrame) -> PrintedTable:
    rows, groups, notes = [], [], []
    digits = row_digits(result.contributions, name)
    for cells in frame.to_dict("records"):
        indicator = result.data.indicator(cells["indicator"])
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
                    PrintedCell(total_text(cells, key, indicator.unit), f"{address}/{key}")
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


def _other_sources(result: Result, name: str, frame: pd.DataFrame) -> PrintedTable:
    rows = []
    for cells in frame.to_dict("records"):
        indicator = result.data.indicator(cells["indicator"])
        address = f"{name}/{cells['row']}"
        totals = (
            PrintedCell(total_text(cells, side, indicator.unit), f"{address}/{side}")
            for side in ("a", "b")
        )
        rows.append(
            (
                PrintedCell(indicator.label),
                PrintedCell(cells["source"]),
                *totals,
                PrintedCell(VERDICT_WORDS[cells["verdict"]], f"{address}/verdict"),
                PrintedCell(cells["why_not"] or "second witness"),
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


def _sheet(result: Result, name: str, frame: pd.DataFrame) -> PrintedTable:
    sheet = result.sheets[name]
    front = ("label", *sheet.front)
    back = [word for word in sheet.words if word not in sheet.front]
    rows = []
    for cells in frame.to_dict("records"):
        amounts = (amount_cell(name, cells, column.name) for column in sheet.columns)
        first, last = ([_word_cell(name, cells, word) for word in words] for words in (front, back))
        rows.append((*first, *amounts, *last))
    heads = ["", *(sheet.words[word] for word in sheet.front)]
    columns = (*heads, *(c.label for c in sheet.columns), *(sheet.words[word] for word in back))
    numeric = (*(False for _ in front), *(True for _ in sheet.columns), *(False for _ in back))
    groups = tuple(frame["group"])
    return PrintedTable(name, sheet.title, columns, numeric, tuple(rows), groups, sheet.notes)


def _word_cell(table: str, cells: Cells, column: str) -> PrintedCell:
    """Return a cell of words; where it names a number, it knows its row."""
    text = str(cells[column])
    numbered = any(letter.isdigit() for letter in text)
    return PrintedCell(text, f"{table}/{cells['row']}/{column}" if numbered else "")


def amount_cell(table: str, cells: Cells, column: str) -> PrintedCell:
    """Return one amount of a sheet as text: as in the table, in charts and in sentences.

    Parameters
    ----------
    table
        Name of the table.
    cells
        A row of it.
    column
        Name of the amount.
    """
    value, low, high = (cells[f"{column}{ending}"] for ending in ("", "_low", "_high"))
    unit, carried = cells[f"{column}_unit"], cells[f"{column}_digits"]
    digits = int(carried) if carried else None
    if not unit:
        return PrintedCell("")
    if not low and math.isinf(high):
        return PrintedCell("not known")
    if unit == "ratio":
        text = ratio_text(value, low, high, digits=digits or MOST_DIGITS)
    else:
        text = amount_text(value, low, high, unit, digits)
    if unit in ("years", "months", "states"):
        text += f" {unit.removesuffix('s') if text == '1' else unit}"
    return PrintedCell(text, f"{table}/{cells['row']}/{column}")


def _plain(result: Result, name: str, frame: pd.DataFrame) -> PrintedTable:
    """Return any other table cell by cell."""
    del result
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


Maker = Callable[[Result, str, pd.DataFrame], PrintedTable]
_MAKERS: dict[tuple[str, ...], Maker] = {
    ("indicator", "unit", "basis"): _comparison,
    ("indicator", "leaves", "leaves_low"): _leaving,
    ("row", "indicator", "source"): _other_sources,
}
