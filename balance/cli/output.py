"""How results and listings reach the terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum

import pandas as pd
import typer

from balance.comparison.printed import PrintedCell, PrintedTable, printed
from balance.comparison.result import Result
from balance.errors import ParameterError

__all__ = ["Format", "complain", "emit", "emit_frame", "key_values", "progress", "show"]

_PATIENCE = 1.0
"""Seconds after which it is said what is being done."""


class Format(StrEnum):
    """Form of a listing."""

    table = "table"
    csv = "csv"
    json = "json"
    markdown = "markdown"


def complain(text: str) -> None:
    """Print a fault to standard error."""
    typer.echo(f"balance: {text}", err=True)


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Yield a function that says on standard error what is done, once it takes long."""
    began = time.monotonic()

    def step(text: str) -> None:
        if time.monotonic() - began > _PATIENCE:
            typer.echo(f"{text} ...", err=True)

    yield step


def key_values(pairs: Iterable[str]) -> dict[str, str]:
    """Return ``k=v`` pairs as a mapping.

    Raises
    ------
    ParameterError
        If a pair has no equals sign or a name occurs twice.

    Examples
    --------
    >>> key_values(["without=USA,CAN"])
    {'without': 'USA,CAN'}
    """
    found: dict[str, str] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name.strip():
            raise ParameterError(f"cannot read {pair!r}; expected name=value")
        if name.strip() in found:
            raise ParameterError(f"the parameter {name.strip()!r} is given twice")
        found[name.strip()] = value.strip()
    return found


def emit(result: Result, form: Format, table: str | None = None) -> None:
    """Print a result: its table to standard output, answer and caveats to standard error.

    Parameters
    ----------
    result
        What to print.
    form
        ``table`` and ``markdown`` print as in the report; ``csv`` and ``json`` print the raw
        numbers, an open bound empty or null.
    table
        Name of another table.
    """
    name, frame = result.frame(table)
    if form in (Format.csv, Format.json):
        emit_frame(frame.reset_index(drop=True), form)
    elif form is Format.markdown:
        from balance.report.markdown import markdown_table

        typer.echo(markdown_table(printed(result, name)))
    else:
        _draw(printed(result, name))
    for statement in result.answer:
        typer.echo(str(statement), err=True)
    for caveat in result.caveats:
        typer.echo(f"- {caveat}", err=True)


def show(result: Result, form: Format, table: str | None, address: str | None) -> None:
    """Print a table of a result, or the way back from one of its cells.

    Parameters
    ----------
    result, form, table
        As for :func:`emit`.
    address
        ``table/row`` or ``table/row/column``; None prints the table.
    """
    if address is None:
        emit(result, form, table)
        return
    name, row, column = (*address.split("/", 2), "", "")[:3]
    typer.echo(str(result.explain(row, column or None, name)))


def emit_frame(frame: pd.DataFrame, form: Format) -> None:
    """Print a frame to standard output."""
    if form is Format.csv:
        from balance.report.files import csv_text

        typer.echo(csv_text(frame), nl=False)
    elif form is Format.json:
        from balance.report.files import json_text

        typer.echo(json_text(frame.to_dict("records")), nl=False)
    else:
        cells = tuple(
            tuple(PrintedCell("" if pd.isna(cell) else str(cell)) for cell in row)
            for row in frame.itertuples(index=False)
        )
        numeric = tuple(pd.api.types.is_numeric_dtype(frame[c]) for c in frame.columns)
        table = PrintedTable(
            "", "", tuple(map(str, frame.columns)), numeric, cells, ("",) * len(cells)
        )
        if form is Format.markdown:
            from balance.report.markdown import markdown_table

            typer.echo(markdown_table(table))
        else:
            _draw(table)


def _draw(table: PrintedTable) -> None:
    """Draw a table with rich; as wide as it needs to be where the output is not a terminal."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for title, numeric in zip(table.columns, table.numeric, strict=True):
        drawn.add_column(Text(title), justify="right" if numeric else "left", overflow="fold")
    last = ""
    for group, row in zip(table.groups, table.rows, strict=True):
        if group and group != last:
            drawn.add_row(Text(group, style="bold"))
            last = group
        drawn.add_row(*(Text(cell.text) for cell in row))
    console = Console(
        file=sys.stdout,
        width=None if sys.stdout.isatty() else 400,
        highlight=False,
        soft_wrap=not sys.stdout.isatty(),
    )
    console.print(drawn)
