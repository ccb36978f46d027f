import pytest

from balance.errors import BasisError
from balance.quantities.basis import basis_label, is_basis


def test_bases_in_words():
    assert basis_label("current-mer") == "current prices, market exchange rates"
    assert basis_label("2021-ppp") == "prices of 2021, purchasing power"
    assert basis_label("unstated") == "basis not stated"
    assert basis_label("") == ""
    assert is_basis("unstated")
    assert is_basis("1999-mer")


@pytest.mark.parametrize("text", ["mer", "current", "20-mer", "current-usd", "current-mer "])
def test_what_is_no_basis_is_refused(text):
    assert not is_basis(text)
    with pytest.raises(BasisError, match="is not a basis"):
        basis_label(text)
