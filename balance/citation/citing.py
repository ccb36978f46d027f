"""Citations of the figures and methods behind a result, and of the program itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from balance.citation.entries import Entry, entry_bibtex, entry_text
from balance.citation.methods import Method, known_methods, methods_named, methods_of
from balance.comparison.result import Result
from balance.tables.dataset import Dataset

__all__ = ["Citation", "Citations", "cite", "cite_tables"]

Kind = Literal["data", "membership", "method", "program"]

_HEADINGS: Mapping[Kind, str] = {
    "data": "Data",
    "membership": "Who belongs to a group",
    "method": "Methods and definitions",
    "program": "Program",
}


@dataclass(frozen=True)
class Citation:
    """One work to cite.

    Attributes
    ----------
    key
        Name in a bibliography: the ``source_id`` of a source, the key of a method, or
        ``military-balance``.
    kind
        ``data``, ``membership``, ``method`` or ``program``.
    text
        The citation as sentences.
    bibtex
        The citation as a BibTeX entry.
    """

    key: str
    kind: Kind
    text: str
    bibtex: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Citations:
    """All that is to be cited for a result, each work once.

    Attributes
    ----------
    entries
        Data, memberships, methods, then the program; data in the order of the table
        ``sources``.
    """

    entries: tuple[Citation, ...]

    def __iter__(self) -> Iterator[Citation]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """The citations as text, under headings."""
        blocks = []
        for kind, heading in _HEADINGS.items():
            said = [f"[{one.key}] {one.text}" for one in self.entries if one.kind == kind]
            if said:
                blocks.append("\n".join([heading, *said]))
        return "\n\n".join(blocks)

    @property
    def bibtex(self) -> str:
        """The citations as the text of a ``.bib`` file."""
        return "\n\n".join(one.bibtex for one in self.entries)

    @property
    def frame(self) -> pd.DataFrame:
        """The citations as a DataFrame: ``key``, ``kind``, ``text``, ``bibtex``."""
        rows = [(one.key, one.kind, one.text, one.bibtex) for one in self.entries]
        return pd.DataFrame(rows, columns=["key", "kind", "text", "bibtex"], dtype=str)


def _citation(entry: Entry, kind: Kind) -> Citation:
    return Citation(entry.key, kind, entry_text(entry), entry_bibtex(entry))


def _source(row: Mapping[str, str], kind: Kind, note: str = "") -> Citation:
    """Return the citation of a source; what was read in a copy is cited as read in it."""
    institution = f"{{{row['publisher']}}}" if row["publisher"] else ""
    names = row["author"] or institution
    entry = Entry(
        key=row["source_id"],
        kind="misc",
        title=row["title"],
        authors=(names,) if names else (),
        publisher=row["publisher"] if row["author"] else "",
        edition=row["edition"],
        published=row["published"],
        url=row["url"],
        accessed=row["accessed"],
        notes=tuple(
            filter(
                None,
                (
                    f"Read: {row['read_via'].rstrip('.')}." if row["read_via"] else "",
                    f"Terms: {row['terms']}.",
                    note,
                ),
            )
        ),
    )
    return _citation(entry, kind)


def _program() -> Citation:
    import balance

    entry = Entry(
        key="military-balance",
        kind="misc",
        title="balance: compares the military strength of states and coalitions from "
        "published figures",
        authors=("{The balance maintainers}",),
        notes=(f"Version {balance.__version__} of the distribution military-balance.",),
    )
    return _citation(entry, "program")


def _said_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from re.findall(r"\w+", value)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _said_in(each)


def _groups_asked(result: Result) -> set[str]:
    """Return the groups that are named in what was asked."""
    words = {word for value in result.parameters.values() for word in _said_in(value)}
    return words & set(result.data.group_labels)


def _membership_sources(data: Dataset, groups: Iterable[str]) -> set[str]:
    kept = set(groups)
    members, defined = data.table("memberships"), data.table("groups")
    return {
        *members["source_id"][members["group"].isin(kept)],
        *defined["source_id"][defined["group"].isin(kept)],
    }


def _collected(
    sources: Mapping[str, Mapping[str, str]],
    used: Mapping[str, int],
    members: Iterable[str],
    methods: Iterable[Method],
) -> Citations:
    membership = set(members) - set(used)
    data = [
        _source(row, "data", f"Figures and known zeros used: {used[name]}." if used[name] else "")
        for name, row in sources.items()
        if name in used
    ]
    groups = [_source(row, "membership") for name, row in sources.items() if name in membership]
    found = [_citation(method.entry, "method") for method in methods]
    return Citations((*data, *groups, *found, _program()))


def cite(*results: Result, methods: Iterable[str] = ()) -> Citations:
    """Return what to cite for results: their data, their methods and the program.

    Parameters
    ----------
    *results
        What :func:`balance.compare`, a scenario or any other question returned.
    methods
        Keys of methods to cite besides, e.g. ``singer-bremer-stuckey-1972`` beside
        :func:`balance.indices.cinc.cinc`, which returns no result.

    Returns
    -------
    Citations
        Each work once, with ``text``, ``bibtex`` and ``frame``.

    Raises
    ------
    UnknownName
        If there is no such method.

    Notes
    -----
    A source is cited with its publisher, title, edition, date, address and what was read: what
    was read in a copy is cited as read in that copy. What is not known is not made up. Works on
    methods are cited where a result rests on them; each says what of it was read. The sources
    of memberships are those of the groups that the question names.

    Examples
    --------
    >>> import balance
    >>> found = balance.cite(balance.compare("BALTIC", "RUS", indicators=["submarines"]))
    >>> [citation.key for citation in found]
    ['gfp-2024', 'gfp-2025', 'seed-000', 'military-balance']
    """
    used: dict[str, set[str]] = {}
    sources: dict[str, Mapping[str, str]] = {}
    members: set[str] = set()
    rests_on: dict[str, Method] = {}
    for result in results:
        sources |= result.data.source_rows
        for name in result.sources["source_id"]:
            used.setdefault(name, set())
        figures = result.figures
        for name, figure in zip(figures["source_id"], figures["figure_id"], strict=True):
            used.setdefault(name, set()).add(figure)
        members |= _membership_sources(result.data, _groups_asked(result))
        rests_on |= {method.entry.key: method for method in methods_of(result)}
    rests_on |= {method.entry.key: method for method in methods_named(methods)}
    ordered = [method for key, method in known_methods().items() if key in rests_on]
    counts = {name: len(figures) for name, figures in used.items()}
    return _collected(sources, counts, members, ordered)


def cite_tables(data: Dataset) -> Citations:
    """Return what to cite for the tables as a whole, with every method.

    Parameters
    ----------
    data
        The tables.

    Returns
    -------
    Citations
        Every source that has a figure or a known zero, those of memberships, all methods and
        the program.

    Examples
    --------
    >>> import balance
    >>> {"gfp-2025", "banzhaf-1965"} <= {one.key for one in cite_tables(balance.load())}
    True
    """
    figures = data.table("figures")["source_id"].value_counts()
    used = dict.fromkeys(data.table("absences")["source_id"], 0)
    used |= {str(name): int(count) for name, count in figures.items()}
    members = _membership_sources(data, data.group_labels)
    return _collected(data.source_rows, used, members, known_methods().values())
