"""Random damage to small workbooks: the same numbers, or an error; never another number."""

from datetime import datetime

import handmade_workbooks as made
import openpyxl
import pytest
from hostile import examples
from hypothesis import given
from hypothesis import strategies as st

from balance.errors import ImportFault, ImportFaults
from balance.importers.kinds import reader_of

MAKERS = {
    "sipri": lambda path: made.sipri(path),
    "sipri by hand": lambda path: made.sipri(
        path, constant="Constant (2023) USD", current="Current USD"
    ),
    "nato": lambda path: made.nato(path),
    "nato later": lambda path: made.nato(path, later=True),
}
TEXTS = ["abc", "12a", "1 234", "1,5", "120¹⁶", "#REF!", "#VALUE!", "=1+1", "", "...", "xxx", "e"]
OTHERS = [None, True, datetime(2024, 1, 1), -5, -0.5]
YEARS = [1987, 2020, 2022, 2023, 2025, "2022", "2025e"]


def numbers(extract):
    cells = extract.cells[extract.cells["status"] == "reported"]
    keys = ["name", "indicator", "unit", "basis", "as_of"]
    assert not cells.duplicated(keys).any()
    return {tuple(row[:5]): row[5] for row in cells[[*keys, "value"]].itertuples(index=False)}


def is_header(row):
    return (
        sum(str(c.value).rstrip("e").split(".")[0] in map(str, range(2021, 2026)) for c in row) > 1
    )


def damaged_cell(draw, page):
    """Put something else into a cell; into a number only what is no number that could be one."""
    rows = [row for row in page.iter_rows() if any(c.value is not None for c in row)]
    row = draw(st.sampled_from(rows))
    cell = draw(st.sampled_from(list(row)))
    choices = [*TEXTS, *OTHERS]
    if isinstance(cell.value, int | float) and not is_header(row):
        choices += [f"{cell.value}a", f" {cell.value}*", f"{cell.value}"]
    elif is_header(row) or cell.column == 1:
        choices += YEARS
    cell.value = draw(st.sampled_from(choices))


def moved(draw, page):
    """Move a row, or a part of it, to the right or left."""
    row = draw(st.integers(1, page.max_row))
    first = draw(st.integers(1, page.max_column))
    last = page.max_column
    step = draw(st.sampled_from([1, 2] if first == 1 else [-1, 1, 2]))
    letters = [openpyxl.utils.get_column_letter(c) for c in (first, last)]
    page.move_range(f"{letters[0]}{row}:{letters[1]}{row}", cols=step)


def swapped_header(draw, page):
    headers = [row for row in page.iter_rows() if is_header(row)]
    if headers:
        row = draw(st.sampled_from(headers))
        one, other = draw(st.sampled_from(list(row))), draw(st.sampled_from(list(row)))
        one.value, other.value = other.value, one.value


def rows_and_columns(draw, page):
    what = draw(st.sampled_from(["insert_rows", "delete_rows", "insert_cols", "delete_cols"]))
    most = page.max_row if what.endswith("rows") else page.max_column
    getattr(page, what)(draw(st.integers(1, most)))


def merged(draw, page):
    """Merge two cells; what is left of it in a file is one value and one empty cell."""
    row = draw(st.integers(1, page.max_row))
    first = draw(st.integers(1, page.max_column - 1))
    span = {"start_row": row, "end_row": row, "start_column": first, "end_column": first + 1}
    page.merge_cells(**span)
    page.unmerge_cells(**span)


def repeated(draw, page):
    """Copy a row to the end or over another row."""
    source = draw(st.integers(1, page.max_row))
    target = draw(st.integers(1, page.max_row + 3))
    if any(isinstance(c.value, int | float) for c in page[target]) and not is_header(page[target]):
        target = page.max_row + 1  # over numbers it would be other numbers of the same state
    for cell in list(page[source]):
        page.cell(target, cell.column).value = cell.value


def emptied(draw, page):
    page.delete_rows(1, page.max_row)


DAMAGES = [damaged_cell] * 4 + [moved] * 2
DAMAGES += [swapped_header, rows_and_columns, merged, repeated, emptied]


@pytest.fixture(scope="module", params=list(MAKERS))
def original(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("damage")
    path = MAKERS[request.param](folder / "book.xlsx")
    reader = reader_of(request.param.partition(" ")[0])
    return reader, path, numbers(reader.read(path))


@examples(20)
@given(data=st.data())
def test_the_same_numbers_or_an_error(original, data):
    reader, path, expected = original
    book = openpyxl.load_workbook(path)
    for _ in range(data.draw(st.integers(1, 2))):
        page = book[data.draw(st.sampled_from(book.sheetnames[1 if "Front page" in book else 0 :]))]
        if page.max_row > 1 and page.max_column > 1:
            data.draw(st.sampled_from(DAMAGES))(data.draw, page)
    damaged = path.with_name("damaged.xlsx")
    book.save(damaged)
    try:
        found = numbers(reader.read(damaged))
    except (ImportFault, ImportFaults) as fault:
        assert str(damaged) in str(fault)
        return
    wrong = {
        key: (value, expected.get(key))
        for key, value in found.items()
        if expected.get(key) != value
    }
    # A damaged name is an unknown name: the next step refuses it.
    names = {key[0] for key in expected}
    assert not {key: pair for key, pair in wrong.items() if key[0] in names}


def test_damage_is_seen(original):
    """The test above can fail: a number changed is a number changed."""
    reader, path, expected = original
    book = openpyxl.load_workbook(path)
    cell = next(
        c
        for sheet in book.worksheets[1:]
        for row in sheet.iter_rows()
        for c in row
        if c.value in (110, 11)
    )
    cell.value += 1
    damaged = path.with_name("seen.xlsx")
    book.save(damaged)
    assert numbers(reader.read(damaged)) != expected
