"""Every name that a module exports is described, and what is described is there.

Names of the public list (``test_public_api``) have all sections of numpydoc that apply:
parameters, what is returned, an example. For the others the rule is shorter, and where it is not
kept the reason stands here.
"""

import ast
import importlib
import inspect
import re
import textwrap
from dataclasses import dataclass, fields, is_dataclass
from fnmatch import fnmatch
from pathlib import Path

import pytest
from test_public_api import PUBLIC

PACKAGE = Path(__file__).parents[1] / "balance"
SECTION = re.compile(r"^([A-Z][A-Za-z ]+)\n-{3,}\n", re.MULTILINE)
MOST_PARAMETERS = 2
"""So many may be described by the first sentence alone."""

WITHOUT_PARAMETERS = {
    "cli/*.py::*": "Options are described where they are declared; the help shows them.",
    "charts/*.py::plan": "The contract of a kind of chart is described once, in charts/plots.py.",
    "charts/*.py::draw": "The same.",
    "**/text.py::*": "Sentences of one result: what they are told stands in the module that asks.",
    "scenarios/*_text.py::*": "The same.",
}
"""Functions of the package, as file and name, that have no section of parameters, and why."""

WITHOUT_EXAMPLE = {
    "balance.importers": "An example needs a file of the publisher; the documentation has them.",
    "balance.report": "An example needs a report on disk: that of changes_since makes one.",
}
"""Modules whose public functions need no example, and why."""

SHORT_HELPERS = """
    charts/layout.py::narrowed charts/letters.py::fitting charts/ticks.py::decades
    importers/grids.py::fault_at importers/grids.py::rows_below
    planning/forces/stated_rates.py::stated_recruits
    planning/level_sheet.py::level_words planning/level_sheet.py::suffixed
    planning/levels.py::derived planning/paths.py::origin
    planning/smallest/least_sets.py::reaches planning/spending/growth.py::rising_share
    planning/spending/growth.py::yearly_growth
    robustness/disagreement/result.py::found_pairings
    robustness/disagreement/result.py::unchanged_words
    robustness/universes/phrases.py::choice_lines robustness/variants/reruns.py::rerun
"""
"""Helpers inside one room whose first sentence says what they take. To be mended, not added to."""


@dataclass(frozen=True)
class Function:
    """An exported function as its module writes it."""

    place: str
    parameters: tuple[str, ...]
    returns: str
    doc: str

    @property
    def sections(self) -> dict[str, str]:
        pieces = SECTION.split(self.doc)
        return dict(zip(pieces[1::2], pieces[2::2], strict=True))

    @property
    def described(self) -> tuple[str, ...]:
        """Names in the section of parameters."""
        lines = self.sections.get("Parameters", "").splitlines()
        heads = [line for line in lines if line and not line.startswith(" ")]
        return tuple(
            name.strip().lstrip("*") for head in heads for name in head.split(" : ")[0].split(",")
        )


def exported(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if isinstance(target, ast.Name) and target.id == "__all__":
            found |= set(ast.literal_eval(node.value))
    return found


def function(node: ast.FunctionDef, place: str) -> Function:
    a = node.args
    named = [*a.posonlyargs, *a.args, *([a.vararg] if a.vararg else []), *a.kwonlyargs]
    return Function(
        place,
        tuple(one.arg for one in [*named, *([a.kwarg] if a.kwarg else [])]),
        "None" if node.returns is None else ast.unparse(node.returns),
        ast.get_docstring(node) or "",
    )


def modules():
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def functions():
    return [
        function(node, f"{name}::{node.name}")
        for name, tree in modules()
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name in exported(tree)
    ]


def excused(place: str) -> bool:
    patterns = [*WITHOUT_PARAMETERS, *(key.removeprefix("**/") for key in WITHOUT_PARAMETERS)]
    return any(fnmatch(place, pattern) for pattern in patterns)


def test_every_exported_name_is_described():
    bare = [
        f"{name}::{node.name}"
        for name, tree in modules()
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and node.name in exported(tree)
        and not ast.get_docstring(node)
    ]
    assert bare == []


def test_parameters_are_described_and_those_that_are_described_are_there():
    wrong = [
        f"{one.place}: described are {', '.join(one.described)}"
        for one in functions()
        if one.described and set(one.described) != set(one.parameters)
    ]
    assert wrong == []


def test_functions_of_many_parameters_describe_them():
    lacking = {
        one.place
        for one in functions()
        if len(one.parameters) > MOST_PARAMETERS and not one.described and not excused(one.place)
    }
    listed = set(SHORT_HELPERS.split())
    assert lacking - listed == set(), "describe what these take, in a section Parameters"
    assert listed - lacking == set(), "these are mended, or gone: take them off the list"


def test_functions_that_return_a_frame_name_its_columns():
    lacking = [
        one.place
        for one in functions()
        if "DataFrame" in one.returns and "Returns" not in one.sections
    ]
    assert lacking == []


def public():
    for module, names in PUBLIC.items():
        for name in names.split():
            yield module, name


def source_of(found) -> Function:
    tree = ast.parse(textwrap.dedent(inspect.getsource(found)))
    (node,) = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    return function(node, found.__name__)


@pytest.mark.parametrize(("module", "name"), list(public()), ids=lambda text: text)
def test_a_public_name_has_every_section_that_applies(module, name):
    found = getattr(importlib.import_module(module), name)
    if inspect.isfunction(found):
        one = source_of(found)
        assert set(one.described) == set(one.parameters), "Parameters"
        if one.returns != "None":
            assert "Returns" in one.sections, "Returns"
        if module not in WITHOUT_EXAMPLE:
            assert ">>> " in one.sections.get("Examples", ""), "Examples"
    elif inspect.isclass(found) and found.__doc__:
        if is_dataclass(found):
            text = inspect.cleandoc(found.__doc__)
            for field in fields(found):
                if not field.name.startswith("_"):
                    assert re.search(rf"\b{field.name}\b", text), f"attribute {field.name}"
        for method, defined in vars(found).items():
            if inspect.isfunction(defined) and not method.startswith("_"):
                assert defined.__doc__, f"{name}.{method}"
