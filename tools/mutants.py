"""Mutation testing: each small change to the code should make a test of its room fail.

``python tools/mutants.py [ROOM ...]`` changes a copy of a room with mutmut, one change at a time,
runs the tests of that room alone, prints the share of changes that were seen and the ones that
were not, and fails under the share that is asked for. What is left is explained in
``tests/mutants.md``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
WORK = ROOT / "build" / "mutants"
LEAST = 90
"""Per cent of the mutants of a room that its tests must kill."""

COPIED = ("balance", "datasets", "tests", "pyproject.toml", "README.md")
TESTS = {
    "quantities": ["tests/quantities"],
    "coalitions": ["tests/coalitions"],
    # Those on tiny tables; a test of every scenario takes too long to be run for each mutant.
    "comparison": [
        f"tests/comparison/test_{name}.py"
        for name in (
            "amounts",
            "assembly",
            "caveats",
            "compare",
            "courses",
            "coverage",
            "explanation",
            "frames",
            "history",
            "lineage",
            "notebook",
            "panel",
            "printed",
            "question",
            "result",
            "rows",
            "selection",
            "sentences",
            "shares",
            "sheets",
            "standing",
            "terms",
            "totals",
            "verdicts",
            "words",
        )
    ],
}
KILLED = {1: "killed", 3: "killed", -24: "timeout", 24: "timeout", 36: "timeout", 152: "timeout"}
NAMES = {0: "survived", 33: "no test", 5: "no test", 34: "skipped"}


def prepare(room: str, modules: list[str]) -> Path:
    """Return a folder with a copy of the project and the settings of mutmut for a room."""
    place = WORK / room
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, place / name, ignore=ignored)
        else:
            shutil.copy(source, place / name)
    mutated = [f"balance/{room}/{name}.py" for name in modules or ["*"]]
    tests = [name for name in TESTS[room] if (ROOT / name).exists()]
    settings = {
        "source_paths": ["balance"],
        "only_mutate": mutated,
        "also_copy": ["datasets", "README.md"],
        "pytest_add_cli_args": ["-p", "no:cacheprovider"],
        "pytest_add_cli_args_test_selection": tests,
        "use_git_change_detection": False,
        "track_dependencies": False,
    }
    lines = [f"{name} = {json.dumps(value)}" for name, value in settings.items()]
    with (place / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("\n[tool.mutmut]\n" + "\n".join(lines) + "\n")
    return place


def results(place: Path) -> dict[str, str]:
    """Return what became of each mutant, by name."""
    found: dict[str, str] = {}
    for path in sorted((place / "mutants" / "balance").rglob("*.meta")):
        codes = json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
        for name, code in codes.items():
            if code is not None:
                found[name] = KILLED.get(code) or NAMES.get(code, f"exit {code}")
    return found


def run(room: str, modules: list[str]) -> float:
    """Run a room, print its score and its survivors, and return the score in per cent."""
    place = prepare(room, modules)
    # Examples are drawn alike each time, so that a mutant is killed or not for good.
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    mutmut = Path(sys.executable).with_name("mutmut")
    done = subprocess.run([mutmut, "run"], cwd=place, env={**clean, "CI": "1"}, check=False)  # noqa: S603
    found = results(place)
    if done.returncode or not found:
        raise SystemExit(f"mutmut could not run {room}; see what it says above")
    kinds = Counter(found.values())
    seen = kinds["killed"] + kinds["timeout"]
    score = 100 * seen / len(found)
    for name in (name for name, kind in found.items() if kind not in ("killed", "timeout")):
        shown = subprocess.run(  # noqa: S603
            [mutmut, "show", name],
            cwd=place,
            env=clean,
            check=False,
            capture_output=True,
            text=True,
        )
        print(f"\n{found[name]}: {shown.stdout.strip() or name}")
    told = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    print(f"\n{room}: {score:.1f} % of {len(found)} mutants killed ({told})")
    return score


def main(words: list[str]) -> int:
    """Run the rooms that are named, or all; ``comparison/totals`` names one module."""
    asked: dict[str, list[str]] = {}
    for word in words or list(TESTS):
        room, _, module = word.partition("/")
        if room not in TESTS:
            print(f"there is no room {room!r}; expected: {', '.join(TESTS)}", file=sys.stderr)
            return 2
        asked.setdefault(room, []).extend([module] if module else [])
    scores = [run(room, modules) for room, modules in asked.items()]
    return int(min(scores) < LEAST)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
