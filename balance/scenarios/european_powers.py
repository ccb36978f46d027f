"""Germany, France and the United Kingdom side by side: who has most of what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from balance.coalitions.coalition import Coalition
from balance.comparison.amounts import Amount
from balance.comparison.assembly import assembled
from balance.comparison.printed import DOMAINS
from balance.comparison.published import totals_of
from balance.comparison.result import Result
from balance.comparison.sheets import Column, Line, Sheet
from balance.comparison.terms import plan_of
from balance.errors import ParameterError
from balance.quantities.printing import capitalised, join_words
from balance.scenarios.beside import scope_words, source_ids, source_name, speakers
from balance.scenarios.powers_text import STANDING, told
from balance.scenarios.stated_figures import SHEET, stated_lines
from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of
from balance.tables.records import Indicator

__all__ = ["european_powers", "most"]


def european_powers(
    data: Dataset | None = None,
    *,
    powers: tuple[str, ...] = ("DEU", "FRA", "GBR"),
    text: str = "seed-000",
    known_by: str | None = None,
    reading: str = "step",
) -> Result:
    """Set Germany, France and the United Kingdom side by side and say who has most of what.

    Parameters
    ----------
    data
        The tables; by default the bundled ones.
    powers
        Codes of the states, two or more.
    text
        The source whose own figures for them are set beside published ones.
    known_by, reading
        As for :func:`balance.compare`.

    Returns
    -------
    Result
        Tables ``powers`` (rows that headlines name) and ``parts`` (the others), a column per
        state in lower case; ``elsewhere`` (what other editions, and the nearest other
        definitions, say) and ``stated`` (the text's own figures beside published ones).

    Raises
    ------
    ParameterError
        If fewer than two states are named.

    Notes
    -----
    One source speaks for all: the newest edition of the first preferred publication that
    covers every state. One has most if its low bound exceeds the high bounds of all others;
    rows of unlike things, and those in which a state has no figure, are shown without a
    verdict.

    Examples
    --------
    >>> from balance.scenarios.european_powers import european_powers
    >>> table = european_powers().table.set_index("row")
    >>> table.at["active_personnel", "most"], table.at["submarines", "most"]
    ('France', 'level: France and the United Kingdom')
    """
    data = tables_of(data)
    states = [data.group(code) for code in dict.fromkeys(powers)]
    if len(states) < 2 or any(len(state) != 1 for state in states):
        raise ParameterError(f"powers must name two or more states by code; found {powers!r}")
    rows = data.indicators_of("balance")
    spoken = {
        row.name: totals_of(data, states, row.name, known_by=known_by, reading=reading)
        for row in rows
    }
    known = [row for row in rows if any(one.is_known for one in spoken[row.name])]
    others = {
        row.name: _others(data, row, states, spoken[row.name], known_by, reading) for row in known
    }
    made = {row.name: _line(data, row, spoken[row.name], states, others[row.name]) for row in known}
    columns = _columns(data, states)
    words = {"most": "Has most", "standing": "Standing", "source": "Source", "note": "Note"}
    used = {line.words["standing"] for line in made.values()}
    notes = tuple(
        f"{word.capitalize()}: {words_of}." for word, words_of in STANDING.items() if word in used
    )
    sheets = {
        "powers": (
            Sheet("Side by side", columns, words, notes),
            [made[row.name] for row in known if row.headline],
        ),
        "parts": (
            Sheet("Parts and other classes", columns, words, notes),
            [made[row.name] for row in known if not row.headline],
        ),
        "elsewhere": (
            Sheet("What other editions say", columns, {"most": "Has most", "counts": "Counts as"}),
            [line for found in others.values() for line in found],
        ),
        "stated": (SHEET, stated_lines(data, text, states, known_by)),
    }
    label = join_words(map(data.label, states))
    lacking = [row.phrase for row in rows if row not in known]
    answer, warnings, charts = told(data, sheets, states, label, lacking)
    return assembled(
        data,
        title="European powers",
        question=f"Who has most of what: {join_words(map(data.label, states), 'or')}?",
        answer=answer,
        warnings=warnings,
        sheets={name: each for name, each in sheets.items() if each[1] or name == "powers"},
        charts=charts,
        parameters={
            "powers": [state.codes[0] for state in states],
            "text": text,
            "known_by": known_by,
            "reading": reading,
        },
    )


def most(amounts: Sequence[Amount]) -> tuple[int, ...]:
    """Return the places of those who have most: one, several that are exactly level, or none.

    Examples
    --------
    >>> from balance.comparison.amounts import constant
    >>> most([constant(2), constant(3)]), most([constant(3), constant(3), constant(1)])
    ((1,), (0, 1))
    """
    bounds = [amount.bounds for amount in amounts]
    for place, one in enumerate(bounds):
        if all(one.low > other.high for other in bounds if other is not one):
            return (place,)
    top = max(bounds, key=lambda one: one.high)
    level = tuple(p for p, one in enumerate(bounds) if one.is_exact and one.low == top.high)
    rest = [one for place, one in enumerate(bounds) if place not in level]
    if len(level) > 1 and top.high > 0 and all(one.high < top.high for one in rest):
        return level
    return ()


def _columns(data: Dataset, states: Iterable[Coalition]) -> tuple[Column, ...]:
    how = "the figure of the source that speaks for all"
    return tuple(
        Column(state.codes[0].lower(), capitalised(data.label(state)), how) for state in states
    )


def _why_not(data: Dataset, row: Indicator, amounts: Sequence[Amount]) -> str:
    """Return why nobody can be said to have most, or nothing if somebody can."""
    if not row.comparable:
        return row.why_not.rstrip(".")
    missing = sorted({code for amount in amounts for code in amount.missing})
    if missing:
        return f"No figure for {data.names_said(missing)}"
    if len({scope for amount in amounts for scope in amount.scopes}) > 1:
        return capitalised(scope_words(data, amounts))
    return ""


def _most_words(
    data: Dataset, row: Indicator, amounts: Sequence[Amount], states: Sequence[Coalition]
) -> str:
    if _why_not(data, row, amounts):
        return "not compared"
    found = most(amounts)
    names = join_words(data.label(states[place]) for place in found)
    return f"level: {names}" if len(found) > 1 else capitalised(names) or "undecided"


def _line(
    data: Dataset,
    row: Indicator,
    amounts: Sequence[Amount],
    states: Sequence[Coalition],
    others: Sequence[Line],
) -> Line:
    found = _most_words(data, row, amounts, states)
    words = {
        "most": found,
        "standing": _standing(found, others),
        "source": " × ".join(source_ids(amounts)),
        "note": _why_not(data, row, amounts),
    }
    cells = {state.codes[0].lower(): a for state, a in zip(states, amounts, strict=True)}
    return Line(row.name, row.label, cells, words, DOMAINS[row.domain])


def _others(
    data: Dataset,
    row: Indicator,
    states: Sequence[Coalition],
    spoken: Sequence[Amount],
    known_by: str | None,
    reading: str,
) -> list[Line]:
    """Return what other editions, and other definitions, say that cover every state."""
    if not plan_of(data, row).joint:
        return []
    lines = []
    own = source_ids(spoken)
    publications = {data.source(source)["publication"] for source in own}
    codes = [state.codes[0] for state in states]
    for name, source in speakers(data, row.name, codes, known_by):
        if name == row.name and source in own:
            continue
        counted = data.indicator(name)
        amounts = totals_of(data, states, name, source=source, known_by=known_by, reading=reading)
        if any(amount.missing for amount in amounts):
            continue
        counts = "another publication"
        if name != row.name:
            counts = f"another definition: {counted.phrase}"
        elif data.source(source)["publication"] in publications:
            counts = "another edition"
        words = {"most": _most_words(data, counted, amounts, states), "counts": counts}
        cells = {code.lower(): amount for code, amount in zip(codes, amounts, strict=True)}
        label = f"{row.label}: {source_name(data, source)}"
        lines.append(Line(f"{row.name}@{source}", label, cells, words, DOMAINS[row.domain]))
    return lines


def _standing(found: str, others: Iterable[Line]) -> str:
    """Return how a verdict stands; another definition counts for nothing here."""
    open_words = ("not compared", "undecided")
    if found in open_words:
        return ""
    said = {"another publication": set[str](), "another edition": set[str]()}
    for line in others:
        if line.words["counts"] in said:
            said[line.words["counts"]].add(line.words["most"])
    second, edition = said["another publication"], said["another edition"]
    if second - {found, *open_words}:
        return "disputed"
    if edition - {found, *open_words}:
        return "revised"
    if found in second:
        return "agreed"
    return "weak" if second else "single"
