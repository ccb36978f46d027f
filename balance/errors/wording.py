"""Words and numbers in messages."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable
from typing import Any

__all__ = ["fault_text", "number_text", "suggest"]


def fault_text(problem: str, expected: str, found: str, remedy: str) -> str:
    """Return a message: what and where, what should stand there, what does, how to mend it.

    Parameters
    ----------
    problem
        Where and what, as a clause.
    expected, found, remedy
        What should stand there, what does, how to mend it; each may be empty.

    Examples
    --------
    >>> fault_text("a.csv:2: is empty", "a number", "", "fill it in")
    'a.csv:2: is empty; expected a number; to mend: fill it in'
    """
    parts = (
        problem,
        expected and f"expected {expected}",
        found and f"found {found}",
        remedy and f"to mend: {remedy}",
    )
    return "; ".join(part for part in parts if part)


def number_text(number: Any) -> str:
    """Return a number as messages show it: as in the table, no digit lost, none added.

    Parameters
    ----------
    number
        A value of a table.

    Returns
    -------
    str
        Up to 15 significant digits; nothing for a missing number.

    Examples
    --------
    >>> number_text(14_000.0), number_text(2.5)
    ('14000', '2.5')
    """
    return "" if math.isnan(float(number)) else f"{float(number):.15g}"


def suggest(name: str, known: Iterable[str], limit: int = 3) -> str:
    """Return "did you mean ..." for the nearest known names, or an empty string.

    Parameters
    ----------
    name
        What was asked for.
    known
        What there is.
    limit
        The most names to suggest.

    Returns
    -------
    str
        Starts with a space, so that it can be put behind a sentence.

    Examples
    --------
    >>> suggest("RSU", ["RUS", "USA", "DEU"], limit=1)
    ' Did you mean RUS?'
    >>> suggest("tanks", ["main_battle_tanks", "submarines"])
    ' Did you mean main_battle_tanks?'
    """
    folded: dict[str, str] = {}
    for candidate in known:
        folded.setdefault(candidate.casefold(), candidate)
    asked = str(name).casefold()  # whatever was given instead of a name
    close = difflib.get_close_matches(asked, folded, n=limit, cutoff=0.6)
    close.sort(key=lambda match: match[:1] != asked[:1])
    swapped = [match for match in folded if sorted(match) == sorted(asked)]
    holding = [match for match in folded if len(asked) > 3 and asked in match]
    near = list(dict.fromkeys([*swapped, *close, *holding]))[:limit]
    return f" Did you mean {' or '.join(folded[n] for n in near)}?" if near else ""
