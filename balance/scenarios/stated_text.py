"""What is said of stated totals: sentences made from the cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from balance.comparison.assembly import Speaker
from balance.comparison.result import Statement
from balance.comparison.sheets import Line, Sheet
from balance.quantities.printing import capitalised, join_words
from balance.tables.dataset import Dataset

__all__ = ["said"]


_UNLIKE = "unlike things"


def said(
    data: Dataset, table: str, sheet: Sheet, lines: Sequence[Line], label: str
) -> tuple[Statement, ...]:
    """Return which stated totals are literally true, how far off they are, and when.

    Parameters
    ----------
    data
        The tables.
    table, sheet, lines
        Made by :func:`balance.scenarios.stated_totals.stated_totals`.
    label
        Whose totals they are.
    """
    if not lines:
        return (Statement(f"No total stated for {label} is among the figures at hand."),)
    say = Speaker({table: (sheet, lines)})
    own = [line for line in lines if line.words["verdict"] in ("true", "false", "open", _UNLIKE)]
    by_indicator: dict[str, list[Line]] = {}
    for line in own:
        by_indicator.setdefault(line.key.partition("@")[0], []).append(line)
    kinds: dict[str, list[str]] = {}
    moved = []
    for name, rows in by_indicator.items():
        verdicts = {row.words["verdict"] for row in rows}
        kind = verdicts.pop() if len(verdicts) == 1 else "divided"
        phrase, first = data.indicator(name).phrase, rows[0].key
        far = f" ({say(table, first, 'ratio')})" if "ratio" in rows[0].amounts else ""
        kinds.setdefault(kind, []).append(phrase + far)
        days = {row.words["true_on"] for row in rows}
        if days - {"", "all these days", "none of these days"}:
            moved.append(phrase)
    told = {
        "true": "literally true in every source that can speak for {}",
        "false": "false in every one for {}",
        "divided": "true in one edition and false in another for {}",
        "open": "open for {}",
        _UNLIKE: "beside sums of unlike things for {}",
    }
    parts = [told[kind].format(join_words(kinds[kind])) for kind in told if kind in kinds]
    found = [
        Statement(
            f"Beside the sums over the members, as each source counts them (sum to stated number "
            f"in brackets), the totals stated for {label} are {'; '.join(parts)}."
        )
    ]
    if moved:
        found.append(Statement(f"The day of membership decides for {join_words(moved)}."))
    conditional = _conditional(data, lines)
    return (*found, *conditional)


def _conditional(data: Dataset, lines: Iterable[Line]) -> tuple[Statement, ...]:
    """Return what holds in another definition only, and what no source counts."""
    told = []
    unlike: dict[str, list[str]] = {}
    for line in lines:
        name = line.key.partition("@")[0]
        if line.words["verdict"].endswith("in that definition"):
            unlike.setdefault(name, []).append(line.words["verdict"].partition(" ")[0])
        elif line.words["verdict"] == "no source counts this":
            told.append(f"no source counts {_plain(data, name)}")
    own = {line.key.partition("@")[0] for line in lines if " " not in line.words["verdict"]}
    for name, verdicts in unlike.items():
        if name not in own:
            same = verdicts[0] if len(set(verdicts)) == 1 else "undecided"
            told.append(
                f"the text does not define {_plain(data, name)}; the total would be {same} in any "
                "definition at hand"
            )
    return (Statement(capitalised("; ".join(told)) + "."),) if told else ()


def _plain(data: Dataset, name: str) -> str:
    """Return what is counted, without the words that say whose count it is."""
    return data.indicator(name).phrase.partition(" as a text states")[0]
