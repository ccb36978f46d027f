"""What is counted or measured: things, money, shares, and what products of them make."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["is_count", "is_money", "product_unit", "share_unit"]

_MEASURES = ("percent", "tonnes", "persons", "index")  # some sources average persons over a year


def is_money(unit: str) -> bool:
    """Return whether a unit is money: it begins with the code of a currency.

    Examples
    --------
    >>> is_money("USD per person"), is_money("percent")
    (True, False)
    """
    currency = unit.partition(" ")[0]
    return len(currency) == 3 and currency.isupper()


def is_count(unit: str) -> bool:
    """Return whether a unit counts things, of which there are only whole ones.

    Persons are none: they may be an average over a year, or full-time equivalents.

    Examples
    --------
    >>> is_count("vehicles"), is_count("tonnes"), is_count("USD")
    (True, False, False)
    """
    return bool(unit) and not (is_money(unit) or unit in _MEASURES or " per " in unit)


def product_unit(units: Iterable[str]) -> str:
    """Return the unit of a product: per cent is none, and what is per head goes with heads.

    Parameters
    ----------
    units
        Of the factors.

    Examples
    --------
    >>> product_unit(["percent", "USD per person", "persons"]), product_unit(["tanks"])
    ('USD', 'tanks')
    """
    known = [unit for unit in units if unit != "percent"]
    for unit in list(known):
        above, _, below = unit.partition(" per ")
        if below and f"{below}s" in known:
            known.remove(f"{below}s")
            known[known.index(unit)] = above
    return " * ".join(sorted(known))


def share_unit(above: str, below: str) -> str:
    """Return the unit of a share.

    Examples
    --------
    >>> share_unit("USD", "USD"), share_unit("USD", "persons")
    ('percent', 'USD per person')
    """
    return "percent" if above == below else f"{above} per {below.removesuffix('s')}"
