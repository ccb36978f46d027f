"""What must hold for all figures: brute force and invariances."""

import itertools
import math

import pytest
from handmade import figure
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import balance

CODES = ("AAA", "BBB", "CCC", "RRR")
quick = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

hedges = st.sampled_from(["", "about", "over", "almost"])
entries = st.one_of(
    st.none(),
    st.tuples(st.integers(1, 999).map(lambda n: n * 10), hedges),
)
sides = st.fixed_dictionaries(dict.fromkeys(CODES, entries))


def made(tiny, values, absences=(), factor=1):
    rows = []
    for code, entry in values.items():
        if entry is None:
            continue
        value, hedge = entry
        rows.append(
            figure(
                code,
                "tanks",
                value * factor,
                "one-2025",
                hedge=hedge,
                as_stated=f"{hedge} {value * factor}".strip(),
            )
        )
    return tiny(rows, absences)


def compared(data, a="PACT", b="RRR"):
    return balance.compare(a, b, data=data, indicators=["tanks"]).table.iloc[0]


@quick
@given(sides)
def test_bounds_contain_every_world_that_the_figures_allow(tiny, values):
    """Try low and high of every figure, and nothing or a lot for every missing one."""
    data = made(tiny, values)
    row = compared(data)
    if row["verdict"] == "no_data":
        return
    contributions = balance.compare("PACT", "RRR", data=data, indicators=["tanks"]).contributions
    ends = dict.fromkeys(CODES, (0.0, 10000.0))
    ends |= dict(
        zip(
            contributions["entity"],
            zip(contributions["low"], contributions["high"], strict=True),
            strict=True,
        )
    )
    seen = set()
    for world in itertools.product(*(ends[code] for code in CODES)):
        *allies, rival = world
        a = sum(allies)
        assert row["a_low"] <= a <= row["a_high"]
        assert row["b_low"] <= rival <= row["b_high"]
        if not math.isnan(row["ratio_low"]) and rival:
            assert row["ratio_low"] <= a / rival * (1 + 1e-12)
            assert a / rival <= row["ratio_high"] * (1 + 1e-12)
        seen.add("a_more" if a > rival else "b_more" if a < rival else "level")
    if row["verdict"] in ("a_more", "b_more", "level"):
        assert seen == {row["verdict"]}


@quick
@given(sides)
def test_the_other_way_round_says_the_same(tiny, values):
    data = made(tiny, values)
    there, back = compared(data), compared(data, "RRR", "PACT")
    swapped = {"a_more": "b_more", "b_more": "a_more"}
    assert back["verdict"] == swapped.get(there["verdict"], there["verdict"])
    assert back["hangs_on"] == there["hangs_on"]
    if there["ratio"] and not math.isnan(there["ratio"]) and back["ratio"]:
        assert there["ratio"] * back["ratio"] == pytest.approx(1)


@quick
@given(sides, st.sampled_from([10, 1000]))
def test_other_units_change_no_ratio_and_no_verdict(tiny, values, factor):
    one, other = compared(made(tiny, values)), compared(made(tiny, values, factor=factor))
    for column in ("verdict", "hangs_on", "standing", "a_missing"):
        assert one[column] == other[column]
    for column in ("ratio", "ratio_low", "ratio_high"):
        assert one[column] == pytest.approx(other[column], nan_ok=True)


@quick
@given(sides)
def test_adding_a_member_never_lowers_a_total(tiny, values):
    data = made(tiny, values)
    fewer, more = compared(data, "AAA + BBB"), compared(data, "PACT")
    assert more["a_low"] >= fewer["a_low"]
    assert more["a_high"] >= fewer["a_high"]


@quick
@given(sides)
def test_removing_and_adding_a_member_again_changes_nothing(tiny, values):
    data = made(tiny, values)
    pact = data.group("PACT")
    again = balance.compare(pact - {"BBB"} + {"BBB"}, "RRR", data=data, indicators=["tanks"])
    before = balance.compare(pact, "RRR", data=data, indicators=["tanks"])
    assert again.table.equals(before.table)


@quick
@given(sides)
def test_hangs_on_is_what_leaving_one_out_says(tiny, values):
    data = made(tiny, values)
    row = compared(data)
    if row["verdict"] == "no_data":
        return
    turning = {
        code
        for code in ("AAA", "BBB", "CCC")
        if compared(data, f"PACT - {code}")["verdict"] not in (row["verdict"], "no_data")
    }
    # A side of members without any figure is "no data" when asked for by itself.
    assert turning <= set(row["hangs_on"].split())


@quick
@given(sides, st.data())
def test_a_figure_that_becomes_known_narrows_the_bounds(tiny, values, data):
    missing = [code for code in CODES if values[code] is None]
    if not missing:
        return
    code = data.draw(st.sampled_from(missing))
    more = {**values, code: (data.draw(st.integers(1, 999)) * 10, "")}
    before, after = compared(made(tiny, values)), compared(made(tiny, more))
    assert after["a_low"] >= before["a_low"]
    assert after["a_high"] <= before["a_high"]
    if before["verdict"] in ("a_more", "b_more"):
        assert after["verdict"] == before["verdict"]
