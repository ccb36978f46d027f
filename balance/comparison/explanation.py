"""The way back: from a cell to the sums, the figures, the source and the place in it."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from balance.comparison.lineage import JOIN
from balance.comparison.result import Result
from balance.comparison.sheets import WORDS
from balance.comparison.terms import ABSENCE
from balance.errors import RowError, suggest

__all__ = ["CellIndex", "Explanation", "explain"]


def _how_many(figures: pd.DataFrame) -> str:
    return "1 figure" if len(figures) == 1 else f"{len(figures)} figures"


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
            lines.append(f"  {table}/{row}, side {side}: {_how_many(group)}")
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

    def _repr_html_(self) -> str:
        """Return the same tree for a notebook: sides to open, figures inside."""
        say = html.escape
        value = f" = {say(self.value)}" if self.value else ""
        parts = [f"<p><code>{say(self.address)}</code>{value}<br>{say(self.how)}</p>"]
        for (table, row, side), group in self.figures.groupby(["table", "row", "side"], sort=False):
            lines = "".join(f"<li>{say(_figure_line(f))}</li>" for f in group.to_dict("records"))
            head = f"{say(f'{table}/{row}')}, side {say(str(side))}: {_how_many(group)}"
            parts.append(f"<details><summary>{head}</summary><ul>{lines}</ul></details>")
        sources = "".join(
            f"<li>{say(s['source_id'])}: {say(s['title'])}; terms: {say(s['terms'])}</li>"
            for s in self.sources.to_dict("records")
        )
        return "".join([*parts, f"<ul>{sources}</ul>" if sources else ""])


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
    "missing": "how many members of both sides have no complete figure",
    "standing": "what other publications and editions say (table other_sources)",
    "source": "the edition that covers both sides, in the order of preference",
    "share": "what leaves, or what one member contributes, over the whole",
    "share_low": "the low bound of what leaves over it and the high bound of what stays",
    "share_high": "the high bound of what leaves over it and the low bound of what stays",
    "ratio_before": "the total with everyone over the total it stands against",
    "ratio_after": "the total of what stays over the total it stands against",
    "majority": "kept or lost if the first side had more with everyone, otherwise not held",
}
_SHOWS = {"coverage": "comparison"}
"""Tables that show what another is made of."""
_SIDES = {
    "share": {"leaves", "stays", "contributes"},
    "share_low": {"leaves", "stays"},
    "share_high": {"leaves", "stays"},
    "ratio_after": {"stays", "against"},
    "verdict_after": {"stays", "against"},
}
"""Sides that a cell is made of, where these are neither one nor all."""


@dataclass(frozen=True, eq=False)
class CellIndex:
    """Finds for each cell of a result the sides that it is made of, and in which words.

    Parameters
    ----------
    result
        Any result.
    """

    result: Result

    @cached_property
    def sides(self) -> Mapping[tuple[str, str], dict[str, list[int]]]:
        """Lines of :attr:`pool` by table and row, and by side."""
        found: dict[tuple[str, str], dict[str, list[int]]] = {}
        columns = (self.pool[name].tolist() for name in ("table", "row", "side"))
        for line, (table, row, side) in enumerate(zip(*columns, strict=True)):
            found.setdefault((table, row), {}).setdefault(side, []).append(line)
        return found

    @cached_property
    def pool(self) -> pd.DataFrame:
        """Contributions of the result and of its witnesses."""
        parts = [self.result.contributions, self.result.witnesses]
        return pd.concat(parts, ignore_index=True)

    @cached_property
    def _words(self) -> dict[str, list[str]]:
        return {name: self.pool[name].tolist() for name in ("part", "reading")}

    @cached_property
    def _records(self) -> Sequence[Mapping[Any, Any]]:
        return self.pool.to_dict("records")

    @cached_property
    def _frames(self) -> dict[str, pd.DataFrame]:
        return {name: self.result.frame(name)[1] for name in self.result.tables}

    def made_of(
        self, table: str, row: str, column: str | None
    ) -> tuple[str, list[tuple[str, str, str]]]:
        """Return how a cell is made, and the sides (table, row, side) that it is made of.

        Parameters
        ----------
        table, row, column
            The cell; the whole row if no column is given.
        """
        if table not in self.result.sheets:
            table = _SHOWS.get(table, table)
        own = self.sides.get((table, row), {})
        sheet = self.result.sheets.get(table)
        made = {} if sheet is None else {each.name: each.how for each in sheet.columns}
        made[WORDS] = "the figures that the words of the row rest on"
        # The words of a sheet are no amount, whatever they are called.
        is_amount = sheet is not None and _base(column) in made
        side = _base(column) if is_amount else _side_of(column, set(own))
        if not own or (is_amount and side not in own):
            return "no figure: a number of the question, a count of members, or not known", []
        wanted = {side} if side in own else _SIDES.get(column or "", set(own))
        found = [(table, row, name) for name in own if name in wanted]
        if (table, column) == ("members", "share"):  # one row over all rows of its indicator
            frame = self._frames[table]
            rows = frame.index[frame["indicator"] == frame.at[row, "indicator"]]
            found = [(table, str(key), "contributes") for key in rows]
        if column == "standing":
            others = (key for key in self.sides if key[0] == "other_sources")
            mine = (key for key in others if key[1].startswith(f"{row}@"))
            found += [(*key, name) for key in mine for name in self.sides[key]]
        lines = [line for name in found for line in self.sides[name[:2]][name[2]]]
        parts = {self._words["part"][line] for line in lines}
        readings = {self._words["reading"][line] for line in lines}
        how = made[side] if is_amount else _how(column, side, ABSENCE in readings, parts)
        return how, found

    def numbers(self, sides: Iterable[tuple[str, str, str]]) -> list[int]:
        """Return where the contributions of some sides stand in the pool."""
        return [line for table, row, side in sides for line in self.sides[table, row][side]]

    def lines(self, sides: Iterable[tuple[str, str, str]]) -> list[Mapping[Any, Any]]:
        """Return the contributions of some sides."""
        return [self._records[line] for line in self.numbers(sides)]


def explain(result: Result, row: str, column: str | None, table: str | None) -> Explanation:
    """Return where a row or a cell comes from, as :meth:`Result.explain` does.

    Parameters
    ----------
    result
        The result.
    row
        Key of the row.
    column
        A column of the table, or None for the whole row.
    table
        Name of the table, or None for the first.

    Returns
    -------
    Explanation

    Raises
    ------
    RowError
        If there is no such table, row or column.
    """
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
    index = CellIndex(result)
    how, sides = index.made_of(name, row, column)
    evidence = _with_figures(
        index.pool.iloc[index.numbers(sides)].reset_index(drop=True), result.figures
    )
    sources = result.sources[result.sources["source_id"].isin(set(evidence["source_id"]))]
    value = "" if column is None else _plain(frame.at[row, column])
    address = "/".join(part for part in (name, row, column) if part)
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
    return max(named, key=len, default="")


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
