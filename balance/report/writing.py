"""Write a report: all or nothing, and the same bytes in every run."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import version
from pathlib import Path

import balance
from balance.charts.plots import chart_figure
from balance.charts.style import save
from balance.comparison.result import Result
from balance.errors import OutputError, ParameterError
from balance.report.build import build_document, chart_name
from balance.report.files import csv_text, json_text
from balance.report.html import html_text
from balance.report.markdown import markdown_text
from balance.scenarios.catalogue import SCENARIOS, scenario
from balance.tables.dataset import Dataset
from balance.tables.loading import load
from balance.tables.reading import file_digest

__all__ = ["FORMATS", "MANIFEST", "report_files", "write_report"]

FORMATS = ("html", "md")
MANIFEST = "manifest.json"
_LIBRARIES = ("great_tables", "jinja2", "matplotlib", "numpy", "pandas")


def _silent(step: str) -> None:
    """Say nothing about a step."""


def report_files(
    scenarios: Iterable[str],
    data: Dataset,
    *,
    formats: Iterable[str] = FORMATS,
    progress: Callable[[str], None] = _silent,
) -> dict[str, bytes]:
    """Return all files of a report by relative path, without the manifest.

    Parameters
    ----------
    scenarios
        Names of scenarios in order.
    data
        The tables.
    formats
        ``html``, ``md`` or both.
    progress
        Called with the name of each step before it is done.

    Raises
    ------
    UnknownScenario, ParameterError
        For a name or format that does not exist.
    """
    wanted = tuple(dict.fromkeys(formats))
    for one in wanted:
        if one not in FORMATS:
            raise ParameterError(f"unknown format {one!r}; expected some of: {', '.join(FORMATS)}")
    found = [scenario(name) for name in dict.fromkeys(scenarios)]
    results: dict[str, Result] = {}
    files: dict[str, bytes] = {}
    for entry in found:
        progress(f"comparing: {entry.name}")
        results[entry.name] = entry.run(data)
    progress("drawing charts")
    for name, result in results.items():
        for spec in result.charts:
            figure = chart_figure(result, spec.kind, data)
            for kind in ("svg", "png"):
                files[f"charts/{chart_name(name, spec.kind)}.{kind}"] = save(figure, kind)
        frames = {
            **result.tables,
            "contributions": result.contributions,
            "witnesses": result.witnesses,
            "figures": result.figures,
            "sources": result.sources,
        }
        for table, frame in frames.items():
            path = f"tables/{name.replace('_', '-')}/{table}.csv"
            files[path] = csv_text(frame).encode("utf-8")
    progress("writing the document")
    drawings = {
        Path(path).stem: content.decode("utf-8")
        for path, content in files.items()
        if path.endswith(".svg")
    }
    document = build_document(results, data, drawings)
    if "html" in wanted:
        files["report.html"] = html_text(document).encode("utf-8")
    if "md" in wanted:
        files["report.md"] = markdown_text(document).encode("utf-8")
    return files


def manifest_text(
    files: Mapping[str, bytes], names: Iterable[str], formats: Iterable[str], data: Dataset
) -> str:
    """Return what is needed to make the same report again, and the digest of every file."""
    return json_text(
        {
            "balance": balance.__version__,
            "scenarios": list(names),
            "formats": list(formats),
            "terms": data.terms,
            "reference_date": data.reference_date.isoformat(),
            "data": dict(sorted(data.digests.items())),
            "libraries": {name: version(name) for name in _LIBRARIES},
            "outputs": {path: file_digest(files[path]) for path in sorted(files)},
        }
    )


def write_report(
    folder: str | Path,
    scenarios: Iterable[str] = (),
    *,
    data: Dataset | None = None,
    formats: Iterable[str] = FORMATS,
    progress: Callable[[str], None] = _silent,
) -> Path:
    """Write a report into a folder and return the folder.

    Parameters
    ----------
    folder
        Made if it does not exist. An earlier report in it is replaced; other files are left
        alone, and never overwritten.
    scenarios
        Names; by default all.
    data
        The tables; by default the bundled ones.
    formats
        ``html``, ``md`` or both.
    progress
        Called with the name of each step before it is done.

    Returns
    -------
    Path
        With ``report.html``, ``report.md``, ``charts/``, ``tables/`` and ``manifest.json``.

    Raises
    ------
    OutputError
        If the folder cannot be written to, or holds a file of another origin under a name
        that the report needs. Nothing is written then.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     folder = write_report(place + "/report", ["nato_vs_russia"], formats=["md"])
    ...     sorted(path.name for path in folder.iterdir())
    ['charts', 'manifest.json', 'report.md', 'tables']
    """
    data = load() if data is None else data
    names = tuple(dict.fromkeys(scenarios)) or tuple(SCENARIOS)
    wanted = tuple(dict.fromkeys(formats))
    target = Path(folder)
    old = _earlier(target)
    files = report_files(names, data, formats=wanted, progress=progress)
    _refuse_foreign(target, files, old)
    files[MANIFEST] = manifest_text(files, names, wanted, data).encode("utf-8")
    progress("saving")
    _move_in(target, files, old)
    return target


def _earlier(target: Path) -> set[str]:
    """Return the files of an earlier report in the folder."""
    if target.exists() and not target.is_dir():
        raise OutputError(f"{target} is a file; expected a folder to write the report into")
    try:
        outputs = json.loads((target / MANIFEST).read_text(encoding="utf-8"))["outputs"]
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    return {str(path) for path in outputs} | {MANIFEST}


def _refuse_foreign(target: Path, files: Mapping[str, bytes], old: set[str]) -> None:
    foreign = [path for path in (*files, MANIFEST) if path not in old and (target / path).exists()]
    if foreign:
        raise OutputError(
            f"{target} holds {', '.join(foreign[:3])}, which no earlier report wrote; "
            "nothing was overwritten: choose another folder with -o"
        )


def _move_in(target: Path, files: Mapping[str, bytes], old: set[str]) -> None:
    """Write everything beside the target first, then move it in, the manifest last."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".report-") as place:
            for path, content in files.items():
                written = Path(place) / path
                written.parent.mkdir(parents=True, exist_ok=True)
                written.write_bytes(content)
            for path in sorted(files, key=lambda name: name == MANIFEST):
                final = target / path
                final.parent.mkdir(parents=True, exist_ok=True)
                shutil.move(Path(place) / path, final)
        for path in old - set(files):
            gone = (target / path).resolve()
            if gone.is_relative_to(target.resolve()):
                gone.unlink(missing_ok=True)
    except OSError as fault:
        raise OutputError(f"cannot write to {target}: {fault.strerror or fault}") from None
