"""The bundled claims, and files of claims with a fault each."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

import balance
from balance.claims.reading import claim_faults, read_claims
from balance.claims.result import claims_result
from balance.errors import DataFaults, ParameterError

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def result(data):
    return claims_result(data)


@pytest.fixture(scope="module")
def answers(result):
    return result.table.set_index("row")["answer"]


def printed(source, indicator):
    """Values as printed by one source, without the package under test."""
    found = {}
    for path in (ROOT / "datasets" / "figures").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if (row["source_id"], row["indicator"]) == (source, indicator) and row["value"]:
                    found[row["entity"]] = float(row["value"])
    return found


def test_there_are_many_and_every_one_is_read(data):
    claims = read_claims(data)
    assert len(claims) >= 25
    assert claim_faults(data) == []
    assert {claim.source for claim in claims} <= set(data.sources["source_id"])


def test_answers_that_were_computed_by_hand(answers, data):
    active = printed("cia-2025", "active_personnel")
    assert (max(active[s] for s in ("DEU", "GBR")) < active["FRA"]) == (
        answers["france-largest-active-force"] == "true"
    )
    aircraft = printed("gfp-2025", "aircraft_total")
    assert aircraft["FRA"] < 1_200
    assert answers["france-aircraft"] == "false"
    allies = data.group("NATO").members
    assert not 20_500 <= sum(aircraft.get(s, 0) for s in allies) <= 21_500
    assert answers["nato-aircraft"] == "false"
    assert answers["members-31"] == "false"
    assert answers["nuclear-members-three"] == "true"
    assert answers["baltic-states-no-tanks"] == "true"
    for name in ("united-kingdom", "germany"):
        assert answers[f"lithuania-more-reservists-than-the-{name}".replace("the-g", "g")] == (
            "unlike things"
        )


def test_what_no_balance_compares_no_claim_compares(answers, data):
    """Vessels of all kinds are not comparable between states, so neither is who has most."""
    comparable = data.indicators.set_index("indicator")["comparable"]
    for name in ("naval_vessels_total", "aircraft_total"):
        assert comparable[name] == "no"
    assert answers["france-largest-navy-by-hulls"] == "unlike things"
    assert answers["europe-more-in-the-categories-of-the-text"] == "unlike things"
    # A total that is stated in the same words stands beside the sum of its own members.
    assert answers["nato-aircraft"] == "false"


def test_unlike_things_have_two_numbers_and_no_ratio(result):
    table = result.table.set_index("row")
    unlike = table[table["answer"] == "unlike things"]
    assert len(unlike) >= 5
    assert unlike["ratio"].isna().all()
    shown = unlike.loc["lithuania-more-reservists-than-germany"]
    assert (shown["left"], shown["right"]) == (104_000, 34_000)


def test_what_turns_the_number_of_members_is_the_day_before_sweden(result):
    row = result.table.set_index("row").loc["members-31"]
    assert (row["left"], row["right"]) == (32, 31)
    assert "the membership of 2024-03-06 (true)" in row["turns"]


def test_every_number_of_a_claim_can_be_followed_back(result):
    found = result.explain("nato-active-personnel", "left").figures
    assert set(found["source_id"]) == {"cia-2025"}
    assert len(found) == 32
    stated = result.explain("nato-active-personnel", "right").figures
    assert stated["figure_id"].tolist() == ["seed-000-nato-active-personnel"]


def test_without_the_texts_nothing_stated_is_known():
    open_only = balance.load(terms="open")
    found = claims_result(open_only, ["members-31", "europe-gave-more-as-stated"]).table
    assert found["answer"].tolist() == ["no data", "no data"]


def test_only_those_asked_for(data):
    assert claims_result(data, ["members-31"]).table["row"].tolist() == ["members-31"]
    with pytest.raises(ParameterError, match="Did you mean members-31"):
        claims_result(data, ["members-32"])


GOOD = """[[claim]]
id = "one"
source = "seed-000"
locator = "paragraph 1"
statement = "s"
test = "members(NATO) == 32"
settle = "x"
"""


def with_claims(data, text):
    return replace(data, claim_texts=(("mine/claims.toml", text),))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GOOD + "x = ", r"mine/claims.toml:8: is not TOML"),
        (GOOD.replace('"one"', '"one'), r"mine/claims.toml:2: is not TOML"),
        ("claim = 3", "holds something else"),
        (GOOD.replace('settle = "x"\n', ""), r"mine/claims.toml:1, column settle \[one\]: is mis"),
        (GOOD + 'tset = "x"\n', r"column tset.*Did you mean test"),
        (GOOD.replace("seed-000", "seed-0"), r"column source.*Did you mean seed-00"),
        (GOOD + GOOD, r"mine/claims.toml:8 \[one\]: there is a claim of this id already"),
        (GOOD + 'on = "2024-13-01"\n', "column on.*is no day"),
        (GOOD.replace('"s"', "5"), "column statement.*is no text"),
    ],
)
def test_a_file_with_a_fault_says_where(text, words, data):
    with pytest.raises(DataFaults, match=words):
        read_claims(with_claims(data, text))


def test_a_test_with_a_fault_is_named_with_its_claim(data):
    (fault,) = claim_faults(with_claims(data, GOOD.replace("members(NATO)", "members(NATTO)")))
    assert "mine/claims.toml:1, column test [one]" in str(fault)
    assert "at position 9" in str(fault)


def test_a_folder_of_ones_own_brings_its_claims(tmp_path, run):
    (tmp_path / "claims.toml").write_text(GOOD)
    figures = "figures/mine.csv"
    (tmp_path / "figures").mkdir()
    header = (ROOT / "datasets" / "figures" / "gfp-2025.csv").read_text().split("\n")[0]
    (tmp_path / figures).write_text(header + "\n")
    code, out, _ = run("claims", "one", "--data", str(tmp_path), "--format", "csv")
    assert code == 0
    assert ",true," in out


def test_the_command_line(run):
    code, out, err = run("claims", "members-31")
    assert code == 0
    assert "32 states" in out
    assert "false: “The alliance has 31 members.”" in err
    assert run("claims", "nothing")[0] == 2
    code, out, _ = run("list", "claims", "--format", "csv")
    assert "members-31,seed-000,paragraph 63" in out
