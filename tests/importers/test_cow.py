"""National Material Capabilities: four editions made small."""

import handmade_files as made
import pytest

from balance.errors import ImportFaults, UnknownEntities, WrongLayout
from balance.importers import cow, import_file
from balance.importers.kinds import reader_of


@pytest.fixture(params=["4", "5", "6", "7", "6.txt"])
def edition(request, tmp_path):
    name, _, ending = request.param.partition(".")
    return name, made.nmc(tmp_path / f"NMC.{ending or 'csv'}", name)


def test_every_edition_gives_the_same_numbers(edition):
    name, path = edition
    imported = import_file(path)
    figures = imported.dataset.figures
    keyed = {
        (row.entity, row.indicator, row.as_of): row.value
        for row in figures[figures["indicator"] != "cinc"].itertuples()
    }
    states = {
        ("USA", 1913): "USA",
        ("USA", 1914): "USA",
        ("RUS", 1914): "RUS",
        ("RUS", 1989): "SUN",
        ("RUS", 1992): "RUS",
        ("GMY", 1990): "DEU",
        ("GFR", 1990): "XWG",
        ("GDR", 1990): "DDR",
        ("MOR", 1914): "MAR",
        ("WSM", 1990): "WSM",
    }
    indicators = {
        "milper": "cow_military_personnel",
        "irst": "iron_and_steel_production",
        "pec": "primary_energy_consumption",
        "tpop": "cow_population",
        "upop": "cow_urban_population",
    }
    expected = {}
    for (state, _, year), values in made.NMC.items():
        for component, value in zip(made.COMPONENTS, values, strict=True):
            pounds = component == "milex" and year < 1914
            indicator = indicators.get(
                component, "cow_military_expenditure" + ("_gbp" if pounds else "")
            )
            if value != -9:
                key = (states[state, year], indicator, str(year))
                expected[key] = pytest.approx(value * 1000, rel=1e-12)
    assert keyed == expected
    assert imported.summary.missing == {"no_data": 4}
    assert imported.summary.cells == len(made.NMC) * 7 == imported.summary.figures + 4
    own = "to-1992" if name == "7" else f"{name}-0"  # 7 has no mark of its own but its last year
    assert imported.summary.source_id == f"cow-nmc-{own}"
    source = imported.dataset.source(imported.summary.source_id)
    assert source["publication"] == "cow-nmc"


def test_pounds_and_dollars_are_never_one_series(tmp_path):
    figures = cow(made.nmc(tmp_path / "NMC.csv")).figures
    money = figures[figures["indicator"].str.startswith("cow_military_expenditure")]
    assert dict(zip(money["as_of"], money["unit"], strict=True))["1913"] == "GBP"
    assert set(money["unit"][money["as_of"] >= "1914"]) == {"USD"}


def test_the_file_is_recognised_by_what_stands_in_it(edition):
    _, path = edition
    renamed = path.with_name("noextension")
    path.rename(renamed)
    assert reader_of("cow").recognises(renamed)
    assert "by what stands in it" in import_file(renamed).guess


def damaged(tmp_path, old, new, count=1):
    path = made.nmc(tmp_path / "NMC.csv")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, count), encoding="utf-8", newline="")
    return path


@pytest.mark.parametrize(
    ("old", "new", "kind", "words"),
    [
        ("USA,2,1914,5000", "USA,2,1914,5000a", ImportFaults, "NMC.csv:3, column milex"),
        ("USA,2,1914,5000", 'USA,2,1914,"5,000"', ImportFaults, "NMC.csv:3, column milex"),
        ("USA,2,1914,5000", "USA,2,1914,-8", ImportFaults, "NMC.csv:3, column milex"),
        ("USA,2,1914", "USA,2,19l4", ImportFaults, "NMC.csv:3, column year"),
        ("USA,2,1914", "USA,2a,1914", ImportFaults, "NMC.csv:3, column ccode"),
        ("USA,2,1914", "USA,20,1914", ImportFaults, "mean different things"),
        ("USA,2,1914", "QQQ,999,1914", UnknownEntities, "'QQQ'"),
        ("milper", "milpers", WrongLayout, "has no header of this kind"),
        ("cinc", "milex", WrongLayout, "names a column twice"),
        (",2021\nRUS", ",2011\nRUS", WrongLayout, "names more than one edition"),
    ],
)
def test_each_damage_is_told_with_its_place(tmp_path, old, new, kind, words):
    with pytest.raises(kind) as caught:
        cow(damaged(tmp_path, old, new))
    assert words in str(caught.value)


def test_an_edition_that_is_not_known_is_said_to_be_so(tmp_path):
    imported = import_file(damaged(tmp_path, ",2021", ",2031", count=-1))
    assert imported.summary.source_id == "cow-nmc-to-1992"
    assert "names no edition that is known" in str(imported.summary)


@pytest.mark.parametrize(("year", "edition"), [(2007, "4.0"), (2016, "6.0"), (2022, "7.0")])
def test_an_edition_without_a_mark_is_told_by_its_last_year(tmp_path, year, edition):
    path = made.nmc(tmp_path / "NMC.csv", "7")
    with path.open("a", encoding="utf-8", newline="") as file:
        file.write(f"2,{year},1,1,1,1,1,1,1\r\n")
    imported = import_file(path)
    assert imported.dataset.source(imported.summary.source_id)["edition"] == edition
    assert f"told from the last year, {year}" in str(imported.summary)


def test_columns_of_the_supplement_are_counted(tmp_path):
    lines = made.nmc(tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()
    path = tmp_path / "NMC-60-wsupplementary.csv"
    wide = [f"{lines[0]},milexsource,milexqualitycode"] + [
        f'{x},"Yearbook, 1",A' for x in lines[1:]
    ]
    path.write_text("\n".join(wide) + "\n", encoding="utf-8")
    summary = import_file(path).summary
    (skipped,) = summary.skipped
    assert skipped.what == "cells of the columns milexsource, milexqualitycode"
    assert skipped.count == 2 * (len(lines) - 1) == summary.cells - 7 * (len(lines) - 1)
    assert import_file(tmp_path / "a.csv").summary.skipped == ()
