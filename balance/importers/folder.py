"""An import as a folder in the project's own form: whole, or not at all."""

from __future__ import annotations

import csv
import hashlib
import json
import math
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from balance.errors import OutputError
from balance.importers.imported import Imported
from balance.tables.columns import TABLES

__all__ = ["RECORD", "earlier_import", "write_folder"]

RECORD = "import.json"
"""Account of the import, with all that is missing; its presence marks the folder as ours."""


def earlier_import(folder: str | Path) -> str:
    """Return the name of the file whose import stands in a folder; empty if there is none."""
    try:
        return str(json.loads((Path(folder) / RECORD).read_text(encoding="utf-8"))["file"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def write_folder(imported: Imported, folder: str | Path) -> Path:
    """Write an import as a folder that ``balance.load`` and ``--data`` take.

    Parameters
    ----------
    imported
        What was imported.
    folder
        Where to; it must not exist, unless it is an earlier import that nobody has changed
        since: that is replaced.

    Returns
    -------
    Path
        The folder, with ``figures/<source>.csv``, ``sources.csv``, where needed ``groups.csv``,
        ``indicators.csv`` and ``exceptions.csv``, and ``import.json``.

    Raises
    ------
    OutputError
        If something else is in the way, or it cannot be written. Then nothing is written.

    Notes
    -----
    All files are written to a temporary folder beside the target, which is then moved.
    """
    asked = Path(folder)
    target = asked.resolve()  # a link stays a link: the folder that it names is written
    _check_free(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as fault:
        raise OutputError(f"cannot write {target}: {fault.strerror or fault}") from None
    try:
        _write_tables(imported, fresh)
        fresh.chmod(0o755)
        _move(fresh, target)
    except OSError as fault:
        raise OutputError(f"cannot write {target}: {fault.strerror or fault}") from None
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return asked


def _check_free(target: Path) -> None:
    if not target.exists():
        return
    if target.is_dir() and not any(target.iterdir()):
        return
    record = target / RECORD
    try:
        listed = dict(json.loads(record.read_text(encoding="utf-8"))["files"])
    except (OSError, ValueError, KeyError, TypeError):
        raise OutputError(
            f"{target} is there already and is no earlier import; choose another folder"
        ) from None
    present = {
        path.relative_to(target).as_posix(): path for path in target.rglob("*") if path.is_file()
    }
    del present[RECORD]
    changed = [
        name
        for name in sorted({*present, *listed})
        if name not in present or name not in listed or _digest(present[name]) != listed[name]
    ]
    if changed:
        raise OutputError(
            f"{target} is an earlier import that was changed since ({', '.join(changed)}); "
            "choose another folder, or take it away first"
        )


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _move(fresh: Path, target: Path) -> None:
    if not target.exists():
        fresh.replace(target)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}-old-", dir=target.parent))
    try:
        target.replace(old / target.name)
        try:
            fresh.replace(target)
        except OSError:
            (old / target.name).replace(target)
            raise
    finally:
        shutil.rmtree(old, ignore_errors=True)


def _write_tables(imported: Imported, folder: Path) -> None:
    (folder / "figures").mkdir()
    written: dict[str, str] = {}
    for name, frame in imported.tables.items():
        if frame.empty and name not in ("figures", "sources"):
            continue
        relative = f"{name}.csv"
        if name == "figures":
            relative = f"figures/{imported.summary.source_id}.csv"
        path = folder / relative
        _write_csv(path, name, frame)
        written[relative] = _digest(path)
    record = {
        "file": imported.file,
        "sha256": imported.digest,
        "summary": asdict(imported.summary),
        "missing": _missing(imported.missing),
        "files": written,
    }
    text = json.dumps(record, ensure_ascii=False, indent=1, default=str)
    (folder / RECORD).write_text(text + "\n", encoding="utf-8", newline="\n")


def _write_csv(path: Path, name: str, frame: pd.DataFrame) -> None:
    table = TABLES[name]
    columns: list[Iterable[str]] = [
        _number_texts(frame[column.name].to_numpy(dtype="float64"))
        if column.kind == "number"
        else frame[column.name].tolist()
        for column in table.columns
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table.names)
        writer.writerows(zip(*columns, strict=True))


def _number_texts(values: np.ndarray) -> list[str]:
    return [_number_text(value) for value in values.tolist()]


def _number_text(value: float) -> str:
    """Return a number as tables hold it: plain digits, at most 18 behind the point.

    Examples
    --------
    >>> _number_text(1300000.0), _number_text(4.6681293e-06), _number_text(float("nan"))
    ('1300000', '0.0000046681293', '')
    """
    if math.isnan(value):
        return ""
    if value.is_integer():
        return str(int(value))
    text = repr(value)
    if "e" in text or len(text.partition(".")[2]) > _MOST_DECIMALS:
        text = f"{value:.{_MOST_DECIMALS}f}".rstrip("0")
    return text


_MOST_DECIMALS = 18


def _missing(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return what is missing, one entry per entity, thing, basis and kind, with all its dates."""
    keys = ["entity", "indicator", "basis", "status"]
    return [
        {**dict(zip(keys, key, strict=True)), "as_of": list(days)}
        for key, days in frame.groupby(keys, sort=False)["as_of"]
    ]
