"""Claims as a result: what is said, what the figures say, and what would turn it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from balance.claims.numbers import PURE, Decision
from balance.claims.reading import Claim, claim_faults, read_claims
from balance.claims.testing import (
    Answer,
    Outcome,
    Totals,
    put_to_test,
    totals_by,
)
from balance.claims.turning import turning_date, turning_figure
from balance.comparison.amounts import INPUT, Amount, over
from balance.comparison.assembly import assembled
from balance.comparison.result import Result, Statement, cell
from balance.comparison.sheets import Column, Line, Sheet
from balance.comparison.terms import Term
from balance.errors import DataFaults, ParameterError, suggest
from balance.quantities.bounds import exact
from balance.quantities.printing import interval_text, join_words
from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of

__all__ = ["ANSWERS", "claims_result"]

ANSWERS: dict[Answer, str] = {
    "true": "true",
    "false": "false",
    "open": "open",
    "unlike": "unlike things",
    "no_data": "no data",
}
_COLUMNS = (
    Column("left", "First number", "the number on the left of the comparison that decides"),
    Column("right", "Second number", "the number on the right of the comparison that decides"),
    Column("ratio", "First to second", "the first number over the second: how close it is"),
)
CLAIMS = Sheet(
    "Claims put to the test",
    _COLUMNS,
    {
        "answer": "Literally",
        "others": "Other sources",
        "turns": "Would be turned by",
        "said": "Raised by",
    },
    (
        "Literally: true or false if every number within the bounds makes it so, open if not; "
        "unlike things if the figures compared count different things.",
        "Preferred sources speak first; other sources are each put in their place.",
    ),
    ("answer",),
)
PROOFS = Sheet(
    "How each claim was decided",
    (),
    {"proof": "Decided by", "note": "How it was read", "settle": "What would settle it"},
)
BY_SOURCE = Sheet(
    "The same claims by each source that can speak",
    _COLUMNS,
    {"answer": "Literally", "sources": "Sources"},
    front=("answer",),
)


def claims_result(
    data: Dataset | None = None, ids: Sequence[str] = (), *, reading: str = "step"
) -> Result:
    """Put claims to the test.

    Parameters
    ----------
    data
        The tables; by default the bundled ones.
    ids
        Which claims; by default all.
    reading
        The rule for hedges: ``step`` or ``logical``.

    Returns
    -------
    Result
        Tables ``claims`` (one row per claim: the two numbers of the comparison that decides,
        their ratio, the answer, what other sources say, what would turn it), ``proofs`` (what
        decides, how the claim was read, what would settle it) and ``by_source`` (one row per
        claim and choice of sources).

    Raises
    ------
    ParameterError
        If there is no such claim.
    DataFaults
        If a file of claims or a test cannot be read.

    Examples
    --------
    >>> table = claims_result(ids=["members-31"]).table.set_index("row")
    >>> table.at["members-31", "answer"], float(table.at["members-31", "left"])
    ('false', 32.0)
    """
    data = tables_of(data)
    totals = totals_by(data, reading)
    asked = _asked(data, ids)
    if faults := claim_faults(data, asked):
        raise DataFaults(faults)
    tested = [put_to_test(data, claim, reading=reading, totals=totals) for claim in asked]
    lines, proofs, detail = [], [], []
    for outcomes in tested:
        first, *others = outcomes
        lines.append(_line(data, first, others, reading, totals))
        for number, outcome in enumerate(outcomes):
            words = {"answer": ANSWERS[outcome.answer], "sources": _sources(outcome)}
            key = f"{outcome.claim.id}@{number + 1}"
            amounts = _amounts(outcome)
            terms = () if amounts else _terms(outcome)
            detail.append(Line(key, outcome.claim.statement, amounts, words, terms=terms))
        claim = first.claim
        words = {"proof": _proof(data, first), "note": claim.note, "settle": claim.settle}
        proofs.append(Line(claim.id, claim.statement, {}, words, terms=_terms(first)))
    sheets = {
        "claims": (CLAIMS, lines),
        "proofs": (PROOFS, proofs),
        "by_source": (BY_SOURCE, detail),
    }
    return assembled(
        data,
        title="Claims put to the test",
        question="Does what the texts assert follow from the figures?",
        answer=_answer(data, [outcomes[0] for outcomes in tested]),
        warnings=(
            Statement("A claim is tested as we read it; the test stands in the table of claims."),
            Statement("Literally true is not the same as fair, and false not the same as far off."),
        ),
        sheets=sheets,
        parameters={"ids": list(ids), "reading": reading},
    )


def _asked(data: Dataset, ids: Sequence[str]) -> tuple[Claim, ...]:
    claims = read_claims(data)
    known = {claim.id: claim for claim in claims}
    for one in ids:
        if one not in known:
            raise ParameterError(f"there is no claim {one!r}.{suggest(one, known)}")
    return tuple(known[one] for one in dict.fromkeys(ids)) if ids else claims


def _answer(data: Dataset, tested: Sequence[Outcome]) -> list[Statement]:
    """Return which claims came out how, those of a text's own numbers apart."""
    found = []
    for own, head in ((False, "By published figures"), (True, "By the texts' own numbers alone")):
        parts = []
        for answer, words in ANSWERS.items():
            told = [
                one.claim for one in tested if one.answer == answer and _is_own(data, one) is own
            ]
            said = [f"“{cell(claim.statement, 'claims', claim.id, 'label')}”" for claim in told]
            if said:
                parts.append(f"{words}: {join_words(said)}")
        if parts:
            found.append(Statement(f"{head}, {'; '.join(parts)}."))
    return found


def _is_own(data: Dataset, outcome: Outcome) -> bool:
    """Return whether an answer rests on nothing but what texts state themselves."""
    texts = set(data.tables["texts"]["source_id"])
    sides = [side for one in outcome.single for side in (one.left, one.right)]
    used = {source for side in sides for term in side.terms for source in term.source_ids}
    # Members that are counted or missing are asked of the tables.
    others = any(side.missing or side.unit == "states" for side in sides if not side.terms)
    return bool(used) and used <= texts and not others


def _amounts(outcome: Outcome) -> dict[str, Amount]:
    decision = outcome.shown
    if decision is None:
        return {}
    left, right = decision.left.amount, decision.right.amount
    found = {name: each for name, each in (("left", left), ("right", right)) if each is not None}
    if left is None or right is None or not (left.is_known and right.is_known):
        return found
    if decision.unlike:  # both numbers are shown, and no ratio
        return found
    details = (*decision.left.details, *decision.right.details)
    if details:  # how many of a list of indicators says nothing; how many states does
        kinds = {kind[0] for one in details for kind in (*one.left.kinds, *one.right.kinds)}
        return found if len(kinds) == 1 else {}
    best = right.bounds.value
    rounded = best is not None and right.bounds.low < best < right.bounds.high < math.inf
    if decision.operator == "fits" and best is not None and not rounded:
        right = replace(right, bounds=exact(best))  # how far from the number said
    if (left.unit == right.unit or {left.unit, right.unit} & set(PURE)) and right.bounds.high > 0:
        found["ratio"] = over(left, right)
    return found


def _line(
    data: Dataset, first: Outcome, others: Sequence[Outcome], reading: str, totals: Totals
) -> Line:
    claim = first.claim
    words = {
        "answer": ANSWERS[first.answer],
        "others": _others(data, first, others),
        "turns": _turns(data, first, reading, totals),
        "said": f"{claim.source}, {claim.locator}",
    }
    terms = tuple(term for outcome in (first, *others) for term in _terms(outcome))
    return Line(claim.id, claim.statement, _amounts(first), words, terms=terms)


def _terms(outcome: Outcome) -> tuple[Term, ...]:
    """Return the figures that an answer rests on, each once, as inputs."""
    found: dict[tuple[str, ...], Term] = {}
    for decision in outcome.single:
        for term in (*decision.left.terms, *decision.right.terms):
            found.setdefault((term.entity, *term.figure_ids), replace(term, part=INPUT))
    return tuple(found.values())


def _sources(outcome: Outcome) -> str:
    used = sorted({source for source in outcome.sources.values() if source != "*"})
    if used:
        return join_words(used)
    return "several, multiplied" if outcome.sources else "memberships and what is stated"


def _others(data: Dataset, first: Outcome, others: Sequence[Outcome]) -> str:
    if not others:
        return "none can speak"
    by_answer: dict[Answer, list[str]] = {}
    for other in others:
        changed = {s for n, s in other.sources.items() if first.sources.get(n) != s}
        by_answer.setdefault(other.answer, []).extend(sorted(changed))
    told = []
    for answer, names in by_answer.items():
        several = list(dict.fromkeys(names))
        one = len({data.source(name)["publication"] for name in several}) == 1 < len(several)
        told.append(
            f"{ANSWERS[answer]} by {join_words(several)}{' (one publication)' if one else ''}"
        )
    return "; ".join(told)


def _proof(data: Dataset, outcome: Outcome) -> str:
    """Return the comparison that decides in words, or why nothing is decided."""
    decision = outcome.shown
    if decision is None:
        return "nothing is compared"
    told = [f"{_written(decision)}: {_words(decision)}"]
    details = (*decision.left.details, *decision.right.details)
    for value, words in ((True, "true"), (False, "false"), (None, "open")):
        found = [one for one in details if one.value is value]
        if found and (len(found) <= _LISTED or value is None):
            told.append(f"{words}: {'; '.join(map(_written, found[:_LISTED]))}")
    reasons = dict.fromkeys(one.unlike.rstrip(".") for one in (decision, *details) if one.unlike)
    told += [f"unlike: {reason}" for reason in reasons]
    missing = {*decision.left.missing, *decision.right.missing}
    if missing:
        names = {**data.said_names, **data.group_labels}
        told.append(f"missing: {join_words(names.get(code, code) for code in sorted(missing))}")
    return ". ".join(told)


_LISTED = 12
"""The most comparisons that a proof lists one by one."""


def _written(decision: Decision) -> str:
    return f"{decision.left.text} {decision.operator} {decision.right.text}"


def _words(decision: Decision) -> str:
    value = decision.as_printed
    words = "open" if value is None else "true" if value else "false"
    return f"{words} as printed" if decision.unlike else words


def _turns(data: Dataset, outcome: Outcome, reading: str, totals: Totals) -> str:
    if outcome.answer not in ("true", "false"):
        return ""
    parts = []
    change = turning_figure(data, outcome, reading=reading, totals=totals)
    if change is not None:
        figure, relative, becomes = change
        more = "more" if relative > 0 else "less"
        least = interval_text(0.0, abs(relative) * 100, 3).partition("–")[2]  # rounded up
        parts.append(f"{least} % {more} of {figure} ({ANSWERS[becomes]})")
    other = turning_date(data, outcome, reading=reading, totals=totals)
    if other is not None:
        parts.append(f"the membership of {other.on} ({ANSWERS[other.answer]})")
    return "; ".join(parts) or "not found: single figures of sums, and dates, were tried"
