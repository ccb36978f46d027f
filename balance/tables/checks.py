"""Checks across rows and tables: one function per rule, all faults collected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pandas as pd

from balance.errors import (
    BoundsDisorder,
    DataFault,
    DateDisorder,
    DuplicateKey,
    UnknownReference,
    WrongUnit,
    WrongValue,
    number_text,
    suggest,
)
from balance.quantities.basis import is_basis
from balance.quantities.dates import first_day, is_partial_date, last_day
from balance.quantities.units import is_count
from balance.tables.as_stated import wording_faults
from balance.tables.columns import TABLES
from balance.tables.definitions import definition_faults, group_faults
from balance.tables.names import alias_faults
from balance.tables.placeholders import placeholder_faults
from balance.tables.plausibility import plausibility
from balance.tables.schemas import place_of

__all__ = ["cross_table_faults"]

Tables = Mapping[str, pd.DataFrame]


def cross_table_faults(tables: Tables, fresh: Tables) -> list[DataFault]:
    """Return every fault that one cell alone cannot show.

    Parameters
    ----------
    tables
        All tables, typed, each with ``file`` and ``line`` and a unique index.
    fresh
        The same tables with the rows to be looked at only; the others are trusted.

    Returns
    -------
    list of DataFault
        Cells to be filled in, duplicate keys, unknown references, disorder of bounds and dates,
        wording that disagrees with the value, wrong units, indicators that cannot be computed,
        known zeros that are none, two states on one tile, parts above totals, implausible
        values and stale exceptions.
    """
    checks = (
        placeholder_faults,
        duplicate_keys,
        unknown_references,
        entities,
        definition_faults,
        group_faults,
        alias_faults,
        dates_in_order,
        bounds_in_order,
        units,
        absences,
        tiles,
        wording_faults,
        plausibility,
    )
    return [fault for check in checks for fault in check(tables, fresh)]


_ALSO_UNIQUE = {
    "figures": ("source_id", "entity", "indicator", "as_of", "basis", "scope"),
    "tiles": ("row", "column"),
}
"""What occurs once in a table beside its key."""


def duplicate_keys(tables: Tables, fresh: Tables) -> Iterator[DataFault]:
    """Yield a fault for each row whose key another row already has."""
    for name, table in TABLES.items():
        keys = [table.key, *filter(None, [_ALSO_UNIQUE.get(name)])]
        for key in keys:
            frame = tables[name]
            columns = list(key)
            again = frame.duplicated(columns)
            if not again.any():
                continue
            # The first row of each key, once for all: a folder named twice repeats every row.
            earlier = frame[~again].reset_index().set_index(columns)["index"]
            for row in frame.index[again & frame.index.isin(fresh[name].index)]:
                cells = tuple(frame.loc[row, columns])
                first = frame.loc[earlier[cells if len(cells) > 1 else cells[0]]]
                yield DuplicateKey(
                    place_of(frame, table, row),
                    f"the key ({', '.join(key)}) occurs twice",
                    found=f"the same key in {first['file']}:{first['line']}",
                    remedy="remove one row, or give it a key of its own",
                )


def unknown_references(tables: Tables, fresh: Tables) -> Iterator[DataFault]:
    """Yield a fault for each cell that names something another table does not list."""
    for name, table in TABLES.items():
        frame = fresh[name]
        for column, target in table.references:
            where, _, key = target.partition(".")
            known = set(tables[where][key])
            for row in frame.index[(frame[column] != "") & ~frame[column].isin(known)]:
                found = str(frame.at[row, column])
                yield UnknownReference(
                    place_of(frame, table, row, column),
                    f"is not in the table {where}",
                    expected=f"one of the {key} column of {where}.csv",
                    found=repr(found),
                    remedy=f"correct it or add a row to {where}.csv." + suggest(found, known),
                )


def entities(tables: Tables, fresh: Tables) -> Iterator[DataFault]:
    """Yield a fault for each figure that is about no state and no group."""
    frame = fresh["figures"]
    known = {*tables["states"]["state"], *tables["groups"]["group"], "-"}
    for row in frame.index[(frame["entity"] != "") & ~frame["entity"].isin(known)]:
        found = str(frame.at[row, "entity"])
        yield UnknownReference(
            place_of(frame, TABLES["figures"], row, "entity"),
            "is neither a state nor a group",
            expected="a code of states.csv, a name of groups.csv, or -",
            found=repr(found),
            remedy="correct it or add a row to groups.csv." + suggest(found, known),
        )


def dates_in_order(tables: Tables, fresh: Tables) -> Iterator[DataFault]:
    """Yield a fault for each end before its beginning, and each figure from the future."""
    pairs = (
        ("memberships", "joined", "left", True),
        ("wars", "began", "ended", False),
        ("figures", "as_of", "period_end", False),
        ("sources", "published", "accessed", False),
    )
    for name, begin, end, strict in pairs:
        frame = fresh[name]
        for row, first, last in _rows_where(
            frame[(frame[begin] != "") & (frame[end] != "")],
            [begin, end],
            lambda first, last, strict=strict: _in_disorder(first, last, strict=strict),
        ):
            yield DateDisorder(
                place_of(frame, TABLES[name], row, end),
                "ends before it begins",
                expected=f"{'later than' if strict else 'not before'} {begin} {first}",
                found=last,
                remedy="correct one of the two dates",
            )
    yield from _from_the_future(tables, fresh)


def _rows_where(
    frame: pd.DataFrame, columns: list[str], holds: Callable[..., bool]
) -> Iterator[tuple[Any, ...]]:
    """Yield rows whose cells fulfil a condition, with the cells; each pair is looked at once."""
    kinds = frame[columns].drop_duplicates()
    cells = kinds.itertuples(index=False, name=None)
    wanted = {each for each in cells if holds(*each)}
    if not wanted:
        return
    for row, *each in frame[columns].itertuples(name=None):
        if tuple(each) in wanted:
            yield (row, *each)


def _in_disorder(first: str, last: str, *, strict: bool) -> bool:
    if not (is_partial_date(first) and is_partial_date(last)):
        return False  # the schema has said so
    return last_day(last) < first_day(first) or (strict and first == last)


def _from_the_future(tables: Tables, fresh: Tables) -> Iterator[DataFault]:
    frame = fresh["figures"]
    published = dict(
        zip(tables["sources"]["source_id"], tables["sources"]["published"], strict=True)
    )

    def is_later(as_of: str, source: str) -> bool:
        out = str(published.get(source, ""))
        known = is_partial_date(as_of) and is_partial_date(out)
        return known and first_day(as_of) > last_day(out)

    printed = frame[frame["quote"] == ""]
    for row, as_of, source in _rows_where(printed, ["as_of", "source_id"], is_later):
        yield DateDisorder(
            place_of(frame, TABLES["figures"], row, "as_of"),
            "is later than its source",
            expected=f"not after the source came out ({published[source]})",
            found=as_of,
            remedy="correct as_of, or published in sources.csv",
        )


def bounds_in_order(tables: Tables, fresh: Tables) -> Iterator[DataFault]:
    """Yield a fault for bounds in disorder."""
    del tables
    table = TABLES["figures"]
    frame = fresh["figures"]
    low, value, high = frame["low"], frame["value"], frame["high"]
    for column, bad, words in (
        ("low", low > value, "is above the value"),
        ("high", high < value, "is below the value"),
        ("high", high < low, "is below low"),
    ):
        for row in frame.index[bad]:
            yield BoundsDisorder(
                place_of(frame, table, row, column),
                words,
                expected="low <= value <= high",
                found=", ".join(
                    f"{name} {number_text(frame.at[row, name])}"
                    for name in ("low", "value", "high")
                ),
                remedy="correct the numbers; leave low and high empty if no range is printed",
            )


def units(tables: Tables, fresh: Tables) -> Iterator[DataFault]:
    """Yield a fault for each figure in another unit or basis than its indicator allows."""
    table = TABLES["figures"]
    frame = fresh["figures"]
    unit_of = dict(
        zip(tables["indicators"]["indicator"], tables["indicators"]["unit"], strict=True)
    )
    basis_of = dict(
        zip(tables["indicators"]["indicator"], tables["indicators"]["basis"], strict=True)
    )
    known = frame[frame["indicator"].isin(set(unit_of))]
    for row, indicator, unit in _rows_where(
        known, ["indicator", "unit"], lambda indicator, unit: unit != unit_of[indicator]
    ):
        yield WrongUnit(
            place_of(frame, table, row, "unit"),
            f"is not the unit of {indicator!s}",
            expected=unit_of[indicator] or "none: the indicator is not counted",
            found=repr(unit),
            remedy="convert the value, or choose another indicator",
        )

    def is_wrong(indicator: str, basis: str) -> bool:
        return bool(basis_of[indicator]) != bool(basis) or bool(basis and not is_basis(basis))

    for row, indicator, basis in _rows_where(known, ["indicator", "basis"], is_wrong):
        wanted = bool(basis_of[indicator])
        yield WrongUnit(
            place_of(frame, table, row, "basis"),
            "is not a basis" if wanted else "has a basis but is not money",
            expected="current-mer, 2015-mer, current-ppp ... or unstated" if wanted else "",
            found=repr(basis),
            remedy="say in which prices and at which rates" if wanted else "empty the cell",
        )
    yield from _not_whole(known)


def _not_whole(frame: pd.DataFrame) -> Iterator[DataFault]:
    counts = {unit for unit in frame["unit"].unique() if is_count(str(unit))}
    for column in ("value", "low", "high"):
        parts = frame["unit"].isin(counts) & (frame[column] % 1 > 0)
        for row in frame.index[parts]:
            yield WrongValue(
                place_of(frame, TABLES["figures"], row, column),
                "is not a whole number of things",
                expected="a whole number",
                found=number_text(frame.at[row, column]),
                remedy="check value and unit; thousands and millions are written out",
            )


def absences(tables: Tables, fresh: Tables) -> Iterator[DataFault]:
    """Yield a fault for each known zero of which a table says that it is not zero."""
    absent = tables["absences"].assign(row=tables["absences"].index)
    figures = tables["figures"]
    figures = figures[figures["indicator"].isin(set(absent["indicator"]))]
    held = figures[(figures["quote"] == "") & (figures[["value", "high"]].max(axis=1) > 0)]
    both = absent.merge(held, on=["entity", "indicator"], suffixes=("", "_figure"))
    new = both["row"].isin(fresh["absences"].index) | both["figure_id"].isin(
        fresh["figures"]["figure_id"]
    )
    for case in both[new].drop_duplicates("row").itertuples():
        yield WrongValue(
            place_of(tables["absences"], TABLES["absences"], case.row, "indicator"),
            "is not none",
            expected="no figure above zero in any source",
            found=f"{case.figure_id} in {case.file_figure}:{case.line_figure}",
            remedy="remove the row: who has a figure is not without",
        )


def tiles(tables: Tables, fresh: Tables) -> Iterator[DataFault]:
    """Yield a fault for each place of a tile that is no whole number."""
    del tables
    frame = fresh["tiles"]
    for column in ("row", "column"):
        for row in frame.index[frame[column].isna() | (frame[column] % 1 > 0)]:
            yield WrongValue(
                place_of(frame, TABLES["tiles"], row, column),
                "is not a place on a grid of squares",
                expected="a whole number",
                found=number_text(frame.at[row, column]),
                remedy="count the squares from the north and from the west",
            )
