"""Tables of the Baltic states alone: what allies must add, what is held, what is per head."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from balance.coalitions.coalition import Coalition
from balance.comparison.amounts import Amount, excess, over, plus, times
from balance.comparison.printed import DOMAINS
from balance.comparison.published import total_of, totals_of
from balance.comparison.sheets import Column, Line, Sheet
from balance.comparison.terms import plan_of
from balance.quantities.bounds import verdict
from balance.quantities.printing import MOST_DIGITS, capitalised
from balance.quantities.units import is_money
from balance.scenarios.beside import scope_words, source_ids, speakers
from balance.tables.dataset import Dataset
from balance.tables.records import Indicator

__all__ = [
    "Asked",
    "elsewhere_lines",
    "heads_lines",
    "heads_sheet",
    "held_line",
    "held_sheet",
    "needed_line",
    "needed_sheet",
]

PER_HEAD = (
    "active_personnel",
    "military_expenditure",
    "military_expenditure_ppp",
    "reserve_personnel",
)
"""What is set against the number of inhabitants."""
TEXT_PER_HEAD = ("active_personnel", "military_budget", "reserve_personnel")
"""What the text states with a population of its own."""


@dataclass(frozen=True)
class Asked:
    """The sides: the group alone, its rival, and two groups of helpers."""

    data: Dataset
    own: Coalition
    rival: Coalition
    near: Coalition
    far: Coalition
    ratio: Amount
    known_by: str | None
    reading: str

    @property
    def sides(self) -> tuple[Coalition, ...]:
        """The four in the order of the columns."""
        return (self.own, self.rival, self.near, self.far)

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Names of the four in sentences."""
        names = ("own", "rival", "near", "far")
        labels = dict(zip(names, map(self.data.label, self.sides), strict=True))
        if self.near.label.startswith("NATO_EUROPE"):
            labels["near"] = "the other European allies"
        return labels

    @cached_property
    def states(self) -> tuple[Coalition, ...]:
        """The members of the group one by one."""
        return tuple(self.data.coalition(code, self.own.on) for code in self.own)

    @cached_property
    def shares(self) -> tuple[str, str, str]:
        """Columns of shares; a state has its code, so that charts give it its colour."""
        one = len(self.far) == 1
        return ("of_near", self.far.codes[0].lower() if one else "of_far", "of_both")

    @property
    def words(self) -> Mapping[str, str]:
        """Verdicts between the group and its rival."""
        sides = {"a_more": self.own, "b_more": self.rival}
        more = {k: f"{self.data.label(s)} {self.data.verb(s)} more" for k, s in sides.items()}
        return {**more, "level": "level", "undecided": "undecided"}

    def totals(
        self, sides: Sequence[Coalition], indicator: str, source: str | None = None
    ) -> tuple[Amount, ...]:
        """Return sums for some sides, one source speaking for all."""
        return totals_of(
            self.data, sides, indicator, source=source, known_by=self.known_by, reading=self.reading
        )

    def sources(self, indicator: str) -> tuple[str | None, ...]:
        """Return the sources that can speak for both sides; None for a product of several."""
        if not plan_of(self.data, self.data.indicator(indicator)).joint:
            return (None,)
        codes = (*self.own, *self.rival)
        found = speakers(self.data, indicator, codes, self.known_by)
        return tuple(source for name, source in found if name == indicator)


def needed_sheet(asked: Asked, title: str) -> Sheet:
    """Return the headings of a table of what must be added."""
    near, far = asked.labels["near"], asked.labels["far"]
    how = "what must be added over what they hold; only of complete sums of like things"
    return Sheet(
        title,
        (
            Column(
                "needed",
                "To be added",
                f"the ratio times the total of {asked.labels['rival']}, less that of "
                f"{asked.labels['own']}; nothing if that is less",
            ),
            Column("of_near", f"Of the holdings of {near}", how),
            Column(asked.shares[1], f"Of those of {far}", how),
            Column("of_both", "Of those of both", how),
        ),
        {"source": "Source", "note": "Note"},
        (
            "An arithmetic of holdings: the whole of them, world-wide, on both sides.",
            "A ratio of national totals says nothing about a fight in one place.",
        ),
    )


def needed_line(asked: Asked, row: Indicator, totals: tuple[Amount, ...], source: str = "") -> Line:
    """Return what must be added in one row, and its shares of what helpers hold.

    Parameters
    ----------
    asked
        The sides.
    row
        What is counted.
    totals
        Of the group, its rival and the two helpers, one source speaking for all.
    source
        Named in the key if it is not the one that speaks by default.
    """
    own, rival, near, far = totals
    amounts: dict[str, Amount] = {}
    notes = []
    if len(own.scopes | rival.scopes) <= 1:
        needed = excess(times([asked.ratio, rival], rival.unit), own)
        amounts["needed"] = needed
        both = plus([near, far])
        for name, held in zip(asked.shares, (near, far, both), strict=True):
            like = len(held.scopes | rival.scopes) <= 1
            if held.is_known and like and not held.missing:
                amounts[name] = over(needed, held, "percent", 100)
    if "of_both" not in amounts:
        notes.append(scope_words(asked.data, totals))
        missing = [code for held in (near, far) for code in held.missing]
        if missing:
            notes.append(f"no figure for {asked.data.names_said(missing)}")
    words = {
        "source": " × ".join(source_ids(totals)),
        "note": capitalised("; ".join(filter(None, notes))),
    }
    key = f"{row.name}@{source}" if source else row.name
    return Line(key, row.label, amounts, words, DOMAINS[row.domain])


def held_sheet(asked: Asked) -> Sheet:
    """Return the headings of the table of what each side holds."""
    how = "the sum over the members"
    columns = tuple(Column(k, capitalised(v), how) for k, v in asked.labels.items())
    return Sheet("What each side holds", columns, {"source": "Source"})


def held_line(row: Indicator, totals: tuple[Amount, ...]) -> Line:
    """Return what each side holds in one row."""
    amounts = dict(zip(("own", "rival", "near", "far"), totals, strict=True))
    words = {"source": " × ".join(source_ids(totals))}
    return Line(row.name, row.label, amounts, words, DOMAINS[row.domain])


def elsewhere_lines(asked: Asked, row: Indicator, spoken: tuple[Amount, ...]) -> list[Line]:
    """Return what the other editions say that cover both sides whole.

    Parameters
    ----------
    asked
        What is asked, with its sides and sources.
    row
        The indicator.
    spoken
        The totals shown already: their sources are left out.

    Returns
    -------
    list of Line
        One per edition.
    """
    lines = []
    for source in asked.sources(row.name):
        totals = asked.totals(asked.sides, row.name, source)
        if source is None or source in source_ids(spoken):
            continue
        if all(side.is_known and not side.missing for side in totals[:2]):
            lines.append(needed_line(asked, row, totals, source))
    return lines


def heads_sheet(asked: Asked) -> Sheet:
    """Return the headings of the table per head."""
    how = "what is counted over the number of inhabitants"
    states = [Column(s.codes[0].lower(), asked.data.label(s), how) for s in asked.states]
    sides = [Column(k, capitalised(asked.labels[k]), how) for k in ("own", "rival")]
    ratio = Column("ratio", "Ratio", "the number per head of the first side over the second's")
    words = {"verdict": "Per head", "source": "Source"}
    return Sheet("Per head of population", (*states, *sides, ratio), words)


def heads_lines(asked: Asked, text: str) -> list[Line]:
    """Return forces and money per head by each source, and the text's by its own population.

    Parameters
    ----------
    asked
        The sides.
    text
        The source whose own figures come last.
    """
    data, sides = asked.data, (*asked.states, asked.own, asked.rival)
    defined = set(data.indicators["indicator"])
    if "population" not in defined:
        return []
    people = asked.totals(sides, "population")
    lines = []
    for name in filter(defined.__contains__, PER_HEAD):
        for source in asked.sources(name):
            totals = asked.totals(sides, name, source)
            if all(one.is_known and not one.missing for one in (*totals, *people)):
                lines.append(_head(asked, data.indicator(name), totals, people, source or ""))
    here = (*asked.states, asked.own)
    people = tuple(total_of(data, side, "population", source=text) for side in here)
    for name in filter(defined.__contains__, TEXT_PER_HEAD):
        totals = tuple(total_of(data, side, name, source=text) for side in here)
        if all(total.is_known for total in (*totals, *people)):
            lines.append(_head(asked, data.indicator(name), totals, people, text))
    return lines


def _head(
    asked: Asked,
    row: Indicator,
    totals: Sequence[Amount],
    people: Sequence[Amount],
    source: str,
) -> Line:
    money = is_money(row.unit)
    unit = row.unit if money else f"{row.unit} per thousand inhabitants"
    scale = 1.0 if money else 1000.0
    names = [*(state.codes[0].lower() for state in asked.states), "own", "rival"]
    amounts = {
        name: _rounded(over(total, heads, unit, scale))
        for name, total, heads in zip(names, totals, people, strict=False)
    }
    word = "–"
    if "rival" in amounts:
        alike = len({scope for total in totals for scope in total.scopes}) <= 1
        if row.comparable and alike:
            word = asked.words[verdict(amounts["own"].bounds, amounts["rival"].bounds)]
            amounts["ratio"] = over(amounts["own"], amounts["rival"])
        else:
            word = f"not compared: {row.why_not.rstrip('.') or 'unlike things are counted'}"
    per = "per person" if money else "per thousand inhabitants"
    key = f"{row.name}@{source}" if source else row.name
    spoken = " × ".join(source_ids((*totals, *people)))
    return Line(key, f"{row.label}, {per}", amounts, {"verdict": word, "source": spoken})


def _rounded(amount: Amount) -> Amount:
    digits = MOST_DIGITS if amount.digits is None else min(amount.digits, MOST_DIGITS)
    return replace(amount, digits=digits)
