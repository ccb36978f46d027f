"""The methods that a result rests on, by what stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from balance.citation.entries import Entry
from balance.comparison.result import Result
from balance.errors import UnknownName, suggest

__all__ = ["Method", "known_methods", "methods_named", "methods_of"]


@dataclass(frozen=True)
class Method:
    """A method, or the definition of what is counted, with the work to cite.

    Attributes
    ----------
    entry
        The work.
    used_for
        What it is used for, as words of a sentence.
    where
        What in a result shows that it was used: ``table/column``, ``indicator:name`` or
        ``parameter:name``.
    """

    entry: Entry
    used_for: str
    where: frozenset[str]


def _method(row: Mapping[str, object]) -> Method:
    def text(name: str) -> str:
        return str(row.get(name, ""))

    def texts(name: str) -> tuple[str, ...]:
        found = row.get(name, [])
        assert isinstance(found, list)
        return tuple(map(str, found))

    used_for = text("used_for")
    entry = Entry(
        key=text("key"),
        kind=text("kind"),
        title=text("title"),
        authors=texts("author"),
        editors=texts("editor"),
        journal=text("journal"),
        booktitle=text("booktitle"),
        volume=text("volume"),
        number=text("number"),
        pages=text("pages"),
        publisher=text("publisher"),
        address=text("address"),
        published=text("year"),
        doi=text("doi"),
        url=text("url"),
        notes=(f"Used for {used_for}.", text("read")),
    )
    return Method(entry, used_for, frozenset(texts("where")))


@cache
def known_methods() -> Mapping[str, Method]:
    """Return all methods by key, as ``methods.toml`` lists them.

    Returns
    -------
    Mapping of str to Method

    Examples
    --------
    >>> known_methods()["banzhaf-1965"].used_for
    'the Banzhaf index'
    """
    import tomllib
    from importlib.resources import files

    text = files("balance.citation").joinpath("methods.toml").read_text(encoding="utf-8")
    methods = [_method(row) for row in tomllib.loads(text)["method"]]
    return {method.entry.key: method for method in methods}


def methods_named(keys: Iterable[str]) -> tuple[Method, ...]:
    """Return methods by key, each once.

    Parameters
    ----------
    keys
        As in ``methods.toml``.

    Returns
    -------
    tuple of Method

    Raises
    ------
    UnknownName
        If there is none of that name; the nearest is suggested.

    Examples
    --------
    >>> [method.entry.published for method in methods_named(["shapley-1953"])]
    ['1953']
    """
    known = known_methods()
    found = []
    for key in dict.fromkeys(keys):
        if key not in known:
            raise UnknownName(
                f"there is no method {key!r}; there are {', '.join(known)}.{suggest(key, known)}"
            )
        found.append(known[key])
    return tuple(found)


def _marks(result: Result) -> set[str]:
    """Return what in a result can show that a method was used."""
    columns = {f"{name}/{column}" for name, frame in result.tables.items() for column in frame}
    counted = {f"indicator:{name}" for name in result.figures["indicator"].unique()}
    asked = {f"parameter:{name}" for name in result.parameters}
    return columns | counted | asked


def methods_of(result: Result) -> tuple[Method, ...]:
    """Return the methods that a result rests on, in the order of the list.

    Parameters
    ----------
    result
        Any result.

    Returns
    -------
    tuple of Method
        Those of which a mark stands in its tables, figures or parameters.
    """
    marks = _marks(result)
    return tuple(method for method in known_methods().values() if method.where & marks)
