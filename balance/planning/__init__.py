"""What would it take, and who decides it: changes needed, coalitions, power."""

from balance.planning.breakeven.result import breakeven
from balance.planning.departures import departures
from balance.planning.forces.result import force_path
from balance.planning.power.result import power
from balance.planning.rotation import rotation_path
from balance.planning.smallest.result import smallest
from balance.planning.spending.growth import required_growth
from balance.planning.spending.result import spending_path
from balance.planning.stock.result import stock_path

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
