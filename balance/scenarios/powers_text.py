"""What is said of powers side by side: sentences and the chart, made from the cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from balance.coalitions.coalition import Coalition
from balance.comparison.assembly import Speaker, bars, cited
from balance.comparison.result import ChartSpec, Statement
from balance.comparison.sentences import not_counted_words
from balance.comparison.sheets import Line, Sheet
from balance.quantities.printing import capitalised, join_words
from balance.scenarios.stated_figures import stated_sentences
from balance.tables.dataset import Dataset

__all__ = ["STANDING", "told"]

STANDING = {
    "agreed": "another publication says the same",
    "disputed": "another publication says otherwise",
    "revised": "another edition of the same publication says otherwise",
    "weak": "other publications speak but cannot decide",
    "single": "no other publication counts the same thing for all",
}
"""How a verdict stands across publications and editions, in words."""

Sheets = Mapping[str, tuple[Sheet, Sequence[Line]]]
Said = tuple[list[Statement], list[Statement], list[ChartSpec]]
_WITHOUT = ("undecided", "not compared")


def told(
    data: Dataset,
    sheets: Sheets,
    states: Sequence[Coalition],
    label: str,
    lacking: Sequence[str],
) -> Said:
    """Return answer, warnings and chart.

    Parameters
    ----------
    data
        The tables.
    sheets
        Of the result.
    states
        The powers.
    label
        Their names.
    lacking
        What no source has figures of.
    """
    say = Speaker(sheets)
    lines = list(sheets["powers"][1])
    answer = [
        _finding(data, say, lines, states),
        *stated_sentences(data, say, sheets["stated"][1], label),
    ]
    warnings = _warnings(data, say, sheets, lacking, label)
    if not lines:
        return answer, warnings, []
    drawn = tuple(state.codes[0].lower() for state in states)
    alike = [line for line in lines if line.words["most"] != "not compared"]
    note = cited(data, [line.amounts[name] for line in alike for name in drawn])
    title = _title(lines, states, data)
    return answer, warnings, [bars(say, "powers", alike, drawn, title, note)]


def _winner(data: Dataset, line: Line, states: Iterable[Coalition]) -> Coalition | None:
    """Return who has most, or the first of those who are level."""
    names = line.words["most"].removeprefix("level: ").casefold()
    found = (state for state in states if names.startswith(data.label(state).casefold()))
    return next(found, None)


def _title(lines: Iterable[Line], states: Sequence[Coalition], data: Dataset) -> Statement:
    """Return who has most of all that is compared in a domain, and which are divided."""
    domains: dict[str, set[str]] = {}
    for line in lines:
        if line.words["most"] != "not compared":
            domains.setdefault(line.group.lower(), set()).add(line.words["most"])
    parts, divided = [], [d for d, found in domains.items() if len(found) > 1]
    for state in states:
        name = capitalised(data.label(state))
        won = [domain for domain, found in domains.items() if found == {name}]
        if won:
            parts.append(f"{data.label(state)} has most in {join_words(won)}")
    if divided:
        parts.append(f"{join_words(divided)} {'are' if len(divided) > 1 else 'is'} divided")
    said = "; ".join(parts) or "nobody has most of anything for certain"
    return Statement(f"Of what is compared, {said}")


def _finding(
    data: Dataset, say: Speaker, lines: Iterable[Line], states: Sequence[Coalition]
) -> Statement:
    """Return who has most of what."""
    parts: dict[str, list[str]] = {}
    for line in lines:
        parts.setdefault(line.words["most"], []).append(_phrase(data, say, line, states))
    told = [
        f"{data.label(state)} has most {join_words(parts[name])}"
        for state in states
        if (name := capitalised(data.label(state))) in parts
    ]
    told += [
        f"{word.removeprefix('level: ')} are level in {join_words(phrases)}"
        for word, phrases in parts.items()
        if word.startswith("level: ")
    ]
    told += [f"{word}: {join_words(parts[word])}" for word in _WITHOUT if word in parts]
    if not told:
        return Statement("No source at hand says who has most of anything.")
    return Statement(capitalised("; ".join(told)) + ".")


def _phrase(data: Dataset, say: Speaker, line: Line, states: Sequence[Coalition]) -> str:
    phrase = data.indicator(line.key).phrase
    winner = _winner(data, line, states)
    if winner is None:
        return phrase
    return f"{phrase} ({say('powers', line.key, winner.codes[0].lower())})"


def _warnings(
    data: Dataset,
    say: Speaker,
    sheets: Mapping[str, tuple[Sheet, Sequence[Line]]],
    lacking: Sequence[str],
    label: str,
) -> list[Statement]:
    told = []
    elsewhere = sheets["elsewhere"][1]
    for line in (*sheets["powers"][1], *sheets["parts"][1]):
        if line.words["note"]:
            told.append(Statement(f"{line.label}: not compared. {line.words['note']}."))
        for other in elsewhere:
            name, _, source = other.key.partition("@")
            if name == line.key and other.words["most"] != line.words["most"]:
                shown = join_words(say("elsewhere", other.key, n) for n in other.amounts)
                told.append(
                    Statement(
                        f"{line.label}: has most by {source} ({other.words['counts']}): "
                        f"{other.words['most']} ({shown} in the order of the columns); by "
                        f"{line.words['source']}: {line.words['most']}."
                    )
                )
    scoped = [line for line in sheets["powers"][1] if _silent_scopes(data, line)]
    for line in scoped:
        told.append(
            Statement(
                f"{line.label}: for some other states {line.words['source']} is known to count "
                f"{_silent_scopes(data, line)}; of these nothing of the kind is known."
            )
        )
    if lacking:
        told.append(Statement(f"No source at hand has figures for {label}: {join_words(lacking)}."))
    told.append(
        Statement(
            "Holdings are world-wide. Most of a thing is not most of what can be used. "
            f"{not_counted_words(data)}"
        )
    )
    return told


def _silent_scopes(data: Dataset, line: Line) -> str:
    """Return what a source counts besides for other states, where nothing is known of these."""
    if line.words["note"] or any(a.scopes - {""} for a in line.amounts.values()):
        return ""
    entities = data.figure_index.get(line.key, {}).get(line.words["source"], {})
    scopes = {figure.scope for figures in entities.values() for figure in figures} - {""}
    labels = dict(zip(*(data.tables["scopes"][c] for c in ("scope", "label")), strict=True))
    return join_words(labels.get(scope, scope) for scope in sorted(scopes))
