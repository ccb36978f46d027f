"""The kinds of published files, and which of them a file is."""

from __future__ import annotations

import hashlib
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from balance.errors import NotText, ParameterError, UnknownKind, suggest
from balance.importers.extract import Extract

__all__ = ["KINDS", "Reader", "file_digest", "guess_kind", "reader_of"]

KINDS = {
    "cow": "National Material Capabilities of the Correlates of War Project, CSV",
    "kiel": "Ukraine Support Tracker of the Kiel Institute, CSV",
    "nato": "Defence Expenditure of NATO Countries, workbook",
    "owid": "Our World in Data, grapher CSV",
    "sipri": "SIPRI Military Expenditure Database, workbook",
    "table": "a table of one's own, CSV or workbook, with a mapping file",
    "world-bank": "World Development Indicators of the World Bank, CSV",
}
"""Kinds of files by name, in words."""

_GUESSED = tuple(kind for kind in KINDS if kind not in ("table",))


class Reader(Protocol):
    """A module that reads one kind of file."""

    def recognises(self, path: Path) -> bool:
        """Return whether a file is one of this kind, by what stands in it."""

    def read(self, path: Path) -> Extract:
        """Return what stands in a file."""


def reader_of(kind: str) -> Reader:
    """Return the reader of a kind.

    Raises
    ------
    ParameterError
        If there is no such kind.

    Examples
    --------
    >>> reader_of("cow").__name__
    'balance.importers.cow'
    """
    name = kind.replace("_", "-")
    if name not in KINDS:
        raise ParameterError(
            f"there is no kind {kind!r}; there are: {', '.join(KINDS)}.{suggest(name, KINDS)}"
        )
    return cast(Reader, import_module(f"balance.importers.{name.replace('-', '_')}"))


def guess_kind(path: str | Path) -> str:
    """Return the kind of a file, by what stands in it and never by its name.

    Raises
    ------
    UnknownKind
        If no reader or more than one recognises it.
    NotText
        If there is no such file.
    """
    path = Path(path)
    if not path.is_file():
        raise NotText(
            path,
            "is a folder" if path.is_dir() else "does not exist",
            expected="a file",
            remedy="check its name",
        )
    found = [kind for kind in _GUESSED if reader_of(kind).recognises(path)]
    if len(found) == 1:
        return found[0]
    listed = "; ".join(f"{kind} ({what})" for kind, what in KINDS.items())
    raise UnknownKind(
        path,
        f"is of more than one kind: {', '.join(found)}" if found else "is of no known kind",
        expected=f"one of: {listed}",
        found=_beginning(path),
        remedy="name the kind with --kind; a table of your own needs --kind table and --mapping",
    )


def _beginning(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(400)
    if not start:
        return "an empty file"
    if start.startswith(b"PK"):
        return "a zip archive or a workbook of another kind; an archive is unpacked first"
    if b"\0" in start or start.startswith(b"\xd0\xcf"):
        return "a file that is no text, e.g. a workbook"
    text = start.decode("utf-8", errors="replace")
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    what = "a web page, perhaps an error message," if first.startswith("<") else "a file"
    return f"{what} that begins with {first[:80]!r}"


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
