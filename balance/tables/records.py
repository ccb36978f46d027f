"""Rows of the tables as the comparison reads them."""

from __future__ import annotations

from dataclasses import dataclass

from balance.tables.formula import Formula

__all__ = ["Figure", "Indicator"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One published number, as the comparison reads it.

    Attributes
    ----------
    figure_id, entity, indicator, source_id
        Keys.
    as_of, basis, scope, as_stated, hedge
        As in the table.
    value, low, high
        Numbers in base units; None where empty.
    in_prose
        Whether it is quoted from a text: a statement to be tested, not a witness.
    """

    figure_id: str
    entity: str
    indicator: str
    source_id: str
    as_of: str
    basis: str
    scope: str
    as_stated: str
    hedge: str
    value: float | None
    low: float | None
    high: float | None
    in_prose: bool


@dataclass(frozen=True)
class Indicator:
    """What is counted, as the comparison reads it.

    Attributes
    ----------
    name, label, phrase, family, unit, basis, domain, definition, role, why_not
        As in the table.
    headline
        Whether headlines and charts name it; parts of another row are in tables only.
    comparable
        Whether states can be compared in it.
    formula
        Sum of products of other indicators; empty for a plain one.
    numerator, denominator
        Formulas of a share; empty for anything else.
    preferred
        Publications in the order in which they speak.
    """

    name: str
    label: str
    phrase: str
    family: str
    unit: str
    basis: str
    domain: str
    definition: str
    role: str
    headline: bool
    comparable: bool
    why_not: str
    formula: Formula
    numerator: Formula
    denominator: Formula
    preferred: tuple[str, ...]
