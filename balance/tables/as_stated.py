"""Whether the words as stated say what value, bounds and hedge say."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from balance.errors import DataFault, WordingDisagrees, WordingError, number_text
from balance.quantities.wording import ESTIMATE, hedge_kind, parse_wording
from balance.tables.columns import TABLES
from balance.tables.schemas import place_of

__all__ = ["LONGEST_QUOTE", "wording_faults"]

LONGEST_QUOTE = 8
"""The most words of a quotation: enough to find the place, too few to carry the text."""


def wording_faults(
    tables: Mapping[str, pd.DataFrame], fresh: Mapping[str, pd.DataFrame]
) -> Iterator[DataFault]:
    """Yield a fault for each figure whose words and numbers disagree.

    Parameters
    ----------
    tables
        All tables; not read here.
    fresh
        The same tables with the rows to be looked at only; ``figures`` is read.

    Yields
    ------
    DataFault
        Words that cannot be read, another value, other ends of a range, another hedge; a
        quotation that is too long, lacks the number, or has no paragraph.
    """
    del tables
    frame = fresh["figures"]
    for row in frame.index[(frame["as_stated"] != "") & ~_plainly_right(frame)]:
        yield from _number_faults(frame, row)
    for row in frame.index[frame["quote"] != ""]:
        yield from _quote_faults(frame, row)


_PLAIN = re.compile(r"(\d+(?:\.\d+)?)(?: (thousand|million|billion))?%?", re.ASCII)
_SCALE = {None: 1.0, "thousand": 1e3, "million": 1e6, "billion": 1e9}


def _plainly_right(frame: pd.DataFrame) -> np.ndarray:
    """Return which rows print a plain number that is their value: most of a long table."""
    columns = ("as_stated", "value", "low", "high", "hedge")

    def is_right(said: str, value: float, low: float, high: float, hedge: str) -> bool:
        match = _PLAIN.fullmatch(said) if hedge in ("", ESTIMATE) else None
        if match is None or not (math.isnan(low) and math.isnan(high)):
            return False
        return math.isclose(float(match[1]) * _SCALE[match[2]], value, rel_tol=1e-12)

    cells = zip(*(frame[name].tolist() for name in columns), strict=True)
    return np.fromiter((is_right(*each) for each in cells), dtype=bool, count=len(frame))


def _number_faults(frame: pd.DataFrame, row: Any) -> Iterator[DataFault]:
    cells = frame.loc[row]

    def fault(column: str, problem: str, expected: str, found: str) -> DataFault:
        return WordingDisagrees(
            place_of(frame, TABLES["figures"], row, column),
            problem,
            expected=expected,
            found=found,
            remedy="as_stated is the number as printed; value, low, high and hedge follow from it",
        )

    hedge = str(cells["hedge"])
    try:
        hedge_kind(hedge)
    except WordingError as error:
        yield fault("hedge", str(error), "", "")
        return
    try:
        words = parse_wording(str(cells["as_stated"]))
    except WordingError as error:
        yield fault("as_stated", str(error), "", "")
        return
    for column, said in (("value", words.value), ("low", words.low), ("high", words.high)):
        given = float(cells[column])
        if said is None and column != "value":
            continue
        if said is None:
            if not math.isnan(given):
                yield fault(
                    column, "the words print a range only", "an empty cell", number_text(given)
                )
        elif math.isnan(given) or not math.isclose(given, said, rel_tol=1e-12):
            yield fault(
                column,
                f"disagrees with as_stated {cells['as_stated']!r}",
                number_text(said),
                number_text(given),
            )
    allowed = {words.hedge} if words.hedge else {"", ESTIMATE}
    if hedge.lower() not in allowed:
        yield fault(
            "hedge",
            f"disagrees with as_stated {cells['as_stated']!r}",
            words.hedge or "an empty cell or 'estimate'",
            repr(hedge),
        )


def _quote_faults(frame: pd.DataFrame, row: Any) -> Iterator[DataFault]:
    cells = frame.loc[row]
    count = len(str(cells["quote"]).split())
    place = place_of(frame, TABLES["figures"], row, "quote")
    if count > LONGEST_QUOTE:
        yield WordingDisagrees(
            place,
            "is too long",
            expected=f"at most {LONGEST_QUOTE} words",
            found=str(count),
            remedy="shorten it around the number",
        )
    if str(cells["as_stated"]) not in str(cells["quote"]):
        yield WordingDisagrees(
            place,
            "does not hold the number as stated",
            expected=repr(cells["as_stated"]),
            found=repr(cells["quote"]),
            remedy="quote the words around the number",
        )
    if not re.match(r"paragraph \d+\b", str(cells["locator"]), re.ASCII):
        yield WordingDisagrees(
            place_of(frame, TABLES["figures"], row, "locator"),
            "names no paragraph",
            expected="paragraph <number>",
            found=repr(cells["locator"]),
            remedy="count non-empty lines from 1",
        )
