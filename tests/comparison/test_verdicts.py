"""Totals, scopes, known zeros, standing and what a row hangs on."""

import math

import pytest
from handmade import figure

import balance
from balance.errors import EmptyCoalition, OverlappingSides, UnknownIndicator


def result_of(data, indicator="tanks", a="PACT", b="RRR", **asked):
    return balance.compare(a, b, data=data, indicators=[indicator], **asked)


def row(data, *names, **asked):
    return result_of(data, *names, **asked).table.iloc[0]


def figures(values, source="one-2025", indicator="tanks", **more):
    return [figure(entity, indicator, value, source, **more) for entity, value in values.items()]


FULL = {"AAA": 1, "BBB": 2, "CCC": 30, "RRR": 20}


def test_totals_by_hand(tiny):
    found = row(tiny(figures(FULL)))
    assert (found["a"], found["a_low"], found["a_high"], found["b"]) == (33, 33, 33, 20)
    assert (found["ratio"], found["verdict"]) == (33 / 20, "a_more")
    assert (found["unit"], found["basis"]) == ("vehicles", "")


def test_hedged_figures_give_bounds_to_the_total(tiny):
    hedged = figure("CCC", "tanks", 30, "one-2025", as_stated="about 30", hedge="about")
    found = row(tiny([*figures({"AAA": 1, "BBB": 2, "RRR": 20}), hedged]))
    assert (found["a_low"], found["a"], found["a_high"]) == (23, 33, 43)
    assert (found["ratio_low"], found["ratio_high"]) == (23 / 20, 43 / 20)


def test_the_logical_reading_decides_less(tiny):
    hedged = figure("CCC", "tanks", 30, "one-2025", as_stated="about 30", hedge="about")
    data = tiny([*figures({"AAA": 1, "BBB": 2, "RRR": 20}), hedged])
    assert row(data)["verdict"] == "a_more"
    assert row(data, reading="logical")["verdict"] == "undecided"


def test_more_proved_from_the_reported_part_stands_whatever_is_missing(tiny):
    found = row(tiny(figures({"BBB": 2, "CCC": 30, "RRR": 20})))
    assert (found["verdict"], found["a_missing"], found["ratio_low"]) == ("a_more", "AAA", 1.6)
    assert math.isnan(found["ratio"])
    assert found["ratio_high"] == math.inf


def test_less_does_not(tiny):
    found = row(tiny(figures({"AAA": 1, "BBB": 2, "RRR": 20})))
    assert (found["verdict"], found["a_low"]) == ("undecided", 3)


def test_a_known_zero_counts_as_covered(tiny):
    data = tiny(figures({"BBB": 2, "CCC": 30, "RRR": 20}), absences=[("AAA", "tanks")])
    found = row(data)
    assert (found["a"], found["a_reported"], found["a_missing"]) == (32, 3, "")


def test_a_printed_figure_goes_before_a_known_zero(tiny):
    assert row(tiny(figures(FULL), absences=[("AAA", "tanks")]))["a"] == 33


def test_level_only_if_both_are_the_same_exact_number(tiny):
    assert row(tiny(figures({**FULL, "CCC": 17})))["verdict"] == "level"


def test_the_other_side_has_none(tiny):
    found = row(tiny(figures({**FULL, "RRR": 0})))
    assert found["verdict"] == "a_more"
    assert found[["ratio", "ratio_low", "ratio_high"]].isna().all()
    headline = result_of(tiny(figures({**FULL, "RRR": 0}))).headline
    assert headline == "The Pact has more tanks than Rho."


def test_unlike_scopes_are_not_compared_and_both_numbers_are_shown(tiny):
    data = tiny(
        figures({"AAA": 1, "BBB": 2, "CCC": 30}) + figures({"RRR": 20}, scope="incl_storage")
    )
    result = result_of(data)
    found = result.table.iloc[0]
    assert (found["verdict"], found["a"], found["b"]) == ("not_comparable", 33, 20)
    assert found[["ratio", "ratio_low", "ratio_high"]].isna().all()
    assert (found["standing"], found["hangs_on"]) == ("", "")
    assert "the figure of Rho is known to count stored ones, others are not" in result.caveats[0]
    assert "Printed for the Pact against Rho: 33 against 20 in one-2025" in result.caveats[0]


def test_one_scope_on_both_sides_is_compared(tiny):
    data = tiny(figures(FULL, scope="incl_storage"))
    assert row(data)["verdict"] == "a_more"


def test_nothing_of_a_kind_has_no_scope(tiny):
    data = tiny(
        figures({"AAA": 0, "BBB": 0, "CCC": 0}) + figures({"RRR": 20}, scope="incl_storage")
    )
    assert row(data)["verdict"] == "b_more"


def test_of_two_scopes_in_one_source_the_defined_one_speaks(tiny):
    both = figures(FULL) + figures({"RRR": 90}, scope="incl_storage")
    assert row(tiny(both))["b"] == 20


def test_indicators_that_are_not_comparable_are_not_compared(tiny):
    result = result_of(tiny(figures(FULL, indicator="reserve")), "reserve")
    assert result.table.loc[0, "verdict"] == "not_comparable"
    assert "Reserve cannot be compared: unlike things." in result.caveats[0]
    assert result.headline == "Reserve cannot be compared."


@pytest.mark.parametrize(
    ("second", "standing"),
    [
        (figures({**FULL, "RRR": 40}, "two-2024"), "disputed"),
        (figures({**FULL, "RRR": 40}, "one-2024"), "revised"),
        (figures({**FULL, "RRR": 10}, "two-2024"), "agreed"),
        (figures({**FULL, "RRR": 10}, "one-2024"), "single"),
        (figures({"AAA": 1, "RRR": 10}, "two-2024"), "weak"),
        (figures({"AAA": 1, "BBB": 2, "CCC": 3}, "two-2024"), "single"),
        (figures({"BBB": 2, "CCC": 30, "RRR": 10}, "two-2024"), "agreed"),
        (figures({**FULL, "RRR": 40}, "three-2019", as_of="2019"), "single"),
        (figures({**FULL, "RRR": 40}, "two-2024", as_of="2022-01"), "single"),
        (figures({**FULL, "RRR": 40}, "two-2024", as_of="2022-03"), "disputed"),
        ([], "single"),
    ],
)
def test_standing(tiny, second, standing):
    assert row(tiny(figures(FULL) + second))["standing"] == standing


def test_disputed_goes_before_revised_and_agreed(tiny):
    third = [("four-2024", "four", "2024-02-01", "open")]
    data = tiny(
        figures(FULL)
        + figures({**FULL, "RRR": 40}, "one-2024")
        + figures({**FULL, "RRR": 40}, "two-2024")
        + figures(FULL, "four-2024"),
        sources=third,
    )
    assert row(data)["standing"] == "disputed"


def test_only_the_newest_edition_of_another_publication_counts(tiny):
    older = [("two-2023", "two", "2023-06-01", "open")]
    data = tiny(
        figures(FULL) + figures(FULL, "two-2024") + figures({**FULL, "RRR": 40}, "two-2023"),
        sources=older,
    )
    result = result_of(data)
    assert result.table.loc[0, "standing"] == "agreed"
    others = result.tables["other_sources"].set_index("source")
    assert others["witness"].to_dict() == {"two-2024": "second", "two-2023": "older"}
    assert others["why_not"].to_dict() == {"two-2024": "", "two-2023": "an older edition"}


def test_figures_from_before_a_war_do_not_count(tiny):
    second = figures({**FULL, "RRR": 40}, "two-2024", as_of="2023")
    assert row(tiny(figures(FULL) + second, wars=[("RRR", "2024-01")]))["standing"] == "single"
    assert row(tiny(figures(FULL) + second, wars=[("SSS", "2024-01")]))["standing"] == "disputed"
    assert row(tiny(figures(FULL) + second, wars=[("RRR", "2026-01")]))["standing"] == "disputed"


@pytest.mark.parametrize(
    ("values", "members"),
    [
        ({"AAA": 1, "BBB": 2, "CCC": 30, "RRR": 20}, "CCC"),
        ({"AAA": 10, "BBB": 11, "CCC": 12, "RRR": 22}, "CCC BBB"),
        ({"AAA": 50, "BBB": 50, "CCC": 50, "RRR": 20}, ""),
        ({"AAA": 1, "BBB": 1, "CCC": 1, "RRR": 2}, "AAA BBB CCC"),
        ({"AAA": 1, "BBB": 1, "CCC": 1, "RRR": 30}, ""),
    ],
)
def test_hangs_on_the_members_without_whom_the_verdict_changes(tiny, values, members):
    assert row(tiny(figures(values)))["hangs_on"] == members


def test_hangs_on_looks_at_both_sides_but_not_at_a_side_of_one(tiny):
    data = tiny(figures({"AAA": 10, "RRR": 8, "SSS": 3}))
    found = row(data, a="AAA", b="RRR + SSS")
    assert (found["verdict"], found["hangs_on"]) == ("b_more", "RRR SSS")


def test_a_row_may_hang_on_a_missing_member(tiny):
    found = row(tiny(figures({"AAA": 1, "BBB": 2, "RRR": 20})))
    assert (found["verdict"], found["hangs_on"]) == ("undecided", "CCC")


def test_sides_are_checked(tiny):
    data = tiny(figures(FULL))
    with pytest.raises(OverlappingSides, match="share AAA; take them out of one side"):
        result_of(data, a="PACT", b="DUO")
    with pytest.raises(OverlappingSides, match="are the same states"):
        result_of(data, a="PACT", b="AAA + BBB + CCC")
    with pytest.raises(EmptyCoalition, match="has no members"):
        result_of(data, a="PACT - {AAA, BBB, CCC}")
    with pytest.raises(UnknownIndicator, match="Did you mean tanks"):
        result_of(data, "tank")


def test_membership_follows_the_date(tiny):
    data = tiny(figures(FULL))
    assert row(data, on="2010-04-30")["a"] == 3
    assert row(data, on="2010-05-01")["a"] == 33


def test_an_old_membership_with_newer_figures_is_said(tiny):
    caveats = result_of(tiny(figures(FULL)), on="2010-05-01").caveats
    assert any("Members are those of 2010-05-01; the figures are later" in c for c in caveats)


def test_old_figures_are_said(tiny):
    caveats = result_of(tiny(figures(FULL, as_of="2019"))).caveats
    assert any("the oldest figure is of 2019" in caveat for caveat in caveats)


def test_classes_of_a_family_with_different_verdicts_are_said(data):
    caveats = balance.compare("NATO", "RUS", data=data).caveats
    assert any(c.startswith("What is counted decides who has more warheads") for c in caveats)
