"""The pages of the reference, one per room and part of a room, for mkdocstrings to fill."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from types import ModuleType

from words import table

import balance

__all__ = ["module_pages"]

_ROOMS = (
    "errors",
    "quantities",
    "coalitions",
    "tables",
    "comparison",
    "importers",
    "robustness",
    "planning",
    "indices",
    "claims",
    "scenarios",
    "charts",
    "report",
)
"""In the order in which data walks; any other room comes after them."""
_APART = {"cli", "__main__"}
"""The command line has a page of its own."""


def module_pages() -> Mapping[str, str]:
    """Return the text of each page by its place in the site, in the order of the rooms."""
    pages = {"reference/python/index.md": _first()}
    for name in _rooms():
        for package in _packages(f"balance.{name}"):
            place = package.removeprefix("balance.").replace(".", "/")
            pages[f"reference/python/{place}.md"] = _page(package)
    return pages


def _rooms() -> tuple[str, ...]:
    there = {each.name for each in pkgutil.iter_modules(balance.__path__)} - _APART
    return (
        *(name for name in _ROOMS if name in there),
        *sorted(there - set(_ROOMS)),
    )


def _packages(name: str) -> Iterator[str]:
    """Yield a room and the parts of it that are packages (or the room, if it is one module)."""
    yield name
    for each in _parts(name):
        if each.ispkg:
            yield from _packages(f"{name}.{each.name}")


def _parts(name: str) -> list[pkgutil.ModuleInfo]:
    path = getattr(importlib.import_module(name), "__path__", None)
    return [] if path is None else list(pkgutil.iter_modules(path))


def _first() -> str:
    public = _names(importlib.import_module("balance"))
    rooms = [(f"[`balance.{n}`]({n}.md)", _line(importlib.import_module(f"balance.{n}")))
             for n in _rooms()]  # fmt: skip
    return (
        "# Python\n\n`import balance` gives the names of the first table; the rooms hold the rest. "
        "Data walks one way through them, and a room imports only from those before it.\n\n"
        + table(["Name", ""], public)
        + "\n"
        + table(["Room", ""], rooms)
    )


def _page(name: str) -> str:
    """Return the page of a package: what it hands out, then its modules."""
    module = importlib.import_module(name)
    text = [f"# `{name}`\n\n::: {name}\n    options:\n      members: "]
    parts = _parts(name)
    if not hasattr(module, "__path__"):
        return f"# `{name}`\n\n::: {name}\n"
    own = [each for each in getattr(module, "__all__", []) if _lives_in(module, each)]
    text.append(f"[{', '.join(own)}]\n\n" if own else "false\n\n")
    handed = _names(module)
    if handed:
        text.append(table(["Name", ""], handed) + "\n")
    below = [f"{name}.{each.name}" for each in parts if each.ispkg]
    if below:
        rows = [(f"[`{b}`]({_beside(name, b)})", _line(importlib.import_module(b))) for b in below]
        text.append(table(["Part", ""], rows) + "\n")
    for each in parts:
        if not each.ispkg:
            text.append(f"## `{name}.{each.name}`\n\n::: {name}.{each.name}\n\n")
    return "".join(text)


def _beside(name: str, below: str) -> str:
    """Return the address of a part's page, seen from the page of the whole."""
    return f"{name.rpartition('.')[2]}/{below.rpartition('.')[2]}.md"


def _lives_in(module: ModuleType, name: str) -> bool:
    """Return whether a name is described on the page of its package.

    A function that shares its name with a module is not: the module is.
    """
    home = getattr(getattr(module, name), "__module__", module.__name__)
    return home == module.__name__ and name not in _modules(module.__name__)


def _modules(name: str) -> set[str]:
    return {each.name for each in _parts(name)}


def _names(module: ModuleType) -> list[tuple[str, str]]:
    """Return the names that a package hands out, linked to where they are described."""
    rows = []
    for name in getattr(module, "__all__", []):
        thing = getattr(module, name)
        home = getattr(thing, "__module__", None)
        ours = isinstance(home, str) and home.startswith("balance") and callable(thing)
        if ours and not (home == module.__name__ and name in _modules(home)):
            rows.append((f"[`{name}`][{home}.{name}]", _line(thing)))
        else:
            rows.append((f"`{name}`", _line(thing) if ours else ""))
    return rows


def _line(thing: object) -> str:
    """Return the first line of a docstring."""
    return (getattr(thing, "__doc__", None) or "").strip().partition("\n")[0].replace("|", "\\|")
