"""Stocks, forces and rotation over time, worked out on paper and month by month."""

import csv
import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import balance
from balance.charts import chart_figure
from balance.comparison.amounts import Amount, constant
from balance.errors import BalanceError, DateError, PastTarget, RateError, UnknownLosses
from balance.planning import force_path, rotation_path, stock_path
from balance.planning.rotation import each_in_place
from balance.planning.stock.result import rate_needed, years_needed
from balance.quantities.bounds import Bounds, exact


def only(result, table=None):
    name = table or next(iter(result.tables))
    return result.tables[name].set_index("row")


# Stock


@pytest.mark.parametrize(
    ("now", "target", "rate", "years"),
    [(226, 423, 13.1, 15), (339, 2398, 51.5, 40), (121, 978, 8.6, 100)],
)
def test_published_years_to_a_target(now, target, rate, years):
    amounts = [constant(number, "pieces") for number in (now, target, rate)]
    assert round(years_needed(*amounts).value) == years
    assert rate_needed(*amounts[:2], years).value == pytest.approx(rate, rel=0.005)


def test_thirteen_a_year(data):
    result = stock_path(226, 423, years=15, start="2021", data=data)
    assert only(result).at["stock", "needed"] == pytest.approx(197 / 15)
    assert "needs 13.1 more each year to go from 226 to 423 in 15 years" in result.headline
    path = only(result, "path")
    assert path.index.tolist() == [str(year) for year in range(2021, 2037)]
    assert path["level"].tolist() == pytest.approx([226 + 197 * n / 15 for n in range(16)])
    assert path["status"].tolist() == ["assumed"] + ["projected"] * 15


def test_how_long_with_bounds(data):
    # 100 lacking to 300 lacking... 200 to 250 held, 400 wanted, 10 to 25 a year: 6 to 20 years.
    result = stock_path((200, 250), 400, per_year=(10, 25), start="2025-03", data=data)
    row = only(result).loc["stock"]
    assert row[["takes_low", "takes_high"]].tolist() == [6, 20]
    assert row["by_when"] == "2031-03 to 2045-03"
    path = only(result, "path")
    assert path.index[-1] == "2045"
    # After five years at least 250 and at most 375; never above the target.
    assert path.loc["2030", ["level_low", "level_high"]].tolist() == [250, 375]
    assert path["level_high"].max() == 400
    assert path["level_low"].iloc[-1] == 400


def test_a_rate_that_may_be_nothing_may_never_reach_it(data):
    result = stock_path(200, 400, per_year=(0, 20), start="2025", data=data)
    assert math.isinf(only(result).at["stock", "takes_high"])
    assert "2035 or later, or never" in result.headline


def test_a_rate_and_a_time_say_what_is_short(data):
    result = stock_path(200, 400, per_year=10, years=8, start="2025", data=data)
    assert only(result).at["stock", "short"] == 120
    assert "short of the target by 120" in result.headline


def test_a_stock_above_the_target_is_never_taken_down(data):
    result = stock_path((390, 430), 400, per_year=5, start="2025", data=data)
    assert only(result, "path")["level_high"].tolist() == [430, 430, 430]
    reached = stock_path(500, 400, per_year=5, start="2025", data=data)
    assert "has reached 400 already" in reached.headline
    assert reached.charts == ()


def test_a_stock_of_the_tables_is_reported_and_explained(data):
    result = stock_path("DEU", 2398, indicator="main_battle_tanks", per_year=51.5, data=data)
    folder = Path(balance.__file__).parents[1] / "datasets" / "figures"
    with (folder / "gfp-2025.csv").open(encoding="utf-8", newline="") as file:
        (tanks,) = (
            float(r["value"])
            for r in csv.DictReader(file)
            if (r["entity"], r["indicator"]) == ("DEU", "main_battle_tanks")
        )
    assert only(result).at["stock", "takes"] == pytest.approx((2398 - tanks) / 51.5)
    assert only(result, "path").iloc[0]["status"] == "reported"
    figures = result.explain("stock", "takes").figures
    assert figures["figure_id"].tolist() == ["gfp-2025-deu-main-battle-tanks"]


def test_missing_members_make_the_stock_a_floor(tiny):
    from handmade import held

    data = tiny(held(10, None, 30, 5))
    result = stock_path("PACT", 100, indicator="tanks", per_year=10, data=data)
    row = only(result).loc["stock"]
    assert row[["lacking_low", "lacking_high"]].tolist() == [0, 60]
    assert row["takes_high"] == 6
    assert any("No figure for Beta" in caveat for caveat in result.caveats)
    nothing = stock_path("PACT", 100, indicator="guns", per_year=10, data=data)
    assert "No figure of the stock of the Pact is at hand" in nothing.headline
    assert nothing.charts == ()


def test_what_a_stock_cannot_be_asked(data):
    for wrong in (
        {},
        {"years": 0},
        {"years": -3},
        {"per_year": 0},
        {"per_year": -5},
        {"per_year": (5, 3)},
        {"years": 3, "by": 2030},
    ):
        with pytest.raises(RateError):
            stock_path(226, 423, start="2021", data=data, **wrong)
    for year in (2021, 1990, 2024):  # the reference date is in 2025
        with pytest.raises(PastTarget, match="expected a whole year after 2021"):
            stock_path(226, 423, by=year, start="2021", data=data)
    with pytest.raises(RateError, match="needs an indicator"):
        stock_path("DEU", 423, years=3, data=data)
    with pytest.raises(RateError, match="stock"):
        stock_path(-1, 423, years=3, data=data)


# Forces


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 10**6),
    st.integers(0, 50_000),
    st.integers(0, 50_000),
    st.integers(0, 20_000),
    st.integers(1, 24),
)
def test_month_by_month(data, force, recruits, losses, returns, months):
    result = force_path(
        force,
        recruits=recruits,
        losses={"casualties": losses},
        returns=returns,
        months=months,
        data=data,
    )
    strengths = [force + month * (recruits - losses + returns) for month in range(months + 1)]
    path = only(result, "path")["force"].tolist()
    assert path == [max(0, strength) for strength in strengths]


def test_a_published_month(data):
    # 190,000 recruits in five months, 20,000 to 32,000 irrecoverable losses a month.
    result = force_path(
        600_000, recruits=190_000 / 5, losses={"irrecoverable": (20_000, 32_000)}, data=data
    )
    row = only(result).loc["irrecoverable"]
    assert row[["grows_low", "grows_high"]].tolist() == [6_000, 18_000]
    assert row["break_even"] == 38_000
    assert row["verdict"] == "grows"
    last = only(result, "path").iloc[-1]
    assert last[["force_low", "force_high"]].tolist() == [672_000, 816_000]
    chart_figure(result, "fan")


def test_time_to_the_floor(data):
    # 100,000 above the floor, shrinking by 5,000 to 10,000 a month.
    result = force_path(
        600_000,
        recruits=20_000,
        losses={"irrecoverable": (25_000, 30_000)},
        floor=500_000,
        data=data,
    )
    row = only(result).loc["irrecoverable"]
    assert row[["to_floor_low", "to_floor_high"]].tolist() == [10, 20]
    assert "is reached after 10.0–20.0 months" in result.headline


def test_wounded_who_return_are_not_taken_for_none(data):
    result = force_path(100_000, recruits=10, losses={"casualties": 1_000}, months=10, data=data)
    last = only(result, "path").iloc[-1]
    assert last[["force_low", "force_high"]].tolist() == [90_100, 100_100]
    assert math.isnan(last["force"])
    assert only(result).at["casualties", "verdict"] == "undecided"
    assert any("up to all of them" in caveat for caveat in result.caveats)


def test_types_are_never_added(data):
    result = force_path(
        1_000, recruits=10, losses={"killed": 5, "irrecoverable": 10}, months=1, data=data
    )
    assert only(result).loc[["killed", "irrecoverable"], "losses"].tolist() == [5, 10]
    last = only(result, "path").loc[["killed_1", "irrecoverable_1"], "force"]
    assert last.tolist() == [1_005, 1_000]
    assert any("unlike things" in caveat for caveat in result.caveats)
    assert any("strength is at most" in caveat for caveat in result.caveats)


def test_only_the_wounded_return(data):
    losses = {"killed": 5, "casualties": 20}
    result = force_path(1_000, recruits=0, losses=losses, returns=10, months=1, data=data)
    last = only(result, "path").loc[["killed_1", "casualties_1"], "force"]
    assert last.tolist() == [995, 990]


def test_stated_rates_of_a_state(data):
    result = force_path("RUS", data=data)
    row = only(result).loc["casualties"]
    assert row["recruits"] == 30_000
    # Up to a million in just under three years or just over.
    assert 1e6 / 37 < row["losses_high"] < 1e6 / 34
    assert "seed-002-rus-military-casualties" in set(result.figures["figure_id"])
    without = force_path("RUS", data=balance.load(terms="open"))
    assert "recruits of a month are neither given nor at hand" in without.headline
    assert without.charts == ()


def test_what_a_force_cannot_be_asked(data):
    ask = {"recruits": 5, "losses": {"killed": 3}, "data": data}
    with pytest.raises(UnknownLosses, match="Did you mean casualties"):
        force_path(100, recruits=5, losses={"casualities": 3}, data=data)
    with pytest.raises(UnknownLosses, match="nobody returns"):
        force_path(100, returns=1, **ask)
    for wrong in ({"months": 0}, {"months": 1.5}, {"months": 10**6}, {"floor": -1}):
        with pytest.raises(RateError):
            force_path(100, **ask, **wrong)
    with pytest.raises(RateError, match="losses, killed"):
        force_path(100, recruits=5, losses={"killed": -3}, data=data)


# Rotation


def test_the_published_pool(data):
    result = rotation_path(64_000, tour=6, mission=24, data=data)
    assert only(result).at["pool", "pool"] == 256_000
    assert "need a pool of 256,000, 4 for each in place" in result.headline


@pytest.mark.parametrize(
    ("how", "each"),
    [
        ({"tour": 6, "mission": 24}, 4),
        ({"tour": 6, "mission": 25}, 5),  # a last tour of a month takes people too
        ({"tour": 6, "mission": 3}, 1),
        ({"tour": 0.1, "mission": 0.3}, 3),
        ({"tour": 6, "dwell": 12}, 3),
        ({"tour": 6, "dwell": 24}, 5),
        ({"tour": 4, "dwell": 0}, 1),
    ],
)
def test_each_in_place(how, each):
    assert each_in_place(**how) == each


def test_a_pool_beside_active_personnel(data):
    result = rotation_path((10_000, 20_000), tour=6, dwell=6, of="BALTIC", data=data)
    row = only(result).loc["pool"]
    assert row[["pool_low", "pool_high"]].tolist() == [20_000, 40_000]
    assert row["share_high"] == pytest.approx(40_000 / row["active_low"] * 100)
    assert "of the active personnel of the Baltic states" in result.headline


@pytest.mark.parametrize(
    "how",
    [
        {"tour": 0, "mission": 24},
        {"tour": -6, "dwell": 12},
        {"tour": 6},
        {"tour": 6, "mission": 24, "dwell": 6},
        {"tour": 6, "mission": 0},
        {"tour": 6, "dwell": -1},
        {"tour": math.nan, "mission": 24},
    ],
)
def test_rotations_that_cannot_be(how):
    with pytest.raises(RateError):
        rotation_path(64_000, **how)


def test_a_number_that_is_none():
    with pytest.raises(BalanceError, match="deployed"):
        rotation_path("many", tour=6, mission=24)  # type: ignore[arg-type]
    kept = Amount(Bounds(1, 2, 3), "persons")
    assert rotation_path(kept, tour=6, mission=6).table.at[0, "pool_high"] == 3
    assert exact(1).is_exact


def test_a_force_below_its_floor_does_not_stay_above_it(data):
    below = force_path(600, recruits=10, losses={"killed": 3}, floor=700, data=data)
    assert "it begins at or below the floor of 700" in below.headline
    above = force_path(600, recruits=10, losses={"killed": 3}, floor=500, data=data)
    assert "it does not fall to the floor of 500" in above.headline


def test_a_stock_says_whose_it_is_and_what_it_counts_besides(data):
    told = stock_path("RUS", 6000, indicator="main_battle_tanks", per_year=100, data=data).caveats
    assert "The stock is that of gfp-2025; other sources may differ." in map(str, told)
    assert "The figure of Russia counts stored vehicles, too." in map(str, told)


def test_slips_of_years_are_no_traceback(data):
    for wrong in ({"by": 99999}, {"by": "2035"}):
        with pytest.raises(PastTarget, match="no later than"):
            stock_path(5, 10, data=data, **wrong)
    for wrong in ({"years": "3"}, {"years": 1e6}, {"years": True}):
        with pytest.raises(RateError, match="years"):
            stock_path(5, 10, data=data, **wrong)
    with pytest.raises(DateError, match="2020 is not a date"):
        stock_path(5, 10, years=3, start=2020, data=data)
