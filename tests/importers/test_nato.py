"""NATO's workbooks: both layouts made small, and the real file where at hand."""

import csv
import re

import handmade_workbooks as made
import pytest

from balance.errors import ImportFaults, MissingSheet
from balance.importers.extract import CELLS
from balance.importers.kinds import reader_of
from balance.importers.nato_blocks import measure_of
from balance.importers.reconciling import counted_from, reconcile
from balance.quantities.wording import parse_wording
from balance.tables.loading import bundled_folder

nato = reader_of("nato")


@pytest.fixture(params=[False, True], ids=["2024", "later"])
def later(request):
    return request.param


@pytest.fixture
def extract(tmp_path, later):
    return nato.read(made.nato(tmp_path / "def-exp-2024.xlsx", later=later))


def one(extract, name, year, indicator="defence_expenditure", basis="current-mer"):
    cells = extract.cells
    found = cells[
        (cells["name"] == name)
        & (cells["as_of"] == str(year))
        & (cells["indicator"] == indicator)
        & (cells["basis"] == basis)
    ]
    assert len(found) == 1
    return found.iloc[0]


def test_both_layouts_give_the_same_numbers(tmp_path):
    frames = []
    for is_later in (False, True):
        cells = nato.read(made.nato(tmp_path / f"{is_later}.xlsx", later=is_later)).cells
        assert tuple(cells.columns) == CELLS
        cells["basis"] = cells["basis"].str.replace("2021", "2015")
        keys = ["indicator", "basis", "name", "as_of"]
        columns = [*keys, "value", "as_stated", "unit", "hedge", "status", "aggregate"]
        frames.append(cells[columns].sort_values(keys, ignore_index=True))
    assert frames[0].equals(frames[1])
    # Money in dollars and personnel for 4 allies and 2 sums, shares for 4, euros for 1.
    assert len(frames[0]) == 3 * (6 + 6 + 4 + 6 + 1 + 1)


def test_a_cell_in_full(extract, later):
    cell = one(extract, "Albania", 2024)
    assert (cell["value"], cell["as_stated"], cell["hedge"]) == (12.5e6, "12.5 million", "estimate")
    assert (cell["unit"], cell["period_end"]) == ("USD", "2024-12-31")
    assert cell["locator"].startswith("Table 2, Current" if later else "TABLE2, Current")
    assert "row Albania, column 2024e, cell " in cell["locator"]
    assert one(extract, "Albania", 2023)["hedge"] == ""
    assert "core" in cell["note"] or not later


def test_units(extract, later):
    then = "2021-mer" if later else "2015-mer"
    assert one(extract, "Albania", 2022, basis=then)["value"] == 8e6
    share = one(extract, "United States", 2023, "defence_expenditure_share", then)
    assert (share["value"], share["as_stated"], share["unit"]) == (11, "11%", "percent")
    people = one(extract, "Montenegro", 2024, "military_personnel", "")
    assert (people["value"], people["as_stated"], people["period_end"]) == (
        4500,
        "4.5 thousand",
        "",
    )
    euros = one(extract, "Montenegro", 2022, "defence_expenditure_eur")
    assert (euros["value"], euros["unit"]) == (1e6, "EUR")


def test_marks(extract):
    assert "national law" in one(extract, "Czechia", 2022)["note"]
    assert "national law" not in one(extract, "Albania", 2022)["note"]
    total = one(extract, "NATO Total", 2022)
    assert bool(total["aggregate"])
    assert "counts Montenegro from 2023." in total["note"]
    assert not extract.cells.loc[~extract.cells["aggregate"], "name"].str.contains("NATO").any()


def test_what_becomes_no_figure_is_counted(extract, later):
    why = {s.what: (s.count, s.why) for s in extract.skipped}
    table = "Table 1" if later else "TABLE1"
    assert why[f"numbers of sheet {table}, Current prices"][0] == 9
    change = next(s for s in extract.skipped if "Annual real change" in s.what)
    assert "no amount" in change.why
    if not later:
        assert why["rows of sheet TABLE1"][0] == 2
    assert any("GDP per capita" in s.what for s in extract.skipped)


def test_stated_totals_and_sums_of_members(extract):
    sums = reconcile(extract.cells)
    assert len(sums) == 2 * 3 * 3  # two totals, three years, dollars twice and personnel
    assert sums["difference"].abs().max() < 1e-6
    first = sums[(sums["name"] == "NATO Total") & (sums["as_of"] == "2022")]
    assert (first["members"] == 3).all()  # Montenegro is counted from 2023


def test_a_wrong_total_is_shown(tmp_path):
    def change(book):
        made.place(book["TABLE2"], "NATO Total", 2022).value = 131

    sums = reconcile(nato.read(made.nato(tmp_path / "w.xlsx", change=change)).cells)
    wrong = sums[sums["difference"].abs() > 1]
    assert wrong[["stated", "members_sum", "difference"]].to_numpy().tolist() == [
        [131e6, 130e6, 1e6]
    ]


def test_the_account_says_whether_totals_are_sums(tmp_path, extract):
    assert extract.notes == (
        "NATO Europe and Canada: 9 of 9 printed totals are sums over their members in this file.",
        "NATO Total: 9 of 9 printed totals are sums over their members in this file.",
    )

    def change(book):
        made.place(book["TABLE2"], "NATO Total", 2022).value = 125

    notes = nato.read(made.nato(tmp_path / "w.xlsx", change=change)).notes
    # 125 printed, 130 summed up: 4 per cent of the printed total too little.
    assert notes[1] == (
        "NATO Total: 8 of 9 printed totals are sums over their members in this file; the others "
        "differ by -4.0 to -4.0 per cent of the total, with 0 to 0 members without a number."
    )


def test_edition(extract, later):
    assert extract.source["source_id"] == "nato-2024"
    assert "2024 are estimates" in extract.source["note"]
    assert ("core defence" in extract.source["note"]) == later
    assert counted_from({}) == "Printed aggregate."


def test_missing_signs(tmp_path, later):
    def change(book):
        page = book["Table 2" if later else "TABLE2"]
        for year, sign in zip(("2023", "2024e"), ("..", "-"), strict=True):
            made.place(page, "Albania", year).value = sign

    extract = nato.read(made.nato(tmp_path / "m.xlsx", later=later, change=change))
    cells = [one(extract, "Albania", year) for year in (2023, 2024)]
    assert [c["status"] for c in cells] == ["no_data"] * 2
    assert [c["as_stated"] for c in cells] == ["..", "-"]
    assert [c["hedge"] for c in cells] == ["", ""]


def cell(sheet, address, value):
    return lambda book: setattr(book[sheet][address], "value", value)


BAD = {
    "glued footnote": (cell("TABLE2", "E11", "12a"), "sheet TABLE2, cell E11: holds no number"),
    "negative": (cell("TABLE2", "E11", -1), "cell E11"),
    "error in a named row": (
        cell("TABLE2", "E11", "#REF!"),
        "cell E11: holds no number and no sign",
    ),
    "formula without value": (cell("TABLE2", "E11", "=1+1"), "a formula without a value"),
    "ally twice": (cell("TABLE2", "C12", "Albania"), "names what row 11 names already"),
    "no name": (cell("TABLE2", "C12", None), "names nothing, but numbers follow"),
    "year gone": (cell("TABLE2", "F8", "total"), "stands in a column without a year"),
    "first year gone": (cell("TABLE2", "D8", None), "sheet TABLE2"),
    "year in the middle gone": (cell("TABLE2", "E8", None), "do not follow one another"),
    "estimate before a year": (cell("TABLE2", "E8", "2023e"), None),
    "no header": (lambda b: b["TABLE2"].delete_rows(8), "sheet TABLE2: has no header"),
    "empty sheet": (lambda b: b["TABLE2"].delete_rows(1, 60), "found an empty sheet"),
    "no label": (cell("TABLE2", "B10", None), "block whose numbers are not known"),
    "second label gone": (cell("TABLE2", "B17", None), "names already"),
    "a block twice": (cell("TABLE2", "B17", "Current prices"), "a block that another repeats"),
    "a row slipped to the left": (
        lambda b: b["TABLE2"].move_range("E11:F11", cols=-1),
        "sheet TABLE2, cell F11: holds no number",
    ),
    "a year after an estimate": (cell("TABLE2", "D8", "2022e"), "do not follow one another"),
    "no unit": (cell("TABLE2", "B6", None), "block whose numbers are not known"),
    "no year of prices": (cell("TABLE3", "B6", "Based on prices"), "block whose numbers are not"),
    "number in a name": (cell("TABLE2", "C12", 12), "one name"),
    "header shifted": (lambda b: b["TABLE2"].move_range("D8:F8", cols=1), "sheet TABLE2"),
    "header shifted left": (lambda b: b["TABLE2"].move_range("D8:F8", cols=-1), "sheet TABLE2"),
}


@pytest.mark.parametrize("fault", BAD, ids=list(BAD))
def test_what_is_not_as_published_is_an_error_with_its_place(tmp_path, fault):
    change, words = BAD[fault]
    path = made.nato(tmp_path / "bad.xlsx", change=change)
    if words is None:  # two estimates are as good as one
        assert one(nato.read(path), "Albania", 2023)["hedge"] == "estimate"
        return
    with pytest.raises(ImportFaults) as caught:
        nato.read(path)
    assert words in str(caught.value)
    assert str(path) in str(caught.value)


def test_missing_sheets(tmp_path):
    gone = made.nato(tmp_path / "g.xlsx", change=lambda b: b.remove(b["TABLE2"]))
    with pytest.raises(MissingSheet, match="defence expenditure in dollars"):
        nato.read(gone)
    less = nato.read(made.nato(tmp_path / "l.xlsx", change=lambda b: b.remove(b["TABLE7"])))
    assert any("military personnel" in s.what for s in less.skipped)
    other = made.sipri(tmp_path / "sipri.xlsx")
    assert not nato.recognises(other)
    with pytest.raises(MissingSheet):
        nato.read(other)
    assert nato.recognises(made.nato(tmp_path / "n.xlsx"))


def test_a_table_of_two_years_is_not_read_twice(tmp_path):
    def change(book):
        page = book.create_sheet("TABLE4")
        page.append(["Table 4 : Defence expenditure real change 2014-2024e"])
        page.append(["Million US dollars (2015 prices and exchange rates)"])
        page.append(["", 2014, "2024e", "Real change 2014-2024e (%)"])
        page.append(["Albania", 1, 2, 100])

    extract = nato.read(made.nato(tmp_path / "t.xlsx", change=change))
    assert any(s.what == "sheet TABLE4" and "repeats" in s.why for s in extract.skipped)
    assert "2014" not in set(extract.cells["as_of"])


def test_measures_of_blocks():
    assert measure_of("GDP Million US dollars", "Constant 2021 prices").basis == "2021-mer"
    assert measure_of("GDP Million US dollars", "Constant prices") is None
    assert measure_of("Distribution of defence expenditure Percentage", "Other (d)").scale == "%"
    assert measure_of("Table of contents", "Current prices") is None


REAL = made.REAL_FILES / "nato" / "240617-def-exp-2024-TABLES-en.xlsx"
real = pytest.mark.skipif(not REAL.is_file(), reason="the published files are not at hand")


@pytest.fixture(scope="module")
def edition():
    return nato.read(REAL)


@real
@pytest.mark.parametrize(
    ("name", "indicator", "basis", "value"),
    [
        ("United States", "defence_expenditure", "current-mer", 967707e6),
        ("United States", "defence_expenditure_share", "2015-mer", 3.38),
        ("Poland", "defence_expenditure_share", "2015-mer", 4.12),
        ("Germany", "defence_expenditure_share", "2015-mer", 2.12),
        ("United Kingdom", "defence_expenditure", "current-mer", 82107.13e6),
        ("NATO Europe and Canada", "defence_expenditure", "current-mer", 506692.48e6),
        ("NATO Total", "defence_expenditure", "current-mer", 1474399.48e6),
        ("Poland", "military_personnel", "", 216080),
        ("United States", "military_personnel", "", 1300200),
        ("Türkiye", "military_personnel", "", 481000),
        ("NATO Europe and Canada", "military_personnel", "", 2118400),
        ("NATO Total", "military_personnel", "", 3418600),
        ("Poland", "gdp_per_capita", "2015-mer", 17252),
        ("Finland", "infrastructure_share", "current-mer", 0.348),
    ],
)
def test_values_of_2024(edition, name, indicator, basis, value):
    found = one(edition, name, 2024, indicator, basis)
    assert found["value"] == pytest.approx(value, rel=2e-3)
    assert found["hedge"] == "estimate"


@real
def test_the_real_file_as_a_whole(edition):
    assert (edition.cells["status"] == "reported").all()
    assert edition.source["published"] == "2024-06-17"
    sums = reconcile(edition.cells)
    assert len(sums) == 2 * 11 * 5  # dollars and output at two prices, and personnel
    assert sums["per_cent"].abs().max() < 1e-6
    joined = sums[(sums["name"] == "NATO Total") & (sums["indicator"] == "military_personnel")]
    assert joined["members"].tolist() == [27, 27, 27, 28, 28, 28, 29, 29, 29, 30, 31]
    for row in edition.cells.to_dict("records")[::7]:
        assert parse_wording(row["as_stated"]).value == pytest.approx(row["value"], rel=1e-12)


@real
def test_the_bundled_extract_is_the_same(edition):
    """The figures of nato-2024.csv were taken by other code from the same workbook."""
    mine = {
        (c["name"], c["indicator"], c["basis"], c["as_of"]): (c["value"], c["hedge"])
        for c in edition.cells.to_dict("records")
    }
    with (bundled_folder() / "figures" / "nato-2024.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        name = re.search(r"row (.+?)(?: \(Euros\))?\*?, column", row["locator"])[1].rstrip("*")
        key = (name, row["indicator"], row["basis"], row["as_of"])
        assert mine[key] == (float(row["value"]), row["hedge"]), row
    assert len(rows) > 900


def test_a_table_that_a_later_edition_adds_is_counted_and_not_read(tmp_path):
    def added(book):
        page = book.create_sheet("Table 9")
        for row in (["Table 9: Security-related"], ["%"], [None, "2023e", "2024e"], ["Albania", 1]):
            page.append(row)

    path = made.nato(tmp_path / "n.xlsx", later=True, change=added)
    extract = nato.read(path)
    assert [s.why for s in extract.skipped if s.what == "sheet Table 9"] == [
        "no table of this kind"
    ]
    assert len(extract.cells) == len(nato.read(made.nato(tmp_path / "o.xlsx", later=True)).cells)


def test_numbers_below_the_notes_belong_to_no_table(tmp_path):
    def below(book):
        book["Table 2"].append(["Albania", 10, 11, 12.5])

    path = made.nato(tmp_path / "nato.xlsx", later=True, change=below)
    with pytest.raises(ImportFaults, match="stands below the notes of the table"):
        nato.read(path)
