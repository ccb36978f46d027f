"""Choices and what they do, in words; every number is put there from a cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from balance.comparison.amounts import constant
from balance.comparison.result import cell
from balance.comparison.rows import Row
from balance.comparison.sheets import Line
from balance.comparison.words import VERDICT_WORDS
from balance.quantities.bounds import Verdict
from balance.quantities.printing import capitalised
from balance.robustness.universes.choices import AXES, Choice, Path
from balance.robustness.universes.evaluation import Evaluated
from balance.robustness.universes.questions import KINDS, Other
from balance.tables.dataset import Dataset
from balance.tables.records import Indicator

__all__ = ["Phrases", "choice_lines"]

_LABELS = {
    "publication": "{} speaks",
    "edition": "{} speaks",
    "known_by": "as known on {}",
    "reading": "hedges read {}",
    "leaves": "without {}",
    "joins_a": "{} joins A",
    "joins_b": "{} joins B",
}
_IF = {
    "publication": "if {} speaks",
    "edition": "if {} speaks",
    "reading": "if hedges are read {}",
    "leaves": "if {} is left out",
    "joins_a": "if {} joins {a}",
    "joins_b": "if {} joins {b}",
}
_READ = {"logical": "to the letter", "step": "to the next round number"}


@dataclass(frozen=True, eq=False)
class Phrases:
    """Words for choices between two sides.

    Attributes
    ----------
    data
        The tables.
    a, b
        Names of the sides.
    a_verb, b_verb
        "has" or "have" for each.
    """

    data: Dataset
    a: str
    b: str
    a_verb: str
    b_verb: str

    def option(self, choice: Choice) -> str:
        """Return what is chosen: a state's name, or the option itself."""
        if choice.axis in ("leaves", "joins_a", "joins_b"):
            return self.data.said_names[choice.option]
        return _READ.get(choice.option, choice.option)

    def choice(self, choice: Choice) -> str:
        """Return a choice as tables name it."""
        return _LABELS[choice.axis].format(self.option(choice))

    def path(self, path: Path) -> str:
        """Return choices taken together as tables name them."""
        return " and ".join(self.choice(choice) for choice in path) or "as asked"

    def condition(self, path: Path) -> str:
        """Return choices taken together as a condition in a sentence."""
        parts = []
        for choice in path:
            option = self.option(choice)
            if any(letter.isdigit() for letter in option):  # a number is its whole cell
                label = cell(self.choice(choice), "choices", choice.key, "label")
                parts.append(f"if asked {label}" if choice.axis == "known_by" else f"if {label}")
            else:
                parts.append(_IF[choice.axis].format(option, a=self.a, b=self.b))
        return " and ".join(parts)

    def conclusion(self, verdict: Verdict) -> str:
        """Return a verdict as a clause."""
        return {
            "a_more": f"{self.a} {self.a_verb} more",
            "b_more": f"{self.b} {self.b_verb} more",
            "level": "both have the same",
            "undecided": "undecided",
            "not_comparable": "not comparable",
            "no_data": "nobody speaks for both sides",
        }[verdict]

    def source(self, row: Row) -> str:
        """Return the sources of a row's figures, those multiplied or mixed joined by "+"."""
        return " + ".join(sorted({*row.a.sources, *row.b.sources})) or row.source

    def row_words(self, evaluated: Evaluated, most: int) -> dict[str, str]:
        """Return the words of a row's line.

        Parameters
        ----------
        evaluated
            The row under all choices.
        most
            The most ties that are listed.
        """
        own = evaluated.setting.row
        singles = evaluated.singles
        alone = [
            f"{self.choice(choice)} ({VERDICT_WORDS[found]})"
            for choice, found in singles.items()
            if found not in (own.verdict, "no_data")
        ]
        silent = [self.choice(choice) for choice, found in singles.items() if found == "no_data"]
        reached = [VERDICT_WORDS[v] for v in evaluated.reached if v != "no_data"]
        return {
            "verdict": VERDICT_WORDS[own.verdict],
            "reached": "; ".join(reached) or VERDICT_WORDS["no_data"],
            "singles": "; ".join(alone),
            "smallest": self._sets(evaluated.smallest, most, "none of the choices tried turns it"),
            "reversal": self._sets(evaluated.reversal, most, ""),
            "silent": "; ".join(silent) if own.has_data else "as asked",
            "source": self.source(own),
        }

    def _sets(self, paths: Sequence[Path], most: int, none: str) -> str:
        told = [self.path(path) for path in paths[:most]]
        more = len(paths) - len(told)
        return "; ".join([*told, *([f"and {more} more"] if more else [])]) or none


def choice_lines(
    phrases: Phrases, evaluated: Sequence[Evaluated], others: Sequence[Sequence[Other]]
) -> list[Line]:
    """Return the lines of the table of choices: those that touch a row, then other questions."""
    touched: dict[Choice, list[Indicator]] = {}
    turned: dict[Choice, list[Indicator]] = {}
    for each in evaluated:
        row = each.setting.row
        for choice, found in each.singles.items():
            touched.setdefault(choice, []).append(row.indicator)
            if found not in (row.verdict, "no_data"):
                turned.setdefault(choice, []).append(row.indicator)
    order = list(AXES)
    lines = [
        _line(
            choice.key,
            phrases.choice(choice),
            (_meaning(phrases, choice), "yes"),
            touched[choice],
            turned.get(choice, []),
            len(evaluated),
        )
        for choice in sorted(touched, key=lambda c: (order.index(c.axis), c.option))
    ]
    for kind, meaning in KINDS.items():
        asked = [
            each.setting.row.indicator
            for each, found in zip(evaluated, others, strict=True)
            if any(other.kind == kind for other in found)
        ]
        if asked:
            words = (meaning, "another question")
            lines.append(_line(kind, capitalised(meaning), words, asked, [], len(evaluated)))
    return lines


def _line(
    key: str,
    label: str,
    words: tuple[str, str],
    touched: Sequence[Indicator],
    turned: Sequence[Indicator],
    rows: int,
) -> Line:
    amounts = {"touched": constant(len(touched), "rows"), "turned": constant(len(turned), "rows")}
    return Line(
        key,
        label,
        amounts,
        {
            "means": words[0],
            "equivalent": words[1],
            "touches": "all rows" if len(touched) == rows else _named(touched),
            "turns": _named(turned),
        },
    )


def _named(indicators: Sequence[Indicator]) -> str:
    return ", ".join(indicator.phrase for indicator in indicators)


def _meaning(phrases: Phrases, choice: Choice) -> str:
    if choice.axis in ("joins_a", "joins_b"):
        side = phrases.a if choice.axis == "joins_a" else phrases.b
        return f"{phrases.option(choice)} is counted with {side}"
    if choice.axis in ("publication", "edition"):
        return f"{AXES[choice.axis]}: {phrases.data.source(choice.option.split()[0])['title']}"
    return AXES[choice.axis]
