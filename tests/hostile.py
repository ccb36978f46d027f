"""Text as a careless or hostile user writes it: a result or a BalanceError, nothing else.

``HYPOTHESIS_PROFILE=long`` makes each fuzzing test look at forty times as many texts.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
LONGEST = 1_200
"""More characters than any small language of the project reads."""

ODD = [
    "", " ", "\t", "\n", "\r\n", "\x00", "\x1b[31m", "\x7f", "\x85", "\u2028", "\ufeff",
    "\u202e", "\u2067", "\u200b", "\u0301", "\u00a0", "٣", "５", "³", "½", "Ⅷ", "−", "–",
    "’", "«", "İ", "ß", "\ud7ff", "\U0010ffff", "é" * 300, "((((((((((", "))))))))))", "{{{{",
    "[[[[", "-" * 200, "(" * 200, "not " * 200, "9" * 400, "1e999", "-1e999", "nan", "inf",
    "-0", "0.0000001", "1_000", "0x10", "1e5", "1,,0", "#", "\\", "'", '"', "'''", "`", "$(id)",
    "__import__('os')", "lambda: 0", "x := 1", "=1+1", "%s", "{0}", "{}", "../..", "NULL", "None",
    "NaN", "True",
]  # fmt: skip


def examples(number: int) -> settings:
    """Return settings with so many examples, and forty times as many in a long run."""
    return settings(
        max_examples=number * (40 if LONG else 1),
        deadline=None,
        suppress_health_check=[
            HealthCheck.too_slow,
            HealthCheck.function_scoped_fixture,
            HealthCheck.data_too_large,
        ],
    )


def hostile(*words: str, longest: int = 60) -> st.SearchStrategy[str]:
    """Return texts of the words of a language, odd signs and any other text, in any order."""
    pieces = st.one_of(
        st.sampled_from(words) if words else st.nothing(),
        st.sampled_from(words) if words else st.nothing(),
        st.sampled_from(ODD),
        st.text(max_size=8),
    )
    joined = st.lists(pieces, max_size=longest).map(lambda parts: "".join(parts)[:LONGEST])
    return joined | st.text(max_size=LONGEST // 4)


def damaged(draw: Callable[..., Any], text: str, odd: Sequence[str] = ODD) -> str:
    """Return a text with a few pieces put in, taken out, doubled or swapped."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        piece = draw(st.sampled_from([*odd, text[start:end] * 2]) | st.text(max_size=4))
        text = text[:start] + piece + text[end:]
    return text
