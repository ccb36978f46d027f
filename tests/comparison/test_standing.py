"""Who counts as a second witness; the reference date is 2025-02-13. PACT is AAA, BBB, CCC."""

import pytest
from handmade import held

import balance

SPEAKS = held(10, 10, 10, 20)


def second(data):
    """What the other publication counts as, and why it does not count if so."""
    result = balance.compare("PACT", "RRR", data=data, indicators=["tanks"])
    (witness,) = result.tables["other_sources"].to_dict("records")
    return result.table.loc[0, "standing"], witness["witness"], witness["why_not"]


@pytest.mark.parametrize(
    ("as_of", "counts"),
    [
        ("2022-02-13", True),  # 36 months to the day
        ("2022-02-12", False),
        ("2022-02", True),  # its last day is the 28th
        ("2022-01", False),
        ("2022", True),  # it may be of December
        ("2021", False),
        ("2021-12-31", False),
        ("2025-02-13", True),
    ],
)
def test_a_witness_is_within_36_months_by_its_last_day(tiny, as_of, counts):
    found = second(tiny(SPEAKS + held(1, 1, 1, 20, source="two-2024", as_of=as_of)))
    if counts:
        assert found == ("disputed", "second", "")
    else:
        why_not = f"older than 36 months (AAA, {as_of})"
        assert found == ("single", "stale", why_not)


def test_one_old_figure_of_either_side_makes_a_witness_stale(tiny):
    for old in range(4):
        rows = held(1, 1, 1, 20, source="two-2024")
        rows[old]["as_of"] = "2021"
        state = rows[old]["entity"]
        assert second(tiny(SPEAKS + rows))[1:] == (
            "stale",
            f"older than 36 months ({state}, 2021)",
        )


@pytest.mark.parametrize(
    ("as_of", "began", "counts"),
    [
        ("2023-12-31", "2024-01-01", False),
        ("2024-01-01", "2024-01-01", True),
        ("2024", "2024-01", True),
        ("2024", "2024-02", False),  # the year begins before the war
        ("2024-02", "2024-02-02", False),
        ("2024", "2025-02-13", False),  # a war that begins on the reference date has begun
        ("2024", "2025-02-14", True),
    ],
)
def test_a_witness_is_not_older_than_a_war_of_its_states(tiny, as_of, began, counts):
    rows = SPEAKS + held(1, 1, 1, 20, source="two-2024", as_of=as_of)
    for at_war in ("AAA", "RRR"):
        found = second(tiny(rows, wars=[(at_war, began)]))
        why_not = "" if counts else f"older than the war of {at_war} ({as_of})"
        assert found[1:] == ("second" if counts else "stale", why_not)
    # A war in which neither side takes part changes nothing, nor does one long begun.
    assert second(tiny(rows, wars=[("SSS", began)]))[0] == "disputed"
    assert second(tiny(rows, wars=[("RRR", "2014-02-20")]))[0] == "disputed"


def test_an_older_edition_does_not_stand_in_for_a_stale_one(tiny):
    data = tiny(
        SPEAKS
        + held(10, 10, 10, 20, source="two-2024", as_of="2020")
        + held(1, 1, 1, 20, source="two-2023", as_of="2023"),
        sources=[("two-2023", "two", "2023-06-01", "open")],
    )
    result = balance.compare("PACT", "RRR", data=data, indicators=["tanks"])
    others = result.tables["other_sources"].set_index("source")["witness"]
    assert others.to_dict() == {"two-2024": "stale", "two-2023": "older"}
    assert result.table.loc[0, "standing"] == "single"


def test_a_level_row_is_contradicted_by_either_side_having_more(tiny):
    for rival in (29, 31):
        data = tiny(held(10, 10, 10, 30) + held(10, 10, 10, rival, source="two-2024"))
        result = balance.compare("PACT", "RRR", data=data, indicators=["tanks"])
        assert result.table.loc[0, ["verdict", "standing"]].tolist() == ["level", "disputed"]


def test_other_editions_stand_by_preference_then_from_the_newest(tiny):
    """``one`` and ``two`` are preferred, the rest follow by name; each from its newest edition."""
    more = [
        ("two-a", "two", "2023-06-01", "open"),
        ("two-b", "two", "2023-12", "open"),
        ("zeta", "zeta", "2025-02-01", "open"),
        ("eta-2022", "eta", "2022-01-01", "open"),
        ("eta-2023", "eta", "2023-01-01", "open"),
        ("undated", "eta", "", "open"),
    ]
    names = ["one-2024", *(source for source, *_ in more), "two-2024", "three-2019"]
    data = tiny(
        [*SPEAKS, *(row for name in names for row in held(1, 1, 1, 1, source=name))], sources=more
    )
    result = balance.compare("PACT", "RRR", data=data, indicators=["guns", "tanks"])
    others = result.tables["other_sources"]
    assert others["source"].tolist() == [
        "one-2024",
        *("two-2024", "two-b", "two-a"),
        *("eta-2023", "eta-2022", "undated"),
        "three-2019",
        "zeta",
    ]
    assert others["witness"].tolist() == [
        "edition",
        *("second", "older", "older"),
        *("second", "older", "older"),
        "second",
        "second",
    ]


@pytest.mark.parametrize(
    ("values", "hangs_on"),
    [
        ((10, 10, 10, 15), ""),  # 20 against 15 without any one, 10 without two
        ((10, 10, 10, 19), ""),
        ((10, 10, 10, 20), "AAA BBB CCC"),  # level without any one of the three
        ((10, 10, 10, 30), "AAA BBB CCC"),  # level before, less after
        ((10, 10, 10, 31), ""),
        ((10, 10, (9, 12), 30), "AAA BBB CCC"),  # undecided before, less after
        ((0, 10, 10, 15), "BBB CCC"),
        ((None, 10, 10, 15), "BBB CCC"),  # who is missing cannot turn what is proved without
    ],
)
def test_a_row_hangs_on_members_one_at_a_time(tiny, values, hangs_on):
    result = balance.compare("PACT", "RRR", data=tiny(held(*values)), indicators=["tanks"])
    assert result.table.loc[0, "hangs_on"] == hangs_on
    said = [caveat for caveat in result.caveats if "the verdict changes if" in caveat]
    assert len(said) == (1 if hangs_on else 0)
