"""Charts made small for the page: nothing that is seen is lost."""

import re
import xml.etree.ElementTree as ET

import pytest

from balance.charts import chart_figure
from balance.charts.style import save
from balance.report.drawings import drawing_looks, slim, with_classes
from balance.scenarios import spending_targets

SVG = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">
 <defs><path id="m123" d="M 0 0  L 0 3.5  "/><path id="m999" d="M 1.23456 0  z "/></defs>
 <g id="axes_1"><g clip-path="url(#m999)"><g id="x">
  <use xlink:href="#m123" x="1" style="fill: #000000; stroke: none"/></g></g></g>
 <text style="fill: #000000; stroke: none" transform="rotate(-0 5 6)">a &lt; b: c</text>
</svg>"""


def test_names_are_short_and_only_those_referred_to():
    small = slim(SVG)
    names = re.findall(r'id="([^"]*)"', small)
    assert sorted(names) == ["0", "1"]
    used = re.findall(r"url\(#(.)\)|href=\"#(.)\"", small)
    assert sorted("".join(pair) for pair in used) == ["0", "1"]


def test_groups_without_attributes_go_and_what_they_hold_stays():
    small = slim(SVG)
    assert small.count("<g") == small.count("</g>") == 1
    assert "<g clip-path=" in small
    assert ">a &lt; b: c</text>" in small
    assert "rotate" not in small


def test_looks_become_classes_once_each():
    small = slim(SVG)
    looks = drawing_looks([small, small])
    assert looks == {"fill:#000000;stroke:none": "s0"}
    classed = with_classes(small, looks)
    assert classed.count('class="s0"') == 2
    assert "style=" not in classed


@pytest.mark.parametrize("kind", ["gap", "tiles", "amounts"])
def test_a_drawing_keeps_its_words_and_marks(kind, data):
    svg = save(chart_figure(spending_targets(data), kind), "svg", text=True).decode("utf-8")
    small = slim(svg)
    assert len(small) < len(svg) * 0.7
    whole, cut = (
        ET.fromstring(text[text.index("<svg") :].replace("xlink:href", "href"))  # noqa: S314
        for text in (svg, small)
    )
    for tag in ("text", "use", "path", "tspan"):
        one, two = ([*tree.iter(f"{{http://www.w3.org/2000/svg}}{tag}")] for tree in (whole, cut))
        assert [part.text for part in one] == [part.text for part in two]
        assert [part.get("clip-path") is None for part in one] == [
            part.get("clip-path") is None for part in two
        ]
