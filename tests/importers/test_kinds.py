"""Which kind a file is: by what stands in it, and said."""

import zipfile

import handmade_files as made
import handmade_workbooks as books
import pytest

import balance.importers as importers
from balance.errors import ImportFault, NotText, ParameterError, UnknownKind
from balance.importers.kinds import KINDS, guess_kind, reader_of
from balance.tables.dataset import Dataset

MAKERS = {
    "cow": lambda folder: made.nmc(folder / "a"),
    "world-bank": lambda folder: made.world_bank(folder / "a"),
    "owid": lambda folder: made.owid(folder / "a"),
    "kiel": made.kiel,
    "nato": lambda folder: books.nato(folder / "a.xlsx"),
    "sipri": lambda folder: books.sipri(folder / "a.xlsx"),
}


@pytest.fixture(params=MAKERS)
def kind_and_path(request, tmp_path):
    path = MAKERS[request.param](tmp_path)
    return request.param, path


def test_each_kind_is_recognised_by_its_reader_alone(kind_and_path):
    kind, path = kind_and_path
    told = {name: reader_of(name).recognises(path) for name in KINDS}
    assert told == {name: name == kind for name in KINDS}
    assert guess_kind(path) == kind


def test_the_guess_is_said(tmp_path):
    path = made.nmc(tmp_path / "a")
    assert importers.import_file(path).guess.startswith("a: read as cow (National Material")
    assert importers.import_file(path).guess.endswith("by what stands in it")
    assert importers.import_file(path, "cow").guess.endswith("as asked")


@pytest.mark.parametrize("kind", ["cow", "world-bank", "owid"])
def test_the_function_of_a_kind_gives_a_data_set(tmp_path, kind):
    path = MAKERS[kind](tmp_path)
    function = getattr(importers, kind.replace("-", "_"))
    for _ in range(2):  # a module that is loaded late would have taken its place
        data = function(path)
        assert isinstance(data, Dataset)
        assert len(data.figures) > 0


def test_the_wrong_reader_refuses(kind_and_path):
    kind, path = kind_and_path
    for other in KINDS:
        if other not in (kind, "table"):
            with pytest.raises(ImportFault):
                importers.import_file(path, other)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("a,b\n1,2\n", "begins with 'a,b'"),
        ("", "an empty file"),
        (
            "\n\n<html><body>Not found</body></html>",
            "a web page, perhaps an error message, that begins with '<html>",
        ),
        ("a\0b", "no text"),
    ],
)
def test_an_unknown_file_is_told_with_what_was_seen_and_all_kinds(tmp_path, content, words):
    path = tmp_path / "x.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UnknownKind) as caught:
        guess_kind(path)
    text = str(caught.value)
    assert words in text
    assert all(kind in text for kind in KINDS)
    assert "--kind" in text


def test_a_zip_archive_is_not_unpacked_but_told(tmp_path):
    path = tmp_path / "NMC-60-abridged.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(made.nmc(tmp_path / "NMC.csv"), "NMC.csv")
    with pytest.raises(UnknownKind, match="an archive is unpacked first"):
        guess_kind(path)


def test_a_file_of_two_kinds_is_not_guessed(tmp_path, monkeypatch):
    path = made.nmc(tmp_path / "a")
    monkeypatch.setattr(reader_of("owid"), "recognises", lambda _: True)
    with pytest.raises(UnknownKind, match="more than one kind: cow, owid"):
        guess_kind(path)


def test_what_is_not_there(tmp_path):
    with pytest.raises(NotText, match="does not exist"):
        guess_kind(tmp_path / "gone")
    with pytest.raises(NotText, match="is a folder"):
        guess_kind(tmp_path)
    with pytest.raises(ParameterError, match="Did you mean world-bank"):
        reader_of("worldbank")
