"""The British Army: what it was, what it is, and what is missing to a mark."""

from __future__ import annotations

from balance.comparison.amounts import Amount, as_set, constant, excess, over, unknown
from balance.comparison.assembly import Speaker, assembled, bars, cited, require_states
from balance.comparison.published import amount_of, figures_of, total_of
from balance.comparison.result import Result, Statement
from balance.comparison.sheets import Column, Line, Sheet
from balance.errors import ParameterError
from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of

__all__ = ["british_army"]

STRENGTH = Sheet(
    "Strength of the army",
    (Column("soldiers", "Soldiers", "the figure; the mark as it is set"),),
    {"about": "What it is"},
    ("The army alone; navy and air force are left out.",),
)
CHANGE = Sheet(
    "Change between the two strengths, and to the mark",
    (
        Column("persons", "Soldiers", "the larger less the smaller"),
        Column("percent", "In per cent", "the quotient less one hundred"),
    ),
    {"about": "Per cent of the strength in"},
)
CONTEXT = Sheet(
    "Beside it: the armed forces, which are more than the army",
    (Column("persons", "Persons", "the figure of the first preferred source that has one"),),
    {"about": "What is counted"},
)

COUNTED = {
    "active_personnel": "the armed forces",
    "military_personnel": "the armed forces and others that the alliance counts",
}


def british_army(
    data: Dataset | None = None,
    *,
    of: str = "GBR",
    text: str = "seed-000",
    goal: float = 0.0,
    reading: str = "step",
) -> Result:
    """Compare the strength of the British Army then and now, and with a mark to be passed.

    Parameters
    ----------
    data
        The tables; by default the bundled ones.
    of
        Code of the state whose army it is.
    text
        Source of the strengths.
    goal
        The mark in soldiers; 0 for the one that the text states.
    reading
        The rule for hedges.

    Returns
    -------
    Result
        Tables ``strength``, ``change`` and ``context`` (the armed forces, not the army).

    Raises
    ------
    ParameterError
        If the mark is below zero.

    Notes
    -----
    A strength in prose is rounded and has bounds; the mark is set, so it is taken as printed.

    Examples
    --------
    >>> from balance.scenarios.british_army import british_army
    >>> float(british_army().tables["change"].set_index("row").at["fall", "persons"])
    28000.0
    """
    data = tables_of(data)
    require_states(data, [of])
    if goal < 0:
        raise ParameterError(f"british_army: goal must not be below zero; found {goal}")
    years = [figure.as_of for figure in figures_of(data, "army_personnel", of, text)]
    first, last = (years[0], years[-1]) if years else ("", "")
    then, now = (
        amount_of(data, "army_personnel", of, text, as_of=day, reading=reading)
        for day in (first, last)
    )
    stated = as_set(amount_of(data, "army_personnel_target", of, text))
    mark = constant(goal, "persons") if goal else stated
    strength = [
        Line("then", f"Army, {first or 'then'}", {"soldiers": then}, {"about": "stated"}),
        Line("now", f"Army, {last or 'now'}", {"soldiers": now}, {"about": "stated"}),
        Line("mark", "Mark", {"soldiers": mark}, {"about": "assumed" if goal else "a demand"}),
    ]
    change = [
        _gap("fall", "Fewer now than then", then, now, of=then, about=first),
        _gap("rise", "Missing to the mark", mark, now, of=now, about=last),
        _gap("short", "Mark below the strength then", then, mark, of=then, about=first),
    ]
    context = [
        Line(
            name, data.indicator(name).label, {"persons": total_of(data, of, name)}, {"about": who}
        )
        for name, who in COUNTED.items()
    ]
    sheets = {
        "strength": (STRENGTH, strength),
        "change": (CHANGE, change),
        "context": (CONTEXT, context),
    }
    say = Speaker(sheets)
    known = then.is_known and now.is_known
    return assembled(
        data,
        title="The British Army" if of == "GBR" else f"The army of {data.said_names[of]}",
        question="How much smaller is the army than it was, and how far is it from the mark?",
        answer=_answer(say, (first, last), (then, now, mark), bool(goal)),
        warnings=(
            Statement(
                "The army is not the armed forces: the strength of the armed forces is shown as "
                "context and never compared with the army's."
            ),
            Statement(
                "The mark is what somebody demands in the text, not a target of the government, "
                "and to pass it takes more than what is missing."
            ),
            Statement(
                "One text states all three; it does not say whether recruits in training or "
                "reservists are in, nor whether both strengths count alike."
            ),
        ),
        sheets=sheets,
        charts=(
            (
                bars(
                    say,
                    "strength",
                    strength,
                    ("soldiers",),
                    Statement(_title(say, then, now)),
                    cited(data, (then, now, stated)),
                ),
            )
            if known
            else ()
        ),
        parameters={"of": of, "text": text, "goal": goal, "reading": reading},
    )


def _gap(key: str, label: str, more: Amount, less: Amount, *, of: Amount, about: str) -> Line:
    """Return by how much one strength exceeds another, in persons and in per cent of one."""
    if not (more.is_known and less.is_known):
        return Line(key, label, {"persons": unknown("persons")}, {"about": about})
    beyond = excess(more, less)
    # Which side the whole stands on decides which quotient has exact bounds.
    left = excess(constant(100, "percent"), over(less, more, "percent", 100))
    share = over(beyond, of, "percent", 100) if of is less else left
    return Line(key, label, {"persons": beyond, "percent": share}, {"about": about})


def _title(say: Speaker, then: Amount, now: Amount) -> str:
    if then.bounds.low > now.bounds.high:
        return f"The army has {say('change', 'fall', 'persons')} fewer soldiers than it had"
    return "Strength of the army then and now"


def _answer(
    say: Speaker, days: tuple[str, str], strengths: tuple[Amount, Amount, Amount], assumed: bool
) -> list[Statement]:
    then, now, mark = strengths
    told = []
    if then.is_known and now.is_known:
        was, has = say("strength", "then", "soldiers"), say("strength", "now", "soldiers")
        found = f"The army had {was} soldiers in {days[0]} and has {has} in {days[1]}"
        if then.bounds.low > now.bounds.high:
            fewer, share = (say("change", "fall", name) for name in ("persons", "percent"))
            found += f": {fewer} fewer, a fall by {share}"
        told.append(Statement(f"{found}."))
    elif then.is_known:
        was = say("strength", "then", "soldiers")
        told.append(
            Statement(f"The army had {was} soldiers in {days[0]}; what it has is not known.")
        )
    if now.is_known and mark.is_known:
        called = "mark (assumed)" if assumed else "mark that the text names"
        goal = say("strength", "mark", "soldiers")
        if mark.bounds.low > now.bounds.high:
            lacks, share = (say("change", "rise", name) for name in ("persons", "percent"))
            found = f"To the {called}, {goal}, {lacks} are missing: a rise by {share}"
            if then.bounds.low > mark.bounds.high:
                short = say("change", "short", "persons")
                found += f", and still {short} fewer than it had"
            told.append(Statement(f"{found}."))
        elif now.bounds.low >= mark.bounds.high:
            told.append(Statement(f"The {called}, {goal}, is reached."))
        else:
            told.append(Statement(f"Whether the {called}, {goal}, is reached is undecided."))
    return told or [Statement("No strength of the army is at hand.")]
