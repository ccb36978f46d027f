"""From results to a document: the answer first, the sources last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from balance.comparison.printed import PrintedCell, PrintedTable, printed
from balance.comparison.result import Result, Statement
from balance.report.document import Block, Chart, Document, Items, Paragraph, Section
from balance.report.origins import origins_of
from balance.tables.columns import TERMS

__all__ = ["build_document", "chart_name", "merged_sources", "table_path"]

_METHOD = (
    "One source speaks for both sides of a row: the newest edition of the first preferred "
    "publication that covers every member; if none does, the one that covers most, and the row "
    "is partial.",
    "Totals are sums of bounds. A figure has bounds where its source hedges or rounds it or calls "
    "it an estimate; any other number printed in a table is taken as printed. Bounds within the "
    "printed digits are not printed. Missing is never zero: with a member missing "
    "a total is a low bound, marked ≥. A known zero counts as covered.",
    "A has more if its low bound exceeds the high bound of B, and the other way round; level if "
    "both are the same exact number; otherwise the row is undecided. Rows whose figures count "
    "different things are not compared: both numbers are printed and no ratio is formed.",
    "The words of a text are read by the step rule unless a table says otherwise: over N is "
    "from N to the next number with as many significant digits, almost N from the one before to "
    "N, about N between the two, a bare number half a unit of its last digit either way. Taken at "
    "its word, as claims and stated totals are, over N is anything above N.",
    "Sources are later than the texts: what is asserted is tested with what was published since.",
    "Standing counts publications, not editions: agreed, disputed, revised (another edition of "
    "the same publication says otherwise), weak (others cannot decide) or single. A row hangs "
    "on members without any one of whom its verdict changes.",
    "Spending at purchasing power is the share of GDP by one publisher times GDP in "
    "international dollars by another. Printed digits of ratios follow the weakest input, shares "
    "have two; totals are printed in full so that they can be added up again.",
    "Reliability is the Admiralty grade A to F of the source as read here; it is a filter, not a "
    "probability.",
)


def chart_name(scenario: str, kind: str) -> str:
    """Return the file name of a chart, without its ending."""
    return f"{scenario.replace('_', '-')}-{kind}"


def table_path(scenario: str, table: str) -> str:
    """Return the path of a table in the folder of the report."""
    return f"tables/{scenario.replace('_', '-')}/{table}.csv"


def build_document(
    results: Mapping[str, Result], drawings: Mapping[str, str], title: str | None = None
) -> Document:
    """Return the report on some results.

    Parameters
    ----------
    results
        By name of the scenario, in order.
    drawings
        SVG of every chart by :func:`chart_name`.
    title
        Of the report; by default a plain one.
    """
    sections: list[Section] = []
    for name, result in results.items():
        sections += _scenario(name, result, drawings)
    sections.append(_not_counted(results))
    sections.append(_sources(results))
    method = Items(tuple(map(Statement, _METHOD)))
    sections.append(Section("Method", "method", 2, (method,)))
    first = next(iter(results.values()))
    origins = origins_of(results, sections)
    return Document(
        title or "Published military strength compared",
        _subtitle(first),
        tuple(sections),
        origins.anchors,
        origins.footnotes,
        origins.figures,
    )


def _subtitle(first: Result) -> str:
    words = f"Who has more of what, by published figures. Members on {first.parameters['on']}."
    if first.data.terms:
        words += f" Sources with terms no narrower than {first.data.terms}."
    return words


def _scenario(name: str, result: Result, drawings: Mapping[str, str]) -> Iterator[Section]:
    anchor = name.replace("_", "-")
    answer = [Paragraph(statement, lead=True) for statement in result.answer]
    question = Paragraph(Statement(result.question))
    yield Section(result.title, anchor, 2, (question, *answer), name)
    parts = (
        ("The balance", "balance", ("ratios",), ("comparison",)),
        ("What leaves", "leaving", ("leaving",), ("leaving",)),
        ("Who contributes what", "contributions", ("contributions",), ()),
        ("With everyone", "before", (), ("before",)),
        ("Who reports what", "coverage", ("coverage",), ()),
        ("What other editions say", "other-sources", (), ("other_sources",)),
        ("In context", "context", (), ("context",)),
    )
    for title, part, kinds, tables in parts:
        plain = tuple(table for table in tables if table not in result.sheets)
        blocks = [*_charts(name, result, drawings, kinds), *_tables(result, plain)]
        if blocks:
            yield Section(title, f"{anchor}-{part}", 3, tuple(blocks), name)
    for table, sheet in result.sheets.items():
        drawn = tuple(spec.kind for spec in result.charts if spec.tables[0] == table)
        blocks = [*_charts(name, result, drawings, drawn), *_tables(result, (table,))]
        part = table.replace("_", "-")
        yield Section(sheet.title, f"{anchor}-{part}", 3, tuple(blocks), name)
    limits = Items(result.warnings)
    title = "Limits"
    yield Section(title, f"{anchor}-limits", 3, (limits,), name)


def _charts(
    name: str, result: Result, drawings: Mapping[str, str], kinds: tuple[str, ...]
) -> Iterator[Block]:
    for spec in result.charts:
        if spec.kind in kinds:
            file = chart_name(name, spec.kind)
            tables = tuple(table_path(name, table) for table in spec.tables)
            yield Chart(file, spec.title, spec.alt, drawings[file], tables)


def _tables(result: Result, names: tuple[str, ...]) -> Iterator[Block]:
    for name in names:
        if name in result.tables and len(result.tables[name]):
            yield printed(result, name)


def _not_counted(results: Mapping[str, Result]) -> Section:
    for result in results.values():
        if "not_counted" in result.tables:
            rows = result.tables["not_counted"].to_dict("records")
            items = tuple(Statement(f"{row['label']}: {row['definition']}") for row in rows)
            lead = Paragraph(Statement("Not counted is not absent. None of these is in any row."))
            return Section("What is not counted", "not-counted", 2, (lead, Items(items)))
    return Section("What is not counted", "not-counted", 2, ())


def merged_sources(results: Mapping[str, Result]) -> pd.DataFrame:
    """Return the sources of all results with how many of their figures are used, each once.

    Parameters
    ----------
    results
        By name of the scenario.

    Returns
    -------
    DataFrame
        The columns of ``Result.sources``; a figure that several results use counts once.
    """
    figures = pd.concat([result.figures for result in results.values()], ignore_index=True)
    counts = figures.drop_duplicates("figure_id")["source_id"].value_counts()
    sources = pd.concat([result.sources for result in results.values()], ignore_index=True)
    sources = sources.drop_duplicates("source_id").reset_index(drop=True)
    return sources.assign(figures=sources["source_id"].map(counts).fillna(0).astype(int))


def _sources(results: Mapping[str, Result]) -> Section:
    rows = []
    for source in merged_sources(results).to_dict("records"):
        title = ", ".join(str(source[c]) for c in ("title", "publisher") if source[c])
        rows.append(
            tuple(
                map(
                    PrintedCell,
                    (
                        source["source_id"],
                        title,
                        source["published"],
                        source["terms"],
                        source["reliability"],
                        str(source["figures"]),
                        source["read_via"],
                        source["note"],
                        source["url"],
                    ),
                )
            )
        )
    columns = (
        "Source",
        "Title and publisher",
        "Published",
        "Terms",
        "Grade",
        "Figures used",
        "Read via",
        "Note",
        "Address",
    )
    numeric = (False, False, False, False, False, True, False, False, False)
    table = PrintedTable("sources", "Sources", columns, numeric, tuple(rows), ("",) * len(rows))
    blocks: list[Block] = [table]
    left_out = next(iter(results.values())).data.left_out
    if left_out:
        left = f"Left out, by their terms or by choice: {', '.join(left_out)}."
        blocks.insert(0, Paragraph(Statement(left)))
    wide = f"Terms, from the widest: {', '.join(TERMS)}."
    blocks.append(Paragraph(Statement(wide)))
    return Section("Sources and terms", "sources", 2, tuple(blocks))
