"""Which edition of SIPRI's workbooks a file is, from what stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pandas as pd

from balance.importers.grids import Header
from balance.importers.sipri_headers import YEARS, above, titled_years
from balance.importers.sipri_marks import NO_ZERO
from balance.importers.sipri_sheets import Page
from balance.importers.workbooks import Workbook

__all__ = ["source_row"]

_FIRST_YEAR = 1949  # of every whole edition; an export of the query tool begins anywhere


def source_row(
    book: Workbook, pages: Mapping[str, Page], headers: Mapping[str, Header], cells: pd.DataFrame
) -> dict[str, str]:
    """Return the row of ``sources.csv`` for a workbook.

    Parameters
    ----------
    book
        The workbook.
    pages, headers
        Its sheets that were read.
    cells
        What was read.

    Returns
    -------
    dict of str to str
        The edition is that of the workbook's own years: an edition comes out in the spring
        after its last year, and its constant prices are those of the year before that. The
        file's name decides nothing.
    """
    by_country = {n: h for n, h in headers.items() if pages[n].kind != "regions"}
    first = min(min(header.years.values()) for header in by_country.values())
    last = max(max(header.years.values()) for header in by_country.values())
    base = next((int(p.basis[:4]) for p in pages.values() if p.kind == "constant"), None)
    edition = last + 1 if base is None else max(base + 2, last + 1)
    whole = first == _FIRST_YEAR and base == edition - 2
    return {
        "source_id": f"sipri-{edition}{'' if whole else '-query'}",
        "publication": "sipri",
        "edition": str(edition),
        "title": f"SIPRI Military Expenditure Database {first}-{last}",
        "publisher": "Stockholm International Peace Research Institute",
        "author": "",
        "published": book.published(edition),
        "accessed": "",
        "url": "https://www.sipri.org/databases/milex",
        "terms": "non-commercial",
        "reliability": "A",
        "read_via": f"Workbook {book.path.name}{'' if whole else ', not a whole edition'}.",
        "note": " ".join(_notes(book, headers, edition, base, last, cells)),
    }


def _notes(
    book: Workbook,
    headers: Mapping[str, Header],
    edition: int,
    base: int | None,
    last: int,
    cells: pd.DataFrame,
) -> Iterator[str]:
    yield (
        "Non-commercial use with attribution. An input measure: spending is not capability. Aid "
        "to Ukraine is in the donors' spending."
    )
    prices = f" and constant prices of {base}" if base else ""
    yield f"Edition {edition} told from years up to {last}{prices} in the workbook."
    said = " ".join(above(book.sheets[name], header) for name, header in headers.items())
    marks = sorted({year for year in re.findall(r"© SIPRI (\d{4})", said) if int(year) != edition})
    if marks:
        yield f"The workbook calls itself © SIPRI {', '.join(marks)}."
    titles = {years[1] for n, h in headers.items() if (years := titled_years(book.sheets[n], h))}
    for year in sorted(titles - {last}):
        yield f"A title says years up to {year}."
    named = YEARS.search(book.path.name)
    if named and int(named[2]) != last:
        yield f"The file's name says years up to {named[2]}."
    untrusted = cells[cells["note"].str.startswith(NO_ZERO)]
    if len(untrusted):
        listed = "; ".join(
            f"{name} {_spans(rows['as_of'])}" for name, rows in untrusted.groupby("name")
        )
        yield f"Zeros that are not trusted and make no figure: {listed}."


def _spans(years: pd.Series) -> str:
    """Return years as spans.

    Examples
    --------
    >>> _spans(pd.Series(["1990", "1988", "1989", "1992"]))
    '1988-1990, 1992'
    """
    spans: list[list[int]] = []
    for year in sorted({int(year) for year in years}):
        if spans and spans[-1][1] == year - 1:
            spans[-1][1] = year
        else:
            spans.append([year, year])
    return ", ".join(f"{a}" if a == b else f"{a}-{b}" for a, b in spans)
