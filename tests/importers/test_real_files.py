"""The files as their publishers give them, where they are at hand beside the checkout."""

import csv

import pytest
from handmade_workbooks import REAL_FILES

import balance
from balance.importers import cow, import_file, owid, world_bank, write_folder
from balance.indices.cinc import cinc

pytestmark = pytest.mark.skipif(not REAL_FILES.is_dir(), reason="published files are not at hand")

TOTALS = "world_bank/API_MS.MIL.TOTL.P1_DS2_en_csv_v2_10225185.csv"
FILES = (
    "cow/NMC-60-abridged.csv",
    TOTALS,
    "world_bank/API_MS.MIL.XPND.CD_DS2_en_csv_v2_47475.csv",
    "world_bank/API_MS.MIL.XPND.GD.ZS_DS2_en_csv_v2_10224693.csv",
    "owid/military-expenditure-total.csv",
    "owid/armed-forces-personnel-percent.csv",
    "kiel/data_explorer.csv",
    "kiel/eu_aid_shares.csv",
    "kiel/procurement_trends.csv",
    "kiel/total_allocations.csv",
    "kiel/weapons.csv",
)


def test_every_file_is_recognised_read_and_all_can_be_loaded_together(tmp_path, data):
    folders, figures = [], 0
    for name in FILES[1:]:
        imported = import_file(REAL_FILES / name)
        summary = imported.summary
        lost = sum(skipped.count for skipped in summary.skipped)
        assert summary.cells == summary.figures + sum(summary.missing.values()) + lost
        assert summary.kind == name.partition("/")[0].replace("_", "-")
        folders.append(write_folder(imported, tmp_path / f"mine-{len(folders)}"))
        figures += summary.figures
    assert len(balance.load(*folders).figures) == len(data.figures) + figures


@pytest.fixture(scope="module")
def nmc():
    return cow(REAL_FILES / FILES[0])


def test_every_cell_of_nmc_is_a_figure_or_missing(nmc):
    with (REAL_FILES / FILES[0]).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    figures = nmc.figures
    of = dict(
        zip(
            ("milper", "irst", "pec", "tpop", "upop"),
            (
                "cow_military_personnel",
                "iron_and_steel_production",
                "primary_energy_consumption",
                "cow_population",
                "cow_urban_population",
            ),
            strict=True,
        )
    )
    for component, indicator in of.items():
        printed = sorted(float(row[component]) * 1000 for row in rows if row[component] != "-9")
        held = sorted(figures["value"][figures["indicator"] == indicator])
        assert held == pytest.approx(printed, rel=1e-12)
    absent = sum(row[name] == "-9" for row in rows for name in ("milex", "cinc", *of))
    assert len(figures) == 7 * len(rows) - absent


def test_the_published_index_comes_out_again(nmc):
    found = cinc(nmc)
    assert len(found) == 15951
    assert found["difference"].abs().max() < 1e-7
    last = found[found["year"] == 2016].set_index("state")
    for state, published in {
        "CHN": 0.23061772,
        "USA": 0.13305758,
        "IND": 0.0868413,
        "RUS": 0.036472768,
        "JPN": 0.032967471,
        "KOR": 0.023262169,
        "BRA": 0.023257591,
        "DEU": 0.016592627,
    }.items():
        assert last.at[state, "cinc"] == pytest.approx(published, abs=1e-7)
    assert last["cinc"].sum() == pytest.approx(1.0067840, abs=1e-7)


def test_personnel_of_the_world_bank():
    data = world_bank(REAL_FILES / TOTALS)
    figures = data.figures[data.figures["as_of"] == "2016"].set_index("entity")["value"]
    assert figures[["USA", "RUS", "KOR", "TUR"]].tolist() == [1348400, 1454000, 634000, 512000]
    assert [v for e, v in figures.items() if e.endswith("P1_WORLD")] == [27542350]


def test_every_number_of_our_world_in_data():
    path = REAL_FILES / "owid" / "military-expenditure-total.csv"
    with path.open(encoding="utf-8", newline="") as file:
        printed = sorted(float(row["military_expenditure"]) for row in csv.DictReader(file))
    assert sorted(owid(path).figures["value"]) == printed


def test_an_imported_edition_takes_part_like_any_other(tmp_path, data):
    """Spending of the World Bank is an edition of SIPRI's: never a second witness beside it."""
    folder = write_folder(import_file(REAL_FILES / FILES[2]), tmp_path / "mine")
    loaded = balance.load(folder)

    def row(tables, **more):
        rows = ["military_expenditure"]
        return balance.compare("FRA + DEU", "RUS", data=tables, indicators=rows, **more).table.iloc[
            0
        ]

    plain, more = row(data), row(loaded)
    assert more[["a", "b", "verdict", "source"]].tolist() == (
        plain[["a", "b", "verdict", "source"]].tolist()
    )
    assert more["standing"] in (plain["standing"], "revised")
    assert more["standing"] != "agreed"
    asked = row(loaded, source="world-bank-2024-03-28-ms-mil-xpnd-cd")
    assert asked["as_of_a"] == asked["as_of_b"] == "2022"
