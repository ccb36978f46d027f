import dataclasses
import math

import pytest

import balance
from balance.charts import chart_figure
from balance.charts.style import (
    ACTORS,
    AMBER,
    BLACK,
    GREY,
    NAVY,
    PALETTE,
    PLUM,
    actor_colours,
    save,
    text_on,
)
from balance.errors import ChartError
from balance.scenarios import nato_without_us_and_canada

KINDS = ("ratios", "leaving", "contributions", "coverage")
matplotlib = pytest.importorskip("matplotlib")


@pytest.fixture(scope="module")
def flagship(data):
    return nato_without_us_and_canada(data)


@pytest.fixture(scope="module")
def figures(flagship, data):
    return {kind: chart_figure(flagship, kind) for kind in KINDS}


def texts(figure):
    from matplotlib.text import Text

    figure.canvas.draw()
    renderer = figure.canvas.get_renderer()
    found = [
        (text.get_text(), text.get_window_extent(renderer))
        for text in figure.findobj(Text)
        if text.get_text().strip() and text.get_visible()
    ]
    return [(words, box) for words, box in found if box.width > 0]


@pytest.mark.parametrize("kind", KINDS)
def test_no_label_overlaps_another_or_leaves_the_picture(kind, figures):
    figure = figures[kind]
    placed = texts(figure)
    width, height = figure.canvas.get_width_height()
    for words, box in placed:
        assert box.x0 >= 0, words
        assert box.y0 >= 0, words
        assert box.x1 <= width, words
        assert box.y1 <= height, words
    for place, (words, box) in enumerate(placed):
        for other, its in placed[place + 1 :]:
            apart = (
                box.x1 <= its.x0 + 1
                or its.x1 <= box.x0 + 1
                or box.y1 <= its.y0 + 1
                or its.y1 <= box.y0 + 1
            )
            assert apart, (words, other)


@pytest.mark.parametrize("kind", KINDS)
def test_two_runs_give_the_same_bytes(kind, flagship, data):
    for form in ("svg", "png", "pdf"):
        one, two = (save(chart_figure(flagship, kind), form) for _ in range(2))
        assert one == two


def test_the_title_is_the_finding_and_the_source_line_is_there(figures, flagship):
    for spec in flagship.charts:
        words = [text.replace("\n", " ") for text, _ in texts(figures[spec.kind])]
        assert str(spec.title) in words
        assert any(spec.note in text for text in words)
        assert "Members on 2025-02-13" in spec.note


def test_the_balance_prints_the_ratios_of_its_table(figures, flagship):
    words = {text for text, _ in texts(figures["ratios"])}
    assert {"3.22 : 1", "1.54 : 1", "1 : 1.71", "6.2 : 1", "≥ 2.04 : 1"} <= words
    # Where there is an interval it stands beside the ratio.
    assert {"1.6 : 1 [1.4–1.8]", "1 : 8.4 [8.2–8.5]"} <= words
    assert "6,781 against 5,750 (gfp-2024: 6,979 against 14,777)" in words
    assert "hangs on Türkiye or Greece" in words


def test_rows_that_cannot_be_compared_have_no_dot(figures, flagship, data):
    (axes,) = figures["ratios"].axes
    labels = [label.get_text() for label in axes.get_yticklabels()]
    heights = dict(zip(labels, axes.get_yticks(), strict=True))
    for label in ("Tanks", "Reserve personnel", "Paramilitary personnel"):
        drawn = [
            line
            for line in axes.lines
            if heights[label] in list(line.get_ydata())
            and line.get_marker() not in ("None", None, "")
        ]
        assert drawn == []
    dots = [line for line in axes.lines if heights["Submarines"] in list(line.get_ydata())]
    assert dots


def test_the_dots_stand_at_the_ratios(figures, flagship, data):
    (axes,) = figures["ratios"].axes
    table = flagship.table.set_index("indicator")
    at = {float(x) for line in axes.lines for x in line.get_xdata()}
    for name in ("artillery", "combat_aircraft", "submarines", "military_expenditure"):
        assert table.at[name, "ratio"] in at


def test_alt_text_holds_every_drawn_row(flagship, figures):
    from balance.comparison.printed import printed

    for spec in flagship.charts:
        (axes,) = figures[spec.kind].axes
        labels = [label.get_text().replace("\n", " ") for label in axes.get_yticklabels()]
        drawn = [label for label in labels if label]
        assert len(drawn) >= 10
        for label in drawn:
            assert label in str(spec.alt), (spec.kind, label)
    alt = str(next(c.alt for c in flagship.charts if c.kind == "ratios"))
    table = printed(flagship, "comparison")
    rows = {row[0].text: [cell.text for cell in row] for row in table.rows}
    for label in (label.get_text() for label in figures["ratios"].axes[0].get_yticklabels()):
        _, a, b, ratio, verdict, *_ = rows[label]
        a = a.partition(" (")[0]
        said = f"{a} against {b}, not comparable" if verdict == "not comparable" else ratio
        assert f"{label} {said}" in alt


def test_plot_takes_axes_and_returns_them(flagship, data):
    from matplotlib.figure import Figure

    axes = Figure(figsize=(10, 8)).add_subplot()
    for kind in KINDS:
        axes.clear()
        assert getattr(flagship.plot, kind)(axes) is axes
    with pytest.raises(TypeError, match="unexpected keyword"):
        flagship.plot.ratios(axes, colour="red")


def test_plot_makes_axes_of_its_own(flagship, data):
    matplotlib.use("agg")
    from matplotlib import pyplot

    axes = flagship.plot.leaving()
    assert axes.get_figure().get_size_inches()[0] == pytest.approx(10.2)
    pyplot.close("all")


def test_a_result_without_a_chart_says_so(data):
    result = balance.compare("BALTIC", "RUS", data=data)
    with pytest.raises(ChartError, match="no chart 'leaving'; it has ratios"):
        result.plot.leaving()


def test_a_chart_is_rebuilt_from_its_table(flagship, data):
    """Change a ratio in the table, and the dot moves: the table is all it is drawn from."""
    table = flagship.table
    table.loc[table["indicator"] == "submarines", "ratio"] = 7.5
    changed = dataclasses.replace(flagship, tables={**flagship.tables, "comparison": table})
    (axes,) = chart_figure(changed, "ratios").axes
    assert 7.5 in {float(x) for line in axes.lines for x in line.get_xdata()}


def test_charts_leave_other_settings_alone(flagship, data):
    before = dict(matplotlib.rcParams)
    chart_figure(flagship, "ratios")
    assert dict(matplotlib.rcParams) == before


@pytest.mark.parametrize(
    "sides", [("LVA", "RUS"), ("BALTIC", "ISL"), ("NATO", "BLR + RUS"), ("USA", "RUS")]
)
def test_other_sides_can_be_drawn(sides, data):
    result = balance.compare(*sides, data=data)
    placed = texts(chart_figure(result, "ratios"))
    assert placed


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return math.fsum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, two):
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_colours_can_be_told_from_the_background_and_text_read():
    """WCAG 2.2: 3:1 for parts of a picture, 4.5:1 for text."""
    for colour in PALETTE:
        assert contrast(colour, "#FFFFFF") >= 3
        assert contrast(colour, text_on(colour)) >= 4.5
    for text in (BLACK, GREY, NAVY, PLUM, "#1B7068", "#A33F0A"):
        assert contrast(text, "#FFFFFF") >= 4.5
    assert contrast(NAVY, AMBER) >= 3


def test_states_keep_their_colours():
    assert actor_colours(["TUR", "FRA"]) == {"TUR": ACTORS["TUR"], "FRA": ACTORS["FRA"]}
    colours = actor_colours(["ITA", "FRA", "GRC", "TUR"])
    assert colours["FRA"] == ACTORS["FRA"]
    assert len(set(colours.values())) == 4
