import math

import pandas as pd
import pytest

import balance
from balance.errors import BalanceError, NotAMember, ParameterError, UnknownScenario
from balance.scenarios import (
    SCENARIOS,
    Scenario,
    nato_vs_russia,
    nato_without_us_and_canada,
    scenario,
)


@pytest.fixture(scope="module")
def flagship(data):
    return nato_without_us_and_canada(data)


def test_tables_of_the_flagship(flagship):
    assert list(flagship.tables) == [
        "comparison",
        "before",
        "leaving",
        "other_sources",
        "coverage",
        "without_one",
        "members",
        "context",
        "not_counted",
    ]


def test_it_covers_people_money_land_air_sea_and_nuclear(flagship, data):
    domains = [data.indicator(name).domain for name in flagship.table["indicator"]]
    assert list(dict.fromkeys(domains)) == ["people", "money", "land", "air", "sea", "nuclear"]
    verdicts = flagship.table.set_index("indicator")["verdict"]
    for name in ("reserve_personnel", "paramilitary_personnel", "main_battle_tanks"):
        assert verdicts[name] == "not_comparable"


def test_before_and_after_are_plain_comparisons(flagship, data):
    for table, expression in (("comparison", "NATO - USA - CAN"), ("before", "NATO")):
        plain = balance.compare(expression, "RUS", data=data)
        pd.testing.assert_frame_equal(flagship.tables[table], plain.table)


def test_what_leaves_and_what_stays_make_the_whole(flagship):
    leaving = flagship.tables["leaving"].set_index("indicator")
    before = flagship.tables["before"].set_index("indicator")
    for name, row in leaving.iterrows():
        if not math.isnan(before.at[name, "a"]):
            assert row["leaves"] + row["stays"] == pytest.approx(before.at[name, "a"])
        if not math.isnan(row["share"]):
            assert row["share_low"] <= row["share"] <= row["share_high"]
            assert row["why_not"] == ""
        else:
            assert row["why_not"]


def test_unlike_things_have_no_share(flagship):
    leaving = flagship.tables["leaving"].set_index("indicator")
    assert math.isnan(leaving.at["main_battle_tanks", "share"])
    assert "stored vehicles" in leaving.at["main_battle_tanks", "why_not"]
    assert leaving.at["naval_tonnage", "why_not"] == "members are missing"


def test_lost_majorities(flagship):
    majority = flagship.tables["leaving"].set_index("indicator")["majority"]
    assert set(majority.index[majority == "lost"]) == {
        "attack_helicopters",
        "nuclear_warheads_deployed",
        "nuclear_warheads_inventory",
    }
    assert majority["artillery"] == "not held"
    assert majority["main_battle_tanks"] == ""


def test_the_answer_is_three_sentences_made_from_cells(flagship):
    assert len(flagship.answer) == 3
    for statement in flagship.answer:
        for text, address in statement.parts():
            if address is not None:
                table, row, column = address.split("/")
                assert len(flagship.explain(row, column, table).figures), address
            else:
                assert not any(character.isdigit() for character in text), text
    assert "Türkiye or Greece" in flagship.headline
    assert "93 % of the tanker aircraft" in flagship.headline


def test_caveats_hold_no_number_without_a_cell(flagship):
    for statement in flagship.warnings:
        for text, address in statement.parts():
            if address is None:
                bare = text
                for word in ("gfp-2024", "gfp-2025", "sipri-2025", "warheads-2025", "cia-2025"):
                    bare = bare.replace(word, "")
                assert not any(character.isdigit() for character in bare), text


def test_every_row_of_every_table_is_explained(flagship):
    for name, frame in flagship.tables.items():
        if name == "not_counted":
            continue
        for key in frame.iloc[:, 0]:
            assert len(flagship.explain(key, table=name).figures), (name, key)


def test_shares_of_members_add_up(flagship):
    sums = flagship.tables["members"].groupby("indicator")["share"].sum()
    assert sums.to_numpy() == pytest.approx(1.0)


def test_rows_without_one_member_are_the_comparison_without_it(flagship, data):
    for row in flagship.tables["without_one"].to_dict("records"):
        plain = balance.compare(
            f"NATO - USA - CAN - {row['member']}",
            "RUS",
            data=data,
            indicators=[row["indicator"]],
        ).table.iloc[0]
        assert (row["a"], row["b"], row["verdict"]) == (plain["a"], plain["b"], plain["verdict"])


def test_any_members_may_leave(data):
    result = nato_without_us_and_canada(data, without=("USA", "CAN", "TUR"))
    submarines = result.table.set_index("indicator").loc["submarines"]
    assert (submarines["a_members"], submarines["verdict"]) == (29, "b_more")
    assert "Türkiye" in result.labels["leavers"]
    with pytest.raises(NotAMember, match="cannot remove UKR"):
        nato_without_us_and_canada(data, without=("UKR",))


def test_parameters_reach_the_comparison(data):
    result = nato_vs_russia(data, on="2023-04-03", source="gfp-2024", known_by="2024-12-31")
    row = result.table.set_index("indicator").loc["submarines"]
    assert (row["a_members"], row["source"]) == (30, "gfp-2024")
    assert result.parameters["on"] == "2023-04-03"


def test_it_runs_with_open_sources_only_and_says_what_is_missing():
    data = balance.load(terms="open")
    result = nato_without_us_and_canada(data)
    verdicts = result.table.set_index("indicator")["verdict"]
    assert verdicts["active_personnel"] == "a_more"
    assert (verdicts.drop("active_personnel") == "no_data").sum() >= 15
    assert any("Left out, by their terms or by choice" in caveat for caveat in result.caveats)
    assert "no source speaks for both sides on" in result.headline


def test_scenarios_by_name(data):
    assert list(SCENARIOS)[:2] == ["nato_without_us_and_canada", "would_it_survive"]
    by_text = scenario("nato_without_us_and_canada").run(data, {"without": "USA, CAN"})
    assert by_text.headline == nato_without_us_and_canada(data).headline
    with pytest.raises(UnknownScenario, match=r"Did you mean nato_vs_russia\?"):
        scenario("nato_vs_rusia")
    with pytest.raises(ParameterError, match=r"Did you mean without\?"):
        scenario("nato_without_us_and_canada").run(data, {"witout": "USA"})


def test_parameters_are_read_as_what_they_are(data):
    seen = {}

    def asked(data, *, ratio=1.5, rotations=(3, 4), only=("GBR",), years=2):
        """Ask."""
        seen.update(ratio=ratio, rotations=rotations, only=only, years=years)

    entry = Scenario("asked", "Ask.", asked)
    entry.run(data, {"ratio": "2", "rotations": "5, 6", "only": "DEU,FRA", "years": "3"})
    assert seen == {"ratio": 2.0, "rotations": (5, 6), "only": ("DEU", "FRA"), "years": 3}
    for given in ({"ratio": "nan"}, {"rotations": "3,x"}, {"years": "2.5"}):
        with pytest.raises(ParameterError, match="number"):
            entry.run(data, given)


@pytest.mark.parametrize("name", SCENARIOS)
def test_scenarios_are_pure(name, data):
    before = {table: frame.copy() for table, frame in data.tables.items()}
    first, second = (SCENARIOS[name].run(data) for _ in range(2))
    for table, frame in first.tables.items():
        pd.testing.assert_frame_equal(frame, second.tables[table])
    for table, frame in before.items():
        pd.testing.assert_frame_equal(frame, data.tables[table])


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("baltic_states", {"near": "NATO"}, "share USA; nobody counts twice"),
        ("baltic_states", {"near": "RUS"}, "share RUS; nobody counts twice"),
        ("baltic_states", {"ratio": "1e-320"}, "ratio must be a number"),
        ("spending_targets", {"europe": "EU"}, "outside: Austria, Cyprus, Ireland and Malta"),
        ("spending_targets", {"europe": "CHN"}, "europe must be a part of allies"),
        ("ukraine_support", {"others": "GBR,USA"}, "USA is on both sides"),
        ("ukraine_support", {"others": "NOPE"}, "'NOPE' is not the code of a state"),
        ("special_funds", {"fund_of": "NOPE"}, "'NOPE' is not the code of a state"),
        ("special_funds", {"fund": "-1"}, "fund must be a number"),
        ("russian_force_generation", {"of": "EU"}, "'EU' is not the code of a state"),
        ("british_army", {"of": "EU"}, "'EU' is not the code of a state"),
        ("occupied_territory", {"of": "X"}, "'X' is not the code of a state"),
        ("peacekeeping_force", {"without": "TRU"}, "Did you mean"),
        ("claims", {"ids": "nothing"}, "there is no claim 'nothing'"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_reason(name, given, words, data):
    with pytest.raises(BalanceError, match=words):
        scenario(name).run(data, given)


@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize(
    "asked", [{"terms": "open"}, {"terms": "attribution"}, {"leave_out": ["gfp"]}]
)
def test_every_scenario_runs_with_less_and_says_so(name, asked):
    result = SCENARIOS[name].run(balance.load(**asked))
    assert result.answer
    for statement in (*result.answer, *result.warnings):
        text = str(statement)
        assert text.strip(" ."), text
        assert "  " not in text
        assert "nan" not in text.split()
    assert any("Left out" in caveat for caveat in result.caveats)
