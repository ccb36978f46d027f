import pytest

from balance.quantities.units import is_count, is_money, product_unit, share_unit


@pytest.mark.parametrize(
    ("units", "unit"),
    [
        (["vehicles"], "vehicles"),
        (["percent", "USD"], "USD"),
        (["USD per person", "persons"], "USD"),
        (["percent", "USD per person", "persons"], "USD"),
        (["USD per person", "vehicles"], "USD per person * vehicles"),
        (["persons", "persons"], "persons * persons"),
    ],
)
def test_units_of_products(units, unit):
    assert product_unit(units) == unit


@pytest.mark.parametrize(
    ("above", "below", "unit"),
    [("USD", "USD", "percent"), ("USD", "persons", "USD per person")],
)
def test_units_of_shares(above, below, unit):
    assert share_unit(above, below) == unit


@pytest.mark.parametrize(
    ("unit", "counts", "money"),
    [
        ("vehicles", True, False),
        ("aircraft", True, False),
        ("warheads", True, False),
        ("states", True, False),
        ("persons", False, False),  # an average over a year may not be whole
        ("tonnes", False, False),
        ("percent", False, False),
        ("USD", False, True),
        ("EUR", False, True),
        ("USD per person", False, True),
        ("persons per vehicle", False, False),
        ("", False, False),
        ("Mio", True, False),  # not the code of a currency, which is all capitals
    ],
)
def test_what_there_are_only_whole_ones_of(unit, counts, money):
    assert (is_count(unit), is_money(unit)) == (counts, money)
