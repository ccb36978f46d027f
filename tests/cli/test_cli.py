import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

BAD = Path(__file__).parents[1] / "data" / "bad"


def test_compare_prints_both_editions_of_the_tanks(run):
    for source, a, b in (("gfp-2024", "6,979", "14,777"), ("gfp-2025", "6,781", "5,750")):
        code, out, err = run(
            "compare",
            "NATO - USA - CAN",
            "RUS",
            "--source",
            source,
            "--indicator",
            "main_battle_tanks",
        )
        assert code == 0
        assert a in out
        assert b in out
        assert "not comparable" in out
        assert "Spain, Greece and Russia are known to count stored vehicles" in err


def test_formats(run):
    words = ("compare", "NATO - USA - CAN", "RUS", "--indicator", "naval_tonnage")
    _, out, _ = run(*words, "--format", "json")
    (row,) = json.loads(out)
    assert (row["a"], row["a_low"], row["a_high"]) == (None, 2_579_988, None)
    _, out, _ = run(*words, "--format", "csv")
    frame = pd.read_csv(io.StringIO(out))
    assert frame.loc[0, "a_low"] == 2_579_988
    assert pd.isna(frame.loc[0, "a_high"])
    _, out, _ = run(*words, "--format", "markdown")
    assert "≥ 2,579,988 (20 of 30 members)" in out


def test_data_goes_to_standard_output_and_the_rest_to_standard_error(run):
    _, out, err = run("compare", "BALTIC", "RUS", "--indicator", "submarines", "--format", "csv")
    assert out.count("\n") == 2
    assert "Russia has more submarines than the Baltic states." in err
    assert "Not counted: readiness" in err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("compare", "NATO", "NATO"), "are the same states"),
        (("compare", "NATO", "TUR"), "share TUR"),
        (("compare", "BALTIC - EST - LVA - LTU", "RUS"), "has no members"),
        (("compare", "NATO", "RUS", "--indicator", "tanks"), "there is no indicator 'tanks'"),
        (("compare", "NATO", "RUS", "--on", "1940-01-01"), "first members joined on 1949-04-04"),
        (("compare", "NATO", "RUS", "--on", "2025-02-30"), "no such day"),
        (("compare", "NATO", "RUS", "--known-by", "soon"), "is not a date"),
        (("compare", "NATO - UKR", "RUS"), "cannot remove UKR"),
        (("compare", "__import__('os').system('id')", "RUS"), "a call at position 1"),
        (("compare", "NATO", "RUSS"), "Did you mean RUS"),
        (("compare", "NATO", "RUS", "--source", "gfp-2023"), "there is no source 'gfp-2023'"),
        (("compare", "NATO", "RUS", "--reading", "loose"), "expected one of: step, logical"),
        (("compare", "NATO", "RUS", "--terms", "free"), "unknown terms"),
        (("explain", "NATO", "RUS", "submarines", "--column", "c"), "has no column 'c'"),
        (("scenario", "nato"), "there is no scenario 'nato'"),
        (("scenario", "nato_vs_russia", "--param", "on"), "expected name=value"),
        (("scenario", "nato_vs_russia", "--param", "x=1"), "has no parameter 'x'"),
        (("scenario", "nato_vs_russia", "--table", "leaving"), "has no table 'leaving'"),
        (("report", "nato", "-o", "{tmp}/out"), "there is no scenario 'nato'"),
        (("report", "-o", "{tmp}/out", "--as", "docx"), "unknown format 'docx'"),
        (("list", "things"), "cannot list 'things'"),
    ],
)
def test_a_fault_in_the_question_is_one_message_and_exit_code_2(run, tmp_path, words, message):
    code, out, err = run(*(word.format(tmp=tmp_path) for word in words))
    assert (code, out) == (2, "")
    assert message in err
    assert err.startswith("balance: ")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words", [("compare", "NATO"), ("compare", "NATO", "RUS", "--x"), ("nothing",)]
)
def test_a_wrong_command_is_exit_code_2(run, words):
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert "Error: " in err


@pytest.mark.parametrize("command", ["check", "compare", "report", "list", "explain", "scenario"])
def test_a_fault_in_a_file_is_exit_code_1_for_every_command(run, tmp_path, command):
    bad = str(BAD / "negative_count")
    words = {
        "check": ["check", bad],
        "compare": ["compare", "NATO", "RUS", "--data", bad],
        "report": ["report", "-o", str(tmp_path / "out"), "--data", bad],
        "list": ["list", "sources", "--data", bad],
        "explain": ["explain", "NATO", "RUS", "submarines", "--data", bad],
        "scenario": ["scenario", "nato_vs_russia", "--data", bad],
    }[command]
    code, out, err = run(*words)
    assert (code, out) == (1, "")
    assert "figures/mine.csv:2, column value" in err
    assert list(tmp_path.iterdir()) == []


def test_all_faults_of_several_folders_at_once(run):
    code, _, err = run(
        "list",
        "sources",
        *(word for name in ("latin_1", "unknown_state") for word in ("--data", str(BAD / name))),
    )
    assert code == 1
    assert "byte 0xfc" in err
    assert "neither a state nor a group" in err


def test_check_of_the_bundled_tables(run):
    code, out, _ = run("check")
    assert code == 0
    assert out.startswith("no faults: ")


def test_explain_leads_to_the_source(run):
    code, out, _ = run(
        "explain", "NATO - USA - CAN", "RUS", "military_expenditure", "--column", "b"
    )
    assert code == 0
    assert "sipri-2025-rus-military-expenditure-2024" in out
    assert "sheet Current US$, row Russia, column 2024" in out
    assert "terms: non-commercial" in out


def test_scenario_with_parameters(run):
    code, out, err = run(
        "scenario",
        "nato_without_us_and_canada",
        "--param",
        "without=USA,CAN,TUR",
        "--table",
        "leaving",
        "--format",
        "csv",
    )
    assert code == 0
    assert out.startswith("indicator,leaves,")
    assert "Türkiye" in err


@pytest.mark.parametrize(
    "what", ["scenarios", "indicators", "sources", "groups", "states", "charts", "figures"]
)
def test_listings(run, what):
    code, out, _ = run("list", what, "--format", "csv")
    assert code == 0
    frame = pd.read_csv(io.StringIO(out), keep_default_na=False)
    assert len(frame) >= 2
    code, out, _ = run("list", what, "--format", "json")
    assert len(json.loads(out)) == len(frame)


def test_report_and_verify(run, tmp_path):
    out = tmp_path / "out"
    code, told, _ = run("report", "british_army", "-o", str(out), "--as", "md")
    assert code == 0
    assert told.strip().endswith("manifest.json")
    code, told, _ = run("verify", str(out))
    assert (code, told.split(":")[0]) == (0, "same")
    (out / "report.md").write_text("changed")
    code, told, _ = run("verify", str(out))
    assert code == 1
    assert "changed since it was made: report.md" in told
    code, _, err = run("verify", str(tmp_path))
    assert code == 1
    assert "cannot read the manifest" in err


def test_a_report_with_own_tables_is_verified_with_them(run, tmp_path):
    mine = tmp_path / "mine"
    shutil.copytree(BAD / "negative_count", mine)
    path = mine / "figures" / "mine.csv"
    path.write_text(path.read_text().replace(",-2,", ",2,"))
    out = str(tmp_path / "out")
    assert run("report", "nato_vs_russia", "-o", out, "--as", "md", "--data", str(mine))[0] == 0
    assert run("verify", out, "--data", str(mine))[0] == 0


def test_as_a_module_in_a_process_of_its_own():
    done = subprocess.run(
        [sys.executable, "-m", "balance", "compare", "BALTIC", "RUS", "--indicator", "submarines"],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0
    assert "Submarines" in done.stdout
    done = subprocess.run(
        [sys.executable, "-m", "balance", "compare", "BALTIC", "BALTIC"],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1


def test_help_has_an_example_for_every_command(run):
    for command in ("report", "compare", "scenario", "explain", "check", "verify", "list"):
        code, out, _ = run(command, "--help")
        assert code == 0
        assert "Example: balance" in out
