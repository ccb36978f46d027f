"""What each member has of the whole, by hand."""

import math

import pytest
from handmade import figure, held, redefined, yearly

import balance
from balance.errors import DateError, ParameterError, ReadingError, UnknownSource

INF = math.inf


@pytest.fixture
def years(tiny):
    """10, 6 and 4 of 20 in 2021; in 2022 Beta has no figure; in 2009 there were two."""
    return tiny(
        [
            *yearly("AAA", {2009: 3, 2021: 10, 2022: 12}),
            *yearly("BBB", {2009: 1, 2021: 6}),
            *yearly("CCC", {2009: 4, 2021: 4, 2022: 5}),
        ]
    )


def shared(data, group="PACT", indicator="tanks", **asked):
    return balance.shares(group, indicator, data=data, **asked)


def rows(result):
    return result.frame()[1].to_dict("index")


def test_each_member_and_year_has_its_part_of_the_whole(years):
    found = rows(shared(years, years="2021"))
    assert list(found) == ["AAA-2021", "BBB-2021", "CCC-2021"]
    assert [line["holds"] for line in found.values()] == [10, 6, 4]
    assert [line["share"] for line in found.values()] == [50, 30, 20]
    assert {line["holds_unit"] for line in found.values()} == {"vehicles"}
    assert {line["share_unit"] for line in found.values()} == {"percent"}
    assert [line["group"] for line in found.values()] == ["Alpha", "Beta", "Gamma"]
    assert {line["label"] for line in found.values()} == {"2021"}
    assert {line["source"] for line in found.values()} == {"one-2025"}


def test_ranges_give_shares_their_exact_bounds(tiny):
    found = rows(shared(tiny(held((10, 30), 6, 4))))["AAA-2024"]
    # 20 of 30; 10 of 20 at least, 30 of 40 at most
    assert found["share"] == pytest.approx(100 * 2 / 3)
    assert (found["share_low"], found["share_high"]) == (50, 75)
    assert (found["holds_low"], found["holds_high"]) == (10, 30)


def test_without_a_figure_of_every_member_there_is_no_whole(years):
    result = shared(years, years=(2022, 2022))
    found = rows(result)
    assert [line["holds"] for line in found.values()][::2] == [12, 5]
    assert (found["BBB-2022"]["holds_low"], found["BBB-2022"]["holds_high"]) == (0, INF)
    for line in found.values():
        assert line["holds_unit"] == "vehicles"
        assert math.isnan(line["share"])
        assert (line["share_low"], line["share_high"]) == (0, INF)
        assert line["share_unit"] == "percent"
    assert result.headline == (
        "In the last year a member has no figure, so there is no whole to share."
    )
    assert result.caveats == (
        "One edition speaks for all years and all members.",
        "Without a figure of every member there is no whole in a year.",
    )
    assert shared(years, years="2021").caveats == result.caveats[:1]


def test_a_member_alone_has_all_of_the_whole(tiny):
    (line,) = rows(shared(tiny(held((5, 9))), "AAA")).values()
    assert (line["share"], line["share_low"], line["share_high"]) == (100, 100, 100)
    assert line["share_unit"] == "percent"
    assert (line["holds_low"], line["holds_high"]) == (5, 9)


def test_the_answer_names_who_has_most_in_the_last_year(years, tiny):
    result = shared(years, years="2009-2021", on="2020-01-01")
    (answer,) = result.answer
    assert list(answer.parts()) == [
        ("In the last year with figures Alpha has ", None),
        ("50 %", "shares/AAA-2021/share"),
        (" of the tanks of the Pact.", None),
    ]
    most = shared(tiny(held(2, 5, 3)))
    assert most.headline == "In the last year with figures Beta has 50 % of the tanks of the Pact."


def test_what_is_told_and_asked(years):
    result = shared(years, years="2021")
    assert result.title == "Shares of the Pact: Tanks"
    assert result.question == "What does each member of the Pact have of the whole?"
    assert list(result.tables) == ["shares"]
    assert result.charts == ()
    sheet = result.sheets["shares"]
    assert sheet.title == "Tanks"
    assert [(column.name, column.label) for column in sheet.columns] == [
        ("holds", "Holds"),
        ("share", "Share of the Pact"),
    ]
    assert dict(sheet.words) == {"source": "Source"}
    assert result.explain("AAA-2021", "holds").how == "the figure of the year"
    told = result.explain("AAA-2021", "share")
    assert told.how == "the member over all members together"
    assert told.figures["entity"].tolist() == ["AAA", "BBB", "CCC"]
    assert result.explain("BBB-2021", "holds").figures["entity"].tolist() == ["BBB"]
    assert result.parameters == {
        "on": "2025-02-13",
        "group": "PACT",
        "indicator": "tanks",
        "years": "2021-2021",
        "each_year": False,
        "basis": None,
        "known_by": None,
        "source": None,
        "reading": "step",
    }
    assert shared(years).parameters["years"] is None
    assert shared(years, years=(2009, 2021)).parameters["years"] == "2009-2021"


def test_members_are_those_of_one_day_or_of_each_year(years):
    fixed = rows(shared(years, years="2009"))
    moving = rows(shared(years, years="2009", each_year=True))
    assert {key: line["share"] for key, line in fixed.items()} == {
        "AAA-2009": 37.5,
        "BBB-2009": 12.5,
        "CCC-2009": 50,
    }
    assert {key: line["share"] for key, line in moving.items()} == {"AAA-2009": 75, "BBB-2009": 25}
    # Gamma, who joined later, has lines of the later years only.
    both = rows(shared(years, years="2009-2021", each_year=True))
    assert list(both) == ["AAA-2009", "AAA-2021", "BBB-2009", "BBB-2021", "CCC-2021"]
    then = shared(years, years="2021", on="2009-01-01")
    assert [line["share"] for line in rows(then).values()] == [62.5, 37.5]
    assert then.parameters["on"] == "2009-01-01"


def test_what_was_asked_is_done_and_kept(tiny):
    over_50 = {"as_stated": "over 50", "hedge": "over"}
    data = tiny(
        [
            *held(1, 1, indicator="spending"),
            *held(3, 1, indicator="spending", basis="2023-mer"),
            *held(4, 1),
            figure("AAA", "tanks", 50, "two-2024", **over_50),
            figure("BBB", "tanks", 50, "two-2024"),
        ]
    )
    sides = "AAA + BBB"
    money = shared(data, sides, "spending", basis="2023-mer")
    assert [line["share"] for line in rows(money).values()] == [75, 25]
    assert money.sheets["shares"].title == "Spending, prices of 2023, market exchange rates"
    assert money.parameters["basis"] == "2023-mer"
    own = shared(data, sides, "spending")
    assert own.sheets["shares"].title == "Spending, current prices, market exchange rates"
    assert [line["share"] for line in rows(own).values()] == [50, 50]
    for asked in ({"source": "two-2024"}, {"known_by": "2024-12-31"}):
        found = shared(data, sides, **asked)
        assert rows(found)["AAA-2024"]["holds_high"] == 60
        assert rows(found)["AAA-2024"]["source"] == "two-2024"
        assert {name: found.parameters[name] for name in asked} == asked
    wide = shared(data, sides, source="two-2024", reading="logical", each_year=True)
    assert rows(wide)["AAA-2024"]["holds_high"] == INF
    assert (wide.parameters["reading"], wide.parameters["each_year"]) == ("logical", True)


def test_without_tables_the_bundled_ones_are_meant(years, monkeypatch):
    monkeypatch.setattr("balance.tables.loading.load", lambda: years)
    assert balance.shares("PACT", "tanks").data is years


def test_rates_and_what_there_is_not_are_refused_in_words(tiny):
    data = redefined(tiny(held(1, 2, 3, indicator="rate")), "burden", unit="USD per person")
    for name in ("rate", "burden"):
        with pytest.raises(ParameterError) as caught:
            shared(data, indicator=name)
        told = f"{name} is a rate; rates of members do not add up to a whole"
        assert str(caught.value) == told
    with pytest.raises(ParameterError) as caught:
        shared(data, indicator="guns")
    assert str(caught.value) == "no edition at hand has Guns of the Pact in these years"
    for wrong, error in (
        ({"source": "nobody"}, UnknownSource),
        ({"reading": "loose"}, ReadingError),
        ({"known_by": "soon"}, DateError),
        ({"years": "soon"}, ParameterError),
    ):
        with pytest.raises(error):
            shared(tiny(held(1, 2, 3)), **wrong)
