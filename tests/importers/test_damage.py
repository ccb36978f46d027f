"""Random damage to a file: what comes out is right, or there is a fault; never another number."""

import contextlib
import tempfile
from pathlib import Path

import handmade_files as made
import pytest
from hostile import examples
from hypothesis import given
from hypothesis import strategies as st

import balance
from balance.errors import BalanceError
from balance.importers.figures import imported_from
from balance.importers.kinds import reader_of

NO_DIGITS = "abeEIlOx *†,;:'\"%-+()/#\n\r\t\u00a0|_\\"
KINDS = {
    "cow": lambda folder: made.nmc(folder / "NMC.csv"),
    "cow.txt": lambda folder: made.nmc(folder / "NMC.txt"),
    "world-bank": lambda folder: made.world_bank(folder / "API_x.csv"),
    "owid": lambda folder: made.owid(folder / "chart.csv"),
    "kiel": made.kiel,
}
TABLES = balance.load()


def imported_as(kind, path):
    return imported_from(reader_of(kind).read(path), TABLES, path, "0" * 64)


@pytest.fixture(scope="module", params=KINDS)
def whole(request):
    """Return kind, name and text of a small file, and what stands in it."""
    with tempfile.TemporaryDirectory() as folder:
        path = KINDS[request.param](Path(folder))
        kind = request.param.partition(".")[0]
        with path.open(encoding="utf-8", newline="") as file:
            text = file.read()
        return kind, path.name, text, numbers(imported_as(kind, path).dataset)


def numbers(data):
    columns = ("entity", "indicator", "as_of", "basis", "unit", "value")
    frame = data.figures
    cells = (frame[name].tolist() for name in columns)
    return {tuple(each[:-1]): each[-1] for each in zip(*cells, strict=True)}


def read_damaged(kind, name, text):
    """Return the numbers of a damaged file and what was said of it; nothing after a fault."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        with path.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
        with contextlib.suppress(BalanceError):
            imported = imported_as(kind, path)
            return numbers(imported.dataset), imported.summary.notes
    return {}, ()


def is_right(found, expected):
    """Return whether every number found is the one that stood there.

    A region whose name is damaged is another region: it has no number to be compared with.
    """
    states = {key: value for key, value in found.items() if len(key[0]) == 3}
    return all(key in expected and expected[key] == value for key, value in states.items())


many = examples(60)


@given(data=st.data())
@many
def test_a_sign_put_in(whole, data):
    kind, name, text, expected = whole
    at = data.draw(st.integers(0, len(text)))
    sign = data.draw(st.sampled_from(NO_DIGITS))
    found, _ = read_damaged(kind, name, text[:at] + sign + text[at:])
    assert is_right(found, expected)


@given(data=st.data())
@many
def test_a_separator_quote_or_line_end_taken_out(whole, data):
    kind, name, text, expected = whole
    places = [at for at, sign in enumerate(text) if sign in ',"\n\t']
    at = data.draw(st.sampled_from(places))
    found, _ = read_damaged(kind, name, text[:at] + text[at + 1 :])
    assert is_right(found, expected)


@given(data=st.data())
@many
def test_a_file_that_is_cut_off(whole, data):
    kind, name, text, expected = whole
    at = data.draw(st.integers(0, len(text) - 1))
    found, notes = read_damaged(kind, name, text[:at])
    assert is_right(found, expected) or any("no line end" in note for note in notes)


@given(data=st.data())
@many
def test_points_and_commas_changed_into_each_other_in_one_place(whole, data):
    kind, name, text, expected = whole
    places = [at for at, sign in enumerate(text) if sign in ".,"]
    at = data.draw(st.sampled_from(places))
    other = "," if text[at] == "." else "."
    found, _ = read_damaged(kind, name, text[:at] + other + text[at + 1 :])
    assert is_right(found, expected)


@given(data=st.data())
@many
def test_two_lines_in_one_or_one_line_twice(whole, data):
    kind, name, text, expected = whole
    lines = text.splitlines(keepends=True)
    at = data.draw(st.integers(0, len(lines) - 2))
    joined = [*lines[:at], lines[at].rstrip("\r\n"), *lines[at + 1 :]]
    twice = [*lines[: at + 1], *lines[at:]]
    for damaged in (joined, twice):
        found, _ = read_damaged(kind, name, "".join(damaged))
        assert is_right(found, expected)


@pytest.mark.parametrize(
    ("old", "new"), [("160000,2000000", "160.000,2000000"), ("2000000", "2.000.000")]
)
def test_signs_between_thousands_in_one_cell(tmp_path, old, new):
    path = made.nmc(tmp_path / "NMC.csv")
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert read_damaged("cow", path.name, path.read_text(encoding="utf-8"))[0] == {}
