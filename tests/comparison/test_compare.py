"""What a comparison asks of the tables, what it refuses, and what it gives back."""

from datetime import date

import pytest
from handmade import figure, held, redefined

import balance
from balance.comparison.compare import compare_rows, indicators_of, result_of, sides_of
from balance.comparison.frames import COLUMNS
from balance.comparison.question import Question
from balance.errors import (
    DateError,
    EmptyCoalition,
    OverlappingSides,
    ParameterError,
    ReadingError,
    UnknownIndicator,
    UnknownSource,
)


@pytest.fixture
def tables(tiny):
    """Return tables with tanks in two publications and guns in one, and 16 in prose."""
    said = {"quote": "about 16 tanks", "as_stated": "about 16", "hedge": "about"}
    return tiny(
        held(10, 10, 10, 20)
        + held(10, 10, 10, 40, source="two-2024")
        + held(1, 2, 3, 3, indicator="guns", source="one-2024")
        + [figure(state, "tanks", 16, "text", **said) for state in ("AAA", "RRR")]
    )


def test_a_comparison_answers_what_was_asked(tables):
    result = balance.compare("PACT", "RRR", data=tables, indicators=["guns", "tanks"])
    assert result.title == "The Pact against Rho"
    assert result.question == "Who has more of what: the Pact or Rho?"
    assert result.headline == (
        "The Pact has more guns and tanks than Rho, from 1.5 : 1 (tanks) to 2 : 1 (guns)."
    )
    assert result.labels == {"a": "the Pact", "b": "Rho"}
    assert result.data is tables
    assert result.parameters == {
        "a": "PACT",
        "b": "RRR",
        "on": "2025-02-13",
        "known_by": None,
        "source": None,
        "reading": "step",
        "mixed": False,
        "indicators": ["guns", "tanks"],
    }
    assert list(result.tables) == ["comparison", "other_sources", "coverage"]
    table = result.table
    assert tuple(table.columns) == COLUMNS
    assert table[["indicator", "a", "b", "verdict", "standing"]].to_numpy().tolist() == [
        ["guns", 6, 3, "a_more", "single"],
        ["tanks", 30, 20, "a_more", "disputed"],
    ]
    assert result.tables["other_sources"]["row"].tolist() == ["tanks@two-2024"]
    assert result.tables["coverage"]["indicator"].tolist() == ["guns", "tanks"]


def test_a_comparison_keeps_the_figures_and_sources_of_its_rows_and_witnesses(tables):
    result = balance.compare("PACT", "RRR", data=tables, indicators=["tanks"])
    assert result.contributions["source_id"].unique().tolist() == ["one-2025"]
    assert set(result.contributions["table"]) == {"comparison"}
    assert result.witnesses["source_id"].unique().tolist() == ["two-2024"]
    assert set(result.witnesses["table"]) == {"other_sources"}
    assert sorted(result.sources["source_id"]) == ["one-2025", "two-2024"]
    used = {f"{source}-{state}-tanks-2024" for source in ("one-2025", "two-2024") for state in ALL}
    assert set(result.figures["figure_id"]) == used


ALL = ("aaa", "bbb", "ccc", "rrr")


def test_its_chart_shows_the_rows_that_headlines_name(tables):
    data = redefined(tables, "guns", headline="no")
    result = balance.compare("PACT", "RRR", data=data, indicators=["guns", "tanks"])
    ratios, coverage = result.charts
    assert (ratios.kind, ratios.tables) == ("ratios", ("comparison", "other_sources"))
    assert str(ratios.title) == "The Pact has more tanks"
    assert str(ratios.alt) == (
        "Holdings of the Pact (A) as a ratio to those of Rho (B): Tanks 1.5 : 1."
    )
    assert ratios.note == (
        "Sources: ONE-2025 (of 2024). Members on 2025-02-13. Missing: 0 of 4 entries (members "
        "times rows). Holdings are world-wide. The tables do not say what is not counted."
    )
    assert coverage.tables == ("coverage",)


def test_what_is_asked_reaches_every_row(tables):
    asked = {"on": "2010-04-30", "known_by": "2025-06-30", "source": "text", "mixed": True}
    result = balance.compare(
        "PACT", "RRR", data=tables, indicators=["tanks"], reading="logical", **asked
    )
    assert result.parameters == {
        **{"a": "PACT", "b": "RRR", **asked},
        **{"reading": "logical", "indicators": ["tanks"]},
    }
    (row,) = result.table.to_dict("records")
    # On that day Gamma was no member; about 16 decides nothing; the text speaks for itself.
    assert (row["a_members"], row["a_missing"], row["source"]) == (2, "BBB", "text")
    assert (row["b_low"], row["b_high"], row["verdict"]) == (0, float("inf"), "undecided")
    made = compare_rows(tables, "PACT", "RRR", indicators=["tanks"], reading="logical", **asked)
    assert made.question == Question(("AAA", "BBB"), ("RRR",), date(2025, 6, 30), "text", "logical")
    assert (made.mixed, made.a.on, made.b.on) == (True, date(2010, 4, 30), date(2010, 4, 30))
    assert result_of(made).parameters == result.parameters


def test_what_was_not_known_is_not_seen(tables):
    for known_by, source in (("2025-01-10", "one-2025"), (date(2025, 1, 9), "two-2024")):
        result = balance.compare(
            "PACT", "RRR", data=tables, indicators=["tanks"], known_by=known_by
        )
        assert result.table.loc[0, "source"] == source
        assert result.parameters["known_by"] == str(known_by)


def test_mixed_lets_each_member_speak(tiny):
    data = tiny(held(1, 2, 3, None) + held(None, None, None, 4, source="two-2024"))
    for mixed, source in ((True, "mixed"), (False, "one-2025")):
        result = balance.compare("PACT", "RRR", data=data, indicators=["tanks"], mixed=mixed)
        assert result.table.loc[0, "source"] == source
        assert result.parameters["mixed"] is mixed


@pytest.mark.parametrize(
    ("asked", "fault", "words"),
    [
        ({"source": "two-2025"}, UnknownSource, "two-2025"),
        ({"known_by": "2025"}, DateError, "'2025' is not a day; expected YYYY-MM-DD"),
        ({"on": "2025-02"}, DateError, "'2025-02' is not a day"),
        ({"reading": "steps"}, ReadingError, "unknown reading 'steps'"),
        ({"indicators": ["tank"]}, UnknownIndicator, "tank"),
        ({"indicators": []}, ParameterError, "^no indicators are asked for; leave the parameter "),
    ],
)
def test_what_cannot_be_asked_is_refused(tables, asked, fault, words):
    with pytest.raises(fault, match=words):
        compare_rows(tables, "PACT", "RRR", **asked)
    with pytest.raises(fault, match=words):
        balance.compare("PACT", "RRR", data=tables, **asked)


def test_a_comparison_knows_its_rows_by_indicator(tables):
    made = compare_rows(tables, "PACT", "AAA + RRR - AAA", indicators=["tanks", "guns"])
    assert made.data is tables
    assert made.labels == {"a": "the Pact", "b": "Rho"}
    assert made.verbs == {"a": "has", "b": "has"}
    assert [row.indicator.name for row in made.rows] == ["tanks", "guns"]
    assert {name: len(found) for name, found in made.witnesses.items()} == {"tanks": 1, "guns": 0}
    assert [made.standing(row) for row in made.rows] == ["disputed", "single"]
    assert made.mixed is False
    two = compare_rows(tables, "AAA + BBB", "RRR", indicators=["guns"])
    assert two.verbs == {"a": "have", "b": "has"}


def test_sides_are_of_one_day(tables):
    early, late = "2010-04-30", "2024-01-01"
    pact = tables.coalition("PACT", early)
    for first, second in sides_of(tables, pact, "RRR"), sides_of(tables, pact, "RRR", early):
        assert (first.on, second.on) == (date(2010, 4, 30),) * 2
        assert (first.codes, second.codes) == (("AAA", "BBB"), ("RRR",))
    # The day may come with either side.
    second, first = sides_of(tables, "RRR", pact)
    assert (first, second.on) == (pact, pact.on)
    assert sides_of(tables, "PACT", "RRR")[0].on == date(2025, 2, 13)
    assert sides_of(tables, "PACT", "RRR", date(2024, 1, 1))[1].on == date(2024, 1, 1)
    told = "^the sides are asked for on 2010-04-30 and 2024-01-01; look both up on the same date$"
    for asked in (
        (pact, "RRR", late),
        ("RRR", pact, late),
        (pact, tables.coalition("RRR", late)),
        (tables.coalition("RRR", late), pact),
    ):
        with pytest.raises(DateError, match=told):
            sides_of(tables, *asked)


def test_sides_have_members_and_share_none(tables):
    empty = r"^the coalition 'PACT - \{AAA, BBB, CCC\}' has no members on 2025-02-13$"
    for asked in (("PACT - {AAA, BBB, CCC}", "RRR"), ("RRR", "PACT - {AAA, BBB, CCC}")):
        with pytest.raises(EmptyCoalition, match=empty):
            sides_of(tables, *asked)
    shared = r"^'PACT' and 'AAA \+ CCC \+ RRR' share AAA, CCC; take them out of one side$"
    with pytest.raises(OverlappingSides, match=shared):
        sides_of(tables, "PACT", "AAA + CCC + RRR")
    same = r"^'PACT' and 'AAA \+ BBB \+ CCC' are the same states; compare two different sides$"
    with pytest.raises(OverlappingSides, match=same):
        sides_of(tables, "PACT", "AAA + BBB + CCC")


def test_indicators_are_named_once_or_are_those_of_a_balance(tables):
    def names(asked):
        return [indicator.name for indicator in indicators_of(tables, asked)]

    assert names("tanks") == ["tanks"]
    assert names(iter(["guns", "tanks", "guns"])) == ["guns", "tanks"]
    every = ["tanks", "guns", "rockets", "artillery", "reserve", "spending", "output", "rate"]
    assert sorted(names(None)) == sorted([*every, "burden", "derived"])
    background = redefined(tables, "rate", "output", role="context")
    kept = {one.name for one in indicators_of(background, None)}
    assert kept == {*every, "burden", "derived"} - {"rate", "output"}
    for nothing in ([], (), iter([])):
        with pytest.raises(ParameterError):
            indicators_of(tables, nothing)
