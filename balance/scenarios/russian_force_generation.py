"""Recruits against losses: what the stated rates decide, by type of loss."""

from __future__ import annotations

from collections.abc import Sequence

from balance.comparison.amounts import Amount, constant, excess, unknown
from balance.comparison.assembly import Speaker, assembled, bars, cited, require_states
from balance.comparison.result import Result, Statement
from balance.comparison.sheets import Column, Line, Sheet
from balance.errors import ParameterError
from balance.planning.forces.stated_rates import monthly_losses, stated_recruits
from balance.quantities.bounds import verdict
from balance.quantities.printing import capitalised, join_words
from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of

__all__ = ["russian_force_generation"]

LOSSES = {
    "military_casualties": "killed and wounded",
    "military_deaths": "killed",
}
"""Each a kind of its own: never added up, never set against another."""

RATES = Sheet(
    "Recruits and losses in a month, by type of loss",
    (
        Column("total", "Losses of the period", "the stated figure"),
        Column("period", "Period", "the months from its beginning to its end"),
        Column("losses", "Losses in a month", "the losses over the months: an average"),
        Column("recruits", "Recruits in a month", "the stated rate"),
        Column("surplus", "Recruits beyond losses", "the recruits less the losses"),
        Column("shortfall", "Losses beyond recruits", "the losses less the recruits"),
    ),
    {"verdict": "More in a month"},
    (
        "Types of loss are not added up: the killed may be counted in each of them.",
        "Losses are averages over the whole period; recruits are those of one month.",
    ),
)


def russian_force_generation(
    data: Dataset | None = None,
    *,
    of: str = "RUS",
    recruits: float = 0.0,
    reading: str = "step",
) -> Result:
    """Set the recruits of a month against the losses of a month, by type of loss.

    Parameters
    ----------
    data
        The tables; by default the bundled ones.
    of
        Code of the state.
    recruits
        Recruits in a month; 0 for the rate that is stated.
    reading
        The rule for hedges.

    Returns
    -------
    Result
        Table ``rates``: a row per stated loss, and one for each type of which none is stated.

    Raises
    ------
    ParameterError
        If the recruits are below zero.

    Notes
    -----
    A force holds its strength while recruits and returns to duty make up for its losses.
    Casualties hold the wounded, many of whom return: to take them all off the recruits gives a
    deficit that need not be there. Hence one row for each type of loss.

    Examples
    --------
    >>> from balance.scenarios.russian_force_generation import russian_force_generation
    >>> table = russian_force_generation().table.set_index("row")
    >>> table.at["military_casualties", "verdict"], table.at["military_deaths", "verdict"]
    ('undecided', 'no data')
    """
    data = tables_of(data)
    require_states(data, [of])
    if recruits < 0:
        raise ParameterError(f"russian_force_generation: recruits below zero: {recruits}")
    rate = constant(recruits, "persons") if recruits else stated_recruits(data, of, reading)
    lines = [line for kind in LOSSES for line in _lines(data, of, kind, rate, reading)]
    sheets = {"rates": (RATES, lines)}
    say = Speaker(sheets)
    known = [line for line in lines if line.amounts["losses"].is_known]
    used = [line.amounts[name] for line in known for name in ("losses", "recruits")]
    chart = bars(say, "rates", lines, ("recruits", "losses"), _title(known), cited(data, used))
    state = data.said_names[of]
    return assembled(
        data,
        title=f"Force generation: {state}",
        question=f"Do the recruits of {state} make up for its losses?",
        answer=_answer(say, lines, bool(recruits)),
        warnings=_WARNINGS,
        sheets=sheets,
        charts=(chart,) if known and rate.is_known else (),
        parameters={"of": of, "recruits": recruits, "reading": reading},
    )


_WARNINGS = tuple(
    map(
        Statement,
        (
            "Killed, and killed and wounded, are unlike things: each row is read alone.",
            "Whether the force grows is not decided: the wounded who return to duty, discharges, "
            "prisoners and the missing are not stated, and recruits are not yet trained soldiers.",
            "The losses are averages over the whole period and hide the rate of today; the "
            "recruits are those of one month, and those of earlier months are not stated.",
            "Losses stated as 'up to' a number are a ceiling: anything below it is as well said.",
            "The numbers are those of press texts that do not say whose counts they are.",
        ),
    )
)


def _lines(data: Dataset, of: str, kind: str, rate: Amount, reading: str) -> list[Line]:
    """Return a row per stated loss of a type, or one that says that none is stated."""
    found = monthly_losses(data, of, kind, reading)
    if not found:
        amounts = {"losses": unknown("persons", (of,)), "recruits": rate}
        return [Line(kind, capitalised(LOSSES[kind]), amounts, {"verdict": "no data"})]
    lines = []
    for stated in found:
        losses = stated.per_month
        amounts = {
            "total": stated.total,
            "period": stated.period,
            "losses": losses,
            "recruits": rate,
        }
        more = "no data"
        if rate.is_known and losses.is_known:
            more = _SAID[verdict(rate.bounds, losses.bounds)]
            if more != "losses":
                amounts["surplus"] = excess(rate, losses)
            if more != "recruits":
                amounts["shortfall"] = excess(losses, rate)
        key = kind if len(found) == 1 else f"{kind}-{stated.source}"
        lines.append(Line(key, capitalised(LOSSES[kind]), amounts, {"verdict": more}))
    return lines


_SAID = {"a_more": "recruits", "b_more": "losses", "level": "level", "undecided": "undecided"}


def _title(known: Sequence[Line]) -> Statement:
    open_kinds = [line for line in known if line.words["verdict"] == "undecided"]
    if open_kinds:
        kinds = join_words(dict.fromkeys(line.label.lower() for line in open_kinds))
        return Statement(f"Whether recruits make up for the {kinds} is undecided")
    return Statement("Recruits and losses in a month, by type of loss")


def _answer(say: Speaker, lines: Sequence[Line], assumed: bool) -> list[Statement]:
    first = lines[0]
    if not first.amounts["recruits"].is_known:
        return [Statement("The recruits of a month are not at hand.")]
    rate = say("rates", first.key, "recruits")
    told = [f"Recruits are {rate} a month ({'assumed' if assumed else 'as a text states them'})."]
    missing = []
    for line in lines:
        kind = line.label.lower()
        if line.words["verdict"] == "no data":
            missing.append(kind)
            continue
        losses, period = (say("rates", line.key, name) for name in ("losses", "period"))
        found = f"{line.label}: {losses} a month on average over {period}, "
        if line.words["verdict"] == "recruits":
            found += f"fewer than the recruits by {say('rates', line.key, 'surplus')}"
        elif line.words["verdict"] == "losses":
            found += f"more than the recruits by {say('rates', line.key, 'shortfall')}"
        else:
            short = say("rates", line.key, "shortfall")
            found += (
                f"which decides nothing: what recruits do not make up for, if anything, is {short} "
                "a month, and every wounded soldier who returns makes it less"
            )
        told.append(f"{found}.")
    if missing:
        told.append(f"Not stated: {join_words(missing)}.")
    return [Statement(" ".join(told))]
