"""What there is, as frames."""

from __future__ import annotations

import pandas as pd

from balance.errors import ParameterError, suggest
from balance.tables.dataset import Dataset

__all__ = ["LISTINGS", "listing"]

_COLUMNS = {
    "indicators": [
        "indicator",
        "label",
        "unit",
        "basis",
        "domain",
        "role",
        "comparable",
        "formula",
        "preferred_publications",
    ],
    "sources": [
        "source_id",
        "publication",
        "edition",
        "title",
        "publisher",
        "published",
        "terms",
        "reliability",
    ],
    "states": ["state", "name", "iso2", "cow_code"],
    "figures": [
        "figure_id",
        "entity",
        "indicator",
        "as_of",
        "value",
        "low",
        "high",
        "unit",
        "basis",
        "scope",
        "as_stated",
        "hedge",
        "source_id",
        "locator",
    ],
}
LISTINGS = ("scenarios", "indicators", "sources", "groups", "states", "claims", "charts", "figures")


def listing(what: str, data: Dataset) -> pd.DataFrame:
    """Return a list of what there is.

    Parameters
    ----------
    what
        One of :data:`LISTINGS`.
    data
        The tables.

    Returns
    -------
    DataFrame
        One row per thing, with its name first.

    Raises
    ------
    ParameterError
        If there is no such list.

    Examples
    --------
    >>> import balance
    >>> listing("charts", balance.load()).chart.tolist()[:4]
    ['ratios', 'leaving', 'contributions', 'amounts']
    """
    if what not in LISTINGS:
        raise ParameterError(
            f"cannot list {what!r}; expected one of: {', '.join(LISTINGS)}."
            f"{suggest(what, LISTINGS)}"
        )
    if what == "scenarios":
        from balance.scenarios.catalogue import SCENARIOS

        rows = [(s.name, s.question, ", ".join(s.parameters)) for s in SCENARIOS.values()]
        return pd.DataFrame(rows, columns=["scenario", "question", "parameters"])
    if what == "charts":
        return _charts()
    if what == "claims":
        from balance.claims.reading import read_claims

        claims = [(c.id, c.source, c.locator, c.statement, c.test) for c in read_claims(data)]
        return pd.DataFrame(claims, columns=["claim", "source", "locator", "statement", "test"])
    if what == "groups":
        return _groups(data)
    return data.table(what)[_COLUMNS[what]]


def _charts() -> pd.DataFrame:
    import inspect

    from balance.charts.plots import KINDS

    rows = [
        (name, (inspect.getdoc(kind.draw) or "").partition("\n")[0]) for name, kind in KINDS.items()
    ]
    return pd.DataFrame(rows, columns=["chart", "what"])


def _groups(data: Dataset) -> pd.DataFrame:
    """Return groups with how many members they have on the reference date."""
    frame = data.table("groups")[["group", "label", "definition", "source_id"]]
    counts = [len(data.group(name)) for name in frame["group"]]
    return frame.assign(members=counts, on=data.reference_date.isoformat())
