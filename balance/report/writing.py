"""Write a report: all or nothing, and the same bytes in every run."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from balance.charts.plots import chart_figure
from balance.charts.style import save
from balance.comparison.result import Result
from balance.errors import ManifestError, OutputError, ParameterError
from balance.report.build import build_document, chart_name, table_path
from balance.report.drawings import slim
from balance.report.files import csv_text, json_text
from balance.report.html import html_text
from balance.report.manifest import MANIFEST, manifest_of, read_manifest
from balance.report.markdown import markdown_text
from balance.report.pdf import pdf_of
from balance.robustness.blocks import run_blocks
from balance.scenarios.catalogue import SCENARIOS, scenario
from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of
from balance.tables.parsing import file_digest

__all__ = ["FORMATS", "report_files", "write_report"]

FORMATS = ("html", "md", "pdf")
DEFAULT_FORMATS = ("html", "md")


def _silent(step: str) -> None:
    """Say nothing about a step."""


def report_files(
    scenarios: Iterable[str],
    data: Dataset,
    *,
    formats: Iterable[str] = DEFAULT_FORMATS,
    title: str | None = None,
    progress: Callable[[str], None] = _silent,
    executor: Executor | None = None,
) -> tuple[dict[str, bytes], dict[str, Result]]:
    """Return all files of a report by relative path, without the manifest, and its results.

    Parameters
    ----------
    scenarios
        Names of scenarios in order.
    data
        The tables.
    formats
        Some of :data:`FORMATS`.
    title
        Of the report; by default a plain one.
    progress
        Called with the name of each step before it is done.
    executor
        Runs and draws several scenarios at a time; None takes one after the other.

    Raises
    ------
    UnknownScenario, ParameterError
        For a name or format that does not exist.
    """
    wanted = _formats(formats)
    if title is not None and not (title.strip() and title.isprintable()):
        raise ParameterError("a title is one line of text; leave it out for the plain one")
    found = [scenario(name) for name in dict.fromkeys(scenarios)]
    if not found:
        raise ParameterError(f"no scenario is asked for; expected some of: {', '.join(SCENARIOS)}")
    names = [entry.name for entry in found]
    if executor is not None:
        progress(f"comparing and drawing {len(names)} scenarios")
        parts = run_blocks(partial(_part, data), names, executor)
    else:
        parts = []
        for name in names:
            progress(f"comparing and drawing: {name}")
            parts.append(_part(data, name))
    results = {name: part.result for name, part in zip(names, parts, strict=True)}
    files = {path: content for part in parts for path, content in part.files.items()}
    drawings = {chart: drawing for part in parts for chart, drawing in part.drawings.items()}
    progress("writing the document")
    document = build_document(results, drawings, title)
    page = html_text(document) if {"html", "pdf"} & set(wanted) else ""
    if "html" in wanted:
        files["report.html"] = page.encode("utf-8")
    if "md" in wanted:
        files["report.md"] = markdown_text(document).encode("utf-8")
    if "pdf" in wanted:
        progress("printing")
        files["report.pdf"] = pdf_of(page)
    return files, results


def _formats(formats: Iterable[str]) -> tuple[str, ...]:
    """Return the formats asked for, each once."""
    wanted = tuple(dict.fromkeys(formats))
    if not wanted:
        raise ParameterError(f"no format is asked for; expected some of: {', '.join(FORMATS)}")
    for one in wanted:
        if one not in FORMATS:
            raise ParameterError(f"unknown format {one!r}; expected some of: {', '.join(FORMATS)}")
    return wanted


@dataclass(frozen=True, eq=False)
class _Part:
    """A scenario: its result, its charts and tables as files, its charts as the page has them."""

    result: Result
    files: Mapping[str, bytes]
    drawings: Mapping[str, str]


def _part(data: Dataset, name: str) -> _Part:
    result = scenario(name).run(data)
    files: dict[str, bytes] = {}
    drawings: dict[str, str] = {}
    for spec in result.charts:
        figure = chart_figure(result, spec.kind)
        chart = chart_name(name, spec.kind)
        for kind in ("svg", "png"):
            files[f"charts/{chart}.{kind}"] = save(figure, kind)
        drawings[chart] = slim(save(figure, "svg", text=True).decode("utf-8"))
    frames = {
        **result.tables,
        "contributions": result.contributions,
        "witnesses": result.witnesses,
        "figures": result.figures,
        "sources": result.sources,
    }
    for table, frame in frames.items():
        files[table_path(name, table)] = csv_text(frame).encode("utf-8")
    return _Part(result, files, drawings)


def write_report(
    folder: str | Path,
    scenarios: Iterable[str] = (),
    *,
    data: Dataset | None = None,
    formats: Iterable[str] = DEFAULT_FORMATS,
    title: str | None = None,
    progress: Callable[[str], None] = _silent,
    executor: Executor | None = None,
) -> Path:
    """Write a report into a folder and return the folder.

    Parameters
    ----------
    folder
        Made if it does not exist. An earlier report in it is replaced as long as its files
        are as they were written; everything else is left alone, and never overwritten.
    scenarios
        Names; by default all.
    data
        The tables; by default the bundled ones.
    formats
        Some of :data:`FORMATS`.
    title
        Of the report; by default a plain one.
    progress
        Called with the name of each step before it is done.
    executor
        Any :class:`concurrent.futures.Executor`, to run and draw several scenarios at a time;
        the files are the same. None takes one after the other.

    Returns
    -------
    Path
        With ``report.html``, ``report.md``, ``charts/``, ``tables/`` and ``manifest.json``.

    Raises
    ------
    OutputError
        If the folder cannot be written to, or holds something of another origin under a name
        that the report needs, or an earlier report that was changed by hand. Nothing is
        written then.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     folder = write_report(place + "/report", ["nato_vs_russia"], formats=["md"])
    ...     sorted(path.name for path in folder.iterdir())
    ['charts', 'manifest.json', 'report.md', 'tables']
    """
    data = tables_of(data)
    names = tuple(dict.fromkeys(scenarios)) or tuple(SCENARIOS)
    wanted = tuple(dict.fromkeys(formats))
    target = Path(folder)
    old = _earlier(target)
    files, results = report_files(
        names, data, formats=wanted, title=title, progress=progress, executor=executor
    )
    _refuse_foreign(target, files, old)
    manifest = manifest_of(files, results, wanted, data, title)
    files[MANIFEST] = json_text(manifest).encode("utf-8")
    progress("saving")
    _move_in(target, files, old)
    return target


def _earlier(target: Path) -> Mapping[str, str]:
    """Return the digests of an earlier report's files; refuse a place that cannot be used."""
    base = target
    while not base.exists() and base != base.parent:
        base = base.parent
    if not base.is_dir():
        raise OutputError(f"{base} is a file; expected a folder to write the report into")
    if not os.access(base, os.W_OK | os.X_OK):
        raise OutputError(f"cannot write to {base}: permission denied; choose a folder with -o")
    if not (target / MANIFEST).exists():
        return {}
    try:
        return read_manifest(target).outputs
    except ManifestError as fault:
        raise OutputError(
            f"{fault}; nothing was overwritten: choose another folder with -o"
        ) from None


def _refuse_foreign(target: Path, files: Mapping[str, bytes], old: Mapping[str, str]) -> None:
    foreign = [path for path in files if not _is_free(target, path, old)]
    if foreign:
        raise OutputError(
            f"{target} holds {', '.join(foreign[:3])}, which no earlier report wrote or which was "
            "changed since; nothing was overwritten: choose another folder with -o"
        )


def _is_free(target: Path, path: str, old: Mapping[str, str]) -> bool:
    """Return whether nothing is lost if a file is written there."""
    final = target / path
    for parent in list(final.parents)[: len(Path(path).parts) - 1]:
        if parent.exists() and not parent.is_dir():
            return False
    return not final.exists() or _is_as_written(final, old.get(path, ""))


def _is_as_written(path: Path, digest: str) -> bool:
    try:
        return path.is_file() and file_digest(path.read_bytes()) == digest
    except OSError:
        return False


def _move_in(target: Path, files: Mapping[str, bytes], old: Mapping[str, str]) -> None:
    """Write everything beside the target first, then move it in, the manifest last."""
    gone = [
        target / path
        for path, digest in old.items()
        if path not in files and _is_as_written(target / path, digest)
    ]
    try:
        beside = target if target.is_dir() else target.parent
        beside.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=beside, prefix=".report-") as place:
            for path, content in files.items():
                written = Path(place) / path
                written.parent.mkdir(parents=True, exist_ok=True)
                written.write_bytes(content)
            for path in sorted(files, key=lambda name: name == MANIFEST):
                final = target / path
                final.parent.mkdir(parents=True, exist_ok=True)
                shutil.move(Path(place) / path, final)
        for stale in gone:
            stale.unlink(missing_ok=True)
    except OSError as fault:
        raise OutputError(f"cannot write to {target}: {fault.strerror or fault}") from None
