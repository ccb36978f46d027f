"""``balance breakeven`` and ``balance path``: what would it take, and by when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

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
from balance.cli.output import Format, key_values, show
from balance.errors import RateError

if TYPE_CHECKING:
    from balance.planning.given import Given

__all__ = ["breakeven", "path"]

Of = Annotated[str, typer.Argument(metavar="GROUP", help='A coalition, e.g. "NATO - USA".')]
Other = Annotated[str | None, typer.Option("--table", help="Another of its tables.")]
Start = Annotated[
    str | None, typer.Option(metavar="DATE", help="Count from here; by default the figures' date.")
]

_NUMBER = r"\d[\d_,]*(?:\.\d+)?"
_RANGE = re.compile(rf"({_NUMBER})(?:\.\.({_NUMBER}))?(?:\.\.({_NUMBER}))?", re.ASCII)

path = typer.Typer(
    help="Paths: spending to a target, a stock to a target, the strength of a force, rotation.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def _given(text: str, name: str) -> Given:
    """Return a number, or bounds: LOW..HIGH or LOW..VALUE..HIGH."""
    match = _RANGE.fullmatch(text.strip())
    if match is None:
        raise RateError(
            f"{name}: cannot read {text!r}; expected a number, LOW..HIGH or LOW..VALUE..HIGH"
        )
    numbers = [float(re.sub("[_,]", "", part)) for part in match.groups() if part]
    if len(numbers) == 1:
        return numbers[0]
    return (numbers[0], numbers[1]) if len(numbers) == 2 else (numbers[0], numbers[1], numbers[2])


def _held(text: str, name: str) -> Given | str:
    """Return a number or bounds where the text begins with a digit, otherwise a coalition."""
    return _given(text, name) if text.strip()[:1].isdigit() else text


def breakeven(
    a: Side,
    b: Side,
    indicator: Annotated[str, typer.Argument(help="See `balance list indicators`.")],
    ratio: Annotated[float, typer.Option(help="A over B, to be reached.")] = 1.0,
    split: Annotated[str, typer.Option(help="equal, gdp, population or holdings.")] = "equal",
    per_year: Annotated[
        float | None, typer.Option(metavar="N", help="What A adds in a year, net.")
    ] = None,
    start: Start = None,
    on: On = None,
    known_by: KnownBy = None,
    source: Source = None,
    reading: Reading = "step",
    table: Other = None,
    explain: Explain = None,
    form: As = Format.table,
    data: Data = None,
    terms: Terms = None,
    leave_out: LeaveOut = None,
) -> None:
    """Reckon what A must add to reach a ratio to B, by whom and by when.

    Example: balance breakeven "NATO - USA - CAN" RUS artillery --ratio 1.5 --split gdp
    """
    from balance.planning.breakeven.result import breakeven as run
    from balance.tables.loading import load

    result = run(
        a,
        b,
        indicator,
        ratio=ratio,
        split=split,
        per_year=per_year,
        start=start,
        on=on,
        known_by=known_by,
        source=source,
        reading=reading,
        data=load(*(data or ()), terms=terms, leave_out=leave_out or ()),
    )
    show(result, form, table, explain)


@path.command()
def spending(
    of: Of,
    target: Annotated[float, typer.Option(help="Share of GDP in per cent.")],
    by: Annotated[int, typer.Option(metavar="YEAR", help="When it is reached.")],
    growth: Annotated[float, typer.Option(help="Real growth of GDP in per cent a year.")],
    definition: Annotated[str, typer.Option(help="Whose: sipri or nato.")] = "sipri",
    on: On = None,
    known_by: KnownBy = None,
    table: Other = None,
    explain: Explain = None,
    form: As = Format.table,
    data: Data = None,
    terms: Terms = None,
    leave_out: LeaveOut = None,
) -> None:
    """Reckon the real growth, levels and extra money to a share of GDP by a year.

    Example: balance path spending DEU --target 3.5 --by 2035 --growth 1
    """
    from balance.planning.spending.result import spending_path
    from balance.tables.loading import load

    result = spending_path(
        of,
        target,
        by,
        growth,
        by_definition=definition,
        on=on,
        known_by=known_by,
        data=load(*(data or ()), terms=terms, leave_out=leave_out or ()),
    )
    show(result, form, table, explain)


@path.command()
def stock(
    now: Annotated[str, typer.Argument(metavar="STOCK", help="A number, or a coalition's stock.")],
    target: Annotated[str, typer.Option(help="To be reached: N, or LOW..HIGH.")],
    indicator: Annotated[str | None, typer.Option(help="What is held.")] = None,
    per_year: Annotated[
        str | None, typer.Option(metavar="N", help="Added in a year, net; or LOW..HIGH.")
    ] = None,
    years: Annotated[float | None, typer.Option(help="To be reached in so many years.")] = None,
    by: Annotated[int | None, typer.Option(metavar="YEAR", help="To be reached by then.")] = None,
    start: Start = None,
    source: Source = None,
    known_by: KnownBy = None,
    reading: Reading = "step",
    table: Other = None,
    explain: Explain = None,
    form: As = Format.table,
    data: Data = None,
    terms: Terms = None,
    leave_out: LeaveOut = None,
) -> None:
    """Reckon how long a stock takes to a target, or how many a year that takes.

    Example: balance path stock 226 --target 423 --years 15 --start 2021
    """
    from balance.planning.stock.result import stock_path
    from balance.tables.loading import load

    result = stock_path(
        _held(now, "stock"),
        _given(target, "target"),
        indicator=indicator,
        per_year=None if per_year is None else _given(per_year, "per_year"),
        years=years,
        by=by,
        start=start,
        source=source,
        known_by=known_by,
        reading=reading,
        data=load(*(data or ()), terms=terms, leave_out=leave_out or ()),
    )
    show(result, form, table, explain)


@path.command()
def forces(
    now: Annotated[str, typer.Argument(metavar="FORCE", help="Persons, or a coalition.")],
    recruits: Annotated[
        str | None, typer.Option(metavar="N", help="In a month; by default as a text states.")
    ] = None,
    losses: Annotated[
        list[str] | None,
        typer.Option(metavar="TYPE=N", help="In a month: killed, irrecoverable or casualties."),
    ] = None,
    returns: Annotated[
        str | None, typer.Option(metavar="N", help="Wounded back to duty in a month.")
    ] = None,
    months: Annotated[int, typer.Option(help="Length of the path.")] = 12,
    floor: Annotated[float | None, typer.Option(help="Strength not to fall below.")] = None,
    source: Source = None,
    known_by: KnownBy = None,
    reading: Reading = "step",
    table: Other = None,
    explain: Explain = None,
    form: As = Format.table,
    data: Data = None,
    terms: Terms = None,
    leave_out: LeaveOut = None,
) -> None:
    """Reckon strength over months under recruits, losses by type, and returns.

    Example: balance path forces 600000 --recruits 38000 --losses irrecoverable=20000..32000
    """
    from balance.planning.forces.result import force_path
    from balance.tables.loading import load

    typed = key_values(losses) if losses else None
    result = force_path(
        _held(now, "force"),
        recruits=None if recruits is None else _given(recruits, "recruits"),
        losses=None if typed is None else {k: _given(v, f"losses, {k}") for k, v in typed.items()},
        returns=None if returns is None else _given(returns, "returns"),
        months=months,
        floor=floor,
        source=source,
        known_by=known_by,
        reading=reading,
        data=load(*(data or ()), terms=terms, leave_out=leave_out or ()),
    )
    show(result, form, table, explain)


@path.command()
def rotation(
    deployed: Annotated[str, typer.Argument(help="Persons in place; N, or LOW..HIGH.")],
    tour: Annotated[float, typer.Option(help="Months of a tour.")],
    mission: Annotated[
        float | None, typer.Option(help="Months of the mission, if nobody goes twice.")
    ] = None,
    dwell: Annotated[
        float | None, typer.Option(help="Months at home between two tours, otherwise.")
    ] = None,
    of: Annotated[
        str | None, typer.Option(metavar="GROUP", help="Whose active personnel to set it beside.")
    ] = None,
    explain: Explain = None,
    form: As = Format.table,
    data: Data = None,
    terms: Terms = None,
    leave_out: LeaveOut = None,
) -> None:
    """Reckon the pool behind a force in place that is relieved in turns.

    Example: balance path rotation 64000 --tour 6 --mission 24
    """
    from balance.planning.rotation import rotation_path
    from balance.tables.loading import load

    result = rotation_path(
        _given(deployed, "deployed"),
        tour=tour,
        mission=mission,
        dwell=dwell,
        of=of,
        data=load(*(data or ()), terms=terms, leave_out=leave_out or ()),
    )
    show(result, form, None, explain)
