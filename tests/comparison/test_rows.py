"""One row by itself: who speaks, its ratio, its digits, and on whom it hangs."""

import pytest
from handmade import figure, held

from balance.comparison.question import Question
from balance.comparison.rows import make_row, row_of
from balance.comparison.selection import Selection
from balance.comparison.terms import plan_of
from balance.quantities.bounds import Bounds, exact

ASKED = Question(("AAA", "BBB", "CCC"), ("RRR",), None, None, "step")


def row(data, indicator="tanks", question=ASKED, mixed=False):
    return row_of(data, data.indicator(indicator), question, mixed=mixed)


def test_a_row_without_sources_has_no_data_and_all_members_missing(tiny):
    data = tiny([])
    for found in (row(data), make_row(data, plan_of(data, data.indicator("tanks")), ASKED, None)):
        assert (found.selection, found.has_data, found.verdict) == (None, False, "no_data")
        assert (found.a.missing, found.b.missing) == (("AAA", "BBB", "CCC"), ("RRR",))
        assert (found.ratio, found.source, found.hangs_on) == (None, "", ())
        assert found.indicator.name == "tanks"


def test_a_row_is_made_of_the_sources_that_are_given(tiny):
    data = tiny(held(1, 2, 3, 4) + held(5, 6, 7, 9, source="two-2024"))
    sources = {state: {"tanks": "one-2025"} for state in ("AAA", "CCC", "RRR")}
    chosen = Selection({**sources, "BBB": {"tanks": "two-2024"}}, "")
    found = make_row(data, plan_of(data, data.indicator("tanks")), ASKED, chosen)
    assert (found.a.bounds, found.b.bounds) == (exact(1 + 6 + 3), exact(4))
    assert (found.source, found.selection) == ("mixed", chosen)
    assert (found.ratio, found.digits) == (exact(2.5), 1)


def test_each_member_speaks_for_itself_only_if_that_is_asked(tiny):
    data = tiny(held(1, 2, 3, None) + held(None, None, None, 4, source="two-2024"))
    assert (row(data).source, row(data).verdict) == ("one-2025", "no_data")
    mixed = row(data, mixed=True)
    assert (mixed.source, mixed.verdict) == ("mixed", "a_more")


def test_a_row_of_known_zeros_alone_has_the_source_that_was_chosen(tiny):
    """Nobody on either side has any; a source was asked, and has a figure of Sigma."""
    none = [(state, "tanks") for state in ("AAA", "BBB", "CCC", "RRR")]
    data = tiny([figure("SSS", "tanks", 5, "two-2024")], absences=none)
    found = row(data)
    assert (found.source, found.verdict, found.ratio) == ("two-2024", "level", None)


@pytest.mark.parametrize(
    ("absent", "has_data"),
    [(["AAA", "RRR"], True), (["AAA"], False), (["RRR"], False)],
)
def test_a_known_zero_is_data(tiny, absent, has_data):
    data = tiny(
        [figure("SSS", "tanks", 5, "one-2025")], absences=[(state, "tanks") for state in absent]
    )
    assert row(data).has_data is has_data


def test_what_is_not_compared_has_no_ratio_and_hangs_on_nobody(tiny):
    never = row(tiny(held(10, 10, 10, 15, indicator="reserve")), "reserve")
    assert (never.verdict, never.ratio, never.hangs_on) == ("not_comparable", None, ())
    rival = figure("RRR", "tanks", 20, "one-2025", scope="incl_storage")
    unlike = row(tiny([*held(10, 10, 10), rival]))
    assert unlike.scopes_differ
    assert (unlike.verdict, unlike.ratio, unlike.hangs_on) == ("not_comparable", None, ())
    # Without the one that counts otherwise it could be compared; that turns no verdict.
    one = [*held(None, 10, 10, 15), figure("AAA", "tanks", 20, "one-2025", scope="incl_storage")]
    assert row(tiny(one)).without("AAA").verdict == "a_more"
    assert row(tiny(one)).hangs_on == ()
    alike = row(tiny(held(10, 10, 10, 20, scope="incl_storage")))
    assert (alike.scopes_differ, alike.verdict) == (False, "a_more")


def test_a_ratio_carries_the_digits_of_the_weaker_side(tiny):
    data = tiny(held(1000, 200, 34, 50))
    found = row(data)
    assert (found.a.digits, found.b.digits, found.digits) == (4, 2, 2)
    assert found.ratio == exact(1234 / 50)


def test_a_ratio_has_bounds_of_both_sides(tiny):
    found = row(tiny([*held((8, 12), 10, 10), *held(None, None, None, (10, 20))]))
    assert found.ratio == Bounds(28 / 20, 30 / 15, 32 / 10)


def test_a_row_without_a_member_keeps_the_rest(tiny):
    found = row(tiny(held(1, 2, 3, 4)))
    less = found.without("BBB")
    assert [member.entity for member in less.a.members] == ["AAA", "CCC"]
    assert (less.a.bounds, less.b.bounds, less.selection) == (exact(4), exact(4), found.selection)
    assert (found.verdict, less.verdict) == ("a_more", "level")
    assert [m.entity for m in found.without("RRR").b.members] == []


def test_a_row_hangs_on_members_of_both_sides_the_largest_first(tiny):
    """Alpha has 28 to 32, Beta and Gamma 20 each; Rho 35 and Sigma 30."""
    data = tiny([*held((28, 32), 20, 20, 35), figure("SSS", "tanks", 30, "one-2025")])
    both = Question(("AAA", "BBB", "CCC"), ("RRR", "SSS"), None, None, "step")
    found = row(data, question=both)
    # 68 to 72 against 65; 65 less 30 or 35 is still less, 70 less any one is not more.
    assert found.verdict == "a_more"
    assert found.hangs_on == ("AAA", "BBB", "CCC")
    behind = row(
        tiny([*held(20, 20, 20, 35), figure("SSS", "tanks", 30, "one-2025")]), "tanks", both
    )
    assert (behind.verdict, behind.hangs_on) == ("b_more", ("RRR", "SSS"))
