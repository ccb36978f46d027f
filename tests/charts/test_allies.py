"""The tile map, the money gap and stated totals: drawn from hand-made tables."""

import math
from dataclasses import replace

import pytest
from handmade import table

from balance.charts import chart_figure
from balance.charts.style import NAVY, SHADES
from balance.charts.tiles import class_edges
from balance.comparison.amounts import Amount, constant, unknown
from balance.comparison.assembly import assembled
from balance.comparison.result import ChartSpec, Statement
from balance.comparison.sheets import Column, Line, Sheet
from balance.quantities.bounds import Bounds

pytest.importorskip("matplotlib")


def percent(low, value, high):
    return Amount(Bounds(low, value, high), "percent")


def exactly(value):
    return percent(value, value, value)


def drawn(data, kind, sheets, columns, rows=()):
    spec = ChartSpec(
        kind, Statement("Found"), Statement("Alt."), tuple(sheets), "Source", columns, rows
    )
    result = assembled(
        data, title="t", question="q", answer=(), warnings=(), sheets=sheets, charts=[spec]
    )
    (axes,) = chart_figure(result, kind).axes
    return axes


@pytest.fixture
def places(data):
    """Return the bundled tables with four tiles on a line and one below."""
    given = [("POL", 1, 1), ("SVK", 1, 2), ("ISL", 1, 3), ("LVA", 1, 4), ("RUS", 2, 1)]
    rows = [{"state": s, "row": r, "column": c} for s, r, c in given]
    return replace(data, tables={**data.tables, "tiles": table("tiles", rows)})


SHARES = Sheet("Shares", (Column("share", "Share", "h"), Column("money", "Money", "h")))


@pytest.fixture
def tiles(places):
    lines = [
        Line("POL", "Poland", {"share": exactly(4.2), "money": constant(9, "USD")}),
        Line("SVK", "Slovakia", {"share": percent(1.9, 2.0, 2.1)}),
        Line("ISL", "Iceland", {"money": constant(0, "USD")}),
        Line("LVA", "Latvia", {"share": unknown("percent")}),
        Line("EST", "Estonia", {"share": exactly(1.0)}),
        Line("LTU", "Lithuania", {"share": exactly(0.0)}),
    ]
    return drawn(places, "tiles", {"shares": (SHARES, lines)}, ("share", "money"))


def words_at(axes):
    """Words by place: column and row."""
    found = {}
    for text in axes.texts:
        if text.get_text() and text.get_transform() == axes.transData:
            x, y = text.get_position()
            found.setdefault((round(x), round(y)), []).append(text.get_text())
    return found


def faces_at(axes):
    """Colours and hatches by place."""
    found = {}
    for patch in axes.patches:
        box = patch.get_path().get_extents(patch.get_patch_transform())
        middle = (round((box.x0 + box.x1) / 2), round((box.y0 + box.y1) / 2))
        found.setdefault(middle, []).append((patch.get_facecolor(), patch.get_hatch()))
    return found


def rgb(colour):
    return tuple(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))


def test_a_tile_stands_in_its_place_with_code_and_number(tiles):
    words = words_at(tiles)
    assert words[1, 1] == ["POL", "4.2 %"]
    assert words[2, 1] == ["SVK", "2 %"]
    assert words[3, 1] == ["ISL", "none"]
    assert words[4, 1] == ["LVA", "no\nfigure"]
    assert words[1, 2] == ["RUS"]  # not asked about


def test_states_without_a_place_stand_below_the_map(tiles):
    words = words_at(tiles)
    assert words[1, 4] == ["EST", "1 %"]
    assert words[2, 4] == ["LTU", "none"]


def test_classes_are_shaded_and_bounds_across_two_show_both(tiles):
    # Classes from 1 on: 1 to 2, 2 to 3, 3 to 4, 4 to 5: the lightest, two between, the darkest.
    faces = faces_at(tiles)
    assert faces[1, 1][0][0][:3] == pytest.approx(rgb(NAVY))
    assert faces[1, 4][0][0][:3] == pytest.approx(rgb(SHADES[0]))
    assert [face[:3] for face, _ in faces[2, 1]] == [
        pytest.approx(rgb(SHADES[1])),
        pytest.approx(rgb(SHADES[0])),
    ]
    assert faces[4, 1][0][1]  # hatched
    assert not faces[3, 1][0][1]


@pytest.mark.parametrize(
    ("numbers", "edges"),
    [
        ([1.28, 4.12], (1, 2, 3, 4, 5)),
        ([2.0, 4.0], (2, 2.5, 3, 3.5, 4)),
        ([7.0], None),
        ([0.0, 10.0], None),
        ([3e6, 9e11], None),
    ],
)
def test_every_number_has_a_class_and_there_are_at_most_five(numbers, edges):
    found = sorted(class_edges(numbers))
    if edges and numbers == [1.28, 4.12]:
        assert found == list(edges)
    assert 2 <= len(found) <= 6
    assert found[0] <= min(numbers)
    assert max(numbers) < found[-1]
    assert class_edges([]) == ()


ALLIES = Sheet("Allies", (Column("share", "Share of GDP", "h"),), {"meets": "Meets"})
LACKS = Sheet("Lacks", (Column("at_2", "First", "h"), Column("at_5", "Second", "h")))


@pytest.fixture
def gap(data):
    def money(*bounds):
        return Amount(Bounds(*bounds), "USD")

    allies = [
        Line("POL", "Poland", {"share": exactly(4.0)}, {"meets": "yes"}),
        Line("SVK", "Slovakia", {"share": percent(1.9, 2.0, 2.1)}, {"meets": "open"}),
        Line("ITA", "Italy", {"share": exactly(1.5)}, {"meets": "no"}),
        Line("ISL", "Iceland", {}, {"meets": "no armed forces"}),
    ]
    lacks = [
        Line("target", "Target", {"at_2": exactly(2.0), "at_5": exactly(5.0)}),
        Line("POL", "Poland", {"at_2": money(0, 0, 0), "at_5": money(10e9, 10e9, 10e9)}),
        Line("SVK", "Slovakia", {"at_2": money(0, 0, 7e6), "at_5": money(4e9, 5e9, 6e9)}),
        Line("ITA", "Italy", {"at_2": money(1e9, 1e9, 1e9), "at_5": unknown("USD")}),
    ]
    sheets = {"allies": (ALLIES, allies), "lacks": (LACKS, lacks)}
    columns, rows = ("share", "at_2", "at_5"), ("POL", "SVK", "ITA", "ISL")
    return drawn(data, "gap", sheets, columns, rows)


def test_bars_end_at_shares_and_lines_stand_at_targets(gap):
    assert [bar.get_width() for bar in gap.patches] == [4.0, 2.0, 1.5]
    dashed = [line.get_xdata()[0] for line in gap.lines if line.get_linestyle() == "--"]
    assert dashed == [2.0, 5.0]
    bounds = {tuple(map(float, line.get_xdata())) for line in gap.lines}
    assert {ends for ends in bounds if ends[0] < ends[1]} == {(1.9, 2.1)}


def test_the_money_stands_beside_and_nothing_is_not_what_is_not_known(gap):
    words = [text.get_text() for text in gap.texts]
    for text in ("$10.0 billion", "≤ $7 million", "$5.00 billion", "not known", "no armed forces"):
        assert text.replace(".0 ", " ").replace(".00 ", " ") in {
            word.replace(".0 ", " ").replace(".00 ", " ") for word in words
        }, text
    assert words.count("–") == 1


TOTALS = Sheet(
    "Stated",
    (Column("stated", "As stated", "h"), Column("sum", "Sum", "h")),
    {"verdict": "Literally true", "true_on": "On"},
)


@pytest.fixture
def stated(data):
    def tanks(low, value, high):
        return Amount(Bounds(low, value, high), "vehicles")

    def line(key, stated, found, verdict, days=""):
        words = {"verdict": verdict, "true_on": days}
        return Line(key, key, {"stated": stated, "sum": found}, words, f"G{key}")

    over = tanks(100, 100, math.inf)
    lines = [
        line("true", over, tanks(150, 150, 150), "true", "all these days"),
        line("false", tanks(95, 100, 105), tanks(50, 50, 50), "false", "2024-03-06"),
        line("open", over, tanks(90, 100, 200), "open"),
        line("unlike", over, tanks(400, 400, 400), "unlike things"),
    ]
    return drawn(data, "stated", {"stated": (TOTALS, lines)}, ("stated", "sum"))


def test_sums_stand_at_multiples_of_what_is_stated_and_verdicts_differ_in_shape(stated):
    marks = {
        round(float(line.get_xdata()[0]), 6): (line.get_marker(), line.get_fillstyle())
        for line in stated.lines
        if line.get_marker() not in ("", "None", None)
    }
    assert set(marks) == {1.5, 0.5, 1.0}  # of unlike things there is none
    assert len(set(marks.values())) == 3
    bands = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in stated.patches]
    right = stated.get_xlim()[1]
    assert bands == [
        (1.0, pytest.approx(right)),
        (pytest.approx(0.95), pytest.approx(1.05)),
        (1.0, pytest.approx(right)),
    ]


def test_words_say_what_is_found_and_on_which_days(stated):
    words = " | ".join(text.get_text() for text in stated.texts)
    for text in ("150: true", "50: false, true on 2024-03-06", "100: open", "400: unlike things"):
        assert text in words.replace("\n", " ")
    assert "STATED: 100 [100 OR MORE]" in words.replace("\n", " ")
