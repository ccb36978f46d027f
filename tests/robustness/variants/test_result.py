"""Scenarios under other choices: a made-up one whose answers are known, and the bundled ones."""

import math
from dataclasses import replace

import pytest
from handmade import figure, held

import balance
from balance.comparison.amounts import excess
from balance.comparison.assembly import Speaker, assembled
from balance.comparison.printed import printed
from balance.comparison.published import total_of
from balance.comparison.result import Statement
from balance.comparison.sheets import Column, Line, Sheet
from balance.errors import BalanceError, ParameterError
from balance.robustness import variants
from balance.scenarios import SCENARIOS, nuclear_forces, ukraine_support

SHEET = Sheet(
    "Tanks",
    (Column("own", "Own", "the sum"), Column("beyond", "Beyond", "own less theirs")),
    {"word": "More"},
)


def tanks(data, *, group="PACT", against="RRR", known_by=None, reading="step", on=None):
    """Count tanks."""
    own, other = (
        total_of(data, data.coalition(side, on), "tanks", known_by=known_by, reading=reading)
        for side in (group, against)
    )
    if not own.is_known:
        raise BalanceError("nobody counts tanks")
    beyond = excess(own, other)
    word = "yes" if beyond.bounds.low > 0 else "no"
    lines = [Line("tanks", "Tanks", {"own": own, "beyond": beyond}, {"word": word})]
    sheets = {"held": (SHEET, lines)}
    say = Speaker(sheets)
    return assembled(
        data,
        title="Tanks",
        question="How many?",
        answer=[Statement(f"They have {say('held', 'tanks', 'own')}: {word}.")],
        warnings=[],
        sheets=sheets,
        parameters={"group": group, "against": against, "known_by": known_by, "reading": reading},
    )


ROWS = [
    *held(50, 40, 30, 100),
    *held(50, 40, 5, 100, source="one-2024"),
]


def lines(result, table="variants"):
    return result.tables[table].set_index("row")


def test_an_edition_left_out_lets_the_other_speak(tiny):
    # 50 + 40 + 30 = 120, 20 beyond 100; a year before 95, nothing beyond.
    result = variants(tanks, tiny(ROWS), choices=["edition"])
    table = lines(result)
    assert list(table.index) == [
        "edition:one-2025:tanks:More",
        "edition:one-2025:tanks:Beyond",
        "edition:one-2025:tanks:Own",
    ]
    own = table.loc["edition:one-2025:tanks:Own"]
    assert (own["before"], own["after"], own["after_unit"]) == (120, 95, "vehicles")
    word = table.loc["edition:one-2025:tanks:More"]
    assert (word["said_before"], word["said_after"]) == ("yes", "no")
    assert (word["label"], word["group"]) == ("Tanks", "Without one-2025")
    choices = lines(result, "choices")
    assert choices["changed"].tolist() == [3]
    assert choices["sentences"].tolist() == [1]
    said = lines(result, "sentences").loc["edition:one-2025:1"]
    assert said["said_before"] == "They have 120: yes."
    assert said["said_after"] == "They have 95: no."


def test_before_and_after_lead_to_their_figures(tiny):
    result = variants(tanks, tiny(ROWS), choices=["edition"])
    before, after = (
        set(result.explain("edition:one-2025:tanks:Own", name).figures["source_id"])
        for name in ("before", "after")
    )
    assert (before, after) == ({"one-2025"}, {"one-2024"})
    behind = result.explain("edition:one-2025:1", "said_after", "sentences").figures
    assert set(behind["source_id"]) == {"one-2025", "one-2024"}


def test_a_publication_left_out_may_leave_nothing_to_ask(tiny):
    result = variants(tanks, tiny(ROWS), choices=["publication"])
    assert lines(result, "choices").loc["publication:one", "fault"] == "nobody counts tanks"
    assert result.tables["variants"].empty
    assert "The question cannot be asked without all editions of one." in result.caveats


def test_an_edition_that_is_its_publication_is_tried_once(tiny):
    data = tiny([*held(50, 40, 30, 100, source="two-2024"), *held(1, 1, 1, 100)])
    result = variants(tanks, data, choices=["publication", "edition"])
    # Without any edition of one, and without one-2025 alone, two-2024 speaks.
    assert list(lines(result, "choices").index) == ["publication:one"]
    assert lines(result).loc["publication:one:tanks:Own", ["before", "after"]].tolist() == [3, 120]


def test_readings_days_and_members_are_tried_where_the_scenario_takes_them(tiny):
    hedged = figure("AAA", "tanks", 60, "one-2025", hedge="about", as_stated="about 60")
    data = tiny([hedged, *held(None, 40, 30, 100)[:3], *held(50, 40, 5, 100, source="one-2024")])
    result = variants(tanks, data)
    kinds = {key.partition(":")[0] for key in lines(result, "choices").index}
    assert kinds == {"publication", "edition", "reading", "on"}
    reading = lines(result).loc["reading:logical:tanks:Own"]
    assert (reading["before_low"], reading["before_high"]) == (120, 140)
    assert (reading["after_low"], reading["after_high"]) == (70, math.inf)
    # CCC joined on 2010-05-01: a day before there were only two members.
    member = lines(result).loc["on:2010-04-30:tanks:Own"]
    assert (member["before"], member["after"]) == (130, 100)


def test_earlier_days_hide_what_came_later(tiny):
    rows = [*held(50, 40, 30, 100), *held(50, 40, 5, 100, source="one-2024", as_of="2023")]

    def both(data, *, known_by=None):
        shown = tanks(data, known_by=known_by)
        old = tanks(data, known_by="2024-06-01")
        return assembled(
            data,
            title="t",
            question="q?",
            answer=shown.answer,
            warnings=[],
            sheets={
                name: (SHEET, [Line("tanks", "Tanks", {"own": amount})])
                for name, amount in (
                    ("new", total_of(data, "PACT", "tanks", known_by=known_by)),
                    ("old", total_of(data, "PACT", "tanks", known_by="2024-06-01")),
                )
            },
            parameters=old.parameters,
        )

    result = variants(both, tiny(rows), choices=["known_by"])
    assert list(lines(result, "choices").index) == ["known_by:2024-01-10"]
    assert lines(result).loc["known_by:2024-01-10:tanks:Own", "after"] == 95


def test_members_of_later_days_are_not_tried(tiny):
    def then(data, *, on="2005-01-01"):
        result = tanks(data, on=on)
        return replace(result, parameters={**result.parameters, "on": on})

    result = variants(then, tiny(ROWS), choices=["on"])
    # The two first members joined on 1990-01-01; the third on 2010-05-01, which is later.
    assert list(lines(result, "choices").index) == ["on:1989-12-31"]
    assert "had no members" in lines(result, "choices").loc["on:1989-12-31", "fault"]


def test_a_parameter_that_is_set_is_not_varied(tiny):
    result = variants(tanks, tiny(ROWS), parameters={"reading": "logical", "group": "DUO"})
    keys = lines(result, "choices").index
    assert not [key for key in keys if key.startswith("reading")]


def test_more_than_can_be_listed_is_said(tiny):
    result = variants(tanks, tiny(ROWS), choices=["edition"], most=1)
    assert lines(result).index.tolist() == ["edition:one-2025:tanks:More", "edition:one-2025:more"]
    assert lines(result).loc["edition:one-2025:more", "label"] == "and 2 more"
    assert lines(result, "choices")["changed"].tolist() == [3]


def test_what_cannot_be_asked(tiny):
    with pytest.raises(ParameterError, match="unknown choice 'editions'"):
        variants(tanks, tiny(ROWS), choices=["editions"])
    with pytest.raises(ParameterError, match="at least 1 cell"):
        variants(tanks, tiny(ROWS), most=0)
    with pytest.raises(BalanceError, match="nobody counts"):
        variants(tanks, tiny([]))


def test_only_what_is_printed_otherwise_is_a_change(data):
    """Against the scenario itself, run by hand without the source."""
    result = variants(ukraine_support, data, choices=["edition"], most=100)
    base = printed(ukraine_support(data))
    for choice in lines(result, "choices").itertuples():
        source = choice.Index.partition(":")[2]
        less = balance.load(leave_out=[source])
        other = printed(ukraine_support(less))
        rows = [dict(zip(table.rows, table.groups, strict=True)) for table in (base, other)]
        same = {tuple(c.text for c in row) for row in rows[0]} == {
            tuple(c.text for c in row) for row in rows[1]
        }
        assert same == (choice.changed == 0), source


def test_rows_that_go_are_told_once_and_named(data):
    result = variants(nuclear_forces, data, choices=["publication"])
    (choice,) = result.tables["choices"].to_dict("records")
    assert "United States" in choice["what_is_lost"]
    assert choice["lost"] == choice["changed"] == 18
    # Four states with three classes each go, one line for each; two sides are known no more.
    said = result.tables["variants"]["said_after"].tolist()
    assert said.count("no such row") == 4
    assert len(said) == 4 + 2 * 3
    assert "The answer changes without warheads-2025 (18 cells lost)." in result.headline


@pytest.mark.parametrize("name", ["british_army", "occupied_territory", "war_economy"])
def test_sentences_have_no_number_without_a_cell(name, data):
    result = variants(SCENARIOS[name].function, data, choices=["publication", "reading"])
    sources = set(data.sources["source_id"]) | set(data.sources["publication"])
    for statement in (*result.answer, *result.warnings):
        for text, address in statement.parts():
            bare = text
            for source in sorted(sources, key=len, reverse=True):
                bare = bare.replace(source, "")
            assert address or not any(letter.isdigit() for letter in bare), text
