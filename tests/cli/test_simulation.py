"""``balance simulate``: says the model and the dependence, and refuses what it cannot read."""

import csv
import io

import pytest

QUESTION = ("simulate", "NATO - USA - CAN", "RUS", "--indicator", "submarines")


def test_it_prints_model_and_dependence_with_the_result(run):
    words = (*QUESTION, "--given", "submarines=0.8,1,1.2", "--dependence", "opposed")
    code, out, err = run(*words, "--draws", "2000", "--format", "csv")
    (cells,) = csv.DictReader(io.StringIO(out))
    assert code == 0
    assert (cells["error_model"], cells["dependence"]) == ("given", "opposed")
    assert float(cells["ratio_5"]) < float(cells["ratio_50"]) < float(cells["ratio_95"])
    assert "2,000 draws with the error model 'given' and the dependence 'opposed'" in err


def test_other_tables_and_the_way_back(run):
    words = (*QUESTION, "--error-model", "calibrated", "--spread-otherwise", "0.2")
    code, out, _ = run(*words, "--table", "errors")
    assert code == 0
    assert "61 %" in out  # exp(-sqrt(6) 0.2)
    code, out, _ = run(*words, "--explain", "simulation/submarines/b_50")
    assert "gfp-2025-rus-submarines" in out


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ((), "name one error model"),
        (("--error-model", "rounding", "--given", "all=1,1,1"), "name one error model"),
        (("--given", "all=1,2"), "expected LOW,MODE,HIGH"),
        (("--given", "submarine=1,1,1"), "submarines"),
        (("--error-model", "rounding", "--draws", "0"), "draws must be"),
        (("--error-model", "rounding", "--dependence", "all"), "within_side"),
        (("--error-model", "rounding", "--workers", "0"), "workers must be 1 or more"),
        (("--error-model", "calibrated"), "no spread of submarines"),
    ],
)
def test_what_it_refuses(run, more, words):
    code, out, err = run(*QUESTION, *more)
    assert (code, out) == (2, "")
    assert words in err
