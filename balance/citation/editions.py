"""The editions in use, and the program and libraries that read them."""

from __future__ import annotations

import pandas as pd

from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of

__all__ = ["LIBRARIES", "versions"]

LIBRARIES = ("great_tables", "jinja2", "matplotlib", "numpy", "pandas", "pandera", "scipy")
"""Libraries on which results or reports depend."""

_COLUMNS = (
    "kind",
    "name",
    "publication",
    "edition",
    "published",
    "figures",
    "terms",
    "files",
    "digest",
)
_TABLES = ("figures", "absences", "groups", "memberships", "wars")


def versions(data: Dataset | None = None) -> pd.DataFrame:
    """Return the editions in use, and the versions of the program and its libraries.

    Parameters
    ----------
    data
        The tables; by default the bundled ones.

    Returns
    -------
    DataFrame
        ``kind`` (``edition``, ``program`` or ``library``), ``name`` (the source's id, or that
        of a library), ``publication``, ``edition`` (or version), ``published``, ``figures``
        (how many the tables hold of it), ``terms``, ``files`` (the tables that name it) and
        ``digest`` (SHA-256 of each of these files, in their order).

    Notes
    -----
    An edition is in use if a figure, a known zero, a membership, a group or a war rests on it;
    what :func:`balance.load` was told to leave out is not listed for its figures.

    Examples
    --------
    >>> import balance
    >>> table = balance.versions()
    >>> table.loc[table.name == "gfp-2025", ["publication", "edition"]].values.tolist()
    [['gfp', '2025']]
    """
    data = tables_of(data)
    places: dict[str, dict[str, None]] = {}
    for name in _TABLES:
        if name not in data.tables:
            continue
        frame = data.tables[name]
        pairs = frame[["source_id", "file"]].drop_duplicates()
        for source_id, file in zip(pairs["source_id"], pairs["file"], strict=True):
            places.setdefault(source_id, {})[file] = None
    counts = data.tables["figures"]["source_id"].value_counts()
    rows = [
        {
            "kind": "edition",
            "name": source_id,
            "publication": row["publication"],
            "edition": row["edition"],
            "published": row["published"],
            "figures": int(counts.get(source_id, 0)),
            "terms": row["terms"],
            "files": " ".join(places[source_id]),
            "digest": " ".join(data.digests.get(file, "") for file in places[source_id]).strip(),
        }
        for source_id, row in data.source_rows.items()
        if source_id in places
    ]
    frame = pd.DataFrame([*rows, *_program()], columns=list(_COLUMNS))
    # The program has no figures: not zero of them.
    return frame.astype({"figures": "Int64"}).fillna(
        dict.fromkeys([name for name in _COLUMNS if name != "figures"], "")
    )


def _program() -> list[dict[str, str]]:
    import platform
    from importlib.metadata import PackageNotFoundError, version

    import balance

    found = [
        {"kind": "program", "name": "military-balance", "edition": balance.__version__},
        {"kind": "program", "name": "python", "edition": platform.python_version()},
    ]
    for name in LIBRARIES:
        try:
            found.append({"kind": "library", "name": name, "edition": version(name)})
        except PackageNotFoundError:  # scipy is an extra
            continue
    return found
