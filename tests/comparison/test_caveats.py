"""What is said of scopes, of families and of editions that turn a row round."""

import pandas as pd
import pytest
from handmade import figure, held, redefined

import balance
from balance.comparison.printed import printed
from balance.comparison.result import Statement
from balance.comparison.words import turned

STORED = {"scope": "incl_storage"}
FOR_OTHERS = "Tanks: for some other states"
UNKNOWN = (
    "Tanks: for some other states one-2025 is known to count stored ones; of these nothing of the "
    "kind is known."
)


def compared(data, *names, a="PACT"):
    return balance.compare(a, "RRR", data=data, indicators=list(names or ["tanks"]))


def said(data, start, *names):
    return [caveat for caveat in compared(data, *names).caveats if caveat.startswith(start)]


def test_a_scope_that_a_source_has_for_other_states_may_be_in_these_too(tiny):
    elsewhere = figure("SSS", "tanks", 5, "one-2025", **STORED)
    own = held(1, 2, 30, 20)
    assert said(tiny([*own, elsewhere]), FOR_OTHERS) == [UNKNOWN]
    for others in (
        [],
        [figure("SSS", "tanks", 5, "one-2025")],
        [figure("SSS", "tanks", 5, "one-2024", **STORED)],  # another edition
        [figure("SSS", "guns", 5, "one-2025", **STORED)],  # other things
    ):
        assert said(tiny([*own, *others]), FOR_OTHERS) == []
    # Where the scope of all is known, or nothing is concluded, there is nothing to warn of.
    assert said(tiny([*held(1, 2, 30, 20, **STORED), elsewhere]), FOR_OTHERS) == []
    unlike = [*held(1, 2, 30, None), *held(None, None, None, 20, **STORED)]
    assert compared(tiny(unlike)).table.loc[0, "verdict"] == "not_comparable"
    assert said(tiny([*unlike, elsewhere]), FOR_OTHERS) == []
    assert said(tiny([*held(1, 2, 30, None), elsewhere]), FOR_OTHERS) == []


def kin(tiny, guns, rockets):
    rows = held(*guns, indicator="guns") + held(*rockets, indicator="rockets")
    return redefined(tiny(rows), "guns", "rockets", family="barrels")


@pytest.mark.parametrize(
    ("guns", "rockets", "caveat"),
    [
        # 30 and 60 against 10: twice as much, and just below
        ((10, 10, 10, 10), (20, 20, 20, 10), "how much more there is of barrels: guns 3.0 : 1, "),
        ((10, 10, 10, 10), (20, 20, 19, 10), ""),
        ((1, 1, 3, 20), (1, 2, 7, 20), "how much more there is of barrels: guns 1 : 4, "),
        ((1, 1, 3, 20), (1, 2, 6, 20), ""),
        ((10, 10, 10, 10), (1, 1, 3, 10), "who has more barrels: guns 3.0 : 1, rockets 1 : 2."),
        ((10, 10, 10, 29), (10, 10, 10, 31), "who has more barrels: guns 1.03 : 1"),
        ((10, 10, 10, 10), (1, 1, 8, 10), ""),  # more, and level
        ((10, 10, 10, 10), ((1, 9), 1, 3, 10), ""),  # more, and undecided
        ((10, 10, 10, 10), (10, None, 90, 10), ""),  # no ratio of a partial sum
    ],
)
def test_a_family_in_which_the_count_decides_is_told(tiny, guns, rockets, caveat):
    found = said(kin(tiny, guns, rockets), "What is counted decides", "guns", "rockets")
    assert len(found) == bool(caveat), found
    assert all(one.startswith(f"What is counted decides {caveat}") for one in found)


def test_rows_of_no_family_are_not_set_against_each_other(tiny):
    rows = held(1, 1, 1, 9, indicator="guns") + held(9, 9, 9, 1, indicator="rockets")
    assert said(tiny(rows), "What is counted decides", "guns", "rockets") == []


OTHERS = {
    "one-2024": (10, 10, 10, 20),  # the same way round
    "two-2024": (1, 1, 3, 20),
    "three-2019": (5, 5, 10, 20),  # both print the same
}


def test_an_edition_that_turns_an_uncompared_row_round_is_noted(tiny):
    rows = [
        *held(10, 10, 13, 20, indicator="reserve"),
        *(r for s, v in OTHERS.items() for r in held(*v, indicator="reserve", source=s)),
        *held(10, 10, 13, 20, indicator="guns"),
        *held(1, 1, 3, 20, indicator="guns", source="two-2024"),
    ]
    result = compared(tiny(rows), "reserve", "guns")
    notes = [str(Statement(note)) for note in printed(result).notes if "round" in note]
    # Of guns, which are compared, the standing says it.
    assert notes == ["Reserve: two-2024 prints 5 against 20, the other way round."]
    assert result.table["standing"].tolist() == ["", "disputed"]


def cells(a, b, verdict="not_comparable"):
    ends = {"a_low": a, "a_high": a, "b_low": b, "b_high": b}
    return {"indicator": "reserve", "verdict": verdict, **ends}


def test_turned_looks_at_the_rows_of_the_indicator_only():
    others = pd.DataFrame(
        [
            {"source": "x", **cells(10, 20)},
            {"source": "y", **cells(20, 10)},
            {"source": "z", **cells(10, 20), "indicator": "guns"},
        ]
    )
    assert [other["source"] for other in turned(cells(30, 20), others)] == ["x"]
    assert [other["source"] for other in turned(cells(20, 30), others)] == ["y"]
    for verdict in ("a_more", "undecided", "no_data"):
        assert turned(cells(30, 20, verdict), others) == []
