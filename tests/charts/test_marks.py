"""What is drawn for a row, by hand: dots, marks of others, arrows and words. PACT against RRR."""

import dataclasses

import pytest
from handmade import figure, held, redefined

import balance
from balance.charts import chart_figure
from balance.charts.style import AMBER, GREY, NAVY, PALE, WHITE
from balance.comparison.compare import compare_rows
from balance.comparison.result import ChartSpec, Statement
from balance.scenarios.departure import leaving_table

pytest.importorskip("matplotlib")


def drawn(data, a="PACT", b="RRR"):
    """The axes of the balance of tanks, and what is drawn in its one row, at height 0."""
    result = balance.compare(a, b, data=data, indicators=["tanks"])
    (axes,) = chart_figure(result, "ratios").axes
    return axes, [line for line in axes.lines if set(line.get_ydata()) == {0.0}]


def dots(lines):
    """Place and filling of every round mark."""
    return [
        (
            tuple(float(x) for x in line.get_xdata()),
            "hollow" if line.get_markerfacecolor() == WHITE else "filled",
        )
        for line in lines
        if line.get_marker() == "o"
    ]


def ticks(lines):
    return [
        (float(line.get_xdata()[0]), line.get_color())
        for line in lines
        if line.get_marker() == "|" and line.get_linestyle() == "None"
    ]


def intervals(lines):
    """Ends of every bar between bounds."""
    bars = [line for line in lines if line.get_marker() == "|" and line.get_linestyle() == "-"]
    return [tuple(float(x) for x in line.get_xdata()) for line in bars]


def words(axes):
    return {text.get_text().replace("\n", " ") for text in axes.texts}


@pytest.mark.parametrize(
    ("values", "dot"),
    [
        ((10, 10, 10, 10), ((3.0,), "filled")),
        ((1, 1, 1, 30), ((0.1,), "filled")),
        ((10, 10, 10, 30), ((1.0,), "filled")),  # level
        ((10, 10, (8, 12), 10), ((3.0,), "filled")),
        ((10, 10, (8, 12), 29), ((30 / 29,), "hollow")),  # undecided
        ((None, 10, 20, 10), ((3.0,), "hollow")),  # 3 : 1 or more
        ((None, 10, 20, 60), ((0.5,), "hollow")),  # 1 : 2 or more, and undecided
    ],
)
def test_a_dot_is_filled_only_if_the_ratio_is_known_and_decides(tiny, values, dot):
    _, lines = drawn(tiny(held(*values)))
    assert dots(lines) == [dot]


def test_an_arrow_points_to_the_open_side(tiny):
    def arrows(data, **sides):
        axes, lines = drawn(data, **sides)
        ((place,), filling) = dots(lines)[0]
        found = [
            (place, text.xy[0])
            for text in axes.texts
            if text.arrow_patch is not None and text.get_text() == ""
        ]
        assert filling == "hollow"
        return found

    ((start, end),) = arrows(tiny(held(None, 10, 20, 10)))
    assert start == 3.0
    assert end > 3.0
    # A alone against RRR and SSS, of whom SSS is missing: 1 : 2 at most
    ((start, end),) = arrows(tiny(held(10, None, None, 20)), a="AAA", b="RRR + SSS")
    assert start == 0.5
    assert end < 0.5


def test_bounds_are_drawn_as_a_bar_through_the_dot(tiny):
    _, lines = drawn(tiny(held(10, 10, (8, 12), 10)))
    assert intervals(lines) == [(2.8, 3.2)]
    _, lines = drawn(tiny(held(10, 10, 10, 10)))
    assert intervals(lines) == []


def test_bounds_without_a_best_value_are_two_hollow_ends(tiny):
    only = {"low": 8, "high": 12}
    rows = [*held(10, 10, None, 10), figure("CCC", "tanks", None, "one-2025", **only)]
    _, lines = drawn(tiny(rows))
    assert dots(lines) == [((2.8, 3.2), "hollow")]


def test_another_publication_and_another_edition_have_a_mark_each_of_its_own(tiny):
    rows = held(10, 10, 10, 10)
    other = held(10, 10, 20, 10, source="two-2024")
    older = held(10, 10, 30, 10, source="one-2024")
    for more, marks in (
        ([], []),
        (other, [(4.0, AMBER)]),
        (older, [(5.0, GREY)]),
        ([*other, *older], [(4.0, AMBER), (5.0, GREY)]),
        # Nothing for what is too old, or not in the newest edition of another publication.
        (held(10, 10, 40, 10, source="three-2019", as_of="2019"), []),
        ([*other, *held(10, 10, 40, 10, source="two-2023")], [(4.0, AMBER)]),
    ):
        data = tiny([*rows, *more], sources=[("two-2023", "two", "2023-06-01", "open")])
        axes, lines = drawn(data)
        assert sorted(ticks(lines)) == marks
        assert dots(lines) == [((3.0,), "filled")]
        told = [text.get_text() for text in axes.get_legend().get_texts()]
        assert ("other publication" in told) == (AMBER in dict(marks).values())
        edition = "other edition of the same publication"
        assert (edition in told) == (GREY in dict(marks).values())


@pytest.mark.parametrize(
    ("a", "rival", "note"),
    [
        ("PACT + SSS", 39, "hangs on 4 members"),  # 40 against 39, then 30
        ("PACT", 29, "hangs on Alpha or Beta or Gamma"),
        ("PACT", 15, None),  # two would turn it, one does not
        ("PACT + SSS", 29, None),
    ],
)
def test_three_members_are_named_and_more_are_counted(tiny, a, rival, note):
    data = tiny([*held(10, 10, 10, rival), figure("SSS", "tanks", 10, "one-2025")])
    axes, _ = drawn(data, a=a)
    assert {text for text in words(axes) if "hangs on" in text} == ({note} - {None})


def test_what_limits_a_row_is_said_beside_it(tiny):
    # 30 or more against 60: whether Alpha is missing or gone decides
    axes, _ = drawn(tiny(held(None, 10, 20, 60)))
    assert {"≥ 1 : 2.0", "undecided; hangs on Alpha; 1 member missing"} <= words(axes)
    revised = held(10, 10, 10, 20) + held(1, 1, 1, 20, source="one-2024")
    axes, _ = drawn(tiny(revised))
    assert "revised" in {note.rpartition("; ")[2] for note in words(axes)}


def leaving_axes(data, *names):
    before = compare_rows(data, "PACT", "RRR", indicators=names)
    table, _ = leaving_table(before, ["CCC"])
    result = balance.compare("PACT", "RRR", data=data, indicators=list(names))
    spec = ChartSpec("leaving", Statement("t"), Statement("a"), ("leaving",), "note")
    result = dataclasses.replace(result, tables={"leaving": table}, charts=(spec,))
    (axes,) = chart_figure(result, "leaving").axes
    return axes


def test_what_leaves_is_a_bar_as_long_as_its_share_with_what_becomes_of_the_majority(tiny):
    data = tiny(
        held(10, 10, 20, 15)
        + held(10, 10, 10, 25, indicator="guns")
        + held(10, (8, 12), 10, 20, indicator="rockets")
    )
    axes = leaving_axes(data, "tanks", "guns", "rockets")
    bars = [bar.get_width() for bar in axes.patches if bar.get_facecolor() == rgba(NAVY)]
    assert bars == pytest.approx([0.5, 1 / 3, 1 / 3])
    assert len([bar for bar in axes.patches if bar.get_facecolor() == rgba(PALE)]) == 3
    (lost,) = [line for line in axes.lines if line.get_marker() == "s"]
    assert (lost.get_ydata()[0], lost.get_color()) == (1.0, AMBER)
    told = {"50 %", "33 %", "majority kept", "majority lost", "majority undecided"}
    assert told <= words(axes)


def rgba(colour):
    from matplotlib.colors import to_rgba

    return to_rgba(colour)


def test_a_share_that_may_not_be_formed_has_no_bar_but_a_reason(tiny):
    scoped = held(10, 10, None, 5, indicator="guns")
    data = tiny(
        [
            *held(10, None, 20, 15),
            *scoped,
            figure("CCC", "guns", 10, "one-2025", scope="incl_storage"),
            *held(1, 2, None, 4, indicator="reserve"),
        ]
    )
    axes = leaving_axes(redefined(data, "reserve", why_not="Unlike."), "tanks", "guns", "reserve")
    assert not [bar for bar in axes.patches if bar.get_facecolor() == rgba(NAVY)]
    told = [text.get_text() for text in axes.texts]
    assert [told.count(why) for why in ("members are missing", "not comparable")] == [1, 2]
