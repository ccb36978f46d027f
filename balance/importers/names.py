"""Names and codes of a file to entities of the tables: exactly, by a curated table, by year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from balance.errors import ImportFaults, UnknownEntities, WrongCell, suggest
from balance.tables.dataset import Dataset
from balance.tables.names import NO_STATE, folded, years_of

__all__ = ["NO_ENTITY", "Names", "Resolved", "names_of", "resolve"]

NO_ENTITY = "-"
"""Code of a cell that is about no entity, as in the tables."""

Spells = tuple[tuple[int, int, str], ...]
"""Entity by first and last year."""

_ALWAYS = (0, 9999)


@dataclass(frozen=True)
class Names:
    """What names and codes of one scheme mean.

    Attributes
    ----------
    codes, names
        Spells by folded code and name.
    by_alias
        Folded names, and folded codes behind a ``#``, that come from the table of aliases.
    states
        Codes of states; what else a name may mean is a group or a region.
    shown
        Names as they stand in the tables, for suggestions.
    """

    codes: Mapping[str, Spells]
    names: Mapping[str, Spells]
    by_alias: frozenset[str]
    states: frozenset[str]
    shown: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Resolved:
    """The entities of the rows of a file.

    Attributes
    ----------
    entity
        Of each row: a state, a bundled group, ``-`` for a figure about no entity, or empty.
    label
        Of each row without one: the name of the region, sum or unknown thing; otherwise empty.
    known
        Whether the name of each row is known; a region is.
    by_alias
        Names matched by the table of aliases, with what they mean.
    unknown
        Names that no table knows.
    """

    entity: np.ndarray
    label: np.ndarray
    known: np.ndarray
    by_alias: Mapping[str, str]
    unknown: tuple[str, ...]


def names_of(data: Dataset, scheme: str) -> Names:
    """Return what names and codes of a scheme mean.

    Parameters
    ----------
    data
        The tables: states, and aliases of the scheme and of ``any``.
    scheme
        ``sipri``, ``cow`` ...; in ``cow`` codes are numbers, elsewhere ISO 3166-1 alpha-3.

    Examples
    --------
    >>> import balance
    >>> names = names_of(balance.load(), "cow")
    >>> names.codes["365"]
    ((0, 1922, 'RUS'), (1923, 1991, 'SUN'), (1992, 9999, 'RUS'))
    """
    states = data.tables["states"]
    codes: dict[str, Spells] = {}
    names: dict[str, Spells] = {}
    shown = list(states["name"])
    for state, cow, name in zip(states["state"], states["cow_code"], states["name"], strict=True):
        code = cow if scheme == "cow" else state
        if code:
            codes[folded(code)] = ((*_ALWAYS, state),)
        names[folded(name)] = ((*_ALWAYS, state),)
    frame = data.tables["aliases"]
    aliases: set[str] = set()
    for wanted in ("any", scheme):
        own: dict[str, list[tuple[int, int, str]]] = {}
        rows = frame[frame["scheme"] == wanted]
        columns = ("name", "entity", "first_year", "last_year")
        cells = (rows[column].tolist() for column in columns)
        for name, entity, first, last in zip(*cells, strict=True):
            own.setdefault(folded(name), []).append((*years_of(first, last), entity))
            shown.append(name)
        found = {key: tuple(sorted(spells)) for key, spells in own.items()}
        names |= found
        if wanted == scheme:
            codes |= found
            aliases |= {f"#{key}" for key in found}
        aliases |= set(found)
    known = frozenset(states["state"])
    return Names(codes, names, frozenset(aliases), known, tuple(dict.fromkeys(shown)))


def resolve(cells: pd.DataFrame, names: Names, path: Path, *, unknown: str) -> Resolved:
    """Return the entities of the rows of a file.

    Parameters
    ----------
    cells
        Columns ``name``, ``code``, ``aggregate``, ``as_of``, ``locator``.
    names
        What they mean.
    path
        The file, for messages.
    unknown
        ``error``, or ``keep`` or ``drop`` to go on with unknown names.

    Raises
    ------
    UnknownEntities
        All names that no table knows, with the nearest, unless they are kept or dropped.
    ImportFaults
        Where the name and the code of a row mean different things: a column has slipped.

    Notes
    -----
    Matching is exact, see :func:`balance.tables.names.folded`. What a row says of itself goes
    first: a row that its reader marks as an aggregate never becomes a state.
    """
    place, unique = _distinct(cells)
    count = len(unique)
    years = _years(cells["as_of"])
    entity = np.full(len(cells), "", dtype=object)
    label = np.full(len(cells), "", dtype=object)
    known = np.ones(len(cells), dtype=bool)
    by_alias: dict[str, str] = {}
    strange: list[str] = []
    faults: list[WrongCell] = []
    order = np.argsort(place, kind="stable")
    ends = np.searchsorted(place[order], np.arange(count + 1))
    for number, (name, code, aggregate) in enumerate(unique):
        rows = order[ends[number] : ends[number + 1]]
        if code == NO_ENTITY:
            entity[rows] = NO_ENTITY
            continue
        spells = _spells(name, code, names)
        if spells is None:
            faults.append(_disagreement(cells, rows[0], name, code, names, path))
            continue
        told = name or code
        if aggregate:
            meant = spells[0][2] if spells else NO_STATE
            stays = meant == NO_STATE or meant in names.states
            entity[rows] = "" if stays else meant
            label[rows] = told if stays else ""
            continue
        for first, last, meant in spells:
            inside = rows[(years[rows] >= first) & (years[rows] <= last)]
            entity[inside] = "" if meant == NO_STATE else meant
            label[inside] = told if meant == NO_STATE else ""
        outside = rows[(entity[rows] == "") & (label[rows] == "")]
        if len(outside):
            known[outside] = False
            label[outside] = told
            strange.append(told if not spells else f"{told} ({years[outside].min()})")
        key = f"#{folded(code)}" if folded(code) in names.codes else folded(name)
        meanings = dict.fromkeys(meant for *_, meant in spells if meant != NO_STATE)
        if meanings and key in names.by_alias:
            by_alias[told] = ", ".join(meanings)
    if faults:
        raise ImportFaults(faults)
    if strange and unknown == "error":
        raise _unknown(strange, names, path)
    return Resolved(entity, label, known, by_alias, tuple(dict.fromkeys(strange)))


def _distinct(cells: pd.DataFrame) -> tuple[np.ndarray, list[tuple[str, str, bool]]]:
    """Return which name, code and mark each row has, and these once each."""
    name, names = pd.factorize(cells["name"])
    code, codes = pd.factorize(cells["code"])
    joined = (name * len(codes) + code) * 2 + cells["aggregate"].to_numpy()
    place, kinds = pd.factorize(joined)
    return place, [
        (str(names[kind // 2 // len(codes)]), str(codes[kind // 2 % len(codes)]), bool(kind % 2))
        for kind in kinds.tolist()
    ]


def _years(as_of: Iterable[str]) -> np.ndarray:
    place, days = pd.factorize(np.asarray(as_of, dtype=object))
    return np.array([int(day[:4]) for day in days], dtype=np.int64)[place]


def _spells(name: str, code: str, names: Names) -> Spells | None:
    """Return what a name and a code mean together, nothing if unknown, None if they differ."""
    by_code = names.codes.get(folded(code), ()) if code else ()
    by_name = names.names.get(folded(name), ()) if name else ()
    if by_code and by_name:
        meant = {entity for *_, entity in by_code}
        if not meant & {entity for *_, entity in by_name}:
            return None
    return by_code or by_name


def _disagreement(
    cells: pd.DataFrame, row: int, name: str, code: str, names: Names, path: Path
) -> WrongCell:
    by_code = names.codes[folded(code)][0][2]
    by_name = names.names[folded(name)][0][2]
    return WrongCell(
        path,
        f"the name {name!r} and the code {code!r} mean different things "
        f"({cells['locator'].iloc[row]})",
        expected="a name and a code of one state",
        found=f"{by_name} by the name, {by_code} by the code",
        remedy="check whether a column has slipped; own names go into aliases.csv",
    )


def _unknown(strange: list[str], names: Names, path: Path) -> UnknownEntities:
    listed = sorted(dict.fromkeys(strange))
    lines = [f"  {name!r}{'.' if near else ''}{near}" for name, near in _nearest(listed, names)]
    count = len(listed)
    return UnknownEntities(
        path,
        f"{count} name{'s' if count != 1 else ''} that no table knows:\n" + "\n".join(lines) + "\n",
        remedy="add rows to aliases.csv in a folder of your own and name it with --data; or "
        "choose --unknown keep (kept under their own names, never as states) or --unknown drop",
    )


def _nearest(listed: list[str], names: Names) -> Iterable[tuple[str, str]]:
    return ((name, suggest(name, names.shown)) for name in listed)
