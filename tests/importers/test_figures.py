"""From cells to figures: keys, groups, what is missing, and nothing uncounted."""

from pathlib import Path

import pytest

import balance
from balance.errors import ParameterError, SameEntityTwice, UnknownEntities
from balance.importers.cells import cells_frame
from balance.importers.extract import Extract, Skipped
from balance.importers.figures import imported_from

SOURCE = {
    "source_id": "sipri-2025",
    "publication": "sipri",
    "edition": "2025",
    "title": "Made up",
    "publisher": "SIPRI",
    "published": "2025-04-30",
    "terms": "open",
    "reliability": "A",
}


def extract(*rows, skipped=()):
    names = ("name", "as_of", "status", "value", "as_stated")
    columns = {name: [row[place] for row in rows] for place, name in enumerate(names)}
    more = {name: [row[5].get(name, "") for row in rows] for name in ("basis", "scope", "hedge")}
    columns["aggregate"] = [bool(row[5].get("aggregate")) for row in rows]
    for name, plain in (("basis", "current-mer"), ("unit", "USD")):
        more[name] = [row[5].get(name, plain) for row in rows]
    locators = [f"row {place}" for place in range(len(rows))]
    cells = cells_frame(
        len(rows),
        {**columns, **more, "indicator": "military_expenditure", "locator": locators},
    )
    return Extract("sipri", SOURCE, cells, len(rows), skipped)


def row(name, as_of, value, **more):
    status = more.pop("status", "reported")
    shown = "" if value is None else str(value)
    return (name, as_of, status, float("nan") if value is None else float(value), shown, more)


def made(data, *rows, **more):
    skipped = more.pop("skipped", ())
    return imported_from(extract(*rows, skipped=skipped), data, Path("x.csv"), "0" * 64, **more)


def test_missing_not_existing_and_zero_are_three_things(data):
    imported = made(
        data,
        row("Norway", "2020", 0),
        row("Norway", "2021", None, status="no_data"),
        row("Czechoslovakia", "2000", None, status="no_state"),
        row("Norway", "2022", None, status="not_given"),
    )
    assert list(imported.dataset.figures["value"]) == [0]
    assert imported.summary.missing == {"no_data": 1, "no_state": 1, "not_given": 1}
    assert set(imported.missing["status"]) == {"no_data", "no_state", "not_given"}
    assert list(imported.missing["as_of"]) == ["2021", "2000", "2022"]


def test_a_bundled_source_keeps_its_name_and_the_file_gets_another(data):
    imported = made(data, row("Norway", "2020", 1))
    assert imported.summary.source_id == "sipri-2025-file"
    source = imported.dataset.source("sipri-2025-file")
    assert source["publication"] == data.source("sipri-2025")["publication"]
    assert made(data, row("Norway", "2020", 1), source_id="mine").summary.source_id == "mine"
    with pytest.raises(ParameterError, match="is there already"):
        made(data, row("Norway", "2020", 1), source_id="gfp-2025")
    with pytest.raises(ParameterError, match="cannot name a source"):
        made(data, row("Norway", "2020", 1), source_id="../Mine")


def test_ids_are_unique_stable_and_kebab_case(data):
    rows = [
        row("Norway", "2020", 1),
        row("Norway", "2021", 1),
        row("Norway", "2020", 1, basis="2023-mer"),
        row("Europe", "2020", 1, aggregate=True),
    ]
    ids = list(made(data, *rows).dataset.figures["figure_id"])
    assert ids == [
        "sipri-2025-file-nor-military-expenditure-2020",
        "sipri-2025-file-nor-military-expenditure-2021",
        "sipri-2025-file-nor-military-expenditure-2020-2023-mer",
        "sipri-2025-file-sipri-2025-file-europe-military-expenditure-2020",
    ]
    backwards = list(made(data, *rows[::-1]).dataset.figures["figure_id"])
    assert backwards == ids[::-1]


def test_two_names_of_one_state_that_disagree_are_a_fault(data):
    with pytest.raises(SameEntityTwice) as caught:
        made(data, row("Turkey", "2020", 1), row("Türkiye", "2020", 2))
    text = str(caught.value)
    assert "Turkey (row 0): 1" in text
    assert "Türkiye (row 1): 2" in text
    with pytest.raises(SameEntityTwice):  # the same number under two names is no repetition
        made(data, row("Turkey", "2020", 1), row("Türkiye", "2020", 1))
    with pytest.raises(SameEntityTwice):
        made(data, row("Norway", "2020", 1), row("Norway", "2020", 2))


def test_a_row_printed_twice_counts_once_and_is_counted(data):
    imported = made(data, row("Norway", "2020", 1), row("Norway", "2020", 1))
    assert imported.summary.figures == 1
    assert [(s.count, s.why) for s in imported.summary.skipped] == [(1, "printed twice, the same")]


def test_regions_get_groups_of_their_own_and_never_states(data):
    rows = [row("World", "2020", 9), row("Middle East", "2020", 3), row("Norway", "2020", 1)]
    imported = made(data, *rows)
    groups = imported.tables["groups"]
    assert list(groups["group"]) == ["SIPRI_2025_FILE_WORLD", "SIPRI_2025_FILE_MIDDLE_EAST"]
    assert list(groups["label"]) == ["World (SIPRI)", "Middle East (SIPRI)"]
    assert imported.summary.aggregates == 2
    assert not set(groups["group"]) & set(data.state_names)


def test_unknown_names(data):
    rows = [row("Ruritania", "2020", 9), row("Norway", "2020", 1)]
    rebels = made(data, row("Hezbollah (Lebanon)*", "2020", 1), unknown="keep")
    assert list(rebels.tables["groups"]["definition"]) == [
        "A name that no table knows, kept as printed."
    ]
    with pytest.raises(UnknownEntities, match="Ruritania"):
        made(data, *rows)
    kept = made(data, *rows, unknown="keep")
    assert set(kept.dataset.figures["entity"]) == {"NOR", "SIPRI_2025_FILE_RURITANIA"}
    assert "1 unknown name kept under their own names, not as states: Ruritania" in str(
        kept.summary
    )
    dropped = made(data, *rows, unknown="drop")
    assert set(dropped.dataset.figures["entity"]) == {"NOR"}
    assert [(s.count, s.why) for s in dropped.summary.skipped] == [(1, "their names are unknown")]
    with pytest.raises(ParameterError, match="error, keep, drop"):
        made(data, *rows, unknown="ignore")


@pytest.mark.parametrize("policy", ["keep", "drop"])
def test_nothing_vanishes_uncounted(data, policy):
    rows = [
        row("Norway", "2020", 1),
        row("Norway", "2020", 1),
        row("Norway", "2021", None, status="no_data"),
        row("Ruritania", "2020", 1),
        row("Ruritania", "2021", None, status="no_state"),
        row("World", "2020", 1),
    ]
    summary = made(data, *rows, unknown=policy, skipped=(Skipped("cells", 4, "x"),)).summary
    lost = sum(skipped.count for skipped in summary.skipped)
    assert summary.cells == len(rows) + 4
    assert summary.cells == summary.figures + sum(summary.missing.values()) + lost


def test_implausible_figures_are_kept_and_listed(data):
    imported = made(data, row("Norway", "2020", 5e12))
    assert list(imported.dataset.figures["value"]) == [5e12]
    assert imported.summary.implausible == 1
    assert list(imported.tables["exceptions"]["figure_id"]) == list(
        imported.dataset.figures["figure_id"]
    )


def test_the_data_set_has_the_bundled_vocabulary_and_the_file_alone(data):
    dataset = made(data, row("Norway", "2020", 1)).dataset
    assert len(dataset.figures) == 1
    assert len(dataset.table("states")) == len(data.table("states"))
    assert len(dataset.sources) == len(data.sources) + 1
    assert dataset.digests == {"x.csv": "0" * 64}
    assert len(dataset.group("NATO")) == 32
    result = balance.compare("NOR", "NOR + SWE - NOR", data=dataset)
    assert result is not None
