"""Numbers of CSV files: right, or a fault; never another number."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balance.errors import ImportFaults, WrongLayout
from balance.importers.csv_numbers import decimal_sign, numbers_of, plain_number
from balance.importers.csv_text import CsvFile


def file(delimiter=","):
    return CsvFile(Path("x.csv"), ("a",), [], [], (), delimiter)


def read(*cells, decimal=".", exponent=0):
    lines = list(range(2, len(cells) + 2))
    names = ["value"] * len(cells)
    return numbers_of(file(), cells, lines, names, decimal=decimal, exponent=exponent)


@pytest.mark.parametrize(
    ("cell", "exponent", "value", "stated"),
    [
        ("0", 0, 0.0, "0"),
        (".039697491", 0, 0.039697491, "0.039697491"),
        ("4.6681293e-06", 0, 4.6681293e-06, "0.0000046681293"),
        ("8.00672E+11", 0, 800672000000.0, "800672000000"),
        ("173.644444", 3, 173644.444, "173.644444"),
        ("0.002645", 9, 2645000.0, "0.002645"),
        ("1348400", 3, 1348400000.0, "1348400"),
    ],
)
def test_numbers_as_published_files_print_them(cell, exponent, value, stated):
    numbers = read(cell, exponent=exponent)
    assert numbers.values == [value]
    assert numbers.stated == [stated]


NONE = (
    "5e3 5e000 1E5 12a 1,234 1.2.3 --1 1- +1 1e e5 . 0x1F 1_000 ٣ ½ #REF! NaN inf 007 1.5. '12 12% "
    "-3 −3"
)


@pytest.mark.parametrize("cell", [*NONE.split(), "1 234"])
def test_anything_else_is_a_fault_with_line_and_column(cell):
    with pytest.raises(ImportFaults) as caught:
        read("1", cell)
    assert "x.csv:3, column value" in str(caught.value)
    assert repr(cell) in str(caught.value)


def sign_of(delimiter, *cells, **columns):
    return decimal_sign(file(delimiter), {"a": list(cells), **columns})


def test_commas_are_decimal_signs_only_where_they_do_not_separate_cells():
    assert sign_of(",", "1", "2") == "."
    assert sign_of(";", "1,5", "2") == ","
    assert sign_of(";", "1.5", "2") == "."
    assert sign_of(";", "1", "2") == "."
    assert read("0,5", decimal=",").values == [0.5]
    with pytest.raises(WrongLayout, match="with commas and with points"):
        sign_of(";", "1,5", "2.5")
    with pytest.raises(WrongLayout, match="with commas and with points"):
        sign_of(";", "1,5", b=["2.5"])


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("cells", [["1.234"], ["12.345", "678.901", "5"], ["1.234.567", "8"]])
def test_a_sign_that_may_separate_thousands_is_never_guessed(delimiter, cells):
    with pytest.raises(WrongLayout, match="column a: does not show whether"):
        sign_of(delimiter, *cells, b=["0.5"])
    if delimiter != ",":
        with pytest.raises(WrongLayout, match="does not show whether"):
            sign_of(delimiter, *(cell.replace(".", ",") for cell in cells))
    assert sign_of(delimiter, *cells[:1], "0.001" if cells[0].count(".") == 1 else "1.5") == "."


@given(st.decimals(min_value=0, max_value=10**15, allow_nan=False, places=6))
def test_a_number_written_out_is_the_same_number(number):
    for text in (str(number), f"{number:e}", f"{number:f}".lstrip("0") or "0"):
        if not text.startswith("e"):
            assert Decimal(plain_number(text)) == Decimal(text)
            assert "e" not in plain_number(text).lower()
