import pytest

from balance.quantities.units import product_unit, share_unit


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
