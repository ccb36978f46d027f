"""``balance disagreement``."""

from __future__ import annotations

from typing import Annotated

import typer

from balance.cli.options import As, Data, Explain, LeaveOut, Terms
from balance.cli.output import Format, show

__all__ = ["disagreement"]


def disagreement(
    indicator: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only this indicator; repeatable.")
    ] = None,
    group: Annotated[
        str | None, typer.Option(metavar="EXPR", help='Only these states, e.g. "NATO - USA".')
    ] = None,
    by: Annotated[str, typer.Option(help="publication or edition.")] = "publication",
    table: Annotated[str | None, typer.Option(help="Another: indicators, calibration.")] = None,
    explain: Explain = None,
    form: As = Format.table,
    data: Data = None,
    terms: Terms = None,
    leave_out: LeaveOut = None,
) -> None:
    """Show where publications, or editions of one publication, disagree.

    Example: balance disagreement --by edition --indicator main_battle_tanks
    """
    from balance.robustness.disagreement.result import disagreement as run
    from balance.tables.loading import load

    tables = load(*(data or ()), terms=terms, leave_out=leave_out or ())
    result = run(data=tables, indicators=indicator or None, group=group, by=by)
    show(result, form, table, explain)
