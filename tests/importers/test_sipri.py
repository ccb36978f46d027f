"""SIPRI's workbooks: small look-alikes with answers on paper, and the real files where at hand."""

import csv
import re

import handmade_workbooks as made
import pytest

from balance.errors import ImportFaults, MissingSheet
from balance.importers.extract import CELLS, STATUSES
from balance.importers.kinds import reader_of
from balance.importers.reconciling import reconcile
from balance.importers.sipri_marks import read_footnotes
from balance.importers.workbooks import Sheet, open_workbook
from balance.quantities.wording import parse_wording
from balance.tables.loading import bundled_folder

sipri = reader_of("sipri")


@pytest.fixture
def extract(tmp_path):
    return sipri.read(made.sipri(tmp_path / "book.xlsx"))


def one(extract, name, year, indicator="military_expenditure", basis="current-mer"):
    cells = extract.cells
    found = cells[
        (cells["name"] == name)
        & (cells["as_of"] == str(year))
        & (cells["indicator"] == indicator)
        & (cells["basis"] == basis)
    ]
    assert len(found) == 1
    return found.iloc[0]


def test_columns_and_statuses(extract):
    assert tuple(extract.cells.columns) == CELLS
    assert set(extract.cells["status"]) <= set(STATUSES)
    reported = extract.cells["status"] == "reported"
    assert (extract.cells["value"].notna() == reported).all()
    assert extract.cells["aggregate"].dtype == bool
    assert not extract.cells.duplicated(["name", "indicator", "as_of", "basis"]).any()


def test_a_cell_in_full(extract):
    cell = one(extract, "Alphaland", 2024)
    assert cell["value"] == 130_250_000
    assert cell["as_stated"] == "130.25 million"
    assert (cell["unit"], cell["period_end"], cell["hedge"]) == ("USD", "2024-12-31", "estimate")
    assert cell["locator"] == "sheet Current US$, row Alphaland, column 2024, cell F7"
    assert cell["note"] == (
        "Estimate by SIPRI. Current spending only: capital spending is out. Adopted budget, not "
        "actual spending. Alphaland: The figures leave out the navy."
    )


def test_units_of_the_sheets(extract):
    assert one(extract, "Alphaland", 2021, basis="2023-mer")["value"] == 90e6
    assert one(extract, "Alphaland", 2024, "military_expenditure_share")["value"] == 34.481534
    assert one(extract, "Betaland", 2024, "military_expenditure_share")["value"] == 117.35
    world = one(extract, "World", 2021, basis="2023-mer")
    assert (world["value"], world["as_stated"]) == (200e6, "0.2 billion")
    assert one(extract, "World", 2024)["value"] == 310e6
    euros = one(extract, "Alphaland", 2022, "military_expenditure_eur")
    assert (euros["value"], euros["unit"], euros["as_stated"]) == (6e7, "EUR", "60000000")
    assert "Betaland" not in set(extract.cells.loc[extract.cells["unit"] == "EUR", "name"])
    assert any("Dinar" in s.why and s.count == 2 for s in extract.skipped)


def test_no_data_no_state_and_zero_are_three_things(extract):
    assert one(extract, "Betaland", 2021)["status"] == "no_data"
    assert one(extract, "Betaland", 2021)["as_stated"] == "..."
    assert one(extract, "Betaland", 2022)["status"] == "no_state"
    real = one(extract, "Costa Rica", 2024)
    assert (real["status"], real["value"]) == ("reported", 0)
    assert real["note"].startswith("Printed as 0, at constant prices too. Costa Rica")


@pytest.mark.parametrize(
    ("name", "year", "why"),
    [
        ("Gammaland", 2021, "there is an amount above 0"),
        ("Gammaland", 2022, "there is no figure"),
        ("Betaland", 2023, "there is no figure"),
    ],
)
def test_zeros_of_lost_currencies_make_no_figure(extract, name, year, why):
    cell = one(extract, name, year)
    assert (cell["status"], cell["as_stated"]) == ("not_given", "0")
    assert cell["value"] != cell["value"]
    assert why in cell["note"]
    assert re.search(rf"{name} [^;]*{year}|{name} 2021-2022", extract.source["note"])


def test_without_constant_prices_no_zero_is_trusted(tmp_path):
    path = made.sipri(tmp_path / "q.xlsx", sheets=("current", "footnotes"))
    cell = one(sipri.read(path), "Costa Rica", 2024)
    assert cell["status"] == "not_given"
    assert "no sheet in constant prices" in cell["note"]


def test_a_zero_between_amounts_says_so(tmp_path):
    def change(book):
        for sheet in ("Constant (2023) US$", "Current US$"):
            made.place(book[sheet], "Alphaland", 2022).value = 0

    cell = one(sipri.read(made.sipri(tmp_path / "z.xlsx", change=change)), "Alphaland", 2022)
    assert cell["status"] == "reported"
    assert "years before and after it are above 0" in cell["note"]


def test_colours(extract):
    red = one(extract, "Betaland", 2024)
    assert (red["hedge"], red["note"]) == ("estimate", "Highly uncertain, says SIPRI.")
    assert one(extract, "Alphaland", 2023)["hedge"] == ""


def test_regions_and_organisations_are_aggregates(extract):
    by_name = extract.cells.groupby("name")["aggregate"].agg(["all", "any"])
    assert set(by_name.index[by_name["any"]]) == {"Africa", "European Union", "World"}
    assert by_name["all"].equals(by_name["any"])
    headings = [s for s in extract.skipped if "headings of regions" in s.why]
    assert [s.count for s in headings] == [2, 2]
    sums = reconcile(extract.cells)
    row = sums[(sums["basis"] == "2023-mer") & (sums["as_of"] == "2024")].iloc[0]
    # 125 + 11 + 0 million of states against 300 million: the Union is no state.
    assert (row["stated"], row["members_sum"], row["missing"]) == (300e6, 136e6, 1)


def test_edition_from_the_workbook_and_not_from_its_name(tmp_path):
    whole = made.sipri(tmp_path / "Milex-1949-2023.xlsx", years=tuple(range(2021, 2025)))
    source = sipri.read(whole).source
    assert source["source_id"] == "sipri-2025-query"  # its years do not begin in 1949
    assert (source["publication"], source["edition"]) == ("sipri", "2025")
    assert "The file's name says years up to 2023." in source["note"]
    assert "calls itself © SIPRI 2024" in source["note"]
    assert source["terms"] == "non-commercial"


def test_a_whole_edition(tmp_path):
    """Years from 1949 in an edition of 2025."""
    years = tuple(range(1949, 2025))
    cells = {"Alphaland": ("", *range(1, 77)), "Betaland": ("", *["xxx"] * 76)}
    path = made.sipri(tmp_path / "w.xlsx", years=years, sheets=("constant", "current"), cells=cells)
    extract = sipri.read(path)
    assert extract.source["source_id"] == "sipri-2025"
    assert one(extract, "Alphaland", 1949)["value"] == 1e6
    assert one(extract, "Alphaland", 2024)["value"] == 76e6


def test_the_layout_made_by_hand(tmp_path):
    """The edition of 2021: other names of sheets, codes with spaces, text and float years."""

    def change(book):
        page = book["Current USD"]
        made.place(page, "Betaland", 2021.0).value = ". . "
        made.place(page, "Betaland", 2022.0).value = ".."
        made.place(page, "Gammaland", 2022.0).value = "#VALUE!"
        made.place(page, "Gammaland", 2023.0).value = "…"
        page["B7"] = "‡ ¶ 16"
        for row in range(1, 40):
            for column in range(1, 120):
                page.cell(row, column).font = made.BLUE

    path = made.sipri(
        tmp_path / "h.xlsx",
        years=(2021.0, 2022.0, 2023.0, 2024.0),
        constant="Constant (2019) USD",
        current="Current USD",
        change=change,
    )
    extract = sipri.read(path)
    assert [one(extract, "Betaland", y)["status"] for y in (2021, 2022)] == ["no_data"] * 2
    assert one(extract, "Gammaland", 2023)["status"] == "no_data"
    broken = one(extract, "Gammaland", 2022)
    assert (broken["status"], broken["value"] != broken["value"]) == ("no_data", True)
    assert "#VALUE!" in broken["note"]
    assert one(extract, "Alphaland", 2021, basis="2019-mer")["value"] == 90e6
    assert "Paramilitary forces are out. Alphaland" in one(extract, "Alphaland", 2021)["note"]


def test_a_row_that_slipped_to_the_left_in_the_layout_made_by_hand(tmp_path):
    def change(book):
        book["Current USD"].move_range("D7:F7", cols=-1)

    path = made.sipri(tmp_path / "h.xlsx", current="Current USD", change=change)
    with pytest.raises(ImportFaults, match="cell F7: holds no number"):
        sipri.read(path)


def test_an_empty_last_cell_in_the_layout_made_by_hand(tmp_path):
    """No data if every sheet lacks the number; otherwise the row may have slipped."""

    def change(sheets):
        def emptied(book):
            for name in sheets:
                made.place(book[name], "Betaland", 2024).value = None

        return emptied

    names = ("Constant (2023) US$", "Local currency calendar years", "Current USD", "Share of GDP")
    path = made.sipri(tmp_path / "a.xlsx", current="Current USD", change=change(names))
    assert one(sipri.read(path), "Betaland", 2024)["status"] == "no_data"
    path = made.sipri(tmp_path / "b.xlsx", current="Current USD", change=change(names[2:]))
    with pytest.raises(ImportFaults, match=r"2 faults(.|\n)*Current USD, cell F8: holds no number"):
        sipri.read(path)


def test_two_errors_are_no_known_layout(tmp_path):
    def change(book):
        for year in (2022, 2023):
            made.place(book["Current USD"], "Alphaland", year).value = "#VALUE!"

    path = made.sipri(tmp_path / "h.xlsx", current="Current USD", change=change)
    with pytest.raises(ImportFaults, match="2 faults"):
        sipri.read(path)


def test_an_edition_without_constant_prices(tmp_path):
    path = made.sipri(tmp_path / "q.xlsx", sheets=("current", "footnotes"))
    assert sipri.read(path).source["source_id"] == "sipri-2025-query"


def test_an_export_names_its_own_footnotes(tmp_path):
    def change(book):
        for row in book["Footnotes"].iter_rows():
            if row[0].value == 16:
                row[0].value, row[2].value = 1, "Alphaland: Another text."
        book["Current US$"]["B7"] = "§1"
        book["Share of GDP"]["B6"] = 16

    path = made.sipri(tmp_path / "q.xlsx", sheets=("current", "share", "footnotes"), change=change)
    extract = sipri.read(path)
    assert one(extract, "Alphaland", 2021)["note"].endswith("Alphaland: Another text.")
    share = one(extract, "Alphaland", 2021, "military_expenditure_share")
    assert share["note"] == "Footnote 16, which the file does not explain."
    missing = next(s for s in extract.skipped if s.why.startswith("not in this file"))
    assert missing.count == 5


BAD = {
    "a footnote glued to a number": (
        lambda b: setattr(made.place(b["Current US$"], "Alphaland", 2023), "value", "120 16"),
        "sheet Current US$, cell E7: holds no number",
    ),
    "a number as text": (
        lambda b: setattr(made.place(b["Current US$"], "Alphaland", 2023), "value", "1,5"),
        "cell E7",
    ),
    "a negative number": (
        lambda b: setattr(made.place(b["Share of GDP"], "Alphaland", 2023), "value", -0.1),
        "sheet Share of GDP, cell E6",
    ),
    "an error": (
        lambda b: setattr(made.place(b["Current US$"], "Alphaland", 2023), "value", "#REF!"),
        "found #REF!",
    ),
    "a formula without a value": (
        lambda b: setattr(made.place(b["Current US$"], "Alphaland", 2023), "value", "=1+1"),
        "found a formula without a value",
    ),
    "a date": (
        lambda b: setattr(
            made.place(b["Current US$"], "Alphaland", 2023), "number_format", "yyyy-mm-dd"
        ),
        "cell E7",
    ),
    "yes or no": (
        lambda b: setattr(made.place(b["Current US$"], "Alphaland", 2023), "value", True),
        "found True",
    ),
    "a state twice": (
        lambda b: setattr(b["Current US$"]["A8"], "value", "Alphaland"),
        "names what row 7 names already",
    ),
    "a row without a name": (
        lambda b: setattr(b["Current US$"]["A7"], "value", None),
        "names nothing, but numbers stand beside it",
    ),
    "no header": (lambda b: b["Current US$"].delete_rows(4), "sheet Current US$: has no header"),
    "an empty sheet": (
        lambda b: b["Current US$"].delete_rows(1, 60),
        "sheet Current US$: has no header; expected a row with 'Country' and years; found an empty",
    ),
    "a header shifted to the right": (
        lambda b: b["Current US$"].move_range("A4:F4", cols=1),
        "sheet Current US$",
    ),
    "a header shifted to the left": (
        lambda b: b["Current US$"].move_range("C4:F4", cols=-1),
        "sheet Current US$",
    ),
    "years that jump": (
        lambda b: setattr(b["Current US$"]["D4"], "value", 2025),
        "cell D4: has years in its header that do not follow one another",
    ),
    "a year that is gone": (
        lambda b: setattr(b["Current US$"]["F4"], "value", "total"),
        "in a column without a year",
    ),
    "merged years": (
        lambda b: b["Current US$"].merge_cells("D4:E4"),
        "cell F4: has years",
    ),
    "all years moved by one": (
        lambda b: [setattr(c, "value", c.value + 1) for c in b["Current US$"][4][2:]],
        "other years than its title and the other sheets",
    ),
    "the column at current prices before its year": (
        lambda b: [
            setattr(b["Regional totals"]["E4"], "value", "2024 (current prices)"),
            setattr(b["Regional totals"]["F4"], "value", 2024),
        ],
        "has its column at current prices in another place",
    ),
    "a sheet twice": (
        lambda b: setattr(b.copy_worksheet(b["Current US$"]), "title", "Current USD"),
        "is a second one of its kind",
    ),
    "an empty cell": (
        lambda b: setattr(made.place(b["Current US$"], "Alphaland", 2022), "value", None),
        "sheet Current US$, cell D7: holds no number",
    ),
    "no marks": (
        lambda b: setattr(b["Current US$"]["B7"], "value", 100.5),
        "cell B7: holds no marks of footnotes",
    ),
    "a header twice": (
        lambda b: [
            setattr(c, "value", b["Current US$"].cell(4, c.column).value)
            for c in b["Current US$"][9]
        ],
        "is a second header",
    ),
    "no column of notes": (
        lambda b: setattr(b["Share of GDP"]["B4"], "value", "remarks"),
        "sheet Share of GDP: has no column Notes",
    ),
    "no year of prices for the regions": (
        lambda b: setattr(b["Regional totals"]["A1"], "value", "Figures"),
        "of which year its constant prices are",
    ),
}


@pytest.mark.parametrize("fault", BAD, ids=list(BAD))
def test_what_is_not_as_published_is_an_error_with_its_place(tmp_path, fault):
    change, words = BAD[fault]
    path = made.sipri(tmp_path / "bad.xlsx", change=change)
    with pytest.raises(ImportFaults) as caught:
        sipri.read(path)
    assert words in str(caught.value)
    assert str(path) in str(caught.value)


def test_all_faults_at_once(tmp_path):
    def change(book):
        for year in made.YEARS:
            made.place(book["Current US$"], "Alphaland", year).value = "12a"
        book["Share of GDP"].delete_rows(4)

    with pytest.raises(ImportFaults) as caught:
        sipri.read(made.sipri(tmp_path / "bad.xlsx", change=change))
    assert len(caught.value.faults) == 5


def test_rows_that_were_emptied_are_said(tmp_path):
    def change(book):
        for cell in book["Current US$"][7][1:]:
            cell.value = None

    extract = sipri.read(made.sipri(tmp_path / "e.xlsx", change=change))
    assert any("without cells: Alphaland" in s.why for s in extract.skipped)


def test_another_workbook(tmp_path):
    path = made.nato(tmp_path / "nato.xlsx")
    assert not sipri.recognises(path)
    with pytest.raises(MissingSheet):
        sipri.read(path)
    regions = made.sipri(tmp_path / "r.xlsx", sheets=("regions", "footnotes"))
    with pytest.raises(MissingSheet, match="no sheet by country"):
        sipri.read(regions)
    assert sipri.recognises(made.sipri(tmp_path / "s.xlsx"))


REAL = {
    "2025": made.REAL_FILES / "sipri" / "SIPRI-Milex-data-1949-2024_2.xlsx",
    "2023": made.REAL_FILES / "sipri" / "SIPRI-Milex-data-1949-2022.xlsx",
}
real = pytest.mark.skipif(not REAL["2025"].is_file(), reason="the published files are not at hand")


@pytest.fixture(scope="module")
def editions():
    return {edition: sipri.read(path) for edition, path in REAL.items()}


@real
@pytest.mark.parametrize(
    ("name", "year", "indicator", "basis", "value"),
    [
        ("United States of America", 2024, "military_expenditure", "current-mer", 997309e6),
        ("United States of America", 2024, "military_expenditure", "2023-mer", 968381.5949e6),
        ("United States of America", 2024, "military_expenditure_share", "current-mer", 3.41922),
        ("Russia", 2024, "military_expenditure", "current-mer", 148967.2751e6),
        ("Russia", 2024, "military_expenditure", "2023-mer", 150533.9968e6),
        ("Russia", 2024, "military_expenditure_share", "current-mer", 7.05234),
        ("China", 2024, "military_expenditure", "current-mer", 313658.3302e6),
        ("Ukraine", 2024, "military_expenditure_share", "current-mer", 34.48153),
        ("Ukraine", 2023, "military_expenditure_share", "current-mer", 36.52818),
        ("Germany", 2024, "military_expenditure", "current-mer", 88458.4764e6),
        ("Poland", 2024, "military_expenditure_share", "current-mer", 4.15439),
        ("Israel", 2024, "military_expenditure", "current-mer", 46505.2984e6),
        ("Kuwait", 1991, "military_expenditure_share", "current-mer", 117.35),
        ("World", 2024, "military_expenditure", "2023-mer", 2676.5139e9),
        ("World", 2024, "military_expenditure", "current-mer", 2718.1837e9),
    ],
)
def test_values_of_the_edition_of_2025(editions, name, year, indicator, basis, value):
    cell = one(editions["2025"], name, year, indicator, basis)
    assert cell["value"] == pytest.approx(value, rel=1e-5)


def _coloured_zeros():
    """Zeros that are blue or red: they say nothing of an amount."""
    book = open_workbook(REAL["2025"], colours=True, wanted=lambda name: name == "Current US$")
    sheet = book.sheets["Current US$"]
    return sum(sheet.rows[r][c] == 0 for r, c in sheet.colours)


@real
def test_the_real_editions_as_a_whole(editions):
    by_country = editions["2025"].cells
    by_country = by_country[
        (by_country["indicator"] == "military_expenditure")
        & (by_country["basis"] == "current-mer")
        & by_country["locator"].str.startswith("sheet Current")
    ]
    assert by_country["status"].value_counts().to_dict() == {
        "reported": 8846 - 252,
        "no_data": 4138,
        "no_state": 240,
        "not_given": 252,
    }
    assert by_country["name"].nunique() == 174
    russia = one(editions["2025"], "Russia", 1990)
    assert (russia["status"], russia["as_stated"]) == ("not_given", "0")
    assert "Russia 1987-1990, 1992" in editions["2025"].source["note"]
    assert one(editions["2025"], "Costa Rica", 2024)["value"] == 0
    for edition, extract in editions.items():
        assert extract.source["edition"] == edition
        assert extract.source["source_id"] == f"sipri-{edition}"
    hedged = by_country["hedge"] == "estimate"
    assert hedged.sum() == 1966 + 188 - _coloured_zeros()
    every = editions["2025"].cells
    stated = every[every["status"] == "reported"].sample(2000, random_state=1)
    for text, value in zip(stated["as_stated"], stated["value"], strict=True):
        assert parse_wording(text).value == pytest.approx(value, rel=1e-12)


@real
def test_the_bundled_extract_is_the_same(editions):
    """The figures of sipri-2025.csv were taken by other code from the same workbook."""
    cells = editions["2025"].cells
    cells = cells[cells["status"] == "reported"]
    cells = cells[cells["basis"] == "current-mer"]
    mine = {
        (c["name"], c["indicator"], c["as_of"]): (c["value"], c["hedge"])
        for c in cells.to_dict("records")
    }
    with (bundled_folder() / "figures" / "sipri-2025.csv").open(encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if r["entity"] != "ISL"]
    for row in rows:
        name = re.search(r"row (.+?), column", row["locator"])[1]
        assert mine[name, row["indicator"], row["as_of"]] == (
            float(row["value"]),
            row["hedge"],
        ), row
    assert len(rows) > 200


def test_marks_of_footnotes_that_are_no_plain_numbers_are_no_numbers():
    cells = [["¹⁶", "a note"], ["9" * 5_000, "another"], [16.0, "Libya: no navy."], ["7", "Own."]]
    found = read_footnotes(Sheet("Footnotes", cells))
    assert found.numbers == {16: "Libya: no navy.", 7: "Own."}
    assert found.resolved("9" * 5_000).startswith("Footnote 999999999, which")
