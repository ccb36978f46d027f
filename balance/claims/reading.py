"""The file of claims: statements of sources in a form that can be tested."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from balance.errors import (
    DataFault,
    DataFaults,
    DuplicateKey,
    ExpressionError,
    MissingValue,
    NotReadable,
    Place,
    UnexpectedColumn,
    UnknownReference,
    WrongValue,
    suggest,
)
from balance.quantities.dates import is_partial_date, parse_day
from balance.tables.dataset import Dataset

__all__ = ["FIELDS", "Claim", "claim_faults", "read_claims"]

FIELDS = {
    "id": "Unique, kebab case.",
    "source": "The source that says it.",
    "locator": "Where in the source.",
    "statement": "What it says, in our own words.",
    "test": "The same in the language of claims.",
    "settle": "What would settle it.",
    "on": "Day of membership; by default the reference date. May be left out.",
    "note": "How the statement was read. May be left out.",
}
_OPTIONAL = ("on", "note")
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class Claim:
    """A statement of a source.

    Attributes
    ----------
    id, source, locator, statement, test, settle, note
        As in the file.
    on
        Day of membership.
    place
        Where it stands.
    """

    id: str
    source: str
    locator: str
    statement: str
    test: str
    settle: str
    note: str
    on: date
    place: Place


def read_claims(data: Dataset) -> tuple[Claim, ...]:
    """Return the claims of the tables, in the order of the files.

    Parameters
    ----------
    data
        The tables.

    Raises
    ------
    DataFaults
        All faults of form at once, each with file and line: not TOML, fields that are
        missing or unknown, an id that occurs twice, an unknown source. Whether a test can be
        read is seen when it is tested, or by :func:`claim_faults`.

    Examples
    --------
    >>> import balance
    >>> read_claims(balance.load())[0].source
    'seed-000'
    """
    faults: list[DataFault] = []
    claims: list[Claim] = []
    for file, text in data.claim_texts:
        claims += _read(file, text, data, faults)
    seen: dict[str, Claim] = {}
    for claim in claims:
        if claim.id in seen:
            faults.append(
                DuplicateKey(
                    claim.place,
                    "there is a claim of this id already",
                    found=f"{claim.id} in {seen[claim.id].place}",
                    remedy="choose another id",
                )
            )
        seen.setdefault(claim.id, claim)
    if faults:
        raise DataFaults(faults)
    return tuple(claims)


def _read(file: str, text: str, data: Dataset, faults: list[DataFault]) -> list[Claim]:
    try:
        told = tomllib.loads(text)
    except RecursionError:
        remedy = "write each value on one line, as text in quotes"
        faults.append(NotReadable(Place(file), "is nested too deeply", remedy=remedy))
        return []
    except ValueError as fault:  # not TOML, or a number of too many digits
        told_line = re.search(r"line (\d+)", str(fault))
        last = len(text.splitlines())  # "at end of document"
        place = Place(file, int(told_line.group(1)) if told_line else last)
        remedy = "mend the file; text stands in quotes"
        faults.append(NotReadable(place, f"is not TOML: {fault}", remedy=remedy))
        return []
    lines = [n for n, line in enumerate(text.splitlines(), 1) if line.strip() == "[[claim]]"]
    rows = told.get("claim", [])
    entries = isinstance(rows, list) and all(isinstance(row, dict) for row in rows)
    if set(told) - {"claim"} or not entries or len(rows) != len(lines):
        problem = "holds something else than [[claim]] entries"
        remedy = "begin each claim with a line [[claim]]"
        faults.append(NotReadable(Place(file), problem, remedy=remedy))
        return []
    found = []
    for row, line in zip(rows, lines, strict=True):
        place = Place(file, line, key=str(row.get("id", "")))
        wrong = list(_field_faults(row, place, data))
        faults += wrong
        if not wrong:
            day = parse_day(row["on"]) if row.get("on") else data.reference_date
            fields = {name: row.get(name, "") for name in FIELDS if name != "on"}
            found.append(Claim(**fields, on=day, place=place))
    return found


def _field_faults(row: dict[str, object], place: Place, data: Dataset) -> list[DataFault]:
    faults: list[DataFault] = []
    for name in FIELDS:
        value = row.get(name, "")
        if not isinstance(value, str):
            where = Place(place.file, place.line, name, place.key)
            remedy = "put it in quotes"
            faults.append(WrongValue(where, "is no text", found=repr(value), remedy=remedy))
        elif name == "id" and value and not _KEY.fullmatch(value):
            where = Place(place.file, place.line, name)
            remedy = "use lower-case letters, digits and single hyphens"
            faults.append(WrongValue(where, "is no key", found=repr(value), remedy=remedy))
        elif not value.isprintable():
            where = Place(place.file, place.line, name, place.key)
            remedy = "write it on one line, without control characters"
            faults.append(WrongValue(where, "holds control characters", remedy=remedy))
        elif not value and name not in _OPTIONAL:
            where = Place(place.file, place.line, name, place.key)
            faults.append(MissingValue(where, "is missing", expected=FIELDS[name], remedy="add it"))
    for name in set(row) - set(FIELDS):
        where = Place(place.file, place.line, name, place.key)
        remedy = "rename or remove it." + suggest(name, FIELDS)
        faults.append(UnexpectedColumn(where, "is no field of a claim", remedy=remedy))
    source, on = row.get("source"), row.get("on")
    if isinstance(source, str) and source and source not in data.source_rows:
        where = Place(place.file, place.line, "source", place.key)
        remedy = "add it to sources.csv." + suggest(source, data.source_rows)
        faults.append(UnknownReference(where, "is not in sources", found=source, remedy=remedy))
    if isinstance(on, str) and on and not (is_partial_date(on) and len(on) == 10):
        where = Place(place.file, place.line, "on", place.key)
        faults.append(WrongValue(where, "is no day", found=on, remedy="write YYYY-MM-DD"))
    return faults


def claim_faults(data: Dataset, claims: Iterable[Claim] | None = None) -> list[DataFault]:
    """Return a fault for each claim whose test cannot be read, with the position.

    Parameters
    ----------
    data
        The tables; the file's form has been checked by :func:`read_claims`.
    claims
        Which; by default all.
    """
    from balance.claims.testing import leaves_of

    faults: list[DataFault] = []
    for claim in read_claims(data) if claims is None else claims:
        try:
            leaves_of(data, claim)
        except ExpressionError as fault:
            place = Place(claim.place.file, claim.place.line, "test", claim.id)
            remedy = "mend the test; names are those of `balance list indicators`"
            faults.append(WrongValue(place, str(fault), remedy=remedy))
    return faults
