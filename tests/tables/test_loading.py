import os
import shutil

import pandas as pd
import pytest

import balance
from balance.errors import (
    DataFaults,
    DateError,
    ParameterError,
    UnknownIndicator,
    UnknownName,
    UnknownSource,
)
from balance.scenarios import nuclear_forces

HEADER = (
    "figure_id,entity,indicator,as_of,period_end,value,low,high,unit,basis,scope,as_stated,hedge,"
    "source_id,locator,quote,note\n"
)
SOURCE = (
    "source_id,publication,edition,title,publisher,author,published,accessed,url,terms,"
    "reliability,read_via,note\nmine-2025,mine,2025,Mine,Me,,2025-01,,,open,C,,\n"
)


@pytest.fixture
def mine(tmp_path):
    (tmp_path / "figures").mkdir()
    (tmp_path / "sources.csv").write_text(SOURCE)
    (tmp_path / "figures" / "mine.csv").write_text(
        HEADER
        + "mine-2025-est-submarines,EST,submarines,2024,,2,,,vessels,,,2,,mine-2025,row 1,,\n"
    )
    return tmp_path


def test_a_folder_adds_its_rows_to_the_bundled_ones(mine, data):
    both = balance.load(mine)
    assert len(both.figures) == len(data.figures) + 1
    row = both.figures.set_index("figure_id").loc["mine-2025-est-submarines"]
    assert (row["value"], row["file"], row["line"]) == (2, f"{mine.name}/figures/mine.csv", 2)
    assert f"{mine.name}/sources.csv" in both.digests


def test_own_figures_can_be_asked_for_by_source(mine):
    result = balance.compare(
        "EST", "LVA", data=balance.load(mine), indicators=["submarines"], source="mine-2025"
    )
    assert result.table.loc[0, ["a", "b_missing", "verdict"]].tolist() == [2, "LVA", "no_data"]


def test_lines_are_those_of_the_file_even_after_a_cell_of_two_lines(mine):
    path = mine / "figures" / "mine.csv"
    rows = path.read_text().splitlines()[1]
    second = rows.replace("est-sub", "lva-sub").replace("EST", "LVA").replace("vessels", "persons")
    path.write_text(HEADER + rows[:-1] + '"two\nlines"\n\n' + second + "\n")
    with pytest.raises(DataFaults, match=r"mine\.csv:5, column unit"):
        balance.load(mine)


def test_a_byte_order_mark_and_windows_line_ends_are_read(mine, data):
    path = mine / "figures" / "mine.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert len(balance.load(mine).figures) == len(data.figures) + 1


def test_frames_are_handed_out_as_copies(data):
    figures = data.figures
    figures["value"] = 0.0
    figures.drop(columns=["unit"])
    assert data.figures["value"].sum() > 0


def test_namibia_survives(data):
    assert data.table("states").set_index("state").at["NAM", "iso2"] == "NA"


def test_terms_leave_figures_out_and_say_so():
    everything = balance.load()
    open_ones = balance.load(terms="open")
    assert set(open_ones.figures["source_id"]) == {"cia-2025"}
    assert "gfp-2025" in open_ones.left_out
    wider = balance.load(terms="attribution")
    assert "world-bank-2026" in set(wider.figures["source_id"])
    assert len(open_ones.figures) < len(wider.figures) < len(everything.figures)
    assert len(open_ones.group("NATO")) == 32
    with pytest.raises(ParameterError, match="open, attribution, non-commercial, unclear"):
        balance.load(terms="free")


def test_groups_and_states(data):
    assert data.group("RUS").codes == ("RUS",)
    with pytest.raises(UnknownName, match=r"Did you mean BALTIC\?"):
        data.group("BALTICS")
    with pytest.raises(DateError, match="first members joined on 1949-04-04"):
        data.group("NATO", on="1940-01-01")
    with pytest.raises(DateError, match="YYYY-MM-DD"):
        data.group("NATO", on="2024")


def test_unknown_things_are_suggested(data):
    with pytest.raises(UnknownIndicator, match=r"Did you mean main_battle_tanks or"):
        data.indicator("main_battle_tank")
    with pytest.raises(UnknownSource, match="Did you mean gfp-202"):
        data.source("gfp-2023")
    with pytest.raises(UnknownName, match="there is no table"):
        data.table("figure")


def test_labels(data):
    said = {
        "NATO - USA - CAN": "NATO without the United States and Canada",
        "NATO - TUR": "NATO without Türkiye",
        "NATO + UKR": "NATO with Ukraine",
        "FRA + DEU + GBR": "the E3",
        "USA": "the United States",
        "FRA + POL": "France and Poland",
        "FRA + POL + ESP + ITA + ROU": "FRA + POL + ESP + ITA + ROU",
        "NATO - EU": "NATO - EU",
    }
    for expression, label in said.items():
        assert data.label(data.coalition(expression)) == label


def test_verbs(data):
    said = {"NATO": "has", "BALTIC": "have", "FRA + POL": "have", "NLD": "has", "E3": "has"}
    for expression, verb in said.items():
        assert data.verb(data.coalition(expression)) == verb


def test_reading_needs_no_pandera(data, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pandera", None)
    assert isinstance(balance.load().figures, pd.DataFrame)


def test_the_folder_may_be_anywhere(mine, tmp_path_factory):
    other = tmp_path_factory.mktemp("elsewhere") / "with space ü"
    shutil.copytree(mine, other)
    assert "mine-2025" in set(balance.load(str(other)).sources["source_id"])


def test_no_path_of_a_machine_is_kept(mine, tmp_path_factory):
    """Two folders of one name are told apart, and one named as the bundled one is not it."""
    place = tmp_path_factory.mktemp("elsewhere")
    shutil.copytree(mine, place / "datasets")
    other = place / "deeper" / "datasets"
    shutil.copytree(mine, other)
    for path in (other / "sources.csv", other / "figures" / "mine.csv"):
        path.write_text(path.read_text().replace("mine-2025", "other-2025").replace("EST", "LVA"))
    both = balance.load(place / "datasets", other)
    files = both.figures.set_index("figure_id")["file"]
    assert files["mine-2025-est-submarines"] == "datasets (2)/figures/mine.csv"
    assert files["other-2025-est-submarines"] == "datasets (3)/figures/mine.csv"
    assert set(files.tolist()) <= set(both.digests)
    assert not any(str(place) in name for name in both.digests)


def test_a_folder_shown_as_the_bundled_one_is_checked_all_the_same(mine, monkeypatch):
    shutil.copytree(mine, mine / "in" / "datasets")
    monkeypatch.chdir(mine / "in")
    path = mine / "in" / "datasets" / "figures" / "mine.csv"
    path.rename(path.with_name("gfp-2025.csv"))  # the name of a bundled file
    path = path.with_name("gfp-2025.csv")
    path.write_text(path.read_text().replace("EST", "XYZ"))
    with pytest.raises(DataFaults, match="is neither a state nor a group"):
        balance.load("datasets")


def test_sources_can_be_left_out_by_name():
    without = balance.load(leave_out=["gfp", "cia-2025"])
    assert {"gfp-2024", "gfp-2025", "cia-2025"} <= set(without.left_out)
    assert not set(without.figures["source_id"]) & {"gfp-2024", "gfp-2025", "cia-2025"}
    assert "gfp-2025" not in set(without.table("absences")["source_id"])
    assert balance.load(leave_out="cia-2025").left_out == ("cia-2025",)
    with pytest.raises(UnknownSource, match="no source or publication 'gfq' to leave out"):
        balance.load(leave_out=["gfq"])


def test_known_zeros_go_with_their_source():
    wider = balance.load(terms="attribution")
    assert ("ISL", "military_expenditure_share") not in wider.absences
    assert wider.absences["ISL", "active_personnel"] == "cia-2025"


@pytest.mark.skipif(os.name != "posix", reason="permissions of files")
def test_what_cannot_be_read_is_a_fault(mine, monkeypatch):
    listed = os.scandir

    def refuse(path):
        if str(path).endswith("figures"):
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(DataFaults, match="figures: cannot be read: Permission denied"):
        balance.load(mine)


def test_a_folder_without_a_name(data):
    with pytest.raises(DataFaults, match="'': does not exist"):
        balance.load("")


@pytest.mark.parametrize("given", ["mine", 5, {}])
def test_what_is_no_tables_is_refused_in_words(given):
    with pytest.raises(ParameterError, match="data must be tables, as "):
        balance.compare("NATO", "RUS", data=given)
    with pytest.raises(ParameterError, match="data must be tables"):
        nuclear_forces(given)
