"""Headings and sentences about stock and deliveries."""

from __future__ import annotations

from balance.comparison.amounts import Amount
from balance.comparison.assembly import Speaker
from balance.comparison.result import Statement, cell
from balance.comparison.sheets import Column, Line, Sheet
from balance.planning.scopes import also_counted
from balance.quantities.printing import join_words
from balance.tables.dataset import Dataset

__all__ = ["SUMMARY", "answers", "finding", "warnings"]

SUMMARY = Sheet(
    "Stock and deliveries",
    (
        Column("stock", "Stock", "the sum over the members, or as given"),
        Column("target", "Target", "as given"),
        Column("lacking", "Lacking", "the target less the stock"),
        Column("per_year", "Added in a year", "as given"),
        Column("takes", "Takes", "what is lacking over what is added in a year"),
        Column("years", "Years given", "as given"),
        Column("needed", "Needed in a year", "what is lacking over the years given"),
        Column("short", "Short by then", "the target less the stock and what is added till then"),
    ),
    {"by_when": "By", "counted_from": "Counted from"},
    ("Added is net: deliveries less what goes out of service.",),
)


def finding(say: Speaker, line: Line) -> Statement:
    """Return the title of the chart."""

    def told(name: str) -> str:
        return say("stock", "stock", name)

    way = f"From {told('stock')} to {told('target')}"
    if "takes" in line.amounts and line.amounts["takes"].is_known:
        return Statement(f"{way} at {told('per_year')} a year: {told('takes')}")
    if "needed" in line.amounts:
        return Statement(f"{way} in {told('years')}: {told('needed')} a year")
    return Statement(f"{told('target')} is reached already")


def answers(say: Speaker, label: str, line: Line) -> list[Statement]:
    """Return how long it takes and what is needed, or why that cannot be said."""

    def told(name: str) -> str:
        return say("stock", "stock", name)

    if not line.amounts["stock"].is_known:
        return [Statement(f"No figure of the stock of {label} is at hand.")]
    whose = "The stock" if label == "the stock" else f"The stock of {label}"
    if "takes" not in line.amounts and "needed" not in line.amounts:
        return [Statement(f"{whose}, {told('stock')}, has reached {told('target')} already.")]
    answer = []
    counted, by_when = (
        cell(line.words[name], "stock", "stock", name) for name in ("counted_from", "by_when")
    )
    if "takes" in line.amounts and line.amounts["takes"].is_known:
        answer.append(
            f"{whose} takes {told('takes')} from {told('stock')} to {told('target')} if "
            f"{told('per_year')} are added each year, counted from {counted}: {by_when}"
        )
    if "needed" in line.amounts:
        answer.append(
            f"{whose} needs {told('needed')} more each year to go from {told('stock')} to "
            f"{told('target')} in {told('years')}, counted from {counted}"
        )
    if "short" in line.amounts:
        answer.append(f"At the rate given it is then short of the target by {told('short')}")
    return [Statement(f"{text}.") for text in answer]


def warnings(data: Dataset, held: Amount) -> list[Statement]:
    """Return what a reader must know."""
    told = [
        "What is added is net: deliveries less what goes out of service, the same every year. It "
        "is assumed, not forecast.",
    ]
    if held.missing and held.is_known:
        told.append(
            f"No figure for {data.names_said(held.missing)}: the stock is at least what is shown, "
            "and what is lacking at most."
        )
    if held.source_ids and held.is_known:
        told.append(
            f"The stock is that of {join_words(held.source_ids)}; other sources may differ."
        )
    told += also_counted(data, held.terms)
    return [Statement(text) for text in told]
