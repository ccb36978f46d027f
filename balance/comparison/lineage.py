"""The way back: from a cell to the sums, the figures, the source and the place in it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from balance.comparison.result import Result
from balance.comparison.rows import Row
from balance.comparison.terms import ABSENCE, Term
from balance.errors import RowError, suggest
from balance.tables.dataset import Dataset

__all__ = [
    "CONTRIBUTIONS",
    "Addends",
    "Explanation",
    "addends",
    "contributions_of",
    "explain",
    "figures_used",
    "sources_used",
]

JOIN = " * "
"""Joins the ids of figures that are multiplied."""

CONTRIBUTIONS = (
    "table",
    "row",
    "indicator",
    "side",
    "part",
    "entity",
    "figure_id",
    "low",
    "value",
    "high",
    "reading",
    "source_id",
    "scope",
    "as_of",
    "resolution",
)
_NUMBERS = frozenset({"low", "value", "high", "resolution"})


@dataclass(frozen=True)
class Addends:
    """What is added up in one cell of a table.

    Attributes
    ----------
    table, row, side
        The cell: name of the table, key of the row, first word of the column.
    indicator
        What is counted.
    terms
        The addends.
    """

    table: str
    row: str
    side: str
    indicator: str
    terms: tuple[Term, ...]


def addends(table: str, row: Row, key: str = "") -> tuple[Addends, Addends]:
    """Return the addends of both sides of a row.

    Parameters
    ----------
    table
        Name of the table that shows it.
    row
        The row.
    key
        Its key in the table; by default its indicator.
    """
    name = row.indicator.name
    return (
        Addends(table, key or name, "a", name, row.a.terms),
        Addends(table, key or name, "b", name, row.b.terms),
    )


def contributions_of(cells: Iterable[Addends]) -> pd.DataFrame:
    """Return the addends of some cells, one per line.

    Parameters
    ----------
    cells
        What is added up where.

    Returns
    -------
    DataFrame
        The columns :data:`CONTRIBUTIONS`.
    """
    lines = [_line(cell, term) for cell in cells for term in cell.terms]
    frame = pd.DataFrame(lines, columns=list(CONTRIBUTIONS))
    # The same types whether there are lines or none, so that frames can be joined.
    return frame.astype({name: "float64" if name in _NUMBERS else str for name in CONTRIBUTIONS})


def _line(cell: Addends, term: Term) -> tuple[object, ...]:
    value = math.nan if term.bounds.value is None else term.bounds.value
    return (
        cell.table,
        cell.row,
        cell.indicator,
        cell.side,
        term.part,
        term.entity,
        JOIN.join(term.figure_ids),
        term.bounds.low,
        value,
        term.bounds.high,
        term.reading,
        JOIN.join(term.source_ids),
        term.scope,
        " ".join(term.as_of),
        term.resolution,
    )


def _ids(contributions: pd.DataFrame, column: str) -> set[str]:
    return {one for cell in contributions[column].unique() for one in str(cell).split(JOIN)}


def figures_used(data: Dataset, *contributions: pd.DataFrame) -> pd.DataFrame:
    """Return the figures and known zeros behind some contributions, as printed.

    Parameters
    ----------
    data
        The tables.
    *contributions
        Frames made by :func:`contributions_of`.

    Returns
    -------
    DataFrame
        The columns of the table ``figures`` with ``file`` and ``line``; a known zero has its
        reason as note.
    """
    used = set().union(*(_ids(frame, "figure_id") for frame in contributions))
    figures = data.table("figures")
    printed = figures[figures["figure_id"].isin(used)]
    absent = data.table("absences")
    keys = "absence/" + absent["entity"] + "/" + absent["indicator"]
    absent = absent.assign(figure_id=keys)[keys.isin(used)].rename(columns={"why": "note"})
    absent = absent.assign(value=0.0, as_stated="none", hedge="")
    whole = pd.concat([printed, absent.reindex(columns=figures.columns)], ignore_index=True)
    return whole.sort_values("figure_id", ignore_index=True)


def sources_used(data: Dataset, *contributions: pd.DataFrame) -> pd.DataFrame:
    """Return the sources behind some contributions.

    Parameters
    ----------
    data
        The tables.
    *contributions
        Frames made by :func:`contributions_of`.

    Returns
    -------
    DataFrame
        The columns of the table ``sources`` and ``figures``, how many of each are used.
    """
    used = set().union(*(_ids(frame, "source_id") for frame in contributions))
    figures = figures_used(data, *contributions)
    counts = figures["source_id"].value_counts()
    sources = data.table("sources").drop(columns=["file", "line"])
    kept = sources[sources["source_id"].isin(used)]
    numbers = kept["source_id"].map(counts).fillna(0).astype(int)
    return kept.assign(figures=numbers).reset_index(drop=True)


@dataclass(frozen=True, eq=False)
class Explanation:
    """Where a cell comes from.

    Attributes
    ----------
    address
        ``table/row/column``.
    value
        The content of the cell; empty for a whole row.
    how
        How the cell is made from the figures, in words.
    figures
        One line per figure: side, entity, figure_id, as_stated, hedge, reading, low, value,
        high, source_id, locator, quote, note. A product stands on the line of its first
        factor; further factors have no numbers.
    sources
        The sources of these figures.
    """

    address: str
    value: str
    how: str
    figures: pd.DataFrame
    sources: pd.DataFrame

    def __str__(self) -> str:
        lines = [self.address + (f" = {self.value}" if self.value else ""), f"  {self.how}"]
        for (table, row, side), group in self.figures.groupby(["table", "row", "side"], sort=False):
            lines.append(f"  {table}/{row}, side {side}: {len(group)} figures")
            lines += [f"    {_figure_line(f)}" for f in group.to_dict("records")]
        for source in self.sources.to_dict("records"):
            about = ", ".join(
                str(source[name]) for name in ("title", "publisher", "published") if source[name]
            )
            lines.append(f"  {source['source_id']}: {about}; terms: {source['terms']}")
            if source["read_via"]:
                lines.append(f"    read via: {source['read_via']}")
            if source["url"]:
                lines.append(f"    {source['url']}")
        return "\n".join(lines)


def _figure_line(figure: Mapping[Any, Any]) -> str:
    said = f'"{figure["as_stated"]}"'
    bounds = f"{figure['low']:,.10g}–{figure['high']:,.10g}"
    number = f"{figure['value']:,.10g}" if figure["low"] == figure["high"] else bounds
    if math.isnan(figure["low"]):
        number = "multiplied by"
    place = f"{figure['source_id']}: {figure['locator']}"
    note = f" ({figure['note']})" if figure["note"] else ""
    entity, reading, key = figure["entity"], figure["reading"], figure["figure_id"]
    return f"{entity} {number} [{reading}] as stated {said}; {place} <{key}>{note}"


_HOW = {
    "": "the sum over the members of the side",
    "low": "the sum of the low bounds of its members",
    "high": "the sum of the high bounds of its members; open if a member is missing",
    "reported": "how many members have a figure or a known zero",
    "members": "how many members the side has on the date of membership",
    "missing": "members without a figure in the source that speaks",
}
_BOTH = {
    "ratio": "the total of a over the total of b",
    "ratio_low": "the low bound of a over the high bound of b",
    "ratio_high": "the high bound of a over the low bound of b",
    "verdict": "a_more if the low bound of a exceeds the high bound of b, and so on",
    "hangs_on": "members without any one of whom the verdict changes",
    "standing": "what other publications and editions say (table other_sources)",
    "source": "the edition that covers both sides, in the order of preference",
    "share": "what leaves, or what one member contributes, over the whole",
    "share_low": "the low bound of what leaves over it and the high bound of what stays",
    "share_high": "the high bound of what leaves over it and the low bound of what stays",
    "ratio_before": "the total with everyone over the total it stands against",
    "ratio_after": "the total of what stays over the total it stands against",
    "majority": "kept or lost if the first side had more with everyone, otherwise not held",
}
_SIDES = {
    "share": {"leaves", "stays", "contributes"},
    "share_low": {"leaves", "stays"},
    "share_high": {"leaves", "stays"},
    "ratio_after": {"stays", "against"},
    "verdict_after": {"stays", "against"},
}
"""Sides that a cell is made of, where these are neither one nor all."""


def explain(result: Result, row: str, column: str | None, table: str | None) -> Explanation:
    """Return where a row or a cell comes from; see :meth:`Result.explain`."""
    name, frame = result.frame(table)
    if row not in frame.index:
        raise RowError(
            f"the table {name!r} has no row {row!r}.{suggest(row, map(str, frame.index))}"
        )
    if column is not None and column not in frame.columns:
        raise RowError(
            f"the table {name!r} has no column {column!r}; it has {', '.join(frame.columns)}."
            f"{suggest(column, frame.columns)}"
        )
    pool = pd.concat([result.contributions, result.witnesses], ignore_index=True)
    mine = pool[(pool["table"] == name) & (pool["row"] == row)]
    if (name, column) == ("members", "share"):  # one row over all rows of its indicator
        mine = pool[(pool["table"] == name) & (pool["indicator"] == frame.at[row, "indicator"])]
    sheet = result.sheets.get(name)
    side = _side_of(column, set(mine["side"])) if sheet is None else _base(column)
    sides = {side} if side in set(mine["side"]) else _SIDES.get(column or "", set(mine["side"]))
    mine = mine[mine["side"].isin(sides)]
    if column == "standing":
        others = pool["row"].str.startswith(f"{row}@") & (pool["table"] == "other_sources")
        mine = pd.concat([mine, pool[others]], ignore_index=True)
    evidence = _with_figures(mine, result.figures)
    sources = result.sources[result.sources["source_id"].isin(set(evidence["source_id"]))]
    value = "" if column is None else _plain(frame.at[row, column])
    address = "/".join(part for part in (name, row, column) if part)
    made = {} if sheet is None else {each.name: each.how for each in sheet.columns}
    how = made.get(side) or _how(
        column, side, bool((mine["reading"] == ABSENCE).any()), set(mine["part"])
    )
    return Explanation(address, value, how, evidence, sources.reset_index(drop=True))


def _base(column: str | None) -> str:
    """Return the name of the amount whose value or bound a column of a sheet holds."""
    return re.sub("_(low|high|unit|digits)$", "", column or "")


def _side_of(column: str | None, sides: set[str]) -> str:
    """Return the side whose name a column starts with, or empty for all sides."""
    if column is None or column in _BOTH:
        return ""
    named = [s for s in sides if column == s or column.startswith(f"{s}_")]
    if column.startswith("as_of_"):
        named = [s for s in sides if column == f"as_of_{s}"]
    return named[0] if named else ""


def _how(column: str | None, side: str, has_absence: bool, parts: set[str]) -> str:
    if column in _BOTH:
        words = _BOTH[column]
    elif side and column is not None:
        words = _HOW.get(column.removeprefix(side).removeprefix("_"), "read from its figures")
    else:
        words = "made from these figures"
    if parts & {"numerator", "denominator"}:
        words += "; a share is the sum of its numerators over the sum of its denominators"
    return words + ("; a known zero counts as covered" if has_absence else "")


def _plain(value: object) -> str:
    if isinstance(value, float):
        return "" if math.isnan(value) else f"{value:,.10g}"
    return str(value)


def _with_figures(contributions: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Return one line per figure: a product gives one line per factor."""
    factors = contributions.assign(
        figure_id=contributions["figure_id"].str.split(JOIN, regex=False)
    )
    factors = factors.explode("figure_id")
    # The product stands on the line of its first factor only, so that lines still add up.
    further = factors.index.duplicated()
    factors = factors.assign(
        **{c: factors[c].mask(further) for c in ("low", "value", "high")}
    ).reset_index(drop=True)
    keep = ["as_stated", "hedge", "source_id", "locator", "quote", "note", "file", "line"]
    printed = figures.set_index("figure_id")[keep]
    own = factors.drop(columns=["source_id"]).join(printed, on="figure_id")
    order = ["table", "row", "side", "part", "entity", "figure_id", "as_stated", "hedge"]
    order += ["reading", "low", "value", "high", "source_id", "locator", "quote", "note"]
    whole = own[[*order, "file", "line"]]
    text = [c for c in ("as_stated", "hedge", "locator", "quote", "note") if c in whole]
    return whole.assign(**{c: whole[c].fillna("") for c in text})
