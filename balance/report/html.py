"""The document as one HTML file: no network, no script, everything inside."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from balance.comparison.printed import PrintedCell, PrintedTable
from balance.comparison.result import Statement
from balance.report.document import Chart, Document, Items, Paragraph
from balance.report.drawings import drawing_looks, font_faces, with_classes

__all__ = ["html_text"]

_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
_ENDS = re.compile(r"</t[dhr]>\n?")
"""Ends of cells and rows, which every reader of HTML adds by itself."""
_HEADERS = re.compile(r' (headers|rowspan|data-quarto-[a-z-]+)="[^"]*"|(?<=scope="row") id="[^"]*"')
_SHORT = {"gt_row gt_left": "l", "gt_row gt_right": "r", "gt_row gt_left gt_stub": "stub"}
_CLASSES = re.compile(rf'class="({"|".join(sorted(_SHORT, reverse=True))})"')
_HEAD = re.compile(
    r'<th class="gt_col_heading[^"]*gt_(.)[a-z]+" colspan="1" scope="col" id="[^"]*">'
)
_INDENT = re.compile(r"\n\s+")
_RANGE = re.compile(r"(\[[^\]]*\])")
_IDS = re.compile(r'(\bid="|url\(#|href="#)')


def html_text(document: Document) -> str:
    """Return a document as HTML.

    Parameters
    ----------
    document
        The report.

    Returns
    -------
    str
        One page. Text from tables is escaped; each number carries the address of its cell in
        ``data-cell`` and leads to its footnote; charts are inline SVG with a title and a
        description.
    """
    environment = Environment(
        loader=PackageLoader("balance.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    told = {note.anchor: note.address for note in document.footnotes}
    link = _Linker(document.anchors, told)
    charts = [b for s in document.sections for b in s.blocks if isinstance(b, Chart)]
    marks = {chart.name: f"c{place}-" for place, chart in enumerate(charts, start=1)}
    looks = drawing_looks(chart.svg for chart in charts)
    drawn = partial(_drawn, marks, looks)
    environment.filters |= {"said": partial(_said, link), "kind": _kind, "drawn": drawn}
    environment.globals["tabled"] = partial(_tabled, link)
    rules = [f".{name}{{{look}}}" for look, name in looks.items()]
    if charts:
        rules.append(font_faces(chart.svg for chart in charts))
    environment.globals["drawing_style"] = Markup("\n".join(rules))  # noqa: S704 - made here
    return environment.get_template("report.html.j2").render(document=document)


def _kind(block: object) -> str:
    kinds = {Paragraph: "paragraph", Items: "items", PrintedTable: "table", Chart: "chart"}
    return kinds[type(block)]


@dataclass(frozen=True)
class _Linker:
    """Turns a number into a link to its footnote.

    Attributes
    ----------
    anchors
        Of the footnotes by the cell.
    told
        The cell that each footnote names.
    """

    anchors: Mapping[str, str]
    told: Mapping[str, str]

    def __call__(self, text: Markup, address: str) -> Markup:
        target = self.anchors.get(address)
        if target is None:
            return Markup('<span data-cell="{}">{}</span>').format(address, text)
        if self.told[target] == address:  # the note says which cell it is
            return Markup("<a class=n href=#{}>{}</a>").format(target, text)
        return Markup('<a class="n" href="#{}" data-cell="{}">{}</a>').format(target, address, text)


def _said(link: _Linker, statement: Statement, scenario: str) -> Markup:
    """Return a sentence whose numbers carry their addresses and lead to their footnotes."""
    parts = (
        link(escape(_unbroken(text)), f"{scenario}/{address}") if address else escape(text)
        for text, address in statement.parts()
    )
    return Markup("").join(parts)


def _unbroken(text: str) -> str:
    """Return a text whose ratios stay on one line."""
    return text.replace(" : ", "\u00a0:\u00a0")


def _cell(link: _Linker, cell: PrintedCell, scenario: str) -> str:
    if cell.text.startswith(("https://", "http://")):
        return str(Markup('<a href="{}">open</a>').format(cell.text))
    # A ratio and a range stay on one line each.
    parts = _RANGE.split(_unbroken(cell.text))
    text = Markup("").join(
        Markup("<span class=range>{}</span>").format(part) if place % 2 else escape(part)
        for place, part in enumerate(parts)
    )
    return str(link(text, f"{scenario}/{cell.address}") if cell.address and cell.text else text)


def _tabled(link: _Linker, table: PrintedTable, scenario: str) -> Markup:
    """Return a table laid out by great_tables, its cells escaped here."""
    from great_tables import GT, html

    names = [f"c{place}" for place in range(len(table.columns))]
    cells = [[_cell(link, cell, scenario) for cell in row] for row in table.rows]
    frame = pd.DataFrame(cells, columns=names, dtype=str)
    grouped = any(table.groups)
    if grouped:
        frame["group"] = list(table.groups)
    anchor = "-".join(filter(None, (scenario, table.name))).replace("_", "-")
    labels: dict[str, Any] = {
        name: html(str(escape(title))) for name, title in zip(names, table.columns, strict=True)
    }
    numbers = [name for name, numeric in zip(names, table.numeric, strict=True) if numeric]
    laid = (
        GT(
            frame,
            rowname_col="c0",
            groupname_col="group" if grouped else None,
            id=f"table-{anchor}",
        )
        .cols_label(labels)
        .tab_stubhead(html(str(escape(table.columns[0]))))
        .fmt(lambda text: text, columns=names)
        .cols_align("left", columns=names)
    )
    if numbers:
        laid = laid.cols_align("right", columns=numbers)
    for note in table.notes:
        laid = laid.tab_source_note(html(str(_said(link, Statement(note), scenario))))
    # Headings have a scope, which says the same in fewer words than lists of headings.
    text = _HEADERS.sub("", _STYLE.sub("", laid.as_raw_html()))
    text = _CLASSES.sub(lambda found: f"class={_SHORT[found[1]]}", _INDENT.sub("\n", text))
    text = _HEAD.sub(r"<th class=\1 scope=col>", _ENDS.sub("", text))
    return Markup(text)  # noqa: S704 - every cell and label was escaped above


def _drawn(marks: Mapping[str, str], looks: Mapping[str, str], chart: Chart) -> Markup:
    """Return a chart as inline SVG with a title, a description and names of its own."""
    body = chart.svg[chart.svg.index("<svg") :]
    head, _, rest = body.partition(">")
    view = re.search(r'viewBox="[^"]*"', head)
    assert view is not None  # matplotlib always writes one
    rest = with_classes(_IDS.sub(rf"\g<1>{marks[chart.name]}", rest), looks)
    opening = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" {} '
        'role="img" aria-labelledby="{}-title {}-desc"><title id="{}-title">{}</title>'
        '<desc id="{}-desc">{}</desc>'
    ).format(
        Markup(view.group(0)),  # noqa: S704 - numbers written by matplotlib
        chart.name,
        chart.name,
        chart.name,
        chart.title,
        chart.name,
        chart.alt,
    )
    return opening + Markup(rest)  # noqa: S704 - drawn by matplotlib, which escapes its text
