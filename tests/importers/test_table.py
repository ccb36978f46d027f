"""A table of one's own, CSV or workbook, with its mapping."""

import openpyxl
import pytest

import balance
from balance.errors import DataFaults, ImportFault, ImportFaults, ParameterError
from balance.importers import import_file, table, write_folder
from balance.importers.mapping import EXAMPLE, read_mapping

SOURCE = """\
[source]
source_id = "mine-2025"
publication = "mine"
published = "2025-01"
terms = "open"
reliability = "A"
"""
WIDE = (
    SOURCE
    + """
[rows]
name = "State"

[[figures]]
columns = "years"
indicator = "military_expenditure_share"
unit = "percent"
basis = "current-mer"
multiplier = "fraction"
implausible = "States at war."
"""
)
LONG = (
    SOURCE
    + """
[file]
missing = ["n/a"]

[rows]
code = "ISO"
year = "Year"
aggregates = ["All"]

[[figures]]
column = "Number"
where = {column = "Item", is = "Tanks"}
indicator = "main_battle_tanks"
unit = "vehicles"

[[figures]]
column = "Number"
where = {column = "Item", is = "Soldiers"}
indicator = "active_personnel"
unit = "persons"
multiplier = "thousand"
"""
)


@pytest.fixture
def files(tmp_path):
    def write(content, mapping):
        (tmp_path / "map.toml").write_text(mapping, encoding="utf-8")
        (tmp_path / "own.csv").write_text(content, encoding="utf-8")
        return tmp_path / "own.csv", tmp_path / "map.toml"

    return write


def test_the_example_of_the_manual(files):
    data = table(*files("Country,Tanks\nPoland,614\nGermany,313\n", EXAMPLE))
    figures = data.figures
    assert dict(zip(figures["entity"], figures["value"], strict=True)) == {"POL": 614, "DEU": 313}


def test_items_below_each_other(files, tmp_path):
    content = (
        "A headline\n\nISO,Year,Item,Number,Remark\nPOL,2023,Tanks,614,x\nPOL,2023,Soldiers,"
        "200.5,\nPOL,2024,Tanks,n/a,\nPOL,2024,Ships,3,\n"
    )
    path, mapping = files(content, LONG)
    imported = import_file(path, mapping=mapping)
    figures = imported.dataset.figures
    assert [
        (r.entity, r.indicator, r.as_of, r.value, r.as_stated) for r in figures.itertuples()
    ] == [
        ("POL", "main_battle_tanks", "2023", 614, "614"),
        ("POL", "active_personnel", "2023", 200500, "200.5 thousand"),
    ]
    summary = imported.summary
    assert summary.missing == {"no_data": 1}
    assert [s.count for s in summary.skipped] == [4, 1]  # the remarks, and the ships
    write_folder(imported, tmp_path / "mine")
    assert len(balance.load(tmp_path / "mine").figures) == len(balance.load().figures) + 2


def test_years_side_by_side_and_shares_as_fractions(files):
    data = table(*files("State;2023;2024\nUkraine;0,3653;0,3448\nKuwait;1,1735;\n", WIDE))
    figures = data.figures
    assert {(r.entity, r.as_of): (r.value, r.as_stated) for r in figures.itertuples()} == {
        ("UKR", "2023"): (36.53, "36.53%"),
        ("UKR", "2024"): (34.48, "34.48%"),
        ("KWT", "2023"): (117.35, "117.35%"),
    }
    assert set(figures["note"]) == {"printed as a fraction"}
    assert set(data.table("exceptions")["reason"]) == {"States at war."}


def test_a_workbook(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Forces"
    sheet.append(["Our fleet"])
    sheet.append([])
    sheet.append(["Country", "Tanks"])
    sheet.append(["Poland", 614])
    sheet.append(["Germany", "313*"])
    path = tmp_path / "own.xlsx"
    book.save(path)
    mapping = tmp_path / "map.toml"
    mapping.write_text(EXAMPLE, encoding="utf-8")
    with pytest.raises(ImportFaults, match=r"own.xlsx:5, column Tanks"):
        table(path, mapping)
    sheet["B5"] = 313
    book.save(path)
    assert list(table(path, mapping).figures["value"]) == [614, 313]
    book.create_sheet("Other")
    book.save(path)
    with pytest.raises(ImportFault, match="more than one sheet"):
        table(path, mapping)
    mapping.write_text(EXAMPLE + '[file]\nsheet = "Forces"\n', encoding="utf-8")
    assert list(table(path, mapping).figures["value"]) == [614, 313]


def test_an_indicator_of_ones_own(files, tmp_path):
    mapping = EXAMPLE.replace("main_battle_tanks", "my_tanks") + (
        '\n[indicators.my_tanks]\nunit = "vehicles"\ndomain = "land"\n'
        'definition = "As I count them."\ncomparable = "yes"\n'
    )
    imported = import_file(
        files("Country,Tanks\nPoland,614\n", mapping)[0], mapping=tmp_path / "map.toml"
    )
    write_folder(imported, tmp_path / "mine")
    assert balance.load(tmp_path / "mine").indicator("my_tanks").unit == "vehicles"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Country,Tanks\nPoland,99999\n", "own.csv:2, column value"),
        ("Country,Tanks\nPoland,1.5\n", "is not a whole number"),
    ],
)
def test_own_tables_are_held_to_all_checks(files, content, words):
    with pytest.raises(DataFaults) as caught:
        table(*files(content, EXAMPLE))
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("main_battle_tanks", "main_battle_tank", "is not in the table indicators"),
        ('unit = "vehicles"', 'unit = "persons"', "is not the unit of main_battle_tanks"),
    ],
)
def test_indicators_and_units_are_those_of_the_tables(files, old, new, words):
    with pytest.raises(DataFaults, match=words):
        table(*files("Country,Tanks\nPoland,614\n", EXAMPLE.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[source]", "[source", "is not TOML"),
        ('publication = "mine"\n', "", "lacks source.publication"),
        ('name = "Country"\n', "", "does not say which column names the state"),
        ('as_of = "2025-01"\n', "", "in exactly one way"),
        ('as_of = "2025-01"\n', 'as_of = "2025-01"\nyear = "Y"\n', "in exactly one way"),
        ('as_of = "2025-01"', 'as_of = "soon"', "is no date"),
        ('column = "Tanks"\n', "", "does not say where the numbers"),
        ('column = "Tanks"', 'colum = "Tanks"', "Did you mean column"),
        ('indicator = "main_battle_tanks"\n', "", "lacks indicator"),
        ('unit = "vehicles"', 'unit = "vehicles"\nmultiplier = 12', "cannot use the multiplier"),
        ('unit = "vehicles"', 'unit = "vehicles"\nmultiplier = "fraction"', "only a share"),
        ('unit = "vehicles"', 'unit = "vehicles"\nwhere = {a = 1}', "cannot read where"),
        ("[[figures]]", "[[figure]]", "figure is not known"),
    ],
)
def test_a_wrong_mapping_is_told(tmp_path, old, new, words):
    path = tmp_path / "map.toml"
    assert old in EXAMPLE
    path.write_text(EXAMPLE.replace(old, new), encoding="utf-8")
    with pytest.raises(ImportFault) as caught:
        read_mapping(path)
    assert words in str(caught.value)
    assert "map.toml" in str(caught.value)


def test_a_mapping_goes_with_the_kind_table_only(tmp_path, files):
    path, mapping = files("Country,Tanks\nPoland,614\n", EXAMPLE)
    with pytest.raises(ParameterError, match="needs a mapping"):
        import_file(path, "table")
    with pytest.raises(ParameterError, match="takes no mapping"):
        import_file(path, "cow", mapping=mapping)
