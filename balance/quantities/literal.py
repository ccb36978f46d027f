"""Whether a number is what a text states, taken at its word."""

from __future__ import annotations

from balance.quantities.wording import hedge_kind

__all__ = ["fits"]


def fits(low: float, high: float, stated_low: float, stated_high: float, hedge: str) -> bool | None:
    """Return whether a number between bounds is what is stated; None if they leave it open.

    Parameters
    ----------
    low, high
        What is found; a partial sum is open above and can prove "over N" only.
    stated_low, stated_high
        What is stated, in the literal reading.
    hedge
        Its hedge: just N is not "over N", and "about N" decides nothing.

    Examples
    --------
    >>> [fits(n, n, 3, float("inf"), "over") for n in (2, 3, 4)]
    [False, False, True]
    """
    kind = hedge_kind(hedge)
    if kind == "around":
        return None
    above, below = kind == "above", kind == "below"
    if high < stated_low or (above and high == stated_low):
        return False
    if low > stated_high or (below and low == stated_high):
        return False
    inside = low > stated_low if above else low >= stated_low
    under = high < stated_high if below else high <= stated_high
    return True if inside and under else None
