"""``balance robustness`` on the command line."""

import io
import json

import pandas as pd
import pytest


def frame_of(text):
    return pd.read_csv(io.StringIO(text), keep_default_na=False)


def test_a_comparison_of_two_sides_is_put_to_choices_and_changes(run):
    code, out, err = run(
        "robustness", "nato_vs_russia", "--param", "alliance=BALTIC", "--format", "csv"
    )
    assert code == 0
    assert "smallest" in frame_of(out).columns
    assert "The rows that one wrong figure turns soonest are" in err


def test_its_other_tables(run):
    words = ("robustness", "nato_vs_russia", "--param", "alliance=BALTIC", "--param")
    code, out, _ = run(*words, "against=BLR", "--table", "verify_next", "--format", "json")
    assert code == 0
    rows = {row["row"]: row for row in json.loads(out)}
    assert rows["transport_aircraft"]["what"] == "Lithuania: lower"
    code, out, _ = run(*words, "against=BLR", "--explain", "verify_next/transport_aircraft/stands")
    assert code == 0
    assert "gfp-2025-ltu-transport-aircraft" in out


def test_any_other_scenario_is_asked_again(run):
    code, out, err = run("robustness", "occupied_territory", "--format", "csv")
    assert code == 0
    assert list(frame_of(out).columns)[:3] == ["row", "label", "group"]
    assert "The answer changes without seed-001" in err


def test_parameters_reach_a_scenario_that_is_asked_again(run):
    words = ("robustness", "nuclear_forces", "--table", "choices", "--format", "csv")
    _, out, _ = run(*words, "--param", "reading=logical", "--param", "without=USA,GBR")
    keys = frame_of(out)["row"].tolist()
    assert "publication:warheads-2025" in keys
    assert not [key for key in keys if key.startswith("reading:")]


def test_without_a_source(run):
    code, _, err = run("robustness", "british_army", "--leave-out", "cia-2025")
    assert code == 0
    assert "Left out, by their terms or by choice" in err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("robustness", "nato_vs_rusia"), "Did you mean nato_vs_russia?"),
        (("robustness", "british_army", "--param", "goat=1"), "Did you mean goal?"),
        (("robustness", "british_army", "--param", "goal"), "expected name=value"),
        (("robustness", "british_army", "--table", "flips"), "has no table 'flips'"),
        (
            ("robustness", "nato_vs_russia", "--param", "alliance=BALTIC", "--table", "flip"),
            "Did you mean flips?",
        ),
        (("robustness", "nato_vs_russia", "--param", "source=gfp-2025"), "leave out source="),
        (("robustness", "nato_vs_russia", "--param", "on=soon"), "is not a date"),
        (("robustness", "british_army", "--leave-out", "gpf"), "Did you mean gfp?"),
        (("robustness", "british_army", "--explain", "choices/x"), "has no row 'x'"),
    ],
)
def test_a_fault_in_the_question_is_one_message_and_exit_code_2(run, words, message):
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert message in err
    assert [line for line in err.splitlines() if line.startswith("balance: ")]


def test_help_has_an_example(run):
    code, out, _ = run("robustness", "--help")
    assert code == 0
    assert "Example: balance robustness" in out
