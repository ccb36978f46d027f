"""One chart beside an empty picture of the same size by matplotlib, both written as SVG.

Wanted: a chart under 0.3 seconds after the first.
"""

import io

import pytest

from balance.charts import chart_figure
from balance.charts.style import save, styled
from balance.scenarios import nato_without_us_and_canada

KINDS = ("ratios", "leaving", "contributions", "coverage")


@pytest.fixture(scope="module")
def result(data):
    """Return the result with the fullest charts, each drawn once."""
    found = nato_without_us_and_canada(data)
    for kind in KINDS:
        save(chart_figure(found, kind), "svg")
    return found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.benchmark(group="chart: drawn and written as SVG")
def test_chart(benchmark, result, kind, columns):
    benchmark.pedantic(
        lambda: save(chart_figure(result, kind, columns=columns), "svg"), rounds=7, warmup_rounds=1
    )
    assert benchmark.stats.stats.median < 0.3


@pytest.mark.benchmark(group="chart: drawn and written as SVG")
def test_dark_chart(benchmark, result):
    benchmark.pedantic(
        lambda: save(chart_figure(result, "ratios", theme="dark"), "svg"), rounds=7, warmup_rounds=1
    )
    assert benchmark.stats.stats.median < 0.3


@pytest.mark.benchmark(group="chart: drawn and written as SVG")
def test_empty_picture(benchmark, result):
    from matplotlib.figure import Figure

    size = chart_figure(result, "ratios").get_size_inches()

    def empty():
        with styled():
            figure = Figure(figsize=tuple(size))
            figure.add_subplot()
            figure.savefig(io.BytesIO(), format="svg", metadata={"Date": None})

    benchmark.pedantic(empty, rounds=7, warmup_rounds=1)
