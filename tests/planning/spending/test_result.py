"""Spending to a share of product, against plain arithmetic year by year."""

import csv
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import balance
from balance.charts import chart_figure
from balance.comparison.amounts import Amount, constant
from balance.errors import ParameterError, PastTarget, RateError, UnknownName
from balance.planning import required_growth, spending_path
from balance.planning.spending.growth import extra_spending, rising_share, spending_level
from balance.quantities.bounds import Bounds

FIGURES = Path(balance.__file__).parents[1] / "datasets" / "figures"


def only(result, table=None):
    return result.tables[table or next(iter(result.tables))].set_index("row")


def printed(source, indicator, year, basis):
    """Return figures of one year by state, read without the package."""
    with (FIGURES / f"{source}.csv").open(encoding="utf-8", newline="") as file:
        return {
            r["entity"]: float(r["value"])
            for r in csv.DictReader(file)
            if (r["indicator"], r["as_of"], r["basis"]) == (indicator, year, basis)
        }


def test_the_published_growth():
    found = required_growth(constant(2.0, "percent"), 3.5, 10, 2.0)
    assert round(found.value, 2) == 7.87


@given(
    st.floats(0.2, 10),
    st.floats(0.2, 10),
    st.integers(1, 30),
    st.floats(-5, 8),
    st.floats(1, 1e12),
)
def test_year_by_year(share, target, years, growth, spending):
    money, part = constant(spending, "USD"), constant(share, "percent")
    product, level, extra = spending / share * 100, spending, 0.0
    rate = (max(target / share, 1) * (1 + growth / 100) ** years) ** (1 / years)
    for year in range(1, years + 1):
        product *= 1 + growth / 100
        level *= rate
        extra += level - share / 100 * product
        found = spending_level(money, part, target, years, growth, year)
        assert found.value == pytest.approx(level)
        now = rising_share(part, target, year / years).value
        assert now == pytest.approx(level / product * 100)
    assert level == pytest.approx(max(target, share) / 100 * product)
    whole = extra_spending(money, part, target, years, growth).value
    assert whole == pytest.approx(extra, rel=1e-6, abs=1e-6 * spending)


@given(st.tuples(*[st.floats(0.5, 6)] * 3).map(sorted), st.floats(0, 1))
def test_bounds_hold_whatever_the_share_between_them(ends, part):
    share = Amount(Bounds(*ends), "percent")
    truth = ends[0] + part * (ends[2] - ends[0])
    within = constant(truth, "percent")
    money = constant(100, "USD")
    for make in (
        lambda s: required_growth(s, 3.0, 8, 1.0),
        lambda s: spending_level(money, s, 3.0, 8, 1.0, 5),
        lambda s: extra_spending(money, s, 3.0, 8, 1.0),
        lambda s: rising_share(s, 3.0, 0.4),
    ):
        wide, narrow = make(share).bounds, make(within).bounds.value
        assert wide.low - 1e-9 <= narrow <= wide.high + 1e-9


def test_a_share_that_may_be_nothing_leaves_growth_open():
    found = required_growth(Amount(Bounds(0, 0.05, 0.1), "percent"), 2.0, 5, 1.0)
    assert math.isinf(found.bounds.high)
    nothing = required_growth(constant(0, "percent"), 2.0, 5, 1.0)
    assert not nothing.is_known


def test_one_state_of_the_bundled_figures(data):
    result = spending_path("DEU", 3.5, 2035, 1.0, data=data)
    share = printed("sipri-2025", "military_expenditure_share", "2024", "current-mer")["DEU"]
    money = printed("sipri-2025", "military_expenditure", "2024", "current-mer")["DEU"]
    row = only(result).loc["sipri"]
    growth = ((3.5 / share) * 1.01**11) ** (1 / 11) - 1
    assert row["growth"] == pytest.approx(100 * growth)
    assert row["level"] == pytest.approx(money * (1 + growth) ** 11)
    assert row["level"] == pytest.approx(0.035 * money / share * 100 * 1.01**11)
    extra = sum(money * ((1 + growth) ** t - 1.01**t) for t in range(1, 12))
    assert row["extra"] == pytest.approx(extra)
    path = only(result, "path")
    assert path["status"].tolist() == ["reported"] * 3 + ["projected"] * 11
    assert path["extra"].iloc[3:].sum() == pytest.approx(extra)
    # Money of earlier years is in other prices and is left out.
    assert path.loc[["2022", "2023"], "level"].isna().all()
    assert "in prices and at exchange rates of 2024" in result.headline
    assert any("As NATO defines spending" in caveat for caveat in result.caveats)
    used = set(result.explain("sipri", "growth").figures["figure_id"])
    assert used == {"sipri-2025-deu-military-expenditure-share-2024"}
    chart_figure(result, "fan")


def test_members_offset_nobody(data):
    result = spending_path("NATO - USA", 3.5, 2035, 1.5, by_definition="nato", data=data)
    shares = printed("nato-2024", "defence_expenditure_share", "2024", "2015-mer")
    money = printed("nato-2024", "defence_expenditure", "2024", "current-mer")
    level = extra = start = 0.0
    for state in data.group("NATO") - {"USA", "ISL"}:
        rise = max(3.5 / shares[state], 1)
        start += money[state]
        level += money[state] * rise * 1.015**11
        extra += sum(money[state] * (rise ** (t / 11) - 1) * 1.015**t for t in range(1, 12))
    row = only(result).loc["nato"]
    assert row["start"] == pytest.approx(start)
    assert row["level"] == pytest.approx(level)
    assert row["extra"] == pytest.approx(extra)
    assert row["growth"] == pytest.approx(100 * ((level / start) ** (1 / 11) - 1))
    members = only(result, "members")
    assert members.at["POL", "extra"] == 0
    assert members["extra"].sum() == pytest.approx(extra)
    assert any("Without armed forces, and in no sum: Iceland" in c for c in result.caveats)
    for kind in ("fan", "amounts"):
        chart_figure(result, kind)


def test_who_is_there_already(data):
    result = spending_path("POL", 3.5, 2035, 1.5, data=data)
    assert "at or above 3.5 % already" in result.headline
    assert only(result).at["sipri", "extra"] == 0
    assert "has no armed forces" in spending_path("ISL", 2, 2030, 1.0, data=data).headline


def test_missing_members_give_a_floor(data):
    result = spending_path("BALTIC + BLR", 6, 2030, 1.0, by_definition="nato", data=data)
    row = only(result).loc["nato"]
    assert math.isinf(row["extra_high"])
    assert row["extra_low"] > 0
    assert "Not all members" in result.headline
    assert any("No figures of NATO for Belarus" in caveat for caveat in result.caveats)
    assert not any(spec.kind == "fan" for spec in result.charts)


def test_without_figures_it_says_so(data):
    nothing = spending_path("DEU", 3.5, 2035, 1.0, data=balance.load(terms="open"))
    assert "No figures of spending of Germany" in nothing.headline
    assert nothing.charts == ()
    other = spending_path("RUS", 8, 2030, 1.0, by_definition="nato", data=data)
    assert "by SIPRI there are" in other.headline


def test_what_cannot_be_asked(data):
    for year in (2024, 2020, 2030.5):
        with pytest.raises(PastTarget, match="target year"):
            spending_path("DEU", 3.5, year, 1.0, data=data)
    for target in (0, -2, math.inf):
        with pytest.raises(RateError, match="target"):
            spending_path("DEU", target, 2035, 1.0, data=data)
    for growth in (-100, -150, math.nan):
        with pytest.raises(RateError, match="growth"):
            spending_path("DEU", 3.5, 2035, growth, data=data)
    with pytest.raises(ParameterError, match="Did you mean sipri"):
        spending_path("DEU", 3.5, 2035, 1.0, by_definition="sipry", data=data)
    with pytest.raises(UnknownName):
        spending_path("DUE", 3.5, 2035, 1.0, data=data)


def test_who_is_there_by_the_other_definition_needs_no_growth(data):
    told = " ".join(map(str, spending_path("POL", 2, 2030, 2, data=data).caveats))
    assert "and nothing beyond it is needed: definitions differ." in told
    assert "growth needed" not in told


def test_slips_of_years_and_shares_are_no_traceback(data):
    for year in (99999, "2035", float("nan"), 2035.5):
        with pytest.raises(PastTarget, match="no later than 2124"):
            spending_path("DEU", 3.5, year, 1, data=data)
    for target, growth in ((101, 1), ("3", 1), (3, 1e9), (3, None)):
        with pytest.raises(RateError, match="expected a number"):
            spending_path("DEU", target, 2035, growth, data=data)


def test_growth_of_plain_numbers():
    assert required_growth(2.0, 3.5, 10, 2.0).value == pytest.approx(7.87, abs=0.005)
    for wrong in ((-2, 3.5, 10, 2), (2, 0, 10, 2), (2, 3.5, 0, 2), (2, 3.5, 10, -100)):
        with pytest.raises(RateError):
            required_growth(*wrong)
