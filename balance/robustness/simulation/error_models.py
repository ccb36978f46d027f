"""Error models: what a figure might be instead, as the user names it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from balance.comparison.amounts import Amount
from balance.errors import NoBestValue, NoErrorModel, OpenBound, ParameterError, suggest
from balance.quantities.bounds import Bounds
from balance.quantities.printing import join_words
from balance.robustness.disagreement.calibration import calibration_of
from balance.tables.dataset import Dataset

__all__ = [
    "ALL",
    "MODELS",
    "REACH",
    "WITHOUT_VALUE",
    "ErrorModel",
    "Relative",
    "Shape",
    "ends_of",
    "error_model_of",
    "no_model",
    "quantile",
    "shape_of",
]

Relative = tuple[float, float, float]
"""Low, mode and high as multiples of a figure's value."""

Numbers = npt.NDArray[np.float64]

MODELS = ("rounding", "calibrated")
"""Error models by name; any other is given as a mapping."""

ALL = "all"
"""Stands in a given model for the indicators that it does not name."""

WITHOUT_VALUE = ("refuse", "uniform")

REACH = math.sqrt(6.0)
"""How far a symmetric triangular distribution reaches, in its standard deviations.

Its variance is a sixth of its half-width squared (textbook result).
"""


@dataclass(frozen=True)
class Shape:
    """The distribution of one figure.

    Attributes
    ----------
    kind
        ``fixed``; ``triangular`` with a peak; ``uniform``, every number between the bounds
        alike; ``logarithmic``, a symmetric triangle in the logarithm, so that half as much is
        as far away as twice as much and the peak is the median.
    low, peak, high
        In base units. Nothing is drawn outside low and high.
    """

    kind: Literal["fixed", "triangular", "uniform", "logarithmic"]
    low: float
    peak: float
    high: float

    @property
    def bounds(self) -> Bounds:
        """What is drawn lies between these."""
        return Bounds(self.low, None if self.kind == "uniform" else self.peak, self.high)


@dataclass(frozen=True)
class ErrorModel:
    """What figures might be instead.

    Attributes
    ----------
    name
        ``rounding``, ``calibrated`` or ``given``.
    relative
        By indicator, for a given model.
    spreads
        By indicator the standard deviation of the natural logarithm of one figure, for the
        calibrated model.
    otherwise
        The spread of indicators that have none; None refuses them.
    uniform
        Whether figures without a best value are drawn alike between their bounds.
    evidence
        By indicator the figures that its spread was taken from; none for one that was given.
    """

    name: str
    relative: Mapping[str, Relative] = field(default_factory=dict)
    spreads: Mapping[str, float] = field(default_factory=dict)
    otherwise: float | None = None
    uniform: bool = False
    evidence: Mapping[str, tuple[Amount, ...]] = field(default_factory=dict)


def error_model_of(
    data: Dataset,
    named: object,
    *,
    spreads: Mapping[str, float] | None = None,
    spread_otherwise: float | None = None,
    without_value: str = "refuse",
) -> ErrorModel:
    """Return the error model that a user names.

    Parameters
    ----------
    data
        The tables.
    named
        ``rounding``, ``calibrated``, or a mapping from indicator (or ``all``) to low, mode and
        high as multiples of the value, e.g. ``{"main_battle_tanks": (0.8, 1, 1.2)}``.
    spreads
        For the calibrated model, by indicator the standard deviation of the natural logarithm
        of one figure; by default as independent publications disagree.
    spread_otherwise
        For the calibrated model, the spread of the other indicators; None refuses them.
    without_value
        ``refuse`` figures without a best value or draw them ``uniform`` between their bounds.

    Raises
    ------
    ParameterError
        For a model that does not exist or cannot be read.
    UnknownIndicator
        If a given model names one that does not exist.
    """
    if without_value not in WITHOUT_VALUE:
        raise ParameterError(
            f"without_value must be {' or '.join(WITHOUT_VALUE)}; found {without_value!r}."
            f"{suggest(str(without_value), WITHOUT_VALUE)}"
        )
    uniform = without_value == "uniform"
    if named != "calibrated" and (spreads is not None or spread_otherwise is not None):
        raise ParameterError("spreads belong to the error model 'calibrated'; leave them out")
    if isinstance(named, Mapping):
        return ErrorModel("given", _given(data, named), uniform=uniform)
    if named == "rounding":
        return ErrorModel("rounding", uniform=uniform)
    if named == "calibrated":
        evidence: dict[str, tuple[Amount, ...]] = {}
        if spreads is None:
            found = calibration_of(data)
            spreads = {name: one.spread for name, one in found.items() if one.spread is not None}
            evidence = {name: found[name].used for name in spreads}
        every = [*spreads.values(), *([] if spread_otherwise is None else [spread_otherwise])]
        if not all(_is_number(one) and one >= 0 for one in every):
            raise ParameterError("a spread must be a number that is not negative, e.g. 0.2")
        return ErrorModel("calibrated", {}, spreads, spread_otherwise, uniform, evidence)
    raise ParameterError(
        f"the error model must be {', '.join(MODELS)}, or a mapping from indicators to low, mode "
        f"and high as multiples of the value; found {named!r}.{suggest(str(named), MODELS)}"
    )


def _is_number(one: object) -> bool:
    return isinstance(one, int | float) and not isinstance(one, bool) and math.isfinite(one)


def _given(data: Dataset, named: Mapping[Any, Any]) -> dict[str, Relative]:
    if not named:
        raise ParameterError("the error model given is empty; give low, mode and high of a figure")
    found: dict[str, Relative] = {}
    for indicator, ends in named.items():
        if indicator != ALL:
            data.indicator(str(indicator))
        numbers = tuple(ends) if isinstance(ends, tuple | list) else ()
        if len(numbers) != 3 or not all(_is_number(n) for n in numbers):
            raise ParameterError(
                f"the error model of {indicator!r} must be low, mode and high as multiples of the "
                f"value, e.g. (0.8, 1, 1.2); found {ends!r}"
            )
        low, mode, high = (float(number) for number in numbers)
        if not 0 <= low <= mode <= high:
            raise ParameterError(
                f"the error model of {indicator!r} must be in order and not negative: low, mode, "
                f"high; found {ends!r}"
            )
        found[str(indicator)] = (low, mode, high)
    return found


def shape_of(model: ErrorModel, figure_id: str, indicator: str, bounds: Bounds) -> Shape:
    """Return the distribution of one figure under an error model.

    Parameters
    ----------
    model
        The error model.
    figure_id, indicator
        Of the figure.
    bounds
        By its wording, in base units.

    Raises
    ------
    OpenBound
        If nothing bounds it from above.
    NoBestValue
        If it is only a range.
    NoErrorModel
        If the model says nothing of its indicator.
    """
    if bounds.high == 0:
        return Shape("fixed", 0.0, 0.0, 0.0)
    if bounds.value is None and not model.uniform:
        raise NoBestValue(
            f"{figure_id} gives a range without a best value; draw every number in it alike with "
            "without_value='uniform', or leave the row out"
        )
    if bounds.is_open and (model.name == "rounding" or bounds.value is None):
        raise OpenBound(
            f"nothing bounds {figure_id} from above; reading='step' or an error model given for "
            f"{indicator} would, or a figure with a high bound"
        )
    low, high = bounds.low, bounds.high
    if model.name == "rounding":
        return _between(low, bounds.value, high)
    ends = ends_of(model, indicator)
    if ends is None:
        raise no_model(model, [indicator])
    if bounds.value is None:
        return _between(low * ends[0], None, high * ends[2])
    low, peak, high = (bounds.value * end for end in ends)
    if model.name == "given" or low == high:
        return _between(low, peak, high)
    return Shape("logarithmic", low, peak, high)


def no_model(model: ErrorModel, indicators: Sequence[str]) -> NoErrorModel:
    """Return the fault that an error model says nothing of some indicators."""
    names = join_words(indicators)
    if model.name == "calibrated":
        return NoErrorModel(
            f"publications at hand give no spread of {names}; give one with spreads or "
            "spread_otherwise, or an error model of your own"
        )
    return NoErrorModel(
        f"the error model given says nothing of {names}; add what is missing, or {ALL!r} for all "
        "that are not named"
    )


def ends_of(model: ErrorModel, indicator: str) -> Relative | None:
    """Return low, peak and high of a figure of an indicator as multiples of its value.

    None for rounding, which has no multiples, and where the model says nothing.

    Examples
    --------
    >>> ends_of(ErrorModel("given", {"all": (0.8, 1.0, 1.2)}), "submarines")
    (0.8, 1.0, 1.2)
    """
    if model.name == "given":
        return model.relative.get(indicator, model.relative.get(ALL))
    spread = model.spreads.get(indicator, model.otherwise)
    if spread is None:
        return None
    reach = math.exp(REACH * spread)
    return 1 / reach, 1.0, reach


def _between(low: float, peak: float | None, high: float) -> Shape:
    if low == high:
        return Shape("fixed", low, low, high)
    if peak is None:
        return Shape("uniform", low, (low + high) / 2, high)
    return Shape("triangular", low, peak, high)


def quantile(shape: Shape, levels: Numbers, spare: Numbers) -> Numbers:
    """Return the numbers below which a figure falls with some probabilities.

    Parameters
    ----------
    shape
        Its distribution, not fixed.
    levels
        Probabilities, 0 or more and at most 1; they are overwritten by what is returned.
    spare
        Room of the same length.

    Notes
    -----
    The inverse of the triangular distribution function (textbook formula). All arithmetic is
    in place: the arrays stay in the cache.

    Examples
    --------
    >>> shape = Shape("triangular", 0.0, 1.0, 2.0)
    >>> quantile(shape, np.array([0.0, 0.125, 0.5, 1.0]), np.empty(4)).tolist()
    [0.0, 0.5, 1.0, 2.0]
    """
    if shape.kind == "uniform":
        np.multiply(levels, shape.high - shape.low, out=levels)
        return np.add(levels, shape.low, out=levels)
    if shape.kind == "logarithmic":
        _triangle(levels, spare, -1.0, 0.0, 1.0)
        np.multiply(levels, math.log(shape.high / shape.peak), out=levels)
        np.exp(levels, out=levels)
        np.multiply(levels, shape.peak, out=levels)
        return np.clip(levels, shape.low, shape.high, out=levels)  # exp may round outward
    return _triangle(levels, spare, shape.low, shape.peak, shape.high)


def _triangle(levels: Numbers, spare: Numbers, low: float, peak: float, high: float) -> Numbers:
    width = high - low
    below = levels < (peak - low) / width
    np.multiply(levels, width * (peak - low), out=spare)
    np.sqrt(spare, out=spare)
    np.add(spare, low, out=spare)
    np.subtract(1.0, levels, out=levels)
    np.multiply(levels, width * (high - peak), out=levels)
    np.sqrt(levels, out=levels)
    np.subtract(high, levels, out=levels)
    np.copyto(levels, spare, where=below)
    return levels
