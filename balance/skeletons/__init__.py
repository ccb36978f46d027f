"""Skeletons of new figures, sources and scenarios: what to fill in, and what is still missing."""

from __future__ import annotations

from balance.skeletons.gaps import scenario_faults
from balance.skeletons.rows import Skeleton, new_figure, new_source
from balance.skeletons.scenarios import new_scenario

__all__ = ["Skeleton", "new_figure", "new_scenario", "new_source", "scenario_faults"]
