"""Whether a conclusion survives other sources, editions, memberships and figures."""

from balance.robustness.anomalies import anomalies
from balance.robustness.calibration import spreads
from balance.robustness.disagreement import disagreement
from balance.robustness.flips import flips
from balance.robustness.simulation import simulation
from balance.robustness.survival import survival
from balance.robustness.universes import universes
from balance.robustness.variants import variants

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
