"""Cells and colours, by either library."""

import handmade_workbooks as made
import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.styles.colors import Color

from balance.errors import MissingSheet, NotAWorkbook
from balance.importers.workbooks import Broken, address, is_number, open_workbook, sheet_names


def test_both_libraries_read_the_same_cells(tmp_path):
    def empty_formatted(book):
        page = book["Share of GDP"]
        for column in range(1, 200):
            page.cell(150, column).font = made.RED
        page["A160"] = "#REF!"

    path = made.sipri(tmp_path / "b.xlsx", change=empty_formatted)
    one, other = open_workbook(path, colours=True), open_workbook(path)
    assert one.names == other.names
    for name in one.names:
        assert one.sheets[name].rows == other.sheets[name].rows, name
    assert one.sheets["Share of GDP"].rows[159] == [Broken("#REF!")]
    assert one.sheets["Front page"].rows == []


def test_colours_of_numbers_and_of_nothing_else(tmp_path):
    path = tmp_path / "c.xlsx"
    book = openpyxl.Workbook()
    fonts = {
        "blue": [Color(indexed=12), Color(rgb="FF0000FF"), Color(rgb="000000FF"), Color(indexed=4)],
        "red": [Color(indexed=10), Color(rgb="FFFF0000"), Color(rgb="FFC00000")],
        "": [None, Color(indexed=8), Color(indexed=64), Color(theme=1), Color(rgb="FF333333")],
        "other": [Color(rgb="FF00AA00"), Color(theme=6)],
    }
    expected = {}
    for colour, shades in fonts.items():
        for shade in shades:
            row = len(expected)
            book.active.cell(row + 1, 1, row).font = Font(color=shade)
            book.active.cell(row + 1, 2, "text").font = Font(color=Color(indexed=12))
            expected[row, 0] = colour
    book.save(path)
    found = open_workbook(path, colours=True).sheets["Sheet"].colours
    assert found == {place: colour for place, colour in expected.items() if colour}
    assert open_workbook(path).sheets["Sheet"].colours == {}


def test_only_wanted_sheets_are_read_and_none_is_an_error(tmp_path):
    path = made.sipri(tmp_path / "b.xlsx")
    book = open_workbook(path, wanted=lambda name: name == "Footnotes")
    assert set(book.sheets) == {"Footnotes"}
    assert "Current US$" in book.names
    with pytest.raises(MissingSheet, match="Current US"):
        open_workbook(path, wanted=lambda name: name == "Sheet1")


def test_names_of_sheets_tell_other_files_apart(tmp_path):
    path = made.sipri(tmp_path / "b.xlsx")
    assert "Share of GDP" in sheet_names(path, b"SIPRI")
    assert sheet_names(path, b"no such word") == ()
    text = tmp_path / "t.csv"
    text.write_text("a,b\n")
    assert sheet_names(text, b"a") == ()
    assert sheet_names(tmp_path / "none", b"a") == ()
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(NotAWorkbook):
        sheet_names(path, b"SIPRI")


def test_the_day_of_an_edition_is_never_that_of_a_later_copy(tmp_path):
    path = made.sipri(tmp_path / "b.xlsx")
    book = open_workbook(path)
    year = int(book.dates["modified"][:4])
    assert book.published(year) == book.dates["modified"]
    assert book.published(year - 3) == str(year - 3)


def test_addresses_and_numbers():
    assert [address(0, c) for c in (0, 25, 26, 701, 702)] == ["A1", "Z1", "AA1", "ZZ1", "AAA1"]
    assert [is_number(v) for v in (1, 1.5, True, "1", None, Broken("#N/A"))] == [
        *(True, True),
        *[False] * 4,
    ]
