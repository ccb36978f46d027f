"""What is said of stated totals: sentences made from the cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from balance.comparison.assembly import Speaker, cited
from balance.comparison.result import ChartSpec, Statement, cell
from balance.comparison.sheets import Line, Sheet
from balance.comparison.words import when_true
from balance.quantities.printing import capitalised, join_words
from balance.tables.dataset import Dataset

__all__ = ["said", "stated_chart"]


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
    by_indicator: dict[str, list[Line]] = {}
    for line in _own(lines):
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


def _own(lines: Iterable[Line]) -> list[Line]:
    """Return the rows in which a source counts what the text states, or unlike things."""
    return [line for line in lines if line.words["verdict"] in ("true", "false", "open", _UNLIKE)]


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


def stated_chart(
    data: Dataset, table: str, sheet: Sheet, lines: Sequence[Line], label: str, on: date
) -> ChartSpec:
    """Return the chart of stated totals beside the sums of the first day.

    Parameters
    ----------
    data, table, sheet, lines, label
        As for :func:`said`; there is at least one line.
    on
        The first day of membership.
    """
    say = Speaker({table: (sheet, lines)})
    first = sheet.columns[1].name
    parts: list[str] = []
    last = ""
    for line in lines:
        if line.group != last:
            parts.append(f"{line.group}, stated {say(table, line.key, 'stated')}")
            last = line.group
        found = say(table, line.key, first) if first in line.amounts else ""
        told = ", ".join(
            filter(None, (found, when_true(line.words["verdict"], _days(line, table))))
        )
        parts.append(f"{cell(line.label, table, line.key, 'label')}: {told}")
    amounts = [amount for line in lines for amount in line.amounts.values()]
    columns = ("stated", first)
    alt = Statement("; ".join(parts) + ".")
    return ChartSpec(
        "stated", _title(data, lines, label), alt, (table,), cited(data, amounts, on), columns
    )


def _days(line: Line, table: str) -> str:
    """Return the days on which a total is true where they are some and not all."""
    days = line.words["true_on"]
    return cell(days, table, line.key, "true_on") if days[:1].isdigit() else ""


def _title(data: Dataset, lines: Sequence[Line], label: str) -> Statement:
    """Return which stated totals hold beside every source, and which beside none."""
    verdicts: dict[str, set[str]] = {}
    for line in _own(lines):
        verdicts.setdefault(line.key.partition("@")[0], set()).add(line.words["verdict"])
    told = []
    for verdict, words in (("true", "borne out"), ("false", "not borne out")):
        names = [_plain(data, name) for name, found in verdicts.items() if found == {verdict}]
        told += [f"{words} for {join_words(names)}"] if names else []
    found = "; ".join(told) or "none is decided by all sources alike"
    return Statement(f"Totals stated for {label} beside sums over its members: {found}")
