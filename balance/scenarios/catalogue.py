"""All scenarios by name, with the parameters that a command line may set."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from balance.claims.result import claims_result
from balance.comparison.result import Result
from balance.errors import ParameterError, UnknownScenario, suggest
from balance.scenarios.baltic_states import baltic_states
from balance.scenarios.british_army import british_army
from balance.scenarios.european_powers import european_powers
from balance.scenarios.nato_vs_russia import nato_vs_russia
from balance.scenarios.nato_without_us_and_canada import nato_without_us_and_canada
from balance.scenarios.nuclear_forces import nuclear_forces
from balance.scenarios.occupied_territory import occupied_territory
from balance.scenarios.peacekeeping_force import peacekeeping_force
from balance.scenarios.russian_force_generation import russian_force_generation
from balance.scenarios.special_funds import special_funds
from balance.scenarios.spending_targets import spending_targets
from balance.scenarios.ukraine_support import ukraine_support
from balance.scenarios.war_economy import war_economy
from balance.scenarios.what_the_texts_say import what_the_texts_say
from balance.scenarios.where_sources_disagree import where_sources_disagree
from balance.scenarios.would_it_survive import would_it_survive
from balance.tables.dataset import Dataset

__all__ = ["SCENARIOS", "Scenario", "scenario"]


@dataclass(frozen=True)
class Scenario:
    """A question that can be asked by name.

    Attributes
    ----------
    name
        Name of the function.
    question
        What it asks, from the first line of its docstring.
    function
        Takes the tables and named parameters, returns a result.
    """

    name: str
    question: str
    function: Callable[..., Result]

    @property
    def parameters(self) -> Mapping[str, inspect.Parameter]:
        """The parameters beside the tables."""
        found = inspect.signature(self.function).parameters
        return {name: one for name, one in found.items() if name != "data"}

    def run(self, data: Dataset, given: Mapping[str, str] | None = None) -> Result:
        """Return the result for parameters given as text.

        Parameters
        ----------
        data
            The tables.
        given
            Text by parameter; a list is written with commas: ``without=USA,CAN``.

        Raises
        ------
        ParameterError
            If there is no such parameter, or a number cannot be read.
        """
        return self.function(data, **self.values(given or {}))

    def values(self, given: Mapping[str, str]) -> dict[str, object]:
        """Return parameters given as text as what they are; errors as for :meth:`run`."""
        values: dict[str, object] = {}
        for name, text in given.items():
            if name not in self.parameters:
                known = ", ".join(self.parameters)
                raise ParameterError(
                    f"{self.name} has no parameter {name!r}; it has {known}."
                    f"{suggest(name, self.parameters)}"
                )
            parameter = self.parameters[name]
            kinds: dict[str, object] = {"float": 0.0, "int": 0}
            named = (kind for kind in kinds if kind in str(parameter.annotation))
            known_kind = kinds.get(next(named, ""), "") if parameter.default is None else ""
            default = known_kind if known_kind != "" else parameter.default
            values[name] = _value(f"{self.name}: {name}", text, default)
        return values


_LEAST, _MOST = 1e-6, 1e15
"""Between these any parameter makes sense; beyond, digits are lost or overflow."""


def _value(name: str, text: str, default: object) -> object:
    """Return a text as what a parameter's default is: a list, a number or a text."""
    if isinstance(default, tuple):
        kind = default[0] if default else ""
        return tuple(_value(name, part.strip(), kind) for part in text.split(",") if part.strip())
    if not isinstance(default, int | float):
        return text
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    whole = isinstance(default, int)
    sane = number == 0 or _LEAST <= number <= _MOST
    if not math.isfinite(number) or not sane or (whole and number != int(number)):
        kind = "a whole number" if whole else "a number"
        raise ParameterError(
            f"{name} must be {kind}, 0 or from {_LEAST:g} to {_MOST:g}; found {text!r}"
        )
    return int(number) if isinstance(default, int) else number


def _entry(function: Callable[..., Result]) -> Scenario:
    doc = inspect.getdoc(function) or ""
    name = function.__name__.removesuffix("_result")
    return Scenario(name, doc.partition("\n")[0], function)


_FUNCTIONS: tuple[Callable[..., Result], ...] = (
    nato_without_us_and_canada,
    would_it_survive,
    nato_vs_russia,
    baltic_states,
    european_powers,
    nuclear_forces,
    spending_targets,
    war_economy,
    ukraine_support,
    russian_force_generation,
    peacekeeping_force,
    british_army,
    special_funds,
    occupied_territory,
    where_sources_disagree,
    claims_result,
    what_the_texts_say,
)
SCENARIOS: Mapping[str, Scenario] = {
    entry.name: entry for entry in [_entry(function) for function in _FUNCTIONS]
}
"""In the order of the report."""


def scenario(name: str) -> Scenario:
    """Return a scenario.

    Parameters
    ----------
    name
        As ``balance list scenarios`` prints it.

    Returns
    -------
    Scenario

    Raises
    ------
    UnknownScenario
        If there is none of that name; the nearest is suggested.

    Examples
    --------
    >>> scenario("nato_vs_russia").name
    'nato_vs_russia'
    """
    if name not in SCENARIOS:
        raise UnknownScenario(
            f"there is no scenario {name!r}; there are {', '.join(SCENARIOS)}."
            f"{suggest(name, SCENARIOS)}"
        )
    return SCENARIOS[name]
