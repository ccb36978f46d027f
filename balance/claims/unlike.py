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
        already; figures of one indicator with other scopes; different states in one that is not
        comparable; and different indicators. What a text states itself may stand beside the
        rest, unless the indicator belongs to a balance.
    """
    inherited = left.unlike or right.unlike
    return inherited or unlike_in_kind(data, left, right) or _other_things(data, left, right)


def unlike_in_kind(data: Dataset, left: Number, right: Number) -> str:
    """Return why figures of an indicator that is on both sides count unlike things.

    Parameters
    ----------
    data
        The tables, for the names of states and scopes.
    left, right
        The two numbers that a claim compares.

    Returns
    -------
    str
        The reason as a sentence, or empty if they count alike.
    """
    mine = _scopes(left.kinds)
    for indicator, scopes in _scopes(right.kinds).items():
        if indicator not in mine:
            continue
        known = data.indicator(indicator)
        weighed = known.role == "balance" or not (_is_told(data, left) or _is_told(data, right))
        if not known.comparable and weighed and _who(left) != _who(right):
            return known.why_not
        if len(scopes | mine[indicator]) > 1:
            rows = data.tables["scopes"]
            names = dict(zip(rows["scope"], rows["label"], strict=True))
            told = sorted(names.get(scope, "as defined") for scope in scopes | mine[indicator])
            return f"the figures of {known.phrase} count different things ({', '.join(told)})"
    return ""


def _other_things(data: Dataset, left: Number, right: Number) -> str:
    names = [{indicator for indicator, _, _ in side.kinds} for side in (left, right)]
    if not all(names) or names[0] & names[1]:
        return ""
    if _is_told(data, left) or _is_told(data, right):
        return ""
    first, second = (data.indicator(min(each)).phrase for each in names)
    return f"{first} and {second} are different things"


def _is_told(data: Dataset, number: Number) -> bool:
    """Return whether a number is one that texts state."""
    texts = set(data.tables["texts"]["source_id"]) if "texts" in data.tables else set()
    return {source for term in number.terms for source in term.source_ids} <= texts


def _who(number: Number) -> set[str]:
    return {entity for _, _, entity in number.kinds}


def _scopes(kinds: Iterable[Kind]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for indicator, scope, _ in kinds:
        found.setdefault(indicator, set()).add(scope)
    return found
