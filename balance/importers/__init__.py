"""Published files to figures: one function per kind, each ``path -> Dataset``.

A file becomes a data set with the bundled vocabulary (states, groups, memberships, indicators,
known zeros, sources) whose figures are those of the file alone. :func:`import_file` gives the
account of the import besides, and :func:`write_folder` writes a folder for
:func:`balance.load` and ``--data``.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from balance.errors import ParameterError
from balance.importers.kinds import KINDS, file_digest, guess_kind, reader_of

if TYPE_CHECKING:
    from balance.importers.imported import Imported
    from balance.tables.dataset import Dataset

# The readers are loaded before the functions that share their names are defined: a module that
# is loaded later would take the place of the function.
for _kind in KINDS:
    reader_of(_kind)

__all__ = [
    "cow",
    "import_file",
    "kiel",
    "nato",
    "owid",
    "sipri",
    "table",
    "world_bank",
    "write_folder",
]


def import_file(
    path: str | Path,
    kind: str | None = None,
    *,
    unknown: str = "error",
    mapping: str | Path | None = None,
    data: Iterable[str | Path] = (),
    source_id: str | None = None,
) -> Imported:
    """Import a published file.

    Parameters
    ----------
    path
        The file.
    kind
        ``sipri``, ``nato``, ``world-bank``, ``owid``, ``cow``, ``kiel`` or ``table``; by
        default what stands in the file decides, and the guess is said.
    unknown
        What is done with names that no table knows: ``error`` lists them all and imports
        nothing; ``keep`` keeps their figures under groups of their own, never as states;
        ``drop`` leaves them out. Both are counted.
    mapping
        For ``table``: a TOML file that says which column is what.
    data
        Folders of one's own, e.g. with further aliases.
    source_id
        Name of the new source; by default that of the reader.

    Returns
    -------
    Imported
        With ``dataset``, ``summary`` and ``guess``.

    Raises
    ------
    ImportFault, ImportFaults, DataFaults
        If the file, or a table of one's own, is not what it should be; nothing is imported then.
    ParameterError
        If there is no such kind, or a mapping is missing or not wanted.
    """
    from balance.importers.figures import check_own, imported_from
    from balance.tables.loading import load

    path = Path(path)
    if kind is None and mapping is not None:
        kind = "table"
    name = guess_kind(path) if kind is None else kind.replace("_", "-")
    if (name == "table") != (mapping is not None):
        raise ParameterError(
            "the kind table needs a mapping file (--mapping FILE)"
            if name == "table"
            else f"the kind {name} takes no mapping file; only table does"
        )
    if mapping is not None:
        from balance.importers.table import read_mapped

        extract = read_mapped(path, Path(mapping))
    else:
        extract = reader_of(name).read(path)
    tables = load(*data)
    found = imported_from(
        extract, tables, path, file_digest(path), unknown=unknown, source_id=source_id
    )
    if mapping is not None:
        check_own(found, tables)
    how = "as asked" if kind is not None else "by what stands in it"
    return found.said(f"{path.name}: read as {name} ({KINDS[name]}), {how}")


def _dataset(path: str | Path, kind: str, unknown: str) -> Dataset:
    return import_file(path, kind, unknown=unknown).dataset


def cow(path: str | Path, *, unknown: str = "error") -> Dataset:
    """Return the figures of a file of the National Material Capabilities, see import_file.

    Parameters
    ----------
    path
        The file.
    unknown
        What is done with names that no table knows: ``error``, ``keep`` or ``drop``.

    Returns
    -------
    Dataset
        The bundled vocabulary, and the figures of the file alone.
    """
    return _dataset(path, "cow", unknown)


def kiel(path: str | Path, *, unknown: str = "error") -> Dataset:
    """Return the figures of a table of the Ukraine Support Tracker, see import_file.

    Parameters
    ----------
    path
        The file.
    unknown
        What is done with names that no table knows: ``error``, ``keep`` or ``drop``.

    Returns
    -------
    Dataset
        The bundled vocabulary, and the figures of the file alone.
    """
    return _dataset(path, "kiel", unknown)


def nato(path: str | Path, *, unknown: str = "error") -> Dataset:
    """Return the figures of NATO's workbook of defence expenditure, see import_file.

    Parameters
    ----------
    path
        The file.
    unknown
        What is done with names that no table knows: ``error``, ``keep`` or ``drop``.

    Returns
    -------
    Dataset
        The bundled vocabulary, and the figures of the file alone.
    """
    return _dataset(path, "nato", unknown)


def owid(path: str | Path, *, unknown: str = "error") -> Dataset:
    """Return the figures of a chart of Our World in Data, see import_file.

    Parameters
    ----------
    path
        The file.
    unknown
        What is done with names that no table knows: ``error``, ``keep`` or ``drop``.

    Returns
    -------
    Dataset
        The bundled vocabulary, and the figures of the file alone.
    """
    return _dataset(path, "owid", unknown)


def sipri(path: str | Path, *, unknown: str = "error") -> Dataset:
    """Return the figures of a SIPRI military expenditure workbook, see import_file.

    Parameters
    ----------
    path
        The file.
    unknown
        What is done with names that no table knows: ``error``, ``keep`` or ``drop``.

    Returns
    -------
    Dataset
        The bundled vocabulary, and the figures of the file alone.
    """
    return _dataset(path, "sipri", unknown)


def world_bank(path: str | Path, *, unknown: str = "error") -> Dataset:
    """Return the figures of an indicator file of the World Bank, see import_file.

    Parameters
    ----------
    path
        The file.
    unknown
        What is done with names that no table knows: ``error``, ``keep`` or ``drop``.

    Returns
    -------
    Dataset
        The bundled vocabulary, and the figures of the file alone.
    """
    return _dataset(path, "world-bank", unknown)


def table(path: str | Path, mapping: str | Path, *, unknown: str = "error") -> Dataset:
    """Return the figures of a table of one's own, with its mapping, see import_file.

    Parameters
    ----------
    path
        The file.
    mapping
        A TOML file that says which column is what.
    unknown
        What is done with names that no table knows: ``error``, ``keep`` or ``drop``.

    Returns
    -------
    Dataset
        The bundled vocabulary, and the figures of the file alone.
    """
    return import_file(path, "table", unknown=unknown, mapping=mapping).dataset


def write_folder(imported: Imported, folder: str | Path) -> Path:
    """Write an import as a folder for ``balance.load`` and ``--data``; whole, or not at all.

    Parameters
    ----------
    imported
        From :func:`import_file`.
    folder
        Where to; it must not exist, unless it is an earlier import that nobody has changed since.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    OutputError
        If something else is in the way, or it cannot be written.
    """
    from balance.importers.folder import write_folder as write

    return write(imported, folder)
