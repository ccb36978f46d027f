"""Which source speaks. ``one`` is preferred to ``two``; PACT is AAA, BBB and CCC."""

from dataclasses import replace
from datetime import date

import pytest
from handmade import figure, redefined

import balance
from balance.comparison.question import Question
from balance.comparison.selection import (
    Selection,
    alternatives,
    editions_of,
    select,
    select_mixed,
)
from balance.comparison.terms import plan_of
from balance.errors import UnknownSource


def row(data, indicator="tanks", a="PACT", b="RRR", **asked):
    result = balance.compare(a, b, data=data, indicators=[indicator], **asked)
    return result.table.iloc[0]


def everyone(indicator, source, values=(1, 2, 3, 4), **more):
    return [
        figure(e, indicator, v, source, **more)
        for e, v in zip(("AAA", "BBB", "CCC", "RRR"), values, strict=True)
    ]


def test_the_newest_edition_of_the_preferred_publication_speaks(tiny):
    data = tiny(
        everyone("tanks", "one-2024", (9, 9, 9, 9))
        + everyone("tanks", "one-2025", (1, 2, 3, 4))
        + everyone("tanks", "two-2024", (8, 8, 8, 8))
    )
    found = row(data)
    assert (found["source"], found["a"], found["b"]) == ("one-2025", 6, 4)


def test_a_later_preference_speaks_if_only_it_covers_everyone(tiny):
    data = tiny(everyone("tanks", "one-2025")[:3] + everyone("tanks", "two-2024", (1, 1, 1, 1)))
    assert row(data)["source"] == "two-2024"


def test_an_older_edition_speaks_if_only_it_covers_everyone(tiny):
    data = tiny(everyone("tanks", "one-2025")[1:] + everyone("tanks", "one-2024", (1, 1, 1, 1)))
    assert row(data)["source"] == "one-2024"


def test_if_none_covers_everyone_the_one_that_covers_most_speaks_and_the_row_is_partial(tiny):
    data = tiny(everyone("tanks", "one-2025")[2:] + everyone("tanks", "two-2024")[1:])
    found = row(data)
    assert found["source"] == "two-2024"
    assert (found["a_reported"], found["a_members"], found["a_missing"]) == (2, 3, "AAA")
    assert found["a_low"] == 5
    assert found["a_high"] == float("inf")
    assert found[["a", "ratio"]].isna().all()


def test_one_source_speaks_for_both_sides(tiny):
    # "one" has the allies, "two" the rival: neither covers both, so nothing is mixed.
    data = tiny(everyone("tanks", "one-2025")[:3] + everyone("tanks", "two-2024")[3:])
    found = row(data)
    assert found["verdict"] == "no_data"
    assert found["source"] == "one-2025"


def test_mixed_lets_each_member_speak_and_says_so(tiny):
    data = tiny(everyone("tanks", "one-2025")[:3] + everyone("tanks", "two-2024")[3:])
    found = row(data, mixed=True)
    assert (found["source"], found["a"], found["b"], found["verdict"]) == ("mixed", 6, 4, "a_more")


def test_mixed_never_mixes_bases(tiny):
    data = tiny(
        [
            figure("AAA", "spending", 5, "one-2025"),
            figure("RRR", "spending", 4, "two-2024", basis="2015-mer"),
        ]
    )
    assert row(data, "spending", a="AAA", mixed=True)["verdict"] == "no_data"


def test_a_text_is_no_witness_unless_it_is_asked(tiny):
    said = {"quote": "4 tanks", "locator": "paragraph 1", "as_stated": "4"}
    data = tiny(
        everyone("tanks", "two-2024", (1, 1, 1, 1))
        + [figure(e, "tanks", 4, "text", **said) for e in ("AAA", "BBB", "CCC", "RRR")]
    )
    assert row(data)["source"] == "two-2024"
    assert row(data)["standing"] == "single"
    found = row(data, source="text")
    # Four in prose stands for whatever rounds to four, and tanks are whole.
    assert (found["source"], found["a_low"], found["a_high"]) == ("text", 12, 12)


def test_only_the_source_asked_for_speaks(tiny):
    data = tiny(everyone("tanks", "one-2025") + everyone("tanks", "two-2024", (8, 8, 8, 8)))
    assert row(data, source="two-2024")["a"] == 24
    assert row(data, source="three-2019")["verdict"] == "no_data"
    with pytest.raises(UnknownSource, match="Did you mean two-2024"):
        row(data, source="two-2023")


def test_known_by_hides_what_was_published_later(tiny):
    data = tiny(everyone("tanks", "one-2024", (9, 9, 9, 9)) + everyone("tanks", "one-2025"))
    assert row(data, known_by="2025-01-10")["source"] == "one-2025"
    assert row(data, known_by="2025-01-09")["source"] == "one-2024"
    assert row(data, known_by="2024-01-09")["verdict"] == "no_data"


def test_known_by_hides_what_is_true_of_later_days_and_the_latest_before_speaks(tiny):
    data = tiny(
        everyone("tanks", "one-2024", (1, 1, 1, 1), as_of="2022")
        + everyone("tanks", "one-2024", (5, 5, 5, 5), as_of="2023")
        + everyone("tanks", "one-2024", (7, 7, 7, 7), as_of="2024-06")
    )
    assert row(data)["a"] == 21
    found = row(data, known_by="2024-05-31")
    assert (found["a"], found["as_of_a"]) == (15, "2023")


def test_a_source_without_a_date_is_hidden_by_known_by(tiny):
    data = tiny(everyone("tanks", "undated"), sources=[("undated", "u", "", "open")])
    assert row(data)["source"] == "undated"
    assert row(data, known_by="2030-01-01")["verdict"] == "no_data"


def test_unpreferred_publications_speak_after_the_preferred_by_name(tiny):
    data = tiny(
        everyone("tanks", "z") + everyone("tanks", "y"),
        sources=[("z", "zeta", "2025", "open"), ("y", "ypsilon", "2020", "open")],
    )
    assert row(data)["source"] == "y"


def test_a_group_total_is_never_a_member(tiny):
    data = tiny([*everyone("tanks", "one-2025"), figure("PACT", "tanks", 1000, "one-2025")])
    assert row(data)["a"] == 6


def test_a_sum_takes_all_its_parts_from_one_source(tiny):
    guns = everyone("guns", "one-2025", (1, 1, 1, 1)) + everyone("guns", "two-2024", (5, 5, 5, 5))
    data = tiny(guns + everyone("rockets", "two-2024", (2, 2, 2, 2)))
    found = row(data, "artillery")
    assert (found["source"], found["a"], found["b"]) == ("two-2024", 21, 7)


def test_a_sum_with_a_part_missing_is_a_low_bound(tiny):
    data = tiny(everyone("guns", "one-2025", (1, 1, 1, 1)) + everyone("rockets", "one-2025")[1:])
    found = row(data, "artillery")
    assert (found["a_missing"], found["a_low"]) == ("AAA", 1 + 3 + 4)


def test_a_printed_sum_goes_before_its_parts(tiny):
    data = tiny(
        everyone("guns", "one-2025", (1, 1, 1, 1))
        + everyone("rockets", "one-2025", (1, 1, 1, 1))
        + [figure("AAA", "artillery", 50, "one-2025")]
    )
    assert row(data, "artillery")["a"] == 50 + 2 + 2


def test_the_factors_of_a_product_are_of_one_year(tiny):
    data = tiny(
        [
            figure("AAA", "rate", 2, "one-2025", as_of="2023"),
            figure("AAA", "rate", 3, "one-2025", as_of="2024"),
            figure("RRR", "rate", 10, "one-2025", as_of="2023"),
            figure("AAA", "output", 1000, "two-2024", as_of="2023"),
            figure("RRR", "output", 500, "two-2024", as_of="2023"),
        ]
    )
    found = row(data, "derived", a="AAA")
    # 2 % of 1,000 against 10 % of 500, both of 2023
    assert (found["a"], found["b"], found["source"]) == (20, 50, "mixed")
    assert (found["as_of_a"], found["as_of_b"]) == ("2023", "2023")


def test_a_share_is_a_sum_over_a_sum(tiny):
    data = tiny(
        everyone("spending", "one-2025", (10, 20, 30, 40))
        + everyone("output", "two-2024", (100, 1000, 100, 200))
    )
    found = row(data, "burden")
    # 60 of 1,200, not the mean of 10, 2 and 30 per cent
    assert (found["a"], found["b"]) == (5, 20)


def test_a_share_with_a_member_missing_is_not_bounded(tiny):
    data = tiny(everyone("spending", "one-2025")[1:] + everyone("output", "two-2024", (9, 9, 9, 9)))
    found = row(data, "burden")
    assert (found["a_low"], found["a_high"], found["verdict"]) == (0, float("inf"), "undecided")


ALL = ("AAA", "BBB", "CCC", "RRR")


def asked(data, indicator, source=None):
    """Return the plan of an indicator and the question: PACT against RRR."""
    question = Question(("AAA", "BBB", "CCC"), ("RRR",), None, source, "step")
    return data, plan_of(data, data.indicator(indicator)), question


def test_who_speaks_is_told_by_source_and_publication(tiny):
    tanks = asked(tiny(everyone("tanks", "one-2025") + everyone("tanks", "two-2024")), "tanks")
    assert select(*tanks) == Selection({key: {"tanks": "one-2025"} for key in ALL}, "one")
    assert select_mixed(*tanks) == select(*tanks)
    assert select(*asked(tiny([]), "tanks")) is None
    assert select_mixed(*asked(tiny([]), "tanks")) is None


def test_of_editions_that_cover_equally_many_the_preferred_one_speaks(tiny):
    data = tiny(everyone("tanks", "one-2025")[:2] + everyone("tanks", "two-2024")[2:])
    assert select(*asked(data, "tanks")).publication == "one"
    mixed = select_mixed(*asked(data, "tanks"))
    sources = [mixed.sources[state]["tanks"] for state in ALL]
    assert sources == ["one-2025", "one-2025", "two-2024", "two-2024"]
    assert mixed.publication == ""  # two of them


@pytest.mark.parametrize("choose", [select, select_mixed])
def test_each_factor_of_a_product_has_a_source_of_its_own(tiny, choose):
    """A rate is preferred from "one", output from "two"; derived is their product."""
    rows = [
        row
        for name in ("rate", "output")
        for source in ("one-2025", "two-2024")
        for row in everyone(name, source)
    ]
    speaks = {"rate": "one-2025", "output": "two-2024"}
    found = choose(*asked(tiny(rows), "derived"))
    assert found == Selection(dict.fromkeys(ALL, speaks), "")
    # One publication for both factors is one.
    by_one = choose(*asked(tiny([r for r in rows if r["source_id"] == "one-2025"]), "derived"))
    assert by_one == Selection(dict.fromkeys(ALL, dict.fromkeys(speaks, "one-2025")), "one")
    # A factor that nobody states does not silence the other.
    no_rate = choose(*asked(tiny([r for r in rows if r["indicator"] == "output"]), "derived"))
    assert no_rate == Selection({key: {"output": "two-2024"} for key in ALL}, "two")


def test_other_editions_are_heard_whichever_source_is_asked(tiny):
    data = tiny(
        everyone("tanks", "one-2024")
        + everyone("tanks", "one-2025")
        + everyone("tanks", "two-2024")
    )
    question = asked(data, "tanks", source="one-2025")
    others = list(alternatives(*question, select(*question)))
    assert [(edition.source_id, own) for edition, own, _ in others] == [
        ("one-2024", True),
        ("two-2024", False),
    ]
    assert others[1][2] == {key: {"tanks": "two-2024"} for key in ALL}


def speaking(data, names=("tanks",), preferred=(), bases=None, **question):
    """Return the sources of the editions that may speak, in their order."""
    asks = Question(("AAA",), ("RRR",), **{"known_by": None, "source": None, **question}, **STEP)
    bases = dict.fromkeys(names, "") if bases is None else bases
    editions = editions_of(data, names, bases, preferred, asks)
    for edition in editions:
        assert edition.publication == data.source(edition.source_id)["publication"]
    return [edition.source_id for edition in editions]


STEP = {"reading": "step"}
SERIES = [
    ("beta-2022", "beta", "2022-05-01", "open"),
    ("beta-undated", "beta", "", "open"),
    ("beta-2023", "beta", "2023-05", "open"),
    ("alpha-2020", "alpha", "2020-01-01", "open"),
    ("zeta-2024", "zeta", "2024-01-01", "open"),
]


def series(tiny, *more):
    rows = [figure("AAA", "tanks", 1, source) for source, *_ in SERIES]
    return tiny([*rows, *more], sources=SERIES)


def test_preferred_publications_speak_first_others_by_name_and_of_each_the_newest(tiny):
    beta = ["beta-2023", "beta-2022", "beta-undated"]
    data = series(tiny)
    assert speaking(data) == ["alpha-2020", *beta, "zeta-2024"]
    assert speaking(data, preferred=("zeta", "beta")) == ["zeta-2024", *beta, "alpha-2020"]
    assert speaking(data, preferred=("beta", "zeta")) == [*beta, "zeta-2024", "alpha-2020"]
    assert speaking(data, source="beta-2022") == ["beta-2022"]
    assert speaking(data, source="one-2025") == []


def test_of_editions_of_one_day_the_later_one_speaks_first(tiny):
    rows = [figure("AAA", "tanks", 1, source) for source in ("two-a", "two-b", "two-c")]
    more = [(source, "two", "2024-01-01", "open") for source in ("two-a", "two-b", "two-c")]
    data = tiny(rows, sources=more)
    sources = data.tables["sources"].copy()
    for source, edition in (("two-a", "2"), ("two-b", "3"), ("two-c", "1")):
        sources.loc[sources["source_id"] == source, "edition"] = edition
    data = replace(data, tables={**data.tables, "sources": sources})
    assert speaking(data) == ["two-b", "two-a", "two-c"]


def test_an_edition_is_known_when_its_whole_date_is_past(tiny):
    data = series(tiny)
    assert speaking(data, known_by=date(2023, 5, 31)) == ["alpha-2020", "beta-2023", "beta-2022"]
    assert speaking(data, known_by=date(2023, 5, 30)) == ["alpha-2020", "beta-2022"]
    assert speaking(data, known_by=date(2020, 1, 1)) == ["alpha-2020"]


def test_an_edition_speaks_if_any_figure_of_any_name_can(tiny):
    data = tiny(
        [
            # Of the basis of guns, but not of tanks: bases are by name.
            figure("AAA", "tanks", 1, "one-2024", basis="2015-mer"),
            figure("AAA", "guns", 1, "one-2024", basis="2015-mer"),
            # A statement, but also a table.
            figure("AAA", "tanks", 1, "text", quote="one"),
            figure("BBB", "tanks", 1, "text"),
            # Only a statement; only the total of a group; only other things.
            figure("AAA", "tanks", 1, "two-2024", quote="one"),
            figure("PACT", "tanks", 1, "one-2025"),
            figure("AAA", "rockets", 1, "three-2019"),
        ]
    )
    assert speaking(data) == ["text"]
    assert speaking(data, ["guns"], bases={"guns": "2015-mer"}) == ["one-2024"]
    both = {"guns": "2015-mer", "tanks": ""}
    assert speaking(data, ["tanks", "guns"], bases=both) == ["one-2024", "text"]
    assert speaking(data, ["rockets", "tanks"]) == ["text", "three-2019"]
    assert speaking(data, source="two-2024") == ["two-2024"]
    assert speaking(data, source="one-2025") == []
    assert speaking(data, ["rate"]) == []


def test_a_sum_is_asked_of_its_source_with_its_own_printed_figure(tiny):
    """Artillery is printed for three; Rho has parts only: one source speaks for all."""
    rows = [
        *everyone("artillery", "two-2024")[:3],
        *everyone("guns", "two-2024")[3:],
        *everyone("rockets", "two-2024")[3:],
        *everyone("guns", "one-2025"),
    ]
    names = dict.fromkeys(("guns", "rockets", "artillery"), "two-2024")
    wanted = Selection(dict.fromkeys(ALL, names), "two")
    assert select(*asked(tiny(rows), "artillery")) == wanted
    assert select_mixed(*asked(tiny(rows), "artillery")) == wanted
    # A source of which only the printed sums are at hand speaks as well.
    sums = everyone("artillery", "two-2024")
    assert select(*asked(tiny(sums), "artillery")) == wanted


def test_a_printed_sum_of_money_is_of_the_basis_of_its_row(tiny):
    """The row is in prices of 2015; a sum in current ones does not speak for it."""
    data = redefined(tiny([]), "derived", formula="spending + output", basis="2015-mer")
    names = dict.fromkeys(("spending", "output", "derived"), "one-2025")
    for basis, speaks in (("2015-mer", True), ("current-mer", False)):
        rows = everyone("derived", "one-2025", basis=basis)
        own = replace(data, tables={**data.tables, "figures": tiny(rows).tables["figures"]})
        wanted = Selection(dict.fromkeys(ALL, names), "one") if speaks else None
        assert select(*asked(own, "derived")) == wanted
        assert select_mixed(*asked(own, "derived")) == wanted


def test_a_share_takes_each_part_from_where_that_is_preferred(tiny):
    rows = [
        row
        for name in ("spending", "output")
        for source in ("one-2025", "two-2024")
        for row in everyone(name, source)
    ]
    for choose in (select, select_mixed):
        found = choose(*asked(tiny(rows), "burden"))
        assert found.sources["AAA"] == {"spending": "one-2025", "output": "two-2024"}


def test_a_source_that_has_nothing_of_the_sides_is_chosen_by_none_for_itself(tiny):
    """Only Sigma has a figure: it is on neither side."""
    data = tiny([figure("SSS", "tanks", 4, "one-2025")])
    assert select_mixed(*asked(data, "tanks")) is None
    assert select(*asked(data, "tanks")).publication == "one"  # the row says it has no data


def test_who_is_not_covered_has_no_source_of_its_own(tiny):
    data = tiny(everyone("tanks", "one-2025")[1:])
    mixed = select_mixed(*asked(data, "tanks"))
    assert mixed.sources["AAA"] == {}
    assert mixed.sources["BBB"] == {"tanks": "one-2025"}
    others = list(alternatives(*asked(data, "tanks"), mixed))
    assert others == []  # who speaks is the only edition


def test_each_part_is_replaced_by_itself_in_other_editions(tiny):
    rows = [
        row
        for name in ("rate", "output")
        for source in ("one-2025", "two-2024")
        for row in everyone(name, source)
    ]
    question = asked(tiny(rows), "derived")
    found = list(alternatives(*question, select(*question)))
    assert [(edition.source_id, own, sources["RRR"]) for edition, own, sources in found] == [
        ("two-2024", False, {"rate": "two-2024", "output": "two-2024"}),
        ("one-2025", False, {"rate": "one-2025", "output": "one-2025"}),
    ]
    assert [list(sources) for _, _, sources in found] == [list(ALL)] * 2


def test_editions_of_several_that_speak_are_other_editions_of_the_same(tiny):
    """Each member speaks for itself: "one" for two, "two" for the others."""
    data = tiny(
        everyone("tanks", "one-2025")[:2]
        + everyone("tanks", "two-2024")[2:]
        + everyone("tanks", "three-2019")
        + everyone("tanks", "one-2024")[3:]
    )
    data = redefined(data, "tanks", preferred_publications="one;two;three")
    question = asked(data, "tanks")
    mixed = select_mixed(*question)
    by_state = [mixed.sources[state]["tanks"] for state in ALL]
    assert by_state == ["one-2025", "one-2025", "two-2024", "one-2024"]
    found = [(edition.source_id, own) for edition, own, _ in alternatives(*question, mixed)]
    assert found == [
        ("one-2025", True),
        ("one-2024", True),
        ("two-2024", True),
        ("three-2019", False),
    ]


def test_other_editions_are_of_their_day_too(tiny):
    names = ("one-2024", "one-2025", "two-2024")
    rows = [row for source in names for row in everyone("tanks", source)]
    data, tanks, question = asked(tiny(rows), "tanks")
    early = replace(question, known_by=date(2024, 6, 1))
    speaks = select(data, tanks, early)
    assert speaks.sources["AAA"] == {"tanks": "one-2024"}
    found = [edition.source_id for edition, _, _ in alternatives(data, tanks, early, speaks)]
    assert found == ["two-2024"]
