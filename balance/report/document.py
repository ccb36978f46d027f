"""The report before it has a form: sections of paragraphs, lists, tables and charts."""

from __future__ import annotations

from dataclasses import dataclass

from balance.comparison.printed import PrintedTable
from balance.comparison.result import Statement

__all__ = ["Block", "Chart", "Document", "Items", "Paragraph", "Section"]


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
class Document:
    """The whole report.

    Attributes
    ----------
    title, subtitle
        What it is about and as of when.
    sections
        In order.
    """

    title: str
    subtitle: str
    sections: tuple[Section, ...]

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
