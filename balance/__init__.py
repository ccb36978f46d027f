"""Compare the military strength of states and coalitions from published figures."""

from balance.citation import cite, versions
from balance.coalitions.coalition import Coalition
from balance.comparison.compare import compare
from balance.comparison.history import history
from balance.comparison.panel import panel
from balance.comparison.result import Result
from balance.comparison.shares import shares
from balance.tables.dataset import Dataset
from balance.tables.loading import load

__version__ = "0.1.0"

__all__ = [
    "Coalition",
    "Dataset",
    "Result",
    "cite",
    "compare",
    "history",
    "load",
    "panel",
    "shares",
    "versions",
]
