"""What figures are known to count besides what is asked, in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from balance.comparison.terms import ABSENCE, Term
from balance.quantities.printing import join_words
from balance.tables.dataset import Dataset

__all__ = ["also_counted"]


def also_counted(data: Dataset, terms: Iterable[Term]) -> Iterator[str]:
    """Yield a sentence for each thing that figures are known to count besides.

    Parameters
    ----------
    data
        The tables; they say what a scope means.
    terms
        What goes into a number; known zeros count nothing.

    Examples
    --------
    >>> import balance
    >>> from balance.comparison.published import total_of
    >>> data = balance.load()
    >>> list(also_counted(data, total_of(data, "GRC + RUS", "main_battle_tanks").terms))
    ['The figures of Greece and Russia count stored vehicles, too.']
    """
    by_scope: dict[str, list[str]] = {}
    for term in terms:
        if term.scope and term.reading != ABSENCE and term.bounds.high > 0:
            by_scope.setdefault(term.scope, []).append(term.entity)
    frame = data.tables["scopes"]
    labels = dict(zip(frame["scope"], frame["label"], strict=True))
    for scope, codes in sorted(by_scope.items()):
        who = sorted(set(codes))
        what = join_words(labels.get(one, one) for one in scope.split("+"))
        figures, count = ("figures", "count") if len(who) > 1 else ("figure", "counts")
        yield f"The {figures} of {data.names_said(who)} {count} {what}, too."
