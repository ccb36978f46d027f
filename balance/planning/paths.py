"""What every path has: rows over time, what is reported and what is projected, a fan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from balance.comparison.amounts import Amount, constant
from balance.comparison.assembly import Speaker, cited
from balance.comparison.result import ChartSpec, Statement, cell
from balance.comparison.sheets import Column, Line, Sheet
from balance.tables.dataset import Dataset

__all__ = [
    "ASSUMED",
    "PROJECTED",
    "REPORTED",
    "elapsed",
    "fan",
    "origin",
    "path_sheet",
    "status_of",
]

REPORTED, ASSUMED, PROJECTED = "reported", "assumed", "projected"

_NOTES = (
    "Arithmetic of the rates given, the same all the way; not a forecast.",
    "Bounds are those of the figures and of the rates, as if each took any value in them.",
)


def path_sheet(
    title: str, unit: str, columns: Iterable[Column], notes: Sequence[str] = ()
) -> Sheet:
    """Return how the table of a path is headed.

    Parameters
    ----------
    title
        Its heading.
    unit
        In which time is counted: ``years`` or ``months``.
    columns
        What goes along the path.
    notes
        Lines under the table, before those that every path has.

    Returns
    -------
    Sheet
        Its first column is ``elapsed``, the time since the first row; ``status`` says what is
        reported, assumed or projected.
    """
    first = Column("elapsed", f"{unit.capitalize()} since the first row", "counted")
    return Sheet(title, (first, *columns), {"status": "Status"}, (*notes, *_NOTES))


def elapsed(number: float) -> Amount:
    """Return the time since the first row of a path."""
    return constant(number, "count")


def origin(data: Dataset, amounts: Iterable[Amount], on: date | None = None) -> str:
    """Return the source line of a path, which may rest on assumed numbers alone."""
    used = list(amounts)
    if not any(amount.terms for amount in used):
        return "All numbers are assumed; none is a published figure."
    return cited(data, used, on)


def status_of(amount: Amount) -> str:
    """Return whether what a path begins with is a figure or a number somebody assumed."""
    return REPORTED if amount.terms else ASSUMED


def fan(
    say: Speaker,
    sheet: Sheet,
    lines: Sequence[Line],
    columns: tuple[str, ...],
    title: Statement,
    note: str,
) -> tuple[ChartSpec, ...]:
    """Return the chart of a path; nothing if there is nothing to draw.

    Parameters
    ----------
    say
        Knows the sheet, which is the table ``path``.
    sheet, lines
        The path.
    columns
        What is drawn; one line per column and group.
    title
        The finding.
    note
        Source line.
    """
    parts = []
    labels = {column.name: column.label for column in sheet.columns}
    for group in dict.fromkeys(line.group for line in lines):
        for name in columns:
            known = [
                line
                for line in lines
                if line.group == group and name in line.amounts and line.amounts[name].is_known
            ]
            if not known:
                continue
            ends = [known[0], known[-1]] if len(known) > 1 else known
            told = ", ".join(
                f"{cell(line.label, 'path', line.key, 'label')} {say('path', line.key, name)} "
                f"({line.words['status']})"
                for line in ends
            )
            parts.append(f"{f'{group}, ' if group else ''}{labels[name]}: {told}")
    if not parts:
        return ()
    alt = Statement(f"{'; '.join(parts)}.")
    return (ChartSpec("fan", title, alt, ("path",), note, ("elapsed", *columns)),)
