"""Footnotes: for every number of a report how it is made, and from which figures."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from balance.comparison.explanation import CellIndex
from balance.comparison.lineage import JOIN
from balance.comparison.printed import PrintedTable
from balance.comparison.result import Result, Statement
from balance.comparison.sheets import WORDS
from balance.report.document import Block, Chart, FigureNote, Footnote, Items, Paragraph, Section

__all__ = ["Origins", "origins_of"]

Side = tuple[str, str, str, str]
"""Scenario, table, row and side."""

Pairs = tuple[tuple[str, str], ...]
Told = tuple[str, Pairs, Pairs]
"""What a note says: how, the notes it leads to, the figures it leads to."""

_LONG = 6
"""Figures from which a list is worth naming inside another."""


@dataclass(frozen=True)
class Origins:
    """Where the numbers of a report come from.

    Attributes
    ----------
    anchors
        The footnote of each address ``scenario/table/row/column``.
    footnotes, figures
        Each once, in the order in which they are needed.
    """

    anchors: Mapping[str, str]
    footnotes: tuple[Footnote, ...]
    figures: tuple[FigureNote, ...]


def origins_of(results: Mapping[str, Result], sections: Iterable[Section]) -> Origins:
    """Return the footnotes of every number in some sections.

    Parameters
    ----------
    results
        By name of the scenario.
    sections
        What is printed.
    """
    indices = {name: CellIndex(result) for name, result in results.items()}
    figures = _FigureNotes(results)
    anchors: dict[str, str] = {}
    sides: dict[Side, str] = {}
    notes: list[Footnote] = []
    told: dict[Told, str] = {}
    parts = _Parts()

    def note_of(address: str, made: Told) -> str:
        """Return the anchor of a note; the same words with the same figures are told once."""
        if made not in told:
            told[made] = f"n{len(told) + 1}"
            how, links, listed = made
            rest = parts.without_known(told[made], address, listed)
            notes.append(Footnote(told[made], address, how, (*links, *rest[0]), rest[1]))
        return told[made]

    def side_note(key: Side) -> str:
        if key not in sides:
            scenario, table, row, side = key
            how, _ = indices[scenario].made_of(table, row, side)
            lines = indices[scenario].lines([(table, row, side)])
            sides[key] = note_of("/".join(key), (how, (), tuple(figures.references(lines))))
        return sides[key]

    for address in dict.fromkeys(_addresses(sections)):
        scenario, table, row, column = address.split("/", 3)
        how, made = indices[scenario].made_of(table, row, column)
        keys = [(scenario, *one) for one in made]
        if len(keys) == 1 and keys[0][2:] == (row, column):
            anchors[address] = side_note(keys[0])
            continue
        links = tuple(("/".join(key[1:]), side_note(key)) for key in keys)
        anchors[address] = note_of(address, (how, links, ()))
    return Origins(anchors, tuple(notes), figures.notes)


def _addresses(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        for block in section.blocks:
            for address in _of_block(block):
                yield f"{section.scenario}/{address}"


def _of_block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield from _of_statements([block.text])
        case Items():
            yield from _of_statements(block.items)
        case Chart():
            yield from _of_statements([block.title, block.alt])
        case PrintedTable():
            yield from (cell.address for row in block.rows for cell in row if cell.address)
            yield from _of_statements(map(Statement, block.notes))


def _of_statements(statements: Iterable[Statement]) -> Iterator[str]:
    for statement in statements:
        yield from (address for _, address in statement.parts() if address)


def _in_full(value: float) -> str:
    """Return a number with nine digits that count, and without an exponent."""
    if math.isinf(value):
        return "open"
    rounded = float(f"{value:.9g}")
    return f"{rounded:,.0f}" if rounded.is_integer() else f"{rounded:,.9g}"


class _Parts:
    """Lists of figures that were told, so that a longer list names the shorter one inside it."""

    def __init__(self) -> None:
        self._told: dict[str, tuple[str, frozenset[tuple[str, str]]]] = {}
        self._with: dict[tuple[str, str], list[str]] = {}

    def without_known(self, anchor: str, address: str, listed: Pairs) -> tuple[Pairs, Pairs]:
        """Return lists inside a list, the longest first, as links, and the rest of the list."""
        whole = frozenset(listed)
        if len(whole) != len(listed) or len(whole) < _LONG:
            return (), listed
        in_words = address.endswith(f"/{WORDS}")
        candidates = dict.fromkeys(k for one in listed for k in self._with.get(one, ()))
        links: list[tuple[str, str]] = []
        left = whole
        for known in sorted(candidates, key=lambda known: -len(self._told[known][1])):
            words, inside = self._told[known]
            # In a sum what is told twice would be added twice; words rest on a figure or not.
            if inside <= left or (inside <= whole and in_words and inside & left):
                links.append((f"all of {words}", known))
                left -= inside
        self._told[anchor] = (address.partition("/")[2], whole)
        self._with.setdefault(min(whole), []).append(anchor)
        return tuple(links), tuple(one for one in listed if one in left)


class _FigureNotes:
    """Numbers the figures in the order in which they are needed."""

    def __init__(self, results: Mapping[str, Result]) -> None:
        frames = [result.figures for result in results.values()]
        whole = pd.concat(frames, ignore_index=True).drop_duplicates("figure_id")
        self._rows = {row["figure_id"]: row for row in whole.to_dict("records")}
        self._anchors: dict[str, str] = {}

    @property
    def notes(self) -> tuple[FigureNote, ...]:
        """The figures that were referred to."""
        return tuple(
            FigureNote(
                anchor,
                key,
                str(row["as_stated"]),
                str(row["hedge"]),
                str(row["source_id"]),
                str(row["locator"]),
                str(row["quote"] if isinstance(row["quote"], str) else ""),
                str(row["note"] if isinstance(row["note"], str) else ""),
            )
            for key, anchor in self._anchors.items()
            for row in [self._rows[key]]
        )

    def references(self, lines: Iterable[Mapping[Any, Any]]) -> Iterator[tuple[str, str]]:
        """Yield what each figure in some contributions adds, and its anchor."""
        for line in lines:
            entity, low, value, high = (line[name] for name in ("entity", "low", "value", "high"))
            ends = (low, high) if math.isnan(value) else (value,)
            amount = "–".join(map(_in_full, ends))
            for place, key in enumerate(str(line["figure_id"]).split(JOIN)):
                anchor = self._anchors.setdefault(key, f"f{len(self._anchors) + 1}")
                yield f"{entity} {amount}" if not place else "× factor", anchor
