"""Simulation: against brute force, invariances, and what it refuses to say."""

import re
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import get_context

import numpy as np
import pandas as pd
import pytest
from handmade import figure, held, redefined
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import balance
from balance.comparison.compare import compare_rows
from balance.comparison.printed import printed
from balance.errors import (
    NoBestValue,
    NoErrorModel,
    NotSimulated,
    OpenBound,
    OverlappingSides,
    ParameterError,
    ZeroDenominator,
)
from balance.robustness import simulation
from balance.robustness.blocks import OUTSTANDING
from balance.robustness.simulation.designs import plan_of_draws
from balance.robustness.simulation.draws import BLOCK, tally, uniforms
from balance.robustness.simulation.error_models import Shape, error_model_of, quantile
from balance.robustness.simulation.sheets import share_text
from balance.robustness.simulation.tallies import PRECISION

FIFTH = {"all": (0.8, 1, 1.2)}
ROUGH = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def run(data, *names, a="PACT", b="RRR", error_model=FIFTH, **more):
    return simulation(
        a, b, data=data, indicators=names or ("tanks",), error_model=error_model, **more
    )


def row(result, name="tanks", table="simulation"):
    return result.tables[table].set_index("row").loc[name]


def drawn(value, figure_id, draws, seed=1, ends=(0.8, 1, 1.2)):
    """Return the draws of one figure, without any of the code that adds up and counts."""
    blocks = [uniforms(seed, f"figure/{figure_id}", k, np.empty(BLOCK)) for k in range(2)]
    levels = np.concatenate(blocks)[:draws]
    shape = Shape("triangular", *(value * end for end in ends))
    return quantile(shape, levels, np.empty_like(levels))


def assert_quantiles(cells, name, numbers):
    for level in (5, 50, 95):
        wanted = np.quantile(numbers, level / 100)
        assert cells[f"{name}_{level}"] == pytest.approx(wanted, rel=2 * PRECISION)


def test_sums_and_ratios_against_brute_force(tiny):
    draws = BLOCK + 1000
    result = run(tiny(held(100, 50, 20, 160)), draws=draws)
    numbers = [
        drawn(value, f"one-2025-{code}-tanks-2024", draws)
        for code, value in (("aaa", 100), ("bbb", 50), ("ccc", 20), ("rrr", 160))
    ]
    a, b = sum(numbers[:3]), numbers[3]
    cells = row(result)
    for name, each in (("a", a), ("b", b), ("ratio", a / b)):
        assert_quantiles(cells, name, each)
    part = np.count_nonzero(a > b) / draws
    assert cells["share_a"] == f"{part * 100:.0f} %"
    assert cells["share_b"] == f"{(1 - part) * 100:.0f} %"


def test_shares_and_products_use_one_draw_of_each_figure(tiny):
    rows = [
        *held(10, 10, 10, 20, indicator="spending"),
        *held(100, 200, 300, 400, indicator="output"),
        *held(5, 4, 3, 2, indicator="rate"),
    ]
    draws = 5000
    result = run(tiny(rows), "spending", "burden", "derived", draws=draws)

    def of(indicator, **values):
        return {
            code: drawn(value, f"one-2025-{code}-{indicator}-2024", draws)
            for code, value in values.items()
        }

    spent = of("spending", aaa=10, bbb=10, ccc=10, rrr=20)
    output = of("output", aaa=100, bbb=200, ccc=300, rrr=400)
    rate = of("rate", aaa=0.05, bbb=0.04, ccc=0.03, rrr=0.02)
    pact = ("aaa", "bbb", "ccc")
    spending = sum(spent[code] for code in pact)
    assert_quantiles(row(result, "spending"), "a", spending)
    burden = 100 * spending / sum(output[code] for code in pact)
    assert_quantiles(row(result, "burden"), "a", burden)
    assert_quantiles(row(result, "burden"), "ratio", burden / (100 * spent["rrr"] / output["rrr"]))
    assert_quantiles(row(result, "derived"), "a", sum(rate[code] * output[code] for code in pact))


def test_a_product_with_a_fixed_factor(tiny):
    rows = [*held(100, 0, 0, 50, indicator="output"), *held(5, 1, 1, 4, indicator="rate")]
    ends = {"output": (1, 1, 1), "rate": (0.8, 1, 1.2)}
    result = run(tiny(rows), "derived", error_model=ends, draws=5000)
    rate = drawn(0.05, "one-2025-aaa-rate-2024", 5000)
    assert_quantiles(row(result, "derived"), "a", 100 * rate)


def test_a_figure_in_two_rows_is_one_figure(tiny):
    # All artillery of the sides is guns: both rows must come to the same, draw by draw.
    rows = [*held(10, 20, 30, 40, indicator="guns"), *held(0, 0, 0, 0, indicator="rockets")]
    table = run(tiny(rows), "guns", "artillery").table.drop(columns=["row", "label"])
    assert table.iloc[0].equals(table.iloc[1])


def flagship(data, **more):
    names = ("active_personnel", "military_expenditure_ppp", "artillery", "towed_artillery")
    asked = {"indicators": names, "draws": 3 * BLOCK + 7, **more}
    return simulation("NATO - USA - CAN", "RUS", data=data, error_model=FIFTH, **asked).table


@pytest.fixture(scope="module")
def alone(data):
    return flagship(data)


@pytest.mark.parametrize("chunk", [1, BLOCK, 2 * BLOCK + 1, 10**9])
def test_no_chunk_changes_a_bit(data, alone, chunk):
    pd.testing.assert_frame_equal(flagship(data, chunk=chunk), alone, check_exact=True)


def test_no_worker_changes_a_bit(data, alone):
    with ThreadPoolExecutor(3) as pool:
        found = flagship(data, chunk=1, executor=pool)
        pd.testing.assert_frame_equal(found, alone, check_exact=True)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        found = flagship(data, chunk=1, executor=pool)
        pd.testing.assert_frame_equal(found, alone, check_exact=True)


def test_no_order_and_no_other_row_changes_a_bit(data, alone):
    order = list(range(len(data.table("figures"))))
    np.random.default_rng(3).shuffle(order)
    figures = data.tables["figures"].iloc[order].reset_index(drop=True)
    shuffled = replace(data, tables={**data.tables, "figures": figures})
    names = ("submarines", "towed_artillery", "artillery", "active_personnel")
    found = flagship(shuffled, indicators=names).set_index("row")
    known = alone.set_index("row")
    for name in names[1:]:
        assert found.loc[name].equals(known.loc[name])


def test_no_order_of_rows_changes_the_last_bit_of_a_sum(data):
    def extremes(*names):
        comparison = compare_rows(data, "NATO - USA - CAN", "RUS", indicators=names)
        model = error_model_of(data, FIFTH)
        plan = plan_of_draws(
            comparison,
            model,
            seed=1,
            draws=500,
            dependence="independent",
            sources="publications",
        )
        found = dict(zip(names, tally(plan.design, range(1)), strict=True))["artillery"]
        return [(spread.least, spread.most) for spread in found.spreads]

    parts = ("rocket_artillery", "towed_artillery")
    assert extremes("artillery", *parts) == extremes(*parts, "artillery") == extremes("artillery")


def test_more_tasks_than_are_held_at_a_time(tiny):
    draws = OUTSTANDING * BLOCK + 5
    one, other = (
        run(tiny(held(1, 2, 3, 7)), draws=draws, chunk=chunk).table for chunk in (1, draws)
    )
    pd.testing.assert_frame_equal(one, other, check_exact=True)


@pytest.mark.parametrize("dependence", ["independent", "within_side", "opposed"])
def test_the_order_of_members_changes_no_bit(data, dependence):
    more = {"indicators": ["submarines"], "error_model": FIFTH, "data": data}
    one, other = (
        simulation(side, "RUS", dependence=dependence, **more).table
        for side in ("FRA + GRC + TUR", "TUR + FRA + GRC")
    )
    pd.testing.assert_frame_equal(one, other, check_exact=True)


def test_seeds_change_the_numbers_within_the_sampling_error(data):
    one, other = (
        row(flagship_result, "artillery")
        for flagship_result in (
            simulation(
                "NATO - USA - CAN",
                "RUS",
                data=data,
                indicators=["artillery"],
                error_model=FIFTH,
                seed=seed,
            )
            for seed in (1, 2)
        )
    )
    assert one["ratio_5"] != other["ratio_5"]
    assert one["ratio_5"] == pytest.approx(other["ratio_5"], rel=0.01)


@pytest.mark.parametrize(
    ("dependence", "low", "high"),
    [("independent", 29.3, 30.7), ("within_side", 25.9, 34.1)],
)
def test_thirty_equal_members(data, dependence, low, high):
    figures = data.table("figures")
    mine = (figures["indicator"] == "submarines") & (figures["source_id"] == "gfp-2025")
    figures.loc[mine, ["value", "as_stated"]] = [1.0, "1"]
    absences = data.table("absences")
    absences = absences[absences["indicator"] != "submarines"]
    equal = replace(data, tables={**data.tables, "figures": figures, "absences": absences})
    result = simulation(
        "NATO - USA - CAN",
        "RUS",
        data=equal,
        indicators=["submarines"],
        error_model={"submarines": (0.8, 1, 1.2)},
        dependence=dependence,
        sources="selected",
    )
    cells = row(result, "submarines")
    assert cells["a_5"] == pytest.approx(low, abs=0.1)
    assert cells["a_95"] == pytest.approx(high, abs=0.1)


ENDS = st.tuples(*[st.floats(0.01, 3)] * 3).map(sorted).map(tuple)


@ROUGH
@given(
    st.lists(st.integers(1, 10**6), min_size=4, max_size=4),
    ENDS,
    st.sampled_from(["independent", "within_side", "opposed"]),
    st.integers(1, 500),
)
def test_no_draw_leaves_the_bounds(tiny, values, ends, dependence, draws):
    data = tiny(held(*values))
    result = run(data, error_model={"tanks": ends}, dependence=dependence, draws=draws)
    limits, cells = row(result, table="limits"), row(result)
    a, b = sum(values[:3]), values[3]
    assert limits["a_low"] == pytest.approx(a * ends[0])
    assert limits["a_high"] == pytest.approx(a * ends[2])
    assert limits["ratio_low"] == pytest.approx(a * ends[0] / (b * ends[2]))
    assert limits["ratio_high"] == pytest.approx(a * ends[2] / (b * ends[0]))
    for name in ("a", "b", "ratio"):
        low, high = limits[f"{name}_low"], limits[f"{name}_high"]
        assert low <= cells[f"{name}_5"] <= cells[f"{name}_50"] <= cells[f"{name}_95"] <= high


def two_publications(tiny, *more):
    return tiny([*held(10, 20, 30, 40), *held(50, 50, 50, 40, source="two-2024"), *more])


def test_publications_speak_in_equal_parts(tiny):
    # The first prints 60 against 40, the second 150 against 40; figures themselves are fixed.
    data = two_publications(tiny, *held(1, 1, 1, 40, source="one-2024"))
    fixed = {"all": (1, 1, 1)}
    both = row(run(data, error_model=fixed))
    assert both["speaks"] == "one-2025, two-2024"
    assert [both["a_5"], both["a_95"]] == pytest.approx([60, 150], rel=PRECISION)
    assert both["share_a"] == ">99 %"
    assert row(run(data, error_model=fixed), table="limits")["a_low"] == 60
    held_one = row(run(data, error_model=fixed, sources="selected"))
    assert (held_one["a_5"], held_one["a_95"], held_one["speaks"]) == (60, 60, "one-2025")
    # The older edition prints 3 against 40. By editions it speaks in a quarter of the draws.
    every = row(run(data, error_model=fixed, sources="editions"))
    assert [every["a_5"], every["a_95"]] == pytest.approx([3, 150], rel=PRECISION)
    share_b = float(every["share_b"].removesuffix(" %"))
    assert share_b == pytest.approx(25, abs=2)


def test_a_publication_that_misses_a_member_is_silent_and_named(tiny):
    data = tiny([*held(10, 20, 30, 40), *held(50, 50, None, 40, source="two-2024")])
    result = run(data)
    assert row(result)["speaks"] == "one-2025"
    assert any("two-2024 does not speak" in told and "CCC" in told for told in result.caveats)


def test_rounding_alone_gives_bounds_and_no_share(tiny):
    data = tiny(held((90, 110), 50, 20, (150, 170)))
    result = run(data, error_model="rounding")
    assert "share_a" not in result.table.columns
    limits = row(result, table="limits")
    assert (limits["a_low"], limits["a"], limits["a_high"]) == (160, 170, 180)
    assert "%" not in result.headline
    assert any("No share of draws is given" in told for told in result.caveats)
    still = run(tiny(held(1, 2, 3, 4)), error_model="rounding")
    assert "nothing is drawn" in still.headline
    assert row(still)["a_5"] == 6


def test_where_nothing_varies_no_share_is_given(tiny):
    cells = row(run(tiny(held(1, 2, 3, 4)), error_model={"all": (1, 1, 1)}))
    assert (cells["share_a"], cells["share_b"]) == ("nothing to draw", "nothing to draw")


def test_calibrated_figures_spread_as_publications_do(tiny):
    data = tiny(held(100, 100, 100, 100))
    result = run(data, error_model="calibrated", spreads={"tanks": 0.3}, dependence="within_side")
    cells = row(result)
    # A symmetric triangle in the logarithm, 5th percentile at sqrt(6) 0.3 (1 - sqrt(0.1)).
    reach = np.sqrt(6) * 0.3 * (1 - np.sqrt(0.1))
    assert cells["b_5"] == pytest.approx(100 * np.exp(-reach), rel=0.02)
    assert cells["b_50"] == pytest.approx(100, rel=0.01)
    assert cells["a_95"] == pytest.approx(300 * np.exp(reach), rel=0.02)


def test_the_bundled_calibration_is_traced_to_the_figures_it_rests_on(data):
    result = simulation(
        "NATO - USA - CAN",
        "RUS",
        data=data,
        indicators=["active_personnel"],
        error_model="calibrated",
    )
    told = result.explain("active_personnel", "high", "errors")
    assert set(told.figures["source_id"]) == {"cia-2025", "gfp-2025"}
    reach = np.exp(np.sqrt(6) * 0.177)
    assert row(result, "active_personnel", "errors")["high"] == pytest.approx(100 * reach, rel=0.01)


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_no_share_is_none_or_all(case):
    hits, draws = case
    text = share_text(hits, draws)
    if text == "not known":
        assert draws < 4
        return
    number = float(re.sub(r"[<>%]|just over|just under", "", text))
    assert 0 < number < 100
    if text.startswith("<"):
        assert hits / draws < max(0.01, 3 / draws)
    elif text.startswith(">"):
        assert hits / draws > 1 - max(0.01, 3 / draws)
    else:
        assert number == pytest.approx(100 * hits / draws, abs=0.51)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"draws": 0}, "draws must be a whole number of 1 or more; found 0"),
        ({"draws": -5}, "found -5"),
        ({"draws": 10.0}, "found 10.0"),
        ({"draws": True}, "found True"),
        ({"seed": -1}, "seed"),
        ({"chunk": 0}, "chunk"),
        ({"dependence": "within"}, "independent, within_side, opposed; found 'within'"),
        ({"sources": "all"}, "publications, editions, selected"),
        ({"error_model": "normal"}, "rounding, calibrated, or a mapping"),
    ],
)
def test_parameters_that_do_not_exist(tiny, more, words):
    with pytest.raises(ParameterError, match=words):
        run(tiny(held(1, 2, 3, 4)), **more)


@pytest.mark.parametrize(
    ("values", "more", "error", "words"),
    [
        ((1, 2, None, 4), {}, OpenBound, "tanks: one-2025 has no figure for CCC"),
        ((1, 2, 3, 0), {}, ZeroDenominator, "tanks: by one-2025 Rho may have none"),
        ((1, 2, 3, 4), {"error_model": {"guns": (1, 1, 1)}}, NoErrorModel, "nothing of tanks"),
        ((1, 2, 3, 4), {"error_model": {"all": (0, 1, 1)}}, ZeroDenominator, "may have none"),
        ((None, None, None, 4), {}, NotSimulated, "tanks: no source at hand"),
        ((1, 2, 3, 4), {"error_model": "calibrated"}, NoErrorModel, "no spread of tanks"),
    ],
)
def test_rows_that_cannot_be_drawn(tiny, values, more, error, words):
    with pytest.raises(error, match=words):
        run(tiny(held(*values)), **more)


def test_an_open_figure_is_named_with_what_would_bound_it(tiny):
    rows = [*held(1, 2, None, 4), figure("CCC", "tanks", 10, "one-2025", hedge="over")]
    rows[-1]["as_stated"] = "over 10"
    data = tiny(rows)
    with pytest.raises(
        OpenBound, match=r"bounds one-2025-ccc-tanks-2024 from above; reading='step'"
    ):
        run(data, error_model="rounding", reading="logical")
    assert row(run(data, error_model="rounding"))["a_95"] < 23
    assert row(run(data, reading="logical"), table="limits")["a_high"] == pytest.approx(15.6)


def test_a_range_without_a_value_is_drawn_only_on_demand(tiny):
    rows = held(10, 20, None, 40)
    rows.append(figure("CCC", "tanks", None, "one-2025", low=30, high=50, as_stated="30 to 50"))
    data = tiny(rows)
    with pytest.raises(NoBestValue, match="one-2025-ccc-tanks-2024"):
        run(data, error_model="rounding")
    cells = row(run(data, error_model="rounding", without_value="uniform"))
    assert cells["a_5"] == pytest.approx(61, abs=0.3)
    assert cells["a_95"] == pytest.approx(79, abs=0.3)


def test_unlike_things_have_no_simulated_ratio(tiny):
    data = redefined(tiny(held(1, 2, 3, 4)), "tanks", comparable="no", why_not="Unlike.")
    with pytest.raises(NotSimulated, match="cannot be compared"):
        run(data)


def test_rows_that_nobody_asked_for_by_name_are_left_out_and_said(tiny):
    data = tiny([*held(1, 2, 3, 4), *held(1, None, 3, 4, indicator="guns")])
    result = simulation("PACT", "RRR", data=data, error_model=FIFTH)
    assert result.table["row"].tolist() == ["tanks"]
    assert any(told.startswith("Not drawn: guns") and "BBB" in told for told in result.caveats)


def test_rows_asked_for_by_name_must_all_be_drawn(tiny):
    data = tiny([*held(1, 2, 3, 4), *held(1, None, 3, 4, indicator="guns")])
    with pytest.raises(OpenBound, match="guns: one-2025 has no figure for BBB"):
        run(data, "tanks", "guns")
    data = tiny([*held(1, 2, 3, 0), *held(1, None, 3, 4, indicator="guns")])
    with pytest.raises(NotSimulated, match=r"tanks: by one-2025 Rho may have none.*; guns: one"):
        run(data, "tanks", "guns")


def test_sides_are_checked_as_in_a_comparison(tiny):
    with pytest.raises(OverlappingSides):
        run(tiny(held(1, 2, 3, 4)), b="AAA")


@pytest.mark.parametrize("error_model", ["rounding", "calibrated", FIFTH])
def test_every_number_of_the_answer_is_in_a_cell(data, error_model):
    result = simulation(
        "NATO - USA - CAN", "RUS", data=data, error_model=error_model, without_value="uniform"
    )
    for statement in result.answer:
        for text, address in statement.parts():
            if address is None:
                assert not re.search(r"\d", text), text
            else:
                table, key, column = address.split("/")
                assert column in result.frame(table)[1].columns
                assert key in result.frame(table)[1].index
    # In another process the same words, and no word of winning.
    assert not re.search("win|lead|strong|probab", result.headline)
    for name in result.tables:
        assert printed(result, name).rows


def test_it_says_which_model_and_dependence(tiny):
    result = run(tiny(held(1, 2, 3, 4)), dependence="opposed")
    assert result.headline.startswith(
        "10,000 draws with the error model 'given' and the dependence 'opposed'."
    )
    assert (row(result)["error_model"], row(result)["dependence"]) == ("given", "opposed")


@pytest.mark.parametrize("more", [{"terms": "open"}, {"leave_out": ["gfp"]}])
def test_it_runs_without_some_sources(more):
    result = simulation("NATO - USA - CAN", "RUS", data=balance.load(**more), error_model=FIFTH)
    assert result.table["row"].tolist()
    assert any(told.startswith("Left out, by their terms or by choice") for told in result.caveats)


def test_the_way_back_leads_to_the_figures(tiny):
    told = run(tiny(held(1, 2, 3, 4))).explain("tanks", "ratio_95")
    assert sorted(told.figures["entity"]) == ["AAA", "BBB", "CCC", "RRR"]
