"""The module of a new scenario and its test."""

from __future__ import annotations

import keyword
import re
from pathlib import Path

from balance.errors import OutputError, ParameterError
from balance.scenarios.catalogue import SCENARIOS
from balance.skeletons.rows import Skeleton
from balance.tables.placeholders import PLACEHOLDER

__all__ = ["new_scenario"]

_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*", re.ASCII)


def _template(name: str) -> str:
    from importlib.resources import files

    return files("balance.skeletons").joinpath("templates", name).read_text(encoding="utf-8")


def new_scenario(root: str | Path, name: str) -> Skeleton:
    """Write the module of a scenario and its test into a checkout.

    Parameters
    ----------
    root
        The checkout: the folder that holds ``balance/scenarios`` and ``tests``.
    name
        Name of the function and the module, e.g. ``nordic_states``.

    Returns
    -------
    Skeleton
        Both files, and what to do next.

    Raises
    ------
    ParameterError
        If it is no name of a function, or there is such a scenario.
    OutputError
        If the folder is no checkout, or a file is there already: nothing is overwritten.

    Notes
    -----
    The scenario runs as it is written: it compares one total of two sides. ``balance check``
    lists what is left to be written, until nothing is.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     (Path(place) / "balance" / "scenarios").mkdir(parents=True)
    ...     [path.name for path, _ in new_scenario(place, "nordic_states").files]
    ['nordic_states.py', 'test_nordic_states.py']
    """
    root = Path(root)
    if not _NAME.fullmatch(name) or keyword.iskeyword(name):
        raise ParameterError(
            f"{name!r} cannot be the name of a scenario: expected lower-case words joined by "
            "underscores, e.g. nordic_states"
        )
    if name in SCENARIOS:
        raise ParameterError(f"there is a scenario {name!r}; choose another name")
    if not (root / "balance" / "scenarios").is_dir():
        raise OutputError(
            f"{root} is no checkout of the project: expected a folder with balance/scenarios"
        )
    module = root / "balance" / "scenarios" / f"{name}.py"
    test = root / "tests" / "scenarios" / f"test_{name}.py"
    for path in (module, test):
        if path.exists():
            raise OutputError(f"{path} is there already; nothing is overwritten")
    written = ((module, "scenario.txt"), (test, "test_scenario.txt"))
    try:
        for path, template in written:
            path.parent.mkdir(parents=True, exist_ok=True)
            text = _template(template).replace("@NAME@", name)
            path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as fault:
        raise OutputError(f"cannot write {path}: {fault.strerror or fault}") from None
    return Skeleton(
        tuple((path, 1) for path, _ in written),
        (
            f"replace every {PLACEHOLDER}, and the question by your own",
            "list it in balance/scenarios/catalogue.py: import it, and add it to _FUNCTIONS in the "
            "order of the report",
            "export it in balance/scenarios/__init__.py: import it, and add it to __all__",
            "name it in the table of scenarios in README.md and under API in CHANGELOG.md",
            "add it to the list in tests/test_public_api.py",
            f"run `balance check` and `python -m pytest tests/scenarios/test_{name}.py`",
        ),
    )
