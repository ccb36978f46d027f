"""What was out by a day."""

from datetime import date

import pytest

from balance.comparison.question import Question, is_known


@pytest.mark.parametrize(
    ("published", "known_by", "known"),
    [
        ("2024-06-01", None, True),
        ("2024-06-01", date(2024, 6, 1), True),
        ("2024-06-01", date(2024, 5, 31), False),
        ("2024-06", date(2024, 6, 29), False),  # perhaps of the last day of the month
        ("2024-06", date(2024, 6, 30), True),
        ("2024", date(2024, 12, 30), False),
        ("2024", date(2024, 12, 31), True),
        ("", date(2999, 1, 1), False),
        ("", None, True),
    ],
)
def test_a_source_is_known_from_the_last_day_it_may_have_come_out(tiny, published, known_by, known):
    data = tiny([], sources=[("x-1", "x", published, "open")])
    found = is_known(data, "x-1", Question((), (), known_by, None, "step"))
    assert found is known
