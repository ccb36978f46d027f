"""Sentences about departures and contributions, generated from their tables."""

from __future__ import annotations

import math

import pandas as pd

from balance.comparison.compare import Comparison
from balance.comparison.result import Statement, cell
from balance.comparison.rows import Row
from balance.comparison.sentences import families
from balance.comparison.standing import standing_of
from balance.comparison.words import Cells
from balance.quantities.printing import capitalised, join_words, percent_text
from balance.tables.dataset import Dataset

__all__ = [
    "contributions_alt",
    "contributions_title",
    "hangs_sentence",
    "leaving_alt",
    "leaving_sentence",
    "leaving_title",
]

_NAMED = 3
"""How many of the largest shares a sentence names."""


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
    shares = _headline_shares(data, leaving).head(_NAMED).to_dict("records")
    sentences = []
    if shares:
        parts = join_words(
            f"{_share_cell(row)} of the {data.indicator(str(row['indicator'])).phrase}"
            for row in shares
        )
        sentences.append(f"With {who} go {parts}")
    lost = leaving[leaving["majority"] == "lost"]["indicator"]
    if len(lost):
        phrases = join_words(
            cell(data.indicator(name).phrase, "leaving", name, "majority") for name in lost
        )
        sentences.append(f"the majority over {against} in {phrases} is lost")
    else:
        sentences.append(f"no majority over {against} is lost where it can be compared")
    text = "; ".join(sentences)
    return Statement(capitalised(text) + ".")


def hangs_sentence(data: Dataset, comparison: Comparison, table: str) -> Statement:
    """Return which verdicts hang on one member or are contradicted, in one sentence."""
    parts = []
    for row in comparison.rows:
        members = row.hangs_on
        if members:
            names = join_words((data.said_names[code] for code in members), "or")
            marked = cell(names, table, row.indicator.name, "hangs_on")
            parts.append(f"{row.indicator.phrase} ({marked})")
    first = f"one more departure would change the verdict on {join_words(parts)}" if parts else ""
    contradicted = [
        row.indicator.phrase for row in comparison.rows if _is_contradicted(row, comparison)
    ]
    second = (
        f"another publication or edition says the opposite on {join_words(contradicted)}"
        if contradicted
        else "no other publication or edition at hand says the opposite on a row that is compared"
    )
    text = "; ".join(part for part in (first, second) if part)
    return Statement(capitalised(text) + ".")


def _is_contradicted(row: Row, comparison: Comparison) -> bool:
    standing = standing_of(row, comparison.witnesses[row.indicator.name])
    return standing in ("disputed", "revised")


def leaving_title(data: Dataset, leaving: pd.DataFrame, who: str) -> Statement:
    """Return the title of the chart of what leaves."""
    shares = _headline_shares(data, leaving)
    most = shares[shares["share_low"] > 0.5]["indicator"]
    if not len(most):
        return Statement(f"What leaves with {who}")
    words = families(map(data.indicator, most), map(data.indicator, shares["indicator"]))
    return Statement(f"With {who} goes more than half of the {words}")


def leaving_alt(data: Dataset, leaving: pd.DataFrame, who: str) -> Statement:
    """Return the alt text of the chart of what leaves: every drawn number."""
    parts = [
        f"{data.indicator(str(row['indicator'])).label} {_share_cell(row)}"
        for row in _headline_shares(data, leaving).to_dict("records")
    ]
    return Statement(f"Share of each total that leaves with {who}: {'; '.join(parts)}.")


def _largest(data: Dataset, members: pd.DataFrame) -> dict[str, list[str]]:
    """Return the phrases of the rows in which each member contributes most."""
    found: dict[str, list[str]] = {}
    for name, rows in members.groupby("indicator", sort=False):
        if not data.indicator(str(name)).headline:
            continue
        top = rows.iloc[int(rows["contributes_low"].to_numpy().argmax())]
        near = rows["contributes_high"] >= top["contributes_low"]
        beaten = near & (rows["member"] != top["member"])
        if not beaten.any():
            found.setdefault(str(top["member"]), []).append(data.indicator(str(name)).phrase)
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))


def contributions_title(data: Dataset, members: pd.DataFrame, side: str) -> Statement:
    """Return the title of the chart of contributions: who contributes most of what."""
    largest = _largest(data, members)
    parts = [
        f"{data.said_names[member]} contributes most {join_words(phrases)}"
        for member, phrases in list(largest.items())[:2]
    ]
    if not parts:
        return Statement(f"Who contributes what to {side}")
    text = "; ".join(parts)
    return Statement(capitalised(text))


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
