"""Power of tiny groups on paper, and of the bundled figures by plain enumeration."""

import csv
import itertools
from pathlib import Path

import pytest
from handmade import figure, held, redefined

import balance
from balance.charts import chart_figure
from balance.errors import (
    EmptyCoalition,
    LevelError,
    OverlappingSides,
    ParameterError,
    TooManyMembers,
    UnknownIndicator,
    UnlikeThings,
)
from balance.planning import power

ROOT = Path(__file__).parents[3]


def rows(result, table="power"):
    return result.tables[table].set_index("row")


def test_on_paper(tiny):
    # Holdings 50, 49, 1 against 51: AAA with BBB, AAA with CCC, all three.
    result = power("PACT", "tanks", against="RRR", data=tiny(held(50, 49, 1, 51)))
    table = rows(result)
    assert table["holdings"].to_dict() == {"AAA": 50, "BBB": 49, "CCC": 1}
    assert table["share"].to_dict() == {"AAA": 50, "BBB": 49, "CCC": 1}
    assert table["swings"].to_dict() == {"AAA": 3, "BBB": 1, "CCC": 1}
    assert table["banzhaf"].to_dict() == {"AAA": 60, "BBB": 20, "CCC": 20}
    assert table.at["AAA", "shapley"] == pytest.approx(200 / 3)
    assert table["breaks_alone"].to_dict() == {"AAA": "yes", "BBB": "no", "CCC": "no"}
    counts = rows(result, "coalitions").loc["all"]
    assert (counts["coalitions"], counts["reaching"], counts["share"]) == (8, 3, 37.5)
    assert "Of the 8 coalitions" in result.headline
    assert "37.5 % reach the level of Rho in tanks (51)" in result.headline
    assert "Without Alpha, all others together fall short." in result.headline
    assert "not politics" in result.caveats[0]


def test_as_much_is_enough_and_the_ratio_moves_the_level(tiny):
    data = tiny(held(50, 49, 1, 50))
    reached = rows(power("PACT", "tanks", against="RRR", data=data), "coalitions")
    assert reached.at["all", "reaching"] == 5  # all with AAA, and BBB with CCC
    half = power("PACT", "tanks", against="RRR", ratio=0.98, data=data)
    assert rows(half, "level").at["tanks", "level"] == 49
    assert rows(half, "coalitions").at["all", "reaching"] == 6
    assert "a ratio of 1 : 1.02 to Rho" in half.headline


def test_of_several_indicators_every_level_must_be_reached(tiny):
    data = tiny(held(5, 5, 0, 5) + held(0, 1, 1, 1, indicator="guns"))
    result = power("PACT", ["tanks", "guns"], against="RRR", data=data)
    table = rows(result)
    # Tanks: AAA or BBB. Guns: BBB or CCC. Both: B, AB, AC, BC, ABC.
    assert rows(result, "coalitions").at["all", "reaching"] == 5
    assert table["swings"].to_dict() == {"AAA": 1, "BBB": 3, "CCC": 1}
    # Of twice as much AAA and BBB have just the tanks, BBB and CCC just the guns.
    tight = power("PACT", ["tanks", "guns"], against="RRR", ratio=2, data=data)
    assert rows(tight)["breaks_alone"].to_dict() == {"AAA": "yes", "BBB": "yes", "CCC": "yes"}
    assert table["breaks_alone"].to_dict() == {"AAA": "no", "BBB": "no", "CCC": "no"}
    assert table["holdings_guns"].to_dict() == {"AAA": 0, "BBB": 1, "CCC": 1}


def test_a_missing_figure_is_bounds_and_never_nothing(tiny):
    result = power("PACT", "tanks", against="RRR", data=tiny(held(50, 49, None, 51)))
    table = rows(result)
    assert table["swings"].isna().all()
    assert table.at["CCC", "holdings_high"] == float("inf")
    # CCC may have nothing, or the whole level: then it turns all that are short of it.
    assert (table.at["CCC", "swings_low"], table.at["CCC", "swings_high"]) == (0, 3)
    assert "no figure for Gamma" in " ".join(result.caveats)
    assert result.charts == ()


def test_bounds_of_figures_are_bounds_of_counts(tiny):
    result = power("PACT", "tanks", against="RRR", data=tiny(held((48, 52), 49, 1, 51)))
    table = rows(result)
    # AAA may reach 51 alone; with 48 and CCC it may not.
    assert table.at["AAA", "swings"] == 3
    assert table.at["AAA", "swings_low"] < 3 < table.at["AAA", "swings_high"]
    assert "By the best values the largest parts" in result.headline


def test_a_level_that_is_open_above_is_surely_reached_by_nobody(tiny):
    over = figure("RRR", "tanks", 51, "one-2025", as_stated="over 51", hedge="over")
    data = tiny([*held(50, 49, 1), over])
    result = power("PACT", "tanks", against="RRR", data=data, reading="logical")
    counts = rows(result, "coalitions").loc["all"]
    assert (counts["reaching_low"], counts["reaching"], counts["reaching_high"]) == (0, 3, 3)
    assert set(rows(result)["breaks_alone"]) == {"undecided"}


@pytest.mark.parametrize(
    ("asked", "error", "words"),
    [
        ({"indicators": "burden"}, UnlikeThings, "do not add up"),
        ({"indicators": "reserve"}, UnlikeThings, "cannot be compared: unlike things"),
        ({"indicators": "guns"}, LevelError, "no coalition of the Pact reaches 99"),
        ({"indicators": "rockets"}, LevelError, "no source at hand"),
        ({"indicators": "tankz"}, UnknownIndicator, "tanks"),
        ({"ratio": 0}, ParameterError, "above 0"),
        ({"ratio": float("nan")}, ParameterError, "above 0"),
        ({"ratio": 9.9}, LevelError, "all together have 100"),
        ({"group": "PACT + RRR"}, OverlappingSides, "share RRR"),
        ({"group": "DUO - DUO"}, EmptyCoalition, "no members"),
    ],
)
def test_what_cannot_be_asked(tiny, asked, error, words):
    data = redefined(
        tiny(
            held(50, 49, 1, 51)
            + held(1, 1, 1, 99, indicator="guns")
            + held(1, 1, 1, 1, indicator="reserve")
            + held(1, 1, 1, 1, indicator="spending")
            + held(5, 5, 5, 5, indicator="output", source="two-2024")
        ),
        "reserve",
        why_not="Unlike things.",
    )
    question = {"group": "PACT", "indicators": "tanks", "against": "RRR"} | asked
    group, indicators = question.pop("group"), question.pop("indicators")
    with pytest.raises(error, match=words):
        power(group, indicators, data=data, **question)


def test_a_rival_that_has_none_or_is_not_known(tiny):
    with pytest.raises(LevelError, match="Rho has no tanks: there is no ratio to nothing"):
        power("PACT", "tanks", against="RRR", data=tiny(held(1, 1, 1, 0)))
    rows = [*held(1, 1, 1, 1), figure("SSS", "guns", 1, "one-2025")]
    with pytest.raises(LevelError, match="missing: Sigma"):
        power("PACT", "tanks", against="RRR + SSS", data=tiny(rows))


def test_more_members_than_can_be_counted(data):
    with pytest.raises(TooManyMembers, match="at most 40"):
        everyone = "NATO + AUT + IRL + CYP + MLT + UKR + CHE + SRB + JPN + KOR"
        power(everyone, "combat_aircraft", against="RUS", data=data)


def test_bundled_figures_by_plain_enumeration(data):
    group = ("DEU", "FRA", "GBR", "ITA", "NLD", "NOR", "SWE", "TUR", "GRC")
    with (ROOT / "datasets" / "figures" / "gfp-2025.csv").open(encoding="utf-8") as file:
        printed = {
            row["entity"]: int(row["value"])
            for row in csv.DictReader(file)
            if row["indicator"] == "submarines" and row["value"]
        }
    swings = dict.fromkeys(group, 0)
    for size in range(len(group) + 1):
        for chosen in itertools.combinations(group, size):
            has = sum(printed[code] for code in chosen)
            for code in set(group) - set(chosen):
                swings[code] += has < printed["RUS"] <= has + printed[code]
    table = rows(
        power(" + ".join(group), "submarines", against="RUS", data=data, source="gfp-2025")
    )
    assert table["swings"].to_dict() == swings
    total = sum(swings.values())
    assert table["banzhaf"].to_dict() == pytest.approx(
        {code: 100 * count / total for code, count in swings.items()}
    )


def test_every_number_leads_back_to_figures(data):
    result = power("NATO - USA - CAN", "combat_aircraft", against="RUS", data=data)
    back = result.explain("FRA", "banzhaf").figures
    assert {"FRA", "TUR", "RUS"} <= set(back["entity"])
    assert set(result.explain("FRA", "holdings").figures["entity"]) == {"FRA"}
    for statement in (*result.answer, result.charts[0].alt):
        for _, address in statement.parts():
            if address:
                table, row, column = address.split("/")
                assert column in rows(result, table).loc[row].index


def test_it_runs_with_open_figures_and_without_a_publication(data):
    few = balance.load(terms="open")
    assert "Left out" in " ".join(
        power(
            "BALTIC + POL + DEU + FRA + TUR + ITA + GBR",
            "active_personnel",
            against="RUS",
            ratio=0.5,
            data=few,
        ).caveats
    )
    with pytest.raises(LevelError, match="no source at hand"):
        power("NATO - USA", "submarines", against="RUS", data=balance.load(leave_out=["gfp"]))


def test_the_chart_has_two_dots_for_each_member(tiny):
    pytest.importorskip("matplotlib")
    result = power("PACT", "tanks", against="RRR", data=tiny(held(50, 49, 1, 51)))
    (axes,) = chart_figure(result, "power").axes
    dots = {
        (line.get_marker(), float(line.get_xdata()[0]), float(line.get_ydata()[0]))
        for line in axes.lines
        if line.get_marker() in ("o", "s")
    }
    assert dots == {
        ("o", 60, 0),
        ("s", 50, 0),
        ("o", 20, 1),
        ("s", 49, 1),
        ("o", 20, 2),
        ("s", 1, 2),
    }
    assert [label.get_text() for label in axes.get_yticklabels()] == ["Alpha", "Beta", "Gamma"]
    assert {"60 %", "50 %", "20 %", "49 %"} <= {text.get_text() for text in axes.texts}


def test_a_single_state_has_nobody_to_share_power_with(tiny):
    with pytest.raises(LevelError, match="is one state; name a group"):
        power("AAA", "tanks", against="RRR", data=tiny(held(50, 49, 1, 51)))


def test_a_member_without_weight_turns_none_and_not_at_most_none(tiny):
    table = rows(power("PACT", "tanks", against="RRR", data=tiny(held(50, 0, None, 50))))
    assert (table.at["BBB", "swings"], table.at["BBB", "banzhaf"]) == (0, 0)


def test_what_cannot_be_reached_is_told_with_the_bounds_that_prove_it(tiny):
    with pytest.raises(LevelError, match="reaches at least 90 tanks: all together have at most 80"):
        power("PACT", "tanks", against="RRR", data=tiny(held((40, 44), 30, 6, (90, 99))))
    for ratio in ("1", None, True, float("nan"), 1e-320, 1e9):
        with pytest.raises(ParameterError, match="the ratio to reach: expected a number"):
            power("PACT", "tanks", against="RRR", ratio=ratio, data=tiny(held(5, 4, 3, 2)))


def test_half_is_one_to_two_as_asked(tiny):
    told = power("PACT", "tanks", against="RRR", ratio=0.5, data=tiny(held(50, 49, 1, 90)))
    assert "a ratio of 1 : 2 to Rho in tanks (45)" in told.headline


def test_figures_that_count_more_are_told_of(data):
    told = " ".join(power("GRC + ESP", "main_battle_tanks", against="RUS", ratio=0.2).caveats)
    assert "The figures of Spain, Greece and Russia count stored vehicles, too." in told
