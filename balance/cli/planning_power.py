"""``balance power``, ``balance smallest`` and ``balance departures``."""

from __future__ import annotations

from typing import Annotated

import typer

from balance.cli.options import (
    As,
    Data,
    Explain,
    KnownBy,
    LeaveOut,
    On,
    Reading,
    Side,
    Source,
    Terms,
)
from balance.cli.output import Format, show

__all__ = ["departures", "power", "smallest"]

Against = Annotated[str, typer.Option(metavar="SIDE", help="Whose holdings set the level.")]
Ratio = Annotated[float, typer.Option(help="The level, times those holdings.")]
Table = Annotated[str | None, typer.Option(help="Another of its tables.")]


def _codes(text: str | None) -> list[str]:
    """Return codes that stand between commas."""
    return [code.strip() for code in (text or "").split(",") if code.strip()]


def power(
    group: Side,
    indicators: Annotated[
        list[str], typer.Argument(metavar="INDICATOR", help="What is to be reached, all of it.")
    ],
    against: Against,
    ratio: Ratio = 1.0,
    table: Table = None,
    explain: Explain = None,
    on: On = None,
    known_by: KnownBy = None,
    source: Source = None,
    reading: Reading = "step",
    form: As = Format.table,
    data: Data = None,
    terms: Terms = None,
    leave_out: LeaveOut = None,
) -> None:
    """Show on whom it hangs whether a group reaches a level: power over all coalitions.

    Example: balance power "NATO - USA - CAN" combat_aircraft --against RUS --ratio 1.0
    """
    from balance.planning import power as run
    from balance.tables.loading import load

    result = run(
        group,
        indicators,
        against=against,
        ratio=ratio,
        data=load(*(data or ()), terms=terms, leave_out=leave_out or ()),
        on=on,
        known_by=known_by,
        source=source,
        reading=reading,
    )
    show(result, form, table, explain)


def smallest(
    group: Side,
    against: Against,
    indicator: Annotated[
        list[str], typer.Option(metavar="NAME", help="What is to be reached; repeatable.")
    ],
    ratio: Ratio = 1.0,
    with_: Annotated[
        str | None, typer.Option("--with", metavar="A,B", help="Members it must have.")
    ] = None,
    without: Annotated[str | None, typer.Option(metavar="A,B", help="Members it lacks.")] = None,
    limit: Annotated[int, typer.Option(help="How many are listed at most.")] = 20,
    table: Table = None,
    explain: Explain = None,
    on: On = None,
    known_by: KnownBy = None,
    source: Source = None,
    reading: Reading = "step",
    form: As = Format.table,
    data: Data = None,
    terms: Terms = None,
    leave_out: LeaveOut = None,
) -> None:
    """List the smallest coalitions of a group that reach a level.

    Example: balance smallest "NATO - USA - CAN" --against RUS --indicator military_expenditure
    """
    from balance.planning import smallest as run
    from balance.tables.loading import load

    result = run(
        group,
        against,
        indicator,
        ratio=ratio,
        with_=_codes(with_),
        without=_codes(without),
        limit=limit,
        data=load(*(data or ()), terms=terms, leave_out=leave_out or ()),
        on=on,
        known_by=known_by,
        source=source,
        reading=reading,
    )
    show(result, form, table, explain)


def departures(
    group: Side,
    against: Annotated[str, typer.Argument(help="The other side, e.g. RUS.")],
    indicator: Annotated[str, typer.Argument(help="Name of the row.")],
    order: Annotated[
        str | None, typer.Option(metavar="A,B", help="Those who leave, one after another.")
    ] = None,
    table: Table = None,
    explain: Explain = None,
    on: On = None,
    known_by: KnownBy = None,
    source: Source = None,
    reading: Reading = "step",
    form: As = Format.table,
    data: Data = None,
    terms: Terms = None,
    leave_out: LeaveOut = None,
) -> None:
    """Show what each member's departure takes off a ratio, in no order or in a given one.

    Example: balance departures NATO RUS combat_aircraft --order USA,TUR
    """
    from balance.planning import departures as run
    from balance.tables.loading import load

    result = run(
        group,
        against,
        indicator,
        order=None if order is None else _codes(order),
        data=load(*(data or ()), terms=terms, leave_out=leave_out or ()),
        on=on,
        known_by=known_by,
        source=source,
        reading=reading,
    )
    show(result, form, table, explain)
