"""The bundled tables against their own checks and against things outside this project."""

import csv
import json
from collections import Counter
from pathlib import Path

import pycountry
import pytest

import balance
from balance.tables.checks import cross_table_faults
from balance.tables.columns import CHECKS
from balance.tables.loading import bundled_folder, check
from balance.tables.package import FILE, package_text, reference_date, write_package

SIDES = 35
"""Allies, Russia, Ukraine and Belarus."""


def test_the_bundled_tables_have_no_fault():
    check()


def test_every_source_covers_all_states_of_both_sides(data):
    sides = {*data.group("NATO").codes, "RUS", "UKR", "BLR"}
    assert len(sides) == SIDES
    figures = data.figures
    allies = set(data.group("NATO").codes)
    missing = {
        "gfp-2024": set(),
        "gfp-2025": set(),
        "sipri-2025": set(),
        "world-bank-2026": set(),
        "world-bank-2020": set(),
        "cia-2025": {"ISL"},
    }
    for source, absent in missing.items():
        told = set(figures["entity"][figures["source_id"] == source])
        assert sides - told == absent, source
    told = set(figures["entity"][figures["source_id"] == "nato-2024"])
    assert allies <= told
    assert told - allies == {"NATO", "NATO_EUROPE_CANADA"}


@pytest.mark.parametrize(
    ("day", "count"),
    [
        ("2025-02-13", 32),
        ("2024-03-07", 32),
        ("2024-03-06", 31),
        ("2023-04-04", 31),
        ("2023-04-03", 30),
        ("1949-04-04", 12),
        ("1990-01-01", 16),
    ],
)
def test_nato_by_date(data, day, count):
    assert len(data.group("NATO", on=day)) == count


@pytest.mark.parametrize(
    ("day", "count"),
    [
        ("2025-02-13", 27),
        ("2020-01-31", 28),
        ("2020-02-01", 27),
        ("2004-04-30", 15),
        ("1994-12-31", 12),
        ("1960-01-01", 6),
    ],
)
def test_european_union_by_date(data, day, count):
    assert len(data.group("EU", on=day)) == count


@pytest.mark.parametrize("day", ["1950-01-01", "1999-06-01", "2025-02-13"])
def test_european_allies_are_nato_without_the_two(data, day):
    assert data.group("NATO_EUROPE", day) == data.group("NATO", day) - {"USA", "CAN"}
    assert data.group("NATO_EUROPE_CANADA", day) == data.group("NATO", day) - {"USA"}


def test_other_groups(data):
    assert data.group("BALTIC").codes == ("EST", "LTU", "LVA")
    assert data.group("E3").codes == ("DEU", "FRA", "GBR")
    assert len(data.group("NB8")) == 8


def test_states_are_those_of_iso_3166(data):
    iso = {country.alpha_3: country.alpha_2 for country in pycountry.countries}
    states = data.table("states")
    present = states[states["ended"] == ""]
    told = dict(zip(present["state"], present["iso2"], strict=True))
    assert told == {**iso, "XKX": "XK"}
    codes = states["cow_code"][states["cow_code"] != ""]
    assert codes.is_unique
    assert len(codes) == 195 + 22  # of the Correlates of War system in 2016, and former ones


def test_former_states_have_the_codes_of_iso_3166_3_or_user_assigned_ones(data):
    former = {
        country.alpha_3: country.alpha_2
        for country in pycountry.historic_countries
        if hasattr(country, "alpha_3")
    }
    states = data.table("states")
    ended = states[states["ended"] != ""]
    for state, iso2 in zip(ended["state"], ended["iso2"], strict=True):
        if state.startswith("X"):
            assert iso2 == ""
            assert state not in former
        else:
            assert former[state] == iso2


def test_natos_sums_over_members_are_its_printed_totals(data):
    """Recomputed from the file alone, by the membership that NATO's note describes."""
    joined = {"MNE": 2017, "MKD": 2020, "FIN": 2023, "SWE": 2024}
    path = bundled_folder() / "figures" / "nato-2024.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    summed = 0
    for total in (row for row in rows if row["entity"].startswith("NATO")):
        if total["unit"] == "percent":
            continue
        key = ("indicator", "as_of", "basis")
        parts = [
            row
            for row in rows
            if all(row[k] == total[k] for k in key)
            and not row["entity"].startswith("NATO")
            and joined.get(row["entity"], 0) <= int(total["as_of"])
            and (total["entity"] == "NATO" or row["entity"] != "USA")
        ]
        sum_over_members = sum(float(row["value"]) for row in parts)
        assert sum_over_members == pytest.approx(float(total["value"]), rel=1e-6), total
        summed += 1
    assert summed == 40


def test_every_figure_has_a_place_in_its_source(data):
    figures = data.figures
    assert (figures["locator"] != "").all()
    assert (figures["as_stated"] != "").all()


def test_no_source_is_without_use(data):
    used = set()
    for name in ("figures", "absences", "memberships", "groups", "wars"):
        used |= set(data.table(name)["source_id"])
    seeds = {f"seed-00{n}" for n in range(5)}
    assert set(data.sources["source_id"]) - used <= seeds


def test_exceptions_are_needed(data):
    """Without the list the same figures are faults, so the list hides nothing else."""
    tables = {**data.tables, "exceptions": data.table("exceptions").iloc[:0]}
    faults = Counter(type(f).__name__ for f in cross_table_faults(tables, tables))
    made = data.table("exceptions")["check"].isin(CHECKS)
    assert faults == {"ImplausibleValue": made.sum()}


def test_the_data_package_is_valid_by_frictionless():
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(bundled_folder() / FILE))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "note"])


def test_the_data_package_is_current_and_can_be_written(tmp_path):
    folder = bundled_folder()
    text = (folder / FILE).read_text(encoding="utf-8")
    assert text == package_text(folder, reference_date(folder))
    assert json.loads(text)["reference_date"] == "2025-02-13"
    copy = tmp_path / "datasets"
    (copy / "figures").mkdir(parents=True)
    for path in folder.rglob("*.csv"):
        (copy / path.relative_to(folder)).write_bytes(path.read_bytes())
    (copy / FILE).write_text('{"reference_date": "2025-02-13"}')
    write_package(copy)
    assert (copy / FILE).read_text(encoding="utf-8") == text


def test_a_changed_table_makes_the_data_package_stale(monkeypatch, tmp_path):
    from balance.tables import loading, package

    folder = bundled_folder()
    copy = tmp_path / "datasets"
    (copy / "figures").mkdir(parents=True)
    for path in (*folder.rglob("*.csv"), folder / FILE):
        (copy / path.relative_to(folder)).write_bytes(path.read_bytes())
    assert package.package_faults(copy, "datasets") == []
    sources = copy / "sources.csv"
    sources.write_text(
        sources.read_text(encoding="utf-8").replace("MailOnline", "Mail"), encoding="utf-8"
    )
    (fault,) = package.package_faults(copy, "datasets")
    assert "make datapackage" in str(fault)
    (copy / FILE).unlink()
    (fault,) = package.package_faults(copy, "datasets")
    assert "reference date" in str(fault)
    monkeypatch.setattr(loading, "bundled_folder", lambda: Path(copy))
    with pytest.raises(Exception, match="reference date"):
        loading.check()


def test_texts_are_quoted_in_few_words(data):
    quoted = data.figures[data.figures["quote"] != ""]
    assert len(quoted) == 77
    assert quoted["quote"].str.split().str.len().max() <= 8
    assert set(quoted["source_id"]) == {f"seed-00{n}" for n in range(4)}


def test_copies_of_copyrighted_tables_are_not_wider_than_their_originals(data):
    """What is read in a third party's copy is not freer for it."""
    order = ["open", "attribution", "non-commercial", "unclear"]
    terms = data.sources.set_index("source_id")["terms"]
    assert order.index(terms["nato-later"]) >= order.index(terms["nato-2024"])
    kept = balance.load(terms="attribution").figures["source_id"]
    assert "nato-later" not in set(kept)
