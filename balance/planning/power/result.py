"""On whom a level hangs: power of each member over all coalitions of a group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from balance.coalitions.coalition import Coalition
from balance.comparison.amounts import Amount, constant
from balance.comparison.assembly import Speaker, assembled, cited
from balance.comparison.compare import Comparison
from balance.comparison.result import ChartSpec, Result, Statement
from balance.comparison.sheets import Column, Line, Sheet
from balance.errors import LevelError
from balance.planning.level_sheet import LEVEL, level_lines, suffixed
from balance.planning.levels import (
    Level,
    derived,
    levels_of,
    rows_that_add_up,
    share_within,
    short_words,
)
from balance.planning.power.bounded_games import PowerBetween, power_between
from balance.planning.power.text import ARITHMETIC, answer, title, warnings
from balance.quantities.bounds import Bounds
from balance.quantities.printing import capitalised, join_words
from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of

__all__ = ["power"]

_GAME = "counted over all coalitions of members, from the holdings of each and the level"
_COALITIONS = Sheet(
    "All coalitions",
    (
        Column("coalitions", "Coalitions", "2 to the number of members, the empty one included"),
        Column("reaching", "Reach the level", _GAME),
        Column("share", "Share", "those that reach the level over all"),
    ),
)


def power(
    group: Coalition | str,
    indicators: str | Sequence[str],
    *,
    against: Coalition | str,
    ratio: float = 1.0,
    data: Dataset | None = None,
    on: str | date | None = None,
    known_by: str | date | None = None,
    source: str | None = None,
    reading: str = "step",
) -> Result:
    """Return how much hangs on each member when a group is to reach a rival's level.

    Parameters
    ----------
    group, against
        Coalitions, or expressions such as ``NATO - USA - CAN``.
    indicators
        What is counted; of several a coalition must reach every level at once.
    ratio
        The level, times the rival's holdings. A coalition reaches it with as much or more.
    data
        The tables; by default the bundled ones.
    on, known_by, source, reading
        As for :func:`balance.compare`; one source speaks for all, row by row.

    Returns
    -------
    Result
        Table ``power``, one row per member: ``holdings`` (in the unit of the indicator),
        ``share`` (of the group's, in per cent), ``swings`` (coalitions of others that reach the
        level only with the member), ``banzhaf`` (its part of all swings, in per cent),
        ``shapley`` (in how many of all orders of joining it is the one with whom the level is
        reached, in per cent) and ``breaks_alone`` (whether all others together fall short).
        Of several indicators the first two carry their names. Tables ``coalitions`` and
        ``level``.

    Raises
    ------
    LevelError
        If nobody can reach the level, or it is not known; for a single state.
    UnlikeThings
        For shares, and for what is not comparable.
    TooManyMembers
        If there are more than 40, or 34 with several indicators.
    ParameterError, OverlappingSides, EmptyCoalition
        As for :func:`balance.compare`; for a ratio that is not above 0.

    Notes
    -----
    Counts are exact for the figures' best values (:mod:`balance.planning.power.weighted_games`).
    Where figures have bounds, or a member has none, so have the counts; these hold whatever
    the figures are within theirs (:func:`balance.planning.bounded_games.power_between`).

    Examples
    --------
    >>> from balance.planning import power
    >>> result = power("NATO - USA - CAN", "combat_aircraft", against="RUS")
    >>> result.tables["coalitions"]["coalitions"].tolist()
    [1073741824]
    """
    data = tables_of(data)
    rows = rows_that_add_up(
        data,
        group,
        against,
        indicators,
        on=on,
        known_by=known_by,
        source=source,
        reading=reading,
    )
    levels = levels_of(rows, ratio)
    if len(rows.a) == 1:
        raise LevelError(
            f"power is divided among members, and {rows.labels['a']} is one state; name a group"
        )
    for level in levels:
        if level.out_of_reach(level.codes):
            raise LevelError(f"the level cannot be reached: {short_words(rows, level)}")
    codes = levels[0].codes
    found = power_between(
        [level.quota for level in levels], [level.weights(codes) for level in levels]
    )
    lines = _lines(data, levels, found)
    lines.sort(key=lambda line: _order(line, suffixed("holdings", levels[0], levels)))
    sheets = {
        "power": (_sheet(levels), lines),
        "coalitions": (_COALITIONS, [_coalitions_line(rows, levels, found)]),
        "level": (LEVEL, level_lines(levels, codes)),
    }
    say = Speaker(sheets)
    told = answer(rows, levels, lines, found, say)
    columns = ("banzhaf", *(suffixed("share", level, levels) for level in levels))
    alt = "; ".join(
        f"{line.label}: {', '.join(say('power', line.key, column) for column in columns)}"
        for line in lines
    )
    labels = {column.name: column.label for column in _sheet(levels).columns}
    heads = join_words(labels[column] for column in columns)
    used = [amount for level in levels for amount in (level.total, level.rival)]
    chart = ChartSpec(
        "power",
        title(data, lines, found),
        Statement(f"{heads} of each member. {alt}."),
        ("power",),
        f"{cited(data, used, rows.a.on)} All coalitions are taken to be equally likely.",
        columns,
        tuple(line.key for line in lines),
    )
    return assembled(
        data,
        title=capitalised(f"power within {rows.labels['a']}"),
        question=f"On which members of {rows.labels['a']} does it hang whether the level of "
        f"{rows.labels['b']} is reached?",
        answer=told,
        warnings=warnings(data, levels, found),
        sheets=sheets,
        charts=(chart,) if found.best is not None and any(found.best.swings) else (),
        parameters={
            "group": rows.a.label,
            "against": rows.b.label,
            "indicators": [level.name for level in levels],
            "ratio": ratio,
            "known_by": None if known_by is None else str(known_by),
            "source": source,
            "reading": reading,
        },
        on=rows.a.on,
    )


def _sheet(levels: Sequence[Level]) -> Sheet:
    columns = []
    for level in levels:
        label = level.row.indicator.label
        holdings, share = ("Holdings", "Share of holdings")
        if len(levels) > 1:
            holdings, share = label, f"Share of {level.row.indicator.phrase}"
        columns += [
            Column(suffixed("holdings", level, levels), holdings, "the figures of the member"),
            Column(suffixed("share", level, levels), share, "its holdings over those of all"),
        ]
    return Sheet(
        "Power of each member",
        (
            *columns,
            Column("swings", "Coalitions it turns", _GAME),
            Column("banzhaf", "Banzhaf index", f"its part of all such turns, {_GAME}"),
            Column("shapley", "Shapley-Shubik index", f"its part of all orders, {_GAME}"),
        ),
        words={"breaks_alone": "All others fall short"},
        notes=(
            "A member turns a coalition of others that reaches the level only with it.",
            "Banzhaf: its part of all such turns. Shapley-Shubik: in how many of all orders of "
            "joining it is the one with whom the level is reached.",
            ARITHMETIC,
        ),
    )


def _order(line: Line, holdings: str) -> tuple[float, float, str]:
    """Return by what rows are sorted: the index, where it has a best value, then holdings."""
    index = line.amounts["banzhaf"].bounds.value or 0.0
    return -index, -line.amounts[holdings].bounds.low, line.label


def _percent(bounds: Bounds) -> Bounds:
    best = None if bounds.value is None else bounds.value * 100
    return Bounds(bounds.low * 100, best, bounds.high * 100)


def _lines(data: Dataset, levels: Sequence[Level], found: PowerBetween) -> list[Line]:
    inputs = [amount for level in levels for amount in (level.total, level.rival)]
    lines = []
    for place, code in enumerate(levels[0].codes):
        amounts: dict[str, Amount] = {}
        for level in levels:
            own, rest = level.held([code]), level.held(c for c in level.codes if c != code)
            amounts[suffixed("holdings", level, levels)] = own
            amounts[suffixed("share", level, levels)] = share_within(own, rest)
        amounts["swings"] = derived(found.swings[place], "coalitions", inputs)
        amounts["banzhaf"] = derived(_percent(found.banzhaf[place]), "percent", inputs)
        amounts["shapley"] = derived(_percent(found.shapley[place]), "percent", inputs)
        words = {"breaks_alone": _breaks(levels, code)}
        lines.append(Line(code, data.state_names[code], amounts, words))
    return lines


def _breaks(levels: Sequence[Level], code: str) -> str:
    """Return whether all reach the level together and all without one member do not."""
    rest = [[other for other in level.codes if other != code] for level in levels]
    pairs = list(zip(levels, rest, strict=True))
    all_reach = all(_reaches(level, level.codes) for level in levels)
    if all_reach and any(level.out_of_reach(others) for level, others in pairs):
        return "yes"
    return "no" if all(_reaches(level, others) for level, others in pairs) else "undecided"


def _reaches(level: Level, codes: Sequence[str]) -> bool:
    """Return whether some members reach a level even at their low bounds."""
    high = level.quota.high
    return high is not None and sum(ends.low for ends in level.weights(codes)) >= high


def _coalitions_line(rows: Comparison, levels: Sequence[Level], found: PowerBetween) -> Line:
    inputs = [amount for level in levels for amount in (level.total, level.rival)]
    reaching = derived(found.winning, "coalitions", inputs)
    count = constant(found.coalitions, "coalitions")
    best = None if found.winning.value is None else found.winning.value / found.coalitions
    share = Bounds(
        found.winning.low / found.coalitions, best, found.winning.high / found.coalitions
    )
    amounts: Mapping[str, Amount] = {
        "coalitions": count,
        "reaching": reaching,
        "share": derived(_percent(share), "percent", inputs),
    }
    return Line("all", capitalised(rows.labels["a"]), amounts)
