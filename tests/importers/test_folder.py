"""An import as a folder: whole or not at all, and never over another's work."""

import json
from pathlib import Path

import handmade_files as made
import pandas as pd
import pytest

import balance
from balance.errors import OutputError
from balance.importers import import_file, write_folder
from balance.tables.loading import check


@pytest.fixture
def imported(tmp_path):
    return import_file(made.world_bank(tmp_path / "API_x.csv"))


def test_what_is_written_loads_beside_the_bundled_tables(imported, tmp_path, data):
    folder = write_folder(imported, tmp_path / "deep" / "mine")
    loaded = balance.load(folder)
    own = loaded.figures[loaded.figures["source_id"] == imported.summary.source_id]
    assert len(loaded.figures) == len(data.figures) + len(own)
    columns = ["figure_id", "entity", "indicator", "as_of", "value", "unit", "as_stated", "locator"]
    pd.testing.assert_frame_equal(
        own[columns].reset_index(drop=True),
        imported.dataset.figures[columns],
        check_dtype=False,
    )
    check(folder)


def test_the_record_holds_what_is_missing(imported, tmp_path):
    folder = write_folder(imported, tmp_path / "mine")
    record = json.loads((folder / "import.json").read_text(encoding="utf-8"))
    assert record["file"] == "API_x.csv"
    assert len(record["sha256"]) == 64
    counted = sum(len(each["as_of"]) for each in record["missing"])
    assert counted == sum(imported.summary.missing.values()) == 10
    assert {
        "entity": "NOR",
        "indicator": "armed_forces_personnel",
        "basis": "",
        "status": "no_data",
        "as_of": ["2016"],
    } in record["missing"]
    assert record["summary"]["figures"] == 11


def test_an_import_is_the_same_twice_and_replaces_itself(imported, tmp_path):
    folder = write_folder(imported, tmp_path / "mine")
    before = {p.name: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    write_folder(imported, folder)
    assert {p.name: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


@pytest.mark.parametrize("change", ["added", "altered", "taken"])
def test_an_import_that_was_changed_since_is_left_alone(imported, tmp_path, change):
    folder = write_folder(imported, tmp_path / "mine")
    if change == "added":
        (folder / "claims.toml").write_text("", encoding="utf-8")
    elif change == "altered":
        with (folder / "sources.csv").open("a", encoding="utf-8") as file:
            file.write("\n")
    else:
        (folder / "groups.csv").unlink()
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    with pytest.raises(OutputError, match="was changed since"):
        write_folder(imported, folder)
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before


def test_anything_else_in_the_way_is_left_alone(imported, tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    write_folder(imported, folder)  # an empty folder is none
    other = tmp_path / "other"
    other.mkdir()
    (other / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="is no earlier import"):
        write_folder(imported, other)
    file = tmp_path / "file"
    file.write_text("mine", encoding="utf-8")
    for target in (file, file / "below"):
        with pytest.raises(OutputError):
            write_folder(imported, target)
    assert file.read_text(encoding="utf-8") == "mine"


def test_nothing_half_written_is_left_behind(imported, tmp_path, monkeypatch):
    def full(*args, **more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("balance.importers.folder._write_csv", full)
    with pytest.raises(OutputError, match="No space left"):
        write_folder(imported, tmp_path / "mine")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["API_x.csv"]


def test_a_folder_that_cannot_be_moved_is_put_back(imported, tmp_path, monkeypatch):
    folder = write_folder(imported, tmp_path / "mine")
    before = {p.name: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    move = Path.replace

    def fails(self, target):
        if self.name.startswith(".mine-") and target == folder:
            raise OSError(13, "Permission denied")
        return move(self, target)

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(OutputError, match="Permission denied"):
        write_folder(imported, folder)
    assert {p.name: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before


def test_several_imports_load_together(tmp_path):
    folders = []
    for code in ("MS.MIL.TOTL.P1", "MS.MIL.XPND.CD"):
        imported = import_file(made.world_bank(tmp_path / f"{code}.csv", code))
        folders.append(write_folder(imported, tmp_path / code))
    folders.append(write_folder(import_file(made.nmc(tmp_path / "NMC.csv")), tmp_path / "nmc"))
    folders.append(write_folder(import_file(made.owid(tmp_path / "owid.csv")), tmp_path / "owid"))
    loaded = balance.load(*folders)
    assert len(loaded.sources) == len(balance.load().sources) + 4


def test_a_link_to_a_folder_stays_one(imported, tmp_path):
    (tmp_path / "real").mkdir()
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "real")
    assert write_folder(imported, link) == link
    assert link.is_symlink()
    assert (tmp_path / "real" / "import.json").is_file()
    assert sorted(path.name for path in tmp_path.iterdir() if path.name[0] == ".") == []
