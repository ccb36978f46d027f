"""The result of universes: its tables, sentences and lineage, and every executor alike."""

import math
import re
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import pandas as pd
import pytest
from handmade import figure, held

import balance
from balance.comparison.printed import printed
from balance.comparison.result import Statement
from balance.errors import (
    BalanceError,
    DateError,
    EmptyCoalition,
    NotAMember,
    OverlappingSides,
    ParameterError,
    ReadingError,
    UnknownIndicator,
    UnknownName,
)
from balance.robustness import universes
from balance.tables.loading import bundled_folder

FLAGSHIP = ("NATO - USA - CAN", "RUS")


@pytest.fixture(scope="module")
def flagship(data):
    return universes(*FLAGSHIP, data=data)


@pytest.fixture
def two(tiny):
    """180 against 120 in one edition, 150 against 125 in the other."""
    return tiny([*held(100, 50, 30, 120), *held(90, 20, 40, 125, source="one-2024", as_of="2023")])


def asked(data, **options):
    return universes("PACT", "RRR", data=data, indicators=["tanks"], **options)


def indexed(result, table):
    return result.tables[table].set_index("row")


def test_tables_by_hand(two):
    result = asked(two, axes=["edition", "leaves"], leaving=["BBB", "CCC"])
    assert list(result.tables) == ["rows", "choices", "universes", "other_questions"]
    row = indexed(result, "rows").loc["tanks"]
    assert (row["ratio"], row["span_low"], row["span_high"]) == (180 / 120, 110 / 125, 180 / 120)
    assert math.isnan(row["span"])
    assert (row["fewest"], row["results"]) == (2, 6)
    assert (row["verdict"], row["reached"]) == ("A has more", "A has more; B has more")
    assert row["singles"] == ""
    assert row["smallest"] == row["reversal"] == "one-2024 speaks and without Gamma"
    found = indexed(result, "universes")
    assert found["a"].tolist() == [180, 150, 130, 150, 110]
    assert found["b"].tolist() == [120, 125, 120, 120, 125]
    assert found["choices"].tolist() == [
        "as asked",
        "one-2024 speaks",
        "without Beta",
        "without Gamma",
        "one-2024 speaks and without Gamma",
    ]
    choices = indexed(result, "choices")
    assert choices.index.tolist() == ["edition:one-2024", "leaves:BBB", "leaves:CCC"]
    assert choices["turned"].tolist() == [0, 0, 0]
    assert choices["touches"].tolist() == ["all rows"] * 3
    assert result.headline == (
        "The verdict on tanks (the Pact has more) is turned by no single choice, and by 2 "
        "together: if one-2024 speaks and if Gamma is left out."
    )


def test_choices_that_lead_to_the_same_result_share_a_row(two):
    found = indexed(asked(two, axes=["edition", "known_by"], days=["2024-05-01"]), "universes")
    assert found["choices"].tolist() == ["as asked", "one-2024 speaks; as known on 2024-05-01"]


def test_ties_are_listed_up_to_a_limit(tiny):
    """Each of twelve further editions turns the verdict by itself."""
    editions = [(f"n-{n}", "one", f"2024-{n:02}-02", "open") for n in range(1, 13)]
    rows = [row for name, *_ in editions for row in held(1, 1, 1, 9, source=name)]
    result = asked(tiny([*held(10, 10, 10, 9), *rows], sources=editions), axes=["edition"])
    told = result.table.at[0, "smallest"].split("; ")
    assert len(told) == 11
    assert told[-1] == "and 2 more"


def test_as_asked_is_the_row_of_a_comparison(data, flagship):
    table = balance.compare(*FLAGSHIP, data=data).table
    found = indexed(flagship, "universes")
    for row in table.to_dict("records"):
        base = found.loc[f"{row['indicator']}@as asked"]
        ends = [f"{side}{end}" for side in ("a", "b") for end in ("", "_low", "_high")]
        assert base[ends].tolist() == pytest.approx([row[e] for e in ends], rel=0, nan_ok=True)
        if not math.isnan(row["ratio"]):
            assert base["ratio"] == row["ratio"]
    told = dict(zip(table["indicator"], table["verdict"], strict=True))
    words = {"a_more": "A has more", "b_more": "B has more", "not_comparable": "not comparable"}
    assert flagship.table["verdict"].tolist() == [words[told[i]] for i in flagship.table["row"]]


def test_a_row_can_be_asked_for_again(data, flagship):
    """What the table says of a choice is what a comparison with that choice says."""
    found = indexed(flagship, "universes")
    again = balance.compare(
        "NATO - USA - CAN - TUR", "RUS", data=data, indicators=["submarines"]
    ).table.iloc[0]
    line = found.loc["submarines@leaves:TUR"]
    assert (line["a"], line["b"], line["verdict"]) == (again["a"], again["b"], "B has more")
    again = balance.compare(
        "NATO - USA - CAN + UKR", "RUS", data=data, indicators=["combat_aircraft"]
    ).table.iloc[0]
    line = found.loc["combat_aircraft@joins_a:UKR"]
    assert (line["a"], line["ratio"]) == (again["a"], again["ratio"])
    again = balance.compare(
        *FLAGSHIP, data=data, indicators=["artillery"], source="gfp-2024"
    ).table.iloc[0]
    line = found.loc["artillery@edition:gfp-2024"]
    assert (line["a"], line["b"]) == (again["a"], again["b"])


def test_totals_add_up_from_their_lineage(flagship):
    lines = flagship.contributions
    lines = lines[(lines["table"] == "universes") & (lines["side"] == "a") & (lines["part"] == "")]
    sums = lines.groupby("row")["low"].agg(math.fsum)
    found = indexed(flagship, "universes")["a_low"]
    for row, low in sums.items():
        assert low == found[row], row
    joined = set(lines["figure_id"].str.split(" * ", regex=False).explode())
    assert joined <= set(flagship.figures["figure_id"])


def test_every_universe_lies_in_the_span(flagship):
    rows = indexed(flagship, "rows")
    found = flagship.tables["universes"]
    for line in found.to_dict("records"):
        own = rows.loc[line["row"].partition("@")[0]]
        if not math.isnan(line["ratio_low"]):
            assert own["span_low"] <= line["ratio_low"] <= line["ratio_high"] <= own["span_high"]


def test_sentences_take_their_numbers_from_cells(flagship):
    for statement in (*flagship.answer, *flagship.warnings):
        assert isinstance(statement, Statement)
        for text, address in statement.parts():
            if address is None:
                assert not re.search(r"\d", text), text
            else:
                table, row, column = address.split("/")
                cells = flagship.tables[table].set_index("row")
                assert column in cells.columns
                assert row in cells.index


def test_no_shares_of_universes_are_told(flagship):
    told = " ".join([flagship.headline, *flagship.caveats])
    told += " ".join(c.text for t in flagship.tables for r in printed(flagship, t).rows for c in r)
    assert not re.search(r"%|per cent|probab|most universes|stronger|leads", told)
    assert "not draws" in " ".join(flagship.caveats)


def test_the_flagship_hangs_on_what_a_plain_count_says(data, flagship):
    """Submarines of the European allies, counted from the file without this package's sums."""
    held = pd.read_csv(bundled_folder() / "figures" / "gfp-2025.csv", keep_default_na=False)
    held = held[held["indicator"] == "submarines"].set_index("entity")["value"].astype(int)
    members = data.group("NATO").members - {"USA", "CAN"}
    absent = data.tables["absences"]
    none = set(absent.loc[absent["indicator"] == "submarines", "entity"])
    assert members <= set(held.index) | none
    europe = sum(held.get(code, 0) for code in members)
    turning = {code for code in members if europe - held.get(code, 0) <= held["RUS"]}
    assert turning == {"GRC", "TUR"}
    singles = indexed(flagship, "rows").at["submarines", "singles"]
    assert singles == "without Greece (level); without Türkiye (B has more)"


def test_other_questions_are_not_mixed_in(flagship):
    others = indexed(flagship, "other_questions")
    wider = others.loc["active_personnel@definition:reserve_personnel"]
    assert wider["verdict"] == "not comparable"
    assert wider["source"] == "gfp-2025"
    basis = others.loc["military_expenditure@basis:military_expenditure_ppp"]
    assert basis["ratio"] == indexed(flagship, "rows").at["military_expenditure_ppp", "ratio"]
    choices = indexed(flagship, "choices")
    assert choices.at["basis", "equivalent"] == "another question"
    assert choices.at["leaves:TUR", "equivalent"] == "yes"
    assert "basis" not in flagship.parameters["axes"]


def same(one, other):
    for name, table in one.tables.items():
        pd.testing.assert_frame_equal(table, other.tables[name])
    pd.testing.assert_frame_equal(one.contributions, other.contributions)
    assert [*one.answer, *one.warnings] == [*other.answer, *other.warnings]


@pytest.mark.parametrize("pool", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_every_executor_gives_the_same(data, pool):
    asked = {"data": data, "indicators": [i.name for i in data.indicators_of("balance")][4:12]}
    with pool(2) as executor:
        same(universes(*FLAGSHIP, **asked), universes(*FLAGSHIP, **asked, executor=executor))


def test_the_order_of_choices_does_not_matter(two):
    one = asked(two, leaving=["AAA", "BBB"], days=["2024-05-01", "2024-01-10"])
    other = asked(
        two,
        axes=["leaves", "known_by", "edition", "publication", "reading", "joins_b", "joins_a"],
        leaving=["BBB", "AAA"],
        days=["2024-01-10", "2024-05-01"],
    )
    same(one, other)


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"axes": ["leave"]}, ParameterError, "there is no axis 'leave'.*Did you mean leaves"),
        ({"axes": []}, ParameterError, "no axes are asked for"),
        ({"leaving": []}, ParameterError, "leaving is an empty list of choices"),
        ({"joining_a": ()}, ParameterError, "joining_a is an empty list"),
        ({"days": []}, ParameterError, "days is an empty list"),
        ({"readings": []}, ParameterError, "readings is an empty list"),
        ({"leaving": "AAA"}, ParameterError, "leaving is a list"),
        ({"axes": ["edition"], "leaving": ["AAA"]}, ParameterError, "'leaves' is not among"),
        ({"leaving": ["SSS"]}, NotAMember, "'SSS' cannot leave: it is a member of neither"),
        ({"leaving": ["RRR"]}, EmptyCoalition, "'RRR' has no other member"),
        ({"leaving": ["AAX"]}, UnknownName, "'AAX' is not the code of a state.*AAA"),
        ({"joining_a": ["AAA"]}, ParameterError, "'AAA' cannot join 'PACT': it is a member"),
        ({"joining_a": ["RRR"]}, OverlappingSides, "it is a member of 'RRR'"),
        ({"joining_a": ["SSS"], "joining_b": ["SSS"]}, OverlappingSides, "cannot join both"),
        ({"days": ["2025"]}, DateError, "'2025' is not a day"),
        ({"readings": ["loose"]}, ReadingError, "unknown reading 'loose'"),
        ({"known_by": "2024-05-01", "days": ["2025-01-01"]}, ParameterError, "is later than"),
    ],
)
def test_bad_choices(two, options, error, words):
    with pytest.raises(error, match=words):
        asked(two, **options)


def test_unknown_indicator(two):
    with pytest.raises(UnknownIndicator, match="tanks"):
        universes("PACT", "RRR", data=two, indicators=["tank"])


def test_who_joins_by_default_depends_on_where_russia_is(data):
    def joining(a, b):
        result = universes(a, b, data=data, indicators=["submarines"])
        return result.parameters["joining_a"], result.parameters["joining_b"]

    assert joining("NATO", "RUS") == (["UKR"], ["BLR"])
    assert joining("RUS", "POL") == (["BLR"], ["UKR"])
    assert joining("RUS + BLR", "POL + UKR") == ([], [])
    assert joining("GBR", "FRA") == ([], [])


def test_another_day_of_knowledge_is_not_looked_past(data):
    """Nothing that came out later than the day asked for is a choice."""
    result = universes(*FLAGSHIP, data=data, known_by="2024-06-30", indicators=["submarines"])
    assert set(result.sources["source_id"]) <= {"gfp-2024", "cia-2024"}
    assert all(day < "2024-06-30" for day in result.parameters["days"])


@pytest.mark.parametrize("terms", ["open", "attribution"])
def test_narrower_terms(terms):
    result = universes(*FLAGSHIP, data=balance.load(terms=terms))
    assert "No source speaks for both sides on" in result.headline
    assert any(caveat.startswith("Left out") for caveat in result.caveats)
    for table in result.tables:
        printed(result, table)


def test_without_any_source(tiny):
    result = asked(tiny([figure("AAA", "guns", 5, "one-2025")]))
    assert result.headline == "No source speaks for both sides on tanks."
    assert result.table.at[0, "silent"] == "as asked"
    assert result.table["ratio"].isna().all()


def test_a_choice_that_silences_everybody_turns_nothing(tiny):
    result = asked(tiny(held(10, 20, 30, 40)), axes=["known_by"], days=["2024-12-31"])
    assert result.headline == (
        "Under every choice tried that leaves a source to speak, the Pact has more tanks."
    )
    assert result.table.at[0, "silent"] == "as known on 2024-12-31"
    assert "If asked as known on 2024-12-31, nobody speaks" in " ".join(result.caveats)


def test_nothing_is_claimed_of_rows_that_no_choice_touches(tiny):
    result = asked(tiny(held(10, 20, 30, 40)), axes=["reading"])
    assert result.headline == "No choice tried touches tanks."
    assert any(c.startswith("Not tried here: another publication") for c in result.caveats)


def test_every_fault_is_one_of_ours(two):
    with pytest.raises(BalanceError):
        asked(two, on="2025-02-30")


def test_explain_leads_back_to_the_figures(two):
    result = asked(two, axes=["edition"])
    found = result.explain("tanks@edition:one-2024", "b", "universes")
    assert found.figures["figure_id"].tolist() == ["one-2024-rrr-tanks-2023"]
    ends = result.explain("tanks", "span", "rows")
    assert {"one-2024-rrr-tanks-2023", "one-2025-rrr-tanks-2024"} <= set(ends.figures["figure_id"])


def test_a_row_that_turns_is_told_even_if_headlines_do_not_name_it(data):
    told = universes("NATO", "RUS", data=data).headline
    for phrase in ("deployed warheads", "warheads in all"):  # neither is a headline's row
        assert f"The verdict on {phrase} (NATO has more) turns" in told


def test_one_row_rests_on_one_source(data):
    alone = universes("DEU", "FRA", indicators=["naval_tonnage"], data=data)
    assert "naval tonnage: it rests on one source" in " ".join(map(str, alone.caveats))
