"""Options and arguments that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from balance.cli.output import Format

__all__ = [
    "As",
    "Data",
    "Explain",
    "KnownBy",
    "LeaveOut",
    "Mixed",
    "On",
    "Reading",
    "Side",
    "Source",
    "Terms",
]

Data = Annotated[
    list[str] | None,
    typer.Option("--data", metavar="FOLDER", help="Add the tables of a folder; repeatable."),
]
Terms = Annotated[
    str | None,
    typer.Option(help="Keep only sources with these or wider terms: open, attribution, ..."),
]
LeaveOut = Annotated[
    list[str] | None,
    typer.Option("--leave-out", metavar="ID", help="Do without a source or publication."),
]
Side = Annotated[str, typer.Argument(help='A coalition, e.g. "NATO - USA - CAN".')]
On = Annotated[str | None, typer.Option("--on", metavar="DATE", help="Day of membership.")]
KnownBy = Annotated[str | None, typer.Option(metavar="DATE", help="Hide what was published later.")]
Source = Annotated[str | None, typer.Option(metavar="ID", help="Let only this source speak.")]
Reading = Annotated[str, typer.Option(help="Rule for hedges: step or logical.")]
Mixed = Annotated[
    bool, typer.Option("--mixed", help="Let each member speak through a source of its own.")
]
Explain = Annotated[
    str | None,
    typer.Option(metavar="TABLE/ROW[/COLUMN]", help="Print the way back from a row or cell."),
]
As = Annotated[Format, typer.Option("--format", help="Form of the output.")]
