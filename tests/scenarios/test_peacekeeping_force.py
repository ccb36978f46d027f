"""The pool behind a force against active strength, worked out on paper."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from handmade import table

import balance
from balance.charts import chart_figure
from balance.errors import ParameterError
from balance.scenarios.peacekeeping_force import peacekeeping_force


def row(entity, indicator, value, source, **more):
    return {
        "figure_id": f"{source}-{entity.lower()}-{indicator}".replace("_", "-"),
        "entity": entity,
        "indicator": indicator,
        "as_of": "2024",
        "value": value,
        "unit": "persons",
        "as_stated": str(value),
        "source_id": source,
        "locator": "paragraph 1",
        **more,
    }


def small(data, **ceiling):
    """Return three states: 100,000, 200,000 and 300,000 active, by NATO a tenth more."""
    strengths = {"EST": 100_000, "LVA": 200_000, "LTU": 300_000}
    rows = [row(state, "active_personnel", n, "cia-2025") for state, n in strengths.items()]
    rows += [row(s, "military_personnel", n * 11 // 10, "nato-2024") for s, n in strengths.items()]
    if ceiling:
        words = ceiling["words"]
        rows.append(
            row(
                "UKR",
                "peacekeepers_required",
                ceiling["value"],
                "seed-001",
                as_stated=words,
                quote=words,
                hedge=ceiling["hedge"],
            )
        )
    frame = table("figures", rows)
    absences = data.tables["absences"].iloc[:0]
    return replace(data, tables={**data.tables, "figures": frame, "absences": absences})


def asked(data, **more):
    result = peacekeeping_force(data, coalition="BALTIC", without=("LTU",), **more)
    return result, result.table.set_index("row")


def test_by_hand(data):
    few = small(data, value=30_000, words="as many as 30,000", hedge="as many as")
    result, table_ = asked(few, rotations=(2, 4))
    assert table_.loc["2", ["pool_low", "pool_high"]].tolist() == [0, 60_000]
    assert table_.loc["4", ["pool_low", "pool_high"]].tolist() == [0, 120_000]
    # 120,000 of 600,000, of 300,000, of 660,000 and of 330,000.
    highs = table_.loc["4", [f"{s}_{n}_high" for s in ("all", "rest") for n in ("first", "second")]]
    assert highs.tolist() == pytest.approx([20, 1200 / 66, 40, 1200 / 33])
    # A ceiling has no best value.
    assert table_[["pool", "all_first", "rest_second"]].isna().all(axis=None)
    assert "≤ 120,000" in result.headline
    assert any("ceiling" in caveat for caveat in result.caveats)


def test_a_plain_number_keeps_its_bounds(data):
    few = small(data, value=30_000, words="about 30,000", hedge="about")
    _, table_ = asked(few, rotations=(3,))
    found = table_.loc["3", ["pool_low", "pool", "pool_high"]].tolist()
    assert found == [60_000, 90_000, 120_000]


def test_an_assumed_number_is_called_so(data):
    result, table_ = asked(small(data), deployed=15_000.0, rotations=(4,))
    assert table_.at["4", "pool"] == 60_000
    assert table_.at["4", "rest_first"] == 20
    assert "assumed number" in result.headline
    assert not any("ceiling" in caveat for caveat in result.caveats)


def test_nobody_left_out(data):
    few = small(data, value=30_000, words="as many as 30,000", hedge="as many as")
    result = peacekeeping_force(few, coalition="BALTIC", without=())
    assert not [name for name in result.table.columns if name.startswith("rest")]
    assert "without" not in result.headline


@pytest.mark.parametrize("wrong", [{"rotations": (0,)}, {"rotations": ()}, {"deployed": -1.0}])
def test_what_cannot_be_asked(data, wrong):
    with pytest.raises(ParameterError, match="peacekeeping_force"):
        peacekeeping_force(data, **wrong)


def test_the_bundled_figures(data):
    folder = Path(balance.__file__).parents[1] / "datasets"
    with (folder / "memberships.csv").open(encoding="utf-8", newline="") as file:
        europe = {
            r["state"] for r in csv.DictReader(file) if r["group"] == "NATO" and not r["left"]
        }
    europe -= {"USA", "CAN"}
    active = {}
    with (folder / "figures" / "cia-2025.csv").open(encoding="utf-8", newline="") as file:
        for r in csv.DictReader(file):
            if r["indicator"] == "active_personnel" and r["entity"] in europe:
                low, high = (float(r[name] or r["value"]) for name in ("low", "high"))
                active[r["entity"]] = float(r["value"] or (low + high) / 2)
    assert europe - set(active) == {"ISL"}
    table_ = peacekeeping_force(data).tables["headcount"].set_index("row")
    # Ranges are printed without a best value; the sum of middles lies within the bounds.
    for key, gone in (("all_first", set()), ("rest_first", {"TUR"})):
        whole = sum(n for code, n in active.items() if code not in gone)
        assert table_.at[key, "persons_low"] <= whole <= table_.at[key, "persons_high"]
    shares = peacekeeping_force(data).table.set_index("row")
    least = table_.at["rest_first", "persons_low"]
    assert shares.at["4", "rest_first_high"] == pytest.approx(4 * 200_000 / least * 100)
    chart_figure(peacekeeping_force(data), "amounts")


def test_with_open_terms_it_says_that_nothing_is_at_hand():
    result = peacekeeping_force(balance.load(terms="open"))
    assert result.headline == "The number of peacekeepers is not at hand."
    assert result.charts == ()
    # What is public still counts if the number is assumed.
    assumed = peacekeeping_force(balance.load(terms="open"), deployed=100_000.0)
    assert "of the members' active personnel" in assumed.headline
    assert "NATO's count" not in assumed.headline
    chart_figure(assumed, "amounts")
