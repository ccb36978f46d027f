"""Who reports what."""

from handmade import figure, held

import balance


def test_each_member_and_row_has_its_status(tiny):
    """AAA reported, BBB known to have none, CCC missing; of artillery BBB has guns only."""
    data = tiny(
        [
            *held(10, None, None, 5),
            *held(1, 1, 1, 1, indicator="guns"),
            figure("AAA", "rockets", 1, "one-2025"),
            figure("CCC", "rockets", 1, "one-2025"),
            figure("RRR", "rockets", 1, "one-2025"),
        ],
        absences=[("BBB", "tanks")],
    )
    result = balance.compare("PACT", "RRR", data=data, indicators=["tanks", "artillery"])
    table = result.tables["coverage"].set_index("indicator")
    assert table.loc["tanks"].to_dict() == {
        "verdict": "a_more",  # 10 reported against 5: proved whatever CCC has
        "missing": 1,
        "AAA": "reported",
        "BBB": "absent",
        "CCC": "missing",
        "RRR": "reported",
    }
    assert table.at["artillery", "BBB"] == "part"
    told = next(spec for spec in result.charts if spec.kind == "coverage")
    assert str(told.title) == "No complete figure of tanks for 1 member and artillery for 1 member"
    assert "Tanks: CCC" in str(told.alt)
    assert len(result.explain("tanks", "missing", "coverage").figures) == 3


def test_a_complete_comparison_says_so(tiny):
    result = balance.compare("PACT", "RRR", data=tiny(held(1, 2, 3, 4)), indicators=["tanks"])
    told = next(spec for spec in result.charts if spec.kind == "coverage")
    assert str(told.title) == "Every member has a figure or is known to have none"
