"""Sentences about force generation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from balance.comparison.amounts import Amount
from balance.comparison.assembly import Speaker
from balance.comparison.result import Statement
from balance.comparison.sheets import Line

__all__ = ["answers", "finding", "warnings"]


def answers(
    say: Speaker, label: str, lines: Sequence[Line], path: Sequence[Line], assumed: bool
) -> list[Statement]:
    """Return what becomes of the strength, each type of loss by itself."""
    first = lines[0]
    if not first.amounts["force"].is_known:
        return [Statement(f"The strength of {label} is not at hand.")]
    if not first.amounts["recruits"].is_known:
        return [Statement("The recruits of a month are neither given nor at hand.")]
    if "losses" not in first.amounts:
        return [Statement("Losses of a month are neither given nor at hand.")]
    head = (
        f"Strength is {say('rates', first.key, 'force')}, recruits are "
        f"{say('rates', first.key, 'recruits')} a month "
        f"({'assumed' if assumed else 'as a text states them'})."
    )
    return [Statement(head), *(_told(say, line, path) for line in lines)]


def _told(say: Speaker, line: Line, path: Sequence[Line]) -> Statement:
    def cell_of(name: str) -> str:
        return say("rates", line.key, name)

    rows = [row for row in path if row.key.startswith(f"{line.key}_")]
    if not rows:
        return Statement(f"{line.label}: nothing can be reckoned without figures.")
    last = rows[-1]
    then = f"{say('path', last.key, 'force')} after {say('path', last.key, 'elapsed')} months"
    kind = line.label.lower() + (" only," if line.key == "killed" else " of")
    losses = f"Counting {kind} {cell_of('losses')} a month"
    if "returns" in line.amounts and line.amounts["returns"].bounds.value is None:
        losses += ", of whom none to all return to duty"
    elif "returns" in line.amounts:
        losses += f", {cell_of('returns')} returning to duty"
    found = line.words["verdict"]
    if found == "grows":
        text = f"{losses}, it grows by {cell_of('grows')} a month, to {then}"
    elif found == "shrinks":
        text = f"{losses}, it shrinks by {cell_of('shrinks')} a month, to {then}"
    elif found == "holds":
        text = f"{losses}, it holds at {then}"
    else:
        text = f"{losses}, whether it grows or shrinks is undecided: {then}"
    return Statement(f"{text}{_floor(line, cell_of)}.")


def _floor(line: Line, cell_of: Callable[[str], str]) -> str:
    """Return when the floor is reached, if one was given and it can be said."""
    if "floor" not in line.amounts:
        return ""
    strength, floor = (line.amounts[name].bounds for name in ("force", "floor"))
    if strength.high <= floor.low:
        return f"; it begins at or below the floor of {cell_of('floor')}"
    reached = line.amounts.get("to_floor")
    if reached is not None and reached.is_known:
        never = ", or never" if reached.bounds.is_open else ""
        return f"; the floor of {cell_of('floor')} is reached after {cell_of('to_floor')}{never}"
    if line.words["verdict"] in ("grows", "holds") and strength.low > floor.high:
        return f"; it does not fall to the floor of {cell_of('floor')}"
    return ""


def finding(say: Speaker, label: str, path: Sequence[Line]) -> Statement:
    """Return the title of the chart."""
    if not path:
        return Statement("Strength by month")
    last = {line.group: line for line in path}
    parts = [
        f"{say('path', line.key, 'force')} {group.replace('C', 'c', 1)}"
        for group, line in last.items()
    ]
    time = say("path", path[-1].key, "elapsed")
    return Statement(f"Strength of {label} after {time} months: {'; '.join(parts)}")


def warnings(lost: Mapping[str, Amount], returning: bool, stated: bool) -> list[Statement]:
    """Return what a reader must know."""
    told = [
        "Arithmetic of the rates given, the same every month; not a forecast. Recruits are not yet "
        "trained soldiers; discharges, prisoners and the missing count only where the losses "
        "given hold them.",
    ]
    if len(lost) > 1:
        told.append(
            "Types of loss are unlike things: each line is read alone, and none is added to "
            "another."
        )
    if "killed" in lost:
        told.append(
            "The killed are only part of what a force loses for good: counting them alone, its "
            "strength is at most what is shown."
        )
    if "casualties" in lost and not returning:
        told.append(
            "Casualties hold the wounded, many of whom return to duty; how many is not given, so "
            "that the loss is anything up to all of them."
        )
    if stated:
        told.append(
            "Losses are averages over the whole period as a text states it; recruits are those of "
            "one month."
        )
    return [Statement(text) for text in told]
