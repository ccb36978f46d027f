"""Sums over the members of an aggregate beside the total that the file prints."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

__all__ = ["counted_from", "reconcile", "said_of"]

_JOINED = re.compile(r"([^,:]+?) from (\d{4})")
_ONLY = "Printed aggregate: counts "
_WITHOUT = {"NATO Europe and Canada": ("United States",)}
_KEY = ["indicator", "unit", "basis", "as_of"]
_ADD_UP = ("USD", "EUR", "persons")


def counted_from(joined: Mapping[str, int]) -> str:
    """Return from which year an aggregate counts which member, as its note says it.

    Examples
    --------
    >>> counted_from({"Montenegro": 2017, "Finland": 2023})
    'Printed aggregate: counts Montenegro from 2017, Finland from 2023.'
    >>> counted_from({})
    'Printed aggregate.'
    """
    if not joined:
        return "Printed aggregate."
    return _ONLY + ", ".join(f"{name} from {year}" for name, year in joined.items()) + "."


def reconcile(cells: pd.DataFrame) -> pd.DataFrame:
    """Set every printed total beside the sum over its members in the same file.

    Parameters
    ----------
    cells
        Cells of an extract, with the columns
        :data:`~balance.importers.extract.CELLS`.

    Returns
    -------
    DataFrame
        One row per printed total of the world or of NATO, indicator, basis and year:
        ``name``, ``indicator``, ``unit``, ``basis``, ``as_of``, ``stated``, ``members_sum``
        (base units), ``difference`` (stated less sum), ``per_cent`` (of the stated total),
        ``members`` (with a number) and ``missing`` (members without one).

    Notes
    -----
    Only amounts and persons are added up; shares and amounts per head are not. A publisher may
    count estimates for members without a figure in its total, as SIPRI does for the world:
    a difference is shown, never mended. Who is counted from which year is read in the note of
    the aggregate.

    Examples
    --------
    >>> cells = pd.DataFrame(
    ...     {
    ...         "name": ["A", "B", "NATO Total"],
    ...         "aggregate": [False, False, True],
    ...         "status": "reported",
    ...         "indicator": "i",
    ...         "unit": "persons",
    ...         "basis": "",
    ...         "as_of": "2020",
    ...         "value": [3.0, 4.0, 3.0],
    ...         "note": ["", "", "Printed aggregate: counts B from 2021."],
    ...     }
    ... )
    >>> reconcile(cells)[["stated", "members_sum", "difference"]].values.tolist()
    [[3.0, 3.0, 0.0]]
    """
    adding = cells[cells["unit"].isin(_ADD_UP)]
    is_total = adding["aggregate"] & (adding["status"] == "reported")
    totals = adding[is_total & adding["name"].str.match(r"NATO\b|World\b")]
    members = adding[~adding["aggregate"] & (adding["status"] != "no_state")]
    pairs = totals.merge(members, on=_KEY, suffixes=("", "_member"))
    pairs = pairs[~_left_out(pairs)]
    pairs["counted"] = pairs["status_member"] == "reported"
    by_total = pairs.groupby(["name", *_KEY], sort=True)
    sums = by_total.agg(
        stated=("value", "first"),
        members_sum=("value_member", "sum"),
        members=("counted", "sum"),
        inside=("counted", "size"),
    ).reset_index()
    sums = sums[sums["members"] > 0]
    difference = sums["stated"] - sums["members_sum"]
    return sums.assign(
        difference=difference,
        per_cent=100 * difference / sums["stated"].where(sums["stated"] != 0),
        missing=sums["inside"] - sums["members"],
    )[_COLUMNS].reset_index(drop=True)


def _left_out(pairs: pd.DataFrame) -> pd.Series[bool]:
    """Return which members a total does not count: outside its group, or not yet inside."""
    out = pd.Series(False, index=pairs.index)
    for name, names in _WITHOUT.items():
        out |= (pairs["name"] == name) & pairs["name_member"].isin(names)
    for note in pairs["note"].unique():
        for name, year in _JOINED.findall(_listed(note)):
            early = (pairs["note"] == note) & (pairs["as_of"] < year)
            out |= early & (pairs["name_member"] == name.strip())
    return out


def said_of(sums: pd.DataFrame) -> tuple[str, ...]:
    """Return what the sums over members say of the printed totals, a sentence for each name.

    Parameters
    ----------
    sums
        As :func:`reconcile` returns them. What is left of rounding, a thousand-millionth of
        the total, is no difference.

    Examples
    --------
    >>> rows = [["NATO Total", "i", "USD", "", "2023", 3.0, 3.0, 0.0, 0.0, 2, 0]]
    >>> said_of(pd.DataFrame(rows, columns=_COLUMNS))
    ('NATO Total: 1 of 1 printed totals is the sum over its members in this file.',)
    """
    sentences = []
    for name, rows in sums.groupby("name"):
        apart = rows[rows["per_cent"].abs() > 100 * _ROUNDING]
        same = len(rows) - len(apart)
        are = "is the sum over its" if same == 1 else "are sums over their"
        text = f"{name}: {same} of {len(rows)} printed totals {are} members in this file"
        if len(apart):
            low, high = apart["per_cent"].min(), apart["per_cent"].max()
            text += (
                f"; the others differ by {low:.1f} to {high:.1f} per cent of the total, with "
                f"{apart['missing'].min()} to {apart['missing'].max()} members without a number"
            )
        sentences.append(f"{text}.")
    return tuple(sentences)


_ROUNDING = 1e-9
_COLUMNS = [
    *("name", "indicator", "unit", "basis", "as_of", "stated", "members_sum"),
    *("difference", "per_cent", "members", "missing"),
]


def _listed(note: object) -> str:
    """Return the part of a note that lists who is counted from when."""
    _, found, after = str(note).partition(_ONLY)
    return after.partition(".")[0] if found else ""
