"""Paths as lines: what is solid, what is dashed, how wide the fan is."""

import pytest

from balance.charts import chart_figure
from balance.charts.style import WHITE
from balance.planning import force_path, spending_path, stock_path


def axes_of(result):
    figure = chart_figure(result, "fan")
    figure.canvas.draw()
    (axes,) = figure.axes
    return figure, axes


def lines_of(axes, width=2.0):
    return [line for line in axes.lines if line.get_linewidth() == width and len(line.get_xdata())]


def test_solid_where_reported_dashed_where_projected(data):
    _, axes = axes_of(spending_path("DEU", 3.5, 2030, 1.0, data=data))
    drawn = [line for line in lines_of(axes) if line.get_transform() == axes.transData]
    styles = [line.get_linestyle() for line in drawn]
    # Three reported years are joined by two solid pieces, six to come by dashed ones.
    assert styles == ["-", "-"] + ["--"] * 6


def test_years_of_which_nothing_is_reported_are_not_joined(data):
    result = spending_path("DEU", 3.5, 2030, 1.0, by_definition="nato", data=data)
    _, axes = axes_of(result)
    starts = [
        line.get_xdata()[0] for line in lines_of(axes) if line.get_transform() == axes.transData
    ]
    assert 0 not in starts  # 2014, then nothing until 2021
    assert 7 in starts


def test_the_fan_lies_between_the_bounds(data):
    result = stock_path(100, 400, per_year=(10, 20, 30), years=5, start="2025", data=data)
    _, axes = axes_of(result)
    (band,) = axes.collections
    corners = band.get_paths()[0].vertices
    assert corners[:, 1].max() == 250
    assert {tuple(corner) for corner in corners} >= {(5.0, 150.0), (5.0, 250.0), (0.0, 100.0)}
    assert axes.get_ylim()[0] == 0


def test_an_assumed_start_is_hollow_and_a_reported_one_filled(data):
    for stock, filled in ((100, False), ("DEU", True)):
        result = stock_path(
            stock, 4000, indicator="main_battle_tanks", per_year=50, years=5, data=data
        )
        _, axes = axes_of(result)
        (dot,) = [line for line in axes.lines if line.get_marker() == "o"]
        assert (dot.get_markerfacecolor() != WHITE) == filled


@pytest.mark.parametrize(
    "how",
    [
        {"losses": {"killed": 10, "irrecoverable": (9, 11), "casualties": 12}},
        {"losses": {"irrecoverable": (0, 30)}, "floor": 1000},
    ],
)
def test_labels_stay_apart_and_inside(data, how):
    result = force_path(1000, recruits=10, months=6, data=data, **how)
    figure, axes = axes_of(result)
    labels = [
        text for text in axes.texts if "\n" in text.get_text() and text.get_text()[-1].isdigit()
    ]
    boxes = [text.get_window_extent() for text in labels]
    assert len(boxes) >= 2
    for box in boxes:
        assert 0 <= box.x0 <= box.x1 <= figure.bbox.width
        assert 0 <= box.y0 <= box.y1 <= figure.bbox.height
    for one in boxes:
        assert sum(one.overlaps(other) for other in boxes) == 1  # with itself


def test_every_end_stands_in_the_alt_text(data):
    result = force_path(1000, recruits=10, losses={"killed": 4}, months=6, floor=900, data=data)
    (spec,) = result.charts
    assert "Start 1,000 (assumed), Month 6 1,036 (projected)" in str(spec.alt)
    assert "Floor" in str(spec.alt)
    assert spec.note == "All numbers are assumed; none is a published figure."
