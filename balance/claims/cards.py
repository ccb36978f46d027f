"""Cards of the source texts: what was taken from each, not the text itself."""

from __future__ import annotations

from pathlib import Path

from balance.claims.reading import read_claims
from balance.errors import DataFault, PackageOutOfDate, Place
from balance.tables.dataset import Dataset

__all__ = ["card_faults", "card_text", "write_cards"]

_SHOWN = ("title", "publisher", "author", "published")


def card_text(data: Dataset, source_id: str) -> str:
    """Return the card of a text in Markdown.

    Parameters
    ----------
    data
        The tables.
    source_id
        A source in the table ``texts``.

    Returns
    -------
    str
        File name, SHA-256, number of paragraphs, what the text shows of its publisher, title
        and date, and the figures and claims taken from it with their paragraphs.
    """
    texts = {row["source_id"]: row for row in data.table("texts").to_dict("records")}
    own = texts[source_id]
    source = data.source(source_id)
    lines = [f"# {source_id}", ""]
    lines += [
        f"- File: `{own['text_file']}`",
        f"- SHA-256: `{own['sha256']}`",
        f"- Paragraphs: {own['paragraphs']:.0f}",
    ]
    lines += [f"- {name.capitalize()}: {source[name] or 'not shown'}" for name in _SHOWN]
    lines += [f"- Reliability: {source['reliability']}", f"- Note: {source['note']}", ""]
    figures = data.table("figures")
    mine = figures[figures["source_id"] == source_id]
    lines += [f"## Figures taken from it: {len(mine)}", ""]
    if len(mine):
        lines += ["| figure | as stated | place |", "| --- | --- | --- |"]
        lines += [
            f"| `{row['figure_id']}` | {row['as_stated']} | {row['locator']} |"
            for row in mine.to_dict("records")
        ]
        lines.append("")
    claims = [claim for claim in read_claims(data) if claim.source == source_id]
    lines += [f"## Claims taken from it: {len(claims)}", ""]
    if claims:
        lines += ["| claim | in our words | place |", "| --- | --- | --- |"]
        lines += [f"| `{c.id}` | {c.statement} | {c.locator} |" for c in claims]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _cards(data: Dataset) -> dict[str, str]:
    return {f"{name}.md": card_text(data, name) for name in data.table("texts")["source_id"]}


def write_cards(data: Dataset, folder: Path) -> None:
    """Write the card of every text into a folder."""
    folder.mkdir(exist_ok=True)
    for name, text in _cards(data).items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def card_faults(data: Dataset, folder: Path) -> list[DataFault]:
    """Return a fault for each card that does not say what the tables say.

    Parameters
    ----------
    data
        The bundled tables.
    folder
        Where the cards are; without it nothing is checked: an installed copy has none.
    """
    if not folder.is_dir():
        return []
    faults: list[DataFault] = []
    for name, text in _cards(data).items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            problem = "does not say what the tables say"
            remedy = "run `make datapackage` and commit the result"
            faults.append(PackageOutOfDate(Place(f"seeds/{name}"), problem, remedy=remedy))
    return faults
