"""``datapackage.json``: the tables described for other programs (Frictionless Data Package)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from balance.errors import DataFault, NotReadable, PackageOutOfDate, Place
from balance.quantities.dates import parse_day
from balance.tables.columns import TABLES, Column, Table, table_of_file
from balance.tables.parsing import file_digest, list_files

__all__ = [
    "describe_package",
    "package_faults",
    "package_text",
    "reference_date",
    "write_package",
]

FILE = "datapackage.json"
_TYPES = {"number": "number"}
_PATTERNS = {
    "key": "[a-z0-9]+(-[a-z0-9]+)*",
    "name": "[A-Za-z][A-Za-z0-9_]*",
    "state": "[A-Z]{3}",
    "digits": "[0-9]{1,3}",
    "date": r"\d{4}(-\d{2}(-\d{2})?)?",
}


def reference_date(folder: Path) -> date:
    """Return the day that stands for "today" in a data folder.

    Raises
    ------
    NotReadable
        If the folder has no data package or the package has no date.
    """
    path = folder / FILE
    try:
        return parse_day(str(json.loads(path.read_text(encoding="utf-8"))["reference_date"]))
    except (OSError, ValueError, KeyError) as fault:
        raise NotReadable(
            Place(str(path)),
            "does not give the reference date",
            expected='JSON with "reference_date": "YYYY-MM-DD"',
            found=str(fault),
            remedy="restore the file",
        ) from None


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.kind == "number":
        constraints["minimum"] = 0
    if column.choices:
        constraints["enum"] = list(column.choices)
    if column.kind in _PATTERNS:
        constraints["pattern"] = _PATTERNS[column.kind]
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES.get(column.kind, "string"),
        "description": column.description,
    }
    return field | ({"constraints": constraints} if constraints else {})


def _resource(table: Table, relative: str, path: Path) -> dict[str, Any]:
    keys = [
        {"fields": [column], "reference": {"resource": where, "fields": [key]}}
        for column, (where, _, key) in ((c, t.partition(".")) for c, t in table.references)
        # A data package cannot say that a cell may be empty and a reference otherwise, nor
        # refer to figures, which are many files.
        if where != "figures" and next(c for c in table.columns if c.name == column).required
    ]
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    name = f"figures-{path.stem}" if table.name == "figures" else table.name
    return {
        "name": name,
        "description": table.description,
        "path": relative,
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "hash": f"sha256:{file_digest(path.read_bytes())}",
        "schema": schema | ({"foreignKeys": keys} if keys else {}),
    }


def describe_package(folder: Path, today: date) -> dict[str, Any]:
    """Return the description of a data folder.

    Parameters
    ----------
    folder
        Holds the tables.
    today
        The reference date.
    """
    files, _ = list_files(folder, str(folder))
    resources = [
        _resource(TABLES[name], relative, path)
        for relative, path in files
        if (name := table_of_file(relative)) is not None
    ]
    return {
        "name": "military-balance-data",
        "title": "Published figures on military strength, with their sources",
        "profile": "tabular-data-package",
        "reference_date": today.isoformat(),
        "licenses": [
            {
                "name": "various",
                "title": "Facts from many publishers; see sources.csv, column terms",
            }
        ],
        "resources": resources,
    }


def package_text(folder: Path, today: date) -> str:
    """Return the text of ``datapackage.json`` for a data folder."""
    description = describe_package(folder, today)
    return json.dumps(description, ensure_ascii=False, indent=2) + "\n"


def package_faults(folder: Path, shown: str) -> list[DataFault]:
    """Return a fault if ``datapackage.json`` does not describe the tables beside it."""
    path = folder / FILE
    try:
        today = reference_date(folder)
    except NotReadable as fault:
        return [fault]
    if path.read_text(encoding="utf-8") == package_text(folder, today):
        return []
    return [
        PackageOutOfDate(
            Place(f"{shown}/{FILE}"),
            "does not describe the tables beside it",
            expected="the digests and columns of the tables as they are",
            remedy="run `make datapackage` and commit the result",
        )
    ]


def write_package(folder: Path) -> None:
    """Write ``datapackage.json`` anew, keeping its reference date.

    Parameters
    ----------
    folder
        The data folder.
    """
    text = package_text(folder, reference_date(folder))
    (folder / FILE).write_text(text, encoding="utf-8", newline="\n")
