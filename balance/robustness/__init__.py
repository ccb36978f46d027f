"""Whether a conclusion survives other sources, editions, memberships and figures."""

from balance.robustness.anomalies.result import anomalies
from balance.robustness.disagreement.calibration import spreads
from balance.robustness.disagreement.result import disagreement
from balance.robustness.flips.result import flips
from balance.robustness.simulation.result import simulation
from balance.robustness.survival import survival
from balance.robustness.universes.result import universes
from balance.robustness.variants.result import variants

__all__ = [
    "anomalies",
    "disagreement",
    "flips",
    "simulation",
    "spreads",
    "survival",
    "universes",
    "variants",
]
