"""What turns a row, on tables small enough to turn by hand."""

import itertools
import math
from dataclasses import replace
from decimal import Decimal

import pytest
from handmade import figure, held, redefined
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import balance
from balance.comparison.compare import compare_rows
from balance.errors import UnknownIndicator
from balance.quantities.bounds import Bounds
from balance.robustness import flips
from balance.robustness.flips.levers import Push, least_change, levers_of, moved, rounded_up
from balance.robustness.flips.turning import flips_of, pushes_of


def found(data, indicator="tanks", a="PACT", b="RRR", **asked):
    comparison = compare_rows(data, a, b, indicators=[indicator], **asked)
    (row,) = comparison.rows
    return row, flips_of(data, row, comparison.question, comparison.witnesses[indicator])


def of_kind(some, kind):
    return [flip for flip in some if flip.kind == kind]


def with_value(data, figure_id, value):
    """The tables with another number printed, as somebody would correct them."""
    figures = data.figures
    mine = figures["figure_id"] == figure_id
    assert mine.sum() == 1
    figures.loc[mine, "value"] = value
    figures.loc[mine, "as_stated"] = f"{value:.10g}"
    return replace(data, tables={**data.tables, "figures": figures})


def verdict_of(data, indicator="tanks", a="PACT", b="RRR"):
    return balance.compare(a, b, data=data, indicators=[indicator]).table.at[0, "verdict"]


def test_the_figure_that_has_to_change_least_in_per_cent_goes_first(tiny):
    # 50 + 40 + 30 = 120 against 100: 20 more is a fifth of 100, and two fifths of 50.
    data = tiny(held(50, 40, 30, 100))
    _, some = found(data)
    (one,) = of_kind(some, "figure")
    assert (one.key, one.change, one.reversal) == ("one-2025-rrr-tanks-2024", 20, 21)
    assert (one.after, one.of_side) == ("level", 0.2)
    assert verdict_of(with_value(data, one.key, 119)) == "a_more"
    assert verdict_of(with_value(data, one.key, 120)) == "level"
    assert verdict_of(with_value(data, one.key, 121)) == "b_more"


def test_a_large_figure_of_the_larger_side_turns_it_from_above(tiny):
    # 900 + 10 + 10 = 920 against 600: 320 less is 36 % of 900, 320 more is 53 % of 600.
    _, some = found(tiny(held(900, 10, 10, 600)))
    (one,) = of_kind(some, "figure")
    assert (one.key, one.change, one.reversal) == ("one-2025-aaa-tanks-2024", -320, -321)


def test_who_loses_soonest_need_not_be_who_reverses_soonest(tiny):
    # A is 1,000 to 1,100, B 940 in one figure: 60 less of 1,000 is 6.0 %, 60 more of 940 6.4 %.
    # To reverse, A has to fall by more than 160 (16 %), B to rise by more than 160 (17 %): but
    # the 40 of BBB can never do it.
    data = tiny(
        [
            figure("AAA", "tanks", 1000, "one-2025", low=960, high=1060),
            figure("BBB", "tanks", 40, "one-2025"),
            figure("CCC", "tanks", 0, "one-2025"),
            figure("RRR", "tanks", 940, "one-2025"),
        ]
    )
    row, some = found(data)
    assert row.a.bounds == Bounds(1000, 1040, 1100)
    (one,) = of_kind(some, "figure")
    assert (one.key, one.change, one.reversal) == ("one-2025-aaa-tanks-2024", -60, -161)
    assert one.after == "undecided"


def test_single_members_the_lightest_first_and_no_pairs_beside_them(tiny):
    # 60 + 30 + 20 = 110 against 85: without CCC 90 stays more, without BBB 80 is less.
    _, some = found(tiny(held(60, 30, 20, 85)))
    members = of_kind(some, "member")
    assert [flip.key for flip in members] == ["BBB", "AAA"]
    assert [flip.change for flip in members] == [-30, -60]
    assert [flip.of_side for flip in members] == [30 / 110, 60 / 110]
    assert {flip.after for flip in members} == {"b_more"}


def test_the_lightest_pair_where_nobody_turns_it_alone(tiny):
    # 50 + 40 + 30 = 120 against 45: the last two leave 50, the first and the last leave 40.
    _, some = found(tiny(held(50, 40, 30, 45)))
    (pair,) = of_kind(some, "member")
    assert (pair.key, pair.change, pair.after) == ("AAA+CCC", -80, "b_more")


def test_the_largest_holders_where_no_pair_turns_it(tiny):
    # 50 + 40 + 30 + 10 = 130 against 35: two leave at least 40, the largest three leave 10.
    rows = [*held(50, 40, 30, 35), figure("SSS", "tanks", 10, "one-2025")]
    _, some = found(tiny(rows), a="PACT + SSS")
    (three,) = of_kind(some, "member")
    assert (three.key, three.change, three.after) == ("AAA+BBB+CCC", -120, "b_more")


def test_nobody_leaves_until_nobody_is_left(tiny):
    _, some = found(tiny(held(50, 40, 30, 10)))
    assert of_kind(some, "member") == []


def test_level_turns_both_ways_by_one(tiny):
    _, some = found(tiny(held(50, 40, 10, 100)))
    changes = {(flip.after, flip.change) for flip in of_kind(some, "figure")}
    assert changes == {("a_more", -1), ("b_more", 1)}


def test_undecided_rows_say_what_would_decide_them(tiny):
    # 95 to 105 against 100, exact: 6 more (or 5 and a bit of anything) shows it.
    data = tiny(held((55, 65), 30, 10, 100))
    row, some = found(data)
    assert (row.a.bounds, row.verdict) == (Bounds(95, 100, 105), "undecided")
    changes = {flip.after: flip.change for flip in of_kind(some, "figure")}
    # B loses 6 of 100; A loses 6 of 60 or B gains 6 of 100: the latter is less in per cent.
    assert changes == {"a_more": -6, "b_more": 6}
    (wording,) = of_kind(some, "wording")
    assert (wording.key, wording.after) == ("as-printed", "level")


def test_another_rule_for_hedges(tiny):
    hedged = figure("AAA", "tanks", 120, "one-2025", hedge="about", as_stated="about 120")
    rows = [hedged, *held(None, 0, 0, 100)]
    row, some = found(tiny(rows))
    assert (row.verdict, row.a.bounds) == ("a_more", Bounds(110, 120, 130))
    (wording,) = of_kind(some, "wording")
    assert (wording.key, wording.after) == ("logical", "undecided")


def test_missing_figures_decide_what_is_undecided(tiny):
    # 50 and 40 are reported, CCC is not: against 100 it needs 11 more, or at most 9.
    data = tiny(held(50, 40, None, 100))
    row, some = found(data)
    assert row.verdict == "undecided"
    missing = {flip.after: flip for flip in of_kind(some, "missing")}
    assert {after: flip.change for after, flip in missing.items()} == {"a_more": 11, "b_more": 9}
    assert missing["b_more"].ceiling
    assert not missing["a_more"].ceiling
    for value, verdict in ((11, "a_more"), (10, "level"), (9, "b_more")):
        more = tiny([*held(50, 40, None, 100), figure("CCC", "tanks", value, "one-2025")])
        assert verdict_of(more) == verdict
    # Its leaving decides, too: then nothing is missing.
    assert ("CCC", "b_more") in {(flip.key, flip.after) for flip in of_kind(some, "member")}


def test_missing_figures_turn_nothing_that_is_proved_without_them(tiny):
    row, some = found(tiny(held(150, 40, None, 100)))
    assert row.verdict == "a_more"
    assert of_kind(some, "missing") == []
    told = flips("PACT", "RRR", data=tiny(held(150, 40, None, 100)), indicators=["tanks"])
    assert "Members without a figure cannot turn tanks" in " ".join(told.caveats)


def test_gaps_on_both_sides_are_not_decided_by_one(tiny):
    row, some = found(tiny(held(50, 40, None, 100)), b="RRR + SSS")
    assert row.verdict == "undecided"
    assert of_kind(some, "missing") == []


def test_other_publications_and_editions(tiny):
    rows = [
        *held(50, 40, 30, 100),
        *held(50, 40, 5, 100, source="one-2024"),
        *held(50, 40, 20, 140, source="two-2024"),
    ]
    _, some = found(tiny(rows))
    (edition,), (publication,) = of_kind(some, "edition"), of_kind(some, "publication")
    assert (edition.key, edition.after, edition.change) == ("one-2024", "b_more", -25)
    assert edition.of_side == 25 / 120
    # The side that moves most is B: from 100 to 140.
    assert (publication.key, publication.side, publication.change) == ("two-2024", "b", 40)
    assert publication.note == ""


def test_an_edition_that_is_too_old_says_so(tiny):
    rows = [*held(50, 40, 30, 100), *held(1, 1, 1, 90, source="three-2019", as_of="2019")]
    _, some = found(tiny(rows))
    (old,) = of_kind(some, "publication")
    assert old.note.startswith("older than 36 months")


def product_rows(rates, outputs):
    states = ("AAA", "BBB", "CCC", "RRR")
    for state, rate, output in zip(states, rates, outputs, strict=True):
        yield figure(state, "rate", rate, "one-2025", as_stated=f"{rate}")
        yield figure(state, "output", output, "two-2024")


def test_a_factor_moves_its_product_by_the_other_factors(tiny):
    # 2 % of 1,000 + 2 % of 500 + 2 % of 500 = 40 against 4 % of 900 = 36: 4 more are 11 % of
    # either factor: 100 more output, or 0.45 points, more than 0.44 and printed with one digit.
    data = tiny(list(product_rows((2.0, 2.0, 2.0, 4.0), (1000, 500, 500, 900))))
    row, some = found(data, "derived")
    assert (row.a.bounds.value, row.b.bounds.value) == (40, 36)
    (one,) = of_kind(some, "figure")
    comparison = compare_rows(data, "PACT", "RRR", indicators=["derived"])
    levers = {lv.figure.figure_id: lv for lv in levers_of(data, row, comparison.question)}
    push = pushes_of("a_more")[0]
    assert least_change(levers["two-2024-rrr-output-2024"], push) == pytest.approx(100)
    assert least_change(levers["one-2025-rrr-rate-2024"], push) == pytest.approx(0.5)
    assert one.key == "two-2024-rrr-output-2024"
    assert one.of_side == pytest.approx(100 / 900)


def share_rows(spending, outputs):
    states = ("AAA", "BBB", "CCC", "RRR")
    for state, spent, output in zip(states, spending, outputs, strict=True):
        yield figure(state, "spending", spent, "one-2025")
        yield figure(state, "output", output, "two-2024")


def test_figures_of_a_share_move_it_up_and_down(tiny):
    # 60 of 1,000 is 6 %, 5 of 100 is 5 %: 1 more of 5, or 16 or 17 less of 100, or 10 less of
    # the 60, or 200 more of the 1,000, of whom AAA has 400.
    data = tiny(list(share_rows((20, 20, 20, 5), (400, 300, 300, 100))))
    row, some = found(data, "burden")
    assert (row.a.bounds.value, row.b.bounds.value) == (6, 5)
    comparison = compare_rows(data, "PACT", "RRR", indicators=["burden"])
    push = pushes_of("a_more")[0]
    changes = {
        lever.figure.figure_id: least_change(lever, push)
        for lever in levers_of(data, row, comparison.question)
    }
    assert changes["one-2025-rrr-spending-2024"] == 1
    assert changes["two-2024-rrr-output-2024"] == -17
    assert changes["one-2025-aaa-spending-2024"] == -10
    assert changes["two-2024-aaa-output-2024"] == 200
    (one,) = of_kind(some, "figure")
    assert one.key == "two-2024-rrr-output-2024"  # 17 % of it; 1 of 5 is 20 %
    assert one.after == "b_more"  # 5 of 83 is 6.02 %


def test_near_ties_go_to_the_figure_that_is_known_most_roughly_then_to_the_oldest(tiny):
    rows = [
        figure("AAA", "tanks", 200, "one-2025"),
        figure("BBB", "tanks", 200, "one-2025", low=195, high=205),
        figure("CCC", "tanks", 0, "one-2025"),
        figure("RRR", "tanks", 195, "one-2025"),
        figure("SSS", "tanks", 85, "one-2025"),
    ]
    # 395 against 280: 115 less of 200 is 57.5 %, 115 more of 195 59 %.
    _, some = found(tiny(rows), b="RRR + SSS")
    (one,) = of_kind(some, "figure")
    assert one.key == "one-2025-bbb-tanks-2024"
    rows[1] = figure("BBB", "tanks", 200, "one-2025", as_of="2022")
    _, some = found(tiny(rows), b="RRR + SSS")
    (one,) = of_kind(some, "figure")
    assert one.key == "one-2025-bbb-tanks-2022"


def test_a_figure_of_zero_turns_a_row_only_where_no_other_does(tiny):
    # 3 against nothing in two figures: no figure of B can grow by a part of itself.
    _, some = found(tiny(held(1, 1, 1, 0)))
    (one,) = of_kind(some, "figure")
    assert (one.key, one.change, one.of_side) == ("one-2025-rrr-tanks-2024", 3, None)
    assert math.isinf(one.relative)


def test_known_zeros_are_no_figures(tiny):
    data = tiny(held(5, None, None, None), [(s, "tanks") for s in ("BBB", "CCC", "RRR")])
    _, some = found(data)
    assert [flip.key for flip in of_kind(some, "figure")] == ["one-2025-aaa-tanks-2024"]


def test_money_is_rounded_up_to_the_digits_that_are_printed(tiny):
    # 1,234,567 against 200,000 in one figure: 1,034,567 more, printed as 1.04 million.
    data = tiny(held(1_234_567, 0, 0, 200_000, indicator="spending"))
    _, some = found(data, "spending")
    (one,) = of_kind(some, "figure")
    assert one.change == -1_040_000
    assert verdict_of(with_value(data, one.key, 1_234_567 - 1_040_000), "spending") == "b_more"
    assert verdict_of(with_value(data, one.key, 1_234_567 - 1_030_000), "spending") == "a_more"


def test_rows_without_a_verdict_say_so_and_nothing_else(tiny):
    data = tiny(held(50, 40, 30, 100, indicator="reserve"))
    result = flips("PACT", "RRR", data=data, indicators=["reserve", "guns"])
    assert result.table["row"].tolist() == ["reserve:none:none", "guns:none:none"]
    assert set(result.table["label"]) == {"nothing is concluded, so nothing turns"}
    assert result.tables["verify_next"].empty
    assert result.charts == ()
    assert "Reserve cannot be compared; guns have no data" in result.headline
    scoped = redefined(tiny(held(50, 40, 30, 100)), "tanks", comparable="no", why_not="Unlike.")
    assert found(scoped)[1] == ()


def test_tables_and_sentences(tiny):
    result = flips("PACT", "RRR", data=tiny(held(60, 30, 20, 85)), indicators=["tanks"])
    table = result.table.set_index("row")
    key = "tanks:figure:one-2025-rrr-tanks-2024"
    assert table.at[key, "label"] == "Rho: higher"
    assert table.at[key, "change_percent"] == rounded_up(100 * 25 / 85)
    assert table.at["tanks:member:BBB", "outcome"] == "B has more"
    after = result.tables["verify_next"].set_index("row")
    assert after.loc["tanks", ["source", "locator", "as_of", "reliability"]].tolist() == [
        "one-2025",
        "row 1",
        "2024",
        "B",
    ]
    assert "tanks (the figure of Rho higher by 25, 29.5 % of it)" in result.headline
    assert "One member's leaving turns tanks (without Beta or Alpha)." in result.headline
    for statement in (*result.answer, *result.warnings, *(c.alt for c in result.charts)):
        for text, address in statement.parts():
            assert address or not any(letter.isdigit() for letter in text), text


def test_undecided_sentence_names_what_is_missing(tiny):
    result = flips("PACT", "RRR", data=tiny(held(50, 40, None, 100)), indicators=["tanks"])
    assert "the Pact has more if what is missing is at least 11" in result.headline
    assert "Rho has more if what is missing is at most 9" in result.headline
    assert result.table["row"].is_unique


def test_every_cell_of_the_flagship_leads_to_its_figures(data):
    result = flips("NATO - USA - CAN", "RUS", data=data, indicators=["artillery", "submarines"])
    for name, frame in result.tables.items():
        for cells in frame.to_dict("records"):
            for column in ("stands", "change", "change_of_side", "reversal"):
                if column in cells and not math.isnan(cells[column]):
                    made = result.explain(cells["row"], column, name).figures
                    wanted = {"RUS"} if "rus-" in cells["row"] and column == "stands" else set()
                    assert wanted <= set(made["entity"])
                    assert len(made)
    lines = result.explain("submarines:member:GRC", "change").figures
    assert set(lines["entity"]) >= {"GRC", "TUR", "RUS"}


def test_what_is_asked_reaches_the_rows(data):
    result = flips(
        "NATO", "RUS", data=data, indicators=["submarines"], source="gfp-2024", on="2023-04-03"
    )
    assert result.parameters["source"] == "gfp-2024"
    assert set(result.tables["verify_next"]["source"]) == {"gfp-2024"}
    with pytest.raises(UnknownIndicator, match="Did you mean submarines"):
        flips("NATO", "RUS", data=data, indicators=["submarine"])


@pytest.mark.parametrize("asked", [{"terms": "open"}, {"leave_out": ["gfp"]}])
def test_it_runs_with_less_and_says_so(asked):
    result = flips("NATO - USA - CAN", "RUS", data=balance.load(**asked))
    assert any("Left out" in caveat for caveat in result.caveats)
    assert result.answer


def test_figures_do_not_fall_below_zero_and_digits_round_up():
    assert moved(Bounds(5, 10, 20), -12) == Bounds(0, 0, 8)
    assert moved(Bounds(5, None, math.inf), 1) == Bounds(6, None, math.inf)
    assert rounded_up(1_034_567) == 1_040_000
    assert rounded_up(0.1231) == 0.124


amounts = st.integers(0, 60)
ranges = st.tuples(st.integers(0, 60), st.integers(0, 20)).map(lambda p: (p[0], p[0] + 2 * p[1]))
quick = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@quick
@given(st.lists(st.one_of(amounts, ranges), min_size=4, max_size=4))
def test_the_change_turns_the_verdict_and_a_little_less_does_not(tiny, values):
    data = tiny(held(*values))
    comparison = compare_rows(data, "PACT", "RRR", indicators=["tanks"])
    (row,) = comparison.rows
    for lever in levers_of(data, row, comparison.question):
        for push in pushes_of(row.verdict):
            change = least_change(lever, push)
            if change is None:
                lowest = lever.changed(-lever.best if push.side == lever.side else 10**9)
                assert lowest.verdict not in push.verdicts
                continue
            assert abs(change) == int(abs(change)) > 0
            assert lever.changed(change).verdict in push.verdicts
            less = change - math.copysign(1, change)
            assert lever.changed(less).verdict not in push.verdicts


@quick
@given(st.lists(amounts, min_size=4, max_size=4))
def test_no_other_figure_turns_it_by_less_by_brute_force(tiny, values):
    data = tiny(held(*values))
    row, some = found(data)
    assume(any(flip.lever is not None and flip.lever.best for flip in of_kind(some, "figure")))

    def sign(*numbers):
        *mine, other = numbers
        return (sum(mine) > other) - (sum(mine) < other)

    tried = [
        abs(after - value) / value
        for place, value in enumerate(values)
        for after in range(500)
        if value and sign(*values[:place], after, *values[place + 1 :]) != sign(*values)
    ]
    nearest = min(flip.relative for flip in of_kind(some, "figure"))
    # Ties are taken together to two digits.
    assert nearest == pytest.approx(min(tried), rel=0.06)
    assert row.verdict in ("a_more", "b_more", "level")


@quick
@given(st.lists(amounts, min_size=3, max_size=3), amounts)
def test_sets_of_members_by_brute_force(tiny, values, other):
    data = tiny(held(*values, other))
    row, some = found(data)
    held_by = dict(zip(("AAA", "BBB", "CCC"), values, strict=True))

    def verdict(gone):
        mine = sum(v for k, v in held_by.items() if k not in gone)
        return "a_more" if mine > other else "b_more" if mine < other else "level"

    def sets(size, wanted):
        return {gone for gone in itertools.combinations(held_by, size) if verdict(gone) in wanted}

    reported = {tuple(flip.key.split("+")) for flip in of_kind(some, "member")}
    for push in pushes_of(row.verdict):
        if push.side == "b":
            continue  # RRR has nobody to lose
        alone = sets(1, push.verdicts)
        assert alone <= reported
        pairs = sets(2, push.verdicts)
        if not alone and pairs:
            lightest = min(sum(held_by[code] for code in pair) for pair in pairs)
            assert lightest in {sum(held_by[c] for c in gone) for gone in reported & pairs}


@settings(quick, max_examples=20)
@given(
    st.lists(st.integers(1, 90).map(lambda n: n / 10), min_size=4, max_size=4),
    st.lists(st.integers(100, 999), min_size=4, max_size=4),
)
def test_factors_of_products_put_back_into_the_tables_turn_the_row(tiny, rates, outputs):
    data = tiny(list(product_rows(rates, outputs)))
    row, some = found(data, "derived")
    for flip in of_kind(some, "figure"):
        printed = Decimal(repr(flip.lever.best)) + Decimal(repr(flip.change))
        then = with_value(data, flip.key, float(printed))
        assert verdict_of(then, "derived") == flip.after != row.verdict
    question = compare_rows(data, "PACT", "RRR", indicators=["derived"]).question
    for lever in levers_of(data, row, question):
        for push in pushes_of(row.verdict):
            change = least_change(lever, push)
            if change is None or lever.figure.indicator != "rate" or abs(change) >= 10:
                continue
            assert lever.changed(change).verdict in push.verdicts
            step = Decimal(repr(math.copysign(lever.step, change)))
            less = float(Decimal(repr(change)) - step)
            assert lever.changed(less).verdict not in push.verdicts


def test_a_change_adds_up_in_decimals(tiny):
    # The hundred of AAA, BBB and CCC at 0.1, 0.1 and 6.5 are as much as the hundred of RRR at 6.7.
    data = tiny(list(product_rows([0.1, 0.1, 6.5, 0.1], [100] * 4)))
    row, _ = found(data, "derived")
    question = compare_rows(data, "PACT", "RRR", indicators=["derived"]).question
    (lever,) = [
        lever
        for lever in levers_of(data, row, question)
        if (lever.figure.entity, lever.figure.indicator) == ("RRR", "rate")
    ]
    soonest, reversing = pushes_of(row.verdict)
    assert least_change(lever, soonest) == 6.6
    assert lever.changed(6.6).verdict == "level"
    assert least_change(lever, reversing) == 6.7


def test_a_push_names_the_side_that_loses():
    assert pushes_of("b_more")[1] == Push("b", frozenset(["a_more"]))
    assert pushes_of("no_data") == pushes_of("not_comparable") == ()
    assert [push.side for push in pushes_of("undecided")] == ["b", "a"]
