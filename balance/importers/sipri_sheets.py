"""Sheets of SIPRI's workbooks: which there are, and in which unit each is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["BASE_YEAR", "KINDS", "REGIONS", "SKIPPED", "Page", "page_of"]


@dataclass(frozen=True)
class Page:
    """What the numbers of a sheet are.

    Attributes
    ----------
    kind
        ``constant``, ``current``, ``share``, ``head``, ``government``, ``local``, ``regions``.
    indicator, unit, basis
        As in the tables; the basis of the regions is that of constant prices.
    scale
        Word behind the number as stated.
    factor
        What the cell is multiplied by before it is stated: shares are printed as fractions.
    """

    kind: str
    indicator: str
    unit: str
    basis: str
    scale: str
    factor: float = 1.0


_CURRENT = "current-mer"
_SPENDING = "military_expenditure"
_PAGES: tuple[tuple[str, Page], ...] = (
    (r"current us ?[$d]", Page("current", _SPENDING, "USD", _CURRENT, "million")),
    (r"share of gdp", Page("share", f"{_SPENDING}_share", "percent", _CURRENT, "%", 100.0)),
    (r"per capita", Page("head", f"{_SPENDING}_per_capita", "USD per person", _CURRENT, "")),
    (
        r"share of govt\.? spending|share of government spending",
        Page("government", f"{_SPENDING}_government_share", "percent", _CURRENT, "%", 100.0),
    ),
    (r"local currency calendar years?", Page("local", f"{_SPENDING}_eur", "EUR", _CURRENT, "")),
    (r"regional totals", Page("regions", _SPENDING, "USD", "", "billion")),
)

BASE_YEAR = re.compile(r"constant \((\d{4})\) us ?[$d]")
"""Name, in lower case, of the sheet in constant prices; the group is the year of the prices."""

KINDS = {
    "constant": "Constant US$",
    "current": "Current US$",
    "share": "Share of GDP",
    "head": "Per capita",
    "government": "Share of Govt. spending",
    "local": "Local currency calendar years",
    "regions": "Regional totals",
}
"""Every kind of sheet that becomes figures, by its name in a whole edition."""

SKIPPED = (
    (r"front ?page|cover", "a picture, no table"),
    (r"footnotes?", "read for the notes of the figures"),
    (
        r"local currency financial years?",
        "years that begin in different months; the sheet of calendar years has the same spending",
    ),
)
"""Sheets that become no figures, and why."""

REGIONS = frozenset(
    {
        *("world", "world total (including iraq)", "world total (excluding iraq)"),
        *("africa", "north africa", "sub-saharan africa"),
        *("americas", "north america", "south america"),
        *("central america", "central america and the caribbean"),
        *("asia & oceania", "asia and oceania", "oceania", "central asia", "south asia"),
        *("central and south asia", "east asia", "south east asia", "southeast asia"),
        *("europe", "central europe", "eastern europe", "western europe"),
        *("central and western europe", "middle east", "european union"),
    }
)
"""Rows that are regions or organisations and no state, in lower case."""


def page_of(name: str) -> Page | None:
    """Return what the numbers of a sheet are, from its name.

    Examples
    --------
    >>> page_of("Constant (2023) US$").basis, page_of("Constant (2019) USD").basis
    ('2023-mer', '2019-mer')
    >>> page_of("Front page") is None
    True
    """
    folded = " ".join(name.casefold().split())
    if match := BASE_YEAR.fullmatch(folded):
        return Page("constant", _SPENDING, "USD", f"{match[1]}-mer", "million")
    return next((page for pattern, page in _PAGES if re.fullmatch(pattern, folded)), None)
