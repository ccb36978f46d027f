"""The questions, one module each: pure functions from tables to a result."""

from __future__ import annotations

from balance.scenarios.catalogue import SCENARIOS, Scenario, scenario
from balance.scenarios.nato_vs_russia import nato_vs_russia
from balance.scenarios.nato_without_us_and_canada import nato_without_us_and_canada
from balance.scenarios.nuclear_forces import nuclear_forces
from balance.scenarios.what_the_texts_say import what_the_texts_say

__all__ = [
    "SCENARIOS",
    "Scenario",
    "nato_vs_russia",
    "nato_without_us_and_canada",
    "nuclear_forces",
    "scenario",
    "what_the_texts_say",
]
