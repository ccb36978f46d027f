"""What is left out is left out of everything: tables, lineage, sources, charts, files."""

import dataclasses
import io
import json

import pandas as pd
import pytest

import balance
from balance.scenarios import nato_without_us_and_canada

EUROPE = ("NATO - USA - CAN", "RUS")


def without(data, *sources):
    """The tables with the figures and known zeros of some sources taken out by hand."""
    tables = dict(data.tables)
    for name in ("figures", "absences"):
        frame = tables[name]
        tables[name] = frame[~frame["source_id"].isin(sources)].reset_index(drop=True)
    return dataclasses.replace(data, tables=tables)


@pytest.mark.parametrize(
    ("named", "gone"),
    [
        (["gfp-2025"], {"gfp-2025"}),
        (["gfp"], {"gfp-2024", "gfp-2025"}),
        (["cia-2025", "sipri"], {"cia-2025", "sipri-2025"}),
    ],
)
def test_a_scenario_is_the_one_of_tables_without_it(data, named, gone):
    tables = balance.load(leave_out=named)
    assert gone <= set(data.figures["source_id"])
    assert set(tables.left_out) == gone
    result = nato_without_us_and_canada(tables)
    plain = nato_without_us_and_canada(without(data, *gone))
    for name, frame in plain.tables.items():
        pd.testing.assert_frame_equal(result.tables[name], frame)
    assert result.headline == plain.headline
    for frame in (result.contributions, result.witnesses, result.figures, result.sources):
        used = set(frame["source_id"].str.split(" * ", regex=False).explode())
        assert not used & gone
    assert not set(result.tables["other_sources"]["source"]) & gone
    assert not any(source in spec.note for spec in result.charts for source in gone)
    told = [caveat for caveat in result.caveats if caveat.startswith("Left out, by their terms")]
    assert len(told) == 1
    assert all(source in told[0] for source in gone)


def test_every_command_leaves_it_out(run):
    gone = ("--leave-out", "cia-2025", "--leave-out", "gfp-2025")
    asked = ("--indicator", "active_personnel", "--format", "json")
    _, out, _ = run("compare", *EUROPE, *asked)
    assert json.loads(out)[0]["source"] == "cia-2025"
    code, out, err = run("compare", *EUROPE, *asked, *gone)
    assert code == 0
    assert json.loads(out)[0]["source"] == "gfp-2024"
    assert "Left out, by their terms or by choice: the figures of cia-2025 and gfp-2025." in err
    code, out, _ = run("explain", *EUROPE, "active_personnel", *gone)
    assert code == 0
    assert "gfp-2024-rus-active-personnel" in out
    assert "cia-2025" not in out
    words = ("scenario", "nato_vs_russia", "--format", "csv")
    _, out, _ = run(*words, *gone)
    assert set(pd.read_csv(io.StringIO(out))["source"]) & {"cia-2025", "gfp-2025"} == set()
    _, out, _ = run("list", "figures", "--format", "csv", *gone)
    assert not set(pd.read_csv(io.StringIO(out))["source_id"]) & {"cia-2025", "gfp-2025"}
    code, out, err = run("compare", *EUROPE, "--leave-out", "gfq")
    assert (code, out) == (2, "")
    assert "there is no source or publication 'gfq' to leave out" in err


def test_no_file_of_a_report_holds_it_and_the_report_is_made_again_without(run, tmp_path):
    out = tmp_path / "out"
    words = ("report", "nato_vs_russia", "-o", str(out), "--as", "md", "--leave-out", "gfp")
    assert run(*words)[0] == 0
    left_out = "Left out, by their terms or by choice: "
    files = [path for path in out.rglob("*") if path.suffix in (".csv", ".md")]
    assert len(files) > 8
    for path in files:
        for line in path.read_text(encoding="utf-8").splitlines():
            if "gfp" in line:
                assert line.removeprefix("- ").startswith(left_out), (path.name, line)
    told = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert told["leave_out"] == ["gfp"]
    code, said, _ = run("verify", str(out))
    assert (code, said.split(":")[0]) == (0, "same")
