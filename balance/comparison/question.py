"""What is asked of the tables, for all rows alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from balance.quantities.dates import last_day
from balance.quantities.wording import Reading
from balance.tables.dataset import Dataset

__all__ = ["Question", "is_known"]


@dataclass(frozen=True)
class Question:
    """What is asked of the tables, for all rows alike.

    Attributes
    ----------
    a, b
        Members of the two sides.
    known_by
        What was published later, or is true of later days, is not seen; None sees all.
    source
        The only source that may speak, or None.
    reading
        The rule for hedges.
    year
        Only figures of this year (``2024``) speak; empty for the latest.
    """

    a: tuple[str, ...]
    b: tuple[str, ...]
    known_by: date | None
    source: str | None
    reading: Reading
    year: str = ""


def is_known(data: Dataset, source_id: str, question: Question) -> bool:
    """Return whether a source was out by the day that the question allows.

    A source without a date is not known by any day.

    Parameters
    ----------
    data
        The tables.
    source_id
        The source.
    question
        Says by which day.

    Returns
    -------
    bool
    """
    if question.known_by is None:
        return True
    published = data.source(source_id)["published"]
    return bool(published) and last_day(published) <= question.known_by
