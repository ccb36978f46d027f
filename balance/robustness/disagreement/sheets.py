"""How far two publications or editions lie apart: as sheets of amounts."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from balance.comparison.amounts import Amount, count_of, over, plus
from balance.comparison.sheets import Column, Line, Sheet
from balance.quantities.bounds import Bounds, exact
from balance.quantities.printing import join_words
from balance.robustness.disagreement.calibration import Calibration
from balance.robustness.disagreement.pairs import Pair, Pairing, inputs_of
from balance.tables.dataset import Dataset

__all__ = [
    "CALIBRATION",
    "PAIRS",
    "TOTALS",
    "between",
    "calibration_lines",
    "changed",
    "factor_of",
    "numbered",
    "pair_key",
    "pair_lines",
    "total_line",
]

_COUNT = "count"
_MOST_NAMES = 6

PAIRS = Sheet(
    "Figure by figure",
    (
        Column("first", "First", "the figure of the first source"),
        Column("second", "Second", "the figure of the second source"),
        Column("ratio", "First : second", "the first figure over the second"),
    ),
    {
        "first_source": "First source",
        "first_as_of": "as of",
        "second_source": "Second source",
        "second_as_of": "as of",
        "remark": "Remark",
    },
    notes=(
        "Largest disagreement first. A figure that its source hedges has bounds; where the bounds "
        "of a ratio hold one, the two may be the same.",
    ),
)
TOTALS = Sheet(
    "Totals and their members",
    (
        Column("states", "States", "states of which both sources print one number"),
        Column("same", "Same number", "states of which both print the same number"),
        Column("median", "Median", "median over states of the larger figure over the smaller"),
        Column("largest", "Largest", "largest over states of the larger figure over the smaller"),
        Column("first", "Total, first", "sum over these states in the first source"),
        Column("second", "Total, second", "sum over these states in the second source"),
        Column("apart", "Totals apart", "larger total over the smaller, less one"),
    ),
    {
        "between": "Between",
        "largest_state": "Largest for",
        "left_out": "Not in it",
    },
    notes=(
        "Totals are sums over exactly the states counted in the row. No total is formed of shares, "
        "nor of indicators that cannot be compared between states.",
        "Median and largest leave out states of which a source prints zero; the totals hold them.",
        "Where both sources count more than the indicator defines, such as stored vehicles, so do "
        "the totals; the figures say where.",
    ),
)
CALIBRATION = Sheet(
    "Spread between publications",
    (
        Column("states", "States", "states of which two publications print one number above zero"),
        Column("typical", "Median", "median of the larger figure over the smaller"),
        Column(
            "of_difference",
            "Spread of the ratio",
            "root mean square of the natural logarithm of the ratio",
        ),
        Column("spread", "Spread of one figure", "spread of the ratio over the square root of two"),
    ),
    {"left_out": "Left out"},
    notes=(
        "Spreads are standard deviations of natural logarithms: one of a tenth is about ten per "
        "cent either way. "
        "That of one figure supposes that both publications err independently and alike; what "
        "they share does not show.",
        "All states at hand go into it, whichever are asked for. With too few states no spread of "
        "one figure is given.",
    ),
)


def changed(pair: Pair) -> bool:
    """Return whether two sources print different numbers of one thing."""
    return not pair.why_not and pair.first.bounds != pair.second.bounds


def numbered(pairing: Pairing) -> tuple[Pair, ...]:
    """Return the pairs that state one thing in one number each."""
    return tuple(p for p in pairing.like if not math.isnan(p.first.value + p.second.value))


def _both_above_zero(pairs: Iterable[Pair]) -> list[Pair]:
    return [p for p in pairs if p.first.bounds.low > 0 and p.second.bounds.low > 0]


def factor_of(ratio: Amount) -> Amount:
    """Return how many times the larger of two is the smaller, from their ratio either way."""
    low, value, high = ratio.bounds.low, ratio.bounds.value, ratio.bounds.high
    ends = (math.inf if low == 0 else max(low, 1 / low), max(high, 1 / high))
    least = 1.0 if low <= 1 <= high else min(ends)
    best = None if value is None else max(value, 1 / value)
    return Amount(Bounds(least, best, max(ends)), "ratio", ratio.terms, ratio.missing, ratio.digits)


def pair_key(pairing: Pairing, pair: Pair) -> str:
    """Return the key of a pair's row."""
    return pairing.key.replace("@", f"@{pair.entity}@", 1)


def pair_lines(data: Dataset, pairing: Pairing) -> list[Line]:
    """Return a line for each state that two sources cover, the largest disagreement first."""
    return [_line(data, pairing, pair) for pair in sorted(pairing.pairs, key=_nearness)]


def _nearness(pair: Pair) -> tuple[int, float, str]:
    first, second = _best(pair.first), _best(pair.second)
    if pair.why_not:
        return 2, 0.0, pair.entity
    if not first or not second:
        return (1 if first != second else 2), -max(first, second), pair.entity
    return 0, -abs(math.log(first / second)), pair.entity


def _best(amount: Amount) -> float:
    return amount.bounds.low if math.isnan(amount.value) else amount.value


def between(data: Dataset, pairing: Pairing) -> str:
    """Return the titles of the two sources."""
    titles = [data.source(e.source_id)["title"] for e in (pairing.first, pairing.second)]
    names = (pairing.first.source_id, pairing.second.source_id)
    first, second = (title or name for title, name in zip(titles, names, strict=True))
    return f"{first} against {second}"


def _line(data: Dataset, pairing: Pairing, pair: Pair) -> Line:
    amounts = {"first": pair.first, "second": pair.second}
    remark = _remark(data, pair)
    if not pair.why_not and _both_above_zero([pair]):
        amounts["ratio"] = pair.ratio
    return Line(
        pair_key(pairing, pair),
        data.state_names[pair.entity],
        amounts,
        {
            "first_source": pairing.first.source_id,
            "first_as_of": " ".join(pair.first.as_of),
            "second_source": pairing.second.source_id,
            "second_as_of": " ".join(pair.second.as_of),
            "remark": remark,
        },
        pairing.indicator.label,
    )


def _remark(data: Dataset, pair: Pair) -> str:
    labels = dict(zip(*(data.tables["scopes"][c] for c in ("scope", "label")), strict=True))
    told = []
    if pair.why_not:
        told.append(f"not compared: {pair.why_not}")
        for name, amount in (("first", pair.first), ("second", pair.second)):
            told += [f"the {name} counts {labels.get(s, s)}" for s in sorted(amount.scopes) if s]
    else:
        both = sorted((pair.first.scopes | pair.second.scopes) - {""})
        told += [f"both count {labels.get(scope, scope)}" for scope in both]
        zeros = [a.bounds.high == 0 for a in (pair.first, pair.second)]
        if any(zeros) and not all(zeros):
            told.append("printed as zero in one of them: none, or not stated")
    return "; ".join(told)


def total_line(data: Dataset, pairing: Pairing, key: str = "", label: str = "") -> Line:
    """Return a line on how far the states and the totals of two sources lie apart.

    Parameters
    ----------
    data
        The tables.
    pairing
        Two sources; totals are over the states of which both print one number.
    key, label
        Of the line; by default the pairing's key and the indicator's label.
    """
    pairs = numbered(pairing)
    told = [(p.entity, p.first.value == p.second.value, (p.first, p.second)) for p in pairs]
    amounts = {
        "states": count_of([(code, True, used) for code, _, used in told], _COUNT),
        "same": count_of(told, _COUNT),
    }
    words = {"between": between(data, pairing), "left_out": _left_out(data, pairing)}
    factors = {p.entity: factor_of(p.ratio) for p in _both_above_zero(pairs)}
    if factors:
        amounts["median"] = _median(factors.values())
        code, amounts["largest"] = max(factors.items(), key=lambda item: item[1].value)
        if amounts["largest"].value > 1:
            remark = next(_remark(data, pair) for pair in pairs if pair.entity == code)
            words["largest_state"] = data.said_names[code] + (f" ({remark})" if remark else "")
    if pairs and _adds_up(pairing):
        first, second = plus(p.first for p in pairs), plus(p.second for p in pairs)
        amounts |= {"first": first, "second": second}
        if first.bounds.low > 0 and second.bounds.low > 0:
            amounts["apart"] = _apart(first, second)
    return Line(key or pairing.key, label or pairing.indicator.label, amounts, words)


def _adds_up(pairing: Pairing) -> bool:
    """Return whether a sum over states means something."""
    indicator = pairing.indicator
    return indicator.comparable and indicator.unit != "percent" and not indicator.denominator


def _median(amounts: Iterable[Amount]) -> Amount:
    """Return the median; it is monotone in each amount, so its bounds are medians of bounds."""
    known = list(amounts)
    low, value, high = (
        median(ends)
        for ends in zip(*((a.bounds.low, a.value, a.bounds.high) for a in known), strict=True)
    )
    digits = min((a.digits for a in known if a.digits is not None), default=None)
    return Amount(Bounds(low, value, high), "ratio", inputs_of(known), (), digits)


def _apart(first: Amount, second: Amount) -> Amount:
    """Return by how many per cent the larger of two totals exceeds the smaller."""
    factor = factor_of(over(first, second))
    low, value, high = (
        None if end is None else (end - 1) * 100
        for end in (factor.bounds.low, factor.bounds.value, factor.bounds.high)
    )
    assert low is not None and high is not None  # only a best value can be missing
    # Of a factor of 1.02 in three digits, one digit is left of what exceeds one.
    carried = 3 if factor.digits is None else factor.digits
    lost = 0 if not value else max(0, -math.floor(math.log10(value / 100)))
    digits = max(1, carried - lost)
    return Amount(Bounds(low, value, high), "percent", factor.terms, (), digits)


def _left_out(data: Dataset, pairing: Pairing) -> str:
    reasons: dict[str, list[str]] = {}
    for pair in pairing.pairs:
        if pair.why_not:
            reasons.setdefault(pair.why_not, []).append(pair.entity)
        elif pair not in numbered(pairing):
            reasons.setdefault("a range without a best value", []).append(pair.entity)
    for edition, codes in (
        (pairing.first, pairing.only_first),
        (pairing.second, pairing.only_second),
    ):
        if codes:
            reasons[f"only in {edition.source_id}"] = list(codes)
    return "; ".join(f"{_named(data, codes)} ({why})" for why, codes in reasons.items())


def _named(data: Dataset, codes: Sequence[str]) -> str:
    return data.names_said(codes) if len(codes) <= _MOST_NAMES else f"{len(codes)} states"


def calibration_lines(data: Dataset, found: Mapping[str, Calibration]) -> list[Line]:
    """Return a line for each indicator that two publications print."""
    lines = []
    for name, one in found.items():
        if not one.used:
            continue
        by_state: dict[str, list[Amount]] = {}
        for amount in one.used:
            by_state.setdefault(amount.terms[0].entity, []).append(amount)
        amounts = {"states": count_of(((c, True, u) for c, u in by_state.items()), _COUNT)}
        numbers = {"typical": one.typical, "of_difference": one.of_difference, "spread": one.spread}
        for column, number in numbers.items():
            if number is not None:
                unit = "ratio" if column == "typical" else "ln"
                amounts[column] = Amount(exact(number), unit, inputs_of(one.used), (), 2)
        lines.append(Line(name, data.indicator(name).label, amounts, {"left_out": _counted(one)}))
    return lines


def _counted(one: Calibration) -> str:
    counts: Sequence[tuple[int, str]] = (
        (one.zeros, "with a zero"),
        (one.ranges, "without a best value"),
        (one.slips, "ten times apart or more"),
        (one.unlike, "of unlike things"),
        (one.one_sided, "in one publication only"),
    )
    return join_words(f"{number} {words}" for number, words in counts if number)
