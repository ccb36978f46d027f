"""Every kind of chart in every state and width: nothing overlaps, is cut or leaves the picture."""

import dataclasses
import functools
from itertools import combinations

import pytest
from handmade_charts import HOSTILE, LONG, MADE, NOTE, STATES, result_of

from balance.charts import chart_figure
from balance.charts.letters import inches, readable, wrapped
from balance.charts.plots import KINDS
from balance.charts.style import save, styled
from balance.charts.ticks import decades
from balance.errors import ChartError

pytest.importorskip("matplotlib")

CASES = [(kind, state) for kind in MADE for state in STATES]


@functools.cache
def made(kind, state):
    result = result_of(kind, state)
    if result is None:
        pytest.skip("nothing to draw")
    return result


def spec_of(result, kind):
    return next(spec for spec in result.charts if spec.kind == kind)


def placed(figure):
    """Every piece of text with the box it takes, in the look that it is written to a file with."""
    from matplotlib.text import Text

    with styled():
        figure.draw_without_rendering()
        renderer = figure.canvas.get_renderer()
        boxes = [
            (text.get_text(), text.get_window_extent(renderer))
            for text in figure.findobj(Text)
            if text.get_text().strip() and text.get_visible()
        ]
    return [(words, box) for words, box in boxes if box.width > 0]


def squeezed(words):
    return "".join(readable(words).split())


def faults(figure, found=None):
    found = placed(figure) if found is None else found
    width, height = figure.canvas.get_width_height()
    told = [
        ("outside", words)
        for words, box in found
        if box.x0 < -0.5 or box.y0 < -0.5 or box.x1 > width + 0.5 or box.y1 > height + 0.5
    ]
    for (words, box), (other, its) in combinations(found, 2):
        across = min(box.x1, its.x1) - max(box.x0, its.x0)
        down = min(box.y1, its.y1) - max(box.y0, its.y0)
        if across > 1 and down > 1.5:
            told.append((words, other))
    return told


def test_every_kind_is_tried():
    assert set(MADE) == set(KINDS)


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize(("kind", "state"), CASES)
def test_nothing_overlaps_is_cut_or_leaves_the_picture(kind, state, columns):
    result = made(kind, state)
    figure = chart_figure(result, kind, columns=columns)
    found = placed(figure)
    assert faults(figure, found) == []
    spec = spec_of(result, kind)
    words = [squeezed(text) for text, _ in found]
    assert squeezed(str(spec.title)) in words
    assert squeezed(spec.note) in words


def test_the_checks_can_fail():
    figure = chart_figure(made("amounts", "normal"), "amounts")
    figure.text(0.99, 0.5, "too far to the right")
    assert [what for what, _ in faults(figure)] == ["outside"]
    figure = chart_figure(made("amounts", "normal"), "amounts")
    figure.text(0.5, 0.99, "one")
    figure.text(0.5, 0.985, "two")
    assert ("one", "two") in faults(figure)


@pytest.mark.parametrize("kind", MADE)
def test_one_column_is_about_half_as_wide(kind):
    one, two = (chart_figure(made(kind, "normal"), kind, columns=n) for n in (1, 2))
    assert one.get_size_inches()[0] == pytest.approx(5.0)
    assert two.get_size_inches()[0] > 1.2 * one.get_size_inches()[0]


@pytest.mark.parametrize("kind", MADE)
def test_no_letter_is_too_small(kind):
    from matplotlib.text import Text

    for columns in (1, 2):
        figure = chart_figure(made(kind, "32 members"), kind, columns=columns)
        sizes = [text.get_fontsize() for text in figure.findobj(Text) if text.get_text().strip()]
        assert min(sizes) >= (6.2 if kind == "coverage" else 7)


@pytest.mark.parametrize("kind", MADE)
def test_it_is_drawn_from_the_tables_alone(kind):
    result = made(kind, "partial coverage")
    bare = dataclasses.replace(
        result,
        figures=result.figures.head(0),
        sources=result.sources.head(0),
        witnesses=result.witnesses.head(0),
        answer=(),
        warnings=(),
    )
    one, two = (save(chart_figure(each, kind), "svg") for each in (result, bare))
    assert one == two


@pytest.mark.parametrize("kind", MADE)
@pytest.mark.parametrize(("theme", "columns"), [("light", 1), ("dark", 2)])
def test_two_runs_give_the_same_bytes(kind, theme, columns):
    result = made(kind, "normal")
    form = {"light": "svg", "dark": "pdf"}[theme]
    one, two = (
        save(chart_figure(result, kind, theme=theme, columns=columns), form) for _ in range(2)
    )
    assert one == two


def test_a_theme_or_width_that_does_not_exist_is_refused():
    result = made("amounts", "normal")
    with pytest.raises(ChartError, match="unknown theme 'sepia'; expected one of: light, dark"):
        chart_figure(result, "amounts", theme="sepia")
    with pytest.raises(ChartError, match="1 or 2 columns of a page, not 3"):
        chart_figure(result, "amounts", columns=3)
    with pytest.raises(TypeError, match="unexpected keyword"):
        result.plot.amounts(colour="red")


def test_axes_of_ones_own_take_a_theme():
    from matplotlib.colors import to_hex
    from matplotlib.figure import Figure

    axes = Figure(figsize=(5, 5)).add_subplot()
    assert made("amounts", "normal").plot.amounts(axes, theme="dark", columns=1) is axes
    assert to_hex(axes.get_facecolor()).upper() == "#0C1116"


def test_hostile_names_are_drawn_as_they_stand():
    """A dollar sign is money, a tag is text, a line break a blank, an unknown letter a sign."""
    words = {
        text.replace("\n", " ")
        for text, _ in placed(chart_figure(made("amounts", "hostile names"), "amounts"))
    }
    assert {"$x_1^2$ and $y$", "under_score_and_more", "two lines and a tab ."} <= words
    assert any(text.startswith("rocket \N{REPLACEMENT CHARACTER}") for text in words)
    svg = save(chart_figure(made("amounts", "hostile names"), "amounts"), "svg", text=True)
    assert b"<script>" not in svg
    assert b"&lt;script&gt;" in svg


@pytest.mark.parametrize("kind", ["ratios", "fan", "tiles"])
def test_hostile_names_give_files_of_every_form(kind):
    figure = chart_figure(made(kind, "hostile names"), kind)
    assert all(save(figure, form) for form in ("png", "pdf"))


@pytest.mark.parametrize("text", [LONG, *HOSTILE, "W" * 80, "a " * 40, ""])
@pytest.mark.parametrize("room", [0.5, 1.7, 9.0])
def test_broken_lines_fit_and_nothing_is_lost(text, room):
    broken = wrapped(text, room, 9)
    assert all(inches(line, 9) <= room for line in broken.split("\n"))
    assert squeezed(broken) == squeezed(text)


def test_numbers_along_an_axis_are_never_more_than_fit():
    assert list(decades(0.5, 200))[-1] == [1.0]
    assert "Members on 2025-02-13" in NOTE


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("state", ["normal", "huge ratios", "partial coverage"])
def test_words_in_a_tile_stay_in_it(state, columns):
    from matplotlib.patches import Rectangle

    figure = chart_figure(made("tiles", state), "tiles", columns=columns)
    (axes,) = figure.axes
    boxes = dict(placed(figure))
    side = min(
        patch.get_window_extent().width for patch in axes.patches if isinstance(patch, Rectangle)
    )
    own = [
        text.get_text()
        for text in axes.texts
        if text.get_position()[0] == int(text.get_position()[0])
    ]
    told = [text for text in own if text in boxes and len(text) < 20]
    assert len(told) >= 5
    assert all(boxes[text].width <= side for text in told)
