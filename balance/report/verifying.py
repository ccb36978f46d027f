"""Whether a report is as it was made, and comes out the same again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from balance.errors import ManifestError
from balance.report.writing import MANIFEST, manifest_text, report_files
from balance.tables.loading import load
from balance.tables.reading import file_digest

__all__ = ["Verification", "verify"]


@dataclass(frozen=True)
class Verification:
    """What became of a report since it was made.

    Attributes
    ----------
    changed
        Files in the folder that are not as the manifest says: changed or gone.
    data
        Tables that differ from those the report was made from.
    differs
        Files that come out differently when they are made again.
    made_with
        Versions of the program and its libraries that differ, then and now.
    """

    changed: tuple[str, ...]
    data: tuple[str, ...]
    differs: tuple[str, ...]
    made_with: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether the report is unchanged and comes out the same."""
        return not (self.changed or self.differs)

    def __str__(self) -> str:
        if self.same:
            return "same: every file is as it was made and comes out the same again"
        lines = ["different:"]
        lines += [f"  changed since it was made: {path}" for path in self.changed]
        lines += [f"  made from another {name}" for name in self.data]
        lines += [f"  made with {words}" for words in self.made_with]
        lines += [f"  comes out differently now: {path}" for path in self.differs]
        return "\n".join(lines)


def verify(folder: str | Path, folders: Iterable[str | Path] = ()) -> Verification:
    """Recompute a report from its manifest and compare.

    Parameters
    ----------
    folder
        A folder written by :func:`balance.report.write_report`.
    folders
        Folders with a user's own tables that the report was made with.

    Returns
    -------
    Verification

    Raises
    ------
    ManifestError
        If the folder has no manifest or it cannot be read.
    """
    place = Path(folder)
    told = _manifest(place)
    terms = told["terms"]
    data = load(*folders, terms=None if terms is None else str(terms))
    outputs: dict[str, str] = dict(told["outputs"])
    changed = [
        path
        for path, digest in outputs.items()
        if not (place / path).is_file() or file_digest((place / path).read_bytes()) != digest
    ]
    files = report_files(told["scenarios"], data, formats=told["formats"])
    again = json.loads(manifest_text(files, told["scenarios"], told["formats"], data))
    differs = [
        p for p in {**outputs, **again["outputs"]} if outputs.get(p) != again["outputs"].get(p)
    ]
    tables = {**told["data"], **again["data"]}
    return Verification(
        tuple(sorted(changed)),
        tuple(sorted(n for n in tables if told["data"].get(n) != again["data"].get(n))),
        tuple(sorted(differs)),
        tuple(_versions(told, again)),
    )


def _versions(told: dict[str, Any], again: dict[str, Any]) -> list[str]:
    def all_of(manifest: dict[str, Any]) -> dict[str, str]:
        return {"balance": str(manifest["balance"]), **manifest["libraries"]}

    then, now = all_of(told), all_of(again)
    return [f"{n} {then.get(n)}, now {now[n]}" for n in now if then.get(n) != now[n]]


def _manifest(place: Path) -> dict[str, Any]:
    path = place / MANIFEST
    kinds = {"outputs": dict, "scenarios": list, "formats": list, "data": dict, "libraries": dict}
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(told, dict) or "terms" not in told or "balance" not in told:
            raise ValueError("entries are missing")
        for name, kind in kinds.items():
            if not isinstance(told.get(name), kind):
                raise ValueError(f"{name} is not a {kind.__name__}")
    except (OSError, ValueError) as fault:
        why = fault.strerror if isinstance(fault, OSError) else fault
        raise ManifestError(
            f"{path}: cannot read the manifest ({why}); expected a folder written by "
            "`balance report`"
        ) from None
    return told
