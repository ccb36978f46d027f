"""Headlines: near relatives under one word, but only if all of them are in it."""

import pytest
from handmade import held, redefined

import balance
from balance.comparison.compare import compare_rows
from balance.comparison.sentences import not_counted_words
from balance.scenarios.departure_text import resting_sentence

NAMES = ("tanks", "guns", "rockets")


def relatives(tiny, tanks, guns, rockets, extra=()):
    """Tables in which tanks, guns and rockets are one family, the rival having ten of each."""
    rows = [
        row
        for name, values in zip(NAMES, (tanks, guns, rockets), strict=True)
        for row in held(*values, indicator=name)
    ]
    return redefined(tiny([*rows, *extra]), *NAMES, family="barrels")


MORE = (10, 10, 10, 10)
MUCH_MORE = (10, 10, 20, 10)
MOST = (10, 10, 30, 10)
LESS = (1, 2, 2, 10)
LEVEL = (2, 3, 5, 10)
OPEN = (10, None, None, 10)


@pytest.mark.parametrize(
    ("values", "headline"),
    [
        (
            (MORE, MUCH_MORE, MOST),
            "The Pact has more barrels than Rho, from 3.0 : 1 (tanks) to 5.0 : 1 (rockets).",
        ),
        ((LESS, LESS, LESS), "Rho has more barrels than the Pact, from 1 : 2 (tanks)"),
        (
            (MORE, MOST, LESS),
            "The Pact has more tanks and guns than Rho, from 3.0 : 1 (tanks) to 5.0 : 1 (guns); "
            "Rho has more rockets than the Pact (1 : 2).",
        ),
        (
            (MORE, LEVEL, LEVEL),
            "The Pact has more tanks than Rho (3.0 : 1); both have the same number of guns and "
            "rockets.",
        ),
        ((OPEN, OPEN, OPEN), "Who has more barrels is undecided, because the bounds overlap."),
        (
            (OPEN, OPEN, LESS),
            "Rho has more rockets than the Pact (1 : 2); who has more tanks and guns is "
            "undecided, because the bounds overlap.",
        ),
        (((0, 0, 0, 0),) * 3, "Neither has any barrels."),
        (
            ((None,) * 4, (None,) * 4, MORE),
            "The Pact has more rockets than Rho (3.0 : 1); no source speaks for both sides on "
            "tanks and guns.",
        ),
    ],
)
def test_a_family_is_named_as_a_whole_only_if_all_its_rows_say_the_same(tiny, values, headline):
    result = balance.compare("PACT", "RRR", data=relatives(tiny, *values), indicators=NAMES)
    assert result.headline.startswith(headline)


def test_a_family_of_which_one_row_is_asked_for_goes_by_that_row(tiny):
    data = relatives(tiny, MORE, MORE, MORE)
    result = balance.compare("PACT", "RRR", data=data, indicators=["guns"])
    assert result.headline == "The Pact has more guns than Rho (3.0 : 1)."


def test_the_title_of_a_chart_names_families_alike(tiny):
    for guns, title in (
        (MORE, "The Pact has more barrels"),
        (LESS, "The Pact has more tanks and rockets; Rho has more guns"),
    ):
        data = relatives(tiny, MORE, guns, MORE)
        chart, *_ = balance.compare("PACT", "RRR", data=data, indicators=NAMES).charts
        assert str(chart.title) == title


def test_what_verdicts_rest_on_names_families_alike(tiny):
    def second(*names):
        return [r for n in names for r in held(*MUCH_MORE, indicator=n, source="two-2024")]

    def said(*names):
        data = relatives(tiny, MORE, MORE, MORE, extra=second(*names))
        comparison = compare_rows(data, "PACT", "RRR", indicators=NAMES)
        return str(resting_sentence(comparison))

    assert said(*NAMES) == "Another publication confirms barrels."
    assert said("tanks", "rockets") == (
        "Another publication confirms tanks and rockets; all other verdicts rest on one "
        "publication."
    )
    assert said() == "All verdicts rest on one publication."


def test_tables_that_name_nothing_uncounted_say_so(tiny, data):
    assert not_counted_words(tiny(held(1, 2, 3, 4))) == (
        "The tables do not say what is not counted."
    )
    told = not_counted_words(data)
    assert told.startswith("Not counted: readiness, ") and told.endswith(".")
