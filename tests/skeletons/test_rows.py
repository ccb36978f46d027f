"""New rows: faulted until they are filled in, accepted then, and nothing else is touched."""

import csv

import pytest

import balance
from balance.errors import (
    DataFaults,
    OutputError,
    ParameterError,
    UnknownIndicator,
    UnknownName,
    UnknownSource,
)
from balance.skeletons import new_figure, new_source
from balance.tables.columns import TABLES
from balance.tables.loading import check

FILLED = {
    "title": "Fleet list",
    "publisher": "Ministry of Defence",
    "published": "2025-01",
    "accessed": "2025-02-01",
    "url": "https://example.org/fleet",
    "terms": "open",
    "reliability": "A",
    "read_via": "The page itself.",
    "as_of": "2025-01",
    "period_end": "2025-12",
    "value": "5",
    "as_stated": "5",
    "locator": "table 2 row 1",
}


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fill(path, keep=()):
    """Fill every placeholder as a contributor would, but those of some columns."""
    found = rows(path)
    for row in found:
        for name, cell in row.items():
            if cell.startswith("TODO") and name not in keep:
                row[name] = FILLED[name]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, found[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)


@pytest.fixture
def mine(tmp_path):
    folder = tmp_path / "mine"
    new_source(folder, "ministry-2025")
    new_figure(folder, "SWE", "submarines", "ministry-2025")
    return folder


def test_rows_have_all_columns_and_what_is_known(mine):
    (source,) = rows(mine / "sources.csv")
    assert tuple(source) == TABLES["sources"].names
    assert (source["publication"], source["edition"]) == ("ministry", "2025")
    (figure,) = rows(mine / "figures" / "ministry-2025.csv")
    assert tuple(figure) == TABLES["figures"].names
    assert figure["figure_id"] == "ministry-2025-swe-submarines"
    assert (figure["unit"], figure["basis"], figure["period_end"]) == ("vessels", "", "")


def test_every_placeholder_is_a_fault_with_its_place_and_what_belongs_there(mine):
    waiting = {
        ("sources.csv", name)
        for name, cell in rows(mine / "sources.csv")[0].items()
        if cell == "TODO"
    } | {
        ("ministry-2025.csv", name)
        for name, cell in rows(mine / "figures" / "ministry-2025.csv")[0].items()
        if cell == "TODO"
    }
    assert len(waiting) == 12
    with pytest.raises(DataFaults) as caught:
        check(mine)
    told = {
        (fault.place.file.rpartition("/")[2], fault.place.column) for fault in caught.value.faults
    }
    assert told == waiting
    for fault in caught.value.faults:
        assert fault.place.line == 2
        assert "to mend: " in str(fault)
    assert "column title [ministry-2025]: still waits to be filled in; expected As printed" in str(
        caught.value
    )


@pytest.mark.parametrize("forgotten", ["terms", "title", "value", "as_stated", "locator"])
def test_one_that_is_forgotten_is_named(mine, forgotten):
    for path in (mine / "sources.csv", mine / "figures" / "ministry-2025.csv"):
        fill(path, keep=(forgotten,))
    with pytest.raises(DataFaults) as caught:
        check(mine)
    assert {fault.place.column for fault in caught.value.faults} == {forgotten}


def test_filled_in_they_are_accepted_and_speak(mine):
    for path in (mine / "sources.csv", mine / "figures" / "ministry-2025.csv"):
        fill(path)
    data = check(mine)
    result = balance.compare(
        "SWE", "NOR", data=data, indicators=["submarines"], source="ministry-2025"
    )
    assert result.table["a"].item() == float(FILLED["value"])


def test_money_gets_its_basis_and_a_flow_its_end(tmp_path):
    new_source(tmp_path, "ministry-2025")
    skeleton = new_figure(tmp_path, "SWE", "military_expenditure", "ministry-2025", "2025")
    (row,) = rows(tmp_path / "figures" / "ministry-2025.csv")
    assert (row["unit"], row["basis"], row["as_of"]) == ("USD", "current-mer", "2025")
    assert row["period_end"] == "TODO"
    assert row["figure_id"] == "ministry-2025-swe-military-expenditure-2025"
    assert skeleton.files == ((tmp_path / "figures" / "ministry-2025.csv", 2),)
    for name in ("sources.csv", "figures/ministry-2025.csv"):
        fill(tmp_path / name)
    assert len(check(tmp_path).figures) == len(balance.load().figures) + 1


def test_a_known_publication_gives_its_publisher(tmp_path):
    new_source(tmp_path, "gfp-2026")
    (row,) = rows(tmp_path / "sources.csv")
    assert (row["publication"], row["edition"]) == ("gfp", "2026")
    assert (row["publisher"], row["reliability"]) == ("GlobalFirepower.com", "D")


def test_what_stands_in_a_file_stays_byte_for_byte(mine):
    path = mine / "figures" / "ministry-2025.csv"
    before = path.read_bytes().rstrip(b"\n")  # an editor may leave out the last line end
    path.write_bytes(before)
    skeleton = new_figure(mine, "SWE", "combat_aircraft", "ministry-2025")
    assert path.read_bytes().startswith(before + b"\n")
    assert skeleton.files == ((path, 3),)
    assert [row["indicator"] for row in rows(path)] == ["submarines", "combat_aircraft"]


def test_columns_in_another_order_are_followed(tmp_path):
    path = tmp_path / "sources.csv"
    names = list(reversed(TABLES["sources"].names))
    path.write_text(",".join(names) + "\n", encoding="utf-8")
    new_source(tmp_path, "ministry-2025")
    (row,) = rows(path)
    assert list(row) == names
    assert row["source_id"] == "ministry-2025"


def test_what_is_there_already_or_nowhere_is_told(mine):
    with pytest.raises(ParameterError, match=r"there is a figure 'ministry-2025-swe-submarines'"):
        new_figure(mine, "SWE", "submarines", "ministry-2025")
    for name in ("ministry-2025", "gfp-2025"):
        with pytest.raises(ParameterError, match=f"there is a source '{name}'"):
            new_source(mine, name)
    with pytest.raises(ParameterError, match="lower-case letters"):
        new_source(mine, "Ministry 2025")
    with pytest.raises(UnknownName, match="SWE"):
        new_figure(mine, "SEW", "submarines", "ministry-2025")
    with pytest.raises(UnknownIndicator, match="submarines"):
        new_figure(mine, "SWE", "submarine", "ministry-2025")
    with pytest.raises(UnknownSource, match="balance new source"):
        new_figure(mine, "SWE", "submarines", "ministry-2026")
    assert len(rows(mine / "sources.csv")) == 1


def test_a_file_of_something_else_is_left_alone(tmp_path):
    path = tmp_path / "sources.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises((DataFaults, OutputError)):
        new_source(tmp_path, "ministry-2025")
    assert path.read_text(encoding="utf-8") == "a,b\n1,2\n"
