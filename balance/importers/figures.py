"""From what a reader found to figures, sources and groups in the form of the tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from balance.errors import DataFaults, ParameterError, SameEntityTwice
from balance.importers.extract import STATUSES, Extract, Skipped
from balance.importers.imported import Imported, Summary
from balance.importers.names import NO_ENTITY, Resolved, names_of, resolve
from balance.tables.columns import TABLES
from balance.tables.dataset import Dataset
from balance.tables.schemas import schema_faults, typed

__all__ = ["UNKNOWN", "check_own", "imported_from"]

UNKNOWN = ("error", "keep", "drop")
"""What is done with names that no table knows."""

_KEY = ["entity", "indicator", "as_of", "basis", "scope"]
_TEXT = ("period_end", "unit", "basis", "scope", "as_stated", "hedge", "locator", "note")
_NOT_WORD = re.compile(r"[^A-Z0-9]+", re.ASCII)
_SUFFIX = "-file"


def imported_from(
    extract: Extract,
    data: Dataset,
    path: Path,
    digest: str,
    *,
    unknown: str = "error",
    source_id: str | None = None,
) -> Imported:
    """Return the figures of a file that was read, and an account of them.

    Parameters
    ----------
    extract
        What the reader found.
    data
        The vocabulary: states, groups, aliases, indicators.
    path
        The file, for messages.
    digest
        SHA-256 of the file.
    unknown
        ``error``; ``keep`` keeps unknown names as groups of their own, ``drop`` leaves their
        cells out. Both are reported.
    source_id
        Name of the new source; by default that of the reader, with ``-file`` behind it if a
        bundled source has it already.

    Returns
    -------
    Imported

    Raises
    ------
    UnknownEntities, SameEntityTwice, ImportFaults
        If names are unknown, or two rows say two things of one entity.
    """
    if unknown not in UNKNOWN:
        raise ParameterError(f"unknown policy {unknown!r}; expected one of: {', '.join(UNKNOWN)}")
    source = _source(extract.source, data, source_id)
    cells = extract.cells.reset_index(drop=True)
    resolved = resolve(cells, names_of(data, extract.kind), path, unknown=unknown)
    skipped = list(extract.skipped)
    kept = np.ones(len(cells), dtype=bool)
    if unknown == "drop" and resolved.unknown:
        kept = resolved.known
        skipped.append(Skipped("cells", int((~kept).sum()), "their names are unknown"))
    groups = _groups(resolved, kept, source, data)
    entity = np.array(
        [
            e or groups.get(label, "")
            for e, label in zip(resolved.entity, resolved.label, strict=True)
        ],
        dtype=object,
    )
    cells = cells.assign(entity=entity)
    reported = (cells["status"] == "reported").to_numpy() & kept
    said, twice = _once(cells if reported.all() else cells[reported], path)
    if twice:
        skipped.append(Skipped("cells", twice, "printed twice, the same"))
    figures = _figures(said, source["source_id"], data)
    if extract.kind == "table":  # its faults are those of the user's file
        lines = said["locator"].str.extract(r"line (\d+)", expand=False).astype("int64")
        figures = figures.assign(file=str(path), line=lines.to_numpy())
    absent = cells[(cells["status"] != "reported").to_numpy() & kept]
    missing = absent[["entity", "indicator", "as_of", "basis", "status", "locator"]]
    tables = _tables(extract, source, groups, resolved, figures, data)
    years = sorted({day[:4] for day in said["as_of"].unique()})
    states = set(data.tables["states"]["state"])
    entities = set(figures["entity"].unique()) - {NO_ENTITY}
    left_out = sum(s.count for s in extract.skipped if s.what.startswith(("cells", "numbers")))
    summary = Summary(
        kind=extract.kind,
        source_id=source["source_id"],
        guess="",
        rows=extract.rows_read,
        cells=len(cells) + left_out,
        figures=len(figures),
        states=len(entities & states),
        aggregates=len(entities - states),
        years=(years[0], years[-1]) if years else ("", ""),
        missing={
            status: count
            for status in STATUSES[1:]
            if (count := int((missing["status"] == status).sum()))
        },
        by_alias=resolved.by_alias,
        unknown=(unknown, resolved.unknown),
        skipped=tuple(skipped),
        implausible=len(tables["exceptions"]),
        notes=extract.notes,
    )
    whole = {
        name: pd.concat([data.tables[name], tables[name]], ignore_index=True)
        for name in ("sources", "groups", "indicators")
    }
    own = {"figures": tables["figures"], "exceptions": tables["exceptions"]}
    dataset = replace(
        data,
        tables={**data.tables, **whole, **own},
        digests={path.name: digest},
        claim_texts=(),
    )
    return Imported(dataset, summary, "", tables, missing.reset_index(drop=True), digest, path.name)


def check_own(imported: Imported, data: Dataset) -> None:
    """Check a table of one's own as the loader would, with lines of the file it is from.

    Parameters
    ----------
    imported
        What was imported.
    data
        The vocabulary it was imported into.

    Raises
    ------
    DataFaults
        All faults at once: unknown indicators, wrong units, implausible values ...
    """
    from balance.tables.checks import cross_table_faults

    whole = imported.dataset.tables
    fresh = {
        name: frame if name in ("figures", "exceptions") else frame.iloc[len(data.tables[name]) :]
        for name, frame in whole.items()
    }
    # The form of the figures' cells is ours; what the user chose is held to the other tables.
    told = [name for name in fresh if name != "figures"]
    faults = [fault for name in told for fault in schema_faults(fresh[name], name, frozenset())]
    faults += cross_table_faults(whole, fresh)
    if faults:
        raise DataFaults(faults)


def _source(row: Mapping[str, str], data: Dataset, wanted: str | None) -> dict[str, str]:
    """Return the source with an id that no other source has."""
    taken = set(data.tables["sources"]["source_id"])
    name = wanted or str(row["source_id"])
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name, re.ASCII):
        raise ParameterError(
            f"{name!r} cannot name a source; expected lower-case letters, digits and hyphens"
        )
    if name in taken:
        if wanted:
            raise ParameterError(f"the source {name!r} is there already; choose another name")
        name += _SUFFIX
    return {column: str(row.get(column, "")) for column in TABLES["sources"].names} | {
        "source_id": name
    }


def _groups(
    resolved: Resolved, kept: np.ndarray, source: Mapping[str, str], data: Dataset
) -> dict[str, str]:
    """Return a group for each region, sum and unknown thing that a file names, by its label."""
    taken = {*data.tables["groups"]["group"], *data.tables["states"]["state"]}
    stem = _NOT_WORD.sub("_", source["source_id"].upper())
    stem = stem if stem[0].isalpha() else f"X{stem}"
    found: dict[str, str] = {}
    for label in dict.fromkeys(resolved.label[kept & (resolved.label != "")]):
        name = base = f"{stem}_{_NOT_WORD.sub('_', label.upper()).strip('_')}".strip("_")
        number = 2
        while name in taken:
            name, number = f"{base}_{number}", number + 1
        taken.add(name)
        found[label] = name
    return found


def _once(cells: pd.DataFrame, path: Path) -> tuple[pd.DataFrame, int]:
    """Return cells without those that repeat another, and how many those are.

    Raises
    ------
    SameEntityTwice
        If two cells say two things of one entity, indicator, time, basis and scope.
    """
    again = cells.duplicated(_KEY, keep=False)
    if not again.any():
        return cells, 0
    both = cells[again]
    for key, rows in both.groupby(_KEY, sort=False):
        same = rows[["name", "code", "value", "as_stated"]].drop_duplicates()
        if len(same) > 1:
            places = [
                f"{row.name_!s} ({row.locator}): {row.as_stated}"
                for row in rows.rename(columns={"name": "name_"}).itertuples()
            ]
            raise SameEntityTwice(
                path,
                f"two rows are about {key[0]}, {key[1]}, {key[2]}",
                expected="one row for each state, thing and time",
                found=" and ".join(places[:4]),
                remedy="correct the file; if one name means another state, say so in aliases.csv "
                "in a folder of your own and name it with --data",
            )
    return cells[~cells.duplicated(_KEY)], int(cells.duplicated(_KEY).sum())


def _figures(cells: pd.DataFrame, source_id: str, data: Dataset) -> pd.DataFrame:
    """Return rows of figures, typed as the loader types them."""
    indicators = data.tables["indicators"]
    basis_of = dict(zip(indicators["indicator"], indicators["basis"], strict=True))
    columns = {name: cells[name] for name in ("entity", "indicator", "as_of", *_TEXT)}
    words = {name: name.lower().replace("_", "-") for name in columns["entity"].unique()}
    things = {name: name.lower().replace("_", "-") for name in columns["indicator"].unique()}
    words[NO_ENTITY] = "none"
    ids = [
        f"{source_id}-{words[entity]}-{things[indicator]}-{as_of}"
        + (f"-{basis}" if basis and basis != basis_of.get(indicator, basis) else "")
        + (f"-{scope.replace('_', '-')}" if scope else "")
        for entity, indicator, as_of, basis, scope in zip(
            columns["entity"],
            columns["indicator"],
            columns["as_of"],
            columns["basis"],
            columns["scope"],
            strict=True,
        )
    ]
    whole: dict[str, object] = {
        "figure_id": pd.Series(ids, index=cells.index, dtype=str),
        **columns,
        **{name: cells[name] for name in ("value", "low", "high")},
        "source_id": source_id,
        "quote": "",
    }
    frame = pd.DataFrame(whole, columns=list(TABLES["figures"].names), index=cells.index)
    return frame.assign(
        file=f"figures/{source_id}.csv", line=np.arange(2, len(frame) + 2, dtype="int64")
    ).reset_index(drop=True)


def _tables(
    extract: Extract,
    source: Mapping[str, str],
    groups: Mapping[str, str],
    resolved: Resolved,
    figures: pd.DataFrame,
    data: Dataset,
) -> dict[str, pd.DataFrame]:
    used = set(figures["entity"].unique())
    strange = set(resolved.label[~resolved.known])
    rows = [
        {
            "group": name,
            "label": f"{label} ({source['publisher'] or source['source_id']})",
            "plural": "no",
            "definition": (
                "A name that no table knows, kept as printed."
                if label in strange
                else "A region, an organisation or another sum as the publisher prints it; who "
                "belongs to it is the publisher's choice."
            ),
            "source_id": source["source_id"],
        }
        for label, name in groups.items()
        if name in used
    ]
    return {
        "sources": _typed("sources", [source]),
        "groups": _typed("groups", rows),
        "indicators": _typed("indicators", extract.indicators),
        "figures": figures,
        "exceptions": _typed("exceptions", _implausible(extract, figures, data)),
    }


def _typed(name: str, rows: Iterable[Mapping[str, str]]) -> pd.DataFrame:
    table = TABLES[name]
    cells = [{column: str(row.get(column, "")) for column in table.names} for row in rows]
    frame = pd.DataFrame(cells, columns=list(table.names), dtype=str)
    frame["file"] = f"{name}.csv"
    frame["line"] = np.arange(2, len(frame) + 2, dtype="int64")
    return typed(frame, table)[0]


def _implausible(extract: Extract, figures: pd.DataFrame, data: Dataset) -> list[dict[str, str]]:
    """Return exceptions for figures outside the plausible range of their indicator.

    What a publisher prints is kept; the user's own table is corrected, or excused by its
    mapping.
    """
    indicators = data.tables["indicators"].set_index("indicator")
    state = figures["entity"].isin(set(data.tables["states"]["state"])).to_numpy()
    low = figures["indicator"].map(indicators["plausible_low"]).to_numpy(dtype="float64")
    high = figures["indicator"].map(indicators["plausible_high"]).to_numpy(dtype="float64")
    value = figures["value"].to_numpy()
    outside = figures[state & ((value < low) | (value > high))]
    reason = "" if extract.kind == "table" else "Kept as the publisher prints it; not looked into."
    reasons = [extract.excuses.get(indicator, reason) for indicator in outside["indicator"]]
    return [
        {"figure_id": figure, "check": "implausible_value", "reason": why}
        for figure, why in zip(outside["figure_id"], reasons, strict=True)
        if why
    ]
