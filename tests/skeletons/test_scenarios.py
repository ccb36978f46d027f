"""A new scenario in a copy of the checkout: it runs, and `balance check` names what is missing."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from balance.errors import OutputError, ParameterError
from balance.skeletons import new_scenario, scenario_faults

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """Return a copy of what a contributor has, with a new scenario in it."""
    folder = tmp_path_factory.mktemp("checkout")
    unwanted = shutil.ignore_patterns("__pycache__", "data")
    for name in ("balance", "datasets", "seeds"):
        shutil.copytree(ROOT / name, folder / name, ignore=unwanted)
    shutil.copytree(ROOT / "tests", folder / "tests", ignore=unwanted)
    shutil.copy(ROOT / "README.md", folder)
    new_scenario(folder, "nordic_states")
    return folder


def run(folder, *words):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST")}
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=folder,
        env={**environment, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_it_is_faulted_until_it_is_finished_and_listed_and_accepted_then(checkout):
    """The steps that the command prints, one after the other."""
    module = checkout / "balance" / "scenarios" / "nordic_states.py"
    test = checkout / "tests" / "scenarios" / "test_nordic_states.py"
    told = "\n".join(map(str, scenario_faults(checkout)))
    for words in (
        "nordic_states.py:1: still waits to be written",
        "test_nordic_states.py:1: still waits to be written",
        "the scenario nordic_states is in no list",
        "cannot be imported from balance.scenarios",
        "README.md does not name the scenario nordic_states",
    ):
        assert words in told
    assert "no test names the scenario nordic" not in told

    for path in (module, test):
        path.write_text(re.sub(r"TODO:? ?", "Made up: ", path.read_text("utf-8")), "utf-8")
    places = {
        "balance/scenarios/catalogue.py": (
            ("_FUNCTIONS: ", "from balance.scenarios.nordic_states import nordic_states\n\n"),
            ("    claims_result,\n", "    nordic_states,\n"),
        ),
        "balance/scenarios/__init__.py": (
            ("\n__all__", "from balance.scenarios.nordic_states import nordic_states\n"),
            ('    "nuclear_forces",\n', '    "nordic_states",\n'),
        ),
        "README.md": (("| `nuclear_forces`", "| `nordic_states` | the Nordic states |\n"),),
    }
    for name, changes in places.items():
        path = checkout / name
        text = path.read_text("utf-8")
        for before, new in changes:
            assert before in text
            text = text.replace(before, new + before, 1)
        path.write_text(text, "utf-8")
    done = run(checkout, "balance", "check")
    assert (done.returncode, done.stdout[:9]) == (0, "no faults"), done.stderr
    done = run(checkout, "pytest", "-q", "-p", "no:cacheprovider", str(test))
    assert done.returncode == 0, done.stdout


def test_one_that_no_test_names_is_told(tmp_path):
    (tmp_path / "balance" / "scenarios").mkdir(parents=True)
    new_scenario(tmp_path, "nordic_states")
    (tmp_path / "tests" / "scenarios" / "test_nordic_states.py").unlink()
    told = "\n".join(map(str, scenario_faults(tmp_path)))
    assert "no test names the scenario nordic_states" in told


def test_this_checkout_has_no_gap():
    assert scenario_faults() == []


def test_what_cannot_be_made_is_told_and_nothing_is_overwritten(tmp_path):
    with pytest.raises(OutputError, match="no checkout"):
        new_scenario(tmp_path, "nordic_states")
    (tmp_path / "balance" / "scenarios").mkdir(parents=True)
    for name in ("Nordic", "nordic-states", "class", "_x", ""):
        with pytest.raises(ParameterError, match="cannot be the name"):
            new_scenario(tmp_path, name)
    with pytest.raises(ParameterError, match="there is a scenario 'baltic_states'"):
        new_scenario(tmp_path, "baltic_states")
    new_scenario(tmp_path, "nordic_states")
    module = tmp_path / "balance" / "scenarios" / "nordic_states.py"
    module.write_text("mine", "utf-8")
    with pytest.raises(OutputError, match="nothing is overwritten"):
        new_scenario(tmp_path, "nordic_states")
    assert module.read_text("utf-8") == "mine"
