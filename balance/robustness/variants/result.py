"""Any scenario under other choices: which cells and which sentences change, and what is lost."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from balance.comparison.amounts import Amount, constant
from balance.comparison.assembly import Speaker, assembled
from balance.comparison.printed import printed
from balance.comparison.result import Result, Statement
from balance.comparison.sheets import Column, Line, Sheet
from balance.comparison.terms import Term
from balance.errors import ParameterError
from balance.quantities.printing import capitalised, join_words
from balance.robustness.variants.reruns import Choice, Rerun, Run, choices_of, rerun
from balance.robustness.variants.shown import Cell, Place, Shown
from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of

__all__ = ["variants"]

MOST = 12
"""How many changed cells of one choice are listed."""

VARIANTS = Sheet(
    "Cells that change",
    (
        Column("before", "As asked", "the cell as asked"),
        Column("after", "Then", "the same cell under the choice"),
    ),
    {"column": "Column", "said_before": "As asked, in words", "said_after": "Then, in words"},
    front=("column",),
)
CHOICES = Sheet(
    "The choices tried",
    (
        Column("changed", "Cells changed", "counted"),
        Column("lost", "Cells lost", "amounts that were known and are not, and rows that go"),
        Column("sentences", "Sentences changed", "counted"),
    ),
    {"what_is_lost": "What is lost", "fault": "Cannot be asked"},
)
SENTENCES = Sheet(
    "Sentences that change",
    (),
    {"said_before": "As asked", "said_after": "Then"},
)


@dataclass(frozen=True, eq=False)
class Change:
    """A cell that is printed otherwise under a choice; None where its row is not there.

    Attributes
    ----------
    place
        Row and heading.
    before, after
        As printed.
    amounts
        The amounts before and after, where the cell holds some.
    """

    place: Place
    before: Cell | None
    after: Cell | None
    amounts: tuple[Amount | None, Amount | None]

    @property
    def is_lost(self) -> bool:
        """Whether the row goes, or an amount that was known no longer is."""
        old, new = (amount is not None and amount.is_known for amount in self.amounts)
        return self.after is None or (old and not new)

    @property
    def size(self) -> float:
        """How large it is: words, and what comes or goes, before any number."""
        old, new = self.amounts
        if old is None or new is None or old.is_known != new.is_known:
            return math.inf
        pairs = zip(_numbers(old), _numbers(new), strict=True)
        return max((abs(y - x) / x if x else math.inf for x, y in pairs if x != y), default=0.0)


@dataclass(frozen=True, eq=False)
class Compared:
    """What a choice changes.

    Attributes
    ----------
    choice
        The choice.
    changes
        Cells, the largest change first.
    sentences
        Of the answer, those that go beside those that come.
    behind
        The figures behind each pair of sentences.
    fault
        Why the question cannot be asked so, or empty.
    """

    choice: Choice
    changes: tuple[Change, ...]
    sentences: tuple[tuple[Statement | None, Statement | None], ...]
    behind: tuple[tuple[Term, ...], ...]
    fault: str = ""


def _numbers(amount: Amount) -> tuple[float, float, float]:
    bounds = amount.bounds
    best = bounds.low if bounds.value is None else bounds.value
    return best, bounds.low, 0.0 if bounds.is_open else bounds.high


def variants(
    run: Run,
    data: Dataset | None = None,
    *,
    parameters: Mapping[str, object] | None = None,
    choices: Sequence[str] | None = None,
    most: int = MOST,
) -> Result:
    """Ask a scenario again under every other choice that it allows, and list what changes.

    Parameters
    ----------
    run
        A scenario: takes the tables and named parameters, returns a result.
    data
        The tables; by default the bundled ones.
    parameters
        Its parameters as asked; one that is set here is not varied.
    choices
        Kinds of choices to try, by default all that it allows: ``publication`` and ``edition``
        (left out), ``reading``, ``known_by``, ``on``.
    most
        How many changed cells of one choice are listed.

    Returns
    -------
    Result
        Tables ``variants`` (one row per cell of the scenario's first table that is printed
        otherwise under a choice, keyed ``kind:name:row:column``, with ``before`` and ``after``
        as amounts where they are some and in words, the largest change first; a last line says
        how many more there are), ``choices`` (how many cells and sentences change under each,
        and what is lost) and ``sentences`` (of the answer, before and after).

    Raises
    ------
    ParameterError
        For an unknown kind of choice, or fewer than one cell to list.
    BalanceError
        What the scenario raises as asked.

    Notes
    -----
    A choice under which the scenario cannot be asked is listed with the reason. Changes are
    found in what is printed, so that a change below the printed digits is none. Choices are
    made one at a time; they are not draws, and their number says nothing of how likely a change
    is.

    Examples
    --------
    >>> import balance
    >>> from balance.comparison.published import total_of
    >>> from balance.robustness.variants.result import variants
    >>> from balance.scenarios import nuclear_forces
    >>> found = variants(nuclear_forces, balance.load(), choices=["reading"])
    >>> found.tables["choices"]["label"].tolist()
    ['hedges by the rule logical']
    """
    data = tables_of(data)
    asked = dict(parameters or {})
    if most < 1:
        raise ParameterError(f"most must be at least 1 cell; found {most}")
    base = run(data, **asked)
    known = ("publication", "edition", "reading", "known_by", "on")
    wrong = [kind for kind in choices or () if kind not in known]
    if wrong:
        raise ParameterError(f"unknown choice {wrong[0]!r}; expected some of: {', '.join(known)}")
    wanted = set(known if choices is None else choices)
    tried = [one for one in choices_of(run, base, asked) if one.kind in wanted]
    found = _distinct([rerun(run, data, asked, choice) for choice in tried])
    shown = Shown(base)
    compared = [_compared(shown, each) for each in found]
    sheets = {
        "variants": (VARIANTS, [line for one in compared for line in _variant_lines(one, most)]),
        "choices": (CHOICES, [_choice_line(one) for one in compared]),
        "sentences": (SENTENCES, [line for one in compared for line in _sentence_lines(one)]),
    }
    say = Speaker(sheets)
    return assembled(
        data,
        title=f"Other choices: {base.title}",
        question=f"What changes under other choices? {base.question}",
        answer=variants_answer(compared, say),
        warnings=variants_warnings(compared),
        sheets=sheets,
        parameters={**base.parameters, "choices": sorted(wanted), "most": most},
        on=None,
    )


def _distinct(found: Sequence[Rerun]) -> list[Rerun]:
    """Leave out an edition without which all is as without its whole publication."""
    whole = {
        source: each
        for each in found
        if each.choice.kind == "publication"
        for source in each.choice.gone
    }

    def same(each: Rerun) -> bool:
        other = whole.get(each.choice.name) if each.choice.kind == "edition" else None
        if other is None or other.result is None or each.result is None:
            return False
        shown = [(printed(r).rows, tuple(map(str, r.answer))) for r in (each.result, other.result)]
        return shown[0] == shown[1]

    return [each for each in found if not same(each)]


def _compared(base: Shown, found: Rerun) -> Compared:
    """Return the cells and sentences that change, the largest change first."""
    if found.result is None:
        return Compared(found.choice, (), (), (), found.fault)
    other = Shown(found.result)
    old, new = base.cells, other.cells
    changes = [
        Change(place, old.get(place), new.get(place), (base.amount(place), other.amount(place)))
        for place in dict.fromkeys([*old, *new])
        if _text(old.get(place)) != _text(new.get(place))
    ]
    changes.sort(key=lambda change: (not change.is_lost, -change.size))
    before, after = base.result.answer, found.result.answer
    gone = [each for each in before if str(each) not in set(map(str, after))]
    come = [each for each in after if str(each) not in set(map(str, before))]
    pairs = tuple(zip_longest(gone, come))
    behind = tuple((*base.behind(one), *other.behind(two)) for one, two in pairs)
    return Compared(found.choice, tuple(changes), pairs, behind)


def _text(cell: Cell | None) -> str:
    return "" if cell is None else cell.text


def _variant_lines(compared: Compared, most: int) -> Iterator[Line]:
    key, group = compared.choice.key, capitalised(compared.choice.label)
    told = _told_once(compared.changes)
    for change in told[:most]:
        row, column = change.place
        either = change.after or change.before
        amounts: dict[str, Amount] = {}
        words = {"column": column}
        ends = (("before", change.before), ("after", change.after))
        for (name, cell), amount in zip(ends, change.amounts, strict=True):
            if amount is not None:
                amounts[name] = amount
            else:
                words[f"said_{name}"] = "no such row" if cell is None else cell.text or "empty"
        label = either.label if either else row
        yield Line(f"{key}:{_plain(row)}:{_plain(column)}", label, amounts, words, group)
    if len(told) > most:
        yield Line(f"{key}:more", f"and {len(told) - most} more", {}, {}, group)


def _told_once(changes: Iterable[Change]) -> list[Change]:
    """Return changes, of a row that goes or comes only the first."""
    seen: set[str] = set()
    kept = []
    for change in changes:
        whole = change.before is None or change.after is None
        if whole and change.place[0] in seen:
            continue
        if whole:
            seen.add(change.place[0])
        kept.append(change)
    return kept


def _plain(text: str) -> str:
    """Return a text without what separates the parts of an address."""
    return text.replace("/", "-")


def _choice_line(compared: Compared) -> Line:
    lost = [change for change in compared.changes if change.is_lost]
    rows = dict.fromkeys(change.before.label for change in lost if change.before)
    counts = {
        "changed": len(compared.changes),
        "lost": len(lost),
        "sentences": len(compared.sentences),
    }
    amounts = {name: constant(float(count), "cells") for name, count in counts.items()}
    words = {"what_is_lost": "; ".join(rows), "fault": compared.fault}
    choice = compared.choice
    return Line(choice.key, choice.label, {} if compared.fault else amounts, words)


def _sentence_lines(compared: Compared) -> Iterator[Line]:
    pairs = zip(compared.sentences, compared.behind, strict=True)
    for number, ((before, after), terms) in enumerate(pairs, start=1):
        words = {
            "said_before": "" if before is None else str(before),
            "said_after": "" if after is None else str(after),
        }
        key, label = f"{compared.choice.key}:{number}", compared.choice.label
        yield Line(key, label, {}, words, "", tuple(dict.fromkeys(terms)))


def variants_answer(compared: Sequence[Compared], say: Speaker) -> list[Statement]:
    """Return which choices change the answer, which only the table, and which nothing."""
    known = [one for one in compared if not one.fault]
    moved = sorted((one for one in known if one.sentences), key=lambda one: -len(one.changes))
    quiet = [one for one in known if not one.sentences and one.changes]
    still = [_named(one.choice) for one in known if not one.sentences and not one.changes]
    told = []
    for words, some in (
        ("The answer changes", moved),
        ("Cells of the table change, and the answer does not,", quiet),
    ):
        if some:
            parts = [f"{_named(one.choice)} ({_counted(one, say)})" for one in some]
            told.append(Statement(f"{words} {join_words(parts)}."))
    if still:
        told.append(Statement(f"Nothing that is printed changes {join_words(still)}."))
    return told or [Statement("There is no other choice to try.")]


def _named(choice: Choice) -> str:
    """Return a choice for a sentence."""
    return f"with {choice.label}" if choice.kind in ("reading", "on") else choice.label


def _counted(compared: Compared, say: Speaker) -> str:
    key, changes = compared.choice.key, compared.changes
    if not changes:
        return "the table stays"
    lost = sum(change.is_lost for change in changes)
    words = f"{say('choices', key, 'changed')} cell{'s' if len(changes) > 1 else ''}"
    if lost == len(changes):
        return f"{words} lost"
    return words + (f", {say('choices', key, 'lost')} of them lost" if lost else "")


def variants_warnings(compared: Sequence[Compared]) -> list[Statement]:
    """Return what a reader of the changes must know."""
    told = [
        Statement(
            "One choice changes at a time. The choices are not draws: how many of them change an "
            "answer says nothing of how likely that is."
        ),
        Statement("Cells are those of the first table as printed; smaller changes are not shown."),
    ]
    faults = [_named(one.choice) for one in compared if one.fault]
    if faults:
        told.append(Statement(f"The question cannot be asked {join_words(faults)}."))
    return told
