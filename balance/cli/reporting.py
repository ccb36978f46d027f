"""``balance report``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from balance.cli.options import Data, LeaveOut, Terms
from balance.cli.output import progress

__all__ = ["report"]

_MANY = 6
"""Scenarios of a report from which on several processes are quicker, and the most processes."""


def report(
    scenarios: Annotated[list[str] | None, typer.Argument(help="Names; by default all.")] = None,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR")] = Path("reports"),
    also: Annotated[
        list[str] | None,
        typer.Option("--scenario", metavar="NAME", help="The same as a name; repeatable."),
    ] = None,
    formats: Annotated[str, typer.Option("--as", help="Some of html, md, pdf.")] = "html,md",
    title: Annotated[str | None, typer.Option(help="Of the report.")] = None,
    since: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Say in a line what changed since an earlier report."),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(help="Processes that share the work; by default as is best here."),
    ] = None,
    data: Data = None,
    terms: Terms = None,
    leave_out: LeaveOut = None,
) -> None:
    """Write a report: HTML, Markdown, charts, tables and a manifest.

    Example: balance report nato_without_us_and_canada -o out
    """
    from balance.cli.workers import shared_by
    from balance.report import changes_since, earlier_report, write_report
    from balance.tables.loading import load

    names = (*(scenarios or ()), *(also or ()))
    # A process takes two seconds to start, about as long as two scenarios take.
    best = 1 if 0 < len(names) < _MANY else min(_MANY, os.cpu_count() or 1)
    with progress() as step, shared_by(best if workers is None else workers) as executor:
        step("loading tables")
        before = None if since is None else earlier_report(since)
        folder = write_report(
            output,
            names,
            title=title,
            data=load(*(data or ()), terms=terms, leave_out=leave_out or ()),
            formats=[name.strip() for name in formats.split(",") if name.strip()],
            progress=step,
            executor=executor,
        )
    typer.echo(str(folder / "manifest.json"))
    if before is not None:
        typer.echo(str(changes_since(before, folder)))
