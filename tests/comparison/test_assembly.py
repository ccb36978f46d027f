"""From sheets to a result: sentences, charts, source lines and what is left out."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from handmade import held

from balance.comparison.amounts import Amount, constant, unknown
from balance.comparison.assembly import (
    Speaker,
    assembled,
    bars,
    cited,
    require_states,
)
from balance.comparison.lineage import CONTRIBUTIONS
from balance.comparison.result import ChartSpec, Statement
from balance.comparison.sheets import Column, Line, Sheet
from balance.comparison.terms import Term
from balance.errors import UnknownName
from balance.quantities.bounds import Bounds, exact

SHEET = Sheet("Sheet", (Column("need", "Need", "so many"), Column("gap", "Gap", "what lacks")))


def term(entity="AAA", source="one-2025", as_of=("2024",), figure="one-2025-aaa-tanks-2024"):
    return Term(entity, "", (figure,), (source,), exact(1.0), "exact", "", as_of, 1.0)


def amount(*terms):
    return Amount(exact(5), "vehicles", terms)


LINES = [
    Line("x", "Alpha", {"need": constant(1_500, "persons"), "gap": unknown("persons")}),
    Line("y", "of 2024", {"need": Amount(Bounds(1, None, 2), "persons")}, group="Later"),
    Line("z", "Gamma", {"gap": constant(2, "persons")}, group="Later"),
    Line("n", "None", {}, group="Later"),
    Line("w", "Delta", {"gap": constant(3, "persons")}, group="Last"),
]


@pytest.fixture
def speaker():
    return Speaker({"t": (SHEET, LINES), "other": (SHEET, LINES[2:3])})


def test_states_are_named_once_and_only_by_their_codes(tiny):
    data = tiny([])
    assert require_states(data, ["RRR", "AAA", "RRR"]) == ("RRR", "AAA")
    assert require_states(data, []) == ()
    with pytest.raises(UnknownName) as caught:
        require_states(data, ["AAA", "AAB"])
    assert str(caught.value) == "'AAB' is not the code of a state. Did you mean AAA?"
    with pytest.raises(UnknownName, match="'PACT' is not the code of a state"):
        require_states(data, ["PACT"])


def test_an_amount_is_said_as_it_is_printed_and_marked_with_its_cell(speaker):
    assert list(Statement(speaker("t", "x", "need")).parts()) == [("1,500", "t/x/need")]
    assert list(Statement(speaker("t", "y", "need")).parts()) == [("1–2", "t/y/need")]
    assert list(Statement(speaker("other", "z", "gap")).parts()) == [("2", "other/z/gap")]


def test_what_is_not_known_is_said_without_a_cell(speaker):
    assert speaker("t", "x", "gap") == "not known"
    assert speaker("t", "n", "gap") == ""


def test_a_chart_names_every_bar_in_its_alt_text(speaker):
    title = Statement("Finding")
    chart = bars(speaker, "t", LINES, ("need", "gap"), title, "Sources: s.")
    assert (chart.kind, chart.title, chart.tables) == ("amounts", title, ("t",))
    assert (chart.note, chart.columns) == ("Sources: s.", ("need", "gap"))
    assert chart.rows == ("x", "y", "z", "w")  # a row without an amount is not drawn
    assert list(chart.alt.parts()) == [
        ("Alpha: ", None),
        ("1,500", "t/x/need"),
        (", not known; ", None),
        ("Later", "t/y/group"),
        (": ", None),
        ("of 2024", "t/y/label"),  # a number in a label knows its cell
        (": ", None),
        ("1–2", "t/y/need"),
        ("; Gamma: ", None),
        ("2", "t/z/gap"),
        ("; ", None),
        ("Last", "t/w/group"),
        (": Delta: ", None),
        ("3", "t/w/gap"),
        (".", None),
    ]


def test_a_chart_draws_the_columns_asked_for(speaker):
    chart = bars(speaker, "t", LINES, ("need",), Statement("Finding"), "")
    assert (chart.rows, chart.columns) == (("x", "y"), ("need",))
    assert str(chart.alt) == "Alpha: 1,500; Later: of 2024: 1–2."


def test_a_source_line_has_title_and_years_of_each_source(tiny):
    data = tiny([])
    amounts = [
        amount(term(as_of=("2022-05-01",)), term(as_of=("2024", "2023"))),
        amount(term(source="two-2024", as_of=("2024", "2024-06"))),
        constant(3),
    ]
    assert cited(data, amounts) == "Sources: ONE-2025 (of 2022–2024); TWO-2024 (of 2024)."
    assert cited(data, amounts[1:], date(2025, 2, 13)) == (
        "Sources: TWO-2024 (of 2024). Members on 2025-02-13."
    )
    assert cited(data, []) == "Sources: none."


def test_a_source_line_says_what_was_read_in_a_copy_and_names_what_has_no_title(tiny):
    data = tiny([])
    sources = data.table("sources")
    one, text = sources["source_id"] == "one-2025", sources["source_id"] == "text"
    sources.loc[one, "read_via"] = "an archive"
    sources.loc[one | text, "title"] = ""
    told = replace(data, tables={**data.tables, "sources": sources})
    amounts = [amount(term()), amount(term(source="text"))]
    assert cited(told, amounts) == ("Sources: one-2025 (of 2024, read in a copy); text (of 2024).")
    undated = [amount(term(as_of=()))]
    assert cited(told, undated) == "Sources: one-2025 (read in a copy)."
    # A text is not of a year: what it states is.
    texts = {**told.tables, "texts": pd.DataFrame({"source_id": ["text"]})}
    assert cited(replace(told, tables=texts), amounts) == (
        "Sources: one-2025 (of 2024, read in a copy); text."
    )


def test_a_result_is_made_of_its_sheets(tiny):
    data = tiny(held(5, 6, None, None) + held(1, 2, source="two-2024"))
    own = amount(term(), term("BBB", figure="one-2025-bbb-tanks-2024"))
    other = amount(term(source="two-2024", figure="two-2024-aaa-tanks-2024"))
    first, second = [Line("x", "X", {"need": own})], [Line("y", "Y", {"gap": other})]
    chart = ChartSpec("amounts", Statement("F"), Statement("A"), ("one",), "N")
    answer, warning = Statement("Answer."), Statement("Warning.")
    result = assembled(
        data,
        title="Title",
        question="Question?",
        answer=[answer],
        warnings=(warning,),
        sheets={"one": (SHEET, first), "two": (SHEET, second)},
        charts=[chart],
        parameters={"years": "2024"},
        on=date(2024, 5, 1),
    )
    assert (result.title, result.question) == ("Title", "Question?")
    assert (result.answer, result.warnings, result.charts) == ((answer,), (warning,), (chart,))
    assert list(result.tables) == ["one", "two"]
    assert result.frame("one")[1].index.tolist() == ["x"]
    assert result.frame("two")[1].index.tolist() == ["y"]
    assert dict(result.sheets) == {"one": SHEET, "two": SHEET}
    lines = result.contributions
    assert (lines["table"] + "/" + lines["side"] + "/" + lines["entity"]).tolist() == [
        "one/need/AAA",
        "one/need/BBB",
        "two/gap/AAA",
    ]
    assert result.sources["source_id"].tolist() == ["one-2025", "two-2024"]
    assert result.sources["figures"].tolist() == [2, 1]
    assert len(result.figures) == 3
    assert (result.witnesses.columns.tolist(), len(result.witnesses)) == (list(CONTRIBUTIONS), 0)
    assert result.data is data
    assert result.parameters == {"on": "2024-05-01", "years": "2024"}


def test_by_default_a_result_is_of_the_reference_date_and_draws_nothing(tiny):
    told = {"title": "", "question": "", "answer": [], "warnings": []}
    result = assembled(tiny([]), sheets={"one": (SHEET, [])}, **told)
    assert result.parameters == {"on": "2025-02-13"}
    assert (result.charts, result.warnings) == ((), ())
    left = assembled(replace(tiny([]), left_out=("A", "B")), sheets={"one": (SHEET, [])}, **told)
    assert left.caveats == ("Left out, by their terms or by choice: the figures of A and B.",)
