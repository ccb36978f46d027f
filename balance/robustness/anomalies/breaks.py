"""Breaks of yearly series: of all states at once, of one against its peers, and spikes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from statistics import median

from balance.errors import SeriesBreak, number_text
from balance.quantities.printing import round_to
from balance.robustness.anomalies.findings import (
    JUMP,
    PEERS,
    Finding,
    Printed,
    Scan,
    Step,
    factor,
    finding_at,
    finding_of_all,
    named,
)
from balance.robustness.disagreement.pairs import Pairing

__all__ = ["SPLICE", "breaks"]

SPLICE = 1.25
"""Change in a year from which most states moving together is a break of the series.

In version 7.0 of the National Material Capabilities the urban population changes by more than
that in 110 of 150 states from one year to the next, and by about two per cent in others.
"""
_SPREADS = 6.0
"""Robust standard deviations from its peers at which a state is out of line."""
_QUIET = 1.10
"""Median change in the other years below which a year of change is a break."""
_TO_SIGMA = 1.4826  # of a median absolute deviation, for a normal distribution


def breaks(
    scan: Scan, editions: tuple[Pairing, ...] = (), publications: tuple[Pairing, ...] = ()
) -> Iterator[Finding]:
    """Yield breaks of yearly series: of all states at once, of one against its peers, spikes.

    Parameters
    ----------
    scan
        The tables.
    editions, publications
        Not needed: a series is of one source.
    """
    del editions, publications
    for key, states in scan.series.items():
        steps = scan.steps(key)
        quiet = [median(_size(s) for s in found) for found in steps.values()]
        for years, found in steps.items():
            if len(found) < PEERS:
                continue
            moved = [step for step in found if _size(step) > math.log(SPLICE)]
            own = median(_size(step) for step in found)
            rest = sorted(quiet)[: len(quiet) - 1] if own == max(quiet) else quiet
            if len(moved) * 2 > len(found) and rest and median(rest) < math.log(_QUIET):
                yield _splice(scan, years, moved, len(found))
            else:
                yield from _out_of_line(scan, found)
        for own_figures in states.values():
            yield from _spikes(scan, own_figures)


def _size(step: Step) -> float:
    return abs(math.log(step.ratio))


def _splice(scan: Scan, years: tuple[str, str], moved: list[Step], count: int) -> Finding:
    return finding_of_all(
        scan,
        "series_break",
        SeriesBreak,
        moved[0].after,
        f"changes by more than a quarter in {len(moved)} of {count} states from {years[0]} to "
        f"{years[1]}",
        "most states to change as little as in other years",
        f"in the middle {round_to(median(step.ratio for step in moved), 3)} times",
        "find out whether the definition or the origin of the series changed",
    )


def _out_of_line(scan: Scan, found: list[Step]) -> Iterator[Finding]:
    """Yield the states whose change lies far from that of the others in the same year."""
    middle = median(math.log(step.ratio) for step in found)
    spread = _TO_SIGMA * median(abs(math.log(step.ratio) - middle) for step in found)
    for step in found:
        away = abs(math.log(step.ratio) - middle)
        if away > max(math.log(SPLICE), _SPREADS * spread):
            yield finding_at(
                scan,
                "series_break",
                SeriesBreak,
                step.after,
                f"is {round_to(step.ratio, 3)} times the year before, out of line with the others",
                f"about {round_to(math.exp(middle), 3)} times {named(step.before)}",
                number_text(step.after.value),
                "compare both years with their print",
            )


def _spikes(scan: Scan, own: tuple[Printed, ...]) -> Iterator[Finding]:
    """Yield numbers far from both neighbours, which are near each other."""
    above = [one for one in own if one.value > 0]
    for before, one, after in zip(above, above[1:], above[2:], strict=False):
        same_side = (one.value > before.value) == (one.value > after.value)
        far = min(factor(one, before), factor(one, after)) >= JUMP
        if far and same_side and factor(before, after) < SPLICE:
            yield finding_at(
                scan,
                "series_break",
                SeriesBreak,
                one,
                "is far from the figures before and after it, which are near each other",
                f"a number like {named(before)} or {named(after)}",
                number_text(one.value),
                "compare it with its print",
            )
