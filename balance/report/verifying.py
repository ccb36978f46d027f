"""Whether a report is as it was made, and comes out the same again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from balance.errors import ManifestError, ParameterError, UnknownScenario, UnknownSource
from balance.report.manifest import MANIFEST, manifest_of, parse_manifest, read_manifest
from balance.report.writing import report_files
from balance.tables.loading import load
from balance.tables.parsing import file_digest

__all__ = ["Verification", "verify"]


@dataclass(frozen=True)
class Verification:
    """What became of a report since it was made.

    Attributes
    ----------
    changed
        Files in the folder that are not as the manifest says: changed or gone.
    data
        Tables that differ from those the report was made from.
    differs
        Files that come out differently when they are made again.
    made_with
        Versions of the program and its libraries that differ, then and now.
    """

    changed: tuple[str, ...]
    data: tuple[str, ...]
    differs: tuple[str, ...]
    made_with: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether the report is unchanged and comes out the same."""
        return not (self.changed or self.differs)

    def __str__(self) -> str:
        lines = ["same: every file is as it was made and comes out the same again"]
        if not self.same:
            lines = ["different:"]
        lines += [f"  changed since it was made: {path}" for path in self.changed]
        lines += [f"  made from another {name}" for name in self.data]
        lines += [f"  made with {words}" for words in self.made_with]
        lines += [f"  comes out differently now: {path}" for path in self.differs]
        return "\n".join(lines)


def verify(
    folder: str | Path,
    folders: Iterable[str | Path] = (),
    progress: Callable[[str], None] = lambda _: None,
) -> Verification:
    """Recompute a report from its manifest and compare.

    Parameters
    ----------
    folder
        A folder written by :func:`balance.report.write_report`.
    folders
        Folders with a user's own tables that the report was made with.
    progress
        Called with the name of each step before it is done.

    Returns
    -------
    Verification

    Raises
    ------
    ManifestError
        If the folder has no manifest or it cannot be read.
    """
    place = Path(folder)
    told = read_manifest(place)
    try:
        data = load(*folders, terms=told.terms, leave_out=told.leave_out)
        files, results = report_files(
            told.scenarios, data, formats=told.formats, title=told.title, progress=progress
        )
    except (UnknownScenario, UnknownSource, ParameterError) as fault:
        raise ManifestError(
            f"{place / MANIFEST}: the report cannot be made again: {fault}"
        ) from None
    again = parse_manifest(manifest_of(files, results, told.formats, data, told.title))
    changed = [p for p, digest in told.outputs.items() if _digest(place / p) != digest]
    return Verification(
        tuple(sorted(changed)),
        _differing(told.data, again.data),
        _differing(told.outputs, again.outputs),
        tuple(
            f"{name} {told.versions.get(name)}, now {again.versions.get(name)}"
            for name in _differing(told.versions, again.versions)
        ),
    )


def _digest(path: Path) -> str:
    try:
        return file_digest(path.read_bytes())
    except OSError:
        return ""


def _differing(then: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted(name for name in {**then, **now} if then.get(name) != now.get(name)))
