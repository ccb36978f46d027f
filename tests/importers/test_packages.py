"""What is not a workbook, or not a safe one, is refused before it is parsed."""

import contextlib
import struct
import zipfile

import handmade_workbooks as made
import openpyxl
import pytest
from hostile import examples
from hypothesis import given
from hypothesis import strategies as st

from balance.errors import ImportFault, ImportFaults, NotAWorkbook, UnsafeFile, WrongCell
from balance.importers.packages import Limits, open_package, position
from balance.importers.workbooks import open_workbook

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)


@pytest.fixture
def book(tmp_path):
    return made.sipri(tmp_path / "book.xlsx")


def with_parts(path, source, change):
    """Copy a workbook, its parts changed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        parts = {name: old.read(name) for name in old.namelist()}
        change(parts)
        for name, part in parts.items():
            new.writestr(name, part)
    return path


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"Country,2023,2024\nAlphaland,1,2\n", "text, perhaps CSV"),
        ("Country;2023\nAlphaland;1,5\n".encode("utf-16"), "text, perhaps CSV"),
        (b"\xef\xbb\xbf\r\n <!DOCTYPE html><html>404</html>", "a web page"),
        (b"<?xml version='1.0'?><Workbook/>", "an XML text"),
        (b"\x00\x01\x02\x03" * 50, "something else"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (OLE + "Workbook".encode("utf-16-le"), "old form (.xls)"),
        (b"PK\x03\x04" + b"\x00" * 50, "cut off or damaged"),
    ],
)
def test_other_files_are_named_for_what_they_are(tmp_path, content, words):
    path = tmp_path / "file.xlsx"
    path.write_bytes(content)
    with pytest.raises(NotAWorkbook) as caught:
        open_package(path)
    assert words in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_missing_file_and_a_folder(tmp_path):
    for path in (tmp_path / "none.xlsx", tmp_path):
        with pytest.raises(NotAWorkbook, match="cannot be read"):
            open_package(path)


@pytest.mark.parametrize("keep", [0.05, 0.5, 0.99])
def test_a_cut_off_workbook(book, keep):
    whole = book.read_bytes()
    book.write_bytes(whole[: int(len(whole) * keep)])
    with pytest.raises(NotAWorkbook, match="cut off or damaged"):
        open_package(book)


def test_a_wrong_check_sum(book):
    raw = bytearray(book.read_bytes())
    with zipfile.ZipFile(book) as archive:
        sheet = archive.getinfo("xl/worksheets/sheet2.xml")
    raw[sheet.header_offset + 60 + sheet.compress_size // 2] ^= 0xFF
    book.write_bytes(bytes(raw))
    with pytest.raises(NotAWorkbook, match="cut off or damaged"):
        open_package(book)


def test_a_zip_with_a_password(book):
    raw = bytearray(book.read_bytes())
    at = raw.rfind(b"PK\x01\x02")
    raw[at + 8 : at + 10] = struct.pack("<H", 1)
    book.write_bytes(bytes(raw))
    with pytest.raises(NotAWorkbook, match="xlsx: is protected by a password"):
        open_package(book)


def test_a_zip_bomb_by_its_ratio(tmp_path, book):
    path = with_parts(
        tmp_path / "bomb.xlsx", book, lambda parts: parts.update({"xl/x.xml": b" " * 50_000_000})
    )
    assert path.stat().st_size < 200_000
    with pytest.raises(UnsafeFile, match="unpacks to far more"):
        open_package(path)


@pytest.mark.parametrize("limits", [Limits(total=5_000), Limits(parts=5), Limits(grid=20)])
def test_limits_of_size_parts_and_grid(book, limits):
    open_package(book)
    with pytest.raises(UnsafeFile, match="unpacks to far more"):
        open_package(book, limits)


def test_a_cell_at_the_far_corner_is_not_read_as_a_grid(tmp_path):
    path = tmp_path / "far.xlsx"
    wide = openpyxl.Workbook()
    wide.active["XFD1048576"] = 1
    wide.save(path)
    with pytest.raises(UnsafeFile, match="1,048,576 rows and 16,384 columns"):
        open_package(path)


@pytest.mark.parametrize("code", ["utf-8", "utf-16"])
def test_entities_are_refused(tmp_path, book, code):
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'.encode(code)
    path = with_parts(
        tmp_path / "e.xlsx", book, lambda parts: parts.update({"xl/sharedStrings.xml": laughs})
    )
    with pytest.raises(UnsafeFile, match="declares entities"):
        open_package(path)


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        (lambda p: p.update({"xl/vbaProject.bin": b"x"}), UnsafeFile, "holds macros"),
        (lambda p: p.pop("xl/workbook.xml"), NotAWorkbook, "an archive of other files"),
        (
            lambda p: p.update({"xl/workbook.bin": p.pop("xl/workbook.xml")}),
            NotAWorkbook,
            "binary workbook",
        ),
        (
            lambda p: (
                p.pop("xl/workbook.xml"),
                p.update({"mimetype": b"application/opendocument"}),
            ),
            NotAWorkbook,
            "OpenDocument",
        ),
        (lambda p: p.pop("xl/worksheets/sheet3.xml"), NotAWorkbook, "has no cells of its own"),
        (lambda p: p.pop("xl/_rels/workbook.xml.rels"), NotAWorkbook, "is damaged"),
        (lambda p: p.update({"xl/workbook.xml": b"<workbook"}), NotAWorkbook, "is damaged"),
    ],
)
def test_other_archives(tmp_path, book, change, error, words):
    path = with_parts(tmp_path / "other.xlsx", book, change)
    with pytest.raises(error, match=words):
        open_package(path)


def test_errors_and_formulas_without_a_value_are_found(tmp_path):
    path = tmp_path / "formulas.xlsx"
    sums = openpyxl.Workbook()
    page = sums.active
    page.title = "Sums & more"
    page["A1"], page["AB12"], page["C3"] = 1, "=A1+1", "#VALUE!"
    sums.save(path)
    broken = open_package(path).broken
    assert broken == {"Sums & more": {(12, 28): "a formula without a value", (3, 3): "#VALUE!"}}
    assert position("AB", 12) == (12, 28)


def test_a_formula_with_a_stored_value_is_a_number(tmp_path, book):
    def store(parts):
        name = "xl/worksheets/sheet5.xml"
        assert b"<v>130.25</v>" in parts[name]
        parts[name] = parts[name].replace(b"<v>130.25</v>", b"<f>1+1</f><v>130.25</v>")

    path = with_parts(tmp_path / "f.xlsx", book, store)
    assert not open_package(path).broken["Current US$"]
    for colours in (True, False):
        rows = open_workbook(path, colours=colours).sheets["Current US$"].rows
        assert 130.25 in [value for row in rows for value in row]


def test_an_error_without_an_address(tmp_path, book):
    def strip(parts):
        name = "xl/worksheets/sheet5.xml"
        parts[name] = parts[name].replace(
            b"</sheetData>", b'<row><c t="e"><v>#N/A</v></c></row></sheetData>'
        )

    with pytest.raises(WrongCell, match="without an address"):
        open_package(with_parts(tmp_path / "n.xlsx", book, strip))


@examples(150)
@given(data=st.data())
def test_damaged_parts_are_read_or_refused(tmp_path, book, data):
    """Bytes changed inside the parts, check sums put right: no crash, no traceback."""

    def damage(parts):
        name = data.draw(st.sampled_from(sorted(n for n in parts if n.endswith((".xml", ".rels")))))
        part = bytearray(parts[name])
        start = data.draw(st.integers(0, max(len(part) - 1, 0)))
        length = data.draw(st.integers(0, 40))
        part[start : start + length] = data.draw(st.binary(max_size=40))
        parts[name] = bytes(part)

    path = with_parts(tmp_path / "damaged.xlsx", book, damage)
    for colours in (True, False):
        with contextlib.suppress(ImportFault, ImportFaults):
            open_workbook(path, colours=colours)
