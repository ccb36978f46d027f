"""A comparison over the years, and shares over the years."""

import csv
from pathlib import Path

import pytest
from handmade import figure, held, yearly

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


def rising(*indicators, **more):
    """Return figures in which Alpha has twice as much in 2020, and four times in 2021."""
    return [
        row
        for name in indicators
        for state, values in (("AAA", {2020: 20, 2021: 40}), ("RRR", {2020: 10, 2021: 10}))
        for row in yearly(state, values, indicator=name, **more)
    ]


def test_all_that_is_told_of_one_row(years):
    """30:10 in 2021, 40:20 in 2023; in 2022 Beta is missing, and in 2024 the Pact."""
    result = balance.history("PACT", "RRR", data=years, indicators=["tanks"])
    assert result.title == "The Pact against Rho over the years"
    assert result.question == "How has the ratio of the Pact to Rho changed?"
    assert [list(said.parts()) for said in result.answer] == [
        [
            ("Tanks, the Pact to Rho: ", None),
            ("3.0 : 1", "history/tanks-2021/ratio"),
            (" in ", None),
            ("2021", "history/tanks-2021/label"),
            (", ", None),
            ("2.0 : 1", "history/tanks-2023/ratio"),
            (" in ", None),
            ("2023", "history/tanks-2023/label"),
            (".", None),
        ]
    ]
    assert result.caveats == (
        "Membership is that of one day throughout: who joined later counts from the start.",
        "One edition speaks for all years of a row; editions are not spliced, because each revises "
        "its past.",
        "Years in which a member is missing, so that there is no total: Tanks: 2022.",
    )
    assert result.parameters == {
        "on": "2025-02-13",
        "a": "PACT",
        "b": "RRR",
        "years": None,
        "indicators": ["tanks"],
        "each_year": False,
        "basis": None,
        "known_by": None,
        "source": None,
        "reading": "step",
    }
    assert list(result.tables) == ["history", "editions"]
    assert result.frame("editions")[1]["group"].tolist() == ["Tanks (ONE-2024)"]
    assert set(result.table["group"]) == {"Tanks"}
    assert result.table["source"].tolist() == ["one-2025"] * 3
    assert result.table["b_missing"].tolist() == ["", "", ""]


def test_tables_are_headed_by_the_sides(years):
    result = balance.history("PACT", "RRR", data=years, indicators=["tanks"])
    for name, title in (("history", "By year"), ("editions", "Other editions")):
        sheet = result.sheets[name]
        assert sheet.title == title
        assert [(column.name, column.label) for column in sheet.columns] == [
            ("a", "The Pact"),
            ("b", "Rho"),
            ("ratio", "Ratio"),
            ("a_share", "Share of the Pact"),
        ]
        assert dict(sheet.words) == {
            "verdict": "Verdict",
            "a_missing": "Missing (the Pact)",
            "b_missing": "Missing (Rho)",
            "source": "Source",
        }
    for column, how in (
        ("a", "the sum over the members of the side in that year, one edition speaking"),
        ("b_high", "the sum over the members of the side in that year, one edition speaking"),
        ("ratio", "the first side over the second in the same year"),
        ("a_share", "the first side over both together"),
    ):
        assert result.explain("tanks-2023", column).how == how


def test_the_chart_draws_whole_years_and_says_them(years):
    (chart,) = balance.history("PACT", "RRR", data=years, indicators=["tanks"]).charts
    assert (chart.kind, chart.tables, chart.columns) == ("history", ("history",), ("ratio",))
    assert chart.rows == ("tanks-2021", "tanks-2022", "tanks-2023")
    assert str(chart.title) == "Tanks, the Pact to Rho: 3.0 : 1 in 2021, 2.0 : 1 in 2023"
    assert list(chart.alt.parts()) == [
        ("Tanks: ", None),
        ("3.0 : 1", "history/tanks-2021/ratio"),
        (" in ", None),
        ("2021", "history/tanks-2021/label"),
        (", ", None),
        ("2.0 : 1", "history/tanks-2023/ratio"),
        (" in ", None),
        ("2023", "history/tanks-2023/label"),
        (".", None),
    ]
    assert chart.note == "Sources: ONE-2025 (of 2021–2023)."


def test_at_most_four_rows_are_drawn_and_none_of_one_year(tiny):
    five = ["guns", "rockets", "artillery", "spending", "output"]
    one_year = [figure("AAA", "tanks", 5, "one-2025"), figure("RRR", "tanks", 5, "one-2025")]
    data = tiny([*one_year, *rising(*five)])
    result = balance.history("AAA", "RRR", data=data, indicators=["tanks", *five])
    (chart,) = result.charts
    assert chart.rows == tuple(f"{name}-{year}" for name in five[:4] for year in (2020, 2021))
    assert str(chart.title) == "Guns, Alpha to Rho: 2.0 : 1 in 2020, 4.0 : 1 in 2021"
    said = "2.0 : 1 in 2020, 4.0 : 1 in 2021"
    assert str(chart.alt) == (
        f"Guns: {said}; Rockets: {said}; Artillery: {said}; Spending: {said}."
    )
    assert balance.history("AAA", "RRR", data=tiny(one_year), indicators=["tanks"]).charts == ()


def test_a_chart_is_headed_by_a_row_that_has_a_ratio(tiny):
    data = tiny(rising("reserve", "guns"))
    result = balance.history("AAA", "RRR", data=data, indicators=["reserve", "guns"])
    assert result.headline == (
        "Reserve: no ratio, because the figures are not comparable. "
        "Guns, Alpha to Rho: 2.0 : 1 in 2020, 4.0 : 1 in 2021."
    )
    assert str(result.charts[0].title) == "Guns, Alpha to Rho: 2.0 : 1 in 2020, 4.0 : 1 in 2021"
    assert result.charts[0].rows == ("guns-2020", "guns-2021")
    alone = balance.history("AAA", "RRR", data=data, indicators=["reserve"])
    assert alone.charts == ()
    assert cells(alone)["reserve-2020"]["verdict"] == "not comparable"
    assert cells(alone)["reserve-2020"]["ratio_unit"] == ""  # it does not apply


def test_no_ratio_without_a_year_in_which_both_sides_are_complete(tiny):
    data = tiny(rising("tanks"))
    result = balance.history("DUO", "RRR + BBB + SSS", data=data, indicators=["tanks"])
    assert result.headline == "Tanks: no ratio, because in no year are both sides complete."
    assert result.table["b_missing"].tolist() == ["BBB SSS", "BBB SSS"]
    assert result.table["a_missing"].tolist() == ["", ""]
    said = "Years in which a member is missing, so that there is no total: Tanks: 2020–2021."
    assert said in result.caveats


def test_years_with_a_member_missing_are_told_of_each_row_that_has_some(tiny):
    names = ["tanks", "guns", "rockets"]
    data = tiny([*rising(*names), *yearly("BBB", {2020: 1, 2021: 1}, indicator="guns")])
    result = balance.history("AAA + BBB", "RRR", data=data, indicators=names)
    assert result.caveats[-1] == (
        "Years in which a member is missing, so that there is no total: Tanks: 2020–2021; "
        "Rockets: 2020–2021."
    )


def test_incomplete_and_unlike_years_are_not_called_unlike(tiny):
    """In 2020 only Alpha counts stored ones; in 2021 Beta is missing."""
    data = tiny(
        [
            *yearly("AAA", {2020: 5}, scope="incl_storage"),
            *yearly("AAA", {2021: 5}),
            *yearly("BBB", {2020: 5}),
            *yearly("RRR", {2020: 5, 2021: 5}),
        ]
    )
    result = balance.history("AAA + BBB", "RRR", data=data, indicators=["tanks"])
    assert result.table["verdict"].tolist() == ["not comparable", "undecided"]
    assert result.headline == "Tanks: no ratio, because in no year are both sides complete."


def test_by_default_rows_of_one_year_only_are_left_out(tiny):
    one_year = [figure("AAA", "tanks", 5, "one-2025"), figure("RRR", "tanks", 5, "one-2025")]
    data = tiny([*rising("guns"), *one_year])
    found = balance.history("AAA", "RRR", data=data)
    assert found.parameters["indicators"] == ["guns"]
    assert list(found.tables) == ["history"]
    asked = balance.history("AAA", "RRR", data=data, indicators=["tanks", "guns"])
    assert asked.parameters["indicators"] == ["tanks", "guns"]
    assert asked.headline.startswith("Tanks, Alpha to Rho: 1 : 1 in 2024. Guns")
    # Where none has several years, what there is is told.
    alone = balance.history("AAA", "RRR", data=tiny(one_year))
    assert alone.parameters["indicators"] == ["tanks"]


def test_editions_of_rows_that_are_left_out_are_left_out(tiny):
    one_year = [
        figure(state, "tanks", 5, source)
        for state in ("AAA", "RRR")
        for source in ("one-2025", "two-2024")
    ]
    result = balance.history("AAA", "RRR", data=tiny([*rising("guns"), *one_year]))
    assert list(result.tables) == ["history"]


@pytest.mark.parametrize(
    ("values", "extremes"),
    [
        ((20, 50, 30), "; highest 5.0 : 1 in 2021."),
        ((20, 10, 30), "; lowest 1.0 : 1 in 2021."),
        ((20, 25, 30), "."),
        ((30, 25, 20), "."),
        ((20, 20), "."),
    ],
)
def test_extremes_are_told_where_they_are_not_the_ends(tiny, values, extremes):
    own = dict(enumerate(values, 2020))
    data = tiny([*yearly("AAA", own), *yearly("RRR", dict.fromkeys(own, 10))])
    said = balance.history("AAA", "RRR", data=data, indicators=["tanks"]).headline
    assert said == (
        f"Tanks, Alpha to Rho: {values[0] / 10} : 1 in 2020, "
        f"{values[-1] / 10} : 1 in {2019 + len(values)}{extremes}"
    )


def test_money_says_its_prices_and_that_years_are_not_to_be_compared(tiny):
    data = tiny([*rising("spending"), *rising("spending", basis="2023-mer"), *rising("guns")])
    warned = (
        "Money is in the prices and at the rates of its own year: compare the sides of one year, "
        "not the sums of different years."
    )
    own = balance.history("AAA", "RRR", data=data, indicators=["spending", "guns"])
    assert own.caveats[-1] == warned
    assert own.table["group"].unique().tolist() == [
        "Spending, current prices, market exchange rates",
        "Guns",
    ]
    fixed = balance.history("AAA", "RRR", data=data, indicators=["spending"], basis="2023-mer")
    assert warned not in fixed.caveats
    assert fixed.parameters["basis"] == "2023-mer"
    assert set(fixed.table["group"]) == {"Spending, prices of 2023, market exchange rates"}


def test_gaps_are_those_of_the_span_or_of_what_there_is(tiny):
    own = dict.fromkeys((2015, 2016, 2018, 2021), 5)
    data = tiny([*yearly("AAA", own), *yearly("RRR", own), *rising("guns")])

    def gaps(**asked):
        said = balance.history("AAA", "RRR", data=data, indicators=["tanks", "guns"], **asked)
        return [one for one in said.caveats if one.startswith("Years without")]

    head = "Years without figures of both sides: Tanks: "
    assert gaps() == [head + "2017, 2019–2020."]
    assert gaps(years="2014-2022") == [head + "2014, 2017, 2019–2020, 2022; Guns: 2014–2019, 2022."]
    assert gaps(years=(2015, 2016)) == []


def test_what_was_asked_is_kept_so_that_it_can_be_asked_again(tiny):
    over = {"as_stated": "over 50", "hedge": "over"}
    data = tiny(
        [
            *rising("tanks"),
            figure("AAA", "tanks", 50, "two-2024", as_of="2021", **over),
            figure("RRR", "tanks", 10, "two-2024", as_of="2021"),
        ]
    )
    asked = {
        "years": "2020-2021",
        "indicators": ["tanks"],
        "each_year": True,
        "basis": "2023-mer",
        "known_by": "2024-12-31",
        "source": "two-2024",
        "reading": "logical",
    }
    result = balance.history("AAA", "RRR", data=data, on="2024-05-01", **asked)
    assert result.parameters == {"on": "2024-05-01", "a": "AAA", "b": "RRR", **asked}
    assert cells(result)["tanks-2021"]["a_high"] == float("inf")
    assert list(cells(result)) == ["tanks-2021"]
    assert result.caveats[0] == (
        "Membership is that of each year's last day: totals move when somebody joins or leaves."
    )
    same = balance.history("AAA", "RRR", data=data, years=(2020, 2021), indicators=["tanks"])
    assert same.parameters["years"] == "2020-2021"
    early = balance.history("AAA", "RRR", data=data, indicators=["tanks"], known_by="2024-12-31")
    assert early.table["source"].tolist() == ["two-2024"]


def test_without_tables_the_bundled_ones_are_meant(tiny, monkeypatch):
    data = tiny(rising("tanks"))
    monkeypatch.setattr("balance.tables.loading.load", lambda: data)
    assert balance.history("AAA", "RRR").data is data


def test_rates_have_no_share_of_both_together(tiny):
    data = tiny(rising("rate"))
    table = balance.history("AAA", "RRR", data=data, indicators=["rate"]).table
    assert table["ratio"].tolist() == [2, 4]
    assert table["a_share_unit"].tolist() == ["", ""]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "; import one with `balance import`, or ask for other years"),
        (
            {"years": (1950, 1960)},
            " in 1950–1960; import one with `balance import`, or ask for other years",
        ),
        (
            {"years": "2024", "basis": "2023-mer"},
            " in 2024–2024 in prices '2023-mer'; import one with `balance import`, or ask for "
            "other years or prices",
        ),
    ],
)
def test_what_there_is_not_is_said_with_what_to_do(tiny, asked, said):
    data = tiny(held(5, None, None, None, indicator="spending"))
    with pytest.raises(ParameterError) as caught:
        balance.history("AAA", "RRR", data=data, **asked)
    assert str(caught.value) == f"no edition at hand has figures of both Alpha and Rho{said}"


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
