"""Spreads between publications: logarithms taken on paper, and the bundled ones from plain CSV."""

import csv
import math

import pytest
from handmade import STATES, figure, held, table
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from balance.comparison.standing import MONTHS
from balance.robustness.disagreement.calibration import LEAST_STATES, calibration_of, spreads
from balance.robustness.disagreement.pairs import pairings_of
from balance.tables.loading import bundled_folder

CODES = [f"{chr(65 + n)}ZZ" for n in range(14)]


@pytest.fixture
def many(tiny):
    """Return a maker of tables in which two publications count tanks of many states."""

    def make(pairs, **more):
        rows = []
        for code, (one, two) in zip(CODES, pairs, strict=False):
            rows += [figure(code, "tanks", one, "one-2025")] if one is not None else []
            rows += [figure(code, "tanks", two, "two-2024")] if two is not None else []
        data = tiny(rows, **more)
        named = [{"state": code, "name": f"State {code}", "iso2": code[:2]} for code in CODES]
        named += [{"state": code, "name": name, "iso2": code[:2]} for code, name in STATES]
        data.tables["states"] = table("states", named)
        return data

    return make


def test_the_spread_of_a_figure_is_that_of_the_ratio_over_the_root_of_two(many):
    data = many([(200, 100)] * 6 + [(100, 100)] * 6)
    # Six logarithms of two and six of one: mean square ln(2)^2 / 2, of one figure half of it.
    assert spreads(data) == {"tanks": pytest.approx(math.log(2) / 2)}


def test_a_publication_that_prints_more_throughout_disagrees(many):
    assert spreads(many([(200, 100)] * 12))["tanks"] == pytest.approx(math.log(2) / math.sqrt(2))


def test_few_states_and_copies_give_no_spread(many):
    few = many([(200, 100)] * (LEAST_STATES - 1))
    assert spreads(few) == {}
    assert calibration_of(few)["tanks"].of_difference == pytest.approx(math.log(2))
    assert spreads(many([(100, 100)] * 12)) == {}
    assert "tanks" in spreads(many([(200, 100)] * LEAST_STATES))


def test_zeros_ranges_slips_and_lone_states_are_left_out_and_counted(many):
    usual = [(110, 100)] * 10
    data = many([*usual, (0, 5), (7000, 7), (3, None)])
    found = calibration_of(data)["tanks"]
    assert found.spread == pytest.approx(math.log(1.1) / math.sqrt(2))
    assert (found.states, found.zeros, found.slips, found.one_sided) == (10, 1, 1, 1)


def test_a_range_without_a_best_value_is_counted(tiny):
    ranged = figure("AAA", "tanks", None, "one-2025", low=5, high=7, as_stated="5-7")
    assert calibration_of(tiny([ranged, *held(10, source="two-2024")]))["tanks"].ranges == 1


@pytest.mark.parametrize(
    ("early", "wars", "why_not"),
    [
        ("2024-01", [], ""),
        ("2022-03", [], ""),
        ("2021-11", [], f"more than {MONTHS} months apart"),
        ("2023-06", [("AAA", "2024-02")], "a war began between the two"),
        ("2024-03", [("AAA", "2024-02")], ""),
        ("2023-06", [("BBB", "2024-02")], ""),
        ("2024-03", [("AAA", "2025-02")], ""),
    ],
)
def test_figures_far_apart_or_on_two_sides_of_a_war_are_not_one_thing(tiny, early, wars, why_not):
    rows = [
        figure("AAA", "tanks", 10, "two-2024", as_of=early),
        figure("AAA", "tanks", 12, "one-2025", as_of="2025-01"),
    ]
    data = tiny(rows, wars=wars)
    (pairing,) = pairings_of(data, data.indicator("tanks"), "publication")
    assert pairing.pairs[0].why_not == why_not


def test_another_scope_is_another_thing(tiny):
    rows = held(10, source="two-2024") + held(12, scope="incl_storage")
    data = tiny(rows)
    (pairing,) = pairings_of(data, data.indicator("tanks"), "publication")
    assert pairing.like == () and pairing.pairs[0].why_not == "the two count different things"


def test_the_figure_of_the_same_scope_and_year_is_compared(tiny):
    rows = [
        figure("AAA", "tanks", 1, "one-2025", scope="incl_storage"),
        figure("AAA", "tanks", 2, "one-2025", as_of="2023"),
        figure("AAA", "tanks", 3, "one-2025", as_of="2024"),
        figure("AAA", "tanks", 4, "two-2024", as_of="2023"),
        figure("AAA", "tanks", 5, "two-2024", as_of="2022"),
    ]
    data = tiny(rows)
    (pairing,) = pairings_of(data, data.indicator("tanks"), "publication")
    assert (pairing.pairs[0].first.value, pairing.pairs[0].second.value) == (2, 4)


def test_what_a_text_states_is_no_witness(tiny):
    rows = [*held(10), figure("AAA", "tanks", 99, "text", quote="99 tanks")]
    data = tiny(rows)
    assert pairings_of(data, data.indicator("tanks"), "publication") == ()
    beside = held(None, 20, source="two-2024")
    quoted = figure("AAA", "tanks", 99, "two-2024", quote="99 tanks")
    data = tiny([*held(10, 20), *beside, quoted])
    (pairing,) = pairings_of(data, data.indicator("tanks"), "publication")
    assert [pair.entity for pair in pairing.pairs] == ["BBB"]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ratios=st.lists(st.integers(101, 900), min_size=10, max_size=14), scale=st.integers(1, 50))
def test_the_spread_does_not_depend_on_the_unit_or_on_which_comes_first(many, ratios, scale):
    one = spreads(many([(100, ratio) for ratio in ratios]))
    other = spreads(many([(ratio * scale, 100 * scale) for ratio in ratios]))
    assert one["tanks"] == pytest.approx(other["tanks"])
    assert 0 < one["tanks"] <= math.log(9) / math.sqrt(2)


def test_the_bundled_spread_from_plain_csv(data):
    def read(name):
        with (bundled_folder() / "figures" / name).open(encoding="utf-8") as lines:
            return {
                row["entity"]: float(row["value"])
                for row in csv.DictReader(lines)
                if row["indicator"] == "active_personnel" and row["value"]
            }

    one, two = read("cia-2025.csv"), read("gfp-2025.csv")
    logs = [math.log(one[code] / two[code]) for code in one if two.get(code)]
    by_hand = math.sqrt(sum(d * d for d in logs) / len(logs)) / math.sqrt(2)
    assert len(logs) == 33
    assert spreads(data)["active_personnel"] == pytest.approx(by_hand)
    assert set(spreads(data)) == {"active_personnel"}
