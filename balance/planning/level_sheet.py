"""The levels to reach as a sheet, and in words."""

from __future__ import annotations

from collections.abc import Sequence

from balance.comparison.amounts import constant, over
from balance.comparison.assembly import Speaker
from balance.comparison.compare import Comparison
from balance.comparison.sheets import Column, Line, Sheet
from balance.planning.given import as_written
from balance.planning.levels import Level
from balance.quantities.printing import join_words

__all__ = ["LEVEL", "level_lines", "level_words", "suffixed"]

LEVEL = Sheet(
    "The level",
    (
        Column("together", "All together", "the sum over the members"),
        Column("rival", "The other side", "the sum over the other side"),
        Column("asked", "Ratio asked for", "as asked"),
        Column("level", "Level", "the other side's holdings times the ratio asked for"),
        Column("ratio", "All together to the other side", "the one sum over the other"),
    ),
    words={"source": "Source"},
)


def suffixed(name: str, level: Level, levels: Sequence[Level]) -> str:
    """Return the name of a column; where there are several indicators it names its own."""
    return name if len(levels) == 1 else f"{name}_{level.name}"


def level_lines(levels: Sequence[Level], codes: Sequence[str]) -> list[Line]:
    """Return the lines of :data:`LEVEL`, one per indicator.

    Parameters
    ----------
    levels
        The levels to reach.
    codes
        Members who may be counted on.
    """
    return [
        Line(
            level.name,
            level.row.indicator.label,
            {
                "together": level.held(codes),
                "rival": level.rival,
                "asked": as_written(constant(level.ratio)),
                "level": level.needed,
                "ratio": over(level.held(codes), level.rival),
            },
            {"source": level.row.source},
        )
        for level in levels
    ]


def level_words(rows: Comparison, levels: Sequence[Level], say: Speaker) -> str:
    """Return the levels in words, with their numbers."""
    parts = [
        f"{level.row.indicator.phrase} ({say('level', level.name, 'level')})" for level in levels
    ]
    rival = rows.labels["b"]
    head = f"the level of {rival}"
    if levels[0].ratio != 1:
        head = f"a ratio of {say('level', levels[0].name, 'asked')} to {rival}"
    return f"{head} in {join_words(parts)}"
