"""What money is expressed in: prices of which year, converted at which rates."""

from __future__ import annotations

import re

from balance.errors import BasisError

__all__ = ["UNSTATED", "basis_label", "is_basis"]

UNSTATED = "unstated"
"""Basis of a sum of money whose source does not say in which prices or at which rates."""

_BASIS = re.compile(r"(current|\d{4})-(mer|ppp)", re.ASCII)
_RATES = {"mer": "market exchange rates", "ppp": "purchasing power"}


def is_basis(text: str) -> bool:
    """Return whether the text names a basis.

    Examples
    --------
    >>> is_basis("current-mer"), is_basis("2015-ppp"), is_basis("dollars")
    (True, True, False)
    """
    return text == UNSTATED or _BASIS.fullmatch(text) is not None


def basis_label(text: str) -> str:
    """Return the basis in words; empty for things that are not money.

    Raises
    ------
    BasisError
        If the text names no basis.

    Examples
    --------
    >>> basis_label("2015-mer")
    'prices of 2015, market exchange rates'
    """
    if not text:
        return ""
    if text == UNSTATED:
        return "basis not stated"
    match = _BASIS.fullmatch(text)
    if match is None:
        raise BasisError(f"{text!r} is not a basis; expected e.g. current-mer, 2015-mer, 2021-ppp")
    year, rates = match.groups()
    prices = "current prices" if year == "current" else f"prices of {year}"
    return f"{prices}, {_RATES[rates]}"
