"""Names of states as publishers print them, brought into one form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from balance.errors import DataFault, DateDisorder, DuplicateKey, UnknownReference, suggest
from balance.tables.columns import TABLES
from balance.tables.schemas import place_of

__all__ = ["NO_STATE", "alias_faults", "folded", "years_of"]

NO_STATE = "-"
"""Entity of an alias that names a region or another sum, not a state."""

_APOSTROPHES = re.compile("[\u2018\u2019\u02bc\u0060\u00b4\u2032]")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_MARKS = re.compile(r"[*\u2020\u2021]+$")


def folded(name: str) -> str:
    """Return a name in the form in which names are matched.

    Parameters
    ----------
    name
        As printed.

    Returns
    -------
    str
        Without case, diacritics, runs of white space and marks of footnotes at its end; with
        plain apostrophes and hyphens. Nothing else is changed: brackets, commas and words stay.

    Examples
    --------
    >>> folded("  Côte d\u2019Ivoire* "), folded("Yemen,  North")
    ("cote d'ivoire", 'yemen, north')
    """
    text = _APOSTROPHES.sub("'", name)
    text = _DASHES.sub("-", text)
    letters = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = " ".join(plain.split())
    return _MARKS.sub("", words).strip().casefold()


def years_of(first: str, last: str) -> tuple[int, int]:
    """Return the years in which an alias is valid; open ends reach all years.

    Examples
    --------
    >>> years_of("", "1991")
    (0, 1991)
    """
    return int(first[:4]) if first else 0, int(last[:4]) if last else 9999


def alias_faults(
    tables: Mapping[str, pd.DataFrame], fresh: Mapping[str, pd.DataFrame]
) -> Iterator[DataFault]:
    """Yield a fault for each alias of an unknown entity, and for each that is ambiguous.

    Parameters
    ----------
    tables
        All tables.
    fresh
        The same tables with the rows to be looked at only.
    """
    frame, rows = tables["aliases"], set(fresh["aliases"].index)
    known = {*tables["states"]["state"], *tables["groups"]["group"], NO_STATE}
    own = {
        folded(name): state
        for state, name in zip(tables["states"]["state"], tables["states"]["name"], strict=True)
    }
    seen: dict[tuple[str, str], list[tuple[int, int, Any]]] = {}
    for row in frame.index.tolist():
        entity, name = str(frame.at[row, "entity"]), folded(str(frame.at[row, "name"]))
        first, last = years_of(str(frame.at[row, "first_year"]), str(frame.at[row, "last_year"]))
        scheme = str(frame.at[row, "scheme"])
        earlier = seen.setdefault((scheme, name), [])
        if row in rows:
            if entity and entity not in known:
                yield UnknownReference(
                    place_of(frame, TABLES["aliases"], row, "entity"),
                    "is neither a state nor a group",
                    expected="a code of states.csv, a name of groups.csv, or -",
                    found=repr(entity),
                    remedy="correct it or add a row." + suggest(entity, known),
                )
            if last < first:
                yield DateDisorder(
                    place_of(frame, TABLES["aliases"], row, "last_year"),
                    "ends before it begins",
                    expected=f"{first} or later",
                    found=str(last),
                    remedy="correct one of the two years",
                )
            if scheme == "any" and own.get(name, entity) != entity:
                yield DuplicateKey(
                    place_of(frame, TABLES["aliases"], row, "name"),
                    f"is the name of {own[name]}",
                    expected=own[name],
                    found=entity,
                    remedy="correct the entity, or give the alias a scheme of its own",
                )
            for other_first, other_last, other in earlier:
                if first <= other_last and other_first <= last:
                    yield DuplicateKey(
                        place_of(frame, TABLES["aliases"], row, "name"),
                        "means two things, or the same twice, in the same years",
                        found=f"{frame.at[other, 'entity']!s} in "
                        f"{frame.at[other, 'file']!s}:{frame.at[other, 'line']!s}",
                        remedy="remove one row, or set apart their years",
                    )
        earlier.append((first, last, row))
