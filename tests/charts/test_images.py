"""A few charts as pictures without their words, against pictures that were looked at.

To draw them anew: ``python tests/charts/test_images.py``, then look at every one of them.
"""

import io
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pytest
from handmade_charts import result_of

from balance.charts import chart_figure
from balance.charts.style import styled

HERE = Path(__file__).parent

HERE = Path(__file__).parent
CASES = [
    ("ratios", "undecided", "light", 2),
    ("leaving", "normal", "dark", 1),
    ("contributions", "normal", "light", 2),
    ("amounts", "partial coverage", "light", 1),
    ("dumbbell", "undecided", "dark", 2),
    ("fan", "undecided", "light", 2),
    ("flips", "normal", "dark", 2),
    ("tiles", "undecided", "light", 2),
]
MOST = 0.002
"""Part of the pixels that may differ by more than a shade: edges are drawn a little otherwise
by other processors."""


def picture(kind, state, theme, columns):
    """Shades of red, green and blue of a chart without its words."""
    from matplotlib.text import Text
    from PIL import Image

    figure = chart_figure(result_of(kind, state), kind, theme=theme, columns=columns)
    for text in figure.findobj(Text):
        if getattr(text, "arrow_patch", None) is None:
            text.set_visible(False)
        text.set_text("")
    written = io.BytesIO()
    with styled():
        figure.savefig(written, format="png", dpi=40, facecolor=figure.get_facecolor())
    return Image.open(written).convert("RGB")


def baseline(case):
    kind, state, theme, columns = case
    return HERE / "baseline" / f"{kind}-{state.replace(' ', '-')}-{theme}-{columns}.png"


def different(one, two):
    """Part of the pixels that differ by more than 24 of 255 shades."""
    if one.size != two.size:
        return 1.0
    apart = np.abs(np.asarray(one, dtype=int) - np.asarray(two, dtype=int)).max(axis=2)
    return float((apart > 24).mean())


def require_pinned():
    lines = (HERE.parents[1] / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = dict(line.split("==") for line in lines if "==" in line)
    if version("matplotlib") != pinned["matplotlib"]:
        pytest.skip("drawn with another matplotlib")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]}-{case[2]}")
def test_it_looks_as_it_did_when_it_was_looked_at(case):
    from PIL import Image

    require_pinned()
    with Image.open(baseline(case)) as kept:
        assert different(picture(*case), kept.convert("RGB")) <= MOST


def test_another_state_looks_different():
    """The tolerance does not let a moved bar or another theme pass."""
    kind, state, theme, columns = CASES[3]
    drawn = picture(kind, state, theme, columns)
    assert different(drawn, picture(kind, "normal", theme, columns)) > MOST
    assert different(drawn, picture(kind, state, "dark", columns)) > MOST


if __name__ == "__main__":
    for each in CASES:
        picture(*each).save(baseline(each), optimize=True)
