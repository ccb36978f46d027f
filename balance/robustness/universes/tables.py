"""The tables of universes: what each column holds, and how its lines are made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from balance.comparison.amounts import Amount, constant, over
from balance.comparison.printed import DOMAINS
from balance.comparison.rows import Row
from balance.comparison.sheets import Column, Line, Sheet
from balance.comparison.terms import Term
from balance.comparison.totals import Side
from balance.comparison.words import VERDICT_WORDS
from balance.quantities.bounds import Bounds
from balance.quantities.printing import MOST_DIGITS
from balance.robustness.universes.choices import Path, keys_of
from balance.robustness.universes.evaluation import Evaluated
from balance.robustness.universes.phrases import Phrases
from balance.robustness.universes.questions import KINDS, Other
from balance.tables.records import Indicator

__all__ = [
    "CHOICES",
    "LISTED",
    "OTHERS",
    "ROWS",
    "UNIVERSES",
    "Found",
    "other_lines",
    "result_lines",
    "row_line",
]

LISTED = 10
"""The most ties that are listed among the smallest sets of choices."""

_TOTAL = "the sum over the members"
_RATIO = "A over B"
ROWS = Sheet(
    "What turns each row",
    (
        Column("ratio", "A : B as asked", _RATIO),
        Column("span", "Over all choices", "the least and the greatest bound of the ratio"),
        Column("fewest", "Choices to turn it", "the size of the smallest set that turns it"),
        Column("results", "Distinct results", "counted: totals with bounds, and verdict"),
    ),
    {
        "verdict": "Verdict",
        "reached": "Verdicts reached",
        "singles": "Turned by one choice",
        "smallest": "Smallest sets that turn it",
        "reversal": "Smallest sets that reverse it",
        "silent": "Nobody speaks",
        "source": "Source",
    },
    notes=(
        "A verdict turns when it becomes another one; it is reversed when the opposite is "
        "concluded. Choices under which no source speaks for both sides turn nothing.",
        "The span holds every combination of the choices that touch a row, where a ratio may be "
        "formed; it is not known where a choice leaves the ratio open. It is no likely range: "
        "nothing says how likely a choice is.",
    ),
    front=("verdict",),
)
CHOICES = Sheet(
    "The choices tried",
    (
        Column("touched", "Rows touched", "counted"),
        Column("turned", "Rows turned alone", "counted"),
    ),
    {
        "means": "What it means",
        "equivalent": "The same question?",
        "touches": "Touches",
        "turns": "Turns alone",
    },
    notes=("Another publication and another edition exclude each other: one source speaks.",),
)
UNIVERSES = Sheet(
    "Distinct results",
    (
        Column("a", "A", _TOTAL),
        Column("b", "B", _TOTAL),
        Column("ratio", "A : B", _RATIO),
    ),
    {"choices": "Choices", "verdict": "Verdict", "source": "Source"},
    notes=(
        "As asked, each choice alone, the smallest sets that turn a verdict, and the ends of the "
        "span. Choices that lead to the same result share a row, parted by semicolons.",
    ),
    front=("choices",),
)
OTHERS = Sheet(
    "Other questions",
    UNIVERSES.columns,
    {
        "asks": "What is asked instead",
        "verdict": "Verdict",
        "as_asked": "Verdict as asked",
        "source": "Source",
    },
    notes=("Not mixed with the choices: each of these asks something else.",),
    front=("asks",),
)


@dataclass(frozen=True, eq=False)
class Found:
    """What is found out about one row.

    Attributes
    ----------
    evaluated
        The row under all choices.
    results
        Distinct results with the choices that lead to each, what was asked first.
    ends
        The rows with the least and the greatest ratio.
    others
        Other questions.
    """

    evaluated: Evaluated
    results: tuple[tuple[tuple[Path, ...], Row], ...]
    ends: tuple[Row, ...]
    others: tuple[Other, ...]


def _amount(row: Row, side: Side) -> Amount:
    return Amount(side.bounds, row.indicator.unit, side.terms, side.missing)


def _ratio(row: Row) -> Amount | None:
    """Return a row's ratio as an amount; None where none may be formed."""
    if row.ratio is None:
        return None
    quotient = over(_amount(row, row.a), _amount(row, row.b))
    return Amount(row.ratio, "ratio", quotient.terms, quotient.missing, row.digits)


def _cells(row: Row) -> dict[str, Amount]:
    if not row.has_data:
        return {}
    ratio = _ratio(row)
    cells = {"a": _amount(row, row.a), "b": _amount(row, row.b)}
    return cells if ratio is None else cells | {"ratio": ratio}


def _span(found: Found) -> Amount | None:
    """Return the least and the greatest ratio, with what goes into both."""
    ends = [ratio for row in found.ends if (ratio := _ratio(row)) is not None]
    if len(ends) < 2:
        return None
    terms: dict[tuple[object, ...], Term] = {
        (term.entity, term.figure_ids): term for ratio in ends for term in ratio.terms
    }
    digits = min(MOST_DIGITS if ratio.digits is None else ratio.digits for ratio in ends)
    bounds = Bounds(ends[0].bounds.low, None, ends[1].bounds.high)
    return Amount(bounds, "ratio", (*terms.values(),), (), digits)


def row_line(found: Found, phrases: Phrases) -> Line:
    """Return the line of a row in the table ``rows``."""
    evaluated = found.evaluated
    row = evaluated.setting.row
    amounts: dict[str, Amount] = {"results": constant(evaluated.distinct, "results")}
    for name, amount in (("ratio", _ratio(row)), ("span", _span(found))):
        if amount is not None:
            amounts[name] = amount
    if evaluated.smallest:
        amounts["fewest"] = constant(len(evaluated.smallest[0]), "choices")
    return Line(
        row.indicator.name,
        row.indicator.label,
        amounts,
        phrases.row_words(evaluated, LISTED),
        _group(row.indicator),
    )


def _group(indicator: Indicator) -> str:
    return DOMAINS.get(indicator.domain, indicator.domain)


def result_lines(found: Found, phrases: Phrases) -> Iterator[Line]:
    """Yield the lines of a row in the table ``universes``, one per distinct result."""
    own = found.evaluated.setting.row.indicator
    for paths, row in found.results:
        words = {
            "choices": "; ".join(phrases.path(path) for path in paths),
            "verdict": VERDICT_WORDS[row.verdict],
            "source": phrases.source(row),
        }
        key = keys_of(paths[0]) or "as asked"
        yield Line(f"{own.name}@{key}", own.label, _cells(row), words, _group(own))


def other_lines(found: Found, phrases: Phrases) -> Iterator[Line]:
    """Yield the lines of a row in the table ``other_questions``."""
    own = found.evaluated.setting.row
    for other in found.others:
        words = {
            "asks": f"{other.label}: {KINDS[other.kind]}",
            "verdict": VERDICT_WORDS[other.row.verdict],
            "as_asked": VERDICT_WORDS[own.verdict],
            "source": phrases.source(other.row),
        }
        key = f"{own.indicator.name}@{other.kind}:{other.name}"
        yield Line(key, own.indicator.label, _cells(other.row), words, _group(own.indicator))
