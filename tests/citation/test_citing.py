"""What is cited for a result: its sources as the tables have them, and the methods it rests on."""

import csv
from pathlib import Path

import pytest
from pybtex.database import parse_string

import balance
from balance.citation.citing import cite_tables
from balance.citation.methods import known_methods
from balance.errors import UnknownName
from balance.scenarios import SCENARIOS

ROOT = Path(__file__).parents[2]


def keys(citations, kind):
    return [one.key for one in citations if one.kind == kind]


@pytest.fixture(scope="module")
def subs(data):
    return balance.compare("NATO - USA", "RUS", data=data, indicators=["submarines"])


def test_every_source_of_a_result_is_cited_once(subs):
    found = balance.cite(subs, subs)
    assert keys(found, "data") == subs.sources["source_id"].tolist() == ["gfp-2024", "gfp-2025"]
    assert len({one.key for one in found}) == len(found)


def test_a_copy_is_cited_as_read_in_that_copy(subs):
    """Against the file itself, read without the package."""
    with (ROOT / "datasets" / "sources.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["source_id"]: row for row in csv.DictReader(file)}
    for citation in balance.cite(subs):
        if citation.kind != "data":
            continue
        row = rows[citation.key]
        assert row["read_via"].startswith("Scraped copy on GitHub")
        said = row["read_via"].rstrip(".")
        assert f"Read: {said}. Terms: {row['terms']}." in citation.text
        for column in ("publisher", "title", "edition", "published", "url"):
            assert row[column] in citation.text


def test_how_many_figures_are_used_is_counted(data):
    """By hand: one figure of Estonia and one of Russia in one edition."""
    result = balance.compare(
        "EST", "RUS", data=data, indicators=["active_personnel"], source="cia-2025"
    )
    (text,) = [one.text for one in balance.cite(result) if one.key == "cia-2025"]
    assert text.endswith("Figures and known zeros used: 2.")


def test_groups_in_the_question_bring_the_sources_of_their_members(data, subs):
    assert "nato-members-2022" in keys(balance.cite(subs), "membership")
    pair = balance.compare("EST", "RUS", data=data, indicators=["submarines"])
    assert keys(balance.cite(pair), "membership") == []


METHODS = {
    "power": {"banzhaf-1965", "shapley-shubik-1954"},
    "departures": {"shapley-1953"},
    "simulation": {"salmon-2011"},
    "universes": {"steegen-2016", "del-giudice-gangestad-2021"},
    "flips": {"admiralty-code"},
    "submarines": set(),
    "spending": {"sipri-definition"},
}


def results(data, name):
    from balance import planning, robustness

    pair, one = ("BALTIC + POL", "RUS"), {"indicators": ["submarines"], "data": data}
    return {
        "power": lambda: planning.power("FRA + GBR + DEU", "submarines", against="ITA", data=data),
        "departures": lambda: planning.departures("BALTIC + POL", "RUS", "submarines", data=data),
        "simulation": lambda: robustness.simulation(*pair, error_model="rounding", draws=9, **one),
        "universes": lambda: robustness.universes(*pair, **one),
        "flips": lambda: robustness.flips(*pair, **one),
        "submarines": lambda: balance.compare(*pair, **one),
        "spending": lambda: balance.compare(*pair, data=data, indicators=["military_expenditure"]),
    }[name]()


@pytest.mark.parametrize("name", METHODS)
def test_methods_are_cited_where_a_result_rests_on_them_and_nowhere_else(data, name):
    found = set(keys(balance.cite(results(data, name)), "method"))
    assert found == METHODS[name]


def test_every_method_is_tried_here_or_is_about_figures(data):
    tried = set().union(*METHODS.values())
    by_figures = {
        key
        for key, method in known_methods().items()
        if all(mark.startswith("indicator:") for mark in method.where)
    }
    assert tried | by_figures == set(known_methods())
    known = {f"indicator:{name}" for name in data.indicators["indicator"]} | {"indicator:cinc"}
    for method in known_methods().values():
        marks = {mark for mark in method.where if mark.startswith("indicator:")}
        assert marks <= known


def test_every_method_says_what_was_read():
    for method in known_methods().values():
        used, read = method.entry.notes
        assert used.startswith("Used for ")
        assert read.startswith(("Read: ", "Not read: "))
        assert read.endswith(".")


def test_methods_can_be_named_and_a_wrong_name_is_told():
    assert keys(balance.cite(methods=["singer-1987"]), "method") == ["singer-1987"]
    with pytest.raises(UnknownName, match=r"'banzhaf'.*banzhaf-1965"):
        balance.cite(methods=["banzhaf"])


def test_the_whole_bibliography_is_read_by_another_parser(data):
    found = cite_tables(data)
    parsed = parse_string(found.bibtex, "bibtex")
    assert list(parsed.entries) == [one.key for one in found] == found.frame["key"].tolist()
    for one in found:
        entry = parsed.entries[one.key]
        assert entry.fields.get("title") or one.kind == "data"
        assert entry.fields["note"]
    assert "Banzhaf" in str(parsed.entries["banzhaf-1965"].persons["author"][0])


def test_left_out_sources_are_not_cited():
    open_only = balance.load(terms="open")
    assert keys(cite_tables(open_only), "data") == ["cia-2025"]


def test_every_scenario_can_be_cited(data):
    result = SCENARIOS["spending_targets"].run(data)
    found = balance.cite(result)
    assert keys(found, "data") == result.sources["source_id"].tolist()
    assert "nato-definition" in keys(found, "method")
    assert "worldatlas-nato" in keys(found, "membership")
    assert str(found) == found.text
    assert found.text.startswith("Data\n[nato-2024] NATO (2024-06-17). Defence Expenditure")


def test_the_program_is_cited_as_its_citation_file_has_it():
    """Keys by the Citation File Format 1.2.0: required ones, and no others than it has."""
    import yaml

    told = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(told)
    assert told["cff-version"] == "1.2.0"
    assert told["type"] == "software"
    assert told["version"] == balance.__version__
    (program,) = [one for one in balance.cite() if one.kind == "program"]
    assert told["title"] in program.text
    assert told["authors"][0]["name"] in program.text
    assert f"Version {told['version']} " in program.text
