"""Indicators over the years: who speaks, for which years, and for whom."""

import pytest
from handmade import figure, held, redefined, yearly

from balance.comparison.compare import compare_rows
from balance.comparison.courses import (
    Moment,
    course_of_all,
    courses_of,
    members_over_years,
    parse_years,
)
from balance.comparison.panel import panel
from balance.errors import (
    DateError,
    ParameterError,
    ReadingError,
    UnknownName,
    UnknownSource,
)
from balance.quantities.bounds import Bounds, exact

ALL = ("AAA", "BBB", "CCC", "RRR")


def told(data, a="PACT", b="RRR", indicators=("tanks",), **asked):
    """Return each course as its indicator, its source, and the sums of both sides by year."""
    _, courses = courses_of(data, a, b, indicators=indicators, **asked)
    return [
        (
            one.indicator.name,
            one.edition.source_id,
            {m.year: (m.a.bounds.low, m.b.bounds.low) for m in one.moments},
        )
        for one in courses
    ]


def each(years, value=10, states=ALL, **more):
    return [row for s in states for row in yearly(s, dict.fromkeys(years, value), **more)]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("1990-2024", (1990, 2024)),
        ("2024", (2024, 2024)),
        (" 1990 - 2024 ", (1990, 2024)),
        ("2024-2024", (2024, 2024)),
        ("1000-9999", (1000, 9999)),
    ],
)
def test_years_are_a_span_or_one(text, span):
    assert parse_years(text) == span


@pytest.mark.parametrize(
    "text", ["999-2000", "2000-10000", "2024-2023", "x-2000", "2000-x", "1-2-3"]
)
def test_other_years_are_refused_in_words(text):
    with pytest.raises(ParameterError) as caught:
        parse_years(text)
    assert str(caught.value) == (
        f"cannot read the years {text!r}; expected a year or a span such as 1990-2024"
    )


def test_a_year_is_of_both_sides_in_one_edition(tiny):
    data = tiny(
        [
            *yearly("AAA", {2020: 1, 2021: 2, 2022: 3}),
            *yearly("RRR", {2021: 4, 2022: 5, 2023: 6}),
        ]
    )
    assert told(data, "AAA") == [("tanks", "one-2025", {"2021": (2, 4), "2022": (3, 5)})]


def test_an_edition_without_a_year_of_both_sides_is_left_out(tiny):
    assert told(tiny([*yearly("AAA", {2020: 1}), *yearly("RRR", {2021: 4})]), "AAA") == []


def test_the_edition_that_covers_most_members_in_most_years_speaks_first(tiny):
    data = tiny(
        [
            *each([2021], 1),  # four figures
            *each([2020, 2021], 2, source="two-2024"),  # eight
            *each([2019], 3, states=("AAA", "RRR"), source="three-2019"),  # two
        ]
    )
    assert told(data) == [
        ("tanks", "two-2024", {"2020": (6, 2), "2021": (6, 2)}),
        ("tanks", "one-2025", {"2021": (3, 1)}),
        ("tanks", "three-2019", {"2019": (3, 3)}),
    ]


def test_figures_of_both_sides_count_for_who_covers_most(tiny):
    """Three and two figures against two and two."""
    data = tiny(
        [
            *each([2021], 1, states=("AAA", "RRR", "SSS")),
            *each([2021], 2, states=("AAA", "BBB", "RRR", "SSS"), source="two-2024"),
        ]
    )
    assert [source for _, source, _ in told(data, "PACT", "RRR + SSS")] == ["two-2024", "one-2025"]
    assert [source for _, source, _ in told(data, "RRR + SSS", "PACT")] == ["two-2024", "one-2025"]


def test_among_equals_the_preferred_publication_speaks_first(tiny):
    data = tiny([*each([2021], 2, source="two-2024"), *each([2021], 1)])
    assert [source for _, source, _ in told(data)] == ["one-2025", "two-2024"]
    turned = redefined(data, "tanks", preferred_publications="two;one")
    assert [source for _, source, _ in told(turned)] == ["two-2024", "one-2025"]


def test_the_span_holds_both_its_ends(tiny):
    data = tiny(each([2019, 2020, 2021, 2022]))
    ((_, _, moments),) = told(data, years=(2020, 2021))
    assert list(moments) == ["2020", "2021"]
    assert told(data, years=(2023, 2024)) == []


def test_years_come_in_order_whatever_the_order_of_the_figures(tiny):
    data = tiny(each([2022, 2019, 2021]))
    ((_, _, moments),) = told(data)
    assert list(moments) == ["2019", "2021", "2022"]


def test_each_indicator_asked_for_is_told_in_its_order(tiny):
    data = tiny(each([2021]) + each([2020], 3, indicator="guns"))
    assert [name for name, *_ in told(data, indicators=["guns", "tanks"])] == ["guns", "tanks"]


def test_a_sum_is_made_from_its_parts_in_each_year(tiny):
    data = tiny(
        [
            *each([2020, 2021], 10, indicator="guns"),
            *each([2021], 2, indicator="rockets"),
            *each([2019], 7, indicator="artillery"),
        ]
    )
    ((_, _, moments),) = told(data, indicators=["artillery"])
    # In 2020 the guns alone are no sum of guns and rockets; in 2019 the sum itself is printed.
    assert moments == {"2019": (21, 7), "2021": (36, 12)}


def test_only_the_source_asked_for_speaks(tiny):
    data = tiny([*each([2021], 1), *each([2021], 2, source="two-2024")])
    assert told(data, source="two-2024") == [("tanks", "two-2024", {"2021": (6, 2)})]
    with pytest.raises(UnknownSource, match="'nobody'"):
        told(data, source="nobody")


def test_what_was_not_out_or_not_yet_true_is_not_seen(tiny):
    data = tiny(
        [
            *each([2020, 2023], 1, source="one-2024"),  # published on 2024-01-10
            *each([2020, 2023], 2),  # published on 2025-01-10
            *each([2020, 2025], 3, source="two-2024"),  # published on 2024-06-01
        ]
    )
    seen = {source: list(moments) for _, source, moments in told(data, known_by="2024-06-01")}
    assert seen == {"one-2024": ["2020", "2023"], "two-2024": ["2020"]}
    assert told(data, known_by="2023-12-31") == []
    with pytest.raises(DateError):
        told(data, known_by="soon")


def test_the_reading_is_that_which_is_asked_for(tiny):
    over_50 = {"as_stated": "over 50", "hedge": "over"}
    data = tiny(
        [figure("AAA", "tanks", 50, "one-2025", **over_50), figure("RRR", "tanks", 5, "one-2025")]
    )

    def bounds(**asked):
        (course,) = courses_of(data, "AAA", "RRR", indicators=["tanks"], **asked)[1]
        return course.moments[0].a.bounds

    assert bounds() == bounds(reading="step")
    assert bounds().high == 60
    assert bounds(reading="logical").high == float("inf")
    with pytest.raises(ReadingError):
        bounds(reading="loose")


def test_sides_of_one_day_throughout_or_of_each_year(tiny):
    data = tiny(each([2009, 2010]))
    fixed, moving = (told(data, each_year=way)[0][2] for way in (False, True))
    assert fixed == {"2009": (30, 10), "2010": (30, 10)}
    assert moving == {"2009": (20, 10), "2010": (30, 10)}  # CCC joined in 2010
    then = told(data, on="2009-06-01")[0][2]
    assert then == {"2009": (20, 10), "2010": (20, 10)}
    (first, second), _ = courses_of(data, "PACT", "RRR", indicators=["tanks"], on="2009-06-01")
    assert (first.codes, second.codes) == (("AAA", "BBB"), ("RRR",))
    assert str(first.on) == str(second.on) == "2009-06-01"


def test_membership_of_a_year_is_that_of_its_last_day(tiny):
    """SSS left on the first of February 2020."""
    data = tiny(each([2019, 2020], states=(*ALL, "SSS")))
    moving = told(data, "DUO + BBB", each_year=True)[0][2]
    assert moving == {"2019": (30, 10), "2020": (20, 10)}


def test_a_coalition_is_looked_up_anew_in_each_year(tiny):
    data = tiny(each([2009, 2010]))
    sides = (data.coalition("PACT"), data.coalition("RRR"))
    moving = told(data, *sides, each_year=True)[0][2]
    assert moving == {"2009": (20, 10), "2010": (30, 10)}


@pytest.mark.parametrize("turned", [False, True])
def test_a_year_whose_members_cannot_be_told_is_left_out(tiny, turned):
    data = tiny(each([1989, 2009, 2010]))
    for side, kept in (
        ("PACT - CCC", ["2010"]),  # not inside in 2009, no Pact in 1989
        ("PACT", ["2009", "2010"]),
    ):
        sides = ("RRR", side) if turned else (side, "RRR")
        ((_, _, moments),) = told(data, *sides, each_year=True)
        assert list(moments) == kept


def test_a_year_of_the_figures_may_be_told_by_a_day(tiny):
    data = tiny(each(["2021-06-30"]) + each(["2020-12"]))
    ((_, _, moments),) = told(data)
    assert list(moments) == ["2020", "2021"]


def test_a_side_without_a_member_in_a_year_is_left_out(tiny):
    data = tiny(each([1999, 2001], states=("AAA", "SSS", "RRR")))
    # SSS joined the Duo in 2000: before, who is in it beside AAA is nobody.
    for sides in (("DUO & SSS", "RRR"), ("RRR", "DUO & SSS")):
        ((_, _, moments),) = told(data, *sides, each_year=True, on="2010-01-01")
        assert list(moments) == ["2001"]


def test_both_sides_are_those_of_the_year(tiny):
    data = tiny(each([2009, 2010]))
    ((_, _, moments),) = told(data, "RRR", "PACT", each_year=True)
    assert moments == {"2009": (10, 20), "2010": (10, 30)}


def test_prices_asked_for_are_those_of_the_money_only(tiny):
    constant = {"indicator": "spending", "basis": "2023-mer"}
    data = tiny(
        [
            *each([2020], 5, indicator="spending"),
            *each([2020, 2021], 7, **constant, scope=""),
            *each([2020], 3),
        ]
    )
    asked = {"indicators": ["spending"]}
    assert told(data, **asked) == [("spending", "one-2025", {"2020": (15, 5)})]
    assert told(data, **asked, basis="2023-mer") == [
        ("spending", "one-2025", {"2020": (21, 7), "2021": (21, 7)})
    ]
    (course,) = courses_of(data, "PACT", "RRR", **asked, basis="2023-mer")[1]
    assert course.basis == "2023-mer"
    assert course.moments[0].row.indicator.basis == "2023-mer"
    (course,) = courses_of(data, "PACT", "RRR", **asked)[1]
    assert course.basis == "current-mer"
    # Things have no prices.
    (course,) = courses_of(data, "PACT", "RRR", indicators=["tanks"], basis="2023-mer")[1]
    assert (course.basis, course.moments[0].a.bounds) == ("", exact(9))
    assert told(data, **asked, basis="2020-mer") == []


def test_factors_that_are_not_money_keep_their_unit_in_other_prices(tiny):
    """Two guns at 7 each in prices of 2023, at 5 in those of the year."""
    data = tiny(
        [
            *each([2020], 2, indicator="guns"),
            *each([2020], 5, indicator="output"),
            *each([2020], 7, indicator="output", basis="2023-mer"),
        ]
    )
    data = redefined(data, "derived", formula="guns * output")
    for asked, value in (({}, 10), ({"basis": "2023-mer"}, 14)):
        ((_, _, moments),) = told(data, "AAA", indicators=["derived"], **asked)
        assert moments == {"2020": (value, value)}


def test_of_a_side_without_a_figure_nothing_is_known(tiny):
    data = tiny(held(1, None, None, None))
    (row,) = compare_rows(data, "AAA", "BBB", indicators=["tanks"]).rows
    now = Moment("2024", row)
    assert (now.b.is_known, now.b.unit, now.b.missing) == (False, "vehicles", ("BBB",))
    assert (now.ratio, now.share) == (None, None)
    _, course = members_over_years(data, "AAA", "tanks")
    nobody = course.moments[0].b
    assert (nobody.is_known, nobody.unit, nobody.missing) == (False, "vehicles", ())


def moment(data, a="PACT", b="RRR", indicator="tanks"):
    (course,) = courses_of(data, a, b, indicators=[indicator])[1]
    return course.moments[0]


def test_amounts_of_a_moment_know_unit_figures_and_who_is_missing(tiny):
    data = tiny(held((10, 20), 5, None, 4))
    now = moment(data)
    assert (now.a.bounds, now.b.bounds) == (Bounds(15, None, float("inf")), exact(4))
    assert now.a.unit == now.b.unit == "vehicles"
    assert (now.a.missing, now.b.missing) == (("CCC",), ())
    assert [term.entity for term in now.a.terms] == ["AAA", "BBB"]
    assert now.b.source_ids == ("one-2025",)
    assert now.ratio.bounds == Bounds(3.75, None, float("inf"))
    assert now.ratio.unit == "ratio"
    assert (now.share.bounds.low, now.share.unit) == (pytest.approx(100 * 15 / 19), "percent")


def test_unlike_things_have_neither_ratio_nor_share(tiny):
    now = moment(tiny(held(1, 2, 3, 4, indicator="reserve")), indicator="reserve")
    assert (now.a.bounds, now.b.bounds) == (exact(6), exact(4))
    assert now.ratio is None
    assert now.share is None


def test_rates_have_a_ratio_and_no_share(tiny):
    spent = held(2, None, None, 1, indicator="spending")
    data = tiny(
        [
            *spent,
            *held(100, None, None, 10, indicator="output", source="one-2025"),
            *held(2, None, None, 4, indicator="rate"),
        ]
    )
    for name, ratio in (("burden", 0.2), ("rate", 0.5)):
        now = moment(data, "AAA", indicator=name)
        assert now.ratio.bounds.value == pytest.approx(ratio)
        assert now.share is None
    # A share in another unit than per cent is a rate as well.
    now = moment(redefined(data, "burden", unit="USD per person"), "AAA", indicator="burden")
    assert now.ratio.bounds.value == pytest.approx(0.2)
    assert now.share is None


def test_members_of_one_group_over_the_years(tiny):
    data = tiny([*each([2009, 2021], 10), *each([2021], 7, source="two-2024")])

    def found(**asked):
        whole, course = members_over_years(data, "PACT", "tanks", **asked)
        if course is None:
            return whole.codes, None
        return whole.codes, {m.year: m.a.bounds.low for m in course.moments}

    everyone = ("AAA", "BBB", "CCC")
    assert found() == (everyone, {"2009": 30, "2021": 30})
    assert found(years=(2010, 2021)) == (everyone, {"2021": 30})
    assert found(on="2009-01-01") == (("AAA", "BBB"), {"2009": 20, "2021": 20})
    assert found(each_year=True) == (everyone, {"2009": 20, "2021": 30})
    assert found(source="two-2024") == (everyone, {"2021": 21})
    assert found(known_by="2024-12-31") == (everyone, {"2021": 21})
    assert found(years=(2022, 2024)) == (everyone, None)
    for wrong, error in (
        ({"reading": "loose"}, ReadingError),
        ({"source": "nobody"}, UnknownSource),
    ):
        with pytest.raises(error):
            found(**wrong)
    with pytest.raises(UnknownName):
        members_over_years(data, "NOBODY", "tanks")


def test_members_over_the_years_in_other_prices_and_readings(tiny):
    over_50 = {"as_stated": "over 50", "hedge": "over", "basis": "2023-mer"}
    data = tiny([figure("AAA", "spending", 50, "one-2025", **over_50)])
    assert members_over_years(data, "AAA", "spending")[1] is None
    for reading, high in (("step", 60), ("logical", float("inf"))):
        asked = {"basis": "2023-mer", "reading": reading}
        _, course = members_over_years(data, "AAA", "spending", **asked)
        assert course.moments[0].a.bounds.high == high


def test_all_states_with_a_figure_or_a_known_zero_are_told_together(tiny):
    data = tiny(
        [
            *yearly("RRR", {2020: 4, 2021: 5}),
            *yearly("AAA", {2021: 6}),
            *yearly("PACT", {2021: 60}),  # a group is no state
            *yearly("CCC", {2021: 1}, indicator="guns"),
        ],
        absences=[("BBB", "tanks"), ("SSS", "guns")],
    )
    course = course_of_all(data, data.indicator("tanks"))
    assert course.edition.source_id == "one-2025"
    assert [m.year for m in course.moments] == ["2020", "2021"]
    for now in course.moments:
        assert [member.entity for member in now.row.a.members] == ["AAA", "BBB", "RRR"]
        assert now.row.b.members == ()
    # Members of a sum are those of its parts.
    data = tiny(
        [
            *yearly("CCC", {2021: 1}, indicator="guns"),
            *yearly("RRR", {2021: 1}, indicator="rockets"),
            *yearly("AAA", {2021: 1}, indicator="artillery"),
            *yearly("BBB", {2021: 1}),
        ]
    )
    course = course_of_all(data, data.indicator("artillery"))
    assert [member.entity for member in course.moments[0].row.a.members] == ["AAA", "CCC", "RRR"]


def test_all_states_as_one_source_in_one_reading_and_prices_has_them(tiny):
    over_50 = {"as_stated": "over 50", "hedge": "over"}
    data = tiny(
        [
            *each([2020, 2021], 5),
            figure("AAA", "tanks", 50, "two-2024", as_of="2021", **over_50),
            figure("AAA", "spending", 9, "one-2025", basis="2023-mer"),
        ]
    )
    tanks = data.indicator("tanks")
    assert course_of_all(data, tanks).edition.source_id == "one-2025"
    for asked in ({"source": "two-2024"}, {"known_by": "2024-12-31"}):
        for reading, high in (("step", 60), ("logical", float("inf"))):
            course = course_of_all(data, tanks, reading=reading, **asked)
            assert course.edition.source_id == "two-2024"
            own = {
                m.entity: course.moments[0].row.a.of([m.entity])
                for m in course.moments[0].row.a.members
            }
            assert own["AAA"].bounds.high == high
    spending = data.indicator("spending")
    assert course_of_all(data, spending) is None
    assert course_of_all(data, spending, basis="2023-mer").basis == "2023-mer"
    for wrong, error in (
        ({"reading": "loose"}, ReadingError),
        ({"source": "nobody"}, UnknownSource),
    ):
        with pytest.raises(error):
            course_of_all(data, tanks, **wrong)
    assert panel("tanks", data=data, source="two-2024").source == "two-2024"
