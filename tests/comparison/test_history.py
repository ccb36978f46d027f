"""A comparison over the years, and shares over the years."""

import csv
from pathlib import Path

import pytest
from handmade import figure

import balance
from balance.comparison.courses import parse_years
from balance.errors import ParameterError, UnknownSource


@pytest.fixture
def years(tiny):
    """AAA + BBB (+ CCC) against RRR: 30:10 in 2021, partial in 2022, 40:20 in 2023."""

    def of(entity, **values):
        return [
            figure(entity, "tanks", value, "one-2025", as_of=year.removeprefix("y"))
            for year, value in values.items()
        ]

    return tiny(
        [
            *of("AAA", y2021=10, y2022=11, y2023=15),
            *of("BBB", y2021=10, y2023=15),
            *of("CCC", y2021=10, y2022=10, y2023=10),
            *of("RRR", y2021=10, y2022=10, y2023=20, y2024=20),
            figure("AAA", "tanks", 8, "one-2024", as_of="2021"),
            figure("BBB", "tanks", 8, "one-2024", as_of="2021"),
            figure("CCC", "tanks", 8, "one-2024", as_of="2021"),
            figure("RRR", "tanks", 8, "one-2024", as_of="2021"),
        ]
    )


def cells(result, table="history"):
    return result.frame(table)[1].to_dict("index")


def test_each_year_is_the_comparison_of_its_own_figures(years):
    result = balance.history("PACT", "RRR", data=years, indicators=["tanks"])
    rows = cells(result)
    assert list(rows) == ["tanks-2021", "tanks-2022", "tanks-2023"]
    assert (rows["tanks-2021"]["a"], rows["tanks-2021"]["ratio"]) == (30, 3)
    assert (rows["tanks-2023"]["a"], rows["tanks-2023"]["ratio"]) == (40, 2)
    assert rows["tanks-2021"]["a_share"] == 75  # 30 of 40


def test_a_year_with_a_member_missing_has_no_total_and_no_ratio(years):
    row = cells(balance.history("PACT", "RRR", data=years, indicators=["tanks"]))["tanks-2022"]
    assert row["a"] != row["a"]  # NaN
    assert (row["a_low"], row["a_high"]) == (21, float("inf"))
    assert row["ratio"] != row["ratio"]
    assert row["a_missing"] == "BBB"
    assert row["verdict"] == "A has more"  # 21 reported against 10: proved all the same


def test_a_year_without_a_side_has_no_row_and_gaps_are_said(tiny):
    data = tiny(
        [figure(s, "tanks", 5, "one-2025", as_of=y) for s in ("AAA", "RRR") for y in ("2020",)]
        + [figure(s, "tanks", 6, "one-2025", as_of="2023") for s in ("AAA", "RRR")]
    )
    result = balance.history("AAA", "RRR", data=data, indicators=["tanks"])
    assert result.table["label"].tolist() == ["2020", "2023"]
    assert any("2021–2022" in caveat for caveat in result.caveats)


def test_other_editions_are_shown_and_never_spliced(years):
    result = balance.history("PACT", "RRR", data=years, indicators=["tanks"])
    others = cells(result, "editions")
    assert others["tanks-2021@one-2024"]["ratio"] == 3
    assert set(result.table["source"]) == {"one-2025"}


def test_membership_of_each_year_lets_a_total_move(tiny):
    data = tiny(
        [
            figure(s, "tanks", 10, "one-2025", as_of=y)
            for s in ("AAA", "BBB", "CCC", "RRR")
            for y in ("2009", "2011")
        ]
    )
    asked = {"data": data, "indicators": ["tanks"]}
    fixed = cells(balance.history("PACT", "RRR", **asked))
    moving = cells(balance.history("PACT", "RRR", each_year=True, **asked))
    assert (fixed["tanks-2009"]["a"], moving["tanks-2009"]["a"]) == (30, 20)  # CCC joined in 2010
    assert fixed["tanks-2011"]["a"] == moving["tanks-2011"]["a"] == 30


def test_the_span_is_kept_to(years):
    result = balance.history("PACT", "RRR", data=years, indicators=["tanks"], years="2023-2024")
    assert result.table["label"].tolist() == ["2023"]
    assert result.parameters["years"] == "2023-2024"


@pytest.mark.parametrize(
    "text", ["", "20", "2024-1990", "1990-", "1990-2000-2010", "19x0", "２０２４"]
)
def test_years_that_cannot_be_read(text):
    with pytest.raises(ParameterError, match="1990-2024"):
        parse_years(text)


def test_no_figures_of_both_sides_is_an_error(years):
    with pytest.raises(ParameterError, match="no edition at hand"):
        balance.history("PACT", "RRR", data=years, years="1950-1960")
    with pytest.raises(UnknownSource):
        balance.history("PACT", "RRR", data=years, source="none")


def test_the_answer_names_the_ends_and_the_extremes(tiny):
    data = tiny(
        [figure("RRR", "tanks", 10, "one-2025", as_of=str(y)) for y in range(2020, 2024)]
        + [
            figure("AAA", "tanks", n, "one-2025", as_of=str(y))
            for y, n in zip(range(2020, 2024), (20, 50, 10, 30), strict=True)
        ]
    )
    told = balance.history("AAA", "RRR", data=data, indicators=["tanks"]).headline
    assert "2.0 : 1 in 2020, 3.0 : 1 in 2023" in told
    assert "lowest 1.0 : 1 in 2022 and highest 5.0 : 1 in 2021" in told


def test_shares_add_up_and_need_every_member(years):
    result = balance.shares("PACT", "tanks", data=years)
    rows = cells(result, "shares")
    assert rows["AAA-2023"]["share"] == 37.5  # 15 of 40
    whole = sum(rows[f"{s}-2023"]["share"] for s in ("AAA", "BBB", "CCC"))
    assert whole == pytest.approx(100)
    assert rows["AAA-2022"]["share"] != rows["AAA-2022"]["share"]
    assert rows["AAA-2022"]["holds"] == 11
    assert any("no whole" in caveat for caveat in result.caveats)


def test_shares_of_rates_are_refused(years):
    for name in ("rate", "burden"):
        with pytest.raises(ParameterError, match="rate"):
            balance.shares("PACT", name, data=years)


def test_the_bundled_years_against_a_sum_without_the_package(data):
    path = Path(balance.__file__).parents[1] / "datasets" / "figures" / "sipri-2025.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["indicator"] == "military_expenditure"]
    spent = {(r["entity"], r["as_of"]): float(r["value"]) for r in rows}
    members = data.group("NATO").codes
    result = balance.history("NATO - USA", "RUS", data=data, indicators=["military_expenditure"])
    for year in ("2022", "2023", "2024"):
        mine = sum(spent.get((s, year), 0.0) for s in members if s != "USA")
        row = cells(result)[f"military_expenditure-{year}"]
        assert row["a"] == pytest.approx(mine)
        assert row["ratio"] == pytest.approx(mine / spent["RUS", year])


def test_one_year_says_the_same_as_a_comparison(data):
    asked = {"data": data, "indicators": ["military_expenditure"]}
    year = cells(balance.history("EU", "RUS", years="2024", **asked))["military_expenditure-2024"]
    row = balance.compare("EU", "RUS", source="sipri-2025", **asked).table.iloc[0]
    for name in ("a", "a_low", "a_high", "b", "ratio", "ratio_low", "ratio_high"):
        assert year[name] == row[name]


def same(one, other):
    return one == other or (one != one and other != other)


@pytest.mark.parametrize(
    ("indicator", "sides"),
    [
        ("military_expenditure", ("NATO - USA - CAN", "RUS")),
        ("active_personnel", ("NATO", "RUS + CHN")),
        ("main_battle_tanks", ("EU", "RUS")),
        ("artillery", ("NATO", "RUS")),
        ("combat_aircraft", ("BALTIC", "RUS")),
        ("military_expenditure", ("EU + VAT", "USA")),
    ],
)
def test_a_panel_has_the_numbers_of_a_history(data, indicator, sides):
    source = balance.panel(indicator, data=data).source
    table = balance.panel(indicator, data=data).compare(*sides)
    rows = cells(balance.history(*sides, data=data, indicators=[indicator], source=source))
    words = {"A has more": "a_more", "B has more": "b_more", "not comparable": "not_comparable"}
    assert len(table) == len(rows) > 0
    for line in table.to_dict("records"):
        row = rows[f"{indicator}-{line['year']}"]
        assert words.get(row["verdict"], row["verdict"]) == line["verdict"]
        assert (row["a_missing"], row["b_missing"]) == (line["a_missing"], line["b_missing"])
        for name in ("a", "a_low", "a_high", "b", "b_low", "b_high"):
            assert same(row[name], line[name]), name
        for name in ("ratio", "ratio_low", "ratio_high"):
            assert same(row[name], line[name]), name


def test_a_panel_of_rates_is_refused(data):
    for name in ("military_expenditure_share", "defence_expenditure_share"):
        with pytest.raises(ParameterError, match="rate"):
            balance.panel(name, data=data)
