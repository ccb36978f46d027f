"""Faults in what is asked of planning."""

from __future__ import annotations

from balance.errors.questions import BalanceError

__all__ = [
    "LevelError",
    "MissingLibrary",
    "PastTarget",
    "RateError",
    "ShareError",
    "TooManyMembers",
    "UnknownLosses",
    "UnknownSplit",
    "UnlikeThings",
    "WeightError",
]


class LevelError(BalanceError):
    """A level that nobody can reach, or that is reached without anybody."""


class MissingLibrary(BalanceError):
    """A library that is not installed."""


class PastTarget(BalanceError):
    """A target year that is not after the figures, or lies before the reference date."""


class RateError(BalanceError):
    """A ratio, rate, growth, share, number or length of time that nothing can have."""


class ShareError(BalanceError):
    """A share of which no single part can be said to change."""


class TooManyMembers(BalanceError):
    """More members than an exact method can take."""


class UnknownLosses(BalanceError):
    """A type of loss that does not exist, or returns where nobody can return."""


class UnknownSplit(BalanceError):
    """A way to split what is needed that does not exist."""


class UnlikeThings(BalanceError):
    """Holdings that do not add up or must not be compared."""


class WeightError(BalanceError):
    """A weight that is negative or not a number."""
