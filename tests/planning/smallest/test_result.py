"""Smallest coalitions of tiny groups on paper, and of the bundled figures by trying all."""

import csv
import itertools
from pathlib import Path

import pytest
from handmade import figure, held

from balance.errors import NotAMember, ParameterError, UnlikeThings
from balance.planning import smallest

pytest.importorskip("scipy")

ROOT = Path(__file__).parents[3]


def members(result):
    return sorted(result.table["members"])


def sizes(result):
    return result.tables["sizes"].set_index("row")["size"].to_dict()


def test_on_paper(tiny):
    data = tiny([*held(5, 4, 3, 7), figure("SSS", "tanks", 3, "one-2025")])
    result = smallest("PACT + SSS", "RRR", "tanks", data=data)
    # 7: AAA with anybody, and BBB with CCC or SSS.
    assert members(result) == ["AAA BBB", "AAA CCC", "AAA SSS", "BBB CCC", "BBB SSS"]
    first = result.table.iloc[0]
    assert (first["members"], first["holdings"], first["spare"]) == ("AAA BBB", 9, 2)
    assert first["ratio"] == pytest.approx(9 / 7)
    assert "It takes 2 members" in result.headline
    assert "no fewer do" in result.headline
    assert "There are 5 coalitions of that size, with nobody in all of them." in result.headline


def test_with_and_without_given_members(tiny):
    data = tiny([*held(5, 4, 3, 8), figure("SSS", "tanks", 3, "one-2025")])
    result = smallest("PACT + SSS", "RRR", "tanks", data=data)
    assert members(result) == ["AAA BBB", "AAA CCC", "AAA SSS"]
    assert "Alpha being in each" in result.headline or "Alpha and Beta, " in result.headline
    without = smallest("PACT + SSS", "RRR", "tanks", without="AAA", data=data)
    assert members(without) == ["BBB CCC SSS"]
    assert without.headline.startswith("Without Alpha it takes 3 members")
    assert "With no such condition it takes 2 members." in without.headline
    both = smallest("PACT + SSS", "RRR", "tanks", with_=["CCC"], without=["BBB"], data=data)
    assert members(both) == ["AAA CCC"]


def test_that_none_reaches_it_is_an_answer_with_its_proof(tiny):
    data = tiny(held(5, 4, 3, 13))
    result = smallest("PACT", "RRR", "tanks", data=data)
    assert result.table.empty
    assert result.charts == ()
    assert result.headline == (
        "No coalition of members of the Pact reaches the level of Rho in tanks (13): all together "
        "have 12."
    )
    without = smallest("PACT", "RRR", "tanks", without="AAA", data=data)
    assert "all together have 7" in without.headline


def test_bounds_say_how_many_it_takes_surely_and_perhaps(tiny):
    result = smallest("PACT", "RRR", "tanks", data=tiny(held((6, 10), 4, 2, 8)))
    assert sizes(result) == {"surely": 2, "best": 1, "perhaps": 1}
    assert members(result) == ["AAA BBB", "AAA CCC"]
    missing = smallest("PACT", "RRR", "tanks", data=tiny(held(None, 5, 3, 8)))
    assert sizes(missing) == {"surely": 2, "perhaps": 1}
    assert members(missing) == ["BBB CCC"]
    assert "By the best values" not in missing.headline
    assert "Within the bounds, perhaps, 1 member would be enough." in missing.headline


def test_bounds_of_the_rival_move_the_level(tiny):
    result = smallest("PACT", "RRR", "tanks", data=tiny(held(8, 4, 2, (6, 10))))
    assert sizes(result) == {"surely": 2, "best": 1, "perhaps": 1}
    assert members(result) == ["AAA BBB", "AAA CCC"]
    over = figure("RRR", "tanks", 8, "one-2025", as_stated="over 8", hedge="over")
    open_above = smallest(
        "PACT", "RRR", "tanks", data=tiny([*held(8, 4, 2), over]), reading="logical"
    )
    assert sizes(open_above) == {"best": 1, "perhaps": 1}
    assert open_above.table.empty
    assert "No coalition of members of the Pact surely reaches" in open_above.headline


def test_several_levels_at_once_and_a_ratio(tiny):
    data = tiny(held(5, 5, 0, 5) + held(0, 1, 1, 1, indicator="guns"))
    result = smallest("PACT", "RRR", ["tanks", "guns"], data=data)
    assert members(result) == ["BBB"]
    twice = smallest("PACT", "RRR", ["tanks", "guns"], ratio=2, data=data)
    assert members(twice) == ["AAA BBB CCC"]


def test_more_than_the_limit_is_said(tiny):
    result = smallest("PACT", "RRR", "tanks", limit=2, data=tiny(held(1, 1, 1, 1)))
    assert len(result.table) == 2
    assert "There are ≥ 3 coalitions of that size; the table lists some" in result.headline


@pytest.mark.parametrize(
    ("asked", "error", "words"),
    [
        ({"with_": "SSS"}, NotAMember, "'SSS' is not in 'PACT'"),
        ({"with_": "AAA", "without": "AAA"}, ParameterError, "wanted and not wanted"),
        ({"limit": 0}, ParameterError, "limit of 0"),
        ({"ratio": -1}, ParameterError, "above 0"),
    ],
)
def test_what_cannot_be_asked(tiny, asked, error, words):
    with pytest.raises(error, match=words):
        smallest("PACT", "RRR", "tanks", data=tiny(held(1, 1, 1, 1)), **asked)
    with pytest.raises(UnlikeThings):
        smallest("PACT", "RRR", "reserve", data=tiny(held(1, 1, 1, 1, indicator="reserve")))


def test_bundled_figures_by_trying_all(data):
    with (ROOT / "datasets" / "figures" / "gfp-2025.csv").open(encoding="utf-8") as file:
        printed = {
            row["entity"]: int(row["value"])
            for row in csv.DictReader(file)
            if row["indicator"] == "submarines" and row["value"]
        }
    group = ("DEU", "FRA", "GBR", "ITA", "NLD", "NOR", "SWE", "TUR", "GRC", "PRT", "ESP", "POL")
    for size in range(1, len(group) + 1):
        expected = sorted(
            " ".join(sorted(chosen))
            for chosen in itertools.combinations(group, size)
            if sum(printed[code] for code in chosen) >= printed["RUS"]
        )
        if expected:
            break
    result = smallest(
        " + ".join(group), "RUS", "submarines", data=data, source="gfp-2025", limit=500
    )
    assert members(result) == expected


def test_a_level_of_whole_things_is_whole(tiny):
    # Half of 7 is 3.5: nobody has half a tank, so it takes 4; AAA has 1 to spare, BBB none.
    result = smallest("PACT", "RRR", "tanks", ratio=0.5, data=tiny(held(5, 4, 3, 7)))
    level = result.tables["level"].loc[0]
    assert level[["level_low", "level", "level_high"]].tolist() == [4, 4, 4]
    assert dict(zip(result.table["members"], result.table["spare"], strict=True)) == {
        "AAA": 1,
        "BBB": 0,
    }


@pytest.mark.parametrize("limit", ["5", 2.5, True, float("nan"), 0])
def test_a_limit_is_a_whole_number(tiny, limit):
    with pytest.raises(ParameterError, match="a whole number"):
        smallest("PACT", "RRR", "tanks", limit=limit, data=tiny(held(5, 4, 3, 7)))
    with pytest.raises(ParameterError, match="codes of members"):
        smallest("PACT", "RRR", "tanks", with_=5, data=tiny(held(5, 4, 3, 7)))


def test_a_single_state_reaches_it_alone(tiny):
    result = smallest("AAA", "RRR", "tanks", data=tiny(held(5, 4, 3, 4)))
    assert result.headline == "Alpha alone reaches the level of Rho in tanks (4)."
