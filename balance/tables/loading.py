"""From folders of CSV files to a :class:`~balance.tables.dataset.Dataset`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pandas as pd

from balance.errors import (
    DataFault,
    DataFaults,
    ParameterError,
    Place,
    UndecodableText,
    UnknownSource,
    suggest,
)
from balance.tables.columns import TABLES, TERMS, table_of_file
from balance.tables.dataset import Dataset
from balance.tables.package import package_faults, reference_date
from balance.tables.parsing import CLAIMS, file_digest, list_files, read_table
from balance.tables.schemas import schema_faults, typed

__all__ = ["bundled_folder", "check", "load", "tables_of"]

Frames = dict[str, pd.DataFrame]
_BUNDLED = "datasets"


def bundled_folder() -> Path:
    """Return the folder of the bundled tables: inside the package, or beside it.

    Returns
    -------
    Path

    Examples
    --------
    >>> (bundled_folder() / "sources.csv").is_file()
    True
    """
    package = Path(__file__).resolve().parent.parent
    inside = package / "_datasets"
    return inside if inside.is_dir() else package.parent / "datasets"


def load(*folders: str | Path, terms: str | None = None, leave_out: Iterable[str] = ()) -> Dataset:
    """Load the bundled tables and add one's own.

    Parameters
    ----------
    *folders
        Folders with further tables in the same form: ``figures/<name>.csv``, ``sources.csv``
        and so on. Their rows are added; a key that exists already is a fault.
    terms
        Keep only figures and known zeros of sources whose terms are at least as wide:
        ``open``, ``attribution``, ``non-commercial`` or ``unclear`` (all). Tables of states,
        groups and memberships stay.
    leave_out
        Sources, or publications with all their editions, to do without in the same way.

    Returns
    -------
    Dataset

    Raises
    ------
    DataFaults
        All faults of the added folders at once, each with file, line and column. The bundled
        tables are checked when they are released (``balance check``).
    ParameterError, UnknownSource
        If there are no such terms, or there is no such source.

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
    bundled, found_digests, faults = _read(base, _BUNDLED, check_cells=False)
    digests = _under(_BUNDLED, found_digests)
    added: list[Frames] = []
    names = _names_of(folders)
    for folder, name in zip(folders, names, strict=True):
        frames, found_digests, found = _read(Path(folder), str(folder), check_cells=True)
        faults += found
        digests |= _under(name, found_digests)
        added.append(frames)
    whole = _joined([bundled, *added])
    texts, found_digests, found = _claims(base, _BUNDLED)
    digests |= found_digests
    for folder, name in zip(folders, names, strict=True):
        more, found_digests, wrong = _claims(Path(folder), name)
        texts += more
        digests |= found_digests
        found += wrong
    faults += found
    if folders:
        # Only a user's tables are checked at load: the start of all else need not wait for it.
        from balance.tables.checks import cross_table_faults

        fresh = {table: frame.iloc[len(bundled[table]) :] for table, frame in whole.items()}
        faults += cross_table_faults(whole, fresh)
    if faults:
        raise DataFaults(_first_per_cell(faults))
    renamed = [_renamed(*each) for each in zip(added, map(str, folders), names, strict=True)]
    data = Dataset(
        _joined([bundled, *renamed]), reference_date(base), digests, claim_texts=tuple(texts)
    )
    unwanted = (leave_out,) if isinstance(leave_out, str) else tuple(leave_out)
    return _restrict(data, terms, unwanted) if terms or unwanted else data


def tables_of(data: Dataset | None) -> Dataset:
    """Return tables that were given, or the bundled ones.

    Parameters
    ----------
    data
        As :func:`load` returns them; None for the bundled tables.

    Returns
    -------
    Dataset

    Raises
    ------
    ParameterError
        For anything else, such as the name of a folder.

    Examples
    --------
    >>> tables_of(None).reference_date.isoformat()
    '2025-02-13'
    """
    if data is None:
        return load()
    if not isinstance(data, Dataset):
        raise ParameterError(
            f"data must be tables, as balance.load({data!r}) returns them; found {data!r}"
            if isinstance(data, str | Path)
            else f"data must be tables, as balance.load() returns them; found {data!r}"
        )
    return data


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

    Examples
    --------
    >>> len(check().table("groups")) > 0
    True
    """
    from balance.tables.checks import cross_table_faults
    from balance.tables.dictionary import dictionary_faults

    base = bundled_folder()
    if folder is not None and Path(folder).resolve() != base.resolve():
        return load(folder)
    frames, digests, faults = _read(base, _BUNDLED, check_cells=True)
    faults += cross_table_faults(frames, frames)
    faults += package_faults(base, _BUNDLED) + dictionary_faults(base, _BUNDLED)
    if faults:
        raise DataFaults(_first_per_cell(faults))
    texts, found_digests, found = _claims(base, _BUNDLED)
    if found:
        raise DataFaults(found)
    whole = _under(_BUNDLED, digests) | found_digests
    return Dataset(frames, reference_date(base), whole, claim_texts=tuple(texts))


def _claims(
    folder: Path, shown: str
) -> tuple[list[tuple[str, str]], dict[str, str], list[DataFault]]:
    """Return the content of a folder's claims.toml, its digest, and faults."""
    path, name = folder / CLAIMS, f"{shown}/{CLAIMS}"
    if not path.is_file():
        return [], {}, []
    content = path.read_bytes()
    try:
        return [(name, content.decode("utf-8-sig"))], {name: file_digest(content)}, []
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        remedy = "save the file as UTF-8"
        return [], {}, [UndecodableText(Place(name, line), "is not UTF-8", remedy=remedy)]


def _names_of(folders: Iterable[str | Path]) -> list[str]:
    """Return a name for each added folder: its last part, so that no path of a machine is kept."""
    names: list[str] = []
    for folder in folders:
        name = Path(folder).resolve().name or "folder"
        taken = [_BUNDLED, *names]
        same = sum(one == name or one.startswith(f"{name} (") for one in taken)
        names.append(f"{name} ({same + 1})" if same else name)
    return names


def _under(name: str, digests: dict[str, str]) -> dict[str, str]:
    return {f"{name}/{relative}": digest for relative, digest in digests.items()}


def _renamed(frames: Frames, shown: str, name: str) -> Frames:
    """Return frames whose rows name their file under the folder's short name."""
    return {
        table: frame.assign(file=name + frame["file"].str.removeprefix(shown))
        for table, frame in frames.items()
    }


def _joined(parts: list[Frames]) -> Frames:
    if len(parts) == 1:
        return parts[0]
    return {name: pd.concat([part[name] for part in parts], ignore_index=True) for name in TABLES}


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
    """Read all tables of a folder; those it does not have are empty. Digests by relative name."""
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
        digests[relative] = read.digest
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


def _restrict(data: Dataset, terms: str | None, unwanted: tuple[str, ...]) -> Dataset:
    """Return the tables without the figures and known zeros of some sources."""
    sources = data.tables["sources"]
    known = {*sources["source_id"], *sources["publication"]}
    for name in unwanted:
        if name not in known:
            raise UnknownSource(
                f"there is no source or publication {name!r} to leave out.{suggest(name, known)}"
            )
    allowed = set(TERMS if terms is None else TERMS[: TERMS.index(terms) + 1])
    kept = set(
        sources["source_id"][
            sources["terms"].isin(allowed)
            & ~sources["source_id"].isin(unwanted)
            & ~sources["publication"].isin(unwanted)
        ]
    )
    tables = dict(data.tables)
    gone: set[str] = set()
    for name in ("figures", "absences"):
        frame = tables[name]
        inside = frame["source_id"].isin(kept)
        gone |= set(frame["source_id"][~inside])
        tables[name] = frame[inside].reset_index(drop=True)
    return replace(
        data, tables=tables, terms=terms, leave_out=unwanted, left_out=tuple(sorted(gone))
    )
