import csv
import math
from pathlib import Path

import pytest
from handmade import figure, held

import balance
from balance.comparison.assembly import assembled
from balance.comparison.printed import printed
from balance.quantities.bounds import Bounds, exact
from balance.scenarios import nato_vs_russia
from balance.scenarios.beside import fit
from balance.scenarios.stated_totals import TABLE, stated_totals, with_stated_totals

DATASETS = Path(__file__).parents[2] / "datasets"
DAYS = ("2025-02-13", "2000-01-01")  # PACT has three members, then two (without CCC)


def stated(value, hedge="over", **more):
    said = f"{hedge} {value}".strip()
    return figure(
        "PACT",
        "tanks",
        value,
        "text",
        as_stated=said,
        hedge=hedge,
        quote=said,
        as_of="2025",
        **more,
    )


def rows(data, **more):
    _, lines, _ = stated_totals(data, "PACT", "text", DAYS, **more)
    return {line.key: line for line in lines}


@pytest.fixture(scope="module")
def bundled(data):
    sheet, lines, said = stated_totals(data)
    return assembled(
        data,
        title="t",
        question="q",
        answer=said,
        warnings=(),
        sheets={TABLE: (sheet, lines)},
    )


@pytest.mark.parametrize(
    ("hedge", "held_by", "verdict", "true_on"),
    [
        ("over", (10, 15, 12), "true", "2025-02-13"),  # 37, and 25 without CCC
        ("over", (20, 15, 12), "true", "all these days"),  # 47 and 35
        ("over", (10, 10, 5), "false", "none of these days"),  # 25 and 20
        ("over", (10, 10, 10), "false", "none of these days"),  # just 30 is not over 30
        ("at least", (10, 10, 10), "true", "2025-02-13"),
        ("almost", (10, 15, 4), "true", "all these days"),  # 29 and 25
        ("about", (10, 10, 10), "open", "none of these days"),  # decides nothing
        ("over", ((5, 15), 15, 12), "true", "2025-02-13"),  # 32 to 42
        ("over", ((1, 19), 12, 10), "open", "none of these days"),  # 23 to 41, 13 to 31
    ],
)
def test_literally_true_or_not(tiny, hedge, held_by, verdict, true_on):
    line = rows(tiny([stated(30, hedge), *held(*held_by)]))["tanks@one-2025"]
    assert (line.words["verdict"], line.words["true_on"]) == (verdict, true_on)


def test_a_bare_number_stands_for_what_rounds_to_it(tiny):
    # "30" is 29.5 to 30.5 by half a unit of its last digit, which is ten: 25 to 35.
    line = rows(tiny([stated(30, ""), *held(10, 10, 13)]))["tanks@one-2025"]
    assert (line.amounts["stated"].bounds.low, line.amounts["stated"].bounds.high) == (25, 35)
    assert line.words["verdict"] == "true"


def test_how_far_off_is_the_sum_over_the_number(tiny):
    line = rows(tiny([stated(30), *held(10, 15, 12)]))["tanks@one-2025"]
    assert line.amounts["ratio"].value == pytest.approx(37 / 30)
    assert line.amounts["on_2025_02_13"].value == 37
    assert line.amounts["on_2000_01_01"].value == 25


def test_a_partial_sum_proves_more_and_refutes_nothing(tiny):
    proved = rows(tiny([stated(30), *held(20, 15, None)]))["tanks@one-2025"]
    assert (proved.words["verdict"], proved.amounts["on_2025_02_13"].bounds.high) == (
        "true",
        math.inf,
    )
    assert "no figure for Gamma" in proved.words["counted"]
    # 25 and more: open with everyone, false for the two whose sum is complete.
    line = rows(tiny([stated(30), *held(10, 15, None)]))["tanks@one-2025"]
    assert (line.words["verdict"], line.words["true_on"]) == ("open", "none of these days")


def test_every_edition_speaks_and_texts_do_not(tiny):
    figures = [stated(30), *held(10, 15, 12), *held(1, 2, 3, source="one-2024")]
    figures += held(10, 15, 12, source="two-2024")
    found = rows(tiny(figures))
    assert {key: line.words["verdict"] for key, line in found.items()} == {
        "tanks@one-2025": "true",
        "tanks@one-2024": "false",
        "tanks@two-2024": "true",
    }


def test_what_no_source_counts_is_said(tiny):
    _, lines, said = stated_totals(tiny([stated(30)]), "PACT", "text", DAYS)
    assert [line.words["verdict"] for line in lines] == ["no source counts this"]
    assert "No source counts tanks." in str(said[-1])


def test_where_nothing_is_stated(tiny):
    _, lines, said = stated_totals(tiny(held(1, 2, 3)), "PACT", "text", DAYS)
    assert lines == ()
    assert str(said[0]) == "No total stated for the Pact is among the figures at hand."


def test_words_taken_at_their_word():
    over = Bounds(3, 3, math.inf)
    assert fit(over, "over", exact(3)) == "false"
    assert fit(over, "at least", exact(3)) == "true"
    assert fit(over, "over", Bounds(2, None, math.inf)) == "open"
    assert fit(Bounds(0, 3, 3), "almost", exact(3)) == "false"
    assert fit(Bounds(2.5, 3, 3.5), "", Bounds(3.6, None, math.inf)) == "false"


def member_sums(source, indicator, without=()):
    with (DATASETS / "memberships.csv").open(encoding="utf-8", newline="") as file:
        allies = {r["state"] for r in csv.DictReader(file) if r["group"] == "NATO"} - set(without)
    with (DATASETS / "figures" / f"{source}.csv").open(encoding="utf-8", newline="") as file:
        return sum(
            float(r["value"])
            for r in csv.DictReader(file)
            if r["indicator"] == indicator and r["entity"] in allies
        )


def test_bundled_sums_against_the_plain_files(bundled):
    table = bundled.table.set_index("row")
    days = {
        "on_2025_02_13": (),
        "on_2024_03_06": ("SWE",),
        "on_2023_04_03": ("SWE", "FIN"),
    }
    for source in ("gfp-2024", "gfp-2025"):
        for name in (
            "active_personnel",
            "reserve_personnel",
            "main_battle_tanks",
            "aircraft_total",
            "naval_vessels_total",
            "available_manpower",
        ):
            for day, without in days.items():
                assert table.at[f"{name}@{source}", day] == member_sums(source, name, without)


def test_bundled_verdicts(bundled):
    table = bundled.table.set_index("row")
    assert table["verdict"].to_dict() == {
        "active_personnel@cia-2025": "true",
        "active_personnel@gfp-2025": "true",
        "active_personnel@gfp-2024": "true",
        "active_personnel@nato-2024": "true in that definition",
        "reserve_personnel@gfp-2025": "unlike things",
        "reserve_personnel@gfp-2024": "unlike things",
        "paramilitary_personnel@gfp-2025": "unlike things",
        "paramilitary_personnel@gfp-2024": "unlike things",
        "main_battle_tanks@gfp-2025": "unlike things",
        "main_battle_tanks@gfp-2024": "unlike things",
        "available_manpower@gfp-2025": "true",
        "available_manpower@gfp-2024": "true",
        "aircraft_total@gfp-2025": "false",
        "aircraft_total@gfp-2024": "true",
        "naval_vessels_total@gfp-2025": "false",
        "naval_vessels_total@gfp-2024": "false",
        "military_budget@sipri-2025": "true in that definition",
        "military_budget@nato-2024": "true in that definition",
        "combat_vehicles@none": "no source counts this",
        "alliance_members@memberships": "false",
        "nuclear_armed_members@warheads-2025": "true",
    }
    unlike = table[table["verdict"] == "unlike things"]
    assert len(unlike) == 6
    assert unlike["ratio"].isna().all()
    assert table.at["aircraft_total@gfp-2024", "true_on"] == "2025-02-13, 2024-03-06"
    assert table.at["alliance_members@memberships", "true_on"] == "2024-03-06"
    assert table.at["nuclear_armed_members@warheads-2025", "on_2025_02_13"] == 3


def test_every_row_is_explained_and_printed(bundled):
    for key in bundled.table["row"]:
        assert len(bundled.explain(key).figures), key
    text = printed(bundled).rows
    assert len(text) == len(bundled.table)
    # The terms of the three warhead states stand behind the count.
    found = bundled.explain("nuclear_armed_members@warheads-2025", "on_2025_02_13").figures
    assert {"FRA", "GBR", "USA"} <= set(found["entity"])


def test_numbers_in_sentences_have_cells(bundled):
    for statement in bundled.answer:
        for text, address in statement.parts():
            if address is None:
                assert not any(character.isdigit() for character in text), text
            else:
                assert address.split("/")[1] in set(bundled.table["row"])


def test_it_joins_the_balance_and_changes_nothing_else(data):
    plain = balance.compare("NATO", "RUS", data=data)
    joined = with_stated_totals(plain)
    assert list(joined.tables) == [*plain.tables, TABLE]
    assert joined.answer[: len(plain.answer)] == plain.answer
    assert len(joined.explain("main_battle_tanks@gfp-2025", "stated", TABLE).figures) == 1
    assert set(joined.figures["figure_id"]) > {"seed-000-nato-main-battle-tanks"}
    assert printed(joined, TABLE).title.startswith("Totals stated for NATO")


def test_open_sources_have_no_text():
    joined = nato_vs_russia(balance.load(terms="open"))
    assert TABLE not in joined.tables
    assert "No total stated for NATO" in joined.headline


def test_the_chart_of_stated_totals_says_of_each_what_the_table_says(data):
    result = nato_vs_russia(data)
    spec = next(spec for spec in result.charts if spec.kind == "stated")
    assert spec.tables == (TABLE,)
    alt = str(spec.alt)
    for row in result.tables[TABLE].to_dict("records"):
        assert row["group"] in alt
        assert row["verdict"] in alt
    assert "Dated memberships: 32 states, false, true on 2024-03-06" in alt
    # In the title only what every source alike bears out, or none.
    title = str(spec.title)
    assert "borne out for active personnel" in title
    assert "not borne out for naval vessels in all" in title
    assert "tanks" not in title
    assert "aircraft" not in title


def test_without_a_stated_total_there_is_no_chart(data):
    assert not [
        spec
        for spec in nato_vs_russia(balance.load(leave_out=["seed-000"])).charts
        if spec.kind == "stated"
    ]
