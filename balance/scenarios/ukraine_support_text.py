"""Sentences of the scenario on aid to Ukraine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from balance.comparison.assembly import Speaker
from balance.comparison.result import Statement
from balance.comparison.sheets import Line
from balance.quantities.printing import capitalised, join_words

__all__ = ["WHO", "answer_of", "title_of", "warnings_of"]

WHO = {
    "a_more": "Europe",
    "b_more": "the United States",
    "level": "level",
    "undecided": "undecided",
    "no_data": "no data",
}
"""Who has allocated more, by verdict."""


def warnings_of(donors: Iterable[Line]) -> list[Statement]:
    """Return what a reader must know.

    Parameters
    ----------
    donors
        Rows of the table of donors.
    """
    told = [
        "Allocated is neither committed nor paid, and the text does not say which it means: what "
        "it states and what the tracker counts are shown beside each other, not compared.",
        "Donated aid sits inside the donors' own spending: never add the two. Arms are valued at "
        "the tracker's own prices.",
        "The cost of refugees is not in the tracker's figures at hand: with it nothing can be "
        "said from them.",
        "The releases of the tracker are one witness: no other publication at hand counts aid.",
    ]
    arms = [line.amounts["military"] for line in donors if line.key == "institutions"]
    if arms and arms[0].is_known and arms[0].bounds.high == 0:
        told.append(
            "The tracker files no military aid under the EU institutions; whether what they "
            "refund is in the members' figures is not said in the tables."
        )
    return [Statement(text) for text in told]


def answer_of(say: Speaker, aid: Sequence[Line], checks: Sequence[Line]) -> list[Statement]:
    """Return what the text and the tracker say, and what turns it.

    Parameters
    ----------
    say
        Knows both tables.
    aid, checks
        Their rows.
    """
    rows = {line.key: line for line in aid}
    told = [*_text(say, rows), *_tracker(say, aid), *_turned(say, aid, checks)]
    return told or [Statement("No figure of aid to Ukraine is at hand.")]


def title_of(now: Iterable[Line]) -> Statement:
    """Return what the tracker shows as the title of its chart."""
    lines = list(now)
    total = {line.words["verdict"] for line in lines if line.key.startswith("total-")}
    arms = {line.words["verdict"] for line in lines if line.key.startswith("military-")}
    parts = []
    if total == {WHO["a_more"], WHO["b_more"]}:
        parts.append("who allocated more in total hangs on what Europe is")
    elif len(total) == 1 and total & {WHO["a_more"], WHO["b_more"]}:
        parts.append(f"{total.pop()} allocated more in total under every definition")
    if len(arms) == 1 and arms & {WHO["a_more"], WHO["b_more"]}:
        parts.append(f"{arms.pop()} allocated more military aid under every definition")
    return Statement(capitalised("; ".join(parts)) or "Aid to Ukraine")


def _text(say: Speaker, rows: dict[str, Line]) -> list[Statement]:
    line = rows.get("stated")
    if line is None:
        return []
    ours, theirs = say("aid", "stated", "europe"), say("aid", "stated", "usa")
    who = line.words["verdict"]
    told = f"By the text, members of the European Union gave {ours} and the United States {theirs}"
    told += f": {who} more." if who in (WHO["a_more"], WHO["b_more"]) else f" ({who})."
    if "stated-room" in rows:
        both, room = (
            say("aid", "stated-refugees", "europe"),
            say("aid", "stated-room", "difference"),
        )
        told += (
            f" With refugee assistance it is {both} for Europe; the text states none for the "
            f"United States, and it would take {room} there to turn the answer."
        )
    return [Statement(told)]


def _tracker(say: Speaker, aid: Sequence[Line]) -> list[Statement]:
    """Return one sentence per kind of aid."""
    told = []
    for kind, word in (("total", "in all"), ("military", "in military aid")):
        lines = [line for line in aid if line.key.startswith(f"{kind}-")]
        if not lines or not any(amount.is_known for amount in lines[0].amounts.values()):
            continue
        day = lines[0].group.rpartition(" ")[2]
        parts = []
        for who, phrase in (
            ("a_more", "less than"),
            ("b_more", "more than"),
            ("undecided", "undecided against"),
        ):
            some = [line for line in lines if line.words["verdict"] == WHO[who]]
            named = [f"{line.words['named']} ({say('aid', line.key, 'europe')})" for line in some]
            if named:
                parts.append(f"{phrase} {'; '.join(named)}")
        usa = say("aid", lines[0].key, "usa")
        told.append(
            Statement(
                f"By the tracker, to {day}, the United States allocated {usa} {word}: "
                f"{', and '.join(parts)}."
            )
        )
    return told


def _turned(say: Speaker, aid: Sequence[Line], checks: Sequence[Line]) -> list[Statement]:
    """Return which answers an earlier day turns, and which gaps revisions are larger than."""
    earlier = {line.key: line for line in checks}
    decided = (WHO["a_more"], WHO["b_more"])
    told = []
    for line in aid:
        before = earlier.get(f"{line.key}-before")
        if before is None or line.words["verdict"] not in decided:
            continue
        if (
            before.words["verdict"] not in decided
            or before.words["verdict"] == line.words["verdict"]
        ):
            continue
        numbers = [say("checks", before.key, side) for side in ("europe", "usa")]
        day = before.group.rpartition(" ")[2]
        told.append(
            f"to {day} it was the other way round for {line.words['named']}, "
            f"{' against '.join(numbers)}"
        )
    revision = earlier.get("revision")
    if revision is not None:
        changed = revision.amounts["difference"].bounds
        small = [
            f"{line.words['named']} ({say('aid', line.key, 'difference')})"
            for line in aid
            if line.key.startswith("total-")
            and "difference" in line.amounts
            and line.amounts["difference"].bounds.high < changed.low
        ]
        if small:
            told.append(
                f"an earlier release had {say('checks', 'revision', 'difference')} more for "
                f"Europe to the same day, more than the gap of {join_words(small)}"
            )
    return [Statement(f"What turns it: {'; '.join(told)}.")] if told else []
