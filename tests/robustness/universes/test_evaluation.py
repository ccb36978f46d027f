"""Rows under all choices: what brute force through the comparison finds, and nothing else."""

import itertools
from dataclasses import replace
from datetime import date

import pytest
from handmade import figure, held, redefined
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import balance
from balance.comparison.compare import compare_rows
from balance.comparison.question import Question
from balance.comparison.rows import make_row
from balance.comparison.selection import Selection, select
from balance.comparison.terms import plan_of
from balance.robustness.universes.choices import AXES, Choice, choices_of, keys_of, put
from balance.robustness.universes.cube import VERDICTS
from balance.robustness.universes.evaluation import evaluate
from balance.robustness.universes.settings import row_under

quick = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
STATES = ("AAA", "BBB", "CCC", "RRR", "SSS")
SOURCES = {"one-2025": "2024", "one-2024": "2023", "two-2024": "2023", "three-2019": "2019"}
DAYS = ("2024-01-10", "2024-06-01", "2025-02-13")
SIDES = (("PACT", "RRR", ["SSS"]), ("AAA + BBB", "RRR + SSS", ["CCC"]))

entries = st.one_of(
    st.none(),
    st.tuples(
        st.sampled_from([0, 10, 20, 30, 40, 60]),
        st.sampled_from(["", "", "about", "over"]),
        st.sampled_from(["", "", "", "incl_storage"]),
    ),
)
tables = st.fixed_dictionaries(
    {source: st.fixed_dictionaries(dict.fromkeys(STATES, entries)) for source in SOURCES}
)


def entry(state, indicator, source, cells):
    value, hedge, scope = cells
    hedge = hedge if value else ""
    stated = f"{hedge} {value}".strip()
    more = {"scope": scope} if scope else {}
    return figure(
        state,
        indicator,
        value,
        source,
        as_of=SOURCES[source],
        hedge=hedge,
        as_stated=stated,
        **more,
    )


def made(tiny, values, indicator="tanks", absences=()):
    rows = [
        entry(state, indicator, source, cells)
        for source, own in values.items()
        for state, cells in own.items()
        if cells is not None
    ]
    return tiny(rows, absences)


def evaluated(data, indicator, a="PACT", b="RRR", **options):
    first, second = data.coalition(a), data.coalition(b)
    question = Question(first.codes, second.codes, None, None, "step")
    own = data.indicator(indicator)
    choices = choices_of(data, first, second, question, [own], **options)
    return evaluate(data, own, question, choices)


def by_path(found):
    """Return verdict and totals of every combination by its choices."""
    return {
        found.path(way, place): (
            found.verdict(way, place),
            found.outcomes.totals[found.views[way], place].tolist(),
        )
        for way in range(len(found.ways))
        for place in range(len(found.memberships))
    }


def numbers(row):
    ends = (row.a.bounds, row.b.bounds)
    return [float("nan") if n is None else n for e in ends for n in (e.low, e.value, e.high)]


def assert_same(found, verdict, expected):
    assert found[0] == verdict
    assert found[1] == pytest.approx(expected, rel=0, abs=0, nan_ok=True)


def options_of(sides, joiners, source):
    """Return every choice of each axis, none among them, whether it touches the row or not."""
    a, b = sides
    sources = [None, *([source] if source else [])]
    leaves = [code for side in (a, b) if len(side) > 1 for code in side]
    return itertools.product(
        sources, [None, *DAYS], [None, "logical"], [None, *leaves], [None, *joiners]
    )


@quick
@given(tables, st.sampled_from(SIDES))
def test_all_combinations_agree_with_a_comparison_of_each(tiny, values, sides):
    """Ask the comparison for each combination, with the source selected as the only one."""
    a, b, joiners = sides
    data = made(tiny, values)
    found = evaluated(data, "tanks", a, b, joining_a=joiners, days=DAYS)
    cells = by_path(found)
    kept = {choice for path in cells for choice in path}
    codes = (data.coalition(a).codes, data.coalition(b).codes)
    spoken = {}
    for day in (None, *DAYS):
        spoken[day] = compare_rows(data, a, b, indicators=["tanks"], known_by=day).rows[0].source
    others = {c.option for c in kept if c.axis in ("publication", "edition")}
    assert "three-2019" not in others
    met = set()
    for other in (*others, None):
        for source, day, reading, leaver, joiner in options_of(codes, joiners, other):
            axis = "publication" if Choice("publication", source or "") in kept else "edition"
            taken = {
                axis: source,
                "known_by": day,
                "reading": reading,
                "leaves": leaver,
                "joins_a": joiner,
            }
            path = [Choice(axis, taken[axis]) for axis in AXES if taken.get(axis)]
            if day and Choice("known_by", day) not in kept:
                continue  # seen on another day that is kept
            path = tuple(choice for choice in path if choice in kept)
            one, two = ({code for code in side if code != leaver} for side in codes)
            one |= {joiner} if joiner else set()
            speaks = source or spoken[day]
            if path not in cells:  # the source was not out on the day
                assert source and day and data.source(source)["published"] > day
                continue
            met.add(path)
            if not speaks:
                assert cells[path][0] == "no_data"
                continue
            row = compare_rows(
                data,
                " + ".join(sorted(one)),
                " + ".join(sorted(two)),
                indicators=["tanks"],
                known_by=day,
                source=speaks,
                reading=reading or "step",
            ).rows[0]
            if row.verdict == "no_data":
                assert cells[path][0] == "no_data"
            else:
                assert_same(cells[path], row.verdict, numbers(row))
    assert met == set(cells)


@quick
@given(
    st.sampled_from(["artillery", "burden", "derived", "spending"]),
    st.lists(st.sampled_from([None, 0, 0.1, 0.2, 0.3, 0.6, 7]), min_size=20, max_size=20),
    st.booleans(),
)
def test_sums_products_and_shares_agree_with_rows(tiny, indicator, values, absent):
    names = {
        "artillery": (
            ("guns", "one-2025"),
            ("rockets", "one-2025"),
            ("guns", "one-2024"),
            ("rockets", "two-2024"),
        ),
        "burden": (
            ("spending", "one-2025"),
            ("output", "two-2024"),
            ("spending", "one-2024"),
            ("output", "one-2025"),
        ),
        "derived": (
            ("rate", "one-2025"),
            ("output", "two-2024"),
            ("rate", "one-2024"),
            ("rate", "two-2024"),
        ),
        "spending": (
            ("spending", "one-2025"),
            ("spending", "one-2024"),
            ("spending", "two-2024"),
            ("output", "one-2025"),
        ),
    }[indicator]
    rows = [
        figure(
            state, name, value * (10 if name in ("guns", "rockets") else 1), source, as_of="2023"
        )
        for (name, source), own in zip(
            names, [values[n : n + 5] for n in range(0, 20, 5)], strict=True
        )
        for state, value in zip(STATES, own, strict=True)
        if value is not None
    ]
    data = tiny(rows, [("AAA", names[0][0])] if absent else ())
    found = evaluated(data, indicator, joining_a=["SSS"], days=DAYS)
    plan = plan_of(data, data.indicator(indicator))
    question = found.setting.question
    for path, cells in by_path(found).items():
        asked = put(question, path)
        selection = select(data, plan, replace(question, known_by=asked.known_by))
        for choice in path:
            if choice.axis in ("publication", "edition"):
                source, _, names = choice.option.rstrip(")").partition(" (")
                base = select(data, plan, question).sources["RRR"]
                names = names.split(", ") if names else list(base)
                selection = Selection({"RRR": base | dict.fromkeys(names, source)}, "")
        if selection is not None:
            sources = selection.sources["RRR"]
            everyone = dict.fromkeys((*asked.a, *asked.b), sources)
            selection = Selection(everyone, selection.publication)
        row = make_row(data, plan, asked, selection)
        if row.verdict == "no_data":
            assert cells[0] == "no_data"
        else:
            assert_same(cells, row.verdict, numbers(row))
        again = row_under(data, found.setting, path[::-1])
        assert again.verdict == row.verdict
        assert numbers(again) == pytest.approx(numbers(row), rel=0, abs=0, nan_ok=True)


def test_one_edition_may_take_the_place_of_each_factor(tiny):
    """Spending of one-2025 over output of two-2024 as asked; one-2024 has both."""
    data = tiny(
        [
            *held(1, 1, 1, 5, indicator="spending"),
            *held(10, 10, 10, 10, indicator="output", source="two-2024"),
            *held(9, 9, 9, 9, indicator="spending", source="one-2024"),
            *held(20, 20, 20, 5, indicator="output", source="one-2024"),
        ]
    )
    found = evaluated(data, "burden", axes=["publication", "edition"])
    ratios = {
        choice.key: found.outcomes.ratios[found.views[way], 0, 0]
        for way, path in enumerate(found.ways)
        for choice in path
    }
    assert ratios == {
        "edition:one-2024 (spending)": pytest.approx((27 / 30) / (9 / 10)),
        "edition:one-2024 (output)": pytest.approx((3 / 60) / (5 / 5)),
    }


def test_sums_are_rounded_once_as_in_a_comparison(tiny):
    """0.1 + 0.2 + 0.3 is 0.6 when rounded once, and a last digit more when added in turn."""
    assert 0.1 + 0.2 + 0.3 > 0.6
    data = tiny(held(0.1, 0.2, 0.3, 0.6, indicator="spending"))
    found = evaluated(data, "spending", axes=["leaves"])
    assert found.verdict(0, 0) == "level"


def test_the_smallest_sets_by_hand(tiny):
    """100 + 50 + 30 = 180 against 120: without A 80, without B 130, without C 150.

    In the other edition 90 + 20 + 40 = 150 against 125: without B 130, without C 110.
    """
    data = tiny([*held(100, 50, 30, 120), *held(90, 20, 40, 125, source="one-2024")])
    found = evaluated(data, "tanks", axes=["edition", "leaves"])
    assert found.size == 2 * 4
    assert [keys_of(path) for path in found.smallest] == ["leaves:AAA"]
    found = evaluated(data, "tanks", axes=["edition", "leaves"], leaving=["BBB", "CCC"])
    assert [keys_of(path) for path in found.smallest] == ["edition:one-2024 + leaves:CCC"]
    assert found.smallest == found.reversal
    assert found.reached == ("a_more", "b_more")
    assert found.distinct == 6
    least, greatest = found.extremes()
    assert (keys_of(least), keys_of(greatest)) == ("edition:one-2024 + leaves:CCC", "")


def test_nothing_turns_what_no_choice_changes(tiny):
    data = tiny(held(100, 200, 300, 50))
    found = evaluated(data, "tanks", axes=["leaves"])
    assert (found.smallest, found.reversal, found.reached) == ([], [], ("a_more",))


def test_a_missing_member_may_turn_less_but_not_more(tiny):
    """A has 10 and B nothing stated against 20: open; without B 10 against 20 is less."""
    data = tiny(held(10, None, 0, 20))
    found = evaluated(data, "tanks", axes=["leaves"])
    assert found.setting.row.verdict == "undecided"
    assert [keys_of(path) for path in found.smallest] == ["leaves:BBB"]
    assert found.singles[Choice("leaves", "BBB")] == "b_more"
    proved = evaluated(tiny(held(30, None, 0, 20)), "tanks", axes=["leaves"], leaving=["BBB"])
    assert proved.smallest == []


def test_choices_that_touch_nothing_are_left_out(tiny):
    """C has none, no hedge is read otherwise, and the later day shows what is seen anyway."""
    data = tiny(held(10, 30, 0, 20))
    found = evaluated(data, "tanks", days=["2025-02-13"])
    assert {choice.key for choice in found.singles} == {"leaves:AAA", "leaves:BBB"}
    hedged = figure("CCC", "tanks", 30, "one-2025", as_stated="about 30", hedge="about")
    data = tiny([*held(10, 30, None, 20), hedged])
    found = evaluated(data, "tanks", days=["2025-02-13"])
    assert Choice("reading", "logical") in found.singles


def test_stale_sources_and_stale_days_are_no_choices(tiny):
    old = held(1, 1, 1, 500, source="three-2019", as_of="2019")
    data = tiny([*held(10, 30, 10, 20), *old])
    found = evaluated(data, "tanks", days=["2020-01-01"])
    assert {choice.axis for choice in found.singles} == {"leaves"}
    war = tiny(
        [*held(10, 30, 10, 20), *held(1, 1, 1, 500, source="two-2024", as_of="2023")],
        wars=[("RRR", "2023-06")],
    )
    found = evaluated(war, "tanks", axes=["publication"])
    assert found.singles == {}


def test_a_day_on_which_nobody_speaks_turns_nothing(tiny):
    data = tiny(held(10, 30, 10, 20))
    found = evaluated(data, "tanks", axes=["known_by"], days=["2024-12-31"])
    assert found.singles == {Choice("known_by", "2024-12-31"): "no_data"}
    assert found.smallest == []


def test_the_order_of_choices_does_not_matter(tiny):
    data = tiny([*held(100, 50, 30, 120), *held(90, 20, 40, 125, source="one-2024")])
    one = evaluated(
        data, "tanks", axes=list(AXES), leaving=["AAA", "CCC"], days=DAYS, joining_a=["SSS"]
    )
    other = evaluated(
        data,
        "tanks",
        axes=list(AXES)[::-1],
        leaving=["CCC", "AAA"],
        days=DAYS[::-1],
        joining_a=["SSS"],
    )
    assert list(by_path(one)) == list(by_path(other))
    path = one.path(len(one.ways) - 1, len(one.memberships) - 1)
    assert len(path) > 1
    forwards = row_under(data, one.setting, path)
    backwards = row_under(data, one.setting, path[::-1])
    assert (forwards.a.bounds, forwards.verdict) == (backwards.a.bounds, backwards.verdict)


def test_things_that_are_not_comparable_stay_so(tiny):
    data = redefined(tiny(held(10, 30, 10, 20)), "tanks", comparable="no")
    found = evaluated(data, "tanks")
    assert set(found.outcomes.verdicts.flat) == {VERDICTS.index("not_comparable")}
    assert found.extremes() is None


def test_a_scope_on_one_member_hangs_on_it(tiny):
    stored = figure("CCC", "tanks", 5, "one-2025", scope="incl_storage")
    data = tiny([*held(10, 30, None, 20), stored])
    found = evaluated(data, "tanks", axes=["leaves"])
    assert found.setting.row.verdict == "not_comparable"
    assert [keys_of(path) for path in found.smallest] == ["leaves:CCC"]
    assert found.reversal == []  # nothing was concluded that could be reversed


@pytest.mark.parametrize("b", ["RUS", "RUS + BLR"])
def test_single_members_turn_what_a_comparison_says_hangs_on_them(data, b):
    table = balance.compare("NATO - USA - CAN", b, data=data).table
    for cells in table.to_dict("records"):
        found = evaluated(data, cells["indicator"], "NATO - USA - CAN", b, axes=["leaves"])
        assert found.setting.row.verdict == cells["verdict"]
        if cells["verdict"] in ("not_comparable", "no_data"):
            continue
        alone = {path[0].option for path in found.smallest if len(path) == 1}
        assert alone == set(cells["hangs_on"].split())


def test_known_by_reproduces_a_comparison_of_that_day(data):
    day = date(2024, 1, 17)
    found = evaluated(data, "submarines", "NATO", "RUS", days=[day])
    row = row_under(data, found.setting, (Choice("known_by", day.isoformat()),))
    told = balance.compare("NATO", "RUS", data=data, indicators=["submarines"], known_by=day)
    assert numbers(row)[1::3] == [told.table.at[0, "a"], told.table.at[0, "b"]]
    assert row.source == told.table.at[0, "source"] == "gfp-2024"


def test_a_source_does_not_speak_before_it_came_out(tiny):
    data = tiny(
        [
            *held(10, 30, 10, 20),
            *held(5, 5, 5, 9, source="one-2024", as_of="2023"),
            *held(1, 1, 1, 5, source="two-2024", as_of="2023"),
        ]
    )
    found = evaluated(data, "tanks", axes=["publication", "known_by"], days=["2024-03-01"])
    assert [keys_of(way) for way in found.ways] == [
        "",
        "publication:two-2024",
        "known_by:2024-03-01",
    ]
