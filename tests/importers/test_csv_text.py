"""CSV as people have it: either read as it is, or a fault that names the line."""

import pytest

from balance.errors import ImportFaults, NotText, WrongLayout
from balance.importers.csv_text import decode, find_header, open_csv


def is_header(cells):
    return {"name", "value"} <= set(cells)


def opened(tmp_path, content, encoding="utf-8"):
    path = tmp_path / "x.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return open_csv(path, is_header, "name, value")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings_separators_and_line_ends_make_no_difference(tmp_path, encoding, separator, end):
    lines = ["Titel, mit; Zeichen", "", "name|value|", "Türkiye|1|", "", '"a\nb"|2|', ""]
    file = opened(tmp_path, end.join(lines).replace("|", separator), encoding)
    assert file.header == ("name", "value", "")
    assert file.rows == [["Türkiye", "1", ""], ["a\nb", "2", ""]]
    assert file.lines == [4, 6]
    assert file.delimiter == separator
    assert bool(file.notes) == (encoding in ("utf-16", "cp1252"))


def test_what_was_assumed_of_the_encoding_is_said(tmp_path):
    assert "line 2" in opened(tmp_path, "name,value\nTürkei,1\n", "latin-1").notes[0]
    assert "UTF-16" in opened(tmp_path, "name,value\nTürkei,1\n", "utf-16").notes[0]
    cut = opened(tmp_path, "name,value\nA,12").notes
    assert "no line end" in cut[0]


@pytest.mark.parametrize(
    ("content", "kind", "words"),
    [
        (b"", WrongLayout, "is empty"),
        (b"a,b\n1,2\n", WrongLayout, "has no header of this kind"),
        (b"PK\x03\x04rest", NotText, "a workbook or a zip archive"),
        (b"\xd0\xcf\x11\xe0rest", NotText, "old format, or one with a password"),
        (b"\x1f\x8brest", NotText, "gzip"),
        (b"\n <!DOCTYPE html><html><body>404</body></html>", NotText, "web page"),
        (b"<?xml version='1.0'?><Error>AccessDenied</Error>", NotText, "web page or XML"),
        ("name,value\nA,1\n".encode("utf-16-le"), NotText, "null characters"),
        (b"name,value\nA\x81,1\n", NotText, "x.csv:2: cannot be decoded"),
        (b"\xff\xfea", NotText, "cannot be decoded as utf-16"),
        (b'name,value\nA,1\n"B,2\n', WrongLayout, "x.csv:3: is not CSV"),
        (b'name,value\n"A"b,1\n', WrongLayout, "x.csv:2: is not CSV"),
        (b"name,value\nA\nB,1\nC,1,2\n", ImportFaults, "x.csv:2: the row is cut off"),
        (b"name,value\nA\nB,1\nC,1,2\n", ImportFaults, "x.csv:4: the row has too many cells"),
    ],
)
def test_each_fault_names_file_and_line(tmp_path, content, kind, words):
    with pytest.raises(kind) as caught:
        opened(tmp_path, content)
    assert words in str(caught.value)
    assert "x.csv" in str(caught.value)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(NotText, match="cannot be read"):
        decode(tmp_path / "gone.csv")
    assert find_header(tmp_path / "gone.csv", is_header) == ()


def test_a_header_far_down_is_none(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("a note\n" * 60 + "name,value\nA,1\n", encoding="utf-8")
    assert find_header(path, is_header) == ()
    with pytest.raises(WrongLayout, match="has no header"):
        open_csv(path, is_header, "name, value")
