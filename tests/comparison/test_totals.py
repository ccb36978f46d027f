"""Shares, dates of totals and totals that a source prints for a group."""

import math

import pytest
from handmade import figure, held, redefined

import balance
from balance.comparison.printed import printed
from balance.comparison.terms import ABSENCE, EntityTerms, Term
from balance.comparison.totals import Side
from balance.quantities.bounds import Bounds, exact


def row(data, indicator="tanks", a="PACT", b="RRR", **asked):
    return balance.compare(a, b, data=data, indicators=[indicator], **asked).table.iloc[0]


def spending(*values, **more):
    return held(*values, indicator="spending", **more)


def output(*values, **more):
    return held(*values, indicator="output", source="two-2024", **more)


@pytest.mark.parametrize(("unit", "scale"), [("percent", 100), ("USD per person", 1)])
def test_a_share_has_exact_bounds_on_the_scale_of_its_unit(tiny, unit, scale):
    data = tiny(spending((20, 40), 10, 10, 5) + output(100, 100, (50, 150), 20))
    found = row(redefined(data, "burden", unit=unit), "burden")
    # 50 [40-60] over 300 [250-350], against 5 over 20
    assert found["a"] == pytest.approx(scale * 50 / 300)
    assert found["a_low"] == pytest.approx(scale * 40 / 350)
    assert found["a_high"] == pytest.approx(scale * 60 / 250)
    assert (found["b"], found["b_low"], found["b_high"]) == (scale / 4,) * 3
    assert found["verdict"] == "b_more"  # 24 per cent at most against 25
    assert found["ratio_high"] == pytest.approx(0.24 / 0.25)


def test_a_share_is_printed_with_its_bounds_outward(tiny):
    data = tiny(spending((20, 40), 10, 10, 5) + output(100, 100, 100, 20))
    table = printed(balance.compare("PACT", "RRR", data=data, indicators=["burden"]))
    assert table.rows[0][1].text == "16.7 % [13.3 %–20 %]"
    assert table.rows[0][2].text == "25 %"


def test_a_share_of_shares_weighs_each_by_what_it_is_a_share_of(tiny):
    rates = held(2, 3, 4, 5, indicator="rate")
    data = redefined(
        tiny(rates + output(1000, 2000, 1000, 100)),
        "burden",
        numerator="rate * output",
        denominator="output",
    )
    # 20 + 60 + 40 of 4,000
    found = row(data, "burden")
    assert found["a"] == pytest.approx(3)
    assert found["b"] == pytest.approx(5)


@pytest.mark.parametrize(
    ("dates", "as_of"),
    [
        (("2024", "2024", "2024"), "2024"),
        (("2023", "2022-05", "2024-06"), "2022-05/2024-06"),
        (("2024-06", "2024-06", "2023"), "2023/2024-06"),
        (("2023", None, "2023"), "2023"),  # a known zero is of no date
    ],
)
def test_a_total_is_of_the_first_to_the_last_date_of_its_figures(tiny, dates, as_of):
    states = [s for s, day in zip(("AAA", "BBB", "CCC"), dates, strict=True) if day]
    rows = [
        figure(s, "tanks", 5, "one-2025", as_of=day)
        for s, day in zip(states, filter(None, dates), strict=True)
    ]
    data = tiny([*rows, *held(None, None, None, 9)], absences=[("BBB", "tanks")])
    found = row(data)
    assert (found["as_of_a"], found["as_of_b"]) == (as_of, "2024")
    result = balance.compare("PACT", "RRR", data=data, indicators=["tanks"])
    told = as_of if as_of == "2024" else f"{as_of} and 2024"
    assert printed(result).rows[0][-1].text == f"one-2025 ({told})"


def test_other_editions_have_dates_of_their_own(tiny):
    others = [
        figure("AAA", "tanks", 2, "two-2024", as_of="2022-06"),
        figure("RRR", "tanks", 2, "two-2024", as_of="2023"),
    ]
    data = tiny([*held(1, 1, 1, 1), *others])
    result = balance.compare("PACT", "RRR", data=data, indicators=["tanks"])
    (other,) = result.tables["other_sources"].to_dict("records")
    assert (other["as_of_a"], other["as_of_b"]) == ("2022-06", "2023")


TOTAL = figure("PACT", "tanks", 1000, "one-2025")


def test_a_printed_total_of_a_group_is_in_no_sum_and_no_list(tiny):
    data = tiny([*held(1, 2, 30, 20), TOTAL, figure("DUO", "tanks", 500, "one-2025")])
    for asked in ({}, {"mixed": True}, {"source": "one-2025"}):
        for a, whole in (("PACT", 33), ("PACT - CCC", 3), ("DUO", 1), ("PACT + SSS", math.nan)):
            found = row(data, a=a, **asked)
            assert found["a"] == pytest.approx(whole, nan_ok=True), (a, asked)
            assert found["b"] == 20
    result = balance.compare("PACT", "RRR", data=data, indicators=["tanks"])
    assert set(result.contributions["entity"]) == {"AAA", "BBB", "CCC", "RRR"}
    assert set(result.figures["entity"]) == {"AAA", "BBB", "CCC", "RRR"}


def test_a_source_that_has_only_the_total_of_a_group_does_not_speak(tiny):
    found = row(tiny([TOTAL, figure("-", "tanks", 7, "one-2025")]))
    assert (found["source"], found["a_reported"], found["a_low"]) == ("", 0, 0)
    found = row(tiny([TOTAL, *held(None, None, None, 20)]))
    assert (found["verdict"], found["a_reported"], found["a_low"]) == ("no_data", 0, 0)
    # Nor is it a witness, or asked before a source that has a member.
    data = tiny([TOTAL, *held(1, 2, 30, 20, source="two-2024")])
    result = balance.compare("PACT", "RRR", data=data, indicators=["tanks"])
    assert result.table.loc[0, "source"] == "two-2024"
    assert len(result.tables["other_sources"]) == 0


def test_printed_totals_of_the_bundled_tables_are_in_no_sum(data):
    totals = data.figures[~data.figures["entity"].isin(data.state_names)]
    groups = totals[totals["entity"] == "NATO"]
    assert len(groups) > 10
    names = groups["indicator"].drop_duplicates().tolist()
    assert "defence_expenditure" in names
    result = balance.compare("NATO", "RUS", data=data, indicators=names, source="nato-2024")
    for frame in (result.contributions, result.witnesses, result.figures):
        assert set(frame["entity"]) <= set(data.state_names)
    used = set(result.contributions["figure_id"].str.split(" * ", regex=False).explode())
    assert not used & set(totals["figure_id"])
    reported = result.table.set_index("indicator")["a_reported"]
    assert reported["defence_expenditure"] == len(data.group("NATO"))


def side(*members, is_share=True, scale=100.0, covered=True):
    """Return a side of states, each with bounds above and, for a share, below."""
    made = []
    for number, parts in enumerate(members):
        terms = tuple(
            Term(f"S{number}", part, ("f",), ("s",), bounds, "exact", "", ("2024",), 1.0)
            for part, bounds in zip(("numerator", "denominator"), parts, strict=False)
        )
        made.append(EntityTerms(f"S{number}", terms, covered))
    return Side(tuple(made), is_share, scale)


def test_shares_of_sides_by_hand():
    # [10, 20] of [100, 200] and 30 of 100: 40 to 50 over 200 to 300
    two = side((Bounds(10, 15, 20), Bounds(100, 150, 200)), (exact(30), exact(100)))
    assert two.bounds == Bounds(100 * 40 / 300, 100 * 45 / 250, 100 * 50 / 200)
    assert side((Bounds(10, None, 20), exact(100))).bounds == Bounds(10, None, 20)
    assert side((Bounds(10, None, 20), exact(40)), scale=1.0).bounds == Bounds(0.25, None, 0.5)
    unbounded = Bounds(0.0, None, math.inf)
    assert side((exact(10), exact(0))).bounds == unbounded  # a share of nothing says nothing
    assert side((exact(10), exact(100)), covered=False).bounds == unbounded


def test_parts_of_a_side():
    whole = side((exact(1),), (exact(2),), (exact(4),), is_share=False)
    assert whole.bounds == exact(7)
    assert whole.of(["S0", "S2"]).bounds == exact(5)
    assert whole.of([]).members == ()
    assert whole.without("S1").bounds == exact(5)
    assert (whole.reported, whole.missing, whole.is_share) == (3, (), False)


def addend(state, bounds, resolution=1.0, part="", **cells):
    given = {"source_ids": ("s",), "reading": "exact", "scope": "", "as_of": ("2024",), **cells}
    return Term(state, part, ("f",), bounds=bounds, resolution=resolution, **given)


def whole(*terms, is_share=False):
    """Return a side of one state that adds some terms."""
    return Side((EntityTerms("AAA", terms, True),), is_share)


@pytest.mark.parametrize(
    ("terms", "digits"),
    [
        ([(exact(1200), 100.0), (exact(34), 1.0)], 2),  # 1,234, to the nearest hundred
        ([(exact(1234), 1.0)], 4),
        ([(Bounds(5, 50, 60), 1.0)], 2),  # of the best value
        ([(Bounds(5, None, 600), 1.0)], 1),  # or of the least that it can be
        ([(exact(0), 1.0)], 1),
        ([], 1),
    ],
)
def test_a_sum_carries_the_digits_above_its_coarsest_addend(terms, digits):
    assert whole(*(addend("AAA", *term) for term in terms)).digits == digits


def test_a_share_carries_no_more_digits_than_its_weakest_figure():
    rough, fine = addend("AAA", exact(120), 10.0, "numerator"), addend("AAA", exact(5432), 1.0)
    assert whole(fine, rough, is_share=True).digits == 2
    # What can only be nothing carries none and takes none away.
    nothing = addend("AAA", exact(0), 0.0, "numerator")
    assert whole(nothing, fine, is_share=True).digits == 4
    assert whole(nothing, is_share=True).digits == 1
    assert whole(addend("AAA", Bounds(5, 50, 60)), is_share=True).digits == 2
    assert whole(addend("AAA", Bounds(50, None, 60)), is_share=True).digits == 2
    assert whole(addend("AAA", exact(0.52), 0.01), is_share=True).digits == 2


def test_a_known_zero_is_of_no_source_and_no_scope():
    none = addend(
        "AAA", exact(0), source_ids=("z",), reading=ABSENCE, scope="incl_storage", as_of=()
    )
    some = addend("BBB", exact(2), source_ids=("y", "x"), scope="incl_storage")
    nothing = addend("CCC", exact(0), scope="active_only")
    maybe = addend("DDD", Bounds(0, 0, 1), scope="active_only")
    assert (whole(none).sources, whole(none).scopes, whole(none).as_of) == ((), frozenset(), "")
    assert whole(none, some).sources == ("x", "y")
    assert whole(none, some, nothing).scopes == {"incl_storage"}
    assert whole(some, maybe).scopes == {"incl_storage", "active_only"}


def test_a_sum_with_a_member_missing_is_open_from_the_reported_part_on():
    known = EntityTerms("AAA", (addend("AAA", Bounds(3, 4, 5)),), True)
    part = EntityTerms("BBB", (addend("BBB", exact(2)),), False)
    none = EntityTerms("CCC", (), False)
    found = Side((known, part, none))
    assert found.bounds == Bounds(5, None, math.inf)
    assert (found.missing, found.reported) == (("BBB", "CCC"), 1)
    assert found.without("CCC").without("BBB").bounds == Bounds(3, 4, 5)
