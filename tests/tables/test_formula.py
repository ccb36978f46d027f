import pytest

from balance.errors import FormulaError
from balance.tables.formula import parse_formula


def test_sums_of_products():
    assert parse_formula("a + b * c + d") == (("a",), ("b", "c"), ("d",))
    assert parse_formula("a * b * c") == (("a", "b", "c"),)


@pytest.mark.parametrize(
    "text", ["", "a - b", "a / b", "2 * a", "f(a)", "(a + b) * c", "a.b", "a +"]
)
def test_anything_else_is_refused(text):
    with pytest.raises(FormulaError):
        parse_formula(text)
