"""How numbers are printed: no digits that the inputs do not carry."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Literal

from balance.quantities.units import is_money

__all__ = [
    "MOST_DIGITS",
    "amount_text",
    "capitalised",
    "fold_text",
    "interval_text",
    "join_words",
    "number_text",
    "percent_text",
    "ratio_text",
    "round_to",
    "significant_digits",
]

MOST_DIGITS = 3
"""The most significant digits of a ratio, however exact its inputs are printed."""

Rounding = Literal["nearest", "down", "up"]


def join_words(words: Iterable[str], last: str = "and") -> str:
    """Return words as a list in a sentence.

    Examples
    --------
    >>> join_words(["tanks", "guns", "ships"]), join_words(["Türkiye", "Greece"], "or")
    ('tanks, guns and ships', 'Türkiye or Greece')
    """
    known = list(words)
    if len(known) < 2:
        return "".join(known)
    return f"{', '.join(known[:-1])} {last} {known[-1]}"


def capitalised(text: str) -> str:
    """Return a text with its first letter large.

    Examples
    --------
    >>> capitalised("the Baltic states")
    'The Baltic states'
    """
    return text[:1].upper() + text[1:]


def significant_digits(value: float, resolution: float) -> int:
    """Return how many digits of a number lie above its resolution, at least one.

    Parameters
    ----------
    value
        The number.
    resolution
        One unit of the last digit that its weakest input carries.

    Examples
    --------
    >>> significant_digits(2_053_000, 10_000)
    3
    >>> significant_digits(23, 1)
    2
    """
    if value <= 0 or resolution <= 0 or math.isinf(value):
        return 1
    digits = math.floor(math.log10(value) + 1e-9) - math.floor(math.log10(resolution) + 1e-9) + 1
    return max(1, digits)


def round_to(value: float, digits: int) -> Decimal:
    """Return a number rounded to significant digits.

    Examples
    --------
    >>> round_to(1.5792, 2)
    Decimal('1.6')
    """
    number = Decimal(repr(float(value)))
    if not number:
        return Decimal(0)
    quantum = Decimal(1).scaleb(number.adjusted() - digits + 1)
    rounded = number.quantize(quantum, rounding=ROUND_HALF_EVEN)
    if rounded.adjusted() > number.adjusted():  # 9.96 to two digits is 10, not 10.0
        rounded = rounded.quantize(quantum.scaleb(1), rounding=ROUND_HALF_EVEN)
    return rounded


def _plain(number: Decimal) -> str:
    return f"{number:,f}"


def number_text(
    value: float | None, unit: str, rounding: Rounding = "nearest", digits: int | None = None
) -> str:
    """Return a quantity as it is printed in tables and sentences.

    Counts are printed in full, so that they can be added up again; money and small fractions
    to three significant digits.

    Parameters
    ----------
    value
        The quantity in base units; None and NaN print as nothing.
    unit
        Its unit.
    rounding
        ``down`` for a low bound and ``up`` for a high bound, so that it still bounds.
    digits
        Significant digits that the inputs carry, for an amount that was not added up.

    Examples
    --------
    >>> number_text(2_053_000, "persons")
    '2,053,000'
    >>> number_text(479_423_556_187, "USD"), number_text(479_423_556_187, "USD", "up")
    ('$479 billion', '$480 billion')
    """
    if value is None or math.isnan(value):
        return ""
    if is_money(unit):
        currency, _, per = unit.partition(" ")
        text = _money_text(value, currency, rounding, min(digits or MOST_DIGITS, MOST_DIGITS))
        return text + (f" {per}" if per else "")
    if unit == "percent":
        shown = min(digits or MOST_DIGITS, MOST_DIGITS)
        while value != 100 and shown <= MOST_DIGITS and _rounded(value, shown, rounding) == 100:
            shown += 1  # on which side of the whole it is must stay visible
        text = _plain(_rounded(value, shown, rounding))
        if digits is None and "." in text and float(text) == value:  # "44 per cent", not 44.0
            text = text.rstrip("0").rstrip(".")
        return f"{text} %"
    if digits is not None:
        return _plain(_rounded(value, digits, rounding))
    if value == int(value):
        return f"{int(value):,}"
    whole = len(str(int(value)))
    return _plain(_rounded(value, max(MOST_DIGITS, whole), rounding))


def amount_text(value: float, low: float, high: float, unit: str, digits: int | None = None) -> str:
    """Return an amount with its bounds, "≥" its low bound, or its range.

    Parameters
    ----------
    value, low, high
        The best value, NaN if there is none, and its bounds; ``high`` may be open (inf).
    unit, digits
        As for :func:`number_text`.

    Examples
    --------
    >>> amount_text(14_000, 14_000, 15_000, "vehicles")
    '14,000 [14,000–15,000]'
    >>> amount_text(math.nan, 6_781, math.inf, "vehicles")
    '≥ 6,781'
    """
    if unit == "percent" and digits is not None and value > 0:
        digits = _telling(value / 100, digits)
    floor = number_text(low, unit, "down", digits)
    ceiling = "" if math.isinf(high) else number_text(high, unit, "up", digits)
    if not math.isnan(value):
        text = number_text(value, unit, digits=digits)
        ends = {number_text(end, unit, digits=digits) for end in (low, high) if ceiling}
        if ends == {text}:
            return text  # the bounds lie within the printed digits
        return f"{text} [{floor}–{ceiling}]" if ceiling else f"{text} [{floor} or more]"
    if ceiling:
        return f"{floor}–{ceiling}" if low else f"≤ {ceiling}"
    return f"≥ {floor}" if low else "unknown"


def _money_text(value: float, unit: str, rounding: Rounding, digits: int) -> str:
    sign = {"USD": "$", "EUR": "€", "GBP": "£"}.get(unit, f"{unit} ")
    if value == 0:
        return f"{sign}0"
    for scale, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        # 1,475 billion reads better than 1.48 trillion beside other billions.
        if value >= scale * (10 if word == "trillion" else 1):
            return f"{sign}{_plain(_rounded(value / scale, digits, rounding))} {word}"
    return f"{sign}{_plain(_rounded(value, digits, rounding))}"


def _rounded(value: float, digits: int, rounding: Rounding) -> Decimal:
    if rounding == "nearest":
        return round_to(value, digits)
    return _outward(value, digits, up=rounding == "up")


def percent_text(part: float | None, digits: int = 2) -> str:
    """Return a share of one as per cent.

    A share near one never prints as the whole, nor a share near nothing as nothing.

    Examples
    --------
    >>> percent_text(0.9195), percent_text(0.9997), percent_text(1.0)
    ('92 %', '>99 %', '100 %')
    """
    if part is None or math.isnan(part):
        return ""
    rounded = round_to(part * 100, digits)
    if rounded >= 100 > part * 100:
        return ">99 %"
    if rounded == 50 and part != 0.5:  # on which side of one half must stay visible
        rounded = round_to(part * 100, digits + 1)
        if rounded == 50:
            return f"just {'over' if part > 0.5 else 'under'} 50 %"
    return f"{_plain(rounded)} %"


def fold_text(value: float, digits: int = MOST_DIGITS) -> str:
    """Return a ratio as a multiple or a fraction of one: "1.6 : 1" or "1 : 1.7".

    Examples
    --------
    >>> fold_text(1.579, 2), fold_text(0.584, 2), fold_text(1.0, 2)
    ('1.6 : 1', '1 : 1.7', '1.0 : 1')
    """
    digits = min(digits, MOST_DIGITS)
    if value == 0:
        return "0 : 1"
    digits = _telling(value, digits)
    if value != 1 and round_to(max(value, 1 / value), digits) == 1:
        return f"just {'over' if value > 1 else 'under'} 1 : 1"
    if value >= 1:
        return f"{_plain(round_to(value, digits))} : 1"
    return f"1 : {_plain(round_to(1 / value, digits))}"


def _telling(value: float, digits: int) -> int:
    """Return more digits for a ratio that would round to one: its side should stay visible."""
    while 0 < value != 1 and digits < MOST_DIGITS and round_to(max(value, 1 / value), digits) == 1:
        digits += 1
    return digits


def ratio_text(
    value: float, low: float, high: float, *, none: tuple[str, ...] = (), digits: int = MOST_DIGITS
) -> str:
    """Return a ratio with its bounds where they differ, or who has none.

    Parameters
    ----------
    value, low, high
        The ratio and its bounds; NaN where there is none.
    none
        Names of the sides that have none at all.
    digits
        Significant digits that the weaker side carries.

    Examples
    --------
    >>> ratio_text(1.579, 1.41, 1.78, digits=2)
    '1.6 : 1 [1.4–1.8]'
    >>> ratio_text(math.nan, 2.046, math.inf)
    '≥ 2.04 : 1'
    >>> ratio_text(math.nan, 0.363, 0.707)
    '1 : 1.41–2.76'
    >>> ratio_text(math.nan, math.nan, math.nan, none=("Iceland",))
    'Iceland has none'
    """
    if none:
        return "neither has any" if len(none) > 1 else f"{none[0]} has none"
    digits = min(digits, MOST_DIGITS)
    if math.isnan(value):
        return _bounds_only(low, high, digits)
    text = fold_text(value, digits)
    digits = _telling(value, digits)
    if math.isfinite(high) and fold_text(low, digits) == fold_text(high, digits) == text:
        return text  # the bounds lie within the printed digits
    if 0 < value < 1:
        low, high = 1 / high, math.inf if low == 0 else 1 / low
    return f"{text} [{_telling_interval(low, high, digits)}]"


def _telling_interval(low: float, high: float, digits: int) -> str:
    """Return an interval whose low end shows that it leaves equality out, if it does."""
    finer = digits
    while low > 1 and finer <= MOST_DIGITS and _outward(low, finer, up=False) == 1:
        finer += 1
    return interval_text(low, high, digits, finer)


def _outward(value: float, digits: int, up: bool) -> Decimal:
    """Return a bound rounded away from the value, so that it still bounds."""
    if value == 0:
        return Decimal(0)
    rounded = round_to(value, digits)
    quantum = Decimal(1).scaleb(Decimal(repr(float(value))).adjusted() - digits + 1)
    if up and rounded < Decimal(repr(float(value))):
        return rounded + quantum
    if not up and rounded > Decimal(repr(float(value))):
        return rounded - quantum
    return rounded


def _bounds_only(low: float, high: float, digits: int) -> str:
    if math.isnan(low) or math.isnan(high):
        return ""
    if math.isinf(high):
        return f"≥ {_bound_text(low, digits, up=False)}" if low > 0 else ""
    if low == 0:
        return f"≤ {_bound_text(high, digits, up=True)}"
    if high <= 1:
        return f"1 : {_telling_interval(1 / high, 1 / low, digits)}"
    return f"{_telling_interval(low, high, digits)} : 1"


def _bound_text(bound: float, digits: int, up: bool) -> str:
    """Return a bound of a ratio as a multiple or a fraction of one, rounded outward."""
    fold, up = (bound, up) if bound >= 1 else (1 / bound, not up)
    while fold > 1 and digits <= MOST_DIGITS and _outward(fold, digits, up) == 1:
        digits += 1  # a bound that leaves equality out must be seen to do so
    text = _plain(_outward(fold, digits, up))
    return f"{text} : 1" if bound >= 1 else f"1 : {text}"


def interval_text(low: float, high: float, digits: int, low_digits: int | None = None) -> str:
    """Return an interval, its ends rounded outward.

    Parameters
    ----------
    low, high
        Its ends; ``high`` may be open (inf).
    digits
        Significant digits of the ends.
    low_digits
        Those of the low end, where it must show more to be told from one.

    Examples
    --------
    >>> interval_text(1.412, 1.779, 2), interval_text(1.009, 1.04, 2, 4)
    ('1.4–1.8', '1.009–1.1')
    """
    floor = _plain(_outward(low, low_digits or digits, up=False))
    if math.isinf(high):
        return f"{floor} or more"
    return f"{floor}–{_plain(_outward(high, digits, up=True))}"
