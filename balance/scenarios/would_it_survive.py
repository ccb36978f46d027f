"""The flagship put to the test: other sources, memberships and figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from balance.comparison.compare import sides_of
from balance.comparison.result import Result
from balance.errors import ParameterError
from balance.robustness.survival import survival
from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of

__all__ = ["would_it_survive"]

_TABLES = ("rows", "flips", "verify_next", "other_questions")
"""Tables of the report; ``balance robustness`` has all of them."""


def would_it_survive(
    data: Dataset | None = None,
    *,
    without: Iterable[str] = ("USA", "CAN"),
    alliance: str = "NATO",
    against: str = "RUS",
    on: str | date | None = None,
    known_by: str | date | None = None,
    reading: str = "step",
) -> Result:
    """Ask whether the balance of the others survives other sources, members and figures.

    Parameters
    ----------
    data
        The tables; by default the bundled ones.
    without
        Codes of those who leave; each must be a member on the day.
    alliance, against
        The two sides, as expressions.
    on
        The day of membership; by default the reference date.
    known_by, reading
        As for :func:`balance.compare`.

    Returns
    -------
    Result
        Tables ``rows`` (which choices turn each row), ``flips`` (the nearest changes that turn
        it), ``verify_next`` (the figure of each row whose correction would do most) and
        ``other_questions`` (what is near a row's question and not the same).

    Raises
    ------
    NotAMember
        If one who leaves is not inside.
    ParameterError
        If nobody leaves.

    Examples
    --------
    >>> from balance.scenarios import would_it_survive
    >>> would_it_survive().tables["verify_next"].at[0, "what"]
    'Russia: higher'
    """
    data = tables_of(data)
    leavers = tuple(dict.fromkeys([without] if isinstance(without, str) else without))
    if not leavers:
        raise ParameterError("nobody leaves: name at least one member, e.g. without=USA,CAN")
    whole, rival = sides_of(data, alliance, against, on)
    found = survival(
        whole - leavers,
        rival,
        data=data,
        known_by=known_by,
        reading=reading,
        tables=_TABLES,
    )
    asked = {"alliance": alliance, "against": against, "without": list(leavers)}
    return replace(found, parameters={**asked, **found.parameters})
