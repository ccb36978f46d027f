"""Where two sources disagree: ratios and totals on paper; the bundled ones from plain CSV."""

import csv
import math
from statistics import median

import pytest
from handmade import figure, held

import balance
from balance.charts import chart_figure
from balance.comparison.amounts import Amount
from balance.comparison.printed import printed
from balance.errors import ChartError, ParameterError, UnknownIndicator, UnknownName
from balance.quantities.bounds import Bounds
from balance.robustness.disagreement.result import disagreement
from balance.robustness.disagreement.sheets import factor_of
from balance.scenarios import where_sources_disagree
from balance.tables.loading import bundled_folder


def two(tiny, **more):
    """AAA 100 against 50, BBB 30 against 40, CCC in one only, RRR nothing against 5."""
    return tiny(held(100, 30, 7, 0) + held(50, 40, None, 5, source="two-2024"), **more)


def row(result, table, start):
    frame = result.tables[table]
    (found,) = frame[frame["row"].str.startswith(start)].to_dict("records")
    return found


def test_pairs_with_the_largest_disagreement_first(tiny):
    frame = disagreement(data=two(tiny)).tables["pairs"]
    assert frame["label"].tolist() == ["Alpha", "Beta", "Rho"]
    assert frame["ratio"].tolist()[:2] == [2.0, 0.75]
    assert frame["ratio_unit"].tolist()[2] == ""  # nothing is no ratio
    assert frame[["first", "second"]].values.tolist() == [[100, 50], [30, 40], [0, 5]]
    assert "none, or not stated" in frame["remark"].tolist()[2]


def test_totals_are_over_the_states_that_both_cover(tiny):
    cells = row(disagreement(data=two(tiny)), "indicators", "tanks")
    assert (cells["states"], cells["same"]) == (3, 0)
    assert (cells["first"], cells["second"]) == (130, 95)
    assert cells["apart"] == pytest.approx((130 / 95 - 1) * 100)
    assert cells["median"] == pytest.approx((2 + 40 / 30) / 2)
    assert (cells["largest"], cells["largest_state"]) == (2, "Alpha")
    assert cells["left_out"] == "Gamma (only in one-2025)"


def test_members_may_differ_while_totals_agree(tiny):
    data = tiny(held(100, 50) + held(50, 100, source="two-2024"))
    result = disagreement(data=data)
    assert row(result, "indicators", "tanks")["apart"] == 0
    assert "while the totals over these states are the same" in result.headline


def test_a_group_or_states_restrict_the_totals(tiny):
    data = two(tiny)
    only = row(disagreement(data=data, group="PACT - AAA"), "indicators", "tanks")
    assert (only["states"], only["first"]) == (1, 30)
    assert only["left_out"] == "Gamma (only in one-2025)"
    same = row(disagreement(data=data, states=["AAA"]), "indicators", "tanks")
    assert (same["states"], same["first"], same["second"]) == (1, 100, 50)


def test_bounds_are_carried_through(tiny):
    data = tiny(held((90, 110)) + held(50, source="two-2024"))
    cells = row(disagreement(data=data), "pairs", "tanks")
    assert (cells["ratio_low"], cells["ratio"], cells["ratio_high"]) == (1.8, 2.0, 2.2)
    total = row(disagreement(data=data), "indicators", "tanks")
    assert total["apart_low"] == pytest.approx(80) and total["apart_high"] == pytest.approx(120)


@pytest.mark.parametrize(
    ("ratio", "factor"),
    [
        ((0.5, 0.8, 2.0), (1.0, 1.25, 2.0)),
        ((2.0, 3.0, 4.0), (2.0, 3.0, 4.0)),
        ((0.25, 0.5, 0.8), (1.25, 2.0, 4.0)),
        ((0.0, 0.5, 1.0), (1.0, 2.0, math.inf)),
    ],
)
def test_the_factor_is_the_same_either_way(ratio, factor):
    found = factor_of(Amount(Bounds(*ratio), "ratio")).bounds
    assert (found.low, found.value, found.high) == factor


def test_what_is_not_one_thing_is_listed_without_a_ratio(tiny):
    data = tiny(held(100, scope="incl_storage") + held(50, source="two-2024"))
    result = disagreement(data=data)
    cells = row(result, "pairs", "tanks")
    assert cells["ratio_unit"] == ""
    assert cells["remark"] == (
        "not compared: the two count different things; the first counts stored ones"
    )
    assert result.tables["indicators"].empty and not result.charts
    assert result.headline.startswith("No two publications at hand print the same thing")


def test_no_total_of_shares_or_of_unlike_things(tiny):
    rows = held(2, 3, indicator="rate") + held(3, 3, indicator="rate", source="two-2024")
    rows += held(20, 30, indicator="reserve") + held(30, 30, indicator="reserve", source="two-2024")
    result = disagreement(data=tiny(rows))
    for name in ("rate", "reserve"):
        cells = row(result, "indicators", name)
        assert cells["first_unit"] == cells["apart_unit"] == ""
        assert cells["states"] == 2


def test_a_sum_is_made_where_both_print_all_its_parts(tiny):
    rows = held(10, 20, indicator="guns") + held(1, 2, indicator="rockets")
    rows += held(20, 20, indicator="guns", source="two-2024")
    rows += held(2, indicator="rockets", source="two-2024")
    cells = row(disagreement(data=tiny(rows)), "pairs", "artillery")
    assert (cells["label"], cells["first"], cells["second"]) == ("Alpha", 11, 22)


def test_editions_go_from_the_older_to_the_newer(tiny):
    data = tiny(held(100, 30, source="one-2024") + held(50, 30) + held(9, source="two-2024"))
    result = disagreement(data=data, by="edition")
    cells = row(result, "pairs", "tanks@AAA")
    assert (cells["first_source"], cells["second_source"]) == ("one-2024", "one-2025")
    assert (cells["first"], cells["second"], cells["ratio"]) == (100, 50, 2)
    assert "calibration" not in result.tables
    assert [spec.kind for spec in result.charts] == ["revisions"]


def test_an_indicator_that_was_not_updated_is_named(tiny):
    data = tiny(held(100, 30, source="one-2024") + held(100, 30))
    headline = disagreement(data=data, by="edition").headline
    assert "The same number for every state in both editions: tanks (2 states)" in headline
    assert "one witness, not two" in headline


def test_questions_that_cannot_be_asked(data):
    with pytest.raises(ParameterError, match="publication, edition"):
        disagreement(data=data, by="editions")
    with pytest.raises(ParameterError, match="give one of them"):
        disagreement(data=data, states=["USA"], group="NATO")
    with pytest.raises(UnknownIndicator):
        disagreement(data=data, indicators=["tank"])
    with pytest.raises(UnknownName):
        disagreement(data=data, states=["USS"])


def plain(name, indicator):
    with (bundled_folder() / "figures" / name).open(encoding="utf-8") as lines:
        return {
            r["entity"]: float(r["value"])
            for r in csv.DictReader(lines)
            if r["indicator"] == indicator and r["value"]
        }


def test_active_personnel_of_the_alliance_from_plain_csv(data):
    """Totals agree to 0.2 per cent while members differ by more than a factor of two."""
    with (bundled_folder() / "memberships.csv").open(encoding="utf-8") as lines:
        allies = {
            r["state"] for r in csv.DictReader(lines) if r["group"] == "NATO" and not r["left"]
        }
    one, two = plain("cia-2025.csv", "active_personnel"), plain("gfp-2025.csv", "active_personnel")
    both = sorted(allies & set(one) & set(two))
    factors = [max(one[c] / two[c], two[c] / one[c]) for c in both]
    first, second = sum(one[c] for c in both), sum(two[c] for c in both)

    cells = row(disagreement(data=data, group="NATO"), "indicators", "active_personnel")
    assert (cells["states"], cells["first"], cells["second"]) == (len(both), first, second)
    assert cells["largest"] == pytest.approx(max(factors)) and max(factors) > 2
    assert cells["median"] == pytest.approx(median(factors))
    assert cells["apart"] == pytest.approx((max(first, second) / min(first, second) - 1) * 100)
    assert cells["apart"] < 0.2


def test_russian_tanks_between_editions(data):
    result = disagreement(data=data, indicators=["main_battle_tanks"], by="edition")
    first = result.tables["pairs"].iloc[0]
    assert (first["label"], first["first"], first["second"]) == ("Russia", 14_777, 5_750)
    assert "both count stored vehicles" in first["remark"]
    old, new = (
        plain("gfp-2024.csv", "main_battle_tanks"),
        plain("gfp-2025.csv", "main_battle_tanks"),
    )
    same = sum(old[c] == new[c] for c in old)
    assert row(result, "indicators", "main_battle_tanks")["same"] == same


def test_the_scenario_runs_with_less(data):
    for less in ({"terms": "open"}, {"leave_out": ["gfp"]}, {"leave_out": ["cia"]}):
        result = where_sources_disagree(balance.load(**less))
        assert "asked for active personnel in NATO" in result.headline
        for table in result.tables:
            printed(result, table)


@pytest.fixture(scope="module")
def scenario(data):
    return where_sources_disagree(data)


def test_the_scenario_says_what_lies_apart(scenario):
    assert "The same number for every state in both editions: active personnel" in scenario.headline
    assert [spec.kind for spec in scenario.charts] == ["dumbbell", "revisions"]
    assert scenario.explain("active_personnel@cia-2025@gfp-2025", "largest")


@pytest.mark.parametrize("kind", ["dumbbell", "revisions"])
def test_marks_stand_at_their_numbers_on_a_logarithmic_axis(scenario, kind):
    (axes,) = chart_figure(scenario, kind).axes
    assert axes.get_xscale() == "log"
    (spec,) = (s for s in scenario.charts if s.kind == kind)
    frame = scenario.tables[spec.tables[0]].set_index("row").loc[list(spec.rows)]
    marks = [line.get_xdata()[0] for line in axes.lines if line.get_marker() == "o"]
    assert sorted(marks) == sorted([*frame["first"], *frame["second"]])
    assert len(axes.get_yticklabels()) == len(spec.rows)


def test_labels_of_the_chart_do_not_overlap(scenario):
    figure = chart_figure(scenario, "dumbbell")
    (axes,) = figure.axes
    figure.canvas.draw()
    boxes = [
        text.get_window_extent()
        for text in axes.texts
        if text.get_text().replace(",", "").isdigit()
    ]
    assert len(boxes) == 62
    assert not any(a.overlaps(b) for n, a in enumerate(boxes) for b in boxes[:n])


def test_a_small_span_has_a_linear_axis(tiny):
    data = tiny(held(100, 30) + held(90, 40, source="two-2024"))
    (axes,) = chart_figure(disagreement(data=data), "dumbbell").axes
    assert axes.get_xscale() == "linear"


def test_a_zero_is_drawn_at_the_edge(tiny):
    data = tiny(held(1000, 30, 5) + held(900, 40, 0, source="two-2024"))
    (axes,) = chart_figure(disagreement(data=data), "dumbbell").axes
    marks = [line.get_xdata()[0] for line in axes.lines if line.get_marker() == "o"]
    assert min(marks) == axes.get_xlim()[0] > 0
    assert "0" in [text.get_text() for text in axes.texts]


def test_one_axis_takes_one_unit(scenario):
    from dataclasses import replace

    spec = replace(scenario.charts[0], columns=("first", "ratio"))
    with pytest.raises(ChartError, match="one axis"):
        chart_figure(replace(scenario, charts=(spec,)), "dumbbell")


def test_the_command_line(run):
    code, out, err = run("disagreement", "--by", "edition", "--indicator", "main_battle_tanks")
    assert code == 0 and "14,777" in out and "2.57 times" in err
    code, out, _ = run(
        "disagreement", "--table", "indicators", "--group", "NATO", "--format", "csv"
    )
    assert code == 0 and "active_personnel@cia-2025@gfp-2025" in out
    code, _, err = run("disagreement", "--by", "sources")
    assert code == 2 and "expected one of: publication, edition" in err


def test_figures_are_named_for_every_number(tiny):
    result = disagreement(data=two(tiny))
    used = {one for ids in result.contributions["figure_id"] for one in ids.split(" * ")}
    assert used == {
        r["figure_id"] for r in held(100, 30, None, 0) + held(1, 1, None, 1, source="two-2024")
    }
    assert figure("AAA", "tanks", 1, "one-2025")["figure_id"] in used
