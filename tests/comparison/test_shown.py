"""Bundled results as they are printed and as a notebook shows them."""

import re

import pytest

import balance
from balance.comparison.printed import printed
from balance.comparison.result import Statement
from balance.scenarios import SCENARIOS, nato_without_us_and_canada


@pytest.fixture(scope="module")
def flagship(data):
    return nato_without_us_and_canada(data)


def cells(table, label):
    return next([cell.text for cell in row] for row in table.rows if row[0].text == label)


def test_each_table_is_headed_by_the_side_that_it_shows(flagship, data):
    assert printed(flagship, "before").columns[1] == "A: NATO"
    after = printed(flagship).columns[1]
    assert after == "A: NATO without the United States and Canada"


def test_a_comparison_as_text(flagship, data):
    table = printed(flagship)
    assert cells(table, "Active personnel") == [
        "Active personnel",
        "2,053,000 [1,999,700–2,106,300]",
        "1,300,000 [1,200,000–1,400,000]",
        "1.6 : 1 [1.4–1.8]",
        "A has more",
        "agreed",
        "",
        "cia-2025 (2024)",
    ]
    assert cells(table, "Tanks")[1:5] == ["6,781", "5,750", "–", "not comparable"]
    assert cells(table, "Naval tonnage")[1:4] == [
        "≥ 2,579,988 (20 of 30 members)",
        "1,260,447",
        "≥ 2.04 : 1",
    ]
    assert cells(table, "Military spending (purchasing power)")[-1] == (
        "sipri-2025 × world-bank-2026 (2024)"
    )
    assert (
        str(Statement(table.notes[0]))
        == "Tanks: gfp-2024 prints 6,979 against 14,777, the other way round."
    )
    assert (
        "single, no other publication with recent figures speaks for both sides" in table.notes[1]
    )


def test_what_leaves_as_text(flagship, data):
    table = printed(flagship, "leaving")
    assert cells(table, "Attack helicopters") == [
        "Attack helicopters", "1,002", "414", "71 %", "2.54 : 1, A has more",
        "1 : 1.35, B has more", "lost",
    ]  # fmt: skip
    assert cells(table, "Tanks")[3:] == ["–", "not comparable", "not comparable", ""]
    tanks = "No share of tanks: the figure of Italy is known to count vehicles built"
    assert any(note.startswith(tanks) for note in table.notes)


def test_every_address_is_a_cell(flagship, data):
    for name in flagship.tables:
        table = printed(flagship, name)
        for row in table.rows:
            for cell in row:
                if cell.address:
                    _, key, column = cell.address.split("/")
                    assert column in flagship.frame(name)[1].columns
                    assert key in flagship.frame(name)[1].index


def test_a_result_shows_answer_table_and_caveats(data):
    shown = balance.compare("BALTIC", "RUS", data=data)._repr_html_()
    assert "<th" in shown
    assert "Submarines" in shown
    assert "Not counted" in shown
    assert "⟦" not in shown


def test_every_scenario_shows_itself(data):
    for name, entry in SCENARIOS.items():
        shown = entry.run(data)._repr_html_()
        assert len(re.findall("<tr>", shown)) > 1, name
        assert "⟦" not in shown, name


def test_a_coalition_shows_its_expression_and_members(data):
    shown = data.coalition("BALTIC + POL")._repr_html_()
    assert shown == "<b>BALTIC + POL</b>: 4 states on 2025-02-13<br>EST, LTU, LVA, POL"
