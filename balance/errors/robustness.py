"""Faults in what is asked of robustness."""

from __future__ import annotations

from balance.errors.files import DataFault
from balance.errors.questions import BalanceError

__all__ = [
    "EditionJump",
    "ExecutorWarning",
    "MaybeNotStated",
    "NoBestValue",
    "NoErrorModel",
    "NotSimulated",
    "NotUpdated",
    "OpenBound",
    "OtherCurrency",
    "SeriesBreak",
    "UnitSlip",
    "ZeroDenominator",
]


class ExecutorWarning(UserWarning):
    """Workers were lost; what they did not finish is finished in this process."""


class OpenBound(BalanceError):
    """A number that nothing bounds from above where a distribution is asked for."""


class NoBestValue(BalanceError):
    """A figure that is only a range, without leave to draw it as such."""


class NoErrorModel(BalanceError):
    """An indicator of which the error model that is named says nothing."""


class ZeroDenominator(BalanceError):
    """A ratio is asked for whose lower side may be nothing."""


class NotSimulated(BalanceError):
    """Rows that cannot be simulated, for several reasons or for want of like things."""


class EditionJump(DataFault):
    """A figure far from that of the edition before."""


class MaybeNotStated(DataFault):
    """A zero that may mean that nothing is stated."""


class UnitSlip(DataFault):
    """A value that is a power of ten off what it should be near."""


class OtherCurrency(DataFault):
    """Money that fits in another currency."""


class SeriesBreak(DataFault):
    """A change from year to year that is out of line with other states or years."""


class NotUpdated(DataFault):
    """An indicator that is the same in two editions for every state."""
