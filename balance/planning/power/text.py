"""What is said about power: every number from a cell."""

from __future__ import annotations

from collections.abc import Sequence

from balance.comparison.assembly import Speaker
from balance.comparison.compare import Comparison
from balance.comparison.result import Statement
from balance.comparison.rows import Row
from balance.comparison.sentences import not_counted_words
from balance.comparison.sheets import Line
from balance.planning.level_sheet import level_words, suffixed
from balance.planning.levels import Level
from balance.planning.power.bounded_games import PowerBetween
from balance.planning.scopes import also_counted
from balance.quantities.printing import capitalised, join_words
from balance.tables.dataset import Dataset

__all__ = ["ARITHMETIC", "answer", "limits", "speakers", "title", "warnings"]

_MOST_NAMED = 3
ARITHMETIC = (
    "This is arithmetic over all coalitions, each taken to be as likely as any other, not "
    "politics: it says on whom a sum hangs before anything is known about who would act with "
    "whom."
)


def answer(
    rows: Comparison,
    levels: Sequence[Level],
    lines: Sequence[Line],
    found: PowerBetween,
    say: Speaker,
) -> list[Statement]:
    """Return how many coalitions reach the level, on whom that hangs, and who breaks it."""
    data, ours = rows.data, rows.labels["a"]
    share, count = say("coalitions", "all", "share"), say("coalitions", "all", "coalitions")
    reach = "reach" if len(levels) == 1 else "reach at once"
    return [
        Statement(
            f"Of the {count} coalitions that members of {ours} can form, {share} {reach} "
            f"{level_words(rows, levels, say)}."
        ),
        _largest(data, levels, lines, found, say),
        _alone(data, lines),
    ]


def title(data: Dataset, lines: Sequence[Line], found: PowerBetween) -> Statement:
    """Return the finding as the title of a chart."""
    named = _named(lines)
    who = join_words(data.said_names[line.key] for line in named)
    part = "largest parts of the Banzhaf index fall" if len(named) > 1 else "Banzhaf index falls"
    return Statement(f"{_head(found)} {part} to {who}")


def _named(lines: Sequence[Line]) -> list[Line]:
    """Return the members with the largest parts of the index, none without any."""
    return [line for line in lines if line.amounts["banzhaf"].bounds.value][:_MOST_NAMED]


def _head(found: PowerBetween) -> str:
    bounded = any(not index.is_exact for index in found.banzhaf)
    return "By the best values the" if bounded else "The"


def _largest(
    data: Dataset,
    levels: Sequence[Level],
    lines: Sequence[Line],
    found: PowerBetween,
    say: Speaker,
) -> Statement:
    """Return who has the largest parts of the index, if that can be said."""
    if found.best is None:
        return Statement(
            "Some figures are missing or have no best value: how the power is divided is known "
            "between bounds only."
        )
    parts = []
    for line in _named(lines):
        shares = [say("power", line.key, suffixed("share", level, levels)) for level in levels]
        parts.append(
            f"{data.said_names[line.key]} ({say('power', line.key, 'banzhaf')}, with "
            f"{join_words(shares)} of the holdings)"
        )
    if not parts:
        return Statement("By the best values no coalition reaches it and no member turns any.")
    part = "largest parts of the Banzhaf index fall" if len(parts) > 1 else "Banzhaf index falls"
    return Statement(f"{_head(found)} {part} to {join_words(parts)}.")


def _alone(data: Dataset, lines: Sequence[Line]) -> Statement:
    """Return whose departure alone breaks it."""
    told = {line.words["breaks_alone"] for line in lines}
    alone = [data.said_names[line.key] for line in lines if line.words["breaks_alone"] == "yes"]
    if alone:
        who = join_words((f"without {name}" for name in alone), "or")
        return Statement(f"{capitalised(who)}, all others together fall short.")
    if told == {"no"}:
        return Statement("Any one member may leave and all others together still reach it.")
    return Statement("Whether one departure alone breaks it is undecided within the bounds.")


def warnings(data: Dataset, levels: Sequence[Level], found: PowerBetween) -> list[Statement]:
    """Return what a reader must know before using an index."""
    told = [Statement(ARITHMETIC)]
    for level in levels:
        missing = level.row.a.missing
        if missing:
            told.append(
                Statement(
                    f"{level.row.indicator.label}: no figure for {data.names_said(missing)}; "
                    "anything from nothing to the whole level is allowed for, so that bounds "
                    "take the place of counts."
                )
            )
    if any(not swings.is_exact for swings in found.swings):
        told.append(
            Statement(
                "Bounds of counts and indices hold whatever the figures are within their bounds; "
                "they are wider than they need be."
            )
        )
    return [*told, *limits(data, levels)]


def limits(data: Dataset, levels: Sequence[Level]) -> list[Statement]:
    """Return what limits any answer about levels: who reaches one, who speaks, what is left out."""
    reached = Statement("A coalition reaches a level with as much or more.")
    return [reached, *speakers(data, [level.row for level in levels])]


def speakers(data: Dataset, rows: Sequence[Row]) -> list[Statement]:
    """Return whose figures these are, and what is not counted."""
    sources = dict.fromkeys(s for row in rows for s in sorted({*row.a.sources, *row.b.sources}))
    besides = [text for row in rows for text in also_counted(data, (*row.a.terms, *row.b.terms))]
    return [
        Statement(f"All holdings are those of {join_words(sources)}; other sources may differ."),
        *(Statement(text) for text in dict.fromkeys(besides)),
        Statement(f"Holdings are world-wide. {not_counted_words(data)} Not counted is not absent."),
    ]
