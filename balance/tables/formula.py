"""Formulas of indicators: sums of products of other indicators.

``towed_artillery + self_propelled_artillery``, ``military_expenditure_share *
gdp_per_capita_ppp * population``. Parsed with the same whitelist as coalitions, never
evaluated.
"""

from __future__ import annotations

import ast

from balance.coalitions.expression import parse_tree
from balance.errors import ExpressionError, FormulaError

__all__ = ["Formula", "parse_formula"]

Formula = tuple[tuple[str, ...], ...]
"""Terms to be added; each is the indicators to be multiplied."""

_NODES = (ast.BinOp, ast.Add, ast.Mult, ast.Name, ast.Load)


def parse_formula(text: str) -> Formula:
    """Return the terms of a formula.

    Parameters
    ----------
    text
        Names of indicators joined by ``+`` and ``*``.

    Returns
    -------
    tuple of tuple of str
        A sum of products.

    Raises
    ------
    FormulaError
        If the text is not a sum of products of names.

    Examples
    --------
    >>> parse_formula("fighters + attack_aircraft")
    (('fighters',), ('attack_aircraft',))
    >>> parse_formula("share * gdp")
    (('share', 'gdp'),)
    """
    try:
        return _sum(parse_tree(text, _NODES, "formula"), text)
    except ExpressionError as fault:
        raise FormulaError(str(fault)) from None


def _sum(node: ast.expr, text: str) -> Formula:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _sum(node.left, text) + _sum(node.right, text)
    return (_product(node, text),)


def _product(node: ast.expr, text: str) -> tuple[str, ...]:
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return _product(node.left, text) + _product(node.right, text)
    raise FormulaError(f"cannot read the formula {text!r}: expected a sum of products of names")
