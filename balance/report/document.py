"""The report before it has a form: sections of paragraphs, lists, tables and charts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from balance.comparison.printed import PrintedTable
from balance.comparison.result import Statement

__all__ = ["Block", "Chart", "Document", "FigureNote", "Footnote", "Items", "Paragraph", "Section"]


@dataclass(frozen=True)
class Paragraph:
    """A sentence or two; ``lead`` for the answer itself."""

    text: Statement
    lead: bool = False


@dataclass(frozen=True)
class Items:
    """A list of sentences."""

    items: tuple[Statement, ...]


@dataclass(frozen=True)
class Chart:
    """A chart with its title and alternative text.

    Attributes
    ----------
    name
        File name without ending; also its anchor.
    title, alt
        From the chart's specification.
    svg
        The drawing.
    tables
        Files of the tables it is drawn from.
    """

    name: str
    title: Statement
    alt: Statement
    svg: str
    tables: tuple[str, ...] = ()


Block = Paragraph | Items | PrintedTable | Chart


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it.

    Attributes
    ----------
    title, anchor
        The heading and its stable address.
    level
        2 for a scenario or chapter, 3 for a part of it.
    blocks
        What stands under it.
    scenario
        Name of the scenario whose cells it prints, or empty.
    """

    title: str
    anchor: str
    level: int
    blocks: tuple[Block, ...]
    scenario: str = ""


@dataclass(frozen=True)
class Footnote:
    """How a number is made.

    Attributes
    ----------
    anchor, address
        Its place in the report, and the cell it is about.
    how
        In words.
    links
        Names and anchors of the footnotes of what it is made of.
    figures
        What each figure adds, with its entity, and its anchor.
    """

    anchor: str
    address: str
    how: str
    links: tuple[tuple[str, str], ...]
    figures: tuple[tuple[str, str], ...]

    @property
    def scenario(self) -> str:
        """Name of the scenario whose cell it is about."""
        return self.address.partition("/")[0]

    @property
    def cell(self) -> str:
        """Table, row and column."""
        return self.address.partition("/")[2]


@dataclass(frozen=True)
class FigureNote:
    """A figure as printed, and where.

    Attributes
    ----------
    anchor
        Its place in the report.
    figure_id, as_stated, hedge, source_id, locator, quote, note
        As in the table.
    """

    anchor: str
    figure_id: str
    as_stated: str
    hedge: str
    source_id: str
    locator: str
    quote: str
    note: str


@dataclass(frozen=True)
class Document:
    """The whole report.

    Attributes
    ----------
    title, subtitle
        What it is about and as of when.
    sections
        In order.
    anchors
        The footnote of each address of a cell.
    footnotes, figures
        How the numbers are made, and from what.
    """

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    anchors: Mapping[str, str] = field(default_factory=dict)
    footnotes: tuple[Footnote, ...] = ()
    figures: tuple[FigureNote, ...] = ()

    @property
    def contents(self) -> tuple[tuple[Section, tuple[Section, ...]], ...]:
        """Chapters, each with its parts."""
        chapters: list[tuple[Section, list[Section]]] = []
        for section in self.sections:
            if section.level == 2:
                chapters.append((section, []))
            else:
                chapters[-1][1].append(section)
        return tuple((chapter, tuple(parts)) for chapter, parts in chapters)
