"""The questions, one module each: pure functions from tables to a result."""

from __future__ import annotations

from balance.scenarios.baltic_states import baltic_states
from balance.scenarios.british_army import british_army
from balance.scenarios.catalogue import SCENARIOS, Scenario, scenario
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

__all__ = [
    "SCENARIOS",
    "Scenario",
    "baltic_states",
    "british_army",
    "european_powers",
    "nato_vs_russia",
    "nato_without_us_and_canada",
    "nuclear_forces",
    "occupied_territory",
    "peacekeeping_force",
    "russian_force_generation",
    "scenario",
    "special_funds",
    "spending_targets",
    "ukraine_support",
    "war_economy",
    "what_the_texts_say",
    "where_sources_disagree",
    "would_it_survive",
]
