"""Choices and changes of one comparison beside each other, and the flagship's."""

import pandas as pd
import pytest
from handmade import held

import balance
from balance.errors import NotAMember, ParameterError, RowError
from balance.robustness import flips, survival, universes
from balance.scenarios import would_it_survive


@pytest.fixture(scope="module")
def flagship(data):
    return would_it_survive(data)


TABLES = ["rows", "flips", "verify_next", "choices", "universes", "other_questions"]


def test_it_holds_the_tables_of_both(tiny):
    data = tiny([*held(60, 30, 20, 85), *held(60, 30, 20, 120, source="two-2024")])
    whole = survival("PACT", "RRR", data=data, indicators=["tanks"])
    assert list(whole.tables) == TABLES
    changes = flips("PACT", "RRR", data=data, indicators=["tanks"])
    choices = universes("PACT", "RRR", data=data, indicators=["tanks"])
    for part in (changes, choices):
        for name, frame in part.tables.items():
            pd.testing.assert_frame_equal(whole.tables[name], frame)
    # 110 against 85 is turned by two-2024 with 120, and by 25 more of 85.
    assert whole.tables["rows"].at[0, "fewest"] == 1
    assert whole.tables["verify_next"].at[0, "change"] == 25
    assert "two-2024 speaks" in set(whole.tables["flips"]["label"])
    assert [chart.kind for chart in whole.charts] == ["flips"]


def test_lineage_of_both_parts(tiny):
    data = tiny(held(60, 30, 20, 85))
    whole = survival("PACT", "RRR", data=data, indicators=["tanks"])
    assert set(whole.explain("tanks", "ratio", "rows").figures["entity"]) >= {"AAA", "RRR"}
    assert whole.explain("tanks", "stands", "verify_next").figures["entity"].tolist() == ["RRR"]
    assert set(whole.contributions["table"]) <= set(TABLES)
    used = {one for joined in whole.contributions["figure_id"] for one in joined.split(" * ")}
    assert used == set(whole.figures["figure_id"])


def test_some_of_its_tables_and_those_that_its_sentences_stand_on(tiny):
    data = tiny(held(60, 30, 20, 85))
    some = survival("PACT", "RRR", data=data, indicators=["tanks"], tables=["rows"])
    assert list(some.tables) == list(some.sheets) == ["rows", "flips", "verify_next"]
    assert set(some.contributions["table"]) == {"rows", "flips", "verify_next"}
    for statement in (*some.answer, *some.warnings, *(chart.alt for chart in some.charts)):
        for _, address in statement.parts():
            if address:
                table, row, column = address.split("/")
                some.explain(row, column, table)
    with pytest.raises(RowError, match="Did you mean flips"):
        survival("PACT", "RRR", data=data, tables=["flip"])


def test_no_sentence_is_told_twice(data):
    whole = survival("NATO - USA - CAN", "RUS", data=data, indicators=["submarines", "artillery"])
    for told in (whole.answer, whole.warnings):
        assert len({str(one) for one in told}) == len(told)
    assert "without Greece or Türkiye" not in whole.headline  # told by the choices already
    assert "Greece is left out" in whole.headline


def test_the_flagship(flagship):
    result = flagship
    assert list(result.tables) == ["rows", "flips", "verify_next", "choices", "other_questions"]
    assert result.tables["verify_next"]["row"].tolist()[:3] == [
        "submarines",
        "transport_aircraft",
        "combat_aircraft",
    ]
    assert result.parameters["without"] == ["USA", "CAN"]
    assert result.parameters["a"] == "NATO - {CAN, USA}"
    table = result.tables["flips"].set_index("row")
    # By hand from the balance: 73 submarines against 63, of which Greece has 10, Türkiye 13.
    assert table.at["submarines:member:GRC", "outcome"] == "level"
    assert table.at["submarines:member:TUR", "outcome"] == "B has more"
    assert table.at["submarines:figure:gfp-2025-rus-submarines", "change"] == 73 - 63
    assert table.at["combat_aircraft:figure:gfp-2025-rus-fighter-aircraft", "change"] == 1732 - 1522


def test_a_figure_of_the_flagship_put_back_into_its_table(data, flagship):
    """Plain tables: the sum over the rows of the file, without anything of the comparison."""
    figures = data.figures
    own = figures[(figures["source_id"] == "gfp-2025")].set_index(["entity", "indicator"])["value"]
    allies = data.group("NATO").members - {"USA", "CAN"}
    result = flagship.tables["verify_next"].set_index("row")
    for row in ("submarines", "transport_aircraft", "tanker_aircraft", "attack_helicopters"):
        mine = sum(own.get((code, row), 0) for code in allies)
        other = own["RUS", row]
        change = result.at[row, "change"] * (1 if mine > other else -1)
        assert other + change == mine, row


def test_what_cannot_be_asked(data):
    with pytest.raises(ParameterError, match="nobody leaves"):
        would_it_survive(data, without=())
    with pytest.raises(NotAMember):
        would_it_survive(data, without=("UKR",))


def test_with_open_sources_only():
    result = would_it_survive(balance.load(terms="open"))
    assert any("Left out" in caveat for caveat in result.caveats)
    assert result.tables["verify_next"]["row"].tolist() == ["active_personnel"]
