"""What is different in a report since an earlier one, in a line."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from balance.errors import ManifestError
from balance.report.manifest import MANIFEST, Manifest, read_manifest
from balance.tables.parsing import file_digest

__all__ = ["Changes", "Earlier", "changes_since", "earlier_report"]

_LINEAGE = ("contributions", "witnesses", "figures", "sources")
"""Tables that lead back to the sources; the others are what a report says."""
_NAMED = 3

Cells = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class Earlier:
    """An earlier report, as far as later ones are compared with it.

    Attributes
    ----------
    name
        Its folder as it was given.
    manifest
        What it was made from.
    tables
        Cells by row and column of each table that says something, by path.
    """

    name: str
    manifest: Manifest
    tables: Mapping[str, Cells]


@dataclass(frozen=True)
class Changes:
    """What is different since an earlier report.

    Attributes
    ----------
    since
        The folder of the earlier report.
    scenarios
        Added (``+ name``) or gone (``- name``).
    answers
        Scenarios whose answer reads otherwise.
    verdicts
        Rows whose verdict is another: scenario, row, then and now.
    cells
        How many cells of the tables differ.
    data
        Files of the tables that differ.
    """

    since: str
    scenarios: tuple[str, ...]
    answers: tuple[str, ...]
    verdicts: tuple[tuple[str, str, str, str], ...]
    cells: int
    data: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.scenarios or self.answers or self.cells or self.data)

    def __str__(self) -> str:
        if not self:
            return f"nothing changed since {self.since}"
        verdicts = [f"{where} {row}: {was} to {now}" for where, row, was, now in self.verdicts]
        told = [
            _counted(len(self.scenarios), "scenario", self.scenarios),
            _counted(len(self.answers), "answer", self.answers),
            _counted(len(verdicts), "verdict", verdicts),
            _counted(self.cells, "cell", ()),
            _counted(len(self.data), "data file", self.data),
        ]
        return f"changed since {self.since}: " + "; ".join(filter(None, told))


def _counted(count: int, what: str, names: tuple[str, ...] | list[str]) -> str:
    if not count:
        return ""
    more = f", and {count - _NAMED} more" if count > _NAMED else ""
    named = f" ({', '.join(names[:_NAMED])}{more})" if names else ""
    return f"{count:,} {what}{'s' if count != 1 else ''}{named}"


def earlier_report(folder: str | Path) -> Earlier:
    """Return what an earlier report said; read it before it is written over.

    Parameters
    ----------
    folder
        Written by :func:`balance.report.write_report`.

    Returns
    -------
    Earlier
        For :func:`changes_since`.

    Raises
    ------
    ManifestError
        If the folder has no manifest, or a table in it was changed by hand or is gone.
    """
    place = Path(folder)
    manifest = read_manifest(place)
    tables = {
        path: _cells(_content(place, path, digest))
        for path, digest in manifest.outputs.items()
        if _is_told(path)
    }
    return Earlier(str(folder), manifest, tables)


def changes_since(earlier: Earlier, folder: str | Path) -> Changes:
    """Return what is different in a report since an earlier one.

    Parameters
    ----------
    earlier
        From :func:`earlier_report`.
    folder
        The report as it is now.

    Returns
    -------
    Changes
        Its text is the line that ``balance report --since`` prints.

    Examples
    --------
    >>> import tempfile
    >>> from balance.report import write_report
    >>> with tempfile.TemporaryDirectory() as place:
    ...     folder = write_report(place + "/out", ["british_army"], formats=["md"])
    ...     before = earlier_report(folder)
    ...     str(changes_since(before, folder)).split(" since ")[0]
    'nothing changed'
    """
    now = earlier_report(folder)
    then, told = set(earlier.manifest.scenarios), set(now.manifest.scenarios)
    both = [name for name in now.manifest.scenarios if name in then]
    cells = 0
    verdicts: list[tuple[str, str, str, str]] = []
    for path, table in now.tables.items():
        if path.split("/")[1].replace("-", "_") not in both:
            continue
        was = earlier.tables.get(path, {})
        for row, column in sorted({*was, *table}):
            before, after = was.get((row, column), ""), table.get((row, column), "")
            cells += before != after
            if column == "verdict" and before and after and before != after:
                verdicts.append((path.split("/")[1], row, before, after))
    answers = [
        name
        for name in both
        if earlier.manifest.answers.get(name) != now.manifest.answers.get(name)
    ]
    files = {**earlier.manifest.data, **now.manifest.data}
    data = [
        name for name in files if earlier.manifest.data.get(name) != now.manifest.data.get(name)
    ]
    come_and_gone = [f"+ {name}" for name in now.manifest.scenarios if name not in then]
    come_and_gone += [f"- {name}" for name in earlier.manifest.scenarios if name not in told]
    return Changes(
        earlier.name,
        tuple(come_and_gone),
        tuple(answers),
        tuple(verdicts),
        cells,
        tuple(sorted(data)),
    )


def _is_told(path: str) -> bool:
    return path.startswith("tables/") and Path(path).stem not in _LINEAGE


def _content(place: Path, path: str, digest: str) -> bytes:
    try:
        content = (place / path).read_bytes()
    except OSError:
        content = b""
    if file_digest(content) != digest:
        raise ManifestError(
            f"{place / path} is not as {MANIFEST} says; compare with a report that was left as it "
            "was written"
        )
    return content


def _cells(content: bytes) -> Cells:
    header, *rows = list(csv.reader(io.StringIO(content.decode("utf-8"), newline=""))) or [[]]
    return {
        (row[0], column): text for row in rows for column, text in zip(header, row, strict=True)
    }
