"""Bars of a hand-made sheet, and the charts of all scenarios."""

import math

import pytest

from balance.charts import chart_figure
from balance.comparison.amounts import Amount, constant, unknown
from balance.comparison.assembly import Speaker, assembled, bars
from balance.comparison.result import Statement
from balance.comparison.sheets import Column, Line, Sheet
from balance.quantities.bounds import Bounds
from balance.scenarios import SCENARIOS

SHEET = Sheet("Held", (Column("a", "Ours", "as given"), Column("b", "Theirs", "as given")))


def ceiling(high):
    return Amount(Bounds(0, None, high), "vehicles")


@pytest.fixture
def result(data):
    lines = [
        Line("one", "One", {"a": constant(100, "vehicles"), "b": constant(50, "vehicles")}),
        Line("two", "Two", {"a": unknown("vehicles"), "b": ceiling(80)}),
        Line(
            "three",
            "Three",
            {
                "a": Amount(Bounds(60, None, math.inf), "vehicles"),
                "b": Amount(Bounds(20, 30, 40), "vehicles"),
            },
        ),
        Line("unlike", "Unlike", {"a": constant(900, "vehicles")}),
    ]
    sheets = {"held": (SHEET, lines)}
    chart = bars(Speaker(sheets), "held", lines[:3], ("a", "b"), Statement("Title"), "Note")
    return assembled(
        data, title="t", question="q", answer=(), warnings=(), sheets=sheets, charts=[chart]
    )


@pytest.fixture
def drawn(result):
    (axes,) = chart_figure(result, "amounts").axes
    return axes


def test_bars_are_as_long_as_their_numbers(drawn):
    widths = sorted(round(bar.get_width(), 3) for bar in drawn.patches)
    # Of the longest, 100: the known ones, the ceiling, and what is known of the open one.
    assert widths == [0.3, 0.5, 0.6, 0.8, 1.0]


def test_a_ceiling_is_hollow_and_what_is_not_known_has_no_bar(drawn):
    hollow = [bar for bar in drawn.patches if bar.get_facecolor()[:3] == (1, 1, 1)]
    assert [round(bar.get_width(), 3) for bar in hollow] == [0.8]
    words = [text.get_text() for text in drawn.texts]
    assert {"not known", "≤ 80", "≥ 60", "30 [20–40]"} <= set(words)
    assert sum(bool(getattr(text, "arrow_patch", None)) for text in drawn.texts) == 1


def test_rows_that_were_not_given_are_not_drawn(drawn, result):
    labels = [label.get_text() for label in drawn.get_yticklabels()]
    assert labels == ["One", "Two", "Three"]
    assert "Unlike" not in str(result.charts[0].alt)
    assert "One: 100, 50" in str(result.charts[0].alt)


def charts_of(data):
    for name, entry in SCENARIOS.items():
        result = entry.run(data)
        for spec in result.charts:
            if spec.kind == "amounts":
                yield name, result, spec


def test_no_words_leave_the_picture_and_no_row_is_left_out(charts):
    seen = 0
    for name, result, spec in charts:
        if spec.kind != "amounts":
            continue
        figure = chart_figure(result, spec.kind)
        figure.canvas.draw()
        (axes,) = figure.axes
        width, height = figure.bbox.width, figure.bbox.height
        for text in [*axes.texts, *axes.get_yticklabels()]:
            box = text.get_window_extent()
            if text.get_text() and text.get_visible():
                assert box.x0 >= -1, (name, text.get_text())
                assert box.x1 <= width + 1, (name, text.get_text())
                assert box.y0 >= -1, (name, text.get_text())
                assert box.y1 <= height + 1, (name, text.get_text())
        for label in axes.get_yticklabels():
            label = label.get_text().replace("\n", " ")
            assert label in str(spec.alt), (name, label)
        seen += 1
    assert seen >= 10


def test_without_narrow_terms_there_is_no_chart_of_nothing():
    import balance

    for name, result, spec in charts_of(balance.load(terms="open")):
        (axes,) = chart_figure(result, spec.kind).axes
        assert len(axes.patches), name
