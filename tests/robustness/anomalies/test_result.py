"""Anomalies: one bad table per fault, published cases put in again, clean tables without a flag."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from handmade import figure, held, table

import balance
from balance.errors import DataFaults
from balance.robustness.anomalies.findings import Scan
from balance.robustness.anomalies.result import anomalies, anomaly_faults
from balance.robustness.anomalies.scans import scan_all
from balance.tables.columns import SCANS
from balance.tables.loading import check

FOLDERS = sorted((Path(__file__).parents[2] / "data" / "anomalies").iterdir())
CODES = [f"{chr(65 + n)}ZZ" for n in range(15)]


def flags(data):
    return [(found.check, found.fault.place.key) for found in scan_all(Scan(data))]


@pytest.fixture
def world(tiny):
    """Return a maker of tables about many states."""

    def make(rows):
        data = tiny(rows)
        named = [{"state": code, "name": f"State {code}", "iso2": code[:2]} for code in CODES]
        data.tables["states"] = table("states", named)
        return data

    return make


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_each_anomaly_is_told_once_with_place_and_remedy(folder, run):
    code, out, err = run("check", str(folder), "--anomalies")
    assert code == 1 and "1 fault in the tables" in err, err
    assert "no faults" not in out and "to mend: " in err
    for words in (folder / "expected.txt").read_text(encoding="utf-8").splitlines():
        assert words in err
    assert run("check", str(folder))[0] == 0  # the plain check stays as it is


def test_all_anomalies_are_told_in_one_go(tmp_path):
    whole = tmp_path / "figures"
    whole.mkdir()
    for folder in FOLDERS:
        if folder.name in ("zero_or_not_stated", "unit_slip", "other_currency"):
            shutil.copy(folder / "figures" / "mine.csv", whole / f"{folder.name}.csv")
            shutil.copy(folder / "sources.csv", tmp_path / "sources.csv")
    faults = anomaly_faults(check(tmp_path))
    kinds = [type(fault).__name__ for fault in faults]
    assert sorted(kinds) == ["MaybeNotStated", "OtherCurrency", "UnitSlip"]


def test_a_sentinel_of_minus_nine_never_gets_in(run, tmp_path):
    folder = shutil.copytree(FOLDERS[0], tmp_path / "mine")
    path = folder / "figures" / "mine.csv"
    path.write_text(path.read_text().replace(",112,", ",-9,"))
    code, _, err = run("check", str(folder), "--anomalies")
    assert code == 1 and "expected 0 or more; found -9" in err.replace("'", "").replace(
        "-9.0", "-9"
    )


def test_a_listed_reason_excuses(tmp_path):
    folder = shutil.copytree(next(f for f in FOLDERS if f.name == "not_updated"), tmp_path / "mine")
    head = "figure_id,check,reason,indicator,source_id\n"
    (folder / "exceptions.csv").write_text(
        head + ",not_updated,the publisher says so,active_personnel,mine-2025\n"
    )
    data = check(folder)
    assert anomaly_faults(data) == []
    told = anomalies(data).table.set_index("subject")
    assert told.at["active_personnel mine-2025", "reason"] == "the publisher says so"


def series(code, values, source="one-2025", indicator="tanks"):
    years = range(1998, 1998 + len(values))
    return [
        figure(code, indicator, value, source, as_of=str(year))
        for year, value in zip(years, values, strict=True)
        if value is not None
    ]


def test_russia_2000_with_15_200_thousand_in_place_of_1_004(world):
    """Correlates of War: "one and only one" value of 72,000; its neighbours are made up here."""
    right = series("AZZ", [1_159_000, 1_100_000, 1_004_000, 977_000, 958_000])
    wrong = series("AZZ", [1_159_000, 1_100_000, 15_200_000, 977_000, 958_000])
    assert flags(world(right)) == []
    assert flags(world(wrong)) == [("series_break", "one-2025-azz-tanks-2000")]


def test_it_is_out_of_line_with_its_peers_at_the_end_of_a_series_too(world):
    peers = [r for code in CODES[1:] for r in series(code, [900 + ord(code[0]), 1000])]
    wrong = world([*peers, *series("AZZ", [1_004, 15_200])])
    assert ("series_break", "one-2025-azz-tanks-1999") in flags(wrong)
    assert flags(world([*peers, *series("AZZ", [1_004, 1_050])])) == []


@pytest.mark.parametrize("at", [0, 4])
def test_a_thousandfold_error_between_editions_years_or_peers(world, at):
    """Spending of Belarus stood a thousand times too high in one published file."""
    values = [500, 510, 520, 530, 540]
    slipped = [v * 1000 if n == at else v for n, v in enumerate(values)]
    assert flags(world(series("AZZ", values))) == []
    assert [kind for kind, _ in flags(world(series("AZZ", slipped)))] == ["unit_slip"]
    editions = [
        figure("AZZ", "tanks", 700, "one-2024"),
        figure("AZZ", "tanks", 700_000, "one-2025"),
    ]
    assert flags(world(editions)) == [("unit_slip", "one-2025-azz-tanks-2024")]
    publications = [
        figure("AZZ", "tanks", 700, "two-2024"),
        figure("AZZ", "tanks", 800_000, "one-2025"),
    ]
    assert [kind for kind, _ in flags(world(publications))] == ["unit_slip"]
    peers = [figure(code, "tanks", 700 + n, "one-2025") for n, code in enumerate(CODES)]
    assert flags(world(peers)) == []
    peers[at] = figure(CODES[at], "tanks", (700 + at) * 1000, "one-2025")
    assert flags(world(peers)) == [("unit_slip", f"one-2025-{CODES[at].lower()}-tanks-2024")]


def test_a_change_of_twelve_times_is_a_jump_and_of_ten_with_the_same_digits_a_slip(world):
    def two(one, other):
        rows = [figure("AZZ", "tanks", one, "one-2024"), figure("AZZ", "tanks", other, "one-2025")]
        return [kind for kind, _ in flags(world(rows))]

    assert two(100, 1200) == ["jump_between_editions"]
    assert two(123, 1230) == ["unit_slip"]
    assert two(100, 180) == ["jump_between_editions"]
    assert two(100, 179) == two(100, 56) == []
    assert two(100, 55) == ["jump_between_editions"]


def test_a_splice_of_all_states_is_told_of_the_indicator(world):
    """Urban population in version 7.0: 110 of 150 states by more than a quarter, median 1.55."""
    growth = [1.02, 1.02, 1.55, 1.02]
    rows, calm = [], []
    for n, code in enumerate(CODES):
        values, smooth = [1000.0 + 10 * n], [1000.0 + 10 * n]
        for rate in growth:
            own = 1.02 if rate > 1.5 and n >= 11 else rate
            values.append(round(values[-1] * own))
            smooth.append(round(smooth[-1] * 1.02))
        rows += series(code, values)
        calm += series(code, smooth)
    assert flags(world(calm)) == []
    (found,) = [f for f in scan_all(Scan(world(rows))) if f.check == "series_break"]
    assert found.fault.place.key == "tanks one-2025"
    assert "more than a quarter in 11 of 15 states from 2000 to 2001" in found.fault.problem


def test_a_restless_series_has_no_splice_and_no_outlier(world):
    rows = []
    for n, code in enumerate(CODES):
        values = [1000.0]
        for year in range(4):
            values.append(round(values[-1] * (1.5 if (n + year) % 2 else 0.7)))
        rows += series(code, values)
    assert not [f for f in flags(world(rows)) if f[1] == "tanks one-2025"]


def test_a_zero_between_two_years_or_beside_another_publication(world):
    assert flags(world(series("AZZ", [50, 0, 55]))) == [
        ("zero_or_not_stated", "one-2025-azz-tanks-1999")
    ]
    rows = [figure("AZZ", "tanks", 0, "one-2025"), figure("AZZ", "tanks", 30, "two-2024")]
    assert flags(world(rows)) == [("zero_or_not_stated", "one-2025-azz-tanks-2024")]
    assert flags(world(series("AZZ", [0, 0, 5]))) == []


def test_money_off_by_the_rate_that_the_tables_hold(data):
    """A second edition prints euros for dollars; the rate is that of the table itself."""
    frame = data.figures
    dollars = frame[frame["indicator"] == "defence_expenditure"].query(
        "basis == 'current-mer' and as_of == '2024' and entity in ('DEU', 'FRA', 'ITA')"
    )
    euros = frame[frame["indicator"] == "defence_expenditure_eur"].query("as_of == '2024'")
    paid = euros.iloc[0]
    slipped = dollars[dollars["entity"] == paid["entity"]].assign(
        figure_id="slipped", source_id="nato-again", value=paid["value"]
    )
    assert len(slipped) == 1
    again = data.sources.query("source_id == 'nato-2024'").assign(
        source_id="nato-again", edition="2024-07", published="2024-07-17"
    )
    tables = {
        **data.tables,
        "figures": joined(frame, slipped),
        "sources": joined(data.sources, again),
    }
    found = {f.fault.place.key: f.check for f in scan_all(Scan(replace(data, tables=tables)))}
    assert found["slipped"] == "other_currency"


def joined(*frames):
    import pandas as pd

    return pd.concat(frames, ignore_index=True)


def test_clean_tables_have_no_flag(tiny):
    rows = held(100, 30, 7, 50) + held(110, 33, 7, 60, source="two-2024")
    rows += held(90, 28, 7, 48, source="one-2024")
    assert flags(tiny(rows)) == []
    assert anomalies(tiny(rows)).headline == "Nothing in the tables is flagged."


def test_every_bundled_anomaly_has_a_reason_and_every_reason_an_anomaly(data):
    assert anomaly_faults(data) == []
    frame = anomalies(data).table
    assert (frame["reason"] != "").all()
    listed = data.table("exceptions")
    assert len(frame) == len(listed)
    bare = replace(data, tables={**data.tables, "exceptions": listed.iloc[:0]})
    kept = listed["check"].isin(SCANS).sum()
    assert len(anomaly_faults(bare)) == kept > 30


def test_nothing_is_repaired(data):
    before = data.figures
    anomalies(data)
    assert before.equals(data.figures)


def test_the_flags_and_their_counts_agree(data):
    result = anomalies(data)
    counts = result.tables["checks"].set_index("row")["flagged"]
    assert counts["all"] == len(result.table) == counts.drop("all").sum()
    assert f"Flagged: {len(result.table)}; without a listed reason: none." == result.headline


def test_what_stands_in_a_bundled_file_is_not_flagged_without_its_figure(tmp_path):
    """Leaving out a source makes its exceptions neither stale nor missing."""
    data = balance.load(leave_out=["gfp-2024"])
    assert all(fault.place.key for fault in anomaly_faults(data))


def test_an_unknown_check_is_refused(tmp_path):
    folder = shutil.copytree(FOLDERS[0], tmp_path / "mine")
    (folder / "exceptions.csv").write_text(
        "figure_id,check,reason\nmine-2024-aut-main-battle-tanks-2023,jumps,once\n"
    )
    with pytest.raises(DataFaults, match="one of part_above_total"):
        balance.load(folder)
