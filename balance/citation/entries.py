"""One entry of a bibliography, as a sentence and as BibTeX."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Entry", "bibtex_text", "bibtex_url", "entry_bibtex", "entry_text"]


@dataclass(frozen=True)
class Entry:
    """What is known of a work. What is not known is empty, never made up.

    Attributes
    ----------
    key
        Name in a bibliography; stable.
    kind
        BibTeX type: ``article``, ``incollection``, ``inproceedings`` or ``misc``.
    authors, editors
        ``Last, First``; an institution stands in braces.
    title, journal, booktitle, volume, number, pages, publisher, address
        As in BibTeX.
    edition
        Which issue of a series.
    published
        ``YYYY[-MM[-DD]]``.
    doi, url, accessed
        Where it is and when it was read.
    notes
        Sentences that belong to the citation: what was read, terms.
    """

    key: str
    kind: str
    title: str
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    journal: str = ""
    booktitle: str = ""
    volume: str = ""
    number: str = ""
    pages: str = ""
    publisher: str = ""
    address: str = ""
    edition: str = ""
    published: str = ""
    doi: str = ""
    url: str = ""
    accessed: str = ""
    notes: tuple[str, ...] = ()


_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "&": r"\&",
    "%": r"\%",
    "_": r"\_",
    "#": r"\#",
    "$": r"\$",
}
_IN_URLS = {"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def bibtex_text(text: str) -> str:
    r"""Return text for a field in braces: what means something to TeX is escaped.

    Parameters
    ----------
    text
        Any text; runs of white space become one space, letters of other scripts stay.

    Returns
    -------
    str
        Its braces are balanced whatever the text holds.

    Examples
    --------
    >>> bibtex_text("R&D, 100 % of {x}")
    'R\\&D, 100 \\% of \\textbraceleft{}x\\textbraceright{}'
    """
    plain = " ".join(text.split())
    return "".join(_ESCAPES.get(letter, letter) for letter in plain)


def bibtex_url(address: str) -> str:
    """Return an address for a ``url`` field, which TeX packages read as it stands.

    Parameters
    ----------
    address
        An address.

    Returns
    -------
    str
        With braces, backslashes and blanks in the form that addresses have for them.

    Examples
    --------
    >>> bibtex_url("https://example.org/a_b?c={1}&d=%20")
    'https://example.org/a_b?c=%7B1%7D&d=%20'
    """
    return "".join(_IN_URLS.get(letter, letter) for letter in address)


def _people(names: tuple[str, ...]) -> str:
    return " and ".join(
        f"{{{bibtex_text(name[1:-1])}}}" if name.startswith("{") else bibtex_text(name)
        for name in names
    )


def _fields(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "author", _people(entry.authors)
    yield "editor", _people(entry.editors)
    yield "title", f"{{{bibtex_text(entry.title)}}}" if entry.title else ""
    for name in ("journal", "booktitle", "volume", "number"):
        yield name, bibtex_text(getattr(entry, name))
    yield "pages", bibtex_text(entry.pages.replace("-", "--"))
    for name in ("publisher", "address", "edition"):
        yield name, bibtex_text(getattr(entry, name))
    yield "year", entry.published[:4]
    yield "doi", bibtex_url(entry.doi)
    yield "url", bibtex_url(entry.url)
    yield "urldate", entry.accessed
    yield "note", bibtex_text(" ".join(entry.notes))


def entry_bibtex(entry: Entry) -> str:
    """Return an entry as BibTeX.

    Parameters
    ----------
    entry
        The work.

    Returns
    -------
    str
        Fields that are not known are left out; ``urldate`` is that of biblatex.

    Examples
    --------
    >>> print(entry_bibtex(Entry("mine-2025", "misc", "Fleet list", published="2025-01")))
    @misc{mine-2025,
      title = {{Fleet list}},
      year = {2025},
      month = jan,
    }
    """
    lines = []
    for name, value in _fields(entry):
        if value:
            lines.append(f"  {name} = {{{value}}},")
        if name == "year" and len(entry.published) > len("YYYY"):
            lines.append(f"  month = {_MONTHS[int(entry.published[5:7]) - 1]},")
        if name == "year" and len(entry.published) > len("YYYY-MM"):
            lines.append(f"  day = {{{int(entry.published[8:])}}},")
    return "\n".join([f"@{entry.kind}{{{entry.key},", *lines, "}"])


def _said(names: tuple[str, ...]) -> str:
    return "; ".join(name.strip("{}") for name in names)


def entry_text(entry: Entry) -> str:
    """Return an entry as sentences.

    Parameters
    ----------
    entry
        The work.

    Returns
    -------
    str
        What is not known is said to be so for author, date and title, else left out.

    Examples
    --------
    >>> entry_text(Entry("x", "misc", "", notes=("Read as: a copy.",)))
    'Author not shown (date not shown). Untitled. Read as: a copy.'
    """
    inside = f"In: {_said(entry.editors)} (eds), {entry.booktitle}" if entry.editors else ""
    place = entry.journal or inside or (f"In: {entry.booktitle}" if entry.booktitle else "")
    place += f" {entry.volume}" if place and entry.volume else ""
    place += f"({entry.number})" if place and entry.number else ""
    place += f", {entry.pages.replace('-', '–')}" if place and entry.pages else ""
    house = ": ".join(filter(None, (entry.address, entry.publisher)))
    known = {_said(entry.authors), ""}
    parts = [
        f"{_said(entry.authors) or 'Author not shown'} ({entry.published or 'date not shown'})",
        entry.title or "Untitled",
        f"Edition: {entry.edition}" if entry.edition else "",
        place,
        "" if house in known else house,
        f"doi:{entry.doi}" if entry.doi else "",
        entry.url,
        f"Accessed {entry.accessed}" if entry.accessed else "",
    ]
    # A title may bring its own question mark.
    ended = [part if part.endswith((".", "?", "!")) else f"{part}." for part in parts if part]
    return " ".join([*ended, *entry.notes])
