"""The colours that are drawn: of the palette, seen by everybody, the same for the same actor.

Colour-blindness is simulated by the matrices for severity 1.0 of Machado, Oliveira and Fernandes,
"A physiologically-based model for simulation of color vision deficiency", IEEE Transactions on
Visualization and Computer Graphics 15 (2009), applied to linear RGB. Contrast is that of WCAG 2.2.
"""

import functools
from itertools import combinations, pairwise

import numpy as np
import pytest
from handmade_charts import MADE, result_of

from balance.charts import chart_figure
from balance.charts.style import ACTORS, DARK, GRID, NAVY, PALE, SHADES, WHITE
from balance.charts.themes import THEMES

pytest.importorskip("matplotlib")

SIGHT = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
STATES = ("normal", "partial coverage", "undecided", "zero")
LOOKS = [(kind, theme) for kind in MADE for theme in THEMES]


def seen(colour, sight):
    """Linear RGB of a colour as it is seen."""
    parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return np.clip(SIGHT[sight] @ linear, 0, 1)


@functools.cache
def contrast(one, two, sight="normal"):
    lights = [float(TO_XYZ[1] @ seen(colour, sight)) for colour in (one, two)]
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def least(one, two):
    return min(contrast(one, two, sight) for sight in SIGHT)


def lab(colour, sight):
    white = TO_XYZ @ np.ones(3)
    parts = TO_XYZ @ seen(colour, sight) / white
    f = np.where(parts > 216 / 24389, np.cbrt(parts), (24389 / 27 * parts + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_the_simulation_is_the_published_one():
    """Rows of each matrix add up to 1: greys stay grey; red and green fall together."""
    for matrix in SIGHT.values():
        assert matrix.sum(axis=1) == pytest.approx(np.ones(3), abs=2e-6)
    red, green = (lab(colour, "deuteranopia") for colour in ("#D7191C", "#4D9221"))
    normal = [lab(colour, "normal") for colour in ("#D7191C", "#4D9221")]
    assert np.linalg.norm(red - green) < np.linalg.norm(normal[0] - normal[1]) / 2
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)


@functools.cache
def figures(kind, theme):
    results = [result_of(kind, state) for state in STATES]
    return [chart_figure(result, kind, theme=theme) for result in results if result is not None]


def shown(colour):
    """The colour as hexadecimal digits, or nothing if it is not drawn."""
    from matplotlib.colors import to_hex, to_rgba

    if isinstance(colour, str) and colour == "none":
        return None
    red, green, blue, alpha = to_rgba(colour)
    return to_hex((red, green, blue)).upper() if alpha else None


def marks(figure):
    """Every part that is drawn but words: what it is, and its colours (fill and outline)."""
    from matplotlib.collections import Collection
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    for artist in parts(figure):
        if not artist.get_visible() or artist in (figure.patch, figure.axes[0].patch):
            continue
        if isinstance(artist, Line2D):
            if artist.get_linestyle() not in ("None", "none", "", " ") and artist.get_linewidth():
                yield "line", [shown(artist.get_color())]
            if artist.get_marker() not in ("None", "none", "", None):
                fill = artist.get_markerfacecolor()
                yield "mark", [shown(fill), shown(artist.get_markeredgecolor())]
        elif isinstance(artist, Patch):
            edge = artist.get_edgecolor() if artist.get_linewidth() else "none"
            yield "fill", [shown(artist.get_facecolor()), shown(edge)]
        elif isinstance(artist, Collection):
            yield "band", [shown(colour) for colour in artist.get_facecolor()]


def parts(figure):
    for artist in figure.findobj():
        yield artist
        if getattr(artist, "arrow_patch", None) is not None:
            yield artist.arrow_patch


def spoken(figure):
    from matplotlib.text import Text

    return [text for text in figure.findobj(Text) if text.get_text().strip()]


@pytest.mark.parametrize(("kind", "theme"), LOOKS)
def test_every_colour_is_of_the_palette(kind, theme):
    known = set(DARK) if theme == "light" else set(DARK.values())
    for figure in figures(kind, theme):
        drawn = {colour for _, colours in marks(figure) for colour in colours}
        drawn |= {shown(text.get_color()) for text in spoken(figure)}
        drawn |= {shown(figure.get_facecolor()), shown(figure.axes[0].get_facecolor())}
        assert drawn - {None} <= known


@pytest.mark.parametrize(("kind", "theme"), LOOKS)
def test_every_mark_stands_out_from_the_background(kind, theme):
    """Its fill or its outline, in every sight; lines to read by carry nothing and may be pale.

    A band is told by its ends, which are lines.
    """
    table = dict(THEMES[theme])
    exempt = table.get(GRID, GRID)
    for figure in figures(kind, theme):
        background = shown(figure.get_facecolor())
        for what, colours in marks(figure):
            drawn = {colour for colour in colours if colour not in (None, background)}
            if drawn and what != "band" and drawn != {exempt}:
                assert max(least(colour, background) for colour in drawn) >= 3, (what, drawn)


@pytest.mark.parametrize(("kind", "theme"), LOOKS)
def test_words_can_be_read_on_what_they_stand_on(kind, theme):
    from matplotlib.patches import Rectangle

    for figure in figures(kind, theme):
        figure.draw_without_rendering()
        (axes,) = figure.axes
        fills = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
        renderer = figure.canvas.get_renderer()
        for text in spoken(figure):
            box = text.get_window_extent(renderer)
            middle = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
            under = [
                (patch.get_zorder(), number, shown(patch.get_facecolor()))
                for number, patch in enumerate(fills)
                if patch.get_window_extent(renderer).contains(*middle)
                and axes.bbox.contains(*middle)
            ]
            behind = max(under)[2] if under else shown(figure.get_facecolor())
            if text.get_bbox_patch() is not None:
                behind = shown(text.get_bbox_patch().get_facecolor())
            assert contrast(shown(text.get_color()), behind) >= 4.5, text.get_text()


@pytest.mark.parametrize(("kind", "theme"), LOOKS)
def test_neighbours_can_be_told_apart(kind, theme):
    """Fills that touch differ by 3:1 in every sight, or an outline lies between them."""
    from matplotlib.patches import Rectangle

    for figure in figures(kind, theme):
        figure.draw_without_rendering()
        renderer = figure.canvas.get_renderer()
        fills = [
            (patch.get_window_extent(renderer), shown(patch.get_facecolor()), patch)
            for patch in figure.axes[0].patches
            if isinstance(patch, Rectangle)
        ]
        for (box, one, patch), (its, two, other) in combinations(fills, 2):
            gap = max(box.x0 - its.x1, its.x0 - box.x1, box.y0 - its.y1, its.y0 - box.y1)
            if gap >= 0.5 or one == two or min(box.width, its.width) < 0.5:
                continue
            edges = [shown(each.get_edgecolor()) for each in (patch, other)]
            told = [min(least(edge, fill) for fill in (one, two)) for edge in edges if edge]
            assert max([least(one, two), *told]) >= 3, (one, two)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("sight", SIGHT)
def test_actors_look_different_in_every_sight(theme, sight):
    table = THEMES[theme]
    colours = [table.get(colour, colour) for colour in (NAVY, *ACTORS.values())]
    for one, two in combinations(colours, 2):
        assert np.linalg.norm(lab(one, sight) - lab(two, sight)) > 10, (one, two)


def test_dark_stands_for_light_one_to_one():
    assert len(set(DARK.values())) == len(DARK)
    assert not set(DARK) & set(DARK.values())
    assert DARK[WHITE] != WHITE
    # Far from the background stays far from it, near stays near.
    for one, two in combinations([NAVY, *ACTORS.values()], 2):
        far = contrast(one, WHITE) > 1.5 * contrast(two, WHITE)
        if far:
            assert contrast(DARK[one], DARK[WHITE]) > contrast(DARK[two], DARK[WHITE])


def test_shades_of_a_map_go_one_way_in_both_themes():
    light = [contrast(shade, WHITE) for shade in SHADES]
    dark = [contrast(DARK[shade], DARK[WHITE]) for shade in SHADES]
    assert light == sorted(light)
    assert dark == sorted(dark)
    for shades in (light, dark):
        assert all(b > 1.3 * a for a, b in pairwise(shades))
    assert PALE in DARK


def legend_colours(figure):
    legend = figure.axes[0].get_legend()
    if legend is None:
        return {}
    found = {}
    for text, handle in zip(legend.get_texts(), legend.legend_handles, strict=True):
        colour = handle.get_facecolor() if hasattr(handle, "get_facecolor") else handle.get_color()
        found[text.get_text().replace("\n", " ")] = shown(colour)
    return found


def test_actors_keep_their_colour_in_all_charts(charts, data):
    names = {data.state_names[code]: colour for code, colour in ACTORS.items()}
    met = set()
    for name, result, spec in charts:
        for label, colour in legend_colours(chart_figure(result, spec.kind)).items():
            if label in names:
                assert colour == names[label], (name, spec.kind, label)
                met.add(label)
    assert len(met) >= 4
