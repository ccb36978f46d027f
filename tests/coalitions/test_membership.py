from datetime import date

import pytest

from balance.coalitions.membership import members_on
from balance.errors import DateError

ROWS = [("AAA", "1990-01-01", ""), ("BBB", "2000", "2020-02-01"), ("CCC", "2010-05", "")]


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(1990, 1, 1), "AAA"),
        (date(1999, 12, 31), "AAA"),
        (date(2000, 1, 1), "AAA BBB"),
        (date(2010, 4, 30), "AAA BBB"),
        (date(2010, 5, 1), "AAA BBB CCC"),
        (date(2020, 1, 31), "AAA BBB CCC"),
        (date(2020, 2, 1), "AAA CCC"),
    ],
)
def test_members_join_on_their_first_day_and_leave_on_the_first_day_out(day, codes):
    assert sorted(members_on("X", ROWS, day)) == codes.split()


def test_a_region_has_no_dates():
    assert members_on("X", [("AAA", "", "")], date(1, 1, 1)) == {"AAA"}


def test_a_date_before_the_treaty_is_an_error_that_names_the_first():
    with pytest.raises(
        DateError, match="no members on 1989-12-31; its first members joined on 1990-01-01"
    ):
        members_on("X", ROWS, date(1989, 12, 31))


def test_a_group_without_dates_or_rows_says_no_more_than_that():
    for rows in ([], [("AAA", "", "1999")]):
        with pytest.raises(DateError, match=r"^X had no members on 2020-01-01$"):
            members_on("X", rows, date(2020, 1, 1))
