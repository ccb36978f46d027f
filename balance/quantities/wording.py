"""Numbers as texts print them: "over 14,000", "2.7 million", "$2.23bn", "50-60,000".

The grammar is closed: a phrase is an optional hedge, an optional currency, a number or a
range, an optional scale and an optional percent sign or currency word, and nothing else.
Nothing is evaluated. A phrase becomes bounds by a *reading*:

``step`` (default)
    "over N" reaches to the next number with as many significant digits, "almost N" starts
    at the previous one, "about N" spans both. A bare number in prose stands for whatever
    rounds to it. "At least N" is open above, "up to N" starts at zero.
``logical``
    What the words assert and no more: "over N" is open above, "almost N" starts at zero,
    "about N" decides nothing.

References
----------
Explanatory notes of *The Military Balance* 2010 and 2020 define such words differently
from edition to edition; Ferson et al. (2015), "Natural language of uncertainty: numeric
hedge words", find that people's readings differ widely. Hence one explicit, simple rule
and a second to test conclusions under.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

from balance.errors import ReadingError, WordingError
from balance.quantities.bounds import Bounds, exact

__all__ = ["ESTIMATE", "READINGS", "Reading", "Wording", "check_reading", "hedge_kind"]
__all__ += ["parse_wording", "read_figure"]

Reading = Literal["step", "logical"]
READINGS: tuple[Reading, ...] = get_args(Reading)

ESTIMATE = "estimate"
"""Hedge of a figure that its publisher marks as an estimate without saying how wide; as a
bare number in prose, it stands for whatever rounds to it."""

_KINDS: dict[str, tuple[str, ...]] = {
    "above": ("over", "more than", "above", "upwards of", "exceeding", "in excess of"),
    "at_least": ("at least", "no fewer than", "no less than", "not less than", "a minimum of"),
    "below": ("almost", "nearly", "just under", "under", "fewer than", "less than", "below"),
    "around": (
        "about",
        "around",
        "approximately",
        "roughly",
        "some",
        "circa",
        "an estimated",
        "estimated",
    ),
    "at_most": ("up to", "as many as", "at most", "no more than", "not more than"),
    ESTIMATE: (ESTIMATE,),
}
_HEDGES = {word: kind for kind, words in _KINDS.items() for word in words}
_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
)
_COUNTING = {word: Decimal(n) for n, word in enumerate(_WORDS.split())}
_COUNTING |= {"no": Decimal(0), "none": Decimal(0), "nil": Decimal(0)}
_SCALES = {
    "hundred": 2,
    "thousand": 3,
    "million": 6,
    "m": 6,
    "billion": 9,
    "bn": 9,
    "trillion": 12,
    "tn": 12,
}
_LONGEST = 80

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_PLURALS = {"tens": 1, "hundreds": 2}
_ORDINAL_WORDS = "first second third fourth fifth sixth seventh eighth ninth tenth"
_ORDINALS = {word: n for n, word in enumerate(_ORDINAL_WORDS.split(), 1)}
_FRACTIONS = {"half": 50, "quarter": 25, "fifth": 20, "tenth": 10}  # finite in per cent
_COUNT = "|".join(_COUNTING)
_PATTERN = re.compile(
    rf"""
    \(?
    (?:(?P<hedge>{"|".join(sorted(map(re.escape, _HEDGES), key=len, reverse=True))})\s+)?
    (?P<currency>US\$|[$€£])?
    (?:
        (?:(?P<plural>tens|hundreds)\ of\ )?(?P<plural_scale>thousands|millions|billions)
      | (?P<parts>an?|one|two|three|four)[ -](?P<fraction>{"|".join(_FRACTIONS)})s?
      | (?P<either>\d+|{_COUNT})\ or\ (?P<other>\d+|{_COUNT})
      | (?P<decades>an?|\d+|{_COUNT})\ decades?
      | (?P<couple>(?:a\ )?couple)
      | (?P<ordinal>{"|".join(_ORDINALS)})
      | (?P<first>{_NUMBER})\s?(?:-|–|to)\s?(?P<second>{_NUMBER})(?:\s?(?P<range_scale>{_SCALE}))?
      | (?P<number>{_NUMBER})(?P<plus>\+|-plus)?(?:\s?(?P<scale>{_SCALE}))?
      | (?P<word>{"|".join(_COUNTING)})(?:\s(?P<word_scale>hundred|thousand|million|billion))?
    )
    (?P<percent>\s?(?:%|per\ cent|percent))?
    (?:\s(?:euros?|dollars|pounds))?
    \)?
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True)
class Wording:
    """A number as printed, taken apart.

    Attributes
    ----------
    value
        The number, or None for a range or a plural ("tens of thousands").
    low, high
        The ends of a printed range or plural, otherwise None.
    step
        One unit of the last significant digit: 1,000 for "14,000", 0.1 million for
        "2.7 million".
    hedge
        The word in front, in lower case, or empty.
    counted
        Whether the number is an exact count by its form: zero, or spelled out without a
        scale ("three").
    """

    value: float | None
    low: float | None
    high: float | None
    step: float
    hedge: str
    counted: bool = False


def hedge_kind(hedge: str) -> str:
    """Return what a hedge does: above, at_least, below, around, at_most, estimate or "".

    Raises
    ------
    WordingError
        If the word is not a known hedge.

    Examples
    --------
    >>> hedge_kind("more than")
    'above'
    """
    if not hedge:
        return ""
    kind = _HEDGES.get(hedge.lower())
    if kind is None:
        known = ", ".join(sorted(_HEDGES))
        raise WordingError(f"{hedge!r} is not a known hedge; expected one of: {known}")
    return kind


def check_reading(reading: str) -> Reading:
    """Return the reading if it exists.

    Raises
    ------
    ReadingError
        If it does not.
    """
    for known in READINGS:
        if reading == known:
            return known
    raise ReadingError(f"unknown reading {reading!r}; expected one of: {', '.join(READINGS)}")


def _small(word: str) -> Decimal:
    word = word.lower()
    if word in ("a", "an"):
        return Decimal(1)
    return Decimal(word) if word.isdigit() else _COUNTING[word]


def _scaled(number: str, scale: str | None) -> Decimal:
    return Decimal(number.replace(",", "")).scaleb(_SCALES[scale.lower()] if scale else 0)


def _last_digit(number: str, scale: str | None) -> Decimal:
    """Return one unit of the last significant digit; trailing zeros of integers do not count."""
    digits = number.replace(",", "")
    if "." in digits:
        exponent = -len(digits.partition(".")[2])
    else:
        exponent = len(digits) - len(digits.rstrip("0")) if digits.strip("0") else 0
    return Decimal(1).scaleb(exponent + (_SCALES[scale.lower()] if scale else 0))


def parse_wording(text: str) -> Wording:
    """Take a number as printed apart.

    Parameters
    ----------
    text
        The phrase and nothing around it, e.g. ``over 14,000``.

    Returns
    -------
    Wording

    Raises
    ------
    WordingError
        If the phrase is not in the grammar.

    Examples
    --------
    >>> parse_wording("over 14,000")
    Wording(value=14000.0, low=None, high=None, step=1000.0, hedge='over', counted=False)
    >>> parse_wording("$2.23bn").value
    2230000000.0
    >>> parse_wording("approximately 50-60,000").low
    50000.0
    """
    match = _PATTERN.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if match is None:
        shown = text if len(text) <= _LONGEST else text[:_LONGEST] + "..."
        raise WordingError(
            f"cannot read {shown!r} as a number; expected e.g. 'over 14,000', '2.7 million', "
            "'$2.23bn', '50-60,000', 'tens of thousands'"
        )
    part = match.groupdict()
    hedge = (part["hedge"] or "").lower()
    if part["plural_scale"]:
        # "Thousands", "tens of thousands": at least two of them, fewer than ten.
        exponent = _PLURALS.get((part["plural"] or "").lower(), 0)
        exponent += _SCALES[part["plural_scale"].lower()[:-1]]
        unit = Decimal(1).scaleb(exponent)
        return Wording(None, float(2 * unit), float(10 * unit), float(unit), hedge)
    if part["fraction"]:
        # "One fifth" is 20 per cent, as rough as "20 per cent".
        share = _small(part["parts"]) * _FRACTIONS[part["fraction"].lower()]
        return Wording(float(share), None, None, float(_last_digit(str(share), None)), hedge)
    if part["either"]:
        return _range(str(_small(part["either"])), str(_small(part["other"])), None, hedge, text)
    if part["decades"]:
        return Wording(float(10 * _small(part["decades"])), None, None, 10.0, hedge)
    if part["couple"]:
        return Wording(2.0, None, None, 1.0, hedge)
    if part["ordinal"]:
        return Wording(float(_ORDINALS[part["ordinal"].lower()]), None, None, 1.0, hedge, True)
    if part["first"]:
        return _range(part["first"], part["second"], part["range_scale"], hedge, text)
    if part["word"]:
        number = _COUNTING[part["word"].lower()]
        scale = part["word_scale"]
        value = number.scaleb(_SCALES[scale.lower()] if scale else 0)
        step = Decimal(1).scaleb(_SCALES[scale.lower()]) if scale else Decimal(1)
        return Wording(float(value), None, None, float(step), hedge, counted=not scale)
    if part["plus"]:
        hedge = hedge or "at least"
    value = _scaled(part["number"], part["scale"])
    step = _last_digit(part["number"], part["scale"])
    return Wording(float(value), None, None, float(step), hedge, counted=value == 0)


def _range(first: str, second: str, scale: str | None, hedge: str, text: str) -> Wording:
    low, high = _scaled(first, scale), _scaled(second, scale)
    step = _last_digit(second, scale)
    if "," in second and "," not in first and low.scaleb(3) <= high:
        low = low.scaleb(3)  # "50-60,000" means 50,000 to 60,000; "90-1,000" what it says
    if low > high:
        raise WordingError(f"the range {text!r} runs backwards")
    return Wording(None, float(low), float(high), float(step), hedge)


def _neighbours(value: float, step: float) -> tuple[float, float]:
    """Return the previous and the next number with as many significant digits."""
    number, unit = Decimal(repr(value)), Decimal(repr(step))
    leading = Decimal(1).scaleb(number.adjusted())
    below = unit / 10 if number == leading else unit
    return float(number - below), float(number + unit)


def _step(wording: Wording, kind: str) -> Bounds:
    value = wording.value
    assert value is not None  # ranges are handled before
    previous, following = _neighbours(value, wording.step)
    low, high = {
        "above": (value, following),
        "below": (previous, value),
        "around": (previous, following),
        "": ((previous + value) / 2, (value + following) / 2),
    }[kind]
    return Bounds(max(0.0, low), value, high)


def _logical(wording: Wording, kind: str) -> Bounds:
    value = wording.value
    assert value is not None  # ranges are handled before
    if kind == "":
        return _step(wording, kind)
    low = {"above": value, "below": 0.0, "around": 0.0}[kind]
    high = {"above": math.inf, "below": value, "around": math.inf}[kind]
    return Bounds(low, value, high)


def read_figure(
    value: float | None,
    *,
    low: float | None = None,
    high: float | None = None,
    as_stated: str = "",
    hedge: str = "",
    in_prose: bool = False,
    reading: Reading = "step",
) -> tuple[Bounds, str]:
    """Turn a figure into bounds and say by which rule.

    Parameters
    ----------
    value
        The number in base units, or None where the source prints only a range.
    low, high
        A range that the source prints; taken as it stands.
    as_stated
        The number as printed; needed where there is a hedge or the number stands in prose.
    hedge
        The word that bounds it, or empty.
    in_prose
        Whether the number stands in a text. A number in a table is exact as printed, unless
        its publisher marks it as an estimate: then it stands for whatever rounds to it.
    reading
        ``step`` or ``logical``.

    Returns
    -------
    tuple of Bounds and str
        The bounds and the rule: ``printed range``, ``exact``, ``estimate: rounded`` or the
        reading with the hedge, e.g. ``step: over``.

    Raises
    ------
    WordingError
        If the words cannot be read.

    Examples
    --------
    >>> read_figure(14000, as_stated="over 14,000", hedge="over")
    (Bounds(low=14000.0, value=14000.0, high=15000.0), 'step: over')
    >>> read_figure(6781)
    (Bounds(low=6781, value=6781, high=6781), 'exact')
    """
    if low is not None or high is not None:
        floor = 0.0 if low is None else low
        return Bounds(floor, value, math.inf if high is None else high), "printed range"
    if value is None:
        raise WordingError("a figure needs a value or a printed range")
    kind = hedge_kind(hedge)
    if value == 0 or (not kind and not in_prose):
        return exact(value), "exact"
    if kind == "at_least":
        return Bounds(value, value, math.inf), f"{reading}: {hedge}"
    if kind == "at_most":
        return Bounds(0.0, value, value), f"{reading}: {hedge}"
    wording = parse_wording(as_stated)
    if wording.counted and not kind:
        return exact(value), "exact"
    if kind == ESTIMATE:
        return _step(wording, ""), "estimate: rounded"
    bounds = _step(wording, kind) if reading == "step" else _logical(wording, kind)
    return bounds, f"{reading}: {hedge or 'rounded'}"
