"""Aid to Ukraine, Europe against the United States, worked out on paper."""

import csv
import math
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from handmade import table

import balance
from balance.charts import chart_figure
from balance.scenarios.ukraine_support import ukraine_support

DAYS = ("2024-12-31", "2025-02-28")
NOW = "kiel-2026-08"
THEN = "kiel-2025-04"
OTHERS = ("GBR", "NOR", "CHE", "ISL")


def row(entity, indicator, billions, source, day="2025-02-28", **more):
    return {
        "figure_id": f"{source}-{entity.lower()}-{indicator}-{day}".replace("_", "-"),
        "entity": entity,
        "indicator": indicator,
        "as_of": day,
        "value": round(billions * 10**9),
        "unit": "EUR",
        "basis": "unstated",
        "as_stated": f"{billions} billion",
        "source_id": source,
        "locator": "paragraph 1",
        **more,
    }


def tracked(data, usa, institutions, military=(40, 60)):
    """Return rows of the tracker, billions by day: 27 members with 1, four others with 5 each."""
    rows = []
    for day, american, common in zip(DAYS, usa, institutions, strict=True):
        arms, theirs = military
        rows += [row(c, "aid_allocated_total", 1, NOW, day) for c in data.group("EU").codes]
        rows += [row(c, "aid_allocated_total", 5, NOW, day) for c in OTHERS]
        rows.append(row("-", "aid_allocated_total_eu_institutions", common, NOW, day))
        rows.append(row("USA", "aid_allocated_total", american, NOW, day))
        rows += [row(c, "aid_allocated_military", 0, NOW, day) for c in data.group("EU").codes[1:]]
        rows.append(row(data.group("EU").codes[0], "aid_allocated_military", arms, NOW, day))
        rows += [row(c, "aid_allocated_military", 0, NOW, day) for c in OTHERS]
        rows.append(row("-", "aid_allocated_military_eu_institutions", 0, NOW, day))
        rows.append(row("USA", "aid_allocated_military", theirs, NOW, day))
    return rows


def asked(data, rows, **more):
    few = replace(data, tables={**data.tables, "figures": table("figures", rows)})
    result = ukraine_support(few, **more)
    return result, result.table.set_index("row")


def test_four_definitions_by_hand(data):
    # Members 27, with institutions 57, with others 47, with both 77; the United States 50.
    result, aid = asked(data, tracked(data, (50, 50), (30, 30)))
    keys = [f"total-{name}" for name in ("members", "union", "states", "europe")]
    assert (aid.loc[keys, "europe"] / 10**9).tolist() == [27, 57, 47, 77]
    assert (aid.loc[keys, "difference"] / 10**9).tolist() == [23, 7, 3, 27]
    us, eu = "the United States", "Europe"
    assert aid.loc[keys, "verdict"].tolist() == [us, eu, us, eu]
    arms = [key.replace("total", "military") for key in keys]
    assert (aid.loc[arms, "europe"] / 10**9).tolist() == [40] * 4
    assert set(aid.loc[arms, "verdict"]) == {us}
    assert "hangs on what Europe is" in str(result.charts[0].title)
    assert "What turns it" not in result.headline


def test_an_earlier_day_that_turns_it_is_said(data):
    # To December the union's 57 is less than 60, to February its 67 is more.
    result, _ = asked(data, tracked(data, (60, 60), (30, 40)))
    said = result.headline.partition("What turns it: ")[2]
    assert "EU members with the EU institutions, €57.0 billion against €60.0 billion" in said
    assert "EU members alone" not in said
    assert "European" not in said


def test_a_gap_smaller_than_what_releases_changed_is_said(data):
    # Europe has 77 now. An earlier release's 80.5 (80.45 to 80.55) is at least 3.45 more.
    rows = tracked(data, (56, 56), (30, 30))
    rows.append(row("-", "aid_allocated_total_europe", 80, THEN, hedge="estimate"))
    result, aid = asked(data, rows)
    checks = result.tables["checks"].set_index("row")
    ends = checks.loc["revision", ["difference_low", "difference_high"]] / 10**9
    assert ends.tolist() == [pytest.approx(0), 8]  # "80" is 75 to 85
    assert "more than the gap" not in result.headline
    rows[-1] = row("-", "aid_allocated_total_europe", 80.5, THEN, hedge="estimate")
    result, aid = asked(data, rows)
    assert aid.at["total-union", "difference"] == 1e9
    assert "the gap of EU members with the EU institutions (€1 billion)" in result.headline


def test_a_stated_difference_is_kept_as_stated(data):
    rows = [
        row("-", "aid_allocated_total_europe", 90.5, THEN, hedge="estimate"),
        row("USA", "aid_allocated_total", 70.5, THEN, hedge="estimate"),
        row("-", "aid_allocated_total_europe_beyond_us", 20.2, THEN, hedge="estimate"),
        row("USA", "aid_allocated_military", 40.5, THEN, hedge="estimate"),
        row("-", "aid_allocated_military_us_beyond_europe", 1.5, THEN, hedge="estimate"),
    ]
    result, _ = asked(data, rows)
    checks = result.tables["checks"].set_index("row")
    assert checks.at[f"total-{THEN}", "difference"] == 20.2e9  # not 20.0, their difference
    arms = checks.loc[f"military-{THEN}"]
    ends = (arms[["europe_low", "europe", "europe_high"]] / 10**9).tolist()
    assert ends == pytest.approx([40.45 - 1.55, 39, 40.55 - 1.45])
    assert arms["verdict"] == "the United States"


def test_a_donor_without_a_figure_leaves_the_sum_open(data):
    rows = tracked(data, (50, 50), (30, 30))
    rows = [r for r in rows if r["entity"] != "MLT"]
    _, aid = asked(data, rows)
    cells = aid.loc["total-members"]
    assert (cells["europe_low"], cells["europe_high"]) == (26e9, math.inf)
    assert cells["verdict"] == "undecided"
    assert aid.at["total-union", "verdict"] == "Europe"  # 56 of 50 is enough without it


def prose(entity, indicator, billions, words, hedge=""):
    stated = row(entity, indicator, billions, "seed-001", day="2022-02")
    return stated | {"as_stated": words, "quote": words, "hedge": hedge}


def test_refugees_on_one_side_only_decide_nothing(data):
    rows = [
        prose("EU", "aid_to_ukraine", 70, "nearly €70 billion", "nearly"),  # 60 to 70
        prose("USA", "aid_to_ukraine", 51, "€51 billion"),  # 50.5 to 51.5
        prose("EU", "refugee_assistance", 31, "€31 billion"),  # 30.5 to 31.5
    ]
    result, aid = asked(data, rows)
    assert aid.at["stated", "verdict"] == "Europe"
    both = aid.loc["stated-refugees"]
    assert (both["europe_low"], both["europe_high"]) == (90.5e9, 101.5e9)
    assert (both["usa_low"], both["usa_high"]) == (50.5e9, math.inf)
    assert both["verdict"] == "undecided"
    room = aid.loc["stated-room"]
    assert (room["difference_low"], room["difference_high"]) == (39e9, 51e9)
    assert "the text states none for the United States" in result.headline
    rows.append(prose("USA", "refugee_assistance", 11, "€11 billion"))
    _, aid = asked(data, rows)
    assert aid.at["stated-refugees", "verdict"] == "Europe"
    assert "stated-room" not in aid.index


def test_others_are_a_parameter(data):
    _, aid = asked(data, tracked(data, (50, 50), (30, 30)), others=("GBR",))
    assert aid.at["total-states", "europe"] == 32e9


def test_the_bundled_tracker(data):
    path = Path(balance.__file__).parents[1] / "datasets" / "figures" / f"{NOW}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    sums = {}
    for r in rows:
        where = "usa" if r["entity"] == "USA" else "union" if r["entity"] == "-" else "members"
        where = "others" if r["entity"] in OTHERS else where
        kind = r["indicator"].split("_")[2]
        key = (kind, r["as_of"], where)
        sums[key] = sums.get(key, Decimal(0)) + Decimal(r["value"])
    result = ukraine_support(data)
    aid, checks = (result.tables[name].set_index("row") for name in ("aid", "checks"))
    for day, cells, mark in ((DAYS[1], aid, ""), (DAYS[0], checks, "-before")):
        for kind in ("total", "military"):
            part = {name: sums[kind, day, name] for name in ("members", "union", "others", "usa")}
            expected = {
                "members": part["members"],
                "union": part["members"] + part["union"],
                "states": part["members"] + part["others"],
                "europe": part["members"] + part["union"] + part["others"],
            }
            for name, value in expected.items():
                line = cells.loc[f"{kind}-{name}{mark}"]
                assert line["europe"] == pytest.approx(float(value), rel=1e-12)
                assert line["verdict"] == (
                    "Europe" if value > part["usa"] else "the United States"
                ), line
    # The kinds of aid of every donor add up to its total.
    donors = result.tables["donors"].set_index("row")
    kinds = donors[["military", "financial", "humanitarian"]].sum(axis=1)
    assert (kinds - donors["total"]).abs().max() < 10_000
    chart_figure(result, "amounts")


def test_with_open_terms_it_says_that_nothing_is_at_hand():
    result = ukraine_support(balance.load(terms="open"))
    assert result.headline == "No figure of aid to Ukraine is at hand."
    assert result.charts == ()


def test_without_the_text_or_without_the_tracker():
    result = ukraine_support(balance.load(leave_out=["seed-001"]))
    assert "By the text" not in result.headline
    assert "military aid" in result.headline
    result = ukraine_support(balance.load(leave_out=["kiel"]))
    assert "By the tracker" not in result.headline
    assert result.headline.startswith("By the text")
    chart_figure(result, "amounts")
