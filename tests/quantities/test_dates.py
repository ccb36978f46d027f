from datetime import date, datetime

import pytest

from balance.errors import DateError
from balance.quantities.dates import (
    first_day,
    is_partial_date,
    last_day,
    months_between,
    parse_day,
)


def test_a_year_and_a_month_cover_their_days():
    assert (first_day("2024"), last_day("2024")) == (date(2024, 1, 1), date(2024, 12, 31))
    assert (first_day("2024-02"), last_day("2024-02")) == (date(2024, 2, 1), date(2024, 2, 29))
    assert first_day("2024-02-10") == last_day("2024-02-10") == date(2024, 2, 10)


@pytest.mark.parametrize(
    "text", ["", "24", "2024-13", "2025-02-29", "2024-1-1", "yesterday", "２０２４"]
)
def test_what_is_no_date_is_refused(text):
    assert not is_partial_date(text)
    with pytest.raises(DateError, match=f"^'{text}' is not a date[:;] "):
        first_day(text)


def test_a_date_that_is_none_says_why():
    with pytest.raises(
        DateError, match=r"^'x' is not a date; expected YYYY, YYYY-MM or YYYY-MM-DD"
    ):
        last_day("x")
    with pytest.raises(
        DateError, match=r"^'2023-02-29' is not a date: no such day in the calendar"
    ):
        last_day("2023-02-29")


@pytest.mark.parametrize("text", ["2024", "2024-02", "2024-02-29", "0001"])
def test_dates_known_in_part(text):
    assert is_partial_date(text)


def test_a_day_is_wanted_where_membership_is_asked():
    assert parse_day(date(2025, 2, 13)) == parse_day("2025-02-13")
    assert parse_day(datetime(2025, 2, 13, 23, 59)) == date(2025, 2, 13)
    for text in ("2025-02", "2025"):
        with pytest.raises(DateError, match=f"^'{text}' is not a day; expected YYYY-MM-DD$"):
            parse_day(text)
    with pytest.raises(
        DateError, match=r"^20250213 is not a day; expected a date or 'YYYY-MM-DD'$"
    ):
        parse_day(20250213)


def test_months():
    assert months_between(date(2022, 2, 13), date(2025, 2, 13)) == 36
    assert months_between(date(2022, 2, 12), date(2025, 2, 13)) == 36 + 1 / 31
    assert months_between(date(2025, 2, 13), date(2025, 1, 13)) == -1
