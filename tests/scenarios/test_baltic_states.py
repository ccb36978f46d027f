import csv
import math
from pathlib import Path

import pytest
from handmade import figure, held

import balance
from balance.errors import ParameterError
from balance.scenarios.baltic_states import baltic_states

FIGURES = Path(__file__).parents[2] / "datasets" / "figures"
SIDES = {"group": "AAA", "against": "RRR", "near": "BBB", "far": "CCC", "text": "text"}


@pytest.fixture(scope="module")
def bundled(data):
    return baltic_states(data)


def needed(result, table="needed"):
    return result.tables[table].set_index("row")


def test_what_must_be_added_and_its_shares(tiny):
    # The group has 10, its rival 100: 90 are lacking, of which one ally has 40, the other 50.
    row = needed(baltic_states(tiny(held(10, 40, 50, 100)), **SIDES)).loc["tanks"]
    assert (row["needed"], row["of_near"], row["ccc"], row["of_both"]) == (90, 225, 180, 100)


def test_the_ratio_is_a_parameter_and_nothing_is_needed_below_it(tiny):
    data = tiny(held(10, 40, 50, 100))
    assert needed(baltic_states(data, ratio=0.5, **SIDES)).at["tanks", "needed"] == 40
    assert needed(baltic_states(data, ratio=0.1, **SIDES)).at["tanks", "needed"] == 0
    # Beta holds the 40 that are lacking at one half, and less than the 90 lacking at one.
    half, whole = (baltic_states(data, ratio=r, **SIDES).headline for r in (0.5, 1.0))
    assert "(assumed)" in half
    assert "no more than the holdings of Beta in tanks (40: 100 %)" in half
    assert "add more than the holdings of Beta in tanks (90: 220 %)" in whole
    for ratio in (0, -1, math.inf, math.nan):
        with pytest.raises(ParameterError, match="above zero"):
            baltic_states(data, ratio=ratio, **SIDES)


def test_bounds_of_the_rival_are_bounds_of_what_is_needed(tiny):
    row = needed(baltic_states(tiny(held(10, 40, 50, (90, 110))), **SIDES)).loc["tanks"]
    assert (row["needed_low"], row["needed"], row["needed_high"]) == (80, 90, 100)
    assert (row["of_near_low"], row["of_near_high"]) == (200, 250)


def test_no_share_of_a_sum_that_misses_a_member(tiny):
    row = needed(baltic_states(tiny(held(10, None, 50, 100)), **SIDES)).loc["tanks"]
    assert (row["needed"], row["ccc"], row["of_near_unit"]) == (90, 180, "")
    assert "Beta" in row["note"]


def test_a_share_on_both_sides_of_the_whole_is_undecided(tiny):
    # 35 to 45 are lacking; the ally holds 40.
    said = baltic_states(tiny(held(10, 40, 50, (45, 55))), **SIDES).headline
    assert "more or less than the holdings of Beta (undecided) in tanks" in said


def test_no_share_of_unlike_things(tiny):
    figures = [
        *held(0, 40),
        figure("CCC", "tanks", 50, "one-2025", scope="incl_storage"),
        figure("RRR", "tanks", 100, "one-2025", scope="incl_storage"),
    ]
    result = baltic_states(tiny(figures), **SIDES)
    row = needed(result).loc["tanks"]
    assert (row["needed"], row["of_near_unit"], row["ccc"]) == (100, "", 200)
    assert row["note"] == "Stored ones counted for Rho and Gamma"
    assert any("no share" in caveat for caveat in result.caveats)
    figures[0] = figure("AAA", "tanks", 10, "one-2025")
    assert needed(baltic_states(tiny(figures), **SIDES)).at["tanks", "needed_unit"] == ""


def test_another_edition_that_asks_for_far_more_is_said(tiny):
    figures = held(10, 40, 50, 30) + held(10, 40, 50, 100, source="one-2024")
    result = baltic_states(tiny(figures), **SIDES)
    assert needed(result).at["tanks", "needed"] == 20
    assert needed(result, "elsewhere").at["tanks@one-2024", "needed"] == 90
    assert "Tanks: one-2024 asks for 90 instead of 20." in result.caveats


def test_bundled_needs_against_the_plain_files(bundled):
    sums = {}
    members = {"EST", "LTU", "LVA"}
    with (FIGURES / "gfp-2025.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            side = "own" if row["entity"] in members else row["entity"]
            key = side, row["indicator"]
            sums[key] = sums.get(key, 0) + float(row["value"] or 0)
    parts = {
        "combat_aircraft": ("fighter_aircraft", "attack_aircraft"),
        "artillery": ("towed_artillery", "self_propelled_artillery", "rocket_artillery"),
        "submarines": ("submarines",),
        "transport_aircraft": ("transport_aircraft",),
    }
    table = needed(bundled)
    for name, counted in parts.items():
        own, rival, usa = (
            sum(sums.get((side, each), 0) for each in counted) for side in ("own", "RUS", "USA")
        )
        assert table.at[name, "needed"] == rival - own
        assert table.at[name, "usa"] == pytest.approx(100 * (rival - own) / usa)
    assert table.at["main_battle_tanks", "needed"] == 5750
    assert table.at["main_battle_tanks", "of_near_unit"] == ""


def test_bundled_numbers_per_head_against_the_plain_files(bundled):
    people, active = {}, {}
    for name, into, indicator, year in (
        ("world-bank-2026", people, "population", "2024"),
        ("gfp-2025", active, "active_personnel", "2025"),
    ):
        with (FIGURES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if (row["indicator"], row["as_of"]) == (indicator, year):
                    into[row["entity"]] = float(row["value"])
    three = ("EST", "LTU", "LVA")
    own = 1000 * sum(active[s] for s in three) / sum(people[s] for s in three)
    rival = 1000 * active["RUS"] / people["RUS"]
    row = needed(bundled, "per_head").loc["active_personnel@gfp-2025"]
    assert (row["own"], row["rival"]) == pytest.approx((own, rival))
    assert row["ratio"] == pytest.approx(own / rival)
    assert row["verdict"] == "Russia has more"
    assert row["lva"] == pytest.approx(1000 * active["LVA"] / people["LVA"])


def test_reserves_are_shown_per_head_and_not_compared(bundled):
    row = needed(bundled, "per_head").loc["reserve_personnel@gfp-2025"]
    assert row["verdict"].startswith("not compared")
    assert row["ratio_unit"] == ""


def test_the_texts_own_figures(bundled):
    fits = needed(bundled, "stated")["fits"]
    assert fits["LVA:active_personnel@gfp-2024"] == "true"
    assert fits["LVA:active_personnel@cia-2025"] == "false"
    assert fits["EST:population@world-bank-2026"] == "false"
    assert fits["LTU:military_budget@sipri-2025"] == "false in that definition"
    assert fits["BALTIC:main_battle_tanks@gfp-2025"] == "true"
    ratio = needed(bundled, "stated").at["LVA:active_personnel@cia-2025", "ratio"]
    assert ratio == pytest.approx(8000 / 17250)


def test_it_says_that_the_whole_force_is_not_there(bundled):
    told = bundled.caveats[0]
    assert told.startswith("The whole force of Russia does not stand opposite the Baltic states")
    assert "Russia is at war" in told


def test_numbers_in_sentences_have_cells(bundled):
    for statement in (*bundled.answer, *bundled.warnings, bundled.charts[0].title):
        for text, address in statement.parts():
            if address is None:
                for source in bundled.sources["source_id"]:
                    text = text.replace(source, "")
                assert not any(character.isdigit() for character in text), text
            else:
                table, row, column = address.split("/")
                assert column in bundled.tables[table].columns
                assert row in needed(bundled, table).index


def test_it_runs_with_open_sources_only():
    result = baltic_states(balance.load(terms="open"))
    assert result.table["row"].tolist() == ["active_personnel"]
    assert set(result.tables) == {"needed", "held", "assumed"}
    assert any("nothing is shown per head" in caveat for caveat in result.caveats)


def test_without_any_figures_nothing_is_drawn():
    result = baltic_states(balance.load(terms="open", leave_out=["cia"]))
    assert result.charts == ()
    assert result.table.empty
    assert result.headline == "No source at hand speaks for the Baltic states and Russia."
