"""Whether two numbers of a test count unlike things, and why."""

from __future__ import annotations

from collections.abc import Iterable

from balance.claims.numbers import Kind, Number
from balance.tables.dataset import Dataset

__all__ = ["unlike", "unlike_in_kind"]


def unlike(data: Dataset, left: Number, right: Number) -> str:
    """Return why two numbers must not be compared, or nothing.

    Parameters
    ----------
    data
        The tables.
    left, right
        Numbers of one unit. Unlike are sums in which unlike things were taken apart or divided
        already; figures of one indicator with other scopes, or of one that is not comparable,
        of different states; and different indicators, unless a text states one of them.
    """
    inherited = left.unlike or right.unlike
    return inherited or unlike_in_kind(data, left, right) or _other_things(data, left, right)


def unlike_in_kind(data: Dataset, left: Number, right: Number) -> str:
    """Return why figures of an indicator that is on both sides count unlike things."""
    mine = _scopes(left.kinds)
    for indicator, scopes in _scopes(right.kinds).items():
        if indicator not in mine:
            continue
        known = data.indicator(indicator)
        if not known.comparable and known.role == "balance" and _who(left) != _who(right):
            return known.why_not
        if len(scopes | mine[indicator]) > 1:
            labels = ", ".join(sorted(s or "as defined" for s in scopes | mine[indicator]))
            return f"the figures of {known.phrase} count different things ({labels})"
    return ""


def _other_things(data: Dataset, left: Number, right: Number) -> str:
    names = [{indicator for indicator, _, _ in side.kinds} for side in (left, right)]
    if not all(names) or names[0] & names[1]:
        return ""
    texts = set(data.tables["texts"]["source_id"]) if "texts" in data.tables else set()
    for side in (left, right):
        if {source for term in side.terms for source in term.source_ids} <= texts:
            return ""
    first, second = (data.indicator(min(each)).phrase for each in names)
    return f"{first} and {second} are different things"


def _who(number: Number) -> set[str]:
    return {entity for _, _, entity in number.kinds}


def _scopes(kinds: Iterable[Kind]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for indicator, scope, _ in kinds:
        found.setdefault(indicator, set()).add(scope)
    return found
