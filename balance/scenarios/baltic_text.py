"""What is said of the Baltic states alone: sentences and the chart, made from the cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from balance.coalitions.coalition import Coalition
from balance.comparison.amounts import Amount
from balance.comparison.assembly import Speaker, bars, cited
from balance.comparison.result import ChartSpec, Statement
from balance.comparison.sentences import not_counted_words
from balance.comparison.sheets import Line, Sheet
from balance.quantities.printing import capitalised, join_words
from balance.scenarios.beside import at_war
from balance.scenarios.stated_figures import stated_sentences
from balance.tables.dataset import Dataset

__all__ = ["told"]

_FAR_APART = 2.0
"""How many times what one edition asks for must exceed another's to be said."""

Sheets = Mapping[str, tuple[Sheet, Sequence[Line]]]
Said = tuple[list[Statement], list[Statement], list[ChartSpec]]


def told(
    data: Dataset,
    sheets: Sheets,
    labels: Mapping[str, str],
    own: Coalition,
    rival: Coalition,
    lacking: Sequence[str],
    drawn: tuple[str, ...],
) -> Said:
    """Return answer, warnings and chart.

    Parameters
    ----------
    data
        The tables.
    sheets
        Of the result.
    labels
        Names of the sides ``own``, ``rival``, ``near`` and ``far``.
    own, rival
        The two sides.
    lacking
        What no source has figures of for both sides.
    drawn
        Columns of shares that the chart shows.
    """
    say = Speaker(sheets)
    needed = list(sheets["needed"][1])
    beyond = [line for line in needed if _is_beyond(line) is True]
    answer = [
        *_per_head(data, say, sheets["per_head"][1], labels),
        *_added(data, say, needed, labels),
        *stated_sentences(data, say, sheets["stated"][1], labels["own"]),
    ]
    if not answer:
        told = f"No source at hand speaks for {labels['own']} and {labels['rival']}."
        answer = [Statement(told)]
    warnings = [
        _opposite(data, labels, rival),
        *_no_share([*needed, *sheets["parts"][1]]),
        *_other_editions(say, sheets),
        *_not_compared(sheets["per_head"][1]),
    ]
    if lacking:
        told = f"{labels['own']} and {labels['rival']}: {join_words(lacking)}"
        warnings.append(Statement(f"No source at hand has figures for both {told}."))
    if not sheets["per_head"][1]:
        warnings.append(
            Statement("No source at hand gives forces and inhabitants: nothing is shown per head.")
        )
    counted = f"{not_counted_words(data)} Not counted is not absent."
    warnings.append(Statement(counted))
    used = [line.amounts[n] for line in needed for n in drawn if n in line.amounts]
    if not used:
        return answer, warnings, []
    note = cited(data, used, own.on)
    title = _title(data, say, beyond, labels)
    return answer, warnings, [bars(say, "needed", needed, drawn, title, note)]


def _indicator(line: Line) -> str:
    return line.key.partition("@")[0]


def _phrases(data: Dataset, lines: Iterable[Line]) -> str:
    return join_words(data.indicator(_indicator(line)).phrase for line in lines)


def _is_beyond(line: Line) -> bool | None:
    """Return whether more is needed than the helpers near by hold, None if undecided."""
    share: Amount | None = line.amounts.get("of_near")
    if share is None or not share.is_known:
        return None
    if share.bounds.low > 100:
        return True
    return False if share.bounds.high <= 100 else None


def _per_head(
    data: Dataset, say: Speaker, lines: Iterable[Line], labels: Mapping[str, str]
) -> list[Statement]:
    parts: dict[str, list[str]] = {}
    spoken: set[tuple[str, str]] = set()
    for line in lines:
        source = line.words["source"].partition(" ×")[0]
        witness = (_indicator(line), data.source(source)["publication"] if source else "")
        # Editions of one publication are one witness: the newest speaks.
        if "ratio" in line.amounts and witness not in spoken:
            spoken.add(witness)
            _, _, per = line.label.rpartition(", ")
            head = f"{data.indicator(_indicator(line)).phrase} {per}"
            own, rival = (say("per_head", line.key, side) for side in ("own", "rival"))
            found = f"{own} against {rival} ({line.words['verdict']}; {source})"
            parts.setdefault(head, []).append(found)
    if not parts:
        return []
    said = "; ".join(f"{head} {', '.join(found)}" for head, found in parts.items())
    return [Statement(f"{capitalised(labels['own'])} against {labels['rival']}: {said}.")]


def _added(
    data: Dataset, say: Speaker, needed: Sequence[Line], labels: Mapping[str, str]
) -> list[Statement]:
    kinds: dict[bool | str | None, list[str]] = {}
    for line in needed:
        if "needed" in line.amounts:
            shared = line.amounts.get("of_near")
            kind = _is_beyond(line) if shared is not None and shared.is_known else "no share"
            found = say("needed", line.key, "needed")
            if kind != "no share":
                found += f": {say('needed', line.key, 'of_near')}"
            kinds.setdefault(kind, []).append(f"{data.indicator(line.key).phrase} ({found})")
    words = {
        True: "more than {} in {}",
        False: "no more than {} in {}",
        None: "more or less than {} (undecided) in {}",
        "no share": "with no share of {} to be told, {}",
    }
    parts: list[str] = []
    for kind, word in words.items():
        if kind in kinds:
            whole = "these holdings" if parts else f"the holdings of {labels['near']}"
            parts.append(word.format(whole, join_words(kinds[kind])))
    if not parts:
        return []
    ratio = say("assumed", "ratio", "value")
    return [
        Statement(
            f"To bring {labels['own']} to {ratio} (assumed) against all that "
            f"{labels['rival']} holds, allies would have to add {'; '.join(parts)}."
        )
    ]


def _title(
    data: Dataset, say: Speaker, beyond: Sequence[Line], labels: Mapping[str, str]
) -> Statement:
    ratio = say("assumed", "ratio", "value")
    head = f"{ratio} against all that {labels['rival']} holds would take"
    if beyond:
        return Statement(
            f"{head} more than the holdings of {labels['near']} in {_phrases(data, beyond)}"
        )
    return Statement(f"{head} no more than the holdings of {labels['near']} where that is decided")


def _opposite(data: Dataset, labels: Mapping[str, str], rival: Coalition) -> Statement:
    words = (
        f"The whole force of {labels['rival']} does not stand opposite {labels['own']}: holdings "
        "are world-wide"
    )
    fighting = at_war(data, rival.codes)
    if fighting:
        are, their = ("are", "their") if len(fighting) > 1 else ("is", "its")
        names = data.names_said(fighting)
        words += f", and {names} {are} at war, with most of {their} forces engaged"
    return Statement(
        f"{words}. What is needed against the whole is "
        "the most that could be needed at this ratio by these figures."
    )


def _no_share(lines: Iterable[Line]) -> list[Statement]:
    return [
        Statement(f"{line.label}: no share of what allies hold. {line.words['note']}.")
        for line in lines
        if line.words["note"]
    ]


def _other_editions(say: Speaker, sheets: Sheets) -> list[Statement]:
    """Return editions that put a need on the other side of what is held, or far away."""
    mine = {line.key: (table, line) for table in ("needed", "parts") for line in sheets[table][1]}
    found = []
    for line in sheets["elsewhere"][1]:
        name, _, source = line.key.partition("@")
        table, own = mine[name]
        if "needed" not in own.amounts or "needed" not in line.amounts:
            continue
        turns = {_is_beyond(own), _is_beyond(line)} == {True, False}
        a, b = own.amounts["needed"].value, line.amounts["needed"].value
        if turns or max(a, b) >= _FAR_APART * min(a, b) > 0:
            found.append(
                Statement(
                    f"{own.label}: {source} asks for {say('elsewhere', line.key, 'needed')} "
                    f"instead of {say(table, name, 'needed')}."
                )
            )
    return found


def _not_compared(lines: Iterable[Line]) -> list[Statement]:
    told = {
        line.label: line.words["verdict"]
        for line in lines
        if line.words["verdict"].startswith("not compared")
    }
    return [Statement(f"{label}: {why}.") for label, why in told.items()]
