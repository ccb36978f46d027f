"""Workbooks: reading one into figures beside what openpyxl needs to read its cells with styles.

Wanted: the largest workbook in at most 1.5 times the time. The peer runs in the same run, on a
made-up workbook of the same size, and on the published one where it is at hand.
"""

import time
import warnings

import handmade_workbooks as made
import pytest

from balance.importers.kinds import reader_of
from balance.importers.workbooks import open_workbook

MOST = 1.5
SIPRI = made.REAL_FILES / "sipri" / "SIPRI-Milex-data-1949-2024_2.xlsx"
NATO = made.REAL_FILES / "nato" / "240617-def-exp-2024-TABLES-en.xlsx"


def cells_with_styles(path):
    """What openpyxl needs to read all cells of a workbook with their colours."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path)
    return sum(
        cell.value is not None and cell.font.color is not None
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
    )


def fastest(function, *args, rounds=5):
    """Return the shortest of some runs, in seconds; other processes only ever add to it."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        function(*args)
        times.append(time.perf_counter() - start)
    return min(times)


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A workbook as large as the largest published one: 174 states, 76 years, six sheets."""
    years = tuple(range(1949, 2025))
    cells = {
        f"State {n}": ("§16", *["..."] * 20, *[1.25 + n * y for y in range(56)]) for n in range(174)
    }

    def change(book):
        for sheet in book.worksheets[1:]:
            for row in sheet.iter_rows(min_row=6):
                for cell in row[2::7]:
                    cell.font = made.BLUE
        for copy in range(2):  # sheets that are skipped; the peer reads them too
            book.copy_worksheet(book["Current US$"]).title = f"Other {copy}"

    path = tmp_path_factory.mktemp("large") / "large.xlsx"
    sheets = ("constant", "current", "footnotes")
    return made.sipri(path, years=years, cells=cells, sheets=sheets, change=change)


@pytest.mark.benchmark(group="workbook: a made-up one of 53,000 cells")
def test_made_up(benchmark, large):
    benchmark.pedantic(reader_of("sipri").read, args=(large,), rounds=5, warmup_rounds=1)
    assert benchmark.stats.stats.min <= MOST * fastest(cells_with_styles, large)


@pytest.mark.benchmark(group="workbook: a made-up one of 53,000 cells")
def test_made_up_by_openpyxl(benchmark, large):
    benchmark.pedantic(cells_with_styles, args=(large,), rounds=5, warmup_rounds=1)


@pytest.mark.skipif(not SIPRI.is_file(), reason="the published files are not at hand")
@pytest.mark.benchmark(group="workbook: SIPRI's edition of 2025")
def test_sipri(benchmark):
    benchmark.pedantic(reader_of("sipri").read, args=(SIPRI,), rounds=5, warmup_rounds=1)
    assert benchmark.stats.stats.min <= MOST * fastest(cells_with_styles, SIPRI)


@pytest.mark.skipif(not SIPRI.is_file(), reason="the published files are not at hand")
@pytest.mark.benchmark(group="workbook: SIPRI's edition of 2025")
def test_sipri_by_openpyxl(benchmark):
    benchmark.pedantic(cells_with_styles, args=(SIPRI,), rounds=5, warmup_rounds=1)


@pytest.mark.skipif(not NATO.is_file(), reason="the published files are not at hand")
@pytest.mark.benchmark(group="workbook: NATO's tables of 2024")
def test_nato(benchmark):
    benchmark.pedantic(reader_of("nato").read, args=(NATO,), rounds=5, warmup_rounds=1)
    assert benchmark.stats.stats.min <= fastest(cells_with_styles, NATO)


@pytest.mark.skipif(not NATO.is_file(), reason="the published files are not at hand")
@pytest.mark.benchmark(group="workbook: NATO's tables of 2024")
def test_nato_by_openpyxl(benchmark):
    benchmark.pedantic(cells_with_styles, args=(NATO,), rounds=5, warmup_rounds=1)


@pytest.mark.skipif(not NATO.is_file(), reason="the published files are not at hand")
@pytest.mark.benchmark(group="workbook: NATO's tables of 2024")
def test_nato_cells_alone(benchmark):
    """Opening safely and reading the cells through calamine, before they become figures."""
    benchmark.pedantic(open_workbook, args=(NATO,), rounds=5, warmup_rounds=1)
