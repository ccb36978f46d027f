from datetime import date

import pytest

from balance.errors import DateError
from balance.quantities.dates import first_day, last_day, months_between, parse_day


def test_a_year_and_a_month_cover_their_days():
    assert (first_day("2024"), last_day("2024")) == (date(2024, 1, 1), date(2024, 12, 31))
    assert (first_day("2024-02"), last_day("2024-02")) == (date(2024, 2, 1), date(2024, 2, 29))
    assert first_day("2024-02-10") == last_day("2024-02-10") == date(2024, 2, 10)


@pytest.mark.parametrize(
    "text", ["", "24", "2024-13", "2025-02-29", "2024-1-1", "yesterday", "２０２４"]
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(DateError):
        first_day(text)


def test_a_day_is_wanted_where_membership_is_asked():
    assert parse_day(date(2025, 2, 13)) == parse_day("2025-02-13")
    with pytest.raises(DateError, match="YYYY-MM-DD"):
        parse_day("2025-02")


def test_months():
    assert months_between(date(2022, 2, 13), date(2025, 2, 13)) == 36
    assert months_between(date(2022, 2, 12), date(2025, 2, 13)) > 36
    assert months_between(date(2025, 2, 13), date(2025, 1, 13)) == -1
