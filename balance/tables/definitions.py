"""Whether indicators and groups are defined so that they can be computed and named."""

from __future__ import annotations

import keyword
from collections.abc import Iterator, Mapping

import pandas as pd

from balance.errors import (
    BoundsDisorder,
    DataFault,
    FormulaError,
    MissingValue,
    UnknownReference,
    WrongUnit,
    WrongValue,
    suggest,
)
from balance.quantities.units import is_money, product_unit, share_unit
from balance.tables.columns import TABLES
from balance.tables.formula import Formula, parse_formula
from balance.tables.schemas import place_of

__all__ = ["definition_faults", "group_faults"]

Tables = Mapping[str, pd.DataFrame]
_FORMULAS = ("formula", "numerator", "denominator")


def definition_faults(tables: Tables, fresh: Tables) -> Iterator[DataFault]:
    """Yield faults of indicators: names, formulas, units, ranges, reasons and preferences.

    Parameters
    ----------
    tables
        All tables.
    fresh
        The same tables with the rows to be looked at only.
    """
    frame = fresh["indicators"]
    for row in frame.index:
        formulas: dict[str, Formula] = {}
        for column in _FORMULAS:
            if frame.at[row, column]:
                yield from _formula_faults(tables, frame, row, column, formulas)
        yield from _completeness(frame, row)
        yield from _unit_faults(tables, frame, row, formulas)
        yield from _reference_faults(tables, frame, row)


def _formula_faults(
    tables: Tables, frame: pd.DataFrame, row: object, column: str, formulas: dict[str, Formula]
) -> Iterator[DataFault]:
    indicators = tables["indicators"]
    place = place_of(frame, TABLES["indicators"], row, column)
    try:
        formulas[column] = parse_formula(str(frame.at[row, column]))
    except FormulaError as fault:
        yield WrongValue(place, str(fault), remedy="write names of indicators joined by + and *")
        return
    named = {name for term in formulas[column] for name in term}
    yield from _unlisted(frame, row, column, named, set(indicators["indicator"]), "indicators")
    for name in sorted(named & set(indicators["indicator"][indicators["formula"] != ""])):
        yield WrongValue(
            place,
            f"names {name}, which has a formula itself",
            expected="indicators that have figures",
            remedy=f"write out the formula of {name}",
        )


def _completeness(frame: pd.DataFrame, row: object) -> Iterator[DataFault]:
    table = TABLES["indicators"]
    has = {column: bool(frame.at[row, column]) for column in _FORMULAS}
    unit = str(frame.at[row, "unit"])
    if has["numerator"] != has["denominator"] or (has["formula"] and has["numerator"]):
        yield WrongValue(
            place_of(frame, table, row, "numerator"),
            "is incomplete",
            expected="a formula, or a numerator and a denominator, or none of the three",
            remedy="fill or empty the cells",
        )
    elif (unit == "percent" or " per " in unit) and not has["numerator"]:
        yield MissingValue(
            place_of(frame, table, row, "numerator"),
            f"is empty: {unit} cannot be added up over states",
            expected="a numerator and a denominator, whose sums are divided",
            remedy="fill both cells",
        )
    if not unit and frame.at[row, "role"] != "not_counted":
        yield MissingValue(
            place_of(frame, table, row, "unit"),
            "is empty",
            expected="the unit of what is counted",
            remedy="fill the cell",
        )
    if is_money(unit) and not frame.at[row, "basis"]:
        yield MissingValue(
            place_of(frame, table, row, "basis"),
            "is empty for money",
            expected="the basis in which it is compared, e.g. current-mer",
            remedy="fill the cell",
        )
    if frame.at[row, "comparable"] == "no" and not frame.at[row, "why_not"]:
        yield MissingValue(
            place_of(frame, table, row, "why_not"),
            "is empty",
            expected="why states cannot be compared",
            remedy="say why",
        )
    if row in frame.index[frame["plausible_low"] > frame["plausible_high"]]:
        yield BoundsDisorder(
            place_of(frame, table, row, "plausible_low"),
            "is above plausible_high",
            expected="plausible_low <= plausible_high",
            remedy="correct the two numbers",
        )
    name = str(frame.at[row, "indicator"])
    if keyword.iskeyword(name):
        yield _keyword(frame, row, "indicators", "indicator", name)


def _unit_faults(
    tables: Tables, frame: pd.DataFrame, row: object, formulas: Mapping[str, Formula]
) -> Iterator[DataFault]:
    """Yield a fault if the parts of a formula do not make the unit and basis they should."""
    indicators = tables["indicators"].drop_duplicates("indicator").set_index("indicator")
    if any(n not in indicators.index for f in formulas.values() for term in f for n in term):
        return
    unit, basis = indicators["unit"], indicators["basis"]
    made: dict[str, str] = {}
    for column, formula in formulas.items():
        units = sorted({product_unit(unit[n] for n in term) for term in formula})
        made[column] = units[0]
        if len(units) > 1:
            yield WrongUnit(
                place_of(frame, TABLES["indicators"], row, column),
                "adds up unlike things",
                expected="terms of one unit",
                found=" and ".join(units),
                remedy="add up only what has one unit",
            )
            return
    own = str(frame.at[row, "unit"])
    whole = made.get("formula", own)
    if {"numerator", "denominator"} <= set(made):
        whole = share_unit(made["numerator"], made["denominator"])
    if whole != own:
        yield WrongUnit(
            place_of(frame, TABLES["indicators"], row, "unit"),
            "is not what the formula makes",
            expected=whole or "a formula that makes the unit",
            found=repr(own),
            remedy="correct the unit or the formula",
        )
    money = {
        n
        for term in formulas.get("formula", ())
        for n in term
        if unit[n] != "percent" and basis[n] != frame.at[row, "basis"] and basis[n]
    }
    if money:
        yield WrongUnit(
            place_of(frame, TABLES["indicators"], row, "basis"),
            f"is not that of {', '.join(sorted(money))}",
            expected=" and ".join(sorted({basis[n] for n in money})),
            found=repr(frame.at[row, "basis"]),
            remedy="money of two bases cannot be added up or multiplied into one",
        )


def _reference_faults(tables: Tables, frame: pd.DataFrame, row: object) -> Iterator[DataFault]:
    known = set(tables["indicators"]["indicator"])
    if part := str(frame.at[row, "part_of"]):
        yield from _unlisted(frame, row, "part_of", {part}, known, "indicators")
    preferred = {p for p in str(frame.at[row, "preferred_publications"]).split(";") if p}
    publications = set(tables["sources"]["publication"])
    yield from _unlisted(frame, row, "preferred_publications", preferred, publications, "sources")


def _unlisted(
    frame: pd.DataFrame, row: object, column: str, named: set[str], known: set[str], where: str
) -> Iterator[DataFault]:
    for name in sorted(named - known):
        yield UnknownReference(
            place_of(frame, TABLES["indicators"], row, column),
            f"is not in the table {where}",
            found=repr(name),
            remedy=f"correct it or add a row to {where}.csv." + suggest(name, known),
        )


def _keyword(frame: pd.DataFrame, row: object, table: str, column: str, name: str) -> DataFault:
    return WrongValue(
        place_of(frame, TABLES[table], row, column),
        "is a word of the expression language",
        expected="a name that no expression reads otherwise",
        found=repr(name),
        remedy="choose another name",
    )


def group_faults(tables: Tables, fresh: Tables) -> Iterator[DataFault]:
    """Yield a fault for each group that no expression can name, or that nobody belongs to.

    A group of which a source prints a total need have no members: who is in a publisher's
    "World" or "high income" is often not said.
    """
    frame = fresh["groups"]
    states = set(tables["states"]["state"])
    inhabited = {*tables["memberships"]["group"], *tables["figures"]["entity"]}
    for row in frame.index:
        name = str(frame.at[row, "group"])
        if keyword.iskeyword(name):
            yield _keyword(frame, row, "groups", "group", name)
        if name in states:
            yield WrongValue(
                place_of(frame, TABLES["groups"], row, "group"),
                "is the code of a state",
                expected="a name that is no code in states.csv",
                found=repr(name),
                remedy="choose another name",
            )
        if name and name not in inhabited:
            yield UnknownReference(
                place_of(frame, TABLES["groups"], row, "group"),
                "has no members",
                expected="at least one row in memberships.csv, or a stated total in figures",
                found=repr(name),
                remedy="add its members to memberships.csv, or remove the row",
            )
