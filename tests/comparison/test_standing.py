"""Who counts as a second witness; the reference date is 2025-02-13. PACT is AAA, BBB, CCC."""

from types import SimpleNamespace

import pytest
from handmade import figure, held

import balance
from balance.comparison.compare import compare_rows
from balance.comparison.standing import (
    Witness,
    contradicts,
    standing_of,
    too_old,
    witnesses_of,
)

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


def heard(data, indicator="tanks", **asked):
    """Return what all other editions say of a row: who, as what, and why it does not count."""
    made = compare_rows(data, "PACT", "RRR", indicators=[indicator], **asked)
    found = witnesses_of(data, made.rows[0], made.question)
    for witness in found:
        assert witness.row.has_data
        assert witness.row.selection.publication == witness.publication
    return [(w.publication, w.source_id, w.kind, w.why_not) for w in found]


def test_every_other_edition_that_has_both_sides_is_heard(tiny):
    data = tiny(
        [
            *SPEAKS,
            *held(1, 1, 1, 20, source="one-2024"),
            *held(1, 1, 1, None, source="two-2024"),  # has one side only
            *held(1, 1, 1, 20, source="three-2019"),
            *held(1, 1, 1, 20, source="six", as_of="2015"),
            *held(1, 1, 1, 20, source="six-2020", as_of="2024"),
        ],
        sources=[
            ("six", "zeta", "2024-01-01", "open"),
            ("six-2020", "zeta", "2020-01-01", "open"),
        ],
    )
    assert heard(data) == [
        ("one", "one-2024", "edition", "another edition of the same publication"),
        ("three", "three-2019", "second", ""),
        ("zeta", "six", "stale", "older than 36 months (AAA, 2015)"),
        ("zeta", "six-2020", "older", "an older edition"),
    ]
    # A source that is asked for by name does not silence the others.
    named = [source for _, source, *_ in heard(data, source="one-2024")]
    assert named == ["one-2025", "three-2019", "six", "six-2020"]


def test_an_old_edition_of_the_same_publication_is_an_edition(tiny):
    data = tiny(SPEAKS + held(1, 1, 1, 20, source="one-2024", as_of="2010"))
    assert heard(data) == [
        ("one", "one-2024", "edition", "another edition of the same publication")
    ]


def test_nobody_is_heard_on_a_row_that_nobody_speaks_on(tiny):
    assert heard(tiny([])) == []
    # "one" has only one side; what others have of it is no witness.
    data = tiny(held(1, 1, 1, None) + held(1, None, None, None, source="two-2024"))
    assert heard(data) == []
    # Though it covers more, "one" has one side only; "two" has both, but does not speak.
    data = tiny(held(1, 1, 1, None) + held(1, None, None, 4, source="two-2024"))
    assert heard(data) == []


def test_the_first_figure_that_is_too_old_is_named(tiny):
    days = {"AAA": "2024", "BBB": "2019-05", "CCC": "2018", "RRR": "2017"}
    rows = [figure(state, "tanks", 1, "two-2024", as_of=day) for state, day in days.items()]
    rows += SPEAKS
    assert heard(tiny(rows))[0][3] == "older than 36 months (BBB, 2019-05)"
    recent = tiny(SPEAKS + held(1, 1, 1, 1, source="two-2024"))
    made = compare_rows(recent, "PACT", "RRR", indicators=["tanks"])
    assert too_old(recent, made.rows[0]) == ""


def test_a_second_war_makes_figures_old_as_the_first_did(tiny):
    wars = [("RRR", "2000-01-01"), ("RRR", "2024-06-01")]
    data = tiny(SPEAKS + held(1, 1, 1, 20, source="two-2024"), wars=wars)
    assert heard(data)[0][2:] == ("stale", "older than the war of RRR (2024)")


@pytest.mark.parametrize(
    ("own", "others", "against"),
    [
        ("a_more", ["b_more"], True),
        ("a_more", ["level"], True),
        ("b_more", ["a_more"], True),
        ("b_more", ["level"], True),
        ("level", ["a_more"], True),
        ("level", ["b_more"], True),
        ("a_more", ["a_more", "undecided", "no_data", "not_comparable"], False),
        ("level", ["level"], False),
        ("a_more", ["a_more", "b_more"], True),
        ("a_more", [], False),
    ],
)
def test_verdicts_contradict_if_they_cannot_both_be_true(own, others, against):
    assert contradicts(own, iter(others)) is against


def stands(own, **others):
    """Return how a verdict stands beside those of others, by kind of witness."""
    row = SimpleNamespace(verdict=own)
    witnesses = [
        Witness("p", "s", SimpleNamespace(verdict=verdict), kind, "")
        for kind, verdicts in others.items()
        for verdict in verdicts
    ]
    return standing_of(row, tuple(witnesses))


def test_a_verdict_stands_by_second_witnesses_and_other_editions_only():
    assert stands("a_more") == "single"
    assert stands("a_more", stale=["b_more"], older=["b_more"]) == "single"
    assert stands("a_more", edition=["a_more"]) == "single"
    assert stands("a_more", edition=["b_more"], second=["a_more"]) == "revised"
    assert stands("a_more", edition=["b_more"], second=["b_more"]) == "disputed"
    assert stands("a_more", second=["a_more", "b_more"]) == "disputed"
    assert stands("a_more", second=["undecided", "a_more"]) == "agreed"
    assert stands("a_more", second=["undecided"]) == "weak"
    assert stands("level", second=["level"]) == "agreed"
    for nothing in ("undecided", "not_comparable", "no_data"):
        assert stands(nothing, second=["a_more"], edition=["b_more"]) == ""
