"""Commands on power, smallest coalitions and departures."""

import json

import pytest


def test_power(run):
    words = ("power", "NATO - USA - CAN", "combat_aircraft", "--against", "RUS")
    code, out, err = run(*words, "--ratio", "1.0", "--format", "json")
    assert code == 0
    table = {row["row"]: row for row in json.loads(out)}
    assert len(table) == 30
    assert table["FRA"]["swings"] > table["ISL"]["swings"] == 0
    assert "1,073,741,824 coalitions" in err
    code, out, _ = run(*words, "submarines", "--table", "level")
    assert code == 0
    assert "Submarines" in out
    code, out, _ = run(*words, "--explain", "power/FRA/holdings")
    assert (code, "gfp-2025" in out) == (0, True)


def test_smallest(run):
    pytest.importorskip("scipy")
    words = ("smallest", "NATO - USA - CAN", "--against", "RUS")
    code, out, _ = run(*words, "--indicator", "military_expenditure", "--format", "csv")
    assert code == 0
    assert "DEU FRA" in out
    code, out, err = run(
        *words, "--indicator", "military_expenditure", "--without", "DEU,FRA", "--with", "POL"
    )
    assert (code, "With Poland and without Germany and France it takes" in err) == (0, True)


def test_departures(run):
    code, out, err = run("departures", "NATO", "RUS", "submarines", "--order", "USA,TUR")
    assert code == 0
    assert "Those who stay" in out
    assert "After the United States and Türkiye have left, in this order" in err
    assert run("departures", "NATO", "RUS", "submarines")[0] == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("power", "NATO", "artillery", "--against", "RUS", "--ratio", "99"), "no coalition"),
        (("power", "NATO", "submarines", "--against", "NATO"), "are the same states"),
        (("power", "NATO", "reserve_personnel", "--against", "RUS"), "cannot be compared"),
        (("departures", "NATO", "RUS", "submarines", "--order", "XXX"), "is not in"),
    ],
)
def test_mistakes_are_said_without_a_traceback(run, words, told):
    code, _, err = run(*words)
    assert code == 2
    assert told in err
