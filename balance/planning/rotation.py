"""Rotation: how many are needed for each one in place."""

from __future__ import annotations

import math
from dataclasses import replace

from balance.comparison.amounts import Amount, constant, over, times
from balance.comparison.assembly import Speaker, assembled, bars
from balance.comparison.published import total_of
from balance.comparison.result import Result, Statement
from balance.comparison.sheets import Column, Line, Sheet
from balance.errors import RateError
from balance.planning.given import Given, as_written, given, positive
from balance.planning.paths import origin
from balance.quantities.printing import capitalised
from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of

__all__ = ["each_in_place", "pool_of", "rotation_path"]

_PERSONS = "persons"
POOL = Sheet(
    "The pool behind a force in place",
    (
        Column("deployed", "In place", "as given"),
        Column("tour", "Tour", "as given"),
        Column("mission", "Mission", "as given"),
        Column("dwell", "Time at home between tours", "as given"),
        Column(
            "each",
            "For each in place",
            "whole tours in the mission; or one and the time at home over the tour",
        ),
        Column("pool", "Pool", "those in place times those for each in place"),
        Column("active", "Active personnel", "the sum over the members"),
        Column("share", "Pool of active personnel", "the pool over active personnel"),
    ),
)


def pool_of(deployed: Amount, each: Amount) -> Amount:
    """Return the pool behind a force: those in place times those for each one in place.

    Examples
    --------
    >>> pool_of(constant(64, "persons"), constant(4, "persons")).value
    256.0
    """
    return times([deployed, each], _PERSONS)


def each_in_place(
    tour: float, *, mission: float | None = None, dwell: float | None = None
) -> float:
    """Return how many are needed for each one in place.

    Parameters
    ----------
    tour
        Length of a tour, above zero, in months.
    mission
        Length of the mission in months, if nobody goes twice.
    dwell
        Months at home between two tours, if those who come back go again.

    Returns
    -------
    float
        The tours in the mission, a last one that is cut short counted as one; or
        ``1 + dwell / tour``.

    Raises
    ------
    RateError
        If a length is not above zero (``dwell``: below zero), or not exactly one of
        ``mission`` and ``dwell`` is given.

    Notes
    -----
    A published case of the first: 64,000 in place for two years in tours of six months need
    256,000 (news.online.ua, "The introduction of peacekeepers into Ukraine: what problem did
    Europe face").

    Examples
    --------
    >>> each_in_place(6, mission=24), each_in_place(6, dwell=12)
    (4.0, 3.0)
    """
    positive(tour, "tour")
    if (mission is None) == (dwell is None):
        raise RateError(
            "expected either mission (nobody goes twice) or dwell (months at home between tours)"
        )
    if mission is not None:
        return float(math.ceil(positive(mission, "mission") / tour - 1e-9))
    assert dwell is not None
    return 1 + given(dwell, "months", "dwell").value / tour


def rotation_path(
    deployed: Given,
    *,
    tour: float,
    mission: float | None = None,
    dwell: float | None = None,
    of: str | None = None,
    data: Dataset | None = None,
) -> Result:
    """Reckon the pool behind a force in place that is relieved in turns.

    Parameters
    ----------
    deployed
        Persons in place at a time.
    tour, mission, dwell
        As for :func:`each_in_place`, in months.
    of
        A coalition whose active personnel the pool is held against, as an expression.
    data
        The tables; by default the bundled ones.

    Returns
    -------
    Result
        Table ``pool``.

    Raises
    ------
    RateError
        As for :func:`each_in_place`, or if those in place are below zero.

    Examples
    --------
    >>> float(rotation_path(64_000, tour=6, mission=24).table.at[0, "pool"])
    256000.0
    """
    number = each_in_place(tour, mission=mission, dwell=dwell)
    force = given(deployed, _PERSONS, "deployed")
    data = tables_of(data)
    each = constant(number, _PERSONS)
    pool = pool_of(force, each)
    pool = replace(pool, digits=None) if not force.terms else pool
    length = {"mission": mission, "dwell": dwell}
    amounts = {
        "deployed": force,
        "tour": as_written(constant(tour, "months")),
        **{name: as_written(constant(n, "months")) for name, n in length.items() if n is not None},
        "each": each,
        "pool": pool,
    }
    active = None
    if of is not None:
        active = total_of(data, of, "active_personnel")
        amounts |= {"active": active, "share": over(pool, active, "percent", 100)}
    line = Line("pool", "Pool", amounts)
    sheets = {"pool": (POOL, [line])}
    say = Speaker(sheets)
    turn = (
        f"for {say('pool', 'pool', 'mission')}, nobody going twice"
        if mission is not None
        else f"with {say('pool', 'pool', 'dwell')} at home between tours"
    )
    need = (
        f"{say('pool', 'pool', 'deployed')} in place {turn}, in tours of "
        f"{say('pool', 'pool', 'tour')}, need a pool of {say('pool', 'pool', 'pool')}"
    )
    answer = [Statement(capitalised(f"{need}, {say('pool', 'pool', 'each')} for each in place."))]
    columns: tuple[str, ...] = ("deployed", "pool")
    if of is not None and active is not None:
        side = data.label(data.coalition(of))
        if active.is_known:
            columns = (*columns, "active")
            share = say("pool", "pool", "share")
            answer.append(Statement(f"That is {share} of the active personnel of {side}."))
        else:
            answer.append(Statement(f"The active personnel of {side} is not at hand."))
    note = origin(data, amounts.values())
    return assembled(
        data,
        title="Rotation",
        question="How many persons does a force in place need that is relieved in turns?",
        answer=answer,
        warnings=[
            Statement(
                "Arithmetic of headcount: what part of a force could be deployed is not in it, nor "
                "whether the pool can be raised."
            )
        ],
        sheets=sheets,
        charts=(bars(say, "pool", [line], columns, Statement(capitalised(need)), note),),
        parameters={
            "deployed": force.bounds.high,
            "tour": tour,
            "mission": mission,
            "dwell": dwell,
            "of": of,
        },
    )
