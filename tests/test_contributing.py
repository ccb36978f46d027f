"""The recipes of CONTRIBUTING.md, tried as a contributor would, and each step forgotten once."""

import csv
import re
import shlex
import shutil
from pathlib import Path

import pytest

from balance.cli.app import main
from balance.errors import DataFaults
from balance.skeletons import new_figure, new_scenario, new_source, scenario_faults
from balance.tables.loading import bundled_folder, check
from balance.tables.package import package_faults

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
SOURCE = {
    "title": "Fleet list",
    "publisher": "Ministry of Defence",
    "published": "2025-01",
    "accessed": "2025-02-01",
    "url": "https://example.org",
    "terms": "open",
    "reliability": "A",
    "read_via": "The page itself.",
}
FIGURE = {"as_of": "2025-01", "value": "5", "as_stated": "5", "locator": "table 2 row 1"}


def recipes():
    return dict(part.split("\n", 1) for part in re.split(r"^## ", TEXT, flags=re.MULTILINE)[1:])


def forgettable():
    """Return what each recipe says that its check says: recipe, step, words."""
    row = re.compile(r"^\| (?!forgotten|---)(.+?) \| (.*?) \|$", re.MULTILINE)
    return [
        (name, step, re.findall(r"`([^`]+)`", said)[-1])
        for name, text in recipes().items()
        for step, said in row.findall(text)
    ]


def commands():
    blocks = re.findall(r"```console\n(.*?)```", TEXT, re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.startswith("balance ")]


def fill(path, cells):
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row.update({name: cell for name, cell in cells.items() if row[name] == "TODO"})
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_the_commands_run_in_their_order_as_printed(tmp_path, monkeypatch, capsys):
    """The check fails while something is to be filled in, and passes afterwards."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "balance" / "scenarios").mkdir(parents=True)
    found = commands()
    assert [command.split()[1] for command in found] == ["new", "new", "check", "new"]
    for command in found:
        with pytest.raises(SystemExit) as caught:
            main(shlex.split(command)[1:])
        assert bool(caught.value.code) == (command == "balance check mine"), command
    assert "still waits to be filled in" in capsys.readouterr().err
    fill(tmp_path / "mine" / "sources.csv", SOURCE)
    fill(tmp_path / "mine" / "figures" / "ministry-2025.csv", FIGURE)
    with pytest.raises(SystemExit) as caught:
        main(["check", "mine"])
    assert not caught.value.code


def mine(folder, source=None, figure=None):
    """Return what `balance check` says of a folder filled in as given."""
    new_source(folder, "ministry-2025")
    new_figure(folder, "SWE", "submarines", "ministry-2025")
    fill(folder / "sources.csv", SOURCE if source is None else source)
    fill(folder / "figures" / "ministry-2025.csv", FIGURE if figure is None else figure)
    return said(folder)


def said(folder):
    with pytest.raises(DataFaults) as caught:
        check(folder)
    return str(caught.value)


def without_source(folder):
    new_source(folder, "ministry-2025")
    new_figure(folder, "SWE", "submarines", "ministry-2025")
    fill(folder / "sources.csv", SOURCE)
    fill(folder / "figures" / "ministry-2025.csv", FIGURE)
    check(folder)  # nothing else is missing
    (folder / "sources.csv").unlink()
    return said(folder)


def bundled(folder):
    home = folder / "datasets"
    shutil.copytree(bundled_folder(), home)
    assert package_faults(home, "datasets") == []
    new_figure(home, "SWE", "submarines", "sipri-2025")
    return "\n".join(map(str, package_faults(home, "datasets")))


def scenario(folder, without_test=False):
    (folder / "balance" / "scenarios").mkdir(parents=True)
    shutil.copy(ROOT / "README.md", folder)
    files = new_scenario(folder, "nordic_states").files
    if without_test:
        files[1][0].unlink()
    return "\n".join(map(str, scenario_faults(folder)))


def but(cells, *names):
    return {name: cell for name, cell in cells.items() if name not in names}


FORGET = {
    ("Add a figure", "a `TODO`"): lambda f: mine(f, figure=but(FIGURE, "locator")),
    ("Add a figure", "the number"): lambda f: mine(f, figure=but(FIGURE, "value")),
    ("Add a figure", "the source"): without_source,
    ("Add a figure", "thousands"): lambda f: mine(f, figure={**FIGURE, "as_stated": "5 thousand"}),
    ("Add a figure", "in `datasets`: `make datapackage`"): bundled,
    ("Add a source edition", "a `TODO`"): lambda f: mine(f, but(SOURCE, "title")),
    ("Add a source edition", "the terms"): lambda f: mine(f, but(SOURCE, "terms")),
    ("Add a source edition", "the day"): lambda f: mine(f, {**SOURCE, "published": "January"}),
    ("Add a scenario", "a `TODO`"): scenario,
    ("Add a scenario", "the catalogue"): scenario,
    ("Add a scenario", "the export"): scenario,
    ("Add a scenario", "the README"): scenario,
    ("Add a scenario", "the test"): lambda f: scenario(f, without_test=True),
    ("Add a scenario", "the list of public names"): lambda _: (
        ROOT / "tests" / "test_public_api.py"
    ).read_text(encoding="utf-8"),
}


def test_every_step_that_the_text_names_is_tried():
    assert {(name, step) for name, step, _ in forgettable()} == set(FORGET)


@pytest.mark.parametrize(
    ("recipe", "step", "words"), forgettable(), ids=lambda text: text.replace(" ", "_")
)
def test_a_forgotten_step_is_told_in_the_words_of_the_text(recipe, step, words, tmp_path):
    assert words in FORGET[recipe, step](tmp_path)


def test_commits_are_checked_by_the_commands_of_make_lint():
    import yaml

    told = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    hooks = [hook for repo in told["repos"] for hook in repo["hooks"]]
    (recipe,) = re.findall(
        r"^lint:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )
    wanted = [line.strip().replace("$(BIN)", ".venv/bin") for line in recipe.splitlines()]
    assert [hook["entry"] for hook in hooks] == wanted
    assert all(hook["language"] == "system" and not hook["pass_filenames"] for hook in hooks)


def bounds_of_the_project():
    """Return the least version of each library that the program may run with."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["planning"]
    form = re.compile(r"([A-Za-z0-9_-]+)(?:\[[a-z]+\])?>=([0-9.]+)(?:,<[0-9.]+)?")
    found = {}
    for text in wanted:
        match = form.fullmatch(text)
        assert match, f"{text}: a dependency needs a lower bound"
        found[match[1].lower()] = match[2]
    return found


def test_the_lowest_versions_are_those_that_the_project_allows():
    text = (ROOT / "constraints-lowest.txt").read_text(encoding="utf-8")
    ours, _, held_back = text.partition("# Held back")
    pins = dict(line.split("==") for line in ours.splitlines() if "==" in line)
    wanted = bounds_of_the_project()
    assert set(pins) == set(wanted)
    for name, pin in pins.items():
        parts, least = pin.split("."), wanted[name].split(".")
        assert parts[: len(least)] == least, f"{name}: tested {pin}, allowed from {wanted[name]}"
        assert set(parts[len(least) :]) <= {"0"}, f"{name}: {pin} is not the first of its series"
    for line in held_back.splitlines()[2:]:
        assert re.fullmatch(r"[a-z-]+==[0-9.]+", line), line
