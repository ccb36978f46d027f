"""The pages made of the tables, the command line and the modules leave nothing out."""

import csv
import importlib
import re
import tomllib
from pathlib import Path

import pytest

import balance
from balance.scenarios import SCENARIOS

ROOT = Path(__file__).parents[2]


def keys(table, column):
    with (ROOT / "datasets" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return [row[column] for row in csv.DictReader(file)]


def headed(text):
    return re.findall(r"^#+ .*\{ #(\S+) \}$", text, re.MULTILINE)


@pytest.fixture
def made(making, data, monkeypatch):
    # Whether scenarios answer is tested elsewhere; two show how they are described.
    few = {name: SCENARIOS[name] for name in ("nuclear_forces", "occupied_territory")}
    tables = making("tables")
    monkeypatch.setattr(tables, "SCENARIOS", few)
    return tables.table_pages(data), few


def test_every_row_of_the_tables_has_its_place(made):
    pages, few = made
    assert sorted(headed(pages["reference/indicators.md"])) == sorted(
        keys("indicators", "indicator")
    )
    assert headed(pages["reference/sources.md"]) == keys("sources", "source_id")
    assert headed(pages["reference/groups.md"]) == keys("groups", "group")
    assert headed(pages["reference/scenarios.md"]) == list(few)
    with (ROOT / "datasets" / "claims.toml").open("rb") as file:
        ids = [claim["id"] for claim in tomllib.load(file)["claim"]]
    assert headed(pages["reference/claims.md"]) == ids


def test_counts_and_members_are_those_of_the_files(made):
    pages, _ = made
    with (ROOT / "datasets" / "figures" / "cia-2025.csv").open(encoding="utf-8") as file:
        count = len(list(csv.DictReader(file)))
    part = pages["reference/sources.md"].split("{ #cia-2025 }")[1].split("\n## ")[0]
    assert f"**Figures**: {count:,}\n" in part
    nato = pages["reference/groups.md"].split("{ #NATO }")[1].split("\n## ")[0]
    assert len(re.findall(r"^\| `[A-Z]{3}` \|", nato, re.MULTILINE)) == keys(
        "memberships", "group"
    ).count("NATO")


def test_an_indicator_that_is_not_compared_says_why(made):
    with (ROOT / "datasets" / "indicators.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["indicator"]: row for row in csv.DictReader(file)}
    text = made[0]["reference/indicators.md"]
    part = text.split("{ #reserve_personnel }")[1].split("\n### ")[0]
    assert f"no: {rows['reserve_personnel']['why_not']}" in part
    assert rows["reserve_personnel"]["definition"] in part
    assert "yes" not in part.split("Compared between states")[1].splitlines()[0]


def test_marks_in_a_table_cannot_break_a_page(making):
    words = making("words")
    assert words.cell("a|b\n*c* [d] <e>") == r"a\|b \*c\* \[d\] \<e\>"
    assert words.code("a|b") == r"`a\|b`"
    assert words.code("") == ""
    assert words.facts([("A", "x"), ("B", "")]) == "- **A**: x\n"


def test_every_command_has_its_help(making):
    from typer.testing import CliRunner

    from balance.cli.app import app

    text = making("commands").command_page()
    top = CliRunner().invoke(app, ["--help"]).output.split("Commands:")[1]
    for name in re.findall(r"^  ([a-z-]+)", top, re.MULTILINE):
        assert re.search(rf"\{{ #balance-{name}[a-z-]* \}}", text), name
    assert "{ #balance-path-spending }" in text
    assert text.count("Usage: balance ") == text.count("\n## ") > 15


def test_every_module_is_described_and_every_name_of_the_package(making):
    pages = making("modules").module_pages()
    described = set(re.findall(r"^::: (\S+)", "\n".join(pages.values()), re.MULTILINE))
    modules = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in (ROOT / "balance").rglob("*.py")
    }
    apart = {"balance", "balance.__main__"}
    assert described == {m for m in modules if not m.startswith("balance.cli")} - apart
    for name in balance.__all__:
        assert f"`{name}`" in pages["reference/python/index.md"]
    for target in re.findall(r"`\]\[(balance\S+?)\]", "".join(pages.values())):
        home, _, name = target.rpartition(".")
        assert hasattr(importlib.import_module(home), name), target
