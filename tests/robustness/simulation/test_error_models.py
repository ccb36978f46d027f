"""Error models: shapes, their quantiles against another library, and what is refused."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from balance.errors import NoBestValue, NoErrorModel, OpenBound, ParameterError, UnknownIndicator
from balance.quantities.bounds import Bounds, exact
from balance.robustness.disagreement.calibration import spreads
from balance.robustness.simulation.error_models import (
    ErrorModel,
    Shape,
    error_model_of,
    quantile,
    shape_of,
)

ENDS = st.tuples(*[st.floats(0, 1e6)] * 3).map(sorted).filter(lambda e: e[2] - e[0] > 1e-3)
LEVELS = np.linspace(0, 1, 101)


def quantiles(shape, levels=LEVELS):
    return quantile(shape, levels.copy(), np.empty_like(levels))


@given(ENDS)
def test_triangular_quantiles_are_those_of_scipy(ends):
    low, peak, high = ends
    width = high - low
    wanted = stats.triang.ppf(LEVELS, (peak - low) / width, loc=low, scale=width)
    np.testing.assert_allclose(
        quantiles(Shape("triangular", *ends)), wanted, rtol=1e-9, atol=1e-6 * width
    )


def test_uniform_quantiles_are_evenly_spread():
    assert quantiles(Shape("uniform", 2.0, 3.0, 4.0)).tolist() == pytest.approx(2 + 2 * LEVELS)


def test_a_calibrated_figure_has_the_spread_it_is_given():
    shape = shape_of(ErrorModel("calibrated", spreads={"tanks": 0.3}), "f", "tanks", exact(100.0))
    levels = (np.arange(200_000) + 0.5) / 200_000
    logs = np.log(quantiles(shape, levels) / 100)
    assert logs.std() == pytest.approx(0.3, rel=1e-4)
    assert np.median(logs) == pytest.approx(0, abs=1e-6)
    # As far up as down in the logarithm, and bounded by exp(sqrt(6) * 0.3).
    np.testing.assert_allclose(logs, -logs[::-1], atol=1e-9)
    assert shape.high == pytest.approx(100 * math.exp(math.sqrt(6) * 0.3))
    assert shape.low * shape.high == pytest.approx(100**2)


@given(ENDS, st.sampled_from(["triangular", "uniform"]))
def test_no_quantile_leaves_the_bounds_of_its_figure(ends, kind):
    found = quantiles(Shape(kind, *ends))
    slack = 1e-12 * ends[2]
    assert found.min() >= ends[0] - slack
    assert found.max() <= ends[2] + slack
    assert (np.diff(found) >= -slack).all()


@pytest.mark.parametrize(
    ("model", "bounds", "wanted"),
    [
        (ErrorModel("rounding"), Bounds(14, 15, 17), ("triangular", 14, 15, 17)),
        (ErrorModel("rounding"), exact(15), ("fixed", 15, 15, 15)),
        (
            ErrorModel("given", {"all": (0.5, 1, 2)}),
            Bounds(14, 15, 17),
            ("triangular", 7.5, 15, 30),
        ),
        (
            ErrorModel("given", {"tanks": (0.5, 1, 2), "all": (1, 1, 1)}),
            exact(10),
            ("triangular", 5, 10, 20),
        ),
        (ErrorModel("given", {"all": (1, 1, 1)}), Bounds(14, 15, 17), ("fixed", 15, 15, 15)),
        # A word such as "at least" has no ceiling; multiples of the number itself have one.
        (
            ErrorModel("given", {"all": (0.5, 1, 2)}),
            Bounds(10, 10, math.inf),
            ("triangular", 5, 10, 20),
        ),
        (ErrorModel("given", {"all": (0.5, 1, 2)}), exact(0), ("fixed", 0, 0, 0)),
        (ErrorModel("rounding", uniform=True), Bounds(2, None, 4), ("uniform", 2, 3, 4)),
        (
            ErrorModel("given", {"all": (0.5, 1, 2)}, uniform=True),
            Bounds(2, None, 4),
            ("uniform", 1, 4.5, 8),
        ),
        (ErrorModel("calibrated", spreads={"tanks": 0.0}), exact(9), ("fixed", 9, 9, 9)),
    ],
)
def test_shapes(model, bounds, wanted):
    found = shape_of(model, "f", "tanks", bounds)
    assert (found.kind, found.low, found.peak, found.high) == wanted


@pytest.mark.parametrize(
    ("model", "bounds", "error", "words"),
    [
        (ErrorModel("rounding"), Bounds(14, 14, math.inf), OpenBound, "bounds f from above"),
        (ErrorModel("rounding"), Bounds(14, None, 15), NoBestValue, "without_value='uniform'"),
        (
            ErrorModel("given", {"all": (1, 1, 1)}, uniform=True),
            Bounds(1, None, math.inf),
            OpenBound,
            "bounds f",
        ),
        (ErrorModel("given", {"guns": (1, 1, 1)}), exact(1), NoErrorModel, "nothing of tanks"),
        (ErrorModel("calibrated", spreads={"guns": 0.1}), exact(1), NoErrorModel, "no spread of"),
    ],
)
def test_figures_that_have_no_shape(model, bounds, error, words):
    with pytest.raises(error, match=words):
        shape_of(model, "f", "tanks", bounds)


def test_spreads_come_from_the_publications_or_from_the_user(data):
    measured = error_model_of(data, "calibrated")
    assert measured.spreads == spreads(data)
    assert measured.evidence["active_personnel"]
    own = error_model_of(data, "calibrated", spreads={"submarines": 0.1}, spread_otherwise=0.2)
    assert (own.spreads, own.otherwise, own.evidence) == ({"submarines": 0.1}, 0.2, {})


@pytest.mark.parametrize(
    ("named", "more", "error", "words"),
    [
        ("calibratd", {}, ParameterError, "Did you mean.*calibrated"),
        (None, {}, ParameterError, "rounding, calibrated, or a mapping"),
        ({}, {}, ParameterError, "is empty"),
        ({"submarine": (1, 1, 1)}, {}, UnknownIndicator, "submarines"),
        ({"all": (1, 2)}, {}, ParameterError, "low, mode and high"),
        ({"all": (1, "x", 2)}, {}, ParameterError, "low, mode and high"),
        ({"all": (1, math.nan, 2)}, {}, ParameterError, "low, mode and high"),
        ({"all": (1.2, 1, 0.8)}, {}, ParameterError, "in order"),
        ({"all": (-1, 1, 2)}, {}, ParameterError, "not negative"),
        ("rounding", {"spread_otherwise": 0.1}, ParameterError, "belong to"),
        ("calibrated", {"spreads": {"submarines": -0.1}}, ParameterError, "not negative"),
        ("rounding", {"without_value": "unifrom"}, ParameterError, "uniform"),
    ],
)
def test_models_that_cannot_be_read(data, named, more, error, words):
    with pytest.raises(error, match=words):
        error_model_of(data, named, **more)
