"""``balance robustness``: how the answer of a scenario fares under other choices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from balance.cli.options import As, Data, Explain, LeaveOut, Terms
from balance.cli.output import Format, key_values, progress, show
from balance.errors import ParameterError

if TYPE_CHECKING:
    from balance.comparison.result import Result
    from balance.scenarios.catalogue import Scenario
    from balance.tables.dataset import Dataset

__all__ = ["robustness", "robustness_of"]

_SIDES = ("a", "b", "indicators")
"""Parameters of a result that is a comparison of two sides."""


def robustness(
    name: Annotated[str, typer.Argument(metavar="SCENARIO", help="See `balance list scenarios`.")],
    param: Annotated[
        list[str] | None, typer.Option(metavar="K=V", help="A parameter; repeatable.")
    ] = None,
    table: Annotated[
        str | None,
        typer.Option(help="Another table: flips, verify_next, choices, universes, ..."),
    ] = None,
    explain: Explain = None,
    form: As = Format.table,
    data: Data = None,
    terms: Terms = None,
    leave_out: LeaveOut = None,
) -> None:
    """Say whether a scenario's answer survives other choices, and what turns it.

    Example: balance robustness nato_without_us_and_canada --table verify_next
    """
    from balance.scenarios.catalogue import scenario as find
    from balance.tables.loading import load

    entry = find(name)
    with progress() as step:
        step("loading tables")
        tables = load(*(data or ()), terms=terms, leave_out=leave_out or ())
        step(f"asking {name} again under other choices")
        result = robustness_of(entry, tables, key_values(param or []))
    show(result, form, table, explain)


def robustness_of(entry: Scenario, data: Dataset, given: Mapping[str, str]) -> Result:
    """Return how a scenario fares under other choices.

    Parameters
    ----------
    entry
        The scenario.
    data
        The tables.
    given
        Text by parameter, as on the command line.

    Returns
    -------
    Result
        For a comparison of two sides, see :func:`balance.robustness.survival.survival`; for any
        other scenario :func:`balance.robustness.variants.variants`.

    Raises
    ------
    ParameterError
        For a parameter that the scenario does not have, or a source named as the only one.
    """
    from balance.robustness.survival import survival
    from balance.robustness.variants.result import variants

    base = entry.run(data, given)
    asked = base.parameters
    if not all(key in asked for key in _SIDES):
        return variants(entry.function, data, parameters=entry.values(given))
    if asked.get("source") is not None or asked.get("mixed"):
        raise ParameterError(
            f"{entry.name} is asked of one source only, so that no other may speak; leave out "
            "source= to see what other sources say"
        )
    return survival(
        str(asked["a"]),
        str(asked["b"]),
        data=data,
        indicators=asked["indicators"],  # type: ignore[arg-type]
        on=str(asked["on"]),
        known_by=asked["known_by"],  # type: ignore[arg-type]
        reading=str(asked["reading"]),
    )
