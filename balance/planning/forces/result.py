"""Force generation: strength over months under recruits, losses of one type, and returns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from balance.coalitions.coalition import Coalition
from balance.comparison.amounts import (
    Amount,
    constant,
    excess,
    over,
    plus,
    times,
    unknown,
)
from balance.comparison.assembly import Speaker, assembled
from balance.comparison.published import total_of
from balance.comparison.result import Result
from balance.comparison.sheets import Column, Line, Sheet
from balance.errors import RateError, UnknownLosses, suggest
from balance.planning.forces.stated_rates import monthly_losses, stated_recruits
from balance.planning.forces.text import answers, finding, warnings
from balance.planning.given import Given, given, in_digits, positive
from balance.planning.paths import PROJECTED, elapsed, fan, origin, path_sheet, status_of
from balance.quantities.bounds import Bounds, verdict
from balance.quantities.printing import capitalised
from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of

__all__ = ["LOSSES", "force_path"]

_PERSONS, _MONTHS = "persons", "months"

LOSSES = {
    "killed": "killed",
    "irrecoverable": "irrecoverable losses",
    "casualties": "killed and wounded",
}
"""Types of loss, each a kind of its own: never added up, never set against another."""

_INDICATORS = {"killed": "military_deaths", "casualties": "military_casualties"}
_RETURNING = "casualties"
_MOST_MONTHS = 1000

RATES = Sheet(
    "Recruits, losses and returns in a month, by type of loss",
    (
        Column("force", "Strength", "the sum over the members, or as given"),
        Column("recruits", "Recruits", "the stated rate, or as given"),
        Column("losses", "Losses", "the losses over the months of their period, or as given"),
        Column("returns", "Return to duty", "as given; if not, between none and all the losses"),
        Column("grows", "Grows by", "recruits and returns less losses"),
        Column("shrinks", "Shrinks by", "losses less recruits and returns"),
        Column("break_even", "Break-even losses", "recruits and returns"),
        Column("floor", "Floor", "as given"),
        Column("to_floor", "To the floor", "strength less the floor, over what it shrinks by"),
    ),
    {"verdict": "Outcome"},
    ("Types of loss are not added up: the killed may be counted in each of them.",),
)
PATH = (
    Column("force", "Strength", "strength and recruits and returns less losses till then"),
    Column("floor", "Floor", "as given"),
)
_SAID = {
    "a_more": "grows",
    "b_more": "shrinks",
    "level": "holds",
    "undecided": "undecided",
}


def force_path(
    force: Given | Coalition | str,
    *,
    recruits: Given | None = None,
    losses: Mapping[str, Given] | None = None,
    returns: Given | None = None,
    months: int = 12,
    floor: float | None = None,
    source: str | None = None,
    known_by: str | None = None,
    reading: str = "step",
    data: Dataset | None = None,
) -> Result:
    """Reckon the strength of a force over months under recruits, losses and returns to duty.

    Parameters
    ----------
    force
        Persons at the start, or a coalition whose active personnel is meant, as an expression.
    recruits
        Persons in a month; by default, for a state, what the latest text states.
    losses
        Persons in a month by type: ``killed``, ``irrecoverable`` or ``casualties`` (killed and
        wounded). By default, for a state, what texts state.
    returns
        Wounded who return to duty in a month; with ``casualties`` only. If they are not given,
        anything between none and all of the casualties.
    months
        Length of the path, 1 to 1000.
    floor
        Strength of which the time is asked when it is reached.
    source, known_by, reading
        As for :func:`balance.compare`, for the force.
    data
        The tables; by default the bundled ones.

    Returns
    -------
    Result
        Tables ``rates`` (a row per type of loss) and ``path`` (strength by month, each type by
        itself).

    Raises
    ------
    UnknownLosses
        If there is no such type of loss, or returns are given and casualties are not.
    RateError
        If a number is below zero or the months are not 1 to 1000.

    Notes
    -----
    Strength next month = strength + recruits - losses + returns, the rates the same every
    month; it holds where losses are recruits and returns; the time to the floor is (strength -
    floor) / (losses - recruits - returns). A published case: 38,000 recruits a month against
    20,000 to 32,000 irrecoverable losses leave 6,000 to 18,000 (russiapost.info).

    Examples
    --------
    >>> from balance.planning import force_path
    >>> found = force_path(600_000, recruits=38_000, losses={"irrecoverable": (20_000, 32_000)})
    >>> [float(cell) for cell in found.table.loc[0, ["grows_low", "grows_high"]]]
    [6000.0, 18000.0]
    """
    data = tables_of(data)
    _check(losses, returns, months)
    state = ""
    label = "the force"
    if isinstance(force, str | Coalition):
        side = data.coalition(force)
        label = data.label(side)
        state = side.codes[0] if len(side) == 1 else ""
        strength = total_of(
            data, side, "active_personnel", source=source, known_by=known_by, reading=reading
        )
    else:
        strength = given(force, _PERSONS, "force")
    intake = unknown(_PERSONS)
    if recruits is not None:
        intake = given(recruits, _PERSONS, "recruits")
    elif state:
        intake = stated_recruits(data, state, reading)
    lost = _losses(data, state, losses, reading)
    back = None if returns is None else given(returns, _PERSONS, "returns")
    mark = None
    if floor is not None:
        mark = given(floor, _PERSONS, "floor")
    lines, path = [], []
    for kind, amount in lost.items():
        mine = back if kind == _RETURNING else None
        lines.append(_rates(kind, strength, intake, amount, mine, mark))
        path += list(_path(kind, strength, intake, amount, mine, mark, months))
    if not lines:
        lines = [Line("force", "Losses not known", {"force": strength, "recruits": intake})]
    sheet = path_sheet("Strength by month", "months", PATH)
    sheets = {"rates": (RATES, lines), "path": (sheet, path)}
    say = Speaker(sheets)
    used = [amount for line in lines for amount in line.amounts.values()]
    answer = answers(say, label, lines, path, recruits is not None)
    title = finding(say, label, path)
    columns = ("force", "floor") if mark is not None else ("force",)
    return assembled(
        data,
        title="Force generation",
        question=f"What becomes of the strength of {label} if recruits, "
        "losses and returns stay as they are?",
        answer=answer,
        warnings=warnings(lost, returns is not None, bool(lost) and losses is None),
        sheets=sheets,
        charts=fan(say, sheet, path, columns, title, origin(data, used)),
        parameters={
            "force": str(force),
            "recruits": None if recruits is None else str(recruits),
            "losses": None if losses is None else {k: str(v) for k, v in losses.items()},
            "returns": None if returns is None else str(returns),
            "months": months,
            "floor": floor,
            "source": source,
            "known_by": known_by,
            "reading": reading,
        },
    )


def _check(losses: Mapping[str, Given] | None, returns: Given | None, months: int) -> None:
    for kind in losses or ():
        if kind not in LOSSES:
            raise UnknownLosses(
                f"there is no type of loss {kind!r}; expected {', '.join(LOSSES)}."
                f"{suggest(kind, LOSSES)}"
            )
    if returns is not None and losses is not None and _RETURNING not in losses:
        raise UnknownLosses(
            f"returns are of wounded, who are in {_RETURNING!r} only: nobody returns from the "
            f"losses given ({', '.join(losses)}); leave returns out"
        )
    if positive(months, "months") != int(months) or months > _MOST_MONTHS:
        raise RateError(f"months: expected a whole number from 1 to {_MOST_MONTHS}; found {months}")


def _losses(
    data: Dataset, state: str, losses: Mapping[str, Given] | None, reading: str
) -> dict[str, Amount]:
    """Return losses in a month by type, as given or as texts state them."""
    if losses is not None:
        return {
            kind: given(losses[kind], _PERSONS, f"losses, {kind}")
            for kind in LOSSES
            if kind in losses
        }
    found = {}
    for kind, indicator in _INDICATORS.items():
        stated = monthly_losses(data, state, indicator, reading) if state else ()
        if stated:
            found[kind] = stated[-1].per_month
    return found


def _net(
    intake: Amount, lost: Amount, back: Amount | None, kind: str
) -> tuple[list[Amount], Amount]:
    """Return what is gained and what is lost in a month for good.

    Wounded who return, where nobody says how many, make the loss anything up to all of it.
    """
    if kind == _RETURNING and back is None:
        return [intake], replace(lost, bounds=Bounds(0.0, None, lost.bounds.high))
    return [intake] if back is None else [intake, back], lost


def _rates(
    kind: str,
    strength: Amount,
    intake: Amount,
    lost: Amount,
    back: Amount | None,
    mark: Amount | None,
) -> Line:
    amounts = {"force": strength, "recruits": intake, "losses": lost}
    if kind == _RETURNING:
        unstated = replace(lost, bounds=Bounds(0.0, None, lost.bounds.high))
        amounts["returns"] = unstated if back is None else back
    if mark is not None:
        amounts["floor"] = mark
    label = capitalised(LOSSES[kind])
    if not (intake.is_known and lost.is_known):
        return Line(kind, label, amounts, {"verdict": "no data"})
    gained, gone = _net(intake, lost, back, kind)
    gain = plus(gained)
    inputs = [*gained, lost]
    grows, shrinks = excess(gain, gone), excess(gone, gain)
    found = _SAID[verdict(gain.bounds, gone.bounds)]
    if found != "shrinks":
        amounts["grows"] = in_digits(grows, inputs)
    if found != "grows":
        amounts["shrinks"] = in_digits(shrinks, inputs)
    if back is not None or kind != _RETURNING:
        amounts["break_even"] = in_digits(gain, gained)
    if mark is not None and found != "grows" and strength.is_known:
        amounts["to_floor"] = over(excess(strength, mark), shrinks, _MONTHS)
    return Line(kind, label, amounts, {"verdict": found})


def _path(
    kind: str,
    strength: Amount,
    intake: Amount,
    lost: Amount,
    back: Amount | None,
    mark: Amount | None,
    months: int,
) -> Iterator[Line]:
    """Yield the strength by month, if strength and rates are known."""
    if not all(amount.is_known for amount in (strength, intake, lost)):
        return
    gained, gone = _net(intake, lost, back, kind)
    inputs: Sequence[Amount] = [strength, *gained, lost]
    for month in range(int(months) + 1):
        time = constant(month)
        level = strength
        if month:
            added = [times([each, time], _PERSONS) for each in gained]
            level = excess(plus([strength, *added]), times([gone, time], _PERSONS))
            level = in_digits(level, inputs)
        amounts = {"elapsed": elapsed(month), "force": level}
        if mark is not None:
            amounts["floor"] = mark
        status = PROJECTED if month else status_of(strength)
        label = f"Month {month}" if month else "Start"
        group = f"Counting {LOSSES[kind]}" + (" only" if kind == "killed" else "")
        yield Line(f"{kind}_{month}", label, amounts, {"status": status}, group)
