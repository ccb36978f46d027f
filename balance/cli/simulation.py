"""``balance simulate``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from balance.cli.options import As, Data, Explain, KnownBy, LeaveOut, On, Reading, Side, Terms
from balance.cli.output import Format, key_values, show
from balance.errors import ParameterError

__all__ = ["simulate"]


def simulate(
    a: Side,
    b: Side,
    error_model: Annotated[
        str | None,
        typer.Option(metavar="MODEL", help="rounding or calibrated; or use --given."),
    ] = None,
    given: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=LOW,MODE,HIGH",
            help="Multiples of the value of an indicator, or of all; repeatable.",
        ),
    ] = None,
    indicator: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only this row; repeatable.")
    ] = None,
    draws: Annotated[int, typer.Option(help="How many draws.")] = 10_000,
    seed: Annotated[int, typer.Option(help="Of the random numbers.")] = 1,
    dependence: Annotated[
        str, typer.Option(help="independent, within_side or opposed.")
    ] = "independent",
    sources: Annotated[
        str, typer.Option(help="Who speaks: publications, editions or selected.")
    ] = "publications",
    spread_otherwise: Annotated[
        float | None, typer.Option(help="With calibrated: spread of indicators without one.")
    ] = None,
    without_value: Annotated[
        str, typer.Option(help="Figures that are only a range: refuse or uniform.")
    ] = "refuse",
    workers: Annotated[int, typer.Option(help="Processes that share the work.")] = 1,
    on: On = None,
    known_by: KnownBy = None,
    reading: Reading = "step",
    table: Annotated[str | None, typer.Option(help="Another: limits, model, errors.")] = None,
    explain: Explain = None,
    form: As = Format.table,
    data: Data = None,
    terms: Terms = None,
    leave_out: LeaveOut = None,
) -> None:
    """Draw what holdings might be instead, under an error model that you name.

    Example: balance simulate NATO RUS --indicator submarines --given submarines=0.8,1,1.2
    """
    from balance.cli.workers import shared_by
    from balance.robustness import simulation
    from balance.tables.loading import load

    if (error_model is None) == (not given):
        raise ParameterError(
            "name one error model: --error-model rounding, --error-model calibrated, or --given "
            "NAME=LOW,MODE,HIGH"
        )
    tables = load(*(data or ()), terms=terms, leave_out=leave_out or ())
    with shared_by(workers) as executor:
        result = simulation(
            a,
            b,
            error_model=_given(given) if error_model is None else error_model,
            data=tables,
            indicators=indicator,
            on=on,
            known_by=known_by,
            reading=reading,
            draws=draws,
            seed=seed,
            dependence=dependence,
            sources=sources,
            spread_otherwise=spread_otherwise,
            without_value=without_value,
            executor=executor,
        )
    show(result, form, table, explain)


def _given(pairs: Sequence[str] | None) -> dict[str, tuple[float, float, float]]:
    """Return multiples by indicator from ``name=low,mode,high``."""
    found: dict[str, tuple[float, float, float]] = {}
    for name, text in key_values(pairs or ()).items():
        try:
            low, mode, high = (float(part) for part in text.split(","))
        except ValueError:
            raise ParameterError(
                f"cannot read {text!r} for {name}; expected LOW,MODE,HIGH such as 0.8,1,1.2"
            ) from None
        found[name] = (low, mode, high)
    return found
