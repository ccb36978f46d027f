"""``balance cite`` and ``balance versions``."""

import csv
import io

from pybtex.database import parse_string


def test_cite_two_sides(run):
    code, out, _ = run("cite", "EST", "RUS", "--indicator", "submarines")
    assert code == 0
    assert "[gfp-2025] GlobalFirepower.com (2025-01). Global Firepower 2025 edition." in out


def test_cite_a_scenario_as_bibtex(run):
    code, out, _ = run("cite", "nuclear_forces", "--bibtex")
    assert code == 0
    assert next(iter(parse_string(out, "bibtex").entries)) == "warheads-2025"


def test_cite_by_terms_and_methods(run):
    _, out, _ = run("cite", "--terms", "open")
    assert "[cia-2025]" in out
    assert "[gfp-2025]" not in out
    _, out, _ = run("cite", "--method", "singer-1987")
    assert "[singer-1987]" in out
    assert "[cia-2025]" not in out


def test_wrong_words_are_told(run):
    code, out, err = run("cite", "nuclear_force")
    assert (code, out) == (2, "")
    assert "nuclear_forces" in err
    code, _, err = run("cite", "nuclear_forces", "--indicator", "submarines")
    assert code == 2
    assert "--indicator: these go with two sides" in err
    code, _, err = run("cite", "nuclear_forces", "RUS")
    assert code == 2
    assert "no scenario 'RUS'" in err


def test_versions_as_csv(run):
    code, out, _ = run("versions", "--format", "csv")
    rows = {row["name"]: row for row in csv.DictReader(io.StringIO(out))}
    assert code == 0
    assert rows["gfp-2025"]["terms"] == "unclear"
    assert rows["gfp-2025"]["files"].startswith("datasets/figures/gfp-2025.csv ")
    assert len(rows["gfp-2025"]["digest"].split()[0]) == 64
    assert rows["pandas"]["figures"] == ""
    _, out, _ = run("versions")
    assert "gfp-2025" in out
