"""The document as Markdown, with charts beside it."""

from __future__ import annotations

import re

from balance.comparison.printed import PrintedTable
from balance.comparison.result import Statement
from balance.report.document import Block, Chart, Document, Items, Paragraph

__all__ = ["markdown_table", "markdown_text"]

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|])")


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text).replace("\n", " ")


def _said(statement: Statement) -> str:
    return _escape(str(statement))


def markdown_table(table: PrintedTable) -> str:
    """Return a table in Markdown; numbers are aligned to the right.

    Parameters
    ----------
    table
        The table as text.
    """

    def line(cells: list[str]) -> str:
        return f"| {' | '.join(cells)} |"

    rule = ["---:" if numeric else "---" for numeric in table.numeric]
    lines = [line([_escape(title) for title in table.columns]), line(rule)]
    last = ""
    for group, row in zip(table.groups, table.rows, strict=True):
        if group and group != last:
            lines.append(line([f"**{_escape(group)}**", *[""] * (len(row) - 1)]))
            last = group
        lines.append(line([_cell(cell.text) for cell in row]))
    return "\n".join([*lines, *(f"\n{_said(Statement(note))}" for note in table.notes)])


def _cell(text: str) -> str:
    return f"<{text}>" if re.fullmatch(r"https?://[^\s<>|]+", text) else _escape(text)


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return _said(block.text)
        case Items():
            return "\n".join(f"- {_said(item)}" for item in block.items)
        case PrintedTable():
            return markdown_table(block)
        case Chart():
            picture = f"![{_said(block.alt)}](charts/{block.name}.svg)"
            return f"{picture}\n\n*{_said(block.title)}.*"


def markdown_text(document: Document) -> str:
    """Return a document as Markdown.

    Parameters
    ----------
    document
        The report; its charts are expected in ``charts/``.
    """
    parts = [f"# {_escape(document.title)}", _escape(document.subtitle)]
    for section in document.sections:
        parts.append(f"{'#' * section.level} {_escape(section.title)}")
        parts += [_block(block) for block in section.blocks]
    return "\n\n".join(parts) + "\n"
