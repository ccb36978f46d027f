"""The data dictionary in ``datasets/README.md``, written from the columns."""

from __future__ import annotations

from pathlib import Path

from balance.errors import DataFault, PackageOutOfDate, Place
from balance.tables.columns import TABLES, Column

__all__ = ["dictionary_faults", "dictionary_text", "write_dictionary"]

FILE = "README.md"
BEGIN, END = "<!-- dictionary: begin -->", "<!-- dictionary: end -->"


def _form(column: Column) -> str:
    if column.choices:
        return ", ".join(f"`{choice}`" for choice in column.choices)
    forms = {
        "key": "id in kebab case",
        "name": "name",
        "state": "three capitals",
        "date": "`YYYY[-MM[-DD]]`",
        "number": "number, 0 or more",
        "digits": "code of digits",
        "words": "ids joined by semicolons",
        "text": "text",
    }
    return forms[column.kind]


def dictionary_text() -> str:
    """Return the dictionary of all tables in Markdown."""
    parts = []
    for table in TABLES.values():
        file = "figures/*.csv" if table.name == "figures" else f"{table.name}.csv"
        lines = [f"### `{file}`", "", table.description, ""]
        lines += ["| column | form | must | what stands in it |", "| --- | --- | --- | --- |"]
        lines += [
            f"| `{column.name}` | {_form(column)} | {'yes' if column.required else ''} | "
            f"{column.description} |"
            for column in table.columns
        ]
        keys = ", ".join(f"`{name}`" for name in table.key)
        lines += ["", f"Key: {keys}."]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _between(text: str) -> tuple[str, str, str]:
    head, begin, rest = text.partition(BEGIN)
    middle, end, tail = rest.partition(END)
    if not (begin and end):
        return text, "", ""
    return head + begin, middle, end + tail


def write_dictionary(folder: Path) -> None:
    """Put the dictionary between its marks in the folder's README."""
    path = folder / FILE
    head, _, tail = _between(path.read_text(encoding="utf-8"))
    text = f"{head}\n\n{dictionary_text()}\n\n{tail}"
    path.write_text(text, encoding="utf-8", newline="\n")


def dictionary_faults(folder: Path, shown: str) -> list[DataFault]:
    """Return a fault if the README's dictionary is not that of the tables.

    A folder without a README has none, and no fault.
    """
    path = folder / FILE
    if not path.is_file():
        return []
    _, middle, _ = _between(path.read_text(encoding="utf-8"))
    if middle.strip() == dictionary_text():
        return []
    return [
        PackageOutOfDate(
            Place(f"{shown}/{FILE}"),
            "its dictionary is not that of the tables",
            expected="the columns as they are",
            remedy="run `make datapackage` and commit the result",
        )
    ]
