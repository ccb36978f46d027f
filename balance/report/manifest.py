"""The manifest of a report: what it was made from, with what, and the digest of every file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import Any

import balance
from balance.comparison.result import Result
from balance.errors import ManifestError
from balance.tables.dataset import Dataset
from balance.tables.parsing import file_digest

__all__ = ["MANIFEST", "Manifest", "manifest_of", "read_manifest"]

MANIFEST = "manifest.json"
_LIBRARIES = ("great_tables", "jinja2", "matplotlib", "numpy", "pandas")


@dataclass(frozen=True)
class Manifest:
    """What a manifest says.

    Attributes
    ----------
    scenarios, formats
        What was asked for.
    terms, leave_out
        What was left out.
    title
        Of the report, if one was given.
    answers
        Headline of each scenario.
    data, outputs
        Digests of the tables and of the files of the report.
    versions
        Of the program and its libraries.
    """

    scenarios: tuple[str, ...]
    formats: tuple[str, ...]
    terms: str | None
    leave_out: tuple[str, ...]
    title: str | None
    answers: Mapping[str, str]
    data: Mapping[str, str]
    outputs: Mapping[str, str]
    versions: Mapping[str, str]


def manifest_of(
    files: Mapping[str, bytes],
    results: Mapping[str, Result],
    formats: Iterable[str],
    data: Dataset,
    title: str | None = None,
) -> dict[str, Any]:
    """Return what is needed to make the same report again, and the digest of every file.

    Parameters
    ----------
    files
        Content by relative path.
    results
        Of each scenario, in order.
    formats
        What was asked for.
    data
        The tables.
    title
        Of the report, if one was given.
    """
    return {
        "balance": balance.__version__,
        "title": title,
        "scenarios": list(results),
        "parameters": {name: dict(result.parameters) for name, result in results.items()},
        "answers": {name: result.headline for name, result in results.items()},
        "formats": list(formats),
        "terms": data.terms,
        "leave_out": list(data.leave_out),
        "reference_date": data.reference_date.isoformat(),
        "data": dict(sorted(data.digests.items())),
        "libraries": {name: version(name) for name in _LIBRARIES},
        "outputs": {path: file_digest(files[path]) for path in sorted(files)},
    }


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a report.

    Raises
    ------
    ManifestError
        If there is none, or it is not one that a report wrote.
    """
    path = folder / MANIFEST
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return parse_manifest(told)
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as fault:
        why = (fault.strerror if isinstance(fault, OSError) else str(fault)) or "not readable"
        raise ManifestError(
            f"{path}: cannot read the manifest ({why}); expected a folder written by "
            "`balance report`"
        ) from None


def parse_manifest(told: Any) -> Manifest:
    """Return a manifest from its JSON.

    Raises
    ------
    ValueError, KeyError, TypeError
        If an entry is missing or of another kind.
    """
    if not isinstance(told, dict):
        raise ValueError("it is not an object")
    outputs = _texts_by_name(told, "outputs")
    for path in outputs:
        pure = PurePosixPath(path)
        if pure.is_absolute() or ".." in pure.parts:
            raise ValueError(f"{path} lies outside the folder")
        if not path.isprintable():
            raise ValueError(f"{path!r} is no name of a file")
    told = {"title": None, "answers": {}, **told}  # version 0.1.0 wrote neither
    for name in ("terms", "title"):
        if not isinstance(told[name], str | None):
            raise ValueError(f"{name} is not a text")
    return Manifest(
        _texts(told, "scenarios"),
        _texts(told, "formats"),
        told["terms"],
        _texts(told, "leave_out"),
        told["title"],
        _texts_by_name(told, "answers"),
        _texts_by_name(told, "data"),
        outputs,
        {"balance": str(told["balance"]), **_texts_by_name(told, "libraries")},
    )


def _texts(told: Mapping[str, Any], name: str) -> tuple[str, ...]:
    found = told[name]
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise ValueError(f"{name} is not a list of texts")
    return tuple(found)


def _texts_by_name(told: Mapping[str, Any], name: str) -> dict[str, str]:
    found = told[name]
    if not isinstance(found, dict) or not all(isinstance(one, str) for one in found.values()):
        raise ValueError(f"{name} is not an object of texts")
    return found
