"""``balance breakeven`` and ``balance path``."""

import json

import pytest


def test_breakeven(run):
    code, out, told = run("breakeven", "NATO - USA - CAN", "RUS", "artillery", "--format", "json")
    assert code == 0
    row = json.loads(out)[0]
    assert row["needed"] == row["b"] - row["a"] > 0
    assert "In equal parts" in told
    code, out, _ = run(
        "breakeven", "BALTIC", "RUS", "artillery", "--split", "population", "--table", "split"
    )
    assert code == 0
    assert "Lithuania" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("stock 226 --target 423 --years 15 --start 2021", "13.1 more each year"),
        ("rotation 64000 --tour 6 --mission 24", "a pool of 256,000"),
        ("rotation 64,000 --tour 6 --dwell 12", "a pool of 192,000"),
        (
            "forces 600_000 --recruits 38000 --losses irrecoverable=20000..32000",
            "grows by 6,000–18,000 a month",
        ),
        ("forces 100..110..150 --recruits 5 --losses killed=1", "110 [100–150]"),
        ("spending DEU --target 3.5 --by 2035 --growth -1", "if GDP shrinks by 1 % a year"),
    ],
)
def test_paths(run, words, said):
    code, out, told = run("path", *words.split())
    assert code == 0, told
    assert out
    assert said in told


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("path stock 226 --target x --years 15", "target: cannot read 'x'"),
        ("path stock 226 --target 423 --by 2020 --start 2015", "target year 2020"),
        ("path rotation 64000 --tour 0 --mission 24", "tour"),
        ("path forces 5 --recruits 1 --losses deaths=1", "expected killed"),
        ("path spending DEU --target 0 --by 2035 --growth 1", "target"),
        ("breakeven DEU RUS artillery --split gpd", "Did you mean gdp?"),
        ("breakeven DEU RUS artillery --ratio 0", "ratio"),
    ],
)
def test_faults_of_the_command(run, words, said):
    code, out, told = run(*words.split())
    assert code == 2
    assert not out
    assert said in told
