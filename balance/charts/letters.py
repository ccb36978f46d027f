"""How wide words are, where they break, and which letters the font has."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any

__all__ = ["LINE", "fitting", "inches", "lines", "readable", "wrapped"]

LINE = 1.3 / 72
"""Inches from one line of text to the next, for each point of its size."""
_AT = 64
"""Size in points at which words are measured: large, so that rounding does not matter."""
_SAFE = 1.03
"""Letters on a screen may be a little wider than in print."""
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"


@lru_cache(maxsize=2)
def _font(bold: bool) -> Any:
    from matplotlib.font_manager import FontProperties, findfont
    from matplotlib.ft2font import FT2Font

    weight = "bold" if bold else "normal"
    font = FT2Font(findfont(FontProperties(family="DejaVu Sans", weight=weight)))
    font.set_size(_AT, 72)
    return font


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    """Return the letters that the font has, upright and bold."""
    return frozenset(_font(False).get_charmap()) & frozenset(_font(True).get_charmap())


def readable(text: str) -> str:
    r"""Return a text without what the font cannot draw or what turns its direction.

    Examples
    --------
    >>> readable("a\tb\u202ec")
    'a bc'
    """
    return "".join(_letter(letter) for letter in text)


def _letter(letter: str) -> str:
    kind = unicodedata.category(letter)
    if letter == "\n":
        return letter
    if kind in ("Cc", "Zs", "Zl", "Zp"):
        return " " if letter != "\N{NO-BREAK SPACE}" else letter
    if kind == "Cf" or (kind == "Mn" and ord(letter) not in _letters()):
        return ""
    return letter if ord(letter) in _letters() else _UNKNOWN


@lru_cache(maxsize=20_000)
def inches(text: str, size: float, bold: bool = False) -> float:
    """Return how wide a line of text is.

    Parameters
    ----------
    text
        One line.
    size, bold
        The font.
    """
    from matplotlib.ft2font import LoadFlags

    font = _font(bold)
    font.set_text(readable(text).replace("\n", " "), 0.0, flags=LoadFlags.NO_HINTING)
    width: float = font.get_width_height()[0] / 64
    return width * size / _AT / 72 * _SAFE


def fitting(word: str, room: float, size: float, bold: bool = False) -> list[str]:
    """Return a word in pieces that fit a width; most words are one piece."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and inches(pieces[-1] + letter, size, bold) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def wrapped(text: str, room: float, size: float, bold: bool = False) -> str:
    r"""Return a text broken into lines that fit a width.

    Parameters
    ----------
    text
        What to break; line breaks in it are blanks.
    room
        The width in inches.
    size, bold
        The font.

    Examples
    --------
    >>> wrapped("more tanks than before", 1.0, 9)
    'more tanks\nthan before'
    """
    broken: list[str] = []
    for word in readable(text).replace("\n", " ").split(" "):
        if not word:
            continue
        if broken and inches(f"{broken[-1]} {word}", size, bold) <= room:
            broken[-1] += f" {word}"
        elif inches(word, size, bold) <= room:
            broken.append(word)
        else:
            broken += fitting(word, room, size, bold)
    return "\n".join(broken)


def lines(text: str, size: float) -> float:
    """Return the height in inches of a text that is already broken into lines."""
    return (text.count("\n") + 1) * size * LINE if text else 0.0
