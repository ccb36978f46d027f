"""``balance import``: a published file becomes a folder of tables."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from balance.cli.options import Data

__all__ = ["import_"]


def import_(
    file: Annotated[Path, typer.Argument(help="The file as its publisher gives it.")],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FOLDER", help="Folder for the tables.")
    ],
    kind: Annotated[
        str | None,
        typer.Option(help="sipri, nato, world-bank, owid, cow, kiel or table; else guessed."),
    ] = None,
    unknown: Annotated[
        str, typer.Option(help="Names that no table knows: error, keep or drop.")
    ] = "error",
    mapping: Annotated[
        Path | None, typer.Option(metavar="FILE", help="For table: which column is what.")
    ] = None,
    source_id: Annotated[
        str | None, typer.Option("--source-id", metavar="ID", help="Name of the new source.")
    ] = None,
    data: Data = None,
) -> None:
    """Import a published file: a folder of tables for --data, and an account of it.

    Example: balance import SIPRI-Milex-data-1949-2024_2.xlsx -o mine
    """
    from balance.cli.output import progress
    from balance.importers import import_file, write_folder
    from balance.importers.folder import earlier_import

    with progress() as step:
        step("reading")
        imported = import_file(
            file, kind, unknown=unknown, mapping=mapping, data=data or (), source_id=source_id
        )
        step("writing")
        earlier = earlier_import(output)
        folder = write_folder(imported, output)
    typer.echo(str(imported.summary), err=True)
    if earlier:
        typer.echo(f"{folder}: the earlier import of {earlier} was replaced", err=True)
    typer.echo(str(folder))
