"""Tables as files that a spreadsheet can open without harm, and JSON without infinities."""

from __future__ import annotations

import json
import math
import re
from functools import lru_cache
from typing import Any

import pandas as pd

__all__ = ["csv_text", "json_text", "safe_cell"]

_DANGEROUS = re.compile(r"^(?=[\t\r\n])|(?:^|(?<=[;\t\r\n]))(?=[=+\-@＝＋－＠])")
"""Where a formula may begin: in front, and after what a spreadsheet may take for a separator."""


@lru_cache(maxsize=10_000)
def safe_cell(text: str) -> str:
    """Return a text that a spreadsheet does not take for a formula.

    Examples
    --------
    >>> safe_cell("=1+1"), safe_cell("tanks"), safe_cell("tanks;=1+1")
    ("'=1+1", 'tanks', "tanks;'=1+1")
    """
    return _DANGEROUS.sub("'", text)


def _number(value: float) -> str:
    if math.isnan(value) or math.isinf(value):
        return ""
    return str(int(value)) if value == int(value) and abs(value) < 2**53 else repr(value)


def csv_text(frame: pd.DataFrame) -> str:
    r"""Return a frame as CSV: open bounds and missing values are empty, text is harmless.

    Examples
    --------
    >>> csv_text(pd.DataFrame({"a": ["=x"], "b": [math.inf]}))
    "a,b\n'=x,\n"
    """
    written = pd.DataFrame(
        {
            column: [
                _number(float(v)) if isinstance(v, int | float) else safe_cell(str(v))
                for v in frame[column].tolist()
            ]
            for column in frame.columns
        },
        columns=frame.columns,
    )
    names = [safe_cell(str(column)) for column in frame.columns]
    return written.to_csv(index=False, lineterminator="\n", header=names)


def json_text(value: Any) -> str:
    r"""Return a value as JSON text; NaN and infinities become null.

    Examples
    --------
    >>> json_text({"high": math.inf})
    '{\n  "high": null\n}\n'
    """
    return json.dumps(_plain(value), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, float):
        if math.isnan(value) or math.isinf(value):
            return None
        return int(value) if value == int(value) and abs(value) < 2**53 else value
    return value
