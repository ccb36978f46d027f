"""From folders of CSV files to a :class:`~balance.tables.dataset.Dataset`."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from balance.errors import DataFault, DataFaults, ParameterError
from balance.tables.checks import cross_table_faults
from balance.tables.columns import TABLES, TERMS, table_of_file
from balance.tables.dataset import Dataset
from balance.tables.dictionary import dictionary_faults
from balance.tables.package import package_faults, reference_date
from balance.tables.reading import file_digest, list_files, read_table
from balance.tables.schemas import schema_faults, typed

__all__ = ["bundled_folder", "check", "load"]

Frames = dict[str, pd.DataFrame]


def bundled_folder() -> Path:
    """Return the folder of the bundled tables: inside the package, or beside it."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "_datasets"
    return inside if inside.is_dir() else package.parent / "datasets"


def load(*folders: str | Path, terms: str | None = None) -> Dataset:
    """Load the bundled tables and add one's own.

    Parameters
    ----------
    *folders
        Folders with further tables in the same form: ``figures/<name>.csv``, ``sources.csv``
        and so on. Their rows are added; a key that exists already is a fault.
    terms
        Keep only figures of sources whose terms are at least as wide: ``open``,
        ``attribution``, ``non-commercial`` or ``unclear`` (all). Reference tables stay.

    Returns
    -------
    Dataset

    Raises
    ------
    DataFaults
        All faults of the added folders at once, each with file, line and column. The bundled
        tables are checked when they are released (``balance check``).
    ParameterError
        If there are no such terms.

    Examples
    --------
    >>> import balance
    >>> data = balance.load()
    >>> data.figures.query("figure_id == 'gfp-2025-deu-main-battle-tanks'").value.item()
    296.0
    """
    if terms is not None and terms not in TERMS:
        raise ParameterError(f"unknown terms {terms!r}; expected one of: {', '.join(TERMS)}")
    base = bundled_folder()
    frames, digests, faults = _read(base, "datasets", check_cells=False)
    bundled = set(digests)
    for folder in folders:
        path = Path(folder)
        added, more, found = _read(path, str(folder), check_cells=True)
        faults += found
        digests |= more
        frames = {
            name: pd.concat([frames[name], added[name]], ignore_index=True) for name in TABLES
        }
    if folders:
        fresh = {name: frame[~frame["file"].isin(bundled)] for name, frame in frames.items()}
        faults += cross_table_faults(frames, fresh)
    if faults:
        raise DataFaults(_first_per_cell(faults))
    data = Dataset(frames, reference_date(base), digests)
    return data if terms is None else _restrict(data, terms)


def check(folder: str | Path | None = None) -> Dataset:
    """Check every table and return them.

    Parameters
    ----------
    folder
        A user's folder, checked together with the bundled tables; None, or the bundled
        folder itself, checks the bundled tables and their ``datapackage.json``.

    Returns
    -------
    Dataset
        The tables, if they have no fault.

    Raises
    ------
    DataFaults
        All faults at once.
    """
    base = bundled_folder()
    if folder is not None and Path(folder).resolve() != base.resolve():
        return load(folder)
    frames, digests, faults = _read(base, "datasets", check_cells=True)
    faults += cross_table_faults(frames, frames)
    faults += package_faults(base, "datasets") + dictionary_faults(base, "datasets")
    if faults:
        raise DataFaults(_first_per_cell(faults))
    return Dataset(frames, reference_date(base), digests)


def _first_per_cell(faults: list[DataFault]) -> list[DataFault]:
    """Return one fault per cell: what follows from the first is not said again."""
    first: dict[tuple[object, ...], DataFault] = {}
    for fault in faults:
        place = fault.place
        whole = "" if place.column else f"{type(fault).__name__} {place.key}"
        first.setdefault((place.file, place.line, place.column, whole), fault)
    return list(first.values())


def _read(
    folder: Path, shown: str, *, check_cells: bool
) -> tuple[Frames, dict[str, str], list[DataFault]]:
    """Read all tables of a folder; those it does not have are empty."""
    files, faults = list_files(folder, shown)
    parts: dict[str, list[pd.DataFrame]] = {name: [] for name in TABLES}
    digests: dict[str, str] = {}
    for relative, path in files:
        name = table_of_file(relative)
        assert name is not None  # list_files keeps tables only
        table = TABLES[name]
        read = read_table(path, table, f"{shown}/{relative}")
        frame, found = typed(read.frame, table)
        faults += [*read.faults, *found]
        if path.is_file():
            digests[f"{shown}/{relative}"] = file_digest(path.read_bytes())
        if check_cells:
            not_numbers = {(f.place.line, f.place.column) for f in found}
            faults += [
                fault
                for fault in schema_faults(frame, name, read.lacking)
                if (fault.place.line, fault.place.column) not in not_numbers
            ]
        parts[name].append(frame)
    empty = {name: typed(_empty(name), TABLES[name])[0] for name in TABLES}
    return (
        {
            name: pd.concat(kept, ignore_index=True) if (kept := parts[name]) else empty[name]
            for name in TABLES
        },
        digests,
        faults,
    )


def _empty(name: str) -> pd.DataFrame:
    frame = pd.DataFrame({column: pd.Series(dtype=str) for column in TABLES[name].names})
    return frame.assign(file=pd.Series(dtype=str), line=pd.Series(dtype="int64"))


def _restrict(data: Dataset, terms: str) -> Dataset:
    allowed = set(TERMS[: TERMS.index(terms) + 1])
    sources = data.tables["sources"]
    kept = set(sources["source_id"][sources["terms"].isin(allowed)])
    figures = data.tables["figures"]
    inside = figures["source_id"].isin(kept)
    left_out = tuple(sorted(set(figures["source_id"][~inside])))
    tables = {**data.tables, "figures": figures[inside].reset_index(drop=True)}
    return Dataset(tables, data.reference_date, data.digests, terms, left_out)
