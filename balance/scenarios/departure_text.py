"""Sentences about departures and contributions, generated from their tables."""

from __future__ import annotations

import math

import pandas as pd

from balance.comparison.compare import Comparison
from balance.comparison.frames import TABLE
from balance.comparison.result import Statement, cell
from balance.comparison.sentences import families
from balance.comparison.words import Cells
from balance.quantities.printing import capitalised, join_words, percent_text
from balance.scenarios.departure import drawn_leaving
from balance.tables.dataset import Dataset
from balance.tables.records import Indicator

__all__ = [
    "contributions_alt",
    "contributions_title",
    "leaving_alt",
    "leaving_sentence",
    "leaving_title",
    "resting_sentence",
]

_NAMED = 3
"""How many of the largest shares a sentence names."""

_RESTING = {
    "agreed": "another publication confirms {}",
    "disputed": "another publication contradicts {}",
    "revised": "another edition of the same publication contradicts {}",
    "weak": "other publications cannot decide on {}",
}


def _headline_shares(data: Dataset, leaving: pd.DataFrame) -> pd.DataFrame:
    headline = leaving["indicator"].map(lambda name: data.indicator(name).headline).astype(bool)
    known = leaving[leaving["share"].notna() & headline]
    return known.sort_values("share", ascending=False, kind="stable")


def _share_cell(row: Cells) -> str:
    return cell(percent_text(row["share"]), "leaving", str(row["indicator"]), "share")


def leaving_sentence(data: Dataset, leaving: pd.DataFrame, who: str, against: str) -> Statement:
    """Return what goes with those who leave, and which majorities are lost.

    Parameters
    ----------
    data
        The tables.
    leaving
        The table of what leaves.
    who, against
        Names of those who leave and of the other side.
    """
    shares = _headline_shares(data, leaving)
    largest = shares[shares["share"] > 0].head(_NAMED).to_dict("records")
    parts = join_words(
        f"{_share_cell(row)} of the {data.indicator(str(row['indicator'])).phrase}"
        for row in largest
    )
    sentences = [f"with {who} {'go' if largest else 'goes'} {parts or 'no part of any total'}"]
    lost = _majorities(data, leaving, "lost")
    open_ = _majorities(data, leaving, "undecided")
    if lost:
        sentences.append(f"the majority over {against} in {lost} is lost")
    if open_:
        sentences.append(f"whether that in {open_} is kept cannot be decided")
    if not (lost or open_):
        sentences.append(f"no majority over {against} is lost where it can be compared")
    return Statement(capitalised("; ".join(sentences)) + ".")


def _majorities(data: Dataset, leaving: pd.DataFrame, fate: str) -> str:
    names = leaving["indicator"][leaving["majority"] == fate]
    return join_words(
        cell(data.indicator(name).phrase, "leaving", name, "majority") for name in names
    )


def resting_sentence(comparison: Comparison) -> Statement:
    """Return on whom and on what the verdicts rest: single members, single publications.

    Parameters
    ----------
    comparison
        After the departure.
    """
    data = comparison.data
    hanging = []
    for row in comparison.rows:
        members = [code for code in row.hangs_on if code in comparison.a.members]
        if members:
            names = join_words((data.said_names[code] for code in members), "or")
            marked = cell(names, TABLE, row.indicator.name, "hangs_on")
            hanging.append(f"{row.indicator.phrase} ({marked})")
    parts = []
    if hanging:
        parts.append(f"one more departure would change the verdict on {join_words(hanging)}")
    by_standing: dict[str, list[Indicator]] = {}
    for row in comparison.rows:
        by_standing.setdefault(comparison.standing(row), []).append(row.indicator)
    everyone = [row.indicator for row in comparison.rows]
    for standing, words in _RESTING.items():
        if standing in by_standing:
            parts.append(words.format(families(by_standing[standing], everyone)))
    if "single" in by_standing:
        other = "other " if set(by_standing) & set(_RESTING) else ""
        parts.append(f"all {other}verdicts rest on one publication")
    return Statement(capitalised("; ".join(parts)) + "." if parts else "Nothing was concluded.")


def leaving_title(data: Dataset, leaving: pd.DataFrame, who: str) -> Statement:
    """Return the title of the chart of what leaves."""
    shares = _headline_shares(data, leaving)
    most = shares[shares["share_low"] > 0.5]["indicator"]
    if not len(most):
        return Statement(f"What leaves with {who}")
    words = families(map(data.indicator, most), map(data.indicator, shares["indicator"]))
    return Statement(f"With {who} goes more than half of the {words}")


def leaving_alt(data: Dataset, leaving: pd.DataFrame, who: str) -> Statement:
    """Return the alt text of the chart of what leaves: each row as drawn."""
    parts = []
    for row in drawn_leaving(data, leaving).to_dict("records"):
        words = row["why_not"] if math.isnan(row["share"]) else _share_cell(row)
        fate = f", majority {row['majority']}" if row["majority"] else ""
        parts.append(f"{data.indicator(str(row['indicator'])).label} {words}{fate}")
    return Statement(f"Share of each total that leaves with {who}: {'; '.join(parts)}.")


def _largest(data: Dataset, members: pd.DataFrame) -> dict[str, list[Indicator]]:
    """Return the rows in which each member contributes most, whatever the bounds."""
    found: dict[str, list[Indicator]] = {}
    for name, rows in members.groupby("indicator", sort=False):
        indicator = data.indicator(str(name))
        if not indicator.headline:
            continue
        top = rows.iloc[int(rows["contributes_low"].to_numpy().argmax())]
        near = rows["contributes_high"] >= top["contributes_low"]
        if not (near & (rows["member"] != top["member"])).any():
            found.setdefault(str(top["member"]), []).append(indicator)
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))


def contributions_title(data: Dataset, members: pd.DataFrame, side: str) -> Statement:
    """Return the title of the chart of contributions: the largest single contributors."""
    names = members["indicator"].unique()
    everyone = [i for i in map(data.indicator, names) if i.headline]
    parts = [
        f"{data.said_names[member]} ({families(most, everyone)})"
        for member, most in _largest(data, members).items()
    ]
    if not parts:
        return Statement(f"Who contributes what to {side}")
    return Statement(f"Largest single contributors to {side}: {join_words(parts)}")


def contributions_alt(data: Dataset, members: pd.DataFrame) -> Statement:
    """Return the alt text of the chart of contributions: the largest share of each row."""
    parts = []
    for name, rows in members.groupby("indicator", sort=False):
        indicator = data.indicator(str(name))
        if not indicator.headline:
            continue
        top = rows.iloc[int(rows["share"].to_numpy().argmax())]
        if math.isnan(float(top["share"])):
            continue
        marked = cell(percent_text(float(top["share"])), "members", str(top["row"]), "share")
        parts.append(f"{indicator.label}: {data.state_names[str(top['member'])]} {marked}")
    return Statement(f"Largest contribution to each total: {'; '.join(parts)}.")
