import math

import pandas as pd
import pytest
from handmade import figure

import balance
from balance.comparison.compare import compare_rows
from balance.comparison.words import (
    cell_digits,
    ratio_words,
    row_digits,
    total_text,
    turned,
    when_true,
)


def row(verdict, ratio=math.nan, low=math.nan, high=math.nan, a_high=9, b_high=9):
    ends = {"ratio": ratio, "ratio_low": low, "ratio_high": high}
    return {"verdict": verdict, "a_high": a_high, "b_high": b_high, **ends}


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        (row("a_more", 2.0, 2.0, 2.0), "2.0 : 1"),
        (row("a_more", 2.0, 1.5, 2.5), "2.0 : 1 [1.5–2.5]"),
        (row("a_more", math.nan, 2.04, math.inf), "≥ 2.0 : 1"),
        (row("b_more", math.nan, 0.0, 0.4), "≤ 1 : 2.5"),
        (row("undecided", math.nan, 0.5, 2.0), "0.50–2.0 : 1"),
        (row("undecided", math.nan, 0.0, math.inf), "undecided"),
        (row("a_more", b_high=0), "B has none"),
        (row("level", a_high=0, b_high=0), "neither has any"),
        (row("not_comparable", 2.0), "not comparable"),
        (row("no_data"), "no data"),
    ],
)
def test_a_ratio_or_why_there_is_none(cells, text):
    assert ratio_words(cells, 2) == text


def test_bounds_can_be_left_to_the_drawing():
    assert ratio_words(row("a_more", 2.0, 1.5, 2.5), 2, bounds=False) == "2.0 : 1"
    assert ratio_words(row("a_more", math.nan, 2.04, math.inf), 2, bounds=False) == "≥ 2.0 : 1"
    assert ratio_words(row("a_more", b_high=0), 2, bounds=False) == "B has none"
    assert ratio_words(row("b_more", 0.0, 0.0, 0.0, a_high=0), 2, bounds=False) == "A has none"


def test_an_amount_is_printed_from_its_three_cells():
    cells = {"b": 2_053.0, "b_low": 1_949.0, "b_high": 2_151.0}
    assert total_text(cells, "b", "persons") == "2,053 [1,949–2,151]"
    assert total_text(cells, "b", "persons", 2) == "2,100 [1,900–2,200]"


def addends(*rows):
    names = ("table", "row", "side", "part", "low", "value", "high", "resolution")
    return pd.DataFrame([dict(zip(names, each, strict=True)) for each in rows])


def test_a_sum_carries_the_digits_above_its_coarsest_addend():
    lines = addends(
        # 1,200 + 34 = 1,234, the coarser to the nearest hundred: two digits
        ("t", "tanks", "a", "", 1_200, 1_200.0, 1_200, 100.0),
        ("t", "tanks", "a", "", 34, 34.0, 34, 1.0),
        # 5 and no best value of another: 5 + 9,995 (its low bound) = 10,000, to the unit
        ("t", "tanks", "b", "", 5, 5.0, 5, 1.0),
        ("t", "tanks", "b", "", 9_995, math.nan, 9_999, 1.0),
        # Parts of a share: no more than the weakest; what may only be nothing does not count.
        ("t", "share", "a", "numerator", 120, 120.0, 120, 10.0),
        ("t", "share", "a", "denominator", 5_432, 5_432.0, 5_432, 1.0),
        ("t", "share", "a", "denominator", 0, 0.0, 0, 100.0),
        ("t", "share", "b", "numerator", 0.5, 0.5, 0.5, 0.1),
        # A sum beside a weaker input keeps to the weaker, and the other way round.
        ("t", "both", "a", "", 4_321, 4_321.0, 4_321, 1.0),
        ("t", "both", "a", "input", 20, 20.0, 20, 10.0),
        ("t", "other", "a", "", 20, 20.0, 20, 10.0),
        ("t", "other", "a", "input", 4_321, 4_321.0, 4_321, 1.0),
        ("elsewhere", "tanks", "a", "", 1, 1.0, 1, 1.0),
    )
    assert cell_digits(lines, "t") == {
        ("tanks", "a"): 2,
        ("tanks", "b"): 5,
        ("share", "a"): 2,
        ("share", "b"): 1,
        ("both", "a"): 1,
        ("other", "a"): 1,
    }
    assert row_digits(lines, "t") == {"tanks": 2, "share": 1, "both": 1, "other": 1}
    assert row_digits(lines[2:4], "t") == {"tanks": 3}  # never more than a ratio shows
    assert row_digits(lines, "nowhere") == {}


def more(a, b, verdict="not_comparable", indicator="tanks"):
    cells = {"indicator": indicator, "verdict": verdict}
    return {**cells, "a_low": a[0], "a_high": a[1], "b_low": b[0], "b_high": b[1]}


def test_an_edition_that_turns_an_uncompared_row_is_named():
    """A has more in the row: 5 to 6 against 1 to 2."""
    own = more((5, 6), (1, 2))
    others = [
        more((1, 2), (3, 4)),  # the other way round
        more((5, 6), (1, 2)),  # the same way
        more((1, 3), (3, 4)),  # may be the same: proves nothing
        more((3, 4), (1, 3)),
        more((1, 2), (3, 4), indicator="guns"),
    ]
    table = pd.DataFrame(others)
    assert turned(own, table) == others[:1]
    assert turned(more((1, 2), (5, 6)), table) == others[1:2]
    assert turned(more((1, 5), (1, 5)), table) == []  # nothing to turn
    assert turned({**own, "verdict": "a_more"}, table) == []


@pytest.mark.parametrize(
    ("verdict", "days", "text"),
    [
        ("true", "", "true"),
        ("true", "2025-02-13", "true on 2025-02-13 only"),
        ("false", "2024-03-06", "false, true on 2024-03-06"),
        ("open", "2024-03-06", "open, true on 2024-03-06"),
    ],
)
def test_the_day_that_decides_is_told(verdict, days, text):
    assert when_true(verdict, days) == text


@pytest.mark.parametrize("sides", [("NATO - USA - CAN", "RUS"), ("BALTIC", "NOR"), ("USA", "E3")])
def test_tables_and_sentences_round_alike(sides, data):
    names = data.indicators["indicator"][data.indicators["role"] != "not_counted"].tolist()
    comparison = compare_rows(data, *sides, indicators=names)
    result = balance.compare(*sides, data=data, indicators=names)
    digits = row_digits(result.contributions, "comparison")
    for line in comparison.rows:
        if line.ratio is not None and line.ratio.value:
            assert digits[line.indicator.name] == min(3, line.digits), line.indicator.name


def test_bounds_of_money_are_rounded_outward(tiny):
    data = tiny(
        [
            figure("AAA", "spending", "", "one-2025", low=1_234_567_890, high=2_345_678_901),
            figure("RRR", "spending", 1_000_000_000, "one-2025"),
        ]
    )
    result = balance.compare("AAA", "RRR", data=data, indicators=["spending"])
    alt = str(result.charts[0].alt)
    assert "Spending 1.23–2.35 : 1" in alt
    from balance.comparison.printed import printed

    assert printed(result).rows[0][1].text == "$1.23 billion–$2.35 billion"


@pytest.mark.parametrize(
    ("part", "low", "value", "resolution", "digits"),
    [
        ("", 5, 50.0, 1.0, 2),  # of the best value, not of the least
        ("numerator", 5, 50.0, 1.0, 2),
        ("", 5, math.nan, 1.0, 1),
        ("", 9, 9.0, 1.0, 1),  # nothing is added to a sum of one
        ("", 2.5, 2.5, 0.1, 2),  # finer than one
        ("numerator", 2.5, 2.5, 0.1, 2),
    ],
)
def test_one_figure_carries_its_own_digits(part, low, value, resolution, digits):
    lines = addends(("t", "r", "a", part, low, value, 60, resolution))
    assert cell_digits(lines, "t") == {("r", "a"): digits}
