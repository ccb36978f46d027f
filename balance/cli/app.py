"""``balance``: compare, scenario, claims, explain, report, check, verify, list.

Data goes to standard output, everything else to standard error. Exit codes: 0 fine, 1 mend a
file, 2 mend the command.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from balance.cli.citing import cite, versions
from balance.cli.disagreement import disagreement
from balance.cli.importing import import_
from balance.cli.new import new
from balance.cli.options import (
    As,
    Data,
    Explain,
    KnownBy,
    LeaveOut,
    Mixed,
    On,
    Reading,
    Side,
    Source,
    Terms,
)
from balance.cli.output import Format, complain, emit, progress, show
from balance.cli.planning import breakeven, path
from balance.cli.planning_power import departures, power, smallest
from balance.cli.reporting import report
from balance.cli.robustness import robustness
from balance.cli.simulation import simulate
from balance.errors import (
    BalanceError,
    DataFaults,
    ImportFault,
    ImportFaults,
    ManifestError,
    ParameterError,
)

__all__ = ["app", "main"]

app = typer.Typer(
    help="Compare the military strength of states and coalitions from published figures.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


app.command()(report)


@app.command()
def compare(
    a: Side,
    b: Side,
    on: On = None,
    known_by: KnownBy = None,
    indicator: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only this row; repeatable.")
    ] = None,
    source: Source = None,
    reading: Reading = "step",
    mixed: Mixed = False,
    years: Annotated[
        str | None, typer.Option(metavar="Y-Y", help="Year by year, e.g. 1990-2024.")
    ] = None,
    each_year: Annotated[
        bool, typer.Option("--each-year", help="With --years: the members of each year.")
    ] = False,
    basis: Annotated[
        str | None, typer.Option(metavar="BASIS", help="With --years: prices, e.g. 2023-mer.")
    ] = None,
    form: As = Format.table,
    data: Data = None,
    terms: Terms = None,
    leave_out: LeaveOut = None,
) -> None:
    """Compare two coalitions, one row per indicator, or one per year.

    Example: balance compare "NATO - USA - CAN" RUS --indicator combat_aircraft
    """
    from balance.comparison.compare import compare as run
    from balance.comparison.history import history
    from balance.tables.loading import load

    tables = load(*(data or ()), terms=terms, leave_out=leave_out or ())
    if years is not None:
        if mixed:
            raise ParameterError("--mixed does not go with --years: one edition speaks for all")
        told = history(
            a,
            b,
            years=years,
            data=tables,
            indicators=indicator,
            on=on,
            each_year=each_year,
            basis=basis,
            known_by=known_by,
            source=source,
            reading=reading,
        )
        emit(told, form)
        return
    if each_year or basis is not None:
        raise ParameterError("--each-year and --basis go with --years")
    result = run(
        a,
        b,
        data=tables,
        indicators=indicator,
        on=on,
        known_by=known_by,
        source=source,
        reading=reading,
        mixed=mixed,
    )
    emit(result, form)


@app.command()
def scenario(
    name: Annotated[str, typer.Argument(help="See `balance list scenarios`.")],
    param: Annotated[
        list[str] | None, typer.Option(metavar="K=V", help="A parameter; repeatable.")
    ] = None,
    table: Annotated[str | None, typer.Option(help="Another of its tables.")] = None,
    explain: Explain = None,
    form: As = Format.table,
    data: Data = None,
    terms: Terms = None,
    leave_out: LeaveOut = None,
) -> None:
    """Run a scenario and print its answer and first table.

    Example: balance scenario nato_without_us_and_canada --param without=USA,CAN,TUR
    """
    from balance.cli.output import key_values
    from balance.scenarios.catalogue import scenario as find
    from balance.tables.loading import load

    entry = find(name)
    tables = load(*(data or ()), terms=terms, leave_out=leave_out or ())
    show(entry.run(tables, key_values(param or [])), form, table, explain)


@app.command()
def claims(
    ids: Annotated[list[str] | None, typer.Argument(metavar="ID")] = None,
    table: Annotated[str | None, typer.Option(help="Another: proofs, by_source.")] = None,
    explain: Explain = None,
    reading: Reading = "step",
    form: As = Format.table,
    data: Data = None,
    terms: Terms = None,
    leave_out: LeaveOut = None,
) -> None:
    """Put claims to the test: literally true, false or open, how close, and what would turn it.

    Example: balance claims members-31 --table by_source
    """
    from balance.claims.result import claims_result
    from balance.tables.loading import load

    tables = load(*(data or ()), terms=terms, leave_out=leave_out or ())
    show(claims_result(tables, ids or (), reading=reading), form, table, explain)


@app.command()
def explain(
    a: Side,
    b: Side,
    indicator: Annotated[str, typer.Argument(help="Name of the row.")],
    column: Annotated[str | None, typer.Option(help="Only this cell, e.g. a or ratio.")] = None,
    on: On = None,
    known_by: KnownBy = None,
    source: Source = None,
    reading: Reading = "step",
    mixed: Mixed = False,
    data: Data = None,
    terms: Terms = None,
    leave_out: LeaveOut = None,
) -> None:
    """Print the way back from a row or cell to the figures and their sources.

    Example: balance explain "NATO - USA - CAN" RUS main_battle_tanks --column a
    """
    from balance.comparison.compare import compare as run
    from balance.tables.loading import load

    result = run(
        a,
        b,
        data=load(*(data or ()), terms=terms, leave_out=leave_out or ()),
        indicators=[indicator],
        on=on,
        known_by=known_by,
        source=source,
        reading=reading,
        mixed=mixed,
    )
    typer.echo(str(result.explain(indicator, column)))


@app.command()
def check(
    path: Annotated[str | None, typer.Argument(help="A folder; by default the bundled.")] = None,
    texts: Annotated[
        str | None, typer.Option(metavar="DIR", help="Prove every quotation in the source texts.")
    ] = None,
    anomalies: Annotated[
        bool, typer.Option("--anomalies", help="Flag what is out of the ordinary, too.")
    ] = False,
) -> None:
    """Check tables and claims: every fault with file, line, column and remedy.

    Example: balance check my/folder
    """
    from balance.claims.cards import card_faults
    from balance.claims.reading import claim_faults
    from balance.claims.texts import check_texts
    from balance.skeletons import scenario_faults
    from balance.tables.loading import bundled_folder
    from balance.tables.loading import check as run

    with progress() as step:
        step("checking tables")
        checked = run(path)
        step("checking claims")
        faults = claim_faults(checked)
        if path is None:
            faults += card_faults(checked, bundled_folder().parent / "seeds")
            step("checking scenarios")
            faults += scenario_faults()
        if anomalies:
            from balance.robustness.anomalies.result import anomaly_faults

            step("looking for anomalies")
            faults += anomaly_faults(checked)
        if faults:
            raise DataFaults(faults)
        if texts is not None:
            step("proving quotations")
            typer.echo(f"proved: {check_texts(checked, texts)} rows stand in the texts as quoted")
    count = len(checked.table("figures"))
    typer.echo(f"no faults: {count:,} figures from {len(checked.sources)} sources")


app.command()(disagreement)
app.command()(robustness)
app.command()(simulate)
app.command("import")(import_)
app.command()(cite)
app.add_typer(new, name="new")
app.command()(versions)


@app.command()
def verify(
    folder: Annotated[Path, typer.Argument(help="A folder written by `balance report`.")],
    data: Data = None,
) -> None:
    """Recompute a report from its manifest: same or different, and where.

    Example: balance verify reports
    """
    from balance.report import verify as run

    with progress() as step:
        step("making the report again")
        outcome = run(folder, folders=data or (), progress=step)
    typer.echo(str(outcome))
    if not outcome.same:
        raise typer.Exit(1)


@app.command("list")
def list_(
    what: Annotated[
        str,
        typer.Argument(
            help="scenarios, indicators, sources, groups, states, claims, charts or figures."
        ),
    ],
    form: As = Format.table,
    data: Data = None,
    terms: Terms = None,
    leave_out: LeaveOut = None,
) -> None:
    """List what there is.

    Example: balance list indicators --format markdown
    """
    from balance.cli.listing import listing
    from balance.cli.output import emit_frame
    from balance.tables.loading import load

    emit_frame(listing(what, load(*(data or ()), terms=terms, leave_out=leave_out or ())), form)


app.command()(breakeven)
app.add_typer(path, name="path")
app.command()(power)
app.command()(smallest)
app.command()(departures)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit.

    Parameters
    ----------
    arguments
        Words of the command; by default those of the process.
    """
    try:
        app(args=None if arguments is None else list(arguments), standalone_mode=True)
    except BalanceError as fault:
        complain(str(fault))
        files = DataFaults | ImportFault | ImportFaults | ManifestError
        sys.exit(1 if isinstance(fault, files) else 2)
    except BrokenPipeError:  # the reader of our output has gone, e.g. `| head`
        sys.stderr.close()
        sys.exit(0)
