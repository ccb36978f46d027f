"""What a simulation found and assumed, in sentences; every number comes from a cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from balance.comparison.assembly import Speaker
from balance.comparison.compare import Comparison
from balance.comparison.result import Statement, cell
from balance.comparison.sentences import families, named_rows
from balance.errors import NoErrorModel
from balance.quantities.printing import join_words
from balance.robustness.simulation.designs import Drawn, Plan
from balance.robustness.simulation.error_models import ErrorModel
from balance.robustness.simulation.sheets import Made
from balance.robustness.simulation.tallies import Tally

__all__ = ["answer_of", "warnings_of"]

_FEW = 3
"""Rows up to which each is told with its numbers."""


def answer_of(
    comparison: Comparison,
    model: ErrorModel,
    plan: Plan,
    tallies: Sequence[Tally],
    sheets: Mapping[str, Made],
) -> tuple[Statement, ...]:
    """Return what was assumed and what came of it.

    Parameters
    ----------
    comparison
        Names of the sides.
    model, plan, tallies
        What was drawn, and what it came to.
    sheets
        Where the numbers stand.
    """
    say = Speaker(sheets)
    told = _words(sheets)
    named = {row.indicator.name for row in named_rows([drawn.row for drawn in plan.drawn])}
    every = zip(plan.drawn, tallies, strict=True)
    pairs = [(drawn, tally) for drawn, tally in every if drawn.row.indicator.name in named]
    head = Statement(
        f"{told('model', 'draws', 'told')} draws with the error model {model.name!r} and the "
        f"dependence {plan.design.dependence!r}."
    )
    tell = _rounded if model.name == "rounding" else _spread
    return (head, *tell(comparison, pairs, say, told))


Said = Callable[[str, str, str], str]
"""Puts a cell of words (table, row, column) into a sentence, with its address."""


def _words(sheets: Mapping[str, Made]) -> Said:
    cells = {
        (table, line.key): line.words for table, (_, lines) in sheets.items() for line in lines
    }
    return lambda table, row, column: cell(cells[table, row][column], table, row, column)


Pairs = Sequence[tuple[Drawn, Tally]]


def _spread(comparison: Comparison, pairs: Pairs, say: Speaker, told: Said) -> Iterator[Statement]:
    """Yield who has more in the middle of the draws."""
    labels, verbs = comparison.labels, comparison.verbs
    everyone = [drawn.row.indicator for drawn, _ in pairs]
    moving = [(drawn, tally) for drawn, tally in pairs if not _is_still(tally)]
    found: dict[str, list[Drawn]] = {"a": [], "b": [], "": []}
    for drawn, tally in moving:
        ratio = tally.spreads[2]
        way = "a" if ratio.quantile(0.05) > 1 else "b" if ratio.quantile(0.95) < 1 else ""
        found[way].append(drawn)
    clauses = []
    for own, other in (("a", "b"), ("b", "a")):
        if found[own]:
            what = families([drawn.row.indicator for drawn in found[own]], everyone)
            clauses.append(f"{labels[own]} {verbs[own]} more {what} than {labels[other]}")
    if clauses:
        yield Statement(f"Throughout the middle nine tenths of them {'; '.join(clauses)}.")
    if found[""]:
        what = families([drawn.row.indicator for drawn in found[""]], everyone)
        yield Statement(f"In the middle nine tenths of them either side may have more {what}.")
    yield from _nothing(pairs, "The error model leaves nothing to draw")
    if len(moving) > _FEW:
        return
    for drawn, _ in moving:
        key = drawn.row.indicator.name
        low, middle, high = (say("simulation", key, f"ratio_{n}") for n in (5, 50, 95))
        yield Statement(
            f"{drawn.row.indicator.label}: {middle} in the middle, {low} to {high} in nine tenths "
            f"of the draws; {labels['a']} {verbs['a']} more in "
            f"{told('simulation', key, 'share_a')} of them all."
        )


def _rounded(comparison: Comparison, pairs: Pairs, say: Speaker, told: Said) -> Iterator[Statement]:
    """Yield what rounding leaves open: bounds, and no share of draws."""
    del comparison, told
    moving = [drawn.row.indicator for drawn, tally in pairs if not _is_still(tally)]
    if moving:
        parts = (f"{one.phrase} {say('limits', one.name, 'ratio')}" for one in moving)
        yield Statement(f"What wording and rounding leave open of the ratio: {join_words(parts)}.")
    for told_so in _nothing(pairs, "Printed in full, so that nothing is drawn"):
        yield Statement(f"{told_so} That says nothing about how good the counts are.")


def _is_still(tally: Tally) -> bool:
    """Return whether every draw came to the same."""
    return all(spread.least == spread.most for spread in tally.spreads)


def _nothing(pairs: Pairs, why: str) -> Iterator[Statement]:
    still = [drawn.row.indicator for drawn, tally in pairs if _is_still(tally)]
    if still:
        everyone = [drawn.row.indicator for drawn, _ in pairs]
        yield Statement(f"{why}: {families(still, everyone)}.")


def warnings_of(
    comparison: Comparison, model: ErrorModel, plan: Plan, sheets: Mapping[str, Made]
) -> tuple[Statement, ...]:
    """Return what a reader must know before using a simulation.

    Parameters
    ----------
    comparison, model, plan
        What was asked, assumed and drawn.
    sheets
        Where the numbers stand.
    """
    told = _words(sheets)
    found = [
        Statement(f"{head}: {told('model', key, 'told')}.")
        for head, key in (
            ("Error model, an assumption", "error_model"),
            ("Dependence, an assumption", "dependence"),
            ("Who speaks in the draws", "sources"),
        )
    ]
    if model.name == "rounding":
        found.append(
            Statement(
                "No share of draws is given: rounding is the least part of what is not known, and "
                "nothing follows from it about how likely it is that a side has more."
            )
        )
    else:
        found.append(
            Statement(
                "A share of draws follows from the error model that was named. It is not how "
                "likely it is that a side has more, and says nothing about the outcome of a war."
            )
        )
        found.append(
            Statement(
                f"A part of the draws is known to {told('model', 'sampling', 'told')}; how far off "
                "the error model is, no number of draws tells."
            )
        )
    if model.evidence:
        since = (
            " It heeds publications that came out later."
            if comparison.question.known_by is not None
            else ""
        )
        found.append(
            Statement(
                "The calibrated model knows only how far publications are apart: where they copy "
                f"each other, or err alike, figures are less certain than it says.{since}"
            )
        )
    found += _silent(plan)
    found += _left(plan)
    return tuple(found)


def _silent(plan: Plan) -> Iterator[Statement]:
    for drawn in plan.drawn:
        for source, fault in drawn.silent:
            label = drawn.row.indicator.label
            yield Statement(f"{label}: {source} does not speak in the draws: {fault}.")


def _left(plan: Plan) -> Iterator[Statement]:
    reasons: dict[str, list[str]] = {}
    for left in plan.left:
        reason = str(left.fault)
        if isinstance(left.fault, NoErrorModel):  # each row lacks another indicator
            reason = "the error model says nothing of figures that they are made of"
        reasons.setdefault(reason, []).append(left.row.indicator.phrase)
    for reason, phrases in reasons.items():
        yield Statement(f"Not drawn: {join_words(phrases)}, because {reason}.")
