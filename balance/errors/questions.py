"""Faults in the question that was asked."""

from __future__ import annotations

__all__ = [
    "BalanceError",
    "BasisError",
    "BoundsError",
    "ChartError",
    "DateError",
    "EmptyCoalition",
    "ExpressionError",
    "FormulaError",
    "ManifestError",
    "NotAMember",
    "OutputError",
    "OverlappingSides",
    "ParameterError",
    "ReadingError",
    "RowError",
    "UnknownIndicator",
    "UnknownName",
    "UnknownScenario",
    "UnknownSource",
    "WordingError",
]


class BalanceError(ValueError):
    """Root of all errors that this package raises on purpose."""


class BoundsError(BalanceError):
    """Bounds that are out of order, negative or not numbers."""


class BasisError(BalanceError):
    """A money basis that is not of the form ``current-mer`` or ``2015-ppp``."""


class DateError(BalanceError):
    """A date that is not ISO, does not exist, or lies outside what is known."""


class WordingError(BalanceError):
    """A number as printed that cannot be read."""


class ReadingError(BalanceError):
    """A rule for hedges that does not exist."""


class ExpressionError(BalanceError):
    """A coalition expression that is not in the language."""


class UnknownName(BalanceError):
    """A name that is neither a state nor a group."""


class NotAMember(BalanceError):
    """A state to be removed that is not inside."""


class EmptyCoalition(BalanceError):
    """A coalition without members."""


class OverlappingSides(BalanceError):
    """Two sides that share members."""


class FormulaError(BalanceError):
    """A formula of an indicator that cannot be read."""


class UnknownIndicator(BalanceError):
    """An indicator that the tables do not define."""


class UnknownSource(BalanceError):
    """A source that the tables do not list."""


class UnknownScenario(BalanceError):
    """A scenario that does not exist."""


class ParameterError(BalanceError):
    """A parameter that does not exist or cannot be read."""


class RowError(BalanceError):
    """A row, column or table that a result does not have."""


class ChartError(BalanceError):
    """A chart that a result does not have, or a keyword that it does not take."""


class OutputError(BalanceError):
    """A folder that cannot be written to."""


class ManifestError(BalanceError):
    """A report folder whose manifest is missing or cannot be read."""
