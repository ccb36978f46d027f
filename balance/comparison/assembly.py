"""From sheets of amounts to a result: tables, lineage, sources, chart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pandas as pd

from balance.comparison.amounts import Amount
from balance.comparison.lineage import Addends, contributions_of, figures_used, sources_used
from balance.comparison.printed import amount_cell
from balance.comparison.result import ChartSpec, Result, Statement, cell
from balance.comparison.sheets import Line, Sheet, sheet_table
from balance.comparison.words import Cells
from balance.errors import UnknownName, suggest
from balance.quantities.printing import join_words
from balance.tables.dataset import Dataset

__all__ = ["Speaker", "assembled", "bars", "cited", "require_states"]


def require_states(data: Dataset, codes: Iterable[str]) -> tuple[str, ...]:
    """Return codes of states, each once.

    Raises
    ------
    UnknownName
        If one is none; the nearest is suggested.

    Examples
    --------
    >>> import balance
    >>> require_states(balance.load(), ["USA", "CAN", "USA"])
    ('USA', 'CAN')
    """
    known = tuple(dict.fromkeys(codes))
    for code in known:
        if code not in data.state_names:
            raise UnknownName(
                f"{code!r} is not the code of a state.{suggest(code, data.state_names)}"
            )
    return known


class Speaker:
    """Puts amounts of sheets into sentences, each with its address.

    Parameters
    ----------
    sheets
        Sheets and their lines by name of the table.
    """

    def __init__(self, sheets: Mapping[str, tuple[Sheet, Sequence[Line]]]) -> None:
        self._rows: dict[tuple[str, str], Cells] = {}
        for name, (sheet, lines) in sheets.items():
            frame, _ = sheet_table(name, sheet, lines)
            self._rows |= {(name, row["row"]): row for row in frame.to_dict("records")}

    def __call__(self, table: str, row: str, column: str) -> str:
        """Return one amount as it is printed, marked with its cell unless it is not known."""
        said = amount_cell(table, self._rows[table, row], column)
        return cell(said.text, table, row, column) if said.address else said.text


def bars(
    speaker: Speaker,
    table: str,
    lines: Iterable[Line],
    columns: tuple[str, ...],
    title: Statement,
    note: str,
) -> ChartSpec:
    """Return the chart of some columns of a sheet; its alt text names every bar.

    Parameters
    ----------
    speaker
        Knows the sheet.
    table, lines
        The sheet's name and the rows to draw; unlike things are left out of a chart.
    columns
        What is drawn.
    title
        The finding.
    note
        Source line, see :func:`cited`.
    """
    parts: list[str] = []
    keys: list[str] = []
    last = ""
    for line in lines:
        drawn = [speaker(table, line.key, name) for name in columns if name in line.amounts]
        if not drawn:
            continue
        keys.append(line.key)
        has_number = any(character.isdigit() for character in line.label)
        label = cell(line.label, table, line.key, "label") if has_number else line.label
        head = f"{cell(line.group, table, line.key, 'group')}: " if line.group != last else ""
        parts.append(f"{head}{label}: {', '.join(drawn)}")
        last = line.group
    alt = Statement("; ".join(parts) + ".")
    return ChartSpec("amounts", title, alt, (table,), note, columns, tuple(keys))


def cited(data: Dataset, amounts: Iterable[Amount], on: date | None = None) -> str:
    """Return the source line of a chart: sources, what their figures are true of, membership.

    Parameters
    ----------
    data
        The tables.
    amounts
        What is drawn.
    on
        The day of membership, where there is one.
    """
    years: dict[str, set[str]] = {}
    for amount in amounts:
        for term in amount.terms:
            for source in term.source_ids:
                years.setdefault(source, set()).update(day[:4] for day in term.as_of)
    told = []
    texts = set(data.tables["texts"]["source_id"]) if "texts" in data.tables else set()
    for source_id in sorted(years):
        row = data.source(source_id)
        span = [] if source_id in texts else sorted(years[source_id])
        when = f"of {'–'.join(dict.fromkeys((span[0], span[-1])))}" if span else ""
        copied = "read in a copy" if row["read_via"] else ""
        about = ", ".join(filter(None, (when, copied)))
        told.append((row["title"] or source_id) + (f" ({about})" if about else ""))
    members = f" Members on {on}." if on else ""
    return f"Sources: {'; '.join(told) or 'none'}.{members}"


def assembled(
    data: Dataset,
    *,
    title: str,
    question: str,
    answer: Iterable[Statement],
    warnings: Iterable[Statement],
    sheets: Mapping[str, tuple[Sheet, Sequence[Line]]],
    charts: Iterable[ChartSpec] = (),
    parameters: Mapping[str, object] | None = None,
    on: date | None = None,
) -> Result:
    """Return the result of a scenario made of sheets.

    Parameters
    ----------
    data
        The tables.
    title, question, answer, warnings
        As in :class:`Result`. What is left out of the tables is added to the warnings.
    sheets
        Sheets and their lines by name of the table; the first is the result's table.
    charts
        What can be drawn from them.
    parameters
        What was asked.
    on
        The day of membership; by default the reference date.
    """
    tables: dict[str, pd.DataFrame] = {}
    cells: list[Addends] = []
    for name, (sheet, lines) in sheets.items():
        tables[name], made = sheet_table(name, sheet, lines)
        cells += made
    lines_used = contributions_of(cells)
    told = list(warnings)
    if data.left_out:
        names = join_words(data.left_out)
        told.append(Statement(f"Left out, by their terms or by choice: the figures of {names}."))
    day = data.reference_date if on is None else on
    return Result(
        title=title,
        question=question,
        answer=tuple(answer),
        warnings=tuple(told),
        tables=tables,
        sources=sources_used(data, lines_used),
        contributions=lines_used,
        witnesses=contributions_of([]),
        figures=figures_used(data, lines_used),
        data=data,
        charts=tuple(charts),
        parameters={"on": day.isoformat(), **(parameters or {})},
        sheets={name: sheet for name, (sheet, _) in sheets.items()},
    )
