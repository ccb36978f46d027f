"""``balance cite`` and ``balance versions``: what to cite, and the editions in use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from balance.cli.options import As, Data, KnownBy, LeaveOut, On, Reading, Source, Terms
from balance.cli.output import Format

if TYPE_CHECKING:
    from balance.comparison.result import Result
    from balance.tables.dataset import Dataset

__all__ = ["cite", "versions"]


def cite(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SCENARIO|A B",
            help="Scenarios, or the two sides of a comparison; by default the tables as a whole.",
        ),
    ] = None,
    bibtex: Annotated[bool, typer.Option("--bibtex", help="As the text of a .bib file.")] = False,
    indicator: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="With A B: only this row; repeatable."),
    ] = None,
    method: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY", help="Cite this method besides; repeatable."),
    ] = None,
    on: On = None,
    known_by: KnownBy = None,
    source: Source = None,
    reading: Reading = "step",
    data: Data = None,
    terms: Terms = None,
    leave_out: LeaveOut = None,
) -> None:
    """Print what to cite: the data and methods behind a result, and the program.

    Example: balance cite nuclear_forces --bibtex
    """
    from balance.citation import cite as run
    from balance.citation import cite_tables
    from balance.comparison.compare import compare
    from balance.errors import ParameterError
    from balance.tables.loading import load

    tables = load(*(data or ()), terms=terms, leave_out=leave_out or ())
    asked = words or []
    compared = {"--indicator": indicator, "--on": on, "--known-by": known_by, "--source": source}
    given = [option for option, value in compared.items() if value]
    sides = _sides(asked)
    if sides is None and given:
        raise ParameterError(f"{', '.join(given)}: these go with two sides, A and B")
    results: Sequence[Result]
    if sides is not None:
        results = [
            compare(
                *sides,
                data=tables,
                indicators=indicator,
                on=on,
                known_by=known_by,
                source=source,
                reading=reading,
            )
        ]
    else:
        results = _scenarios(tables, asked)
    found = run(*results, methods=method or ()) if asked or method else cite_tables(tables)
    typer.echo(found.bibtex if bibtex else found.text)


def _sides(words: Sequence[str]) -> tuple[str, str] | None:
    """Return the two sides that words name, or None if they name scenarios."""
    from balance.scenarios.catalogue import SCENARIOS

    if len(words) == len(("A", "B")) and not any(word in SCENARIOS for word in words):
        return words[0], words[1]
    return None


def _scenarios(tables: Dataset, names: Sequence[str]) -> list[Result]:
    from balance.cli.output import progress
    from balance.scenarios.catalogue import scenario

    found = []
    with progress() as step:
        for name in names:
            step(name)
            found.append(scenario(name).run(tables))
    return found


def versions(
    form: As = Format.table,
    data: Data = None,
    terms: Terms = None,
    leave_out: LeaveOut = None,
) -> None:
    """List the editions in use, and the versions of the program and its libraries.

    Example: balance versions --format csv
    """
    from balance.citation import versions as run
    from balance.cli.output import emit_frame
    from balance.tables.loading import load

    found = run(load(*(data or ()), terms=terms, leave_out=leave_out or ()))
    if form in (Format.csv, Format.json):
        emit_frame(found.astype({"figures": "float64"}), form)
    else:
        counts = found["figures"].astype(str).mask(found["figures"].isna(), "")
        emit_frame(found.assign(figures=counts).drop(columns=["files", "digest"]), form)
