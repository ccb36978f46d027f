"""The checks of an anomaly scan: each flags, none repairs."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from statistics import median

from balance.errors import (
    EditionJump,
    MaybeNotStated,
    NotUpdated,
    OtherCurrency,
    UnitSlip,
    number_text,
)
from balance.quantities.printing import round_to
from balance.quantities.units import is_money
from balance.robustness.anomalies.breaks import breaks
from balance.robustness.anomalies.findings import (
    JUMP,
    PEERS,
    Finding,
    Printed,
    Scan,
    factor,
    finding_at,
    finding_of_all,
    named,
    pairs_of,
)
from balance.robustness.disagreement.pairs import By, Pairing, pairings_of

__all__ = ["SCANS", "scan_all"]

_EXACT = 0.01
"""Largest part by which a slip of one or two digits, or a rate, may be missed."""

_LEAST_POWER = 3
"""Power of ten from which a slip is seen through a change besides."""

Pairings = tuple[Pairing, ...]


def scan_all(scan: Scan) -> Iterator[Finding]:
    """Yield what all checks find, one finding for each figure and check."""
    seen: set[tuple[str, str]] = set()
    editions, publications = _pairings(scan, "edition"), _pairings(scan, "publication")
    for check in SCANS:
        for finding in check(scan, editions, publications):
            key = (finding.fault.place.key, finding.check)
            if key not in seen:
                seen.add(key)
                yield finding


def _pairings(scan: Scan, by: By) -> Pairings:
    plain = [scan.data.indicator(name) for name in scan.data.figure_index]
    plain = [one for one in plain if not one.formula]
    return tuple(pairing for one in plain for pairing in pairings_of(scan.data, one, by))


def _both(scan: Scan, pairings: Pairings) -> Iterator[tuple[Printed, Printed]]:
    """Yield the two figures of each pair that state one thing in one number each."""
    for pairing in pairings:
        for pair in pairing.like:
            first, second = (
                scan.by_id.get(amount.terms[0].figure_ids[0])
                for amount in (pair.first, pair.second)
            )
            if first is not None and second is not None:
                yield first, second


def jumps(scan: Scan, editions: Pairings, publications: Pairings) -> Iterator[Finding]:
    """Yield figures that lie 1.8 times or more from the edition before.

    Both editions are taken at their word for their own time: their dates may differ. What
    looks like a slip of the unit is told as such.
    """
    del publications
    for older, newer in _both(scan, editions):
        if older.value <= 0 or newer.value <= 0 or _power(newer.value / older.value):
            continue
        if factor(older, newer) >= JUMP:
            times = round_to(factor(older, newer), 3)
            yield finding_at(
                scan,
                "jump_between_editions",
                EditionJump,
                newer,
                f"is {times} times away from the edition before",
                f"less than {JUMP} times from {named(older)}",
                number_text(newer.value),
                "compare both editions with their print",
            )


def zeros(scan: Scan, editions: Pairings, publications: Pairings) -> Iterator[Finding]:
    """Yield zeros that may mean "not stated".

    Another edition or publication prints more than zero of the same thing; the same series
    does before and after; or a state that has other persons under arms is given none.
    """
    advice = "find out whether the source means none; if not, leave the figure out"
    for first, second in (*_both(scan, editions), *_both(scan, publications)):
        if (first.value == 0) != (second.value == 0):
            zero, other = (first, second) if first.value == 0 else (second, first)
            yield finding_at(
                scan,
                "zero_or_not_stated",
                MaybeNotStated,
                zero,
                "is zero, where another source or edition prints more: none, or not stated",
                f"a number like {named(other)}",
                "0",
                advice,
            )
    for states in scan.series.values():
        for own in states.values():
            for before, zero, after in zip(own, own[1:], own[2:], strict=False):
                if zero.value == 0 and before.value > 0 and after.value > 0:
                    yield finding_at(
                        scan,
                        "zero_or_not_stated",
                        MaybeNotStated,
                        zero,
                        "is zero between two years that are not: none, or not stated",
                        f"a number like {named(before)} or {named(after)}",
                        "0",
                        advice,
                    )
    yield from _nobody(scan, advice)


def _nobody(scan: Scan, advice: str) -> Iterator[Finding]:
    armed = {
        (one.source_id, one.entity)
        for one in scan.printed
        if one.unit == "persons" and one.value > 0 and _is_of_forces(scan, one)
    }
    for one in scan.printed:
        served = one.unit == "persons" and (one.source_id, one.entity) in armed
        if one.value == 0 and served and _is_of_forces(scan, one):
            yield finding_at(
                scan,
                "zero_or_not_stated",
                MaybeNotStated,
                one,
                "is zero for a state whose other personnel are counted: none, or not stated",
                "a number of persons, or no figure",
                "0",
                advice,
            )


def _is_of_forces(scan: Scan, one: Printed) -> bool:
    indicator = scan.data.indicator(one.indicator)
    known_zero = (one.entity, one.indicator) in scan.data.absences
    return indicator.domain == "people" and indicator.role == "balance" and not known_zero


def slips(scan: Scan, editions: Pairings, publications: Pairings) -> Iterator[Finding]:
    """Yield values that are a power of ten off another edition, publication or year.

    Thousands and millions are seen through a change of up to 1.8 times besides; ten and a
    hundred only where the digits are the same to one per cent, since things do change tenfold.
    """
    series = (
        pair for states in scan.series.values() for own in states.values() for pair in pairs_of(own)
    )
    for first, second in (*_both(scan, editions), *_both(scan, publications), *series):
        if first.value <= 0 or second.value <= 0:
            continue
        power = _power(second.value / first.value)
        if power:
            yield finding_at(
                scan,
                "unit_slip",
                UnitSlip,
                second,
                f"is about ten to the power {power} times a figure of the same thing",
                f"a number like {named(first)}",
                number_text(second.value),
                "check the unit of both",
            )
    yield from _far_from_peers(scan)


def _power(ratio: float) -> int:
    """Return the power of ten by which two numbers may have slipped, or 0.

    Examples
    --------
    >>> _power(1_100.0), _power(10.0), _power(12.0), _power(1 / 1_000_000), _power(1.7)
    (3, 1, 0, -6, 0)
    """
    exponent = math.log10(ratio)
    power = round(exponent)
    room = math.log10(JUMP) if abs(power) >= _LEAST_POWER else math.log10(1 + _EXACT)
    slipped = abs(power) in (1, 2, 3, 6) and abs(exponent - power) <= room
    return power if slipped else 0


def _far_from_peers(scan: Scan) -> Iterator[Finding]:
    """Yield a number a thousand times beyond the next state's, among ten or more."""
    for states in scan.series.values():
        last: dict[str, list[Printed]] = {}
        for own in states.values():
            for one in own:
                if one.value > 0:
                    last.setdefault(one.as_of, []).append(one)
        for peers in last.values():
            if len(peers) <= PEERS:
                continue
            ranked = sorted(peers, key=lambda one: one.value)
            for one, next_one in ((ranked[0], ranked[1]), (ranked[-1], ranked[-2])):
                if factor(one, next_one) >= 10**_LEAST_POWER / JUMP:
                    yield finding_at(
                        scan,
                        "unit_slip",
                        UnitSlip,
                        one,
                        "is about a thousand times or more away from every other state",
                        f"a number nearer {named(next_one)}",
                        number_text(one.value),
                        "check its unit",
                    )


def currencies(scan: Scan, editions: Pairings, publications: Pairings) -> Iterator[Finding]:
    """Yield money that fits at another currency's rate.

    Rates are those in the tables: an indicator ``<name>_<currency>`` beside ``<name>`` in one
    source, state and year.
    """
    rates: dict[tuple[str, str], list[float]] = {}
    amounts = {(o.source_id, o.entity, o.as_of, o.indicator, o.basis): o for o in scan.printed}
    for one in scan.printed:
        name, _, currency = one.indicator.rpartition("_")
        other = amounts.get((one.source_id, one.entity, one.as_of, name, one.basis))
        if currency.upper() != one.unit or other is None or not one.value or not other.value:
            continue
        rate = other.value / one.value
        if abs(rate - 1) <= _EXACT / 10 and other.unit != one.unit:
            yield finding_at(
                scan,
                "other_currency",
                OtherCurrency,
                other,
                f"is the same number in {other.unit} as in {one.unit}",
                f"another number than {named(one)}",
                number_text(other.value),
                "check which currency is printed",
            )
        else:
            rates.setdefault((other.unit, one.as_of[:4]), []).append(rate)
    known = {key: median(found) for key, found in rates.items()}
    for first, second in (*_both(scan, editions), *_both(scan, publications)):
        rate_or_none = _rate(known, first, second)
        if rate_or_none is not None:
            yield finding_at(
                scan,
                "other_currency",
                OtherCurrency,
                second,
                f"is off by a rate of exchange, {round_to(rate_or_none, 4)}",
                f"a number like {named(first)}",
                number_text(second.value),
                "check which currency is printed",
            )


def _rate(known: Mapping[tuple[str, str], float], first: Printed, second: Printed) -> float | None:
    """Return the rate by which two amounts differ, or None."""
    if not is_money(first.unit) or first.value <= 0 or second.value <= 0:
        return None
    for (unit, year), rate in known.items():
        if unit == first.unit and year in (first.as_of[:4], second.as_of[:4]):
            for one in (rate, 1 / rate):
                near = abs(second.value / first.value / one - 1) <= _EXACT / 2
                if near and abs(one - 1) > 2 * _EXACT:
                    return rate
    return None


def not_updated(scan: Scan, editions: Pairings, publications: Pairings) -> Iterator[Finding]:
    """Yield indicators that are the same in two editions for every state."""
    del publications
    for pairing in editions:
        both = [two for two in _both(scan, (pairing,)) if two[0].value > 0 or two[1].value > 0]
        if len(both) >= PEERS and all(old.value == new.value for old, new in both):
            yield finding_of_all(
                scan,
                "not_updated",
                NotUpdated,
                min((newer for _, newer in both), key=lambda one: one.row),
                f"is the same as in {pairing.first.source_id} for all {len(both)} states",
                "a number that changed in at least one state",
                "no change",
                "treat both editions as one witness",
            )


SCANS: tuple[Callable[[Scan, Pairings, Pairings], Iterator[Finding]], ...] = (
    jumps,
    zeros,
    slips,
    currencies,
    breaks,
    not_updated,
)
"""All checks, in the order in which they are told."""
