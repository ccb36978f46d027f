"""The figures that a text states of single states beside every source that can speak."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from balance.coalitions.coalition import Coalition
from balance.comparison.amounts import Amount
from balance.comparison.published import amount_of, figures_of, total_of
from balance.comparison.result import Statement
from balance.comparison.sheets import Column, Line, Sheet
from balance.quantities.printing import join_words
from balance.scenarios.beside import as_stated, counted_words, fit, how_far, source_name, speakers
from balance.tables.dataset import Dataset
from balance.tables.records import Figure

__all__ = ["SHEET", "STATED", "stated_lines", "stated_sentences"]

SHEET = Sheet(
    "What the text states beside published figures",
    (
        Column("stated", "The text states", "the figure of the text, its hedge read literally"),
        Column("published", "Published", "the figure of the source, or the sum over the members"),
        Column("ratio", "Published to stated", "published over the number in the text"),
    ),
    {"fits": "Literally true", "counted": "What is counted"},
    ("How far off is a question of its own: a number may be near and not true.",),
)
STATED = "stated"
"""Name of the table in a result."""
_YEARS = 1
"""How many years a published figure may lie from the stated one to be of the same time."""


def _published(data: Dataset, indicator: str, of: Coalition, source: str, year: str) -> Amount:
    """Return what a source says of a group, or of a state, in the stated year if it has it."""
    if len(of) == 1:
        same = amount_of(data, indicator, of.codes[0], source, as_of=year)
        if same.is_known:
            return same
    return total_of(data, of, indicator, source=source)


def _of_another_time(figure: Figure, amount: Amount) -> bool:
    years = [int(day[:4]) for day in amount.as_of]
    return bool(years) and min(abs(y - int(figure.as_of[:4])) for y in years) > _YEARS


def stated_lines(
    data: Dataset, text: str, groups: Iterable[Coalition], known_by: str | None = None
) -> list[Line]:
    """Return each figure that a text states of some states beside every source that can speak.

    Parameters
    ----------
    data
        The tables.
    text
        The source that states.
    groups
        States and groups of states; a group's figure is set beside the sum over its members.
    known_by
        Hide what was published later.

    Returns
    -------
    list of Line
        Rows of :data:`SHEET`, one per figure and source: ``LTU:population@world-bank-2026``.
        Where the source counts in another definition, or speaks of another time, the word
        says so; where what is counted has another scope no ratio is formed.
    """
    sides = tuple(groups)
    return [
        _stated_line(data, figure, of, counted, source)
        for name in data.indicators["indicator"]
        for of in sides
        for figure in figures_of(data, name, of.label, text)
        for counted, source in speakers(data, name, of.codes, known_by)
    ]


def _stated_line(data: Dataset, figure: Figure, of: Coalition, counted: str, source: str) -> Line:
    stated = as_stated(data, figure)
    published = _published(data, counted, of, source, figure.as_of[:4])
    amounts = {"stated": stated, "published": published}
    said = counted_words(data, figure.indicator, counted, published)
    verdict: str = fit(stated.bounds, figure.hedge, published.bounds)
    if published.scopes - {""} != stated.scopes - {""} and len(of) == 1:
        verdict = "not compared"
    else:
        ratio = how_far(published, stated)
        amounts |= {} if ratio is None else {"ratio": ratio}
        if _of_another_time(figure, published):
            said = "; ".join(filter(None, (said, "of another time than stated")))
            verdict = f"now {verdict}"
        elif counted != figure.indicator:
            verdict = f"{verdict} in that definition"
    key = f"{figure.entity}:{figure.indicator}@{source}"
    label = f"{data.label(of)}: {source_name(data, source)}"
    group = data.indicator(figure.indicator).label
    return Line(
        key, label[:1].upper() + label[1:], amounts, {"fits": verdict, "counted": said}, group
    )


def stated_sentences(
    data: Dataset, say: Callable[[str, str, str], str], lines: Iterable[Line], label: str
) -> list[Statement]:
    """Return which of the text's figures hold beside every source, some, or none.

    Parameters
    ----------
    data
        The tables.
    say
        Speaks the cells of the table ``stated``.
    lines
        Made by :func:`stated_lines`. Those that count the same thing decide.
    label
        Whom the figures are about.
    """
    by_figure: dict[str, list[Line]] = {}
    for line in lines:
        by_figure.setdefault(line.key.partition("@")[0], []).append(line)
    kinds: dict[str, dict[str, list[str]]] = {}
    for key, every in by_figure.items():
        rows = [row for row in every if row.words["fits"] in _DECIDED] or every
        entity, _, name = key.partition(":")
        who = data.said_names.get(entity) or data.group_labels[entity]
        wrong = [row for row in rows if row.words["fits"] == "false"]
        kind = "none" if len(wrong) == len(rows) else "some" if wrong else "every"
        if any(row.words["fits"] == "open" for row in rows):
            kind = "open"
        if not any(row.words["fits"] in _DECIDED for row in rows):
            kind = "unlike"
        shown = (wrong or rows)[0]
        far = f" ({say(STATED, shown.key, 'ratio')})" if "ratio" in shown.amounts else ""
        far = "" if kind == "unlike" else far
        phrase = data.indicator(name).phrase.partition(" as a text states")[0]
        kinds.setdefault(kind, {}).setdefault(phrase, []).append(f"{who}{far}")
    if not kinds:
        return []
    parts = []
    for kind, word in _HOLD.items():
        named = [f"{p} of {join_words(who)}" for p, who in kinds.get(kind, {}).items()]
        parts += [f"{word} for the {', the '.join(named)}"] if named else []
    return [
        Statement(
            f"The text's own figures for {label}, taken at their word and as each "
            f"source counts (published to stated in brackets), {'; '.join(parts)}."
        )
    ]


_DECIDED = ("true", "false", "open")
_HOLD = {
    "every": "hold in every source that can speak",
    "some": "hold in one source and not in another",
    "none": "hold in none",
    "open": "cannot be decided",
    "unlike": "have no like of their time and definition",
}
