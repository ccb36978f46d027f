"""A force of peacekeepers: the pool behind it against the active strength of the allies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from balance.coalitions.coalition import Coalition
from balance.comparison.amounts import Amount, at_most, constant, over
from balance.comparison.assembly import Speaker, assembled, bars, cited, require_states
from balance.comparison.published import amount_of, total_of
from balance.comparison.result import Result, Statement
from balance.comparison.sheets import Column, Line, Sheet
from balance.errors import ParameterError
from balance.planning.rotation import pool_of
from balance.quantities.printing import capitalised, join_words
from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of

__all__ = ["peacekeeping_force"]

PUBLICATIONS = {"first": "active_personnel", "second": "military_personnel"}
"""Two publications count active strength, each in an indicator of its own."""

_EACH = Column("each", "For each in place", "the rotation, as asked")
_POOL = Column("pool", "Pool", "those deployed times the rotation")
HEADCOUNT = Sheet(
    "The pool, and active strength",
    (Column("persons", "Persons", "those deployed times the rotation; the sum over the members"),),
)


def peacekeeping_force(
    data: Dataset | None = None,
    *,
    coalition: str = "NATO_EUROPE",
    without: Iterable[str] = ("TUR",),
    where: str = "UKR",
    deployed: float = 0.0,
    rotations: Iterable[int] = (3, 4, 5),
    text: str = "seed-001",
    reading: str = "step",
) -> Result:
    """Compare the pool that a force of peacekeepers draws on with the active strength at hand.

    Parameters
    ----------
    data
        The tables; by default the bundled ones.
    coalition
        Those who would send it, as an expression.
    without
        Codes of members left out in the second count.
    where
        Code of the state to which it goes.
    deployed
        Peacekeepers in place at a time; 0 for the number that the text states.
    rotations
        How many are needed for each one in place: those there, those who prepare and those
        who rest.
    text
        Source of the number.
    reading
        The rule for hedges.

    Returns
    -------
    Result
        Tables ``shares`` (the pool by rotation, as a share of active strength with and without
        some members, in two publications) and ``headcount`` (the same in persons).

    Raises
    ------
    ParameterError
        If a rotation is below one, or the number deployed below zero.

    Notes
    -----
    Pool = deployed times k, with k = 1 + time at home over time away or, where nobody goes
    twice, k = length of the mission over that of a tour. A published case of the second:
    64,000 in place for two years in tours of six months need 256,000, k = 4 (news.online.ua,
    "The introduction of peacekeepers into Ukraine: what problem did Europe face").

    Examples
    --------
    >>> from balance.scenarios.peacekeeping_force import peacekeeping_force
    >>> float(peacekeeping_force().table.set_index("row").at["4", "pool_high"])
    800000.0
    """
    data = tables_of(data)
    times_each = tuple(dict.fromkeys(rotations))
    if deployed < 0 or not times_each or min(times_each) < 1:
        raise ParameterError(
            f"peacekeeping_force: deployed must not be below zero and rotations not below one; "
            f"found {deployed} and {list(times_each)}"
        )
    whole = data.coalition(coalition)
    named = require_states(data, [without] if isinstance(without, str) else without)
    leavers = tuple(code for code in named if code in whole)
    sides = {"all": whole, **({"rest": whole - leavers} if leavers else {})}
    force = (
        constant(deployed, "persons")
        if deployed
        else at_most(amount_of(data, "peacekeepers_required", where, text, reading=reading))
    )
    strength = {
        f"{key}_{name}": total_of(data, side, indicator)
        for key, side in sides.items()
        for name, indicator in PUBLICATIONS.items()
    }
    lines = [_line(force, number, strength) for number in times_each]
    pools = [
        Line(line.key, line.label, {"persons": line.amounts["pool"]}, group="Pool")
        for line in lines
    ]
    heads = []
    for column, amount in zip(_columns(data, sides), strength.values(), strict=True):
        label = capitalised(column.label.removeprefix("Of "))
        heads.append(Line(column.name, label, {"persons": amount}, group="Active strength"))
    sheets = {
        "shares": (Sheet(SHARES, (_EACH, _POOL, *_columns(data, sides))), lines),
        "headcount": (HEADCOUNT, [*pools, *heads]),
    }
    say = Speaker(sheets)
    drawn = [line for line in (*pools, *heads) if line.amounts["persons"].is_known]
    used = [line.amounts["persons"] for line in drawn]
    title = _title(say, lines[-1])
    chart = bars(say, "headcount", drawn, ("persons",), title, cited(data, used, whole.on))
    return assembled(
        data,
        title="A force of peacekeepers",
        question=(
            f"How much of the active strength of {data.label(whole)} would the pool of such a "
            "force take?"
        ),
        answer=_answer(say, _less(data, sides), lines, bool(deployed)),
        warnings=_WARNINGS if deployed else (*_WARNINGS, _CEILING),
        sheets=sheets,
        charts=(chart,) if force.is_known else (),
        parameters={
            "coalition": coalition,
            "without": list(leavers),
            "where": where,
            "deployed": deployed,
            "rotations": list(times_each),
            "text": text,
            "reading": reading,
        },
        on=whole.on,
    )


_WARNINGS = (
    Statement(
        "This is arithmetic of headcount. What part of active strength could be deployed is "
        "published for none of these states, so that nothing is said about whether the force "
        "can be raised."
    ),
    Statement(
        "Active strength counts navies, air forces, staffs and recruits, and holds everything "
        "else that the members keep forces for, their own defence first."
    ),
    Statement(
        "The rotation is a rule of thumb: those in place, those who prepare and those who rest."
    ),
)
_CEILING = Statement(
    "The number deployed is stated as a ceiling and is a demand, not an offer: a smaller force "
    "takes a smaller part."
)


SHARES = "The pool, and what part of active strength it is"
_LABELS = {"first": "active personnel", "second": "military personnel (NATO)"}


def _columns(data: Dataset, sides: dict[str, Coalition]) -> list[Column]:
    return [
        Column(
            f"{key}_{name}",
            f"Of {label}" + ("" if key == "all" else f", {_less(data, sides)}"),
            "the pool over the sum over the members",
        )
        for key in sides
        for name, label in _LABELS.items()
    ]


def _less(data: Dataset, sides: dict[str, Coalition]) -> str:
    gone = sides["all"].members - sides.get("rest", sides["all"]).members
    return f"without {data.names_said(sorted(gone))}"


def _line(force: Amount, number: int, strength: dict[str, Amount]) -> Line:
    each = constant(number, "persons")
    pool = pool_of(force, each)
    shares = {name: over(pool, amount, "percent", 100) for name, amount in strength.items()}
    return Line(str(number), f"Rotation {number}", {"each": each, "pool": pool, **shares})


def _title(say: Speaker, last: Line) -> Statement:
    if not last.amounts["all_first"].is_known:
        return Statement("The pool behind the peacekeepers, by rotation")
    part = say("shares", last.key, "all_first")
    each = say("shares", last.key, "each")
    return Statement(f"At rotation {each} the pool is {part} of active personnel")


def _answer(say: Speaker, less: str, lines: Sequence[Line], assumed: bool) -> list[Statement]:
    if not lines[0].amounts["pool"].is_known:
        return [Statement("The number of peacekeepers is not at hand.")]

    def part(line: Line, name: str) -> str:
        """Return what a pool takes, with all members and with some left out."""
        all_of, rest = line.amounts[f"all_{name}"], line.amounts.get(f"rest_{name}")
        told = say("shares", line.key, f"all_{name}") if all_of.is_known else ""
        if told and rest is not None and rest.is_known:
            told += f" ({say('shares', line.key, f'rest_{name}')} {less})"
        return told

    pools = [say("shares", line.key, "pool") for line in lines]
    rotations = join_words(say("shares", line.key, "each") for line in lines)
    number = "assumed" if assumed else "stated"
    answer = [
        f"At rotation {rotations} the pool behind the {number} number of peacekeepers is "
        f"{join_words(pools)} persons."
    ]
    for name, start, said in (
        ("first", "That is", "of the members' active personnel"),
        ("second", "By NATO's count of military personnel it is", "of it"),
    ):
        parts = [part(line, name) for line in lines]
        if all(parts):
            answer.append(f"{start} {join_words(parts)} {said}.")
    return [Statement(text) for text in answer]
