"""How a result shows itself in a notebook: the answer, its table, and what a reader must know."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from balance.comparison.printed import PrintedTable, printed
from balance.comparison.result import Result, Statement

__all__ = ["result_html"]

_RIGHT, _LEFT = ' style="text-align: right"', ' style="text-align: left"'


def result_html(result: Result) -> str:
    """Return a result as HTML for a notebook, every text escaped.

    Parameters
    ----------
    result
        Any result.

    Examples
    --------
    >>> import balance
    >>> shown = result_html(balance.compare("BALTIC", "RUS", indicators=["submarines"]))
    >>> "<th" in shown and "Submarines" in shown
    True
    """
    told = "".join(f"<p>{escape(str(statement))}</p>" for statement in result.answer)
    others = ", ".join(list(result.tables)[1:])
    more = f"<p>Further tables: {escape(others)}.</p>" if others else ""
    return (
        f"<h4>{escape(result.title)}</h4>{told}{_table(printed(result))}{more}"
        f"<details><summary>What a reader must know</summary><ul>{_items(result.warnings)}</ul>"
        "</details>"
    )


def _items(statements: Iterable[Statement]) -> str:
    return "".join(f"<li>{escape(str(statement))}</li>" for statement in statements)


def _table(table: PrintedTable) -> str:
    sides = [_RIGHT if numeric else _LEFT for numeric in table.numeric]
    head = "".join(
        f'<th scope="col"{side}>{escape(title)}</th>'
        for title, side in zip(table.columns, sides, strict=True)
    )
    lines = [f"<tr>{head}</tr>"]
    last = ""
    for group, row in zip(table.groups, table.rows, strict=True):
        if group and group != last:
            lines.append(
                f'<tr><th scope="colgroup" colspan="{len(row)}"{_LEFT}>{escape(group)}</th></tr>'
            )
            last = group
        cells = "".join(
            f"<td{side}>{escape(cell.text)}</td>" for cell, side in zip(row, sides, strict=True)
        )
        lines.append(f"<tr>{cells}</tr>")
    notes = "".join(f"<p>{escape(str(Statement(note)))}</p>" for note in table.notes)
    return f"<table>{''.join(lines)}</table>{notes}"
