"""What universes say in sentences; every number is put there from a cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from balance.comparison.assembly import Speaker
from balance.comparison.result import Statement
from balance.comparison.sentences import families, named_rows
from balance.quantities.bounds import Verdict
from balance.quantities.printing import capitalised, join_words
from balance.robustness.universes.choices import AXES, Choice, Choices, Path
from balance.robustness.universes.evaluation import Evaluated
from balance.robustness.universes.phrases import Phrases
from balance.tables.records import Indicator

__all__ = ["answer_of", "warnings_of"]

_TOLD = 3  # sets of choices named in one sentence


def answer_of(
    phrases: Phrases, say: Speaker, evaluated: Sequence[Evaluated]
) -> tuple[Statement, ...]:
    """Return which rows keep their verdict under all choices tried, and what turns the others.

    Parameters
    ----------
    phrases
        Words for the choices.
    say
        Knows the table ``rows``.
    evaluated
        The rows under all choices.
    """
    named = named_rows(each.setting.row for each in evaluated)
    shown = [
        each
        for each in evaluated
        if each.smallest or any(each.setting.row is row for row in named)  # what turns is told
    ]
    return tuple(
        Statement(capitalised(text) + ".")
        for text in (*_kept(phrases, shown), *_turning(phrases, say, shown))
    )


def _kept(phrases: Phrases, shown: Sequence[Evaluated]) -> Iterator[str]:
    everyone = [each.setting.row.indicator for each in shown]

    def what(verdict: Verdict, *, comparable: bool = True) -> str:
        return families(
            [
                each.setting.row.indicator
                for each in shown
                if each.setting.row.verdict == verdict
                and (each.singles or not each.comparable)
                and not each.smallest
                and each.setting.row.indicator.comparable == comparable
            ],
            everyone,
        )

    kept = []
    if more := what("a_more"):
        kept.append(f"{phrases.a} {phrases.a_verb} more {more}")
    if more := what("b_more"):
        kept.append(f"{phrases.b} {phrases.b_verb} more {more}")
    if same := what("level"):
        kept.append(f"both are level in {same}")
    if open_ := what("undecided"):
        kept.append(f"the bounds of {open_} overlap")
    if unlike := what("not_comparable"):
        kept.append(f"{unlike} cannot be compared")
    if kept:
        yield f"under every choice tried that leaves a source to speak, {'; '.join(kept)}"
    if idle := [e.setting.row.indicator for e in shown if e.comparable and not e.singles]:
        yield f"no choice tried touches {families(idle, everyone)}"
    if never := what("not_comparable", comparable=False):
        yield f"{never} are not comparable whatever is chosen"
    if nothing := [e.setting.row.indicator for e in shown if not e.setting.row.has_data]:
        yield f"no source speaks for both sides on {families(nothing, everyone)}"


def _turning(phrases: Phrases, say: Speaker, shown: Sequence[Evaluated]) -> Iterator[str]:
    for each in shown:
        row, sets = each.setting.row, each.smallest
        if not sets:
            continue
        if len(sets[0]) > 1:
            fewest = say("rows", row.indicator.name, "fewest")
            examples = " or ".join(phrases.condition(path) for path in sets[:_TOLD])
            among = ", among other sets of that size" if len(sets) > _TOLD else ""
            yield (
                f"the verdict on {row.indicator.phrase} ({phrases.conclusion(row.verdict)}) is "
                f"turned by no single choice, and by {fewest} together: {examples}{among}"
            )
            continue
        by_verdict: dict[Verdict, list[Path]] = {}
        for path in sets:
            by_verdict.setdefault(each.singles[path[0]], []).append(path)
        parts = [
            f"{_conditions(phrases, paths)} ({phrases.conclusion(verdict)})"
            for verdict, paths in by_verdict.items()
        ]
        yield (
            f"the verdict on {row.indicator.phrase} ({phrases.conclusion(row.verdict)}) turns "
            f"{join_words(parts, 'or')}"
        )


def _conditions(phrases: Phrases, paths: Sequence[Path]) -> str:
    """Return single choices as one condition; members that leave are named together."""
    leaving = [path[0] for path in paths if path[0].axis == "leaves"]
    parts = [phrases.condition(path) for path in paths if path[0].axis != "leaves"]
    if leaving:
        names = join_words((phrases.option(choice) for choice in leaving), "or")
        parts.append(f"if {names} is left out")
    return join_words(parts, "or")


def warnings_of(
    phrases: Phrases, choices: Choices, evaluated: Sequence[Evaluated]
) -> tuple[Statement, ...]:
    """Return what a reader must know about the choices.

    Parameters
    ----------
    phrases
        Words for the choices.
    choices
        What was tried.
    evaluated
        The rows under all choices.
    """
    found = [
        "The choices are not draws: how many of them lead to a verdict says how many somebody "
        "thought of, not how likely it is. No share of them is given."
    ]
    found += _alone(evaluated)
    found += _silent(phrases, evaluated)
    idle = [axis for axis in AXES if axis not in choices.axes]
    if idle:
        found.append(f"Not tried here: {join_words(AXES[axis] for axis in idle)}.")
    found.append(
        "Never tried: two members left out or two states joining at once, the membership of "
        "another day, a source of its own for each member, filling in what is missing, and an "
        "error in a single figure beyond its bounds."
    )
    found.append(
        "As asked, the source is selected for the members as asked, and stays when members change. "
        "What another day shows is selected among what was known by then."
    )
    found.append(
        "Other definitions, other bases of money and figures from before a war ask something else. "
        "They stand among the other questions and turn nothing here."
    )
    return tuple(Statement(text) for text in found)


def _alone(evaluated: Sequence[Evaluated]) -> Iterator[str]:
    """Yield which rows no other publication, and no other edition, could turn."""
    groups: dict[str, list[Indicator]] = {}
    for each in evaluated:
        kinds = {witness.kind for witness in each.setting.witnesses}
        if each.comparable and "second" not in kinds:
            key = "edition" if "edition" in kinds else ""
            groups.setdefault(key, []).append(each.setting.row.indicator)
    everyone = [each.setting.row.indicator for each in evaluated]
    if alone := groups.get(""):
        yield (
            f"No other source that is recent enough speaks for both sides on "
            f"{families(alone, everyone)}: {'these rows rest' if len(alone) > 1 else 'it rests'} "
            "on one source whatever else is chosen."
        )
    if twins := groups.get("edition"):
        yield (
            f"No other publication speaks for both sides on {families(twins, everyone)}: another "
            "edition of the same publication is the same witness again."
        )


def _silent(phrases: Phrases, evaluated: Iterable[Evaluated]) -> Iterator[str]:
    """Yield under which choices nobody speaks for a row that has a verdict as asked."""
    silent: dict[Choice, list[Indicator]] = {}
    indicators = []
    for each in evaluated:
        indicators.append(each.setting.row.indicator)
        for choice, verdict in each.singles.items():
            if verdict == "no_data" and each.setting.row.has_data:
                silent.setdefault(choice, []).append(each.setting.row.indicator)
    for choice, rows in silent.items():
        yield (
            f"{capitalised(phrases.condition((choice,)))}, nobody speaks for both sides on "
            f"{families(rows, indicators)}; that is counted as no answer, not as another verdict."
        )
