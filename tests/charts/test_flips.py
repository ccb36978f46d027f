"""The chart of what turns each row."""

import pytest
from handmade import figure, held

from balance.charts import chart_figure
from balance.charts.flips import _FRAME as FRAME
from balance.charts.flips import _rows as rows_of
from balance.robustness import flips


def drawn(result):
    figure_ = chart_figure(result, "flips")
    figure_.canvas.draw()
    return figure_, figure_.axes[0]


def texts(ax):
    return [text for text in ax.texts if text.get_text()]


@pytest.fixture(scope="module")
def flagship(data):
    return flips("NATO - USA - CAN", "RUS", data=data)


def test_marks_stand_where_the_side_moves_to(tiny):
    # 60 + 30 + 20 = 110 against 85: BBB is 27.3 % of A, 25 more are 29.5 % of B.
    result = flips("PACT", "RRR", data=tiny(held(60, 30, 20, 85)), indicators=["tanks"])
    (row,) = rows_of(result, result.charts[0], FRAME)
    assert {(mark.kind, mark.at) for mark in row.marks} == {
        ("members leave", 27.3),
        ("one figure", 29.5),
    }
    _, ax = drawn(result)
    marks = [line for line in ax.get_lines() if line.get_marker() not in ("None", "", None)]
    assert sorted(float(line.get_xdata()[0]) for line in marks) == [27.3, 29.5]


def test_a_figure_is_labelled_by_how_much_of_itself_it_moves(tiny):
    # Artillery of RRR: 50 guns and 50 rockets against 70: 30 less is 60 % of the guns.
    rows = [
        *(figure(s, "guns", n, "one-2025") for s, n in (("AAA", 70), ("RRR", 60))),
        *(figure(s, "rockets", n, "one-2025") for s, n in (("AAA", 0), ("RRR", 40))),
    ]
    result = flips("AAA", "RRR", data=tiny(rows), indicators=["artillery"])
    (row,) = rows_of(result, result.charts[0], FRAME)
    (mark,) = row.marks
    assert (mark.text, mark.at) == ("Alpha, guns: higher by 42.9 %", 42.9)
    result = flips("RRR", "AAA", data=tiny(rows), indicators=["artillery"])
    assert "(42.9 % of its side)" in str(result.charts[0].alt)


def test_rows_that_nothing_turns_say_so_in_words(flagship):
    _, ax = drawn(flagship)
    said = [text.get_text() for text in texts(ax)]
    assert said.count("nothing is concluded, so nothing turns") == 3
    assert "also: hedges taken at their word" in said


def test_no_label_lies_across_another_or_outside(flagship, data):
    for result in (flagship, flips("EU + UKR", "RUS + BLR", data=data)):
        figure_, ax = drawn(result)
        renderer = figure_.canvas.get_renderer()
        boxes = [
            text.get_window_extent(renderer)
            for text in texts(ax)
            if text.get_fontsize() == 8 and text.get_text()
        ]
        assert len(boxes) > 10
        for number, box in enumerate(boxes):
            assert box.x0 >= 0
            assert box.x1 <= figure_.bbox.width
            for other in boxes[number + 1 :]:
                apart = box.x1 <= other.x0 or other.x1 <= box.x0
                assert apart or box.y1 <= other.y0 + 3 or other.y1 <= box.y0 + 3


def test_alt_text_and_title_come_from_the_table(flagship):
    (spec,) = flagship.charts
    alt = str(spec.alt)
    for words in (
        "Submarines: without Greece (13.7 % of its side) and Russia: higher by 15.9 %",
        "Combat aircraft: without France (13.1 % of its side) and Russia, fighters: higher by 25.3",
        "Tanks: nothing is concluded, so nothing turns",
    ):
        assert words in alt
    assert str(spec.title) == "Least to turn: combat aircraft, submarines and transport aircraft"
    for statement in (spec.alt, spec.title):
        for text, address in statement.parts():
            assert address or not any(letter.isdigit() for letter in text), text
    for _, address in spec.alt.parts():
        if address:
            _, row, column = address.split("/")
            assert len(flagship.explain(row, column).figures)
