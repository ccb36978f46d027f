import math

import pytest
from handmade import figure

import balance
from balance.comparison.compare import compare_rows
from balance.comparison.words import ratio_words, row_digits


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
