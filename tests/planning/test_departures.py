"""What departures take off a ratio: on paper, and as Shapley value over all orders."""

import itertools
import statistics

import pytest
from handmade import figure, held

from balance.charts import chart_figure
from balance.errors import NotAMember, ParameterError, UnlikeThings
from balance.planning import departures


def rows(result):
    return result.table.set_index("row")


def test_on_paper(tiny):
    result = departures("PACT", "RRR", "tanks", data=tiny(held(10, 6, 4, 16)))
    table = rows(result)
    assert table.at["all", "ratio"] == 1.25
    assert table["cost"].dropna().to_dict() == {"AAA": 0.625, "BBB": 0.375, "CCC": 0.25}
    assert table["part"].dropna().to_dict() == {"AAA": 50, "BBB": 30, "CCC": 20}
    assert table["ratio"].to_dict() == {"all": 1.25, "AAA": 0.625, "BBB": 0.875, "CCC": 1.0}
    assert table["more"].to_dict() == {
        "all": "the group",
        "AAA": "the other side",
        "BBB": "the other side",
        "CCC": "level",
    }
    assert "The other side has more if Alpha or Beta alone leaves." in result.headline
    assert "Both have as much if Gamma alone leaves." in result.headline


def test_the_cost_is_the_average_over_all_orders_of_departure(data):
    group = ("DEU", "FRA", "GBR", "ITA", "TUR")
    table = rows(departures(" + ".join(group), "RUS", "combat_aircraft", data=data))
    own = table["holdings"]
    rival = own["all"] / table.at["all", "ratio"]
    taken = {code: [] for code in group}
    for order in itertools.permutations(group):
        left = own["all"]
        for code in order:
            taken[code].append(left / rival - (left - own[code]) / rival)
            left -= own[code]
    for code in group:
        assert table.at[code, "cost"] == pytest.approx(statistics.fmean(taken[code]))
        assert max(taken[code]) == pytest.approx(min(taken[code]))  # the order does not matter
    assert table["cost"].sum() == pytest.approx(table.at["all", "ratio"])


def test_an_order_is_followed_and_said(tiny):
    data = tiny(held(10, 6, 4, 16))
    result = departures("PACT", "RRR", "tanks", order=["CCC", "AAA"], data=data)
    table = rows(result)
    assert list(table.index) == ["all", "CCC", "AAA", "rest"]
    assert table["ratio"].tolist() == [1.25, 1.0, 0.375, 0.375]
    assert table["part"].dropna().tolist() == [20, 62.5]
    assert "After Gamma and Alpha have left, in this order, it is 1 : 3." in result.headline
    assert "Before Gamma leaves the group has more; after it both have as much." in result.headline
    other = rows(departures("PACT", "RRR", "tanks", order=["AAA", "CCC"], data=data))
    assert other["part"].dropna().tolist() == [50, 40]
    assert other.at["AAA", "cost"] == table.at["AAA", "cost"]


def test_all_may_leave(tiny):
    result = departures(
        "PACT", "RRR", "tanks", order=["AAA", "BBB", "CCC"], data=tiny(held(1, 1, 1, 1))
    )
    table = rows(result)
    assert table["ratio"].tolist() == [3, 2, 1, 0]


def test_missing_is_not_known_and_bounds_are_carried(tiny):
    table = rows(departures("PACT", "RRR", "tanks", data=tiny(held(None, (6, 10), 4, 16))))
    assert table.at["AAA", "cost_high"] == float("inf")
    assert (table.at["BBB", "cost_low"], table.at["BBB", "cost_high"]) == (6 / 16, 10 / 16)
    assert (table.at["all", "ratio_low"], table.at["all", "ratio_high"]) == (10 / 16, float("inf"))


@pytest.mark.parametrize(
    ("asked", "error", "words"),
    [
        ({"order": ["SSS"]}, NotAMember, "'SSS' is not in 'PACT'"),
        ({"order": ["AAA", "AAA"]}, ParameterError, "leaves twice"),
        ({"order": []}, ParameterError, "names nobody"),
    ],
)
def test_what_cannot_be_asked(tiny, asked, error, words):
    with pytest.raises(error, match=words):
        departures("PACT", "RRR", "tanks", data=tiny(held(1, 1, 1, 1)), **asked)


def test_shares_do_not_leave_with_members(tiny):
    rows = held(1, 1, 1, 1, indicator="spending")
    rows += held(9, 9, 9, 9, indicator="output", source="two-2024")
    with pytest.raises(UnlikeThings, match="do not add up"):
        departures("PACT", "RRR", "burden", data=tiny(rows))


def test_the_chart_steps_down_from_the_ratio(tiny):
    pytest.importorskip("matplotlib")
    data = tiny([*held(10, 6, 4, 16), figure("SSS", "tanks", 12, "one-2025")])
    result = departures("PACT + SSS", "RRR", "tanks", order=["CCC", "AAA"], data=data)
    (axes,) = chart_figure(result, "waterfall").axes
    bars = [(bar.get_x(), round(bar.get_width(), 6)) for bar in axes.patches]
    assert bars == [(0, 2.0), (1.75, 0.25), (1.125, 0.625), (0, 1.125)]
    assert {"−0.2", "leaves 1.8 : 1"} <= {text.get_text() for text in axes.texts}


def test_one_departure_is_told_in_the_singular_and_bounds_are_not_a_change(tiny):
    alone = departures("PACT", "RRR", "tanks", order="CCC", data=tiny(held(10, 6, 4, 16)))
    assert "After Gamma has left it is 1.0 : 1." in alone.headline
    free = departures("PACT", "RRR", "tanks", data=tiny(held(10, 6, (4, 6), (15, 17))))
    assert "The other side has more if Alpha alone leaves." in free.headline
    assert "undecided within the bounds if Beta or Gamma alone leaves." in free.headline


def test_departures_are_of_one_indicator(tiny):
    with pytest.raises(ParameterError, match="of one indicator"):
        departures("PACT", "RRR", ["tanks", "guns"], data=tiny(held(10, 6, 4, 16)))
