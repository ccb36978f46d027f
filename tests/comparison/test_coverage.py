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


def chart(data, *names, a="PACT", b="RRR"):
    result = balance.compare(a, b, data=data, indicators=list(names))
    return next(spec for spec in result.charts if spec.kind == "coverage"), result


def test_the_worst_row_is_named_first_and_at_most_four(tiny):
    """One, two, three, four and four members are missing."""
    lines = [
        *held(1, 2, None, 4),
        *held(1, None, None, 4, indicator="guns"),
        *held(None, None, None, 4, indicator="rockets"),
        *held(1, 1, 1, 1, indicator="output"),
    ]
    names = ["tanks", "guns", "output", "rockets", "reserve", "spending"]
    spec, _ = chart(tiny(lines), *names)
    assert list(spec.title.parts()) == [
        ("No complete figure of reserve for ", None),
        ("4", "coverage/reserve/missing"),
        (" members, spending for ", None),
        ("4", "coverage/spending/missing"),
        (" members, rockets for ", None),
        ("3", "coverage/rockets/missing"),
        (" members, guns for ", None),
        ("2", "coverage/guns/missing"),
        (" members and further rows", None),
    ]
    spec, _ = chart(tiny(lines), *names[:4], "spending")
    assert str(spec.title) == (
        "No complete figure of spending for 4 members, rockets for 3 members, guns for 2 members "
        "and tanks for 1 member"
    )


def test_the_alt_text_names_who_is_missing_on_either_side(tiny):
    spec, _ = chart(
        tiny(held(1, None, None, None) + held(1, 1, 1, 1, indicator="guns")), "tanks", "guns"
    )
    assert str(spec.alt) == (
        "Members without a complete figure, by row: Tanks: BBB, CCC, RRR; Guns: nobody."
    )
    assert spec.tables == ("coverage",)
    assert spec.note.startswith("Sources: ONE-2025 (of 2024). Members on 2025-02-13.")


def test_a_member_missing_on_the_other_side_is_counted(tiny):
    spec, result = chart(tiny(held(1, 1, 1, None)), "tanks")
    assert str(spec.title) == "No complete figure of tanks for 1 member"
    table = result.tables["coverage"]
    assert table.columns.tolist() == ["indicator", "verdict", "missing", "AAA", "BBB", "CCC", "RRR"]
    assert table.to_dict("records") == [
        {
            "indicator": "tanks",
            "verdict": "no_data",
            "missing": 1,
            "AAA": "reported",
            "BBB": "reported",
            "CCC": "reported",
            "RRR": "missing",
        }
    ]


def test_who_has_guns_and_no_rockets_at_all_is_reported(tiny):
    """Beta is known to have no rockets: part of its artillery is a figure."""
    lines = held(1, 1, 1, 1, indicator="guns") + held(1, None, 1, 1, indicator="rockets")
    data = tiny(lines, absences=[("BBB", "rockets")])
    _, result = chart(data, "artillery")
    assert result.tables["coverage"].at[0, "BBB"] == "reported"
    data = tiny(held(1, None, 1, 1), absences=[("BBB", "tanks")])
    assert chart(data, "tanks")[1].tables["coverage"].at[0, "BBB"] == "absent"
