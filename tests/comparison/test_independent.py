"""The same answers from the CSV files alone, by a script that imports nothing of ``balance``.

Totals, ratios, shares that leave and members on whom rows hang are recomputed with the csv
module and plain arithmetic.
"""

import csv
import math
from pathlib import Path

import pytest

import balance
from balance.scenarios import nato_without_us_and_canada

FOLDER = Path(__file__).parents[2] / "datasets"


def read(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def nato(day):
    rows = [row for row in read("memberships.csv") if row["group"] == "NATO"]
    return {row["state"] for row in rows if row["joined"] <= day}


def values(source, indicator, year=None, basis=None):
    return {
        row["entity"]: float(row["value"])
        for row in read(f"figures/{source}.csv")
        if row["indicator"] == indicator
        and row["value"]
        and (year is None or row["as_of"] == year)
        and (basis is None or row["basis"] == basis)
    }


def plus(*parts):
    return {state: sum(part.get(state, 0) for part in parts) for state in set().union(*parts)}


def equipment(source):
    get = {
        name: values(source, name)
        for name in [
            "active_personnel",
            "main_battle_tanks",
            "towed_artillery",
            "self_propelled_artillery",
            "rocket_artillery",
            "fighter_aircraft",
            "attack_aircraft",
            "attack_helicopters",
            "tanker_aircraft",
            "transport_aircraft",
            "special_mission_aircraft",
            "aircraft_carriers",
            "destroyers",
            "frigates",
            "submarines",
            "reserve_personnel",
        ]
    }
    get["artillery"] = plus(
        get["towed_artillery"], get["self_propelled_artillery"], get["rocket_artillery"]
    )
    get["combat_aircraft"] = plus(get["fighter_aircraft"], get["attack_aircraft"])
    get["major_surface_combatants"] = plus(
        get["aircraft_carriers"], get["destroyers"], get["frigates"]
    )
    return get


@pytest.mark.parametrize("source", ["gfp-2024", "gfp-2025"])
@pytest.mark.parametrize("day", ["2025-02-13", "2024-03-06", "2023-04-03"])
def test_counts_of_both_editions_on_three_dates(source, day, data):
    europe = nato(day) - {"USA", "CAN"}
    for name, of in equipment(source).items():
        row = balance.compare(
            "NATO - USA - CAN", "RUS", data=data, indicators=[name], source=source, on=day
        ).table.iloc[0]
        assert row["a"] == sum(of[state] for state in europe), name
        assert row["b"] == of["RUS"], name
        if row["verdict"] != "not_comparable":
            assert row["ratio"] == pytest.approx(row["a"] / row["b"])
            assert row["verdict"] == ("a_more" if row["a"] > row["b"] else "b_more")


def test_the_figures_of_the_commission(data):
    """Numbers that were named when the work was ordered."""

    def row(indicator, **asked):
        return balance.compare(
            "NATO - USA - CAN", "RUS", data=data, indicators=[indicator], **asked
        ).table.iloc[0]

    tanks = row("main_battle_tanks", source="gfp-2024")
    assert (tanks["a"], tanks["b"], tanks["verdict"]) == (6979, 14777, "not_comparable")
    tanks = row("main_battle_tanks", source="gfp-2025")
    assert (tanks["a"], tanks["b"], tanks["verdict"]) == (6781, 5750, "not_comparable")
    people = row("active_personnel")
    assert (people["a"], people["b"], people["source"]) == (2_053_000, 1_300_000, "cia-2025")
    assert round(row("military_expenditure")["ratio"], 2) == 3.22
    assert round(row("military_expenditure_ppp")["ratio"], 2) == 1.54


def test_spending_at_both_rates(data):
    europe = nato("2025-02-13") - {"USA", "CAN"}
    at_market = values("sipri-2025", "military_expenditure", "2024")
    share = values("sipri-2025", "military_expenditure_share", "2024")
    per_head = values("world-bank-2026", "gdp_per_capita_ppp", "2024")
    heads = values("world-bank-2026", "population", "2024")

    def bought(state):
        return share.get(state, 0) / 100 * per_head[state] * heads[state]

    table = balance.compare("NATO - USA - CAN", "RUS", data=data).table.set_index("indicator")
    row = table.loc["military_expenditure"]
    assert row["a"] == pytest.approx(sum(at_market[s] for s in europe), rel=1e-12)
    row = table.loc["military_expenditure_ppp"]
    assert row["a"] == pytest.approx(sum(map(bought, europe)), rel=1e-12)
    assert row["ratio"] == pytest.approx(sum(map(bought, europe)) / bought("RUS"), rel=1e-12)


def test_bounds_of_personnel_by_hand(data):
    """Each "approximately N" reaches one unit of its last significant digit either way."""
    low = high = 0
    for entity, value in values("cia-2025", "active_personnel").items():
        if entity in nato("2025-02-13") - {"USA", "CAN"}:
            digits = str(int(value)).rstrip("0")
            unit = 10 ** (len(str(int(value))) - len(digits))
            low += value - unit
            high += value + unit
    row = balance.compare("NATO - USA - CAN", "RUS", data=data).table.iloc[0]
    assert (row["a_low"], row["a_high"]) == (low, high)
    assert (row["b_low"], row["b_high"]) == (1_200_000, 1_400_000)


def test_shares_that_leave_and_members_that_turn_a_row(data):
    result = nato_without_us_and_canada(data)
    leaving = result.tables["leaving"].set_index("indicator")
    after = result.table.set_index("indicator")
    allies = nato("2025-02-13")
    of = equipment("gfp-2025")
    for name in (
        "artillery",
        "combat_aircraft",
        "attack_helicopters",
        "tanker_aircraft",
        "transport_aircraft",
        "special_mission_aircraft",
        "major_surface_combatants",
        "submarines",
    ):
        everyone = sum(of[name][s] for s in allies)
        gone = of[name]["USA"] + of[name]["CAN"]
        assert leaving.at[name, "share"] == pytest.approx(gone / everyone)
        left, rival = everyone - gone, of[name]["RUS"]

        def said(total, rival=rival):
            return (total > rival) - (total < rival)

        turning = {s for s in allies - {"USA", "CAN"} if said(left - of[name][s]) != said(left)}
        assert set(after.at[name, "hangs_on"].split()) == turning, name
        lost = said(everyone) > 0 and said(left) <= 0
        assert (leaving.at[name, "majority"] == "lost") == lost, name


def test_nuclear_classes(data):
    table = balance.compare("NATO", "RUS", data=data).table.set_index("indicator")
    for kind, verdict in (("deployed", "a_more"), ("stockpile", "b_more"), ("inventory", "a_more")):
        of = values("warheads-2025", f"nuclear_warheads_{kind}")
        row = table.loc[f"nuclear_warheads_{kind}"]
        assert row["a"] == of["USA"] + of["GBR"] + of["FRA"]
        assert (row["b"], row["a_reported"], row["verdict"]) == (of["RUS"], 32, verdict)


def test_natos_own_share_of_output_comes_out_again(data):
    """Sum over sum at 2015 prices is the share that NATO prints for its aggregates."""
    printed = values("nato-2024", "defence_expenditure_share", "2024")
    for group in ("NATO", "NATO_EUROPE_CANADA"):
        row = balance.compare(
            group, "RUS", data=data, indicators=["defence_expenditure_share"]
        ).table.iloc[0]
        assert row["a"] == pytest.approx(printed[group], rel=1e-5)
        assert row["verdict"] == "no_data"


def test_tonnage_is_a_low_bound(data):
    row = balance.compare(
        "NATO - USA - CAN", "RUS", data=data, indicators=["naval_tonnage"]
    ).table.iloc[0]
    known = values("gfp-2025", "naval_tonnage")
    europe = nato("2025-02-13") - {"USA", "CAN"}
    assert row["a_low"] == sum(known[s] for s in europe if s in known)
    assert math.isnan(row["a"])
    assert row["a_high"] == math.inf
    assert row["verdict"] == "a_more"
