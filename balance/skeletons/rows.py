"""Rows for a figure or a source: all columns, with what is not yet known marked."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from balance.errors import (
    DataFaults,
    OutputError,
    ParameterError,
    UnknownIndicator,
    UnknownName,
    UnknownSource,
    suggest,
)
from balance.tables.columns import TABLES, table_of_file
from balance.tables.loading import bundled_folder, load
from balance.tables.parsing import list_files, read_table
from balance.tables.placeholders import PLACEHOLDER

__all__ = ["Skeleton", "new_figure", "new_source"]

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_YEAR_AT_END = re.compile(r"-[12][0-9]{3}(?:-[0-9]{2})?$", re.ASCII)


@dataclass(frozen=True)
class Skeleton:
    """What was written, and what is left to do.

    Attributes
    ----------
    files
        Each with the line of the new row, or 1 for a new file of code.
    steps
        What to do next, in order, as sentences.
    """

    files: tuple[tuple[Path, int], ...]
    steps: tuple[str, ...]

    def __str__(self) -> str:
        written = [f"{path}:{line}" for path, line in self.files]
        return "\n".join([*written, *(f"- {step}" for step in self.steps)])


def _known(folder: Path) -> dict[str, pd.DataFrame]:
    """Return the text columns of all tables: of the bundled rows and of those of the folder.

    The folder is not checked: its rows may still have gaps.
    """
    text = {
        name: [column.name for column in table.columns if column.kind != "number"]
        for name, table in TABLES.items()
    }
    frames = {name: [frame] for name, frame in load().tables.items()}
    if folder.is_dir() and folder.resolve() != bundled_folder().resolve():
        files, _ = list_files(folder, str(folder))
        for relative, path in files:
            name = table_of_file(relative) or ""
            read = read_table(path, TABLES[name], f"{folder}/{relative}")
            if read.faults:
                raise DataFaults(read.faults)
            frames[name].append(read.frame)
    return {
        name: pd.concat([frame[text[name]] for frame in kept], ignore_index=True)
        for name, kept in frames.items()
    }


def _append(folder: Path, relative: str, table: str, row: Mapping[str, str]) -> tuple[Path, int]:
    """Add a row to a file of a folder, which is made with its header if there is none.

    What stands in the file stays as it is, byte for byte.
    """
    path = folder / relative
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    try:
        if path.exists():
            before = path.read_bytes().decode("utf-8-sig")
            header = next(csv.reader(io.StringIO(before, newline="")), [])
            if not set(TABLES[table].names) >= set(header) or not header:
                raise OutputError(
                    f"{path}: is no table {table}; its header must be of the columns "
                    f"{', '.join(TABLES[table].names)}"
                )
            if not before.endswith("\n"):
                text.write("\n")
        else:
            before, header = "", list(TABLES[table].names)
            writer.writerow(header)
            path.parent.mkdir(parents=True, exist_ok=True)
        writer.writerow([row.get(name, "") for name in header])
        with path.open("a", encoding="utf-8", newline="") as file:
            file.write(text.getvalue())
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise OutputError(f"cannot write {path}: {fault}") from None
    return path, (before + text.getvalue()).count("\n")


def _last_steps(folder: Path) -> tuple[str, ...]:
    if folder.resolve() == bundled_folder().resolve():
        return (
            "run `make datapackage`, then `balance check`",
            "say it under Data in CHANGELOG.md, and commit tables and datapackage.json together",
        )
    return (f"run `balance check {folder}`",)


def _check_key(name: str, what: str) -> None:
    if not _KEY.fullmatch(name):
        raise ParameterError(
            f"{name!r} cannot be the id of {what}: expected lower-case letters, digits and "
            "single hyphens, e.g. ministry-2025"
        )


def new_source(folder: str | Path, source_id: str) -> Skeleton:
    """Add the row of a source to a folder, with what is to be filled in marked.

    Parameters
    ----------
    folder
        Where the tables are; ``sources.csv`` is made if there is none.
    source_id
        Name of the edition: that of the publication and its year, e.g. ``gfp-2026``. If the
        publication is known, title and publisher are those of its newest edition.

    Returns
    -------
    Skeleton
        The file and line, and what to do next.

    Raises
    ------
    ParameterError
        If it cannot be an id, or there is such a source.
    DataFaults, OutputError
        If the folder cannot be read or written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     path, line = new_source(place, "ministry-2025").files[0]
    >>> path.name, line
    ('sources.csv', 2)
    """
    folder = Path(folder)
    _check_key(source_id, "a source")
    sources = _known(folder)["sources"]
    if source_id in set(sources["source_id"]):
        raise ParameterError(
            f"there is a source {source_id!r}; a new edition needs an id of its own, and a "
            "changed row is changed in sources.csv"
        )
    publication = _YEAR_AT_END.sub("", source_id)
    row = {
        "source_id": source_id,
        "publication": publication,
        "edition": source_id.removeprefix(publication).strip("-") or PLACEHOLDER,
        **dict.fromkeys(
            (
                "title",
                "publisher",
                "published",
                "accessed",
                "url",
                "terms",
                "reliability",
                "read_via",
            ),
            PLACEHOLDER,
        ),
    }
    earlier = sources[sources["publication"] == publication]
    if not earlier.empty:
        newest = earlier.sort_values("published").iloc[-1]
        row |= {name: str(newest[name]) for name in ("publisher", "reliability")}
    place = _append(folder, "sources.csv", "sources", row)
    return Skeleton(
        (place,),
        (
            f"fill in every {PLACEHOLDER}; leave empty what the source does not show, and say in "
            "read_via what was read if it was not the work itself",
            f"add its figures: `balance new figure STATE INDICATOR --source {source_id} "
            f"--into {folder}`",
            *_last_steps(folder),
        ),
    )


def _figure_file(folder: Path, source_id: str) -> str:
    """Return the file that holds the figures of a source, or the one that should."""
    for path in sorted((folder / "figures").glob("*.csv")):
        read = read_table(path, TABLES["figures"], str(path))
        if source_id in set(read.frame["source_id"]):
            return f"figures/{path.name}"
    return f"figures/{source_id}.csv"


def _named(name: str, known: set[str], what: str) -> None:
    if name not in known:
        fault = {"indicator": UnknownIndicator, "source": UnknownSource}.get(what, UnknownName)
        hint = " Make it with `balance new source`." if what == "source" else ""
        raise fault(f"there is no {what} {name!r}.{suggest(name, known)}{hint}")


def new_figure(
    folder: str | Path, entity: str, indicator: str, source_id: str, as_of: str = ""
) -> Skeleton:
    """Add the row of a figure to a folder, with what is to be filled in marked.

    Parameters
    ----------
    folder
        Where the tables are.
    entity
        A state or a group, or ``-`` where there is none.
    indicator
        What is counted: its unit and basis are filled in.
    source_id
        The edition; its row may still have gaps.
    as_of
        What the number is true of, ``YYYY[-MM[-DD]]``; empty leaves it to be filled in.

    Returns
    -------
    Skeleton
        The file and line, and what to do next.

    Raises
    ------
    UnknownName, UnknownIndicator, UnknownSource
        If the tables list none of that name; the nearest is suggested.
    ParameterError
        If there is such a figure.
    DataFaults, OutputError
        If the folder cannot be read or written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     path, line = new_figure(place, "SWE", "cinc", "gfp-2025").files[0]
    >>> path.name, line
    ('gfp-2025.csv', 2)
    """
    folder = Path(folder)
    known = _known(folder)
    indicators, figures = known["indicators"], known["figures"]
    entities = {*known["states"]["state"], *known["groups"]["group"], "-"}
    _named(entity, entities, "state or group")
    _named(indicator, set(indicators["indicator"]), "indicator")
    _named(source_id, set(known["sources"]["source_id"]), "source")
    parts = [source_id, entity.lower(), indicator, *filter(None, [as_of])]
    figure_id = re.sub(r"[^a-z0-9]+", "-", "-".join(parts)).strip("-")
    if figure_id in set(figures["figure_id"]):
        raise ParameterError(
            f"there is a figure {figure_id!r}; one of another date is made with --as-of"
        )
    meant = indicators[indicators["indicator"] == indicator].iloc[0]
    like = figures[figures["indicator"] == indicator]
    row = {
        "figure_id": figure_id,
        "entity": entity,
        "indicator": indicator,
        "as_of": as_of or PLACEHOLDER,
        # A flow has an end: the figures that there are of it show whether it is one.
        "period_end": PLACEHOLDER if (like["period_end"] != "").any() else "",
        "value": PLACEHOLDER,
        "unit": str(meant["unit"]),
        "basis": str(meant["basis"]),
        "as_stated": PLACEHOLDER,
        "source_id": source_id,
        "locator": PLACEHOLDER,
        "quote": PLACEHOLDER if source_id in set(known["texts"]["source_id"]) else "",
    }
    place = _append(folder, _figure_file(folder, source_id), "figures", row)
    return Skeleton(
        (place,),
        (
            f"it counts: {meant['definition']}",
            f"fill in every {PLACEHOLDER}: value in {row['unit'] or 'plain numbers'} (never "
            "thousands), as_stated as printed, hedge the word that bounds it, locator the place",
            "if it counts something besides, say so in scope; if the source prints a range, fill "
            "low and high",
            *_last_steps(folder),
        ),
    )
