"""Whether the source texts hold what was taken from them: digests, places and quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from balance.claims.reading import read_claims
from balance.errors import DataFault, DataFaults, NotReadable, Place, WordingDisagrees, WrongValue
from balance.tables.dataset import Dataset
from balance.tables.parsing import file_digest

__all__ = ["check_texts", "paragraphs_of"]

_PARAGRAPH = re.compile(r"paragraph (\d+)\b", re.ASCII)


def paragraphs_of(text: str) -> tuple[str, ...]:
    r"""Return the paragraphs of a text: its lines that are not empty.

    Examples
    --------
    >>> paragraphs_of("One.\n\nTwo.\n")
    ('One.', 'Two.')
    """
    return tuple(line for line in text.splitlines() if line.strip())


def check_texts(data: Dataset, folder: str | Path) -> int:
    """Prove every row that was taken from a text.

    Parameters
    ----------
    data
        The tables; ``texts`` says which file each text is, with its digest.
    folder
        Where the texts are.

    Returns
    -------
    int
        How many rows were proved.

    Raises
    ------
    DataFaults
        All faults at once: no such folder or file, another digest or number of paragraphs, a
        paragraph out of range, a quotation that is not there or there more than once.
    """
    place = Path(folder)
    if not place.is_dir():
        problem = "is not a folder"
        remedy = "name the folder that holds the texts"
        raise DataFaults([NotReadable(Place(str(folder)), problem, remedy=remedy)])
    faults: list[DataFault] = []
    texts: dict[str, tuple[str, ...]] = {}
    for row in data.table("texts").to_dict("records"):
        found = _read(row, place, faults)
        if found is not None:
            texts[str(row["source_id"])] = found
    proved = 0
    for place_of_row, source, locator, quote in _rows(data):
        if source in texts:
            proved += 1
            faults += _row_faults(place_of_row, locator, quote, texts[source])
    if faults:
        raise DataFaults(faults)
    return proved


def _read(row: Mapping[Any, Any], folder: Path, faults: list[DataFault]) -> tuple[str, ...] | None:
    path = folder / str(row["text_file"])
    where = Place(str(row["text_file"]), key=str(row["source_id"]))
    try:
        content = path.read_bytes()
        paragraphs = paragraphs_of(content.decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as fault:
        why = fault.strerror if isinstance(fault, OSError) else "it is not UTF-8"
        remedy = f"put the text into {folder}"
        faults.append(NotReadable(where, f"cannot be read: {why}", remedy=remedy))
        return None
    digest, count = file_digest(content), int(float(row["paragraphs"]))
    if digest != row["sha256"]:
        remedy = "use the text that the figures were taken from; nothing else is proved in it"
        problem = "is another text than the one that was read"
        faults.append(
            WrongValue(where, problem, expected=str(row["sha256"]), found=digest, remedy=remedy)
        )
        return None
    if len(paragraphs) != count:
        faults.append(
            WrongValue(
                Place(str(row["file"]), int(row["line"]), "paragraphs", str(row["source_id"])),
                "is not the number of paragraphs",
                expected=str(len(paragraphs)),
                found=str(count),
                remedy="count the lines that are not empty",
            )
        )
    return paragraphs


def _rows(data: Dataset) -> Iterator[tuple[Place, str, str, str]]:
    """Yield place, source, locator and quotation of figures and claims."""
    figures = data.table("figures")
    for row in figures[figures["quote"] != ""].to_dict("records"):
        where = Place(str(row["file"]), int(row["line"]), "quote", str(row["figure_id"]))
        yield where, str(row["source_id"]), str(row["locator"]), str(row["quote"])
    for claim in read_claims(data):
        yield claim.place, claim.source, claim.locator, ""


def _row_faults(
    where: Place, locator: str, quote: str, paragraphs: tuple[str, ...]
) -> Iterator[DataFault]:
    match = _PARAGRAPH.match(locator)
    number = int(match.group(1)) if match else 0
    if not 1 <= number <= len(paragraphs):
        yield WordingDisagrees(
            where,
            "names a paragraph that the text does not have",
            expected=f"paragraph 1 to {len(paragraphs)}",
            found=locator,
            remedy="count non-empty lines from 1",
        )
        return
    times = paragraphs[number - 1].count(quote) if quote else 1
    if times != 1:
        yield WordingDisagrees(
            where,
            f"stands {times} times in paragraph {number}" if times else "is not in the paragraph",
            expected="words that stand there once",
            found=repr(quote),
            remedy="quote the words around the number, letter by letter",
        )
