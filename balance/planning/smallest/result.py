"""The smallest coalitions of a group that reach a rival's level."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from balance.coalitions.coalition import Coalition
from balance.comparison.amounts import Amount, excess, over
from balance.comparison.assembly import Speaker, assembled, bars, cited
from balance.comparison.compare import Comparison
from balance.comparison.result import Result, Statement
from balance.comparison.sheets import Column, Line, Sheet
from balance.errors import NotAMember, ParameterError, suggest
from balance.planning.level_sheet import LEVEL, level_lines, level_words, suffixed
from balance.planning.levels import Ends, Level, derived, levels_of, rows_that_add_up
from balance.planning.power.text import limits
from balance.planning.smallest.least_sets import LeastSets, least_sets
from balance.quantities.bounds import Bounds, exact
from balance.quantities.printing import capitalised, join_words
from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of

__all__ = ["smallest"]

_MOST_NAMED = 3
_LONG = 40
"""Letters of a label beyond which members are named by their codes."""
_MOST_DRAWN = 8
"""Members of a coalition that a label of a chart has room for."""
_SEARCH = "found by integer programming and checked in exact fractions"
_SIZES = Sheet(
    "How many it takes",
    (
        Column("size", "Members needed", _SEARCH),
        Column("coalitions", "Coalitions of that size", _SEARCH),
    ),
    notes=(
        "Surely: even at the low bounds of the members and the high bounds of the level. By "
        "best values: if there are any. Perhaps: at the high bounds of the members and the low "
        "ones of the level.",
    ),
)
_READINGS = {"surely": "Surely", "best": "By best values", "perhaps": "Perhaps"}


@dataclass(frozen=True)
class _Search:
    """What is searched for: members by place, with those wanted and not wanted."""

    levels: tuple[Level, ...]
    codes: tuple[str, ...]
    inside: frozenset[int]
    outside: frozenset[int]
    limit: int

    def by(self, reading: str, *, free: bool = False) -> LeastSets | None:
        """Return the smallest sets by one reading of the bounds; None if it lacks numbers."""
        quotas = [_quota(level.quota, reading) for level in self.levels]
        weights = [
            [_weight(ends, level.quota, reading) for ends in level.weights(self.codes)]
            for level in self.levels
        ]
        if None in quotas or any(None in row for row in weights):
            return None
        return least_sets(
            [quota or Fraction() for quota in quotas],
            [[weight or Fraction() for weight in row] for row in weights],
            inside=frozenset() if free else self.inside,
            outside=frozenset() if free else self.outside,
            limit=self.limit,
        )


def _quota(ends: Ends, reading: str) -> Fraction | None:
    return {"surely": ends.high, "best": ends.value, "perhaps": ends.low}[reading]


def _weight(ends: Ends, quota: Ends, reading: str) -> Fraction | None:
    high = quota.low if ends.high is None else ends.high
    return {"surely": ends.low, "best": ends.value, "perhaps": high}[reading]


def smallest(
    group: Coalition | str,
    against: Coalition | str,
    indicators: str | Sequence[str],
    *,
    ratio: float = 1.0,
    with_: Iterable[str] | str = (),
    without: Iterable[str] | str = (),
    limit: int = 20,
    data: Dataset | None = None,
    on: str | date | None = None,
    known_by: str | date | None = None,
    source: str | None = None,
    reading: str = "step",
) -> Result:
    """Return all coalitions of least size that reach a rival's level.

    Parameters
    ----------
    group, against
        Coalitions, or expressions such as ``NATO - USA - CAN``.
    indicators
        What is counted; of several a coalition must reach every level at once.
    ratio
        The level, times the rival's holdings. A coalition reaches it with as much or more.
    with_, without
        Codes of members that each coalition must or must not have.
    limit
        How many coalitions are listed at most.
    data
        The tables; by default the bundled ones.
    on, known_by, source, reading
        As for :func:`balance.compare`; one source speaks for all, row by row.

    Returns
    -------
    Result
        Table ``coalitions``, one row per coalition of least size that surely reaches the level,
        that is at its members' low bounds, a missing figure counting only as what is known:
        ``size`` (members), ``holdings``, ``ratio`` to the rival's and ``spare`` (what it has
        beyond the level, in the unit of the indicator), and ``members`` (codes). Of several
        indicators all but the first and last carry their names. Empty if there is none; that
        is then the answer. Tables ``sizes`` (how many it takes surely, by best values, perhaps)
        and ``level``.

    Raises
    ------
    NotAMember
        If a member wanted or not wanted is not in the group.
    ParameterError
        If one is both, or for a limit or ratio that is not above 0.
    LevelError, UnlikeThings
        If the level is not known, or nobody is needed to reach it; for shares and for what is
        not comparable.
    MissingLibrary
        If scipy is not installed.

    Examples
    --------
    >>> from balance.planning import smallest
    >>> result = smallest("NATO - USA - CAN", "RUS", "military_expenditure")
    >>> result.table["members"].tolist()
    ['DEU GBR', 'DEU FRA']
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
    codes = levels[0].codes
    wanted, unwanted = (_members(rows, names) for names in (with_, without))
    if both := sorted(set(wanted) & set(unwanted)):
        raise ParameterError(f"{', '.join(both)} cannot be wanted and not wanted at once")
    if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
        raise ParameterError(
            f"at least one coalition must be listed, and a whole number; found a limit of {limit!r}"
        )
    search = _Search(
        levels,
        codes,
        frozenset(codes.index(code) for code in wanted),
        frozenset(codes.index(code) for code in unwanted),
        limit,
    )
    found = {name: search.by(name) for name in _READINGS}
    sure = found["surely"] or LeastSets(None, (), True)
    free = search.by("surely", free=True) if wanted or unwanted else None
    chosen = [tuple(codes[place] for place in each) for each in sure.sets]
    lines = [_line(data, levels, each) for each in chosen]
    lines.sort(key=lambda line: -line.amounts[suffixed("holdings", levels[0], levels)].bounds.low)
    allowed = [code for code in codes if code not in unwanted]
    sheets = {
        "coalitions": (_sheet(levels), lines),
        "sizes": (_SIZES, _size_lines(levels, found, free)),
        "level": (LEVEL, level_lines(levels, allowed)),
    }
    say = Speaker(sheets)
    answer = _answer(rows, levels, found, free, say, lines, (wanted, unwanted))
    used = [amount for level in levels for amount in (level.total, level.rival)]
    columns = tuple(suffixed("ratio", level, levels) for level in levels)
    note = cited(data, used, rows.a.on)
    chart = bars(
        say, "coalitions", lines, columns, Statement(answer[0].marked.removesuffix(".")), note
    )
    return assembled(
        data,
        title=capitalised(f"smallest coalitions within {rows.labels['a']}"),
        question=f"How few members of {rows.labels['a']} reach the level of {rows.labels['b']}, "
        "and which?",
        answer=answer,
        warnings=_warnings(data, levels),
        sheets=sheets,
        charts=(chart,) if sure.size is not None and sure.size <= _MOST_DRAWN else (),
        parameters={
            "group": rows.a.label,
            "against": rows.b.label,
            "indicators": [level.name for level in levels],
            "ratio": ratio,
            "with": list(wanted),
            "without": list(unwanted),
            "limit": limit,
            "known_by": None if known_by is None else str(known_by),
            "source": source,
            "reading": reading,
        },
        on=rows.a.on,
    )


def _members(rows: Comparison, names: Iterable[str] | str) -> tuple[str, ...]:
    if not isinstance(names, Iterable):
        raise ParameterError(f"expected codes of members, such as ['TUR']; found {names!r}")
    found = tuple(dict.fromkeys([names] if isinstance(names, str) else names))
    for code in found:
        if code not in rows.a:
            raise NotAMember(
                f"{code!r} is not in {rows.a.label!r} on {rows.a.on}.{suggest(code, rows.a.codes)}"
            )
    return found


def _sheet(levels: Sequence[Level]) -> Sheet:
    columns = []
    for level in levels:
        of = "" if len(levels) == 1 else f": {level.row.indicator.phrase}"
        columns += [
            Column(suffixed("holdings", level, levels), f"Holdings{of}", "the sum of its members"),
            Column(
                suffixed("ratio", level, levels),
                f"To the other side{of}",
                "the one sum over the other",
            ),
            Column(
                suffixed("spare", level, levels), f"Beyond the level{of}", "its sum less the level"
            ),
        ]
    size = Column("size", "Members", _SEARCH)
    return Sheet("Smallest coalitions", (size, *columns), words={"members": "Codes"})


def _line(data: Dataset, levels: Sequence[Level], codes: Sequence[str]) -> Line:
    amounts: dict[str, Amount] = {}
    for level in levels:
        own = level.held(codes)
        amounts[suffixed("holdings", level, levels)] = own
        amounts[suffixed("ratio", level, levels)] = over(own, level.rival)
        amounts[suffixed("spare", level, levels)] = excess(own, level.needed)
    held = [level.held(codes) for level in levels]
    amounts["size"] = derived(exact(len(codes)), "members", held)
    label = join_words(data.state_names[code] for code in codes)
    if len(label) > _LONG:
        label = ", ".join(codes)
    return Line("+".join(codes), label, amounts, {"members": " ".join(codes)})


def _size_lines(
    levels: Sequence[Level], found: dict[str, LeastSets | None], free: LeastSets | None
) -> list[Line]:
    inputs = [amount for level in levels for amount in (level.total, level.rival)]
    lines = []
    for name, least in (*found.items(), ("free", free)):
        if least is None or least.size is None:
            continue
        count = len(least.sets)
        many = exact(count) if least.complete else Bounds(count + 1, None, float("inf"))
        label = _READINGS.get(name, "Surely, with no such condition")
        amounts = {
            "size": derived(exact(least.size), "members", inputs),
            "coalitions": derived(many, "coalitions", inputs),
        }
        lines.append(Line(name, label, amounts))
    return lines


def _answer(
    rows: Comparison,
    levels: Sequence[Level],
    found: dict[str, LeastSets | None],
    free: LeastSets | None,
    say: Speaker,
    lines: Sequence[Line],
    asked: tuple[tuple[str, ...], tuple[str, ...]],
) -> list[Statement]:
    data = rows.data
    conditions = [
        f"{word} {data.names_said(codes)}"
        for word, codes in zip(("with", "without"), asked, strict=True)
        if codes
    ]
    head = f"{' and '.join(conditions)} " if conditions else ""
    target = level_words(rows, levels, say)
    sure, perhaps = found["surely"], found["perhaps"]
    told: list[Statement] = []
    if sure is None or sure.size is None:
        have = join_words(say("level", level.name, "together") for level in levels)
        is_sure = perhaps is None or perhaps.size is None
        told.append(
            Statement(
                capitalised(
                    f"{head}no coalition of members of {rows.labels['a']} "
                    f"{'reaches' if is_sure else 'surely reaches'} {target}: all together have "
                    f"{have}."
                )
            )
        )
    else:
        alike = sure == found["best"] == perhaps
        told.append(
            Statement(
                capitalised(
                    f"{head}it takes {_count(say, 'surely', sure)} of {rows.labels['a']} to "
                    f"reach {target}; no fewer {'do' if alike else 'surely do'}."
                    if len(rows.a) > 1
                    else f"{rows.labels['a']} alone {'reaches' if alike else 'surely reaches'} "
                    f"{target}."
                )
            )
        )
        if len(rows.a) > 1:
            told.append(_which(data, sure, say("sizes", "surely", "coalitions"), lines))
    last = sure
    for name, words in (("best", "By the best values"), ("perhaps", "Within the bounds, perhaps,")):
        other = found[name]
        if other is None or other.size is None or (last is not None and other.size == last.size):
            continue
        told.append(Statement(f"{words} {_count(say, name, other)} would be enough."))
        last = other
    if free is not None and free.size is not None and (sure is None or free.size != sure.size):
        told.append(Statement(f"With no such condition it takes {_count(say, 'free', free)}."))
    return told


def _count(say: Speaker, row: str, least: LeastSets) -> str:
    return f"{say('sizes', row, 'size')} {'member' if least.size == 1 else 'members'}"


def _which(data: Dataset, sure: LeastSets, many: str, lines: Sequence[Line]) -> Statement:
    """Return which coalitions these are, or how many, and who is in each."""
    if sure.complete and len(lines) <= _MOST_NAMED:
        names = [data.names_said(line.words["members"].split()) for line in lines]
        return Statement(f"{capitalised(join_words(names, 'or'))}.".replace(" or ", ", or "))
    if not sure.complete:
        return Statement(f"There are {many} coalitions of that size; the table lists some of them.")
    common = set.intersection(*(set(line.words["members"].split()) for line in lines))
    who = data.names_said(sorted(common))
    everywhere = f", {who} being in each" if common else ", with nobody in all of them"
    return Statement(f"There are {many} coalitions of that size{everywhere}.")


def _warnings(data: Dataset, levels: Sequence[Level]) -> list[Statement]:
    told = []
    for level in levels:
        if level.row.a.missing:
            told.append(
                Statement(
                    f"{level.row.indicator.label}: no figure for "
                    f"{data.names_said(level.row.a.missing)}; counted only with what is known."
                )
            )
    told.append(
        Statement(
            "The sums say nothing about who would act with whom, nor whether holdings of "
            "several states work together."
        )
    )
    return [*told, *limits(data, levels)]
