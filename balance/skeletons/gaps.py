"""What is still missing from the scenarios of a checkout."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import balance.scenarios
from balance.errors import DataFault, Place, UnfinishedScenario
from balance.tables.placeholders import PLACEHOLDER

__all__ = ["scenario_faults"]


def _package() -> Path:
    """Return the folder that holds the package that runs."""
    return Path(balance.scenarios.__file__).resolve().parent.parent.parent


def _is_scenario(path: Path) -> bool:
    """Tell whether a module defines a function of its own name that returns a result."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return any(
        isinstance(node, ast.FunctionDef)
        and node.name == path.stem
        and node.returns is not None
        and ast.unparse(node.returns) == "Result"
        for node in tree.body
    )


def _waiting(path: Path, shown: str) -> Iterator[DataFault]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if PLACEHOLDER in line:
            yield UnfinishedScenario(
                Place(shown, number),
                "still waits to be written",
                found=line.strip(),
                remedy=f"write it, and take away the {PLACEHOLDER}",
            )


def _unlisted(name: str, shown: str, root: Path) -> Iterator[DataFault]:
    from balance.scenarios.catalogue import SCENARIOS

    if name not in SCENARIOS:
        yield UnfinishedScenario(
            Place(shown),
            f"the scenario {name} is in no list",
            expected="to find it in _FUNCTIONS of balance/scenarios/catalogue.py",
            remedy="import it there and add it, in the order of the report",
        )
    if name not in balance.scenarios.__all__:
        yield UnfinishedScenario(
            Place(shown),
            f"the scenario {name} cannot be imported from balance.scenarios",
            expected="to find it in __all__ of balance/scenarios/__init__.py",
            remedy="import it there and add it",
        )
    readme = root / "README.md"
    if readme.is_file() and f"`{name}`" not in readme.read_text(encoding="utf-8"):
        yield UnfinishedScenario(
            Place(shown),
            f"README.md does not name the scenario {name}",
            expected="a row in its table of scenarios",
            remedy="add one, with the question in a few words",
        )
    tests = root / "tests"
    if tests.is_dir() and not any(
        name in path.read_text(encoding="utf-8") for path in tests.rglob("test_*.py")
    ):
        yield UnfinishedScenario(
            Place(shown),
            f"no test names the scenario {name}",
            expected=f"tests/scenarios/test_{name}.py, or another test that runs it",
            remedy="write one that recomputes its main numbers from the tables",
        )


def scenario_faults(root: str | Path | None = None) -> list[DataFault]:
    """Return what is missing from the scenarios: words, lists, exports, tests.

    Parameters
    ----------
    root
        The folder that holds ``balance/scenarios``; by default that of the package that runs.

    Returns
    -------
    list of DataFault
        One per gap. In an installed package, which has neither tests nor README beside it,
        these are not asked for.

    Examples
    --------
    >>> scenario_faults()
    []
    """
    root = _package() if root is None else Path(root)
    faults: list[DataFault] = []
    for path in sorted((root / "balance" / "scenarios").glob("*.py")):
        shown = path.relative_to(root).as_posix()
        faults += _waiting(path, shown)
        if _is_scenario(path):
            faults += _unlisted(path.stem, shown, root)
            test = root / "tests" / "scenarios" / f"test_{path.stem}.py"
            if test.is_file():
                faults += _waiting(test, test.relative_to(root).as_posix())
    return faults
