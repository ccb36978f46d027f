"""All scenarios by name, with the parameters that a command line may set."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from balance.comparison.result import Result
from balance.errors import ParameterError, UnknownScenario, suggest
from balance.scenarios.nato_vs_russia import nato_vs_russia
from balance.scenarios.nato_without_us_and_canada import nato_without_us_and_canada
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
            If there is no such parameter.
        """
        values: dict[str, object] = {}
        for name, text in (given or {}).items():
            if name not in self.parameters:
                known = ", ".join(self.parameters)
                raise ParameterError(
                    f"{self.name} has no parameter {name!r}; it has {known}."
                    f"{suggest(name, self.parameters)}"
                )
            is_list = isinstance(self.parameters[name].default, tuple)
            values[name] = tuple(filter(None, map(str.strip, text.split(",")))) if is_list else text
        return self.function(data, **values)


def _entry(function: Callable[..., Result]) -> Scenario:
    doc = inspect.getdoc(function) or ""
    return Scenario(function.__name__, doc.partition("\n")[0], function)


SCENARIOS: Mapping[str, Scenario] = {
    entry.name: entry for entry in map(_entry, (nato_without_us_and_canada, nato_vs_russia))
}
"""In the order of the report."""


def scenario(name: str) -> Scenario:
    """Return a scenario.

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
