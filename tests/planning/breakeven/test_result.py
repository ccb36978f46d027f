"""What must be added to reach a ratio, worked out on paper and put back in."""

import csv
import math
from fractions import Fraction
from pathlib import Path

import pytest
from handmade import held, redefined
from hypothesis import given, settings
from hypothesis import strategies as st

import balance
from balance.charts import chart_figure
from balance.errors import (
    DateError,
    EmptyCoalition,
    ParameterError,
    RateError,
    ShareError,
    UnknownIndicator,
    UnknownSplit,
)
from balance.planning import breakeven
from balance.planning.breakeven.change import missing_to
from balance.quantities.bounds import Bounds, exact

RATIOS = st.decimals(min_value="0.01", max_value="20", places=2).map(float)


def only(result, table="needed"):
    return result.tables[table].set_index("row")


@given(st.integers(0, 10**6), st.integers(1, 10**6), RATIOS)
def test_the_answer_put_back_in_gives_the_ratio_to_the_whole_unit(mine, theirs, ratio):
    needed = int(missing_to(exact(mine), exact(theirs), ratio, whole=True).value)
    wanted = Fraction(str(ratio))
    assert Fraction(mine + needed, theirs) >= wanted
    if needed:
        assert Fraction(mine + needed - 1, theirs) < wanted


@given(
    st.tuples(*[st.floats(0, 1e12)] * 3).map(sorted),
    st.tuples(*[st.floats(1, 1e12)] * 3).map(sorted),
    RATIOS,
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_bounds_hold_whatever_the_truth_between_them(mine, theirs, ratio, p, q):
    found = missing_to(Bounds(*mine), Bounds(*theirs), ratio, whole=False)
    a = mine[0] + p * (mine[2] - mine[0])
    b = theirs[0] + q * (theirs[2] - theirs[0])
    lacking = max(0.0, ratio * b - a)
    room = 1e-9 * (ratio * theirs[2] + mine[2])
    assert found.low - room <= lacking <= found.high + room


def test_decimals_of_a_ratio_are_taken_as_written():
    # 1.1 times 10 is 11, not 11.000000000000002.
    assert missing_to(exact(8), exact(10), 1.1, whole=True).value == 3


def test_by_hand(tiny):
    # The Pact has 10 + 20 + 30 = 60, Rho 100: 40 lacking, or 90 at 1.5 to 1.
    data = tiny(held(10, 20, 30, 100))
    result = breakeven("PACT", "RRR", "tanks", data=data)
    row = only(result).loc["tanks"]
    assert row[["a", "b", "level", "needed"]].tolist() == [60, 100, 100, 40]
    assert row["outcome"] == "not reached"
    assert "needs 40 more than its 60" in result.headline
    assert only(breakeven("PACT", "RRR", "tanks", ratio=1.5, data=data)).at["tanks", "needed"] == 90


def test_equal_parts_are_whole_and_add_up(tiny):
    result = breakeven("PACT", "RRR", "tanks", data=tiny(held(10, 20, 30, 100)))
    parts = only(result, "split")["part"]
    assert sorted(parts) == [13, 13, 14]
    assert "In equal parts that is 14 or 13 for each member" in result.headline


def test_parts_by_present_holdings(tiny):
    # 60 lacking, by 10 : 20 : 30.
    data = tiny(held(10, 20, 30, 120))
    parts = only(breakeven("PACT", "RRR", "tanks", split="holdings", data=data), "split")["part"]
    assert parts.to_dict() == {"CCC": 30, "BBB": 20, "AAA": 10}


def with_gdp(tiny, *outputs, tanks=(10, 20, 30, 100)):
    """Return tanks and products of the tables, in the indicator ``gdp``."""
    rows = held(*tanks) + held(*outputs, indicator="output", source="two-2024")
    data = tiny(rows)
    frames = dict(data.tables)
    for name in ("indicators", "figures"):
        frame = frames[name].copy()
        frame["indicator"] = frame["indicator"].replace({"output": "gdp"})
        for column in ("denominator", "formula"):
            if column in frame:
                frame[column] = frame[column].str.replace("output", "gdp")
        frames[name] = frame
    return balance.tables.dataset.Dataset(frames, data.reference_date, {})


def test_parts_by_product_from_one_source(tiny):
    data = with_gdp(tiny, 100, 300, 400, 50)
    result = breakeven("PACT", "RRR", "tanks", split="gdp", data=data)
    assert only(result, "split")["part"].to_dict() == {"CCC": 20, "BBB": 15, "AAA": 5}
    assert any("weights are those of two-2024" in caveat for caveat in result.caveats)


def test_a_missing_product_is_no_zero(tiny):
    data = with_gdp(tiny, 100, None, 400, 50)
    result = breakeven("PACT", "RRR", "tanks", split="gdp", data=data)
    split = only(result, "split")
    # Beta's part is unknown; Gamma's is at most 40 * 400 / 500, Alpha's 40 * 100 / 500.
    assert math.isnan(split.at["BBB", "part"])
    assert math.isinf(split.at["BBB", "part_high"])
    assert split.loc[["CCC", "AAA"], "part_high"].tolist() == [32, 8]
    assert split.loc[["CCC", "AAA"], "part_low"].tolist() == [0, 0]
    assert any("No figure to split by for Beta" in caveat for caveat in result.caveats)


def test_a_missing_member_makes_it_at_most(tiny):
    result = breakeven("PACT", "RRR", "tanks", data=tiny(held(10, 20, None, 100)))
    row = only(result).loc["tanks"]
    assert row[["needed_low", "needed_high"]].tolist() == [0, 70]
    assert math.isnan(row["needed"])
    assert "needs ≤ 70 more" in result.headline
    assert "Gamma" in result.headline


def test_a_missing_member_of_the_other_side_makes_it_at_least(tiny):
    result = breakeven("RRR", "PACT", "tanks", data=tiny(held(50, 30, None, 20)))
    row = only(result).loc["tanks"]
    assert row["needed_low"] == 60
    assert math.isinf(row["needed_high"])
    assert "≥ 60 more" in result.headline


def test_members_missing_on_both_sides_say_nothing(tiny):
    data = tiny(held(10, None, 5, 3))
    result = breakeven("AAA + BBB", "CCC + SSS", "tanks", data=data)
    assert only(result).at["tanks", "outcome"] == "members missing"
    assert "Beta and Sigma" in result.headline
    assert result.charts == ()


def test_reached_already_says_by_how_much(tiny):
    result = breakeven("PACT", "RRR", "tanks", data=tiny(held(10, 20, 30, 45)))
    assert only(result).at["tanks", "spare"] == 15
    assert "has reached 1 : 1 to Rho in tanks already, with 15 to spare" in result.headline
    assert "split" not in result.tables


def test_reached_by_what_is_reported(tiny):
    result = breakeven("PACT", "RRR", "tanks", data=tiny(held(10, 90, None, 45)))
    assert only(result).at["tanks", "outcome"] == "reached"


def test_bounds_may_leave_it_open(tiny):
    # The Pact has 50 to 70, Rho 60.
    result = breakeven("PACT", "RRR", "tanks", data=tiny(held(10, (10, 30), 30, 60)))
    row = only(result).loc["tanks"]
    assert row["outcome"] == "undecided"
    assert row[["needed_low", "needed", "needed_high"]].tolist() == [0, 0, 10]
    assert row[["spare_low", "spare", "spare_high"]].tolist() == [0, 0, 10]


def test_what_is_open_is_told_by_its_best_values(tiny):
    # The Pact has 50, 60 or 70; Rho 65 or 55: short by the best values, or with some to spare.
    short = breakeven("PACT", "RRR", "tanks", data=tiny(held(10, (10, 30), 30, 65)))
    assert "the Pact needs 5 [0–15] more" in short.headline
    assert "it may have reached it (to spare: 0 [0–5])" in short.headline
    spare = breakeven("PACT", "RRR", "tanks", data=tiny(held(10, (10, 30), 30, 55)))
    assert "the Pact needs nothing more by the best values" in spare.headline
    assert "that is undecided (needed: 0 [0–5]; to spare: 5 [0–15])" in spare.headline


@pytest.mark.parametrize(
    "wrong",
    [
        {"ratio": "2"},
        {"ratio": True},
        {"ratio": 1e308},
        {"ratio": 1e-300},
        {"per_year": "5"},
        {"per_year": 1e-300},
    ],
)
def test_slips_of_numbers_are_faults_of_the_question(tiny, wrong):
    with pytest.raises(RateError, match="expected a number"):
        breakeven("PACT", "RRR", "tanks", data=tiny(held(1, 2, 3, 9)), **wrong)


def test_names_that_are_none_are_faults_of_the_question(tiny):
    data = tiny(held(1, 2, 3, 9))
    for name in (None, ["tanks"]):
        with pytest.raises(ParameterError, match="of one indicator"):
            breakeven("PACT", "RRR", name, data=data)
    with pytest.raises(UnknownSplit, match="no split None"):
        breakeven("PACT", "RRR", "tanks", split=None, data=data)
    with pytest.raises(DateError, match="2025 is not a date"):
        breakeven("PACT", "RRR", "tanks", start=2025, data=data)


def test_a_ratio_below_one_prints_as_asked(tiny):
    told = breakeven("PACT", "RRR", "tanks", ratio=0.5, data=tiny(held(1, 2, 3, 90))).headline
    assert "To reach 1 : 2 to Rho" in told


def test_impossible_and_why(tiny):
    data = tiny(held(10, 20, 30, 0))
    assert "there is no ratio to nothing" in breakeven("PACT", "RRR", "tanks", data=data).headline
    unlike = redefined(tiny(held(10, 20, 30, 5)), "tanks", comparable="no", why_not="Unlike.")
    result = breakeven("PACT", "RRR", "tanks", data=unlike)
    assert "unlike things (60 against 5)" in result.headline
    nothing = breakeven("PACT", "RRR", "guns", data=data)
    assert "No source at hand has figures of guns" in nothing.headline
    for each in (result, nothing):
        assert each.charts == ()
        assert math.isnan(only(each)["needed"].iloc[0])


def test_by_when(tiny):
    # 40 lacking at 16 a year: two and a half years from some day of 2024.
    data = tiny(held(10, 20, 30, 100))
    result = breakeven("PACT", "RRR", "tanks", per_year=16, data=data)
    row = only(result).loc["tanks"]
    assert row["years"] == 2.5
    assert (row["by_when"], row["counted_from"]) == ("2026 to 2027", "2024")
    row = only(breakeven("PACT", "RRR", "tanks", per_year=16, start="2025-02-13", data=data)).loc[
        "tanks"
    ]
    assert row["by_when"] == "2027-08"


def test_a_share_takes_money(tiny):
    # Alpha spends 10 of 1,000, Rho 30 of 600, five in a hundred: 50 less 10 is 40.
    rows = held(10, None, None, 30, indicator="spending")
    rows += held(1000, None, None, 600, indicator="output", source="two-2024")
    result = breakeven("AAA", "RRR", "burden", data=tiny(rows))
    row = only(result).loc["burden"]
    assert row[["a", "b"]].tolist() == [1.0, 5.0]
    assert row["needed"] == pytest.approx(40)
    assert row["needed_unit"] == "USD"
    assert (10 + row["needed"]) / 1000 == pytest.approx(30 / 600)


def test_what_cannot_be_asked(data, tiny):
    few = tiny(held(10, 20, 30, 100))
    for ratio in (0, -1, math.nan, math.inf):
        with pytest.raises(RateError, match="ratio"):
            breakeven("PACT", "RRR", "tanks", ratio=ratio, data=few)
    with pytest.raises(RateError, match="per_year"):
        breakeven("PACT", "RRR", "tanks", per_year=-1, data=few)
    with pytest.raises(UnknownSplit, match="Did you mean holdings"):
        breakeven("PACT", "RRR", "tanks", split="holding", data=few)
    with pytest.raises(UnknownIndicator):
        breakeven("PACT", "RRR", "tonks", data=few)
    with pytest.raises(EmptyCoalition):
        breakeven("PACT - PACT", "RRR", "tanks", data=few)
    for name in ("equipment_share", "gdp_per_capita_ppp"):
        with pytest.raises(ShareError, match="no single part"):
            breakeven("DEU", "FRA", name, data=data)


def test_other_editions_say_what_they_need(tiny):
    rows = held(10, 20, 30, 100) + held(10, 20, 30, 70, source="two-2024")
    result = breakeven("PACT", "RRR", "tanks", data=tiny(rows))
    assert only(result).at["tanks@two-2024", "needed"] == 10
    assert any("two-2024: 10" in caveat for caveat in result.caveats)


def test_the_bundled_figures_in_plain_csv(data):
    folder = Path(balance.__file__).parents[1] / "datasets"
    with (folder / "memberships.csv").open(encoding="utf-8", newline="") as file:
        allies = {r["state"] for r in csv.DictReader(file) if r["group"] == "NATO"}
    allies -= {"USA", "CAN"}
    held_by = dict.fromkeys((*allies, "RUS"), 0)
    with (folder / "figures" / "gfp-2025.csv").open(encoding="utf-8", newline="") as file:
        for r in csv.DictReader(file):
            if r["indicator"].endswith("_artillery") and r["entity"] in held_by:
                held_by[r["entity"]] += int(r["value"])
    product = {}
    with (folder / "figures" / "world-bank-2026.csv").open(encoding="utf-8", newline="") as file:
        for r in csv.DictReader(file):
            if (r["indicator"], r["as_of"], r["basis"]) == ("gdp", "2024", "current-mer"):
                product[r["entity"]] = float(r["value"])
    mine = sum(n for code, n in held_by.items() if code != "RUS")
    lacking = math.ceil(1.5 * held_by["RUS"]) - mine
    result = breakeven("NATO - USA - CAN", "RUS", "artillery", ratio=1.5, split="gdp", data=data)
    assert only(result).at["artillery", "needed"] == lacking > 0
    parts = only(result, "split")["part"]
    assert parts.sum() == lacking
    whole = sum(product[code] for code in allies)
    for code, part in parts.items():
        assert abs(part - lacking * product[code] / whole) < 1
    # Every figure of both sides is behind the cell.
    used = result.explain("artillery", "needed").figures
    assert set(used["entity"]) == {*allies, "RUS"}
    chart_figure(result, "amounts")


def test_with_open_terms_it_says_what_is_missing():
    result = breakeven("NATO - USA - CAN", "RUS", "artillery", data=balance.load(terms="open"))
    assert "No source at hand" in result.headline
    assert any("Left out" in caveat for caveat in result.caveats)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 500), min_size=4, max_size=4), RATIOS)
def test_put_back_through_the_whole_of_it(tiny_once, numbers, ratio):
    *mine, theirs = numbers
    theirs += 1
    row = only(breakeven("PACT", "RRR", "tanks", ratio=ratio, data=tiny_once(held(*mine, theirs))))
    needed = row.at["tanks", "needed"]
    more = [mine[0] + int(needed), *mine[1:]]
    again = only(
        breakeven("PACT", "RRR", "tanks", ratio=ratio, data=tiny_once(held(*more, theirs)))
    )
    assert again.at["tanks", "outcome"] == "reached"
    if needed:
        assert again.at["tanks", "spare"] == 0
        assert Fraction(sum(more) - 1, theirs) < Fraction(str(ratio))


@pytest.fixture(scope="module")
def tiny_once(request):
    """Return the maker of tiny tables, once for a property test."""
    import conftest

    return conftest.tiny.__wrapped__()
