"""How many meet a target by each edition of one publication: how far its estimates moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from balance.comparison.amounts import Amount
from balance.comparison.assembly import Speaker
from balance.comparison.published import figures_of, from_figure
from balance.comparison.result import Statement, cell
from balance.comparison.sheets import Column, Line, Sheet
from balance.quantities.bounds import Bounds
from balance.quantities.dates import last_day, parse_day
from balance.quantities.printing import join_words
from balance.scenarios.spending import tally
from balance.tables.dataset import Dataset

__all__ = ["EDITIONS", "edition_lines", "edition_sentence"]

EDITIONS = Sheet(
    "The same target by each edition of NATO's table",
    (
        Column("target", "Target", "the target"),
        Column("meets", "Meet it", "members whose printed share is at least the target"),
        Column("least", "Least share", "the smallest printed share of a member with armed forces"),
        Column("most", "Largest share", "the largest printed share of a member"),
    ),
    {"year": "Year", "edition": "Edition"},
    ("Editions of one publication are one witness; the later says how far estimates moved.",),
)
_SHARE = "defence_expenditure_share"


def edition_lines(
    data: Dataset, codes: Sequence[str], target: Amount, year: str, known_by: str | None
) -> list[Line]:
    """Return a row for each edition of NATO's table that has shares of a year.

    Parameters
    ----------
    data
        The tables.
    codes
        Members with armed forces.
    target
        Share that is to be met, exact.
    year
        Of the shares.
    known_by
        Hide what was published later; an edition without a date is then hidden, too.
    """
    day = None if known_by is None else parse_day(known_by)
    lines = []
    for source in sorted(data.figure_index.get(_SHARE, {})):
        row = data.source(source)
        if row["publication"] != "nato":
            continue
        if day is not None and not (row["published"] and last_day(row["published"]) <= day):
            continue
        shares = dict(_shares(data, codes, source, year))
        if not shares:
            continue
        ordered = sorted(shares.values(), key=lambda share: share.bounds.low)
        mark = target.bounds.low
        amounts = {
            "target": target,
            "meets": tally(((code, *_met(shares.get(code), mark)) for code in codes), "members"),
            "least": ordered[0],
            "most": ordered[-1],
        }
        words = {"year": year, "edition": row["title"]}
        lines.append(Line(source, source, amounts, words))
    return lines


def _shares(
    data: Dataset, codes: Sequence[str], source: str, year: str
) -> Iterator[tuple[str, Amount]]:
    for code in codes:
        found = figures_of(data, _SHARE, code, source, year)
        if found:
            yield code, from_figure(data, found[-1])


def _met(share: Amount | None, mark: float) -> tuple[Bounds, list[Amount]]:
    if share is None:
        return Bounds(0.0, None, 1.0), []
    low, high = share.bounds.low >= mark, share.bounds.high >= mark
    best = float(share.value >= mark) if low != high else float(low)
    return Bounds(float(low), best, float(high)), [share]


def edition_sentence(say: Speaker, lines: Sequence[Line]) -> list[Statement]:
    """Return how many meet the target by each edition, if there are several."""
    if len(lines) < 2:
        return []
    parts = [
        f"{say('editions', line.key, 'meets')} by "
        f"{cell(line.words['edition'], 'editions', line.key, 'edition')}"
        for line in lines
    ]
    target = say("editions", lines[0].key, "target")
    return [
        Statement(
            f"Editions of one publication differ: {target} of GDP is met by {join_words(parts)}."
        )
    ]
