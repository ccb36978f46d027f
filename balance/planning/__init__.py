"""What would it take, and who decides it: changes needed, coalitions, power."""

from balance.planning.breakeven import breakeven
from balance.planning.departures import departures
from balance.planning.forces import force_path
from balance.planning.growth import required_growth
from balance.planning.power import power
from balance.planning.rotation import rotation_path
from balance.planning.smallest import smallest
from balance.planning.spending import spending_path
from balance.planning.stock import stock_path

__all__ = [
    "breakeven",
    "departures",
    "force_path",
    "power",
    "required_growth",
    "rotation_path",
    "smallest",
    "spending_path",
    "stock_path",
]
