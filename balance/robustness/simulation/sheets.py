"""A simulation as sheets: what was drawn, its limits, and what was assumed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from balance.comparison.amounts import INPUT, Amount
from balance.comparison.compare import Comparison
from balance.comparison.printed import DOMAINS
from balance.comparison.sheets import Column, Line, Sheet
from balance.comparison.terms import Term
from balance.quantities.bounds import exact
from balance.quantities.printing import MOST_DIGITS, percent_text, round_to
from balance.robustness.simulation.designs import Drawn, Plan, Sources
from balance.robustness.simulation.error_models import ErrorModel, ends_of
from balance.robustness.simulation.tallies import PRECISION, Spread, Tally
from balance.tables.dataset import Dataset

__all__ = [
    "LEVELS",
    "Made",
    "errors_sheet",
    "limits_sheet",
    "model_sheet",
    "rows_sheet",
    "share_text",
]

Made = tuple[Sheet, Sequence[Line]]

LEVELS = (5, 50, 95)
"""Per cent of the draws that lie below."""

_NUMBERS = ("a", "b", "ratio")
_HEADS = {"a": "A", "b": "B", "ratio": "A : B"}
_HOW = {
    "a": "drawn figures of the members, added up; one in each draw",
    "b": "drawn figures of the members, added up; one in each draw",
    "ratio": "the sum of one side over that of the other, draw by draw",
}


def share_text(hits: int, draws: int) -> str:
    """Return a share of draws in whole per cent; never none of them and never all.

    Where none of n draws hits, or all do, the share is only known to lie within 3/n of the end
    (with 95 % confidence; the "rule of three" of Hanley and Lippman-Hand, 1983).

    Examples
    --------
    >>> share_text(10_000, 10_000), share_text(0, 10_000), share_text(8_312, 10_000)
    ('>99 %', '<1 %', '83 %')
    >>> share_text(0, 50)
    '<6 %'
    """
    known = max(1, math.ceil(300 / draws))
    if hits * 100 < draws:
        return f"<{known} %" if known < 100 else "not known"
    if (draws - hits) * 100 < draws:
        return f">{100 - known} %" if known < 100 else "not known"
    share = hits / draws
    return percent_text(share, 1 if share < 0.1 else 2)


def rows_sheet(
    comparison: Comparison, model: ErrorModel, plan: Plan, tallies: Sequence[Tally]
) -> Made:
    """Return what was drawn, one line per row.

    Parameters
    ----------
    comparison
        Names of the sides.
    model
        Under rounding alone there are no shares of draws.
    plan, tallies
        What was drawn, and what it came to.
    """
    columns = tuple(
        Column(
            f"{name}_{level}",
            f"{_HEADS[name]}, {level} %",
            f"{_HOW[name]}; {level} % of the draws lie below",
        )
        for name in _NUMBERS
        for level in LEVELS
    )
    words = {
        "speaks": "Speaks in the draws",
        "error_model": "Error model",
        "dependence": "Dependence",
    }
    if model.name != "rounding":
        words = {"share_a": "Draws in which A has more", "share_b": "B has more", **words}
    assumed = {"error_model": model.name, "dependence": plan.design.dependence}
    lines = [
        _line(drawn, tally, words, assumed)
        for drawn, tally in zip(plan.drawn, tallies, strict=True)
    ]
    labels = comparison.labels
    notes = (
        f"A: {labels['a']}. B: {labels['b']}.",
        "A column headed with a percentage holds the number below which that part of the draws "
        "lies.",
        *(
            ("A share of draws is what follows from the error model, not how likely it is.",)
            if "share_a" in words
            else ()
        ),
    )
    return Sheet("Simulation", columns, words, notes), lines


def _line(drawn: Drawn, tally: Tally, words: Iterable[str], assumed: Mapping[str, str]) -> Line:
    indicator = drawn.row.indicator
    amounts: dict[str, Amount] = {}
    for name, spread, terms in zip(_NUMBERS, tally.spreads, _terms(drawn), strict=True):
        unit = "ratio" if name == "ratio" else indicator.unit
        for level in LEVELS:
            number = spread.quantile(level / 100)
            amounts[f"{name}_{level}"] = Amount(
                exact(number), unit, terms, digits=_digits(drawn, name, spread)
            )
    told = {
        **assumed,
        "speaks": ", ".join(voice.source for voice in drawn.voices),
        "share_a": share_text(tally.a_more, tally.draws),
        "share_b": share_text(tally.b_more, tally.draws),
    }
    if all(spread.least == spread.most for spread in tally.spreads):
        told |= dict.fromkeys(("share_a", "share_b"), "nothing to draw")
    heading = DOMAINS.get(indicator.domain, indicator.domain)
    said = {word: told[word] for word in words}
    return Line(indicator.name, indicator.label, amounts, said, heading, _terms(drawn)[2])


def _terms(drawn: Drawn) -> tuple[tuple[Term, ...], tuple[Term, ...], tuple[Term, ...]]:
    """Return the figures that go into a, b and their ratio, whoever speaks."""
    sides = []
    for side in ("a", "b"):
        rows = (voice.row for voice in drawn.voices)
        terms = [term for row in rows for term in (row.a if side == "a" else row.b).terms]
        sides.append(tuple(replace(term, part=INPUT) for term in terms))
    return sides[0], sides[1], (*sides[0], *sides[1])


def _digits(drawn: Drawn, name: str, spread: Spread) -> int | None:
    """Return the digits that a drawn number carries; one that never varies is printed in full."""
    if name != "ratio" and spread.least == spread.most:
        return None
    rows = [voice.row for voice in drawn.voices]
    carried = {"a": [row.a.digits for row in rows], "b": [row.b.digits for row in rows]}
    carried["ratio"] = carried["a"] + carried["b"]
    return min(MOST_DIGITS, *carried[name])


def limits_sheet(comparison: Comparison, plan: Plan) -> Made:
    """Return the bounds under the error model, which no draw exceeds.

    Parameters
    ----------
    comparison
        Names of the sides.
    plan
        What was drawn.
    """
    how = (
        "bounds of all figures under the error model, whoever speaks; with one source, what its "
        "likeliest figures make between them"
    )
    columns = tuple(Column(name, _HEADS[name], how) for name in _NUMBERS)
    lines = []
    for drawn in plan.drawn:
        indicator = drawn.row.indicator
        amounts = {
            name: Amount(
                bounds,
                "ratio" if name == "ratio" else indicator.unit,
                terms,
                digits=None
                if name != "ratio" and bounds.is_exact
                else min(MOST_DIGITS, drawn.row.digits),
            )
            for name, bounds, terms in zip(_NUMBERS, drawn.bounds, _terms(drawn), strict=True)
        }
        lines.append(
            Line(
                indicator.name,
                indicator.label,
                amounts,
                group=DOMAINS.get(indicator.domain, indicator.domain),
            )
        )
    labels = comparison.labels
    notes = (
        f"A: {labels['a']}. B: {labels['b']}.",
        "They hold under any dependence between the figures.",
    )
    return Sheet("Limits of the draws", columns, notes=notes), lines


_MODELS = {
    "rounding": "rounding (what wording and rounding leave open, most likely the value; "
    "triangular)",
    "calibrated": "calibrated (as far from the value as independent publications are from each "
    "other; a symmetric triangle in the logarithm)",
    "given": "given (multiples of the value as named with the question; triangular)",
}
_DEPENDENCES = {
    "independent": "independent (every figure errs by itself, so that errors largely cancel in "
    "a sum)",
    "within_side": "within_side (all figures of a side err together, the two sides independently)",
    "opposed": "opposed (all figures of a side err together, those of one side as far up as "
    "those of the other down)",
}
_SOURCES = {
    "publications": "publications (the selected source and every other publication that speaks "
    "for both sides, in equal parts of the draws)",
    "editions": "editions (publications in equal parts of the draws, and the editions of each in "
    "equal parts of these)",
    "selected": "selected (the selected source alone)",
}


def model_sheet(model: ErrorModel, plan: Plan, sources: Sources) -> Made:
    """Return what was assumed, one line each.

    Parameters
    ----------
    model
        The error model.
    plan
        What was drawn.
    sources
        Who may speak.

    Notes
    -----
    A share of n draws is known to 1.96 sqrt(1/4 / n) or better (95 % confidence; normal
    approximation of the binomial distribution, textbook formula).
    """
    design = plan.design
    sampling = round_to(196 * math.sqrt(0.25 / design.draws), 1)
    rows = {
        "error_model": ("Error model", _MODELS[model.name]),
        "without_value": (
            "Figures that are only a range",
            "uniform: every number between the bounds alike" if model.uniform else "refused",
        ),
        "dependence": ("Dependence", _DEPENDENCES[design.dependence]),
        "sources": ("Who speaks", _SOURCES[sources]),
        "draws": ("Draws", f"{design.draws:,}"),
        "seed": ("Seed", str(design.seed)),
        "sampling": (
            "A part of the draws is known to",
            f"± {sampling:f} percentage point{'' if sampling == 1 else 's'}, by their number",
        ),
        "precision": (
            "A percentile is known to",
            f"{round_to(PRECISION * 100, 1)} % of itself, by the width of the bins",
        ),
    }
    lines = [Line(key, label, {}, {"told": told}) for key, (label, told) in rows.items()]
    return Sheet("What was assumed", (), {"told": "Assumption"}), lines


def errors_sheet(data: Dataset, model: ErrorModel, plan: Plan) -> Made | None:
    """Return the error model by indicator; None for rounding, which each figure has its own of.

    Parameters
    ----------
    data
        The tables.
    model
        The error model.
    plan
        What was drawn.
    """
    if model.name == "rounding":
        return None
    factors = (factor for addend in plan.design.addends for factor in addend.factors)
    used = {factor.indicator for factor in factors}
    how = (
        "from how far independent publications are apart"
        if model.evidence
        else "as given with the question"
    )
    columns = tuple(
        Column(name, label, f"the {label.lower()} that is drawn, {how}")
        for name, label in (("low", "Least"), ("peak", "Likeliest"), ("high", "Greatest"))
    )
    lines = []
    for name in sorted(used):
        ends = ends_of(model, name)
        if ends is None:
            continue
        evidence = [term for amount in model.evidence.get(name, ()) for term in amount.terms]
        terms = tuple(replace(term, part=INPUT) for term in evidence)
        digits = 2 if model.name == "calibrated" else None
        amounts = {
            column.name: Amount(exact(100 * end), "percent", terms, digits=digits)
            for column, end in zip(columns, ends, strict=True)
        }
        lines.append(Line(name, data.indicator(name).label, amounts))
    notes = ("In per cent of a figure's value.",)
    return Sheet("Errors of single figures", columns, notes=notes), lines
