"""``balance new``: skeletons of a figure, a source and a scenario."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["new"]

new = typer.Typer(
    help="Start a new figure, source or scenario: a skeleton with what is to be filled in marked.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Into = Annotated[
    Path,
    typer.Option(
        "--into", metavar="FOLDER", help="Folder of tables: your own, or datasets in a checkout."
    ),
]


@new.command()
def figure(
    entity: Annotated[str, typer.Argument(help="A state or a group, or - for none.")],
    indicator: Annotated[str, typer.Argument(help="What is counted.")],
    source: Annotated[str, typer.Option("--source", metavar="ID", help="The edition.")],
    into: Into,
    as_of: Annotated[
        str, typer.Option("--as-of", metavar="DATE", help="What the number is true of.")
    ] = "",
) -> None:
    """Add the row of a figure, with unit and basis filled in.

    Example: balance new figure SWE submarines --source ministry-2025 --into mine
    """
    from balance.skeletons import new_figure

    typer.echo(str(new_figure(into, entity, indicator, source, as_of)))


@new.command()
def source(
    source_id: Annotated[str, typer.Argument(metavar="ID", help="E.g. gfp-2026.")],
    into: Into,
) -> None:
    """Add the row of a source: one edition of a publication.

    Example: balance new source ministry-2025 --into mine
    """
    from balance.skeletons import new_source

    typer.echo(str(new_source(into, source_id)))


@new.command()
def scenario(
    name: Annotated[str, typer.Argument(help="Lower-case words joined by underscores.")],
    into: Annotated[
        Path, typer.Option("--into", metavar="FOLDER", help="A checkout of the project.")
    ] = Path(),
) -> None:
    """Write the module of a scenario and its test; it runs, and says what is to be written.

    Example: balance new scenario nordic_states
    """
    from balance.skeletons import new_scenario

    typer.echo(str(new_scenario(into, name)))
