"""Answers computed on paper from four figures, and from the bundled tables without balance."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from handmade import table

import balance
from balance.errors import ParameterError
from balance.scenarios.spending_targets import spending_targets

DATASETS = Path(__file__).parents[2] / "datasets"


def spent(code, spending, share, *, hedge="", year="2024", source="nato-2024"):
    """Rows of what a state spends by one definition."""
    names = ("defence_expenditure", "defence_expenditure_share")
    bases = ("current-mer", "2015-mer")
    if source != "nato-2024":
        names, bases = ("military_expenditure", "military_expenditure_share"), (bases[0],) * 2
    return [
        {
            "figure_id": f"{source}-{code}-{name}-{year}",
            "entity": code,
            "indicator": name,
            "as_of": year,
            "value": value,
            "unit": unit,
            "basis": basis,
            "as_stated": stated,
            "hedge": hedge if unit == "percent" else "",
            "source_id": source,
            "locator": "row",
        }
        for name, value, unit, basis, stated in (
            (names[0], spending, "USD", bases[0], f"{spending}"),
            (names[1], share, "percent", bases[1], f"{share}%"),
        )
    ]


@pytest.fixture
def made(data):
    """Return a maker of the bundled tables with other figures and no known zeros."""

    def make(*rows):
        figures = table("figures", [row for some in rows for row in some])
        tables = {**data.tables, "figures": figures, "absences": table("absences", [])}
        return replace(data, tables=tables)

    return make


def rows(result, name="targets"):
    return result.tables[name].set_index("row")


def test_what_is_missing_and_what_is_netted(made):
    # Products: 200/1 % = 20,000; 300/3 % = 10,000; 100/2 % = 5,000.
    data = made(
        spent("EST", 200, 1.0),
        spent("LVA", 300, 3.0),
        spent("LTU", 100, 2.0),
    )
    result = spending_targets(data, allies="BALTIC", europe="EST + LVA", targets=(2.0, 4.0))
    found = rows(result)
    # At 2 %: 400 - 200 = 200. At 4 %: 800 - 200, 400 - 300, 200 - 100.
    assert found.at["allies_2", "lacking_nato"] == pytest.approx(200)
    assert found.at["allies_4", "lacking_nato"] == pytest.approx(600 + 100 + 100)
    assert found.at["europe_4", "lacking_nato"] == pytest.approx(700)
    assert found.at["allies_2", "meets_nato"] == 2  # exactly 2 % meets 2 %
    assert found.at["allies_4", "meets_nato"] == 0
    netted = rows(result, "netting")
    # Beyond 2 %: 300 - 200 = 100; so 200 - 100 are missing and nothing is left.
    assert netted.at["allies_2", "beyond_nato"] == pytest.approx(100)
    assert netted.at["allies_2", "net_nato"] == pytest.approx(100)
    assert netted.at["allies_2", "left_nato"] == 0
    assert "Netting does not turn the answer" in result.headline
    by_ally = rows(result, "lacking_nato")
    assert by_ally.loc["LTU", ["at_2", "at_4"]].tolist() == [0, pytest.approx(100)]


def test_netting_turns_the_answer_only_where_something_is_missing(made):
    data = made(spent("EST", 100, 1.0), spent("LVA", 900, 3.0))  # lacks 100; beyond 300
    result = spending_targets(data, allies="EST + LVA", europe="EST + LVA", targets=(2.0,))
    assert rows(result, "netting").at["europe_2", "left_nato"] == pytest.approx(200)
    assert "Netting turns the answer" in result.headline
    data = made(spent("EST", 300, 3.0), spent("LVA", 900, 3.0))
    result = spending_targets(data, allies="EST + LVA", europe="EST + LVA", targets=(2.0,))
    assert "Netting does not turn the answer" in result.headline


def test_a_rounded_share_at_the_target_is_not_decided(made):
    data = made(spent("EST", 100, "2.00", hedge="estimate"), spent("LVA", 100, 2.5))
    result = spending_targets(data, allies="EST + LVA", europe="EST + LVA", targets=(2.0,))
    found = rows(result).loc["europe_2"]
    assert found[["meets_nato_low", "meets_nato", "meets_nato_high"]].tolist() == [1, 2, 2]
    assert "Estonia cannot be decided" in result.headline
    # 2.00 is 1.995 to 2.005: at most 100 x (2 / 1.995 - 1) is missing.
    assert found["lacking_nato_low"] == 0
    assert found["lacking_nato_high"] == pytest.approx(100 * (2 / 1.995 - 1))


def test_a_missing_ally_leaves_the_sum_open(made):
    data = made(spent("EST", 100, 1.0), spent("LTU", 100, 3.0))
    result = spending_targets(data, allies="BALTIC", europe="BALTIC", targets=(2.0,))
    found = rows(result).loc["europe_2"]
    assert found["lacking_nato_low"] == pytest.approx(100)
    assert found["lacking_nato_high"] == float("inf")
    assert found[["meets_nato_low", "meets_nato_high"]].tolist() == [1, 2]
    assert found["of_nato"] == 2
    assert any("No figures by NATO for Latvia" in caveat for caveat in result.caveats)


def test_two_definitions_differ_on_named_states(made):
    data = made(
        spent("EST", 100, 2.1),
        spent("LVA", 100, 1.9),
        spent("EST", 90, 1.9, source="sipri-2025"),
        spent("LVA", 110, 2.1, source="sipri-2025"),
    )
    result = spending_targets(data, allies="EST + LVA", europe="EST + LVA", targets=(2.0,))
    assert "Estonia by NATO's figures only; Latvia by SIPRI's figures only" in result.headline
    assert rows(result, "allies").at["EST", "ratio"] == pytest.approx(0.9)


def test_the_bundled_tables_by_other_means(data):
    found = rows(spending_targets(data))
    with (DATASETS / "memberships.csv").open(encoding="utf-8") as file:
        allies = [row["state"] for row in csv.DictReader(file) if row["group"] == "NATO"]
    for key, source, spending, share in (
        ("nato", "nato-2024", "defence_expenditure", "defence_expenditure_share"),
        ("sipri", "sipri-2025", "military_expenditure", "military_expenditure_share"),
    ):
        values = {spending: {}, share: {}}
        with (DATASETS / "figures" / f"{source}.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                wanted = row["indicator"] == share or row["basis"] == "current-mer"
                if row["as_of"] == "2024" and wanted and row["indicator"] in values:
                    values[row["indicator"]][row["entity"]] = float(row["value"])
        for group, gone in (("allies", {"ISL"}), ("europe", {"ISL", "USA", "CAN"})):
            armed = [code for code in allies if code not in gone]
            for target, name in ((2, "2"), (3, "3"), (3.5, "3_5"), (5, "5")):
                products = {c: values[spending][c] / values[share][c] for c in armed}
                gaps = [target * products[c] - values[spending][c] for c in armed]
                row = found.loc[f"{group}_{name}"]
                assert row[f"lacking_{key}"] == pytest.approx(sum(max(0, g) for g in gaps))
                assert row[f"meets_{key}"] == sum(values[share][c] >= target for c in armed)
                assert row[f"of_{key}"] == len(armed)


def test_the_bundled_answer(data):
    result = spending_targets(data)
    for words in (
        "23 [22–23] of 31 members with armed forces in NATO's figures for 2024",
        "17 of 31 in SIPRI's figures",
        "Czechia, Germany, Montenegro, the Netherlands, Sweden and Türkiye by NATO's figures only",
        "Slovakia cannot be decided",
        "$30.7 billion and $34.3 billion at 2 %",
        "nothing is missing at 2 %",
    ):
        assert words in result.headline
    assert any("Iceland has no armed forces" in caveat for caveat in result.caveats)
    origin = rows(result)["origin"]
    assert "seed-003" in origin["allies_2"]
    assert origin["allies_3"].startswith("asked for and not agreed")
    assert origin["allies_3_5"] == "assumed"
    used = result.explain("europe_2", "lacking_nato").figures["figure_id"]
    assert "seed-003-nato-defence-spending-target" in set(used)
    assert "nato-2024-deu-defence-expenditure-2024" in set(used)
    assert not used.str.contains("2015-prices").any()


def test_numbers_in_sentences_have_cells(data):
    for statement in spending_targets(data).answer:
        for text, address in statement.parts():
            if address is None:
                assert not any(c.isdigit() for c in text.replace("2024", "")), text


def test_without_the_sources_nothing_is_said():
    result = spending_targets(balance.load(terms="open"))
    assert result.headline == "No figures of spending and its share are at hand."
    assert result.charts == ()
    assert rows(result)["lacking_nato"].isna().all()
    assert set(rows(result)["origin"]) == {"assumed"}


@pytest.mark.parametrize("targets", [(), (0.0,), (2.0, -1.0)])
def test_targets_are_above_zero(data, targets):
    with pytest.raises(ParameterError, match="above zero"):
        spending_targets(data, targets=targets)


def chart(result, kind):
    return next((spec for spec in result.charts if spec.kind == kind), None)


def test_charts_of_the_allies_are_sorted_by_share_and_name_who_lacks_most(made):
    # 100 at 1 % lacks 100 to 2 %; 300 at 1.5 % lacks 100; 60 at 1.2 % lacks 40; 50 at 2.5 % none.
    result = spending_targets(
        made(
            spent("DEU", 300, 1.5),
            spent("FRA", 50, 2.5),
            spent("ITA", 100, 1),
            spent("ESP", 60, 1.2),
        ),
        allies="DEU + FRA + ITA + ESP",
        europe="DEU + FRA + ITA + ESP",
        targets=(2.0, 3.0),
    )
    gap, tiles = chart(result, "gap"), chart(result, "tiles")
    assert gap.rows == tiles.rows == ("FRA", "DEU", "ESP", "ITA")
    # Two lack the same: nobody lacks most.
    assert str(gap.title).startswith("What each ally spends, and lacks to 2 % of GDP")
    assert "Italy: 1 %" in str(gap.alt)
    assert "Spain: 1.2 %" in str(tiles.alt)
    assert "largest in France, Germany and Spain" in str(tiles.title)
    assert "smallest in Italy, Spain and Germany" in str(tiles.title)


def test_who_lacks_most_is_named_only_as_far_as_the_bounds_part_them(made):
    rows = [spent("DEU", 1000, 1), spent("ITA", 500, 1), spent("ESP", 60, 1.2)]
    asked = {"allies": "DEU + ITA + ESP", "europe": "DEU + ITA + ESP", "targets": (2.0,)}
    sure = chart(spending_targets(made(*rows), **asked), "gap")
    assert str(sure.title).startswith("Germany, Italy and Spain lack most to 2 % of GDP")
    rough = [*rows[:1], spent("ITA", 500, 1, hedge="about"), spent("ESP", 495, 1)]
    assert "Germany lacks most" in str(chart(spending_targets(made(*rough), **asked), "gap").title)


def test_the_charts_of_the_bundled_allies_have_every_one(data):
    result = spending_targets(data)
    for kind in ("gap", "tiles"):
        spec = chart(result, kind)
        assert len(spec.rows) == 32
        assert spec.rows[0] == "POL"
        assert spec.rows[-1] == "ISL"
        for code in spec.rows:
            assert data.state_names[code] in str(spec.alt)
    assert set(spec.rows) <= set(data.table("tiles")["state"])


def test_without_shares_there_is_no_chart_of_allies():
    result = spending_targets(balance.load(leave_out=["nato", "sipri"]))
    assert chart(result, "gap") is chart(result, "tiles") is None
