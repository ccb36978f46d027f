"""The columns of every table, once: loader, schemas, data package and dictionary read this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = [
    "CHECKS",
    "ROLES",
    "SCANS",
    "SCHEMES",
    "TABLES",
    "TERMS",
    "Column",
    "Table",
    "table_of_file",
]

Kind = Literal["text", "key", "state", "date", "number", "digits", "choice", "name", "words"]

TERMS = ("open", "attribution", "non-commercial", "unclear")
"""Terms of sources, from the widest to the narrowest."""

SCHEMES = ("any", "cow", "kiel", "nato", "owid", "sipri", "table", "world-bank")
"""Whose names an alias is of; ``any`` goes for all but codes."""

ROLES = ("balance", "context", "not_counted")
CHECKS = ("part_above_total", "implausible_value")
"""Checks of single tables that every figure must pass or be listed for."""

SCANS = (
    "jump_between_editions",
    "zero_or_not_stated",
    "unit_slip",
    "other_currency",
    "series_break",
    "not_updated",
)
"""Checks of the anomaly scan; their names stand here so that exceptions can be listed."""


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    name
        As in the header.
    kind
        ``key`` kebab-case id, ``name`` an identifier, ``state`` a code, ``date`` a date,
        month or year, ``number`` 0 or more, ``digits`` a code of digits,
        ``choice`` one of ``choices``, ``words`` a semicolon list of ids, ``text`` anything.
    description
        What stands in it.
    required
        Whether every row must have it.
    choices
        The values of a choice.
    optional_column
        Whether a user's file may lack the column.
    """

    name: str
    kind: Kind
    description: str
    required: bool = True
    choices: tuple[str, ...] = ()
    optional_column: bool = False


@dataclass(frozen=True)
class Table:
    """One table: its columns, its key, and what its keys point to.

    Attributes
    ----------
    name, description
        What it is called and what it holds.
    columns
        In the order of the file.
    key
        Columns that together name a row.
    references
        Pairs of a column and the ``table.column`` it must occur in.
    """

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns in order."""
        return tuple(column.name for column in self.columns)


def _note() -> Column:
    return Column("note", "text", "What a reader must know.", required=False, optional_column=True)


_SOURCE = ("source_id", "sources.source_id")

_TABLES = (
    Table(
        "states",
        "States and territories of ISO 3166-1, Kosovo, and former states.",
        (
            Column(
                "state",
                "state",
                "ISO 3166-1 alpha-3 code; XKX for Kosovo; of a former state its ISO 3166-3 code, "
                "or a user-assigned one from XAA on where it never had any.",
            ),
            Column("name", "text", "Short English name."),
            Column("in_sentence", "text", "The name with its article, if any.", required=False),
            Column("iso2", "text", "ISO 3166-1 alpha-2 code.", required=False),
            Column("cow_code", "digits", "Correlates of War state code.", required=False),
            Column(
                "ended",
                "date",
                "Year in which a former state ended; empty for a present one.",
                required=False,
                optional_column=True,
            ),
            _note(),
        ),
        ("state",),
    ),
    Table(
        "aliases",
        "What publishers call states, groups and regions; matched exactly, never by likeness.",
        (
            Column("scheme", "choice", "Whose name it is.", choices=SCHEMES),
            Column("name", "text", "Name or code as printed."),
            Column("entity", "text", "A state, a group, or - for a region or another sum."),
            Column("first_year", "date", "First year it means that.", required=False),
            Column("last_year", "date", "Last year it means that.", required=False),
            _note(),
        ),
        ("scheme", "name", "first_year"),
    ),
    Table(
        "groups",
        "Named sets of states.",
        (
            Column("group", "name", "Name in expressions."),
            Column("label", "text", "Name in sentences."),
            Column("plural", "choice", "Does it 'have' or 'has'?", choices=("yes", "no")),
            Column("definition", "text", "Who belongs to it."),
            Column("source_id", "key", "Where the definition is from."),
        ),
        ("group",),
        (_SOURCE,),
    ),
    Table(
        "memberships",
        "Who belongs to which group from when to when.",
        (
            Column("group", "name", "The group."),
            Column("state", "state", "The member."),
            Column("joined", "date", "First day inside; empty for regions.", required=False),
            Column("left", "date", "First day outside; empty if still inside.", required=False),
            Column("source_id", "key", "Where the dates are from."),
            _note(),
        ),
        ("group", "state", "joined"),
        (("group", "groups.group"), ("state", "states.state"), _SOURCE),
    ),
    Table(
        "indicators",
        "What is counted, how it is defined and whether it can be compared.",
        (
            Column("indicator", "name", "Name in code."),
            Column("label", "text", "Name in sentences."),
            Column("phrase", "text", "Name after 'has more'."),
            Column("family", "text", "Name it shares with near relatives.", required=False),
            Column("unit", "text", "persons, vehicles, USD, percent ...", required=False),
            Column("basis", "text", "Money: prices and rates of a comparison.", required=False),
            Column("domain", "name", "people, money, land, air, sea, nuclear ..."),
            Column("definition", "text", "What it counts and what it leaves out."),
            Column("role", "choice", "What it is shown as.", choices=ROLES),
            Column("formula", "text", "Sum or product of other indicators.", required=False),
            Column("numerator", "text", "Of a share: what is above the line.", required=False),
            Column("denominator", "text", "Of a share: what is below it.", required=False),
            Column(
                "part_of",
                "name",
                "Total that it and the other parts cannot exceed.",
                required=False,
            ),
            Column("headline", "choice", "Named in headlines and charts?", choices=("yes", "no")),
            Column("comparable", "choice", "Can states be compared?", choices=("yes", "no")),
            Column("why_not", "text", "If not, why.", required=False),
            Column("preferred_publications", "words", "First one speaks first.", required=False),
            Column("preference_reason", "text", "Why in this order.", required=False),
            Column("plausible_low", "number", "Least plausible for one state.", required=False),
            Column("plausible_high", "number", "Most plausible for one state.", required=False),
        ),
        ("indicator",),
    ),
    Table(
        "sources",
        "Editions of publications: one row each.",
        (
            Column("source_id", "key", "Name in all tables."),
            Column("publication", "key", "The series; its editions are one witness."),
            Column("edition", "text", "Which issue of it.", required=False),
            Column("title", "text", "As printed.", required=False),
            Column("publisher", "text", "Who publishes it.", required=False),
            Column("author", "text", "Who wrote it.", required=False),
            Column("published", "date", "When it came out.", required=False),
            Column("accessed", "date", "When it was read.", required=False),
            Column("url", "text", "Where it was read.", required=False),
            Column("terms", "choice", "Under which terms.", choices=TERMS),
            Column("reliability", "choice", "Admiralty grade A-F.", choices=tuple("ABCDEF")),
            Column("read_via", "text", "The copy that was read.", required=False),
            Column("note", "text", "What a reader must know.", required=False),
        ),
        ("source_id",),
    ),
    Table(
        "absences",
        "Known zeros: not missing, but none.",
        (
            Column("entity", "state", "The state."),
            Column("indicator", "name", "What it has none of."),
            Column("source_id", "key", "Where that is from."),
            Column("locator", "text", "Where in the source."),
            Column("why", "text", "Why it is none."),
        ),
        ("entity", "indicator"),
        (("entity", "states.state"), ("indicator", "indicators.indicator"), _SOURCE),
    ),
    Table(
        "exceptions",
        "What fails a check or the anomaly scan and is kept as printed: a figure, or an indicator "
        "in a source as a whole.",
        (
            Column("figure_id", "key", "The figure; empty for an indicator.", required=False),
            Column("check", "choice", "The check it fails.", choices=(*CHECKS, *SCANS)),
            Column("reason", "text", "Why it is kept."),
            Column(
                "indicator",
                "name",
                "The indicator, where all its figures in a source are at fault together.",
                required=False,
                optional_column=True,
            ),
            Column(
                "source_id",
                "key",
                "With an indicator: the source.",
                required=False,
                optional_column=True,
            ),
        ),
        ("figure_id", "indicator", "source_id", "check"),
        (
            ("figure_id", "figures.figure_id"),
            ("indicator", "indicators.indicator"),
            ("source_id", "sources.source_id"),
        ),
    ),
    Table(
        "scopes",
        "What else a figure may count beside what its indicator defines.",
        (
            Column("scope", "name", "Name in figures."),
            Column("label", "text", "In words."),
            Column("definition", "text", "What is counted besides."),
        ),
        ("scope",),
    ),
    Table(
        "wars",
        "Wars that make older figures of their parties unfit as a second witness.",
        (
            Column("war", "key", "The war."),
            Column("state", "state", "A party to it."),
            Column("began", "date", "When it began."),
            Column("ended", "date", "When it ended; empty if not.", required=False),
            Column("source_id", "key", "Where the dates are from."),
            _note(),
        ),
        ("war", "state"),
        (("state", "states.state"), _SOURCE),
    ),
    Table(
        "tiles",
        "Where states stand on a map of equal squares, roughly as on a map, so that small states "
        "can be seen as well as large ones.",
        (
            Column("state", "state", "The state."),
            Column(
                "row",
                "number",
                "Whole number, from the north; states below each other are "
                "not always south of each other.",
            ),
            Column("column", "number", "Whole number, from the west."),
        ),
        ("state",),
        (("state", "states.state"),),
    ),
    Table(
        "texts",
        "Source texts that stay outside: which file, and its digest.",
        (
            Column("source_id", "key", "The text as a source."),
            Column("text_file", "text", "Name of the file."),
            Column("sha256", "text", "Digest of the file."),
            Column("paragraphs", "number", "How many lines are not empty."),
        ),
        ("source_id",),
        (_SOURCE,),
    ),
    Table(
        "figures",
        "One published number per row.",
        (
            Column("figure_id", "key", "Unique and stable."),
            Column("entity", "text", "A state, a group, or - where there is none."),
            Column("indicator", "name", "What is counted."),
            Column("as_of", "date", "What the number is true of; first day of a flow."),
            Column("period_end", "date", "Last day of a flow.", required=False),
            Column("value", "number", "In base units.", required=False),
            Column("low", "number", "If the source prints a range.", required=False),
            Column("high", "number", "If the source prints a range.", required=False),
            Column("unit", "text", "Unit of the value."),
            Column("basis", "text", "Money only: prices and rates.", required=False),
            Column("scope", "name", "What else it counts.", required=False),
            Column("as_stated", "text", "The number as printed."),
            Column("hedge", "text", "The word that bounds it.", required=False),
            Column("source_id", "key", "Where it is from."),
            Column("locator", "text", "Paragraph, or sheet, table and row.", required=False),
            Column("quote", "text", "At most eight words; texts only.", required=False),
            Column("note", "text", "What a reader must know.", required=False),
        ),
        ("figure_id",),
        (
            ("indicator", "indicators.indicator"),
            ("scope", "scopes.scope"),
            _SOURCE,
        ),
    ),
)

TABLES: dict[str, Table] = {table.name: table for table in _TABLES}
"""All tables by name; ``figures`` is read from every file in ``figures/``."""


def table_of_file(relative: str) -> str | None:
    """Return the table that a file of a data folder holds, or None if it is none.

    Examples
    --------
    >>> table_of_file("sources.csv"), table_of_file("figures/mine.csv"), table_of_file("x.csv")
    ('sources', 'figures', None)
    """
    folder, _, name = relative.rpartition("/")
    if not name.endswith(".csv"):
        return None
    stem = name.removesuffix(".csv")
    if folder == "figures":
        return "figures"
    return stem if not folder and stem in TABLES else None
