"""What turns the rows, in sentences and as a chart; every number is put there from its cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from balance.comparison.assembly import Speaker
from balance.comparison.compare import Comparison
from balance.comparison.result import ChartSpec, Statement, cell
from balance.comparison.rows import Row
from balance.comparison.sentences import chart_note, named_rows
from balance.comparison.sheets import Line
from balance.comparison.words import VERDICT_WORDS
from balance.quantities.printing import capitalised, join_words
from balance.robustness.flips.turning import Flip
from balance.tables.dataset import Dataset

__all__ = ["KIND_WORDS", "flips_answer", "flips_chart", "flips_warnings", "key_of", "label_of"]

KIND_WORDS = {
    "member": "members leave",
    "publication": "another publication",
    "edition": "another edition",
    "figure": "one figure",
    "missing": "missing figures",
    "wording": "the wording",
}
WORDINGS = {
    "as-printed": "every figure exactly as printed",
    "logical": "hedges taken at their word",
    "step": "hedges read by the step rule",
}
"""Changes of the wording by key."""
_NAMED = 3
"""How many rows a sentence names."""
_LISTED = 4
"""How many missing members a label names."""


def label_of(data: Dataset, row: Row, flip: Flip) -> str:
    """Return a change in a few words: who leaves, who speaks, which figure moves where."""
    if flip.kind == "member":
        return f"without {data.names_said(flip.key.split('+'))}"
    if flip.kind in ("edition", "publication"):
        return f"{flip.key} speaks"
    if flip.kind == "missing":
        missing = getattr(row, flip.side).missing
        names = data.names_said(missing) if len(missing) <= _LISTED else f"{len(missing)} members"
        together = " together" if len(missing) > 1 else ""
        return f"{names}{together} {'at most' if flip.ceiling else 'at least'}"
    if flip.lever is None:
        return WORDINGS[flip.key]
    figure = flip.lever.figure
    higher = "higher" if (flip.change or 0) > 0 else "lower"
    own = figure.indicator == row.indicator.name
    what = "" if own else f", {data.indicator(figure.indicator).phrase}"
    return f"{data.state_names[figure.entity]}{what}: {higher}"


def key_of(row: Row, flip: Flip) -> str:
    """Return the key of a change in the table ``flips``.

    One figure, or what is missing, may decide a row either way: then the key says which.
    """
    key = f"{row.indicator.name}:{flip.kind}:{flip.key}"
    either = row.verdict not in ("a_more", "b_more") and flip.kind in ("figure", "missing")
    return f"{key}:{flip.after}" if either else key


def flips_answer(
    comparison: Comparison,
    found: Mapping[str, tuple[Flip, ...]],
    nearest: Sequence[tuple[Row, Flip]],
    say: Speaker,
    beside_choices: bool = False,
) -> tuple[Statement, ...]:
    """Return what turns the rows soonest, by figure, by member and by publication.

    Parameters
    ----------
    comparison
        The rows.
    found
        What turns each, by indicator.
    nearest
        The figure of each row that turns it soonest, the nearest row first.
    say
        Knows the tables ``flips`` and ``verify_next``.
    beside_choices
        Whether single members, publications, readings and rows that are not compared are told
        of beside it.
    """
    told = [_figures_sentence(comparison.data, nearest, say)]
    if beside_choices:
        told += [_pairs_sentence(comparison, found), *_undecided_sentences(comparison, found, say)]
        return tuple(statement for statement in told if statement is not None)
    told += [
        _members_sentence(comparison, found),
        _editions_sentence(comparison, found),
        _readings_sentence(comparison, found),
        *_undecided_sentences(comparison, found, say),
        _silent_sentence(comparison),
    ]
    return tuple(statement for statement in told if statement is not None)


def _figures_sentence(
    data: Dataset, nearest: Sequence[tuple[Row, Flip]], say: Speaker
) -> Statement | None:
    parts = []
    for row, flip in nearest[:_NAMED]:
        assert flip.lever is not None
        figure = flip.lever.figure
        name = row.indicator.name
        own = data.indicator(figure.indicator)
        what = "" if own.name == name else f" for {own.phrase}"
        by = say("verify_next", name, "change")
        unit = " percentage points" if flip.unit == "percent" else ""
        share = f", {say('verify_next', name, 'change_percent')} of it" if flip.lever.best else ""
        higher = "higher" if (flip.change or 0) > 0 else "lower"
        who = data.said_names[figure.entity]
        parts.append(
            f"{row.indicator.phrase} (the figure of {who}{what} {higher} by {by}{unit}{share})"
        )
    if not parts:
        return None
    head = "The rows that one wrong figure turns soonest are"
    if len(parts) == 1:
        head = "The row that one wrong figure turns soonest is"
    return Statement(f"{head} {join_words(parts)}.")


def _members_sentence(
    comparison: Comparison, found: Mapping[str, tuple[Flip, ...]]
) -> Statement | None:
    data = comparison.data
    parts = []
    more = []
    for row in comparison.rows:
        flips = [flip for flip in found[row.indicator.name] if flip.kind == "member"]
        alone = [flip.key for flip in flips if "+" not in flip.key]
        if alone:
            names = join_words((data.said_names[code] for code in alone), "or")
            parts.append(f"{row.indicator.phrase} (without {names})")
        elif any(flip.key.count("+") == 1 for flip in flips):
            more.append(row.indicator.phrase)
    told = []
    if parts:
        told.append(f"one member's leaving turns {join_words(parts)}")
    if more:
        told.append(f"that of two together turns {join_words(more)}")
    if not told:
        if not any(len(side.members) > 1 for row in comparison.rows for side in (row.a, row.b)):
            return None
        return Statement("No one or two members' leaving turns a row.")
    return Statement(capitalised("; ".join(told)) + ".")


def _pairs_sentence(
    comparison: Comparison, found: Mapping[str, tuple[Flip, ...]]
) -> Statement | None:
    """Return the rows that two members turn together and none alone, and who they are."""
    parts = [
        f"{row.indicator.phrase} ({comparison.data.names_said(flip.key.split('+'))})"
        for row in comparison.rows
        for flip in found[row.indicator.name]
        if flip.kind == "member" and flip.key.count("+") == 1
    ]
    if not parts:
        return None
    return Statement(
        f"Where no single member's leaving turns a row, that of two does, at the lightest, for "
        f"{join_words(parts)}."
    )


def _editions_sentence(
    comparison: Comparison, found: Mapping[str, tuple[Flip, ...]]
) -> Statement | None:
    told = []
    for kind, words in (("publication", "another publication"), ("edition", "another edition")):
        parts = [
            row.indicator.phrase
            for row in comparison.rows
            if any(flip.kind == kind for flip in found[row.indicator.name])
        ]
        if parts:
            told.append(f"{words} turns {join_words(parts)}")
    if told:
        return Statement(capitalised("; ".join(told)) + ".")
    if any(
        comparison.witnesses[row.indicator.name]
        for row in comparison.rows
        if row.verdict not in ("not_comparable", "no_data")
    ):
        return Statement(
            "Of the other publications and editions at hand that speak for both sides, none "
            "turns a verdict."
        )
    return Statement("No other publication or edition at hand speaks for both sides.")


def _readings_sentence(
    comparison: Comparison, found: Mapping[str, tuple[Flip, ...]]
) -> Statement | None:
    told = []
    for key in ("logical", "step"):
        parts = [
            f"{row.indicator.phrase} ({VERDICT_WORDS[flip.after]})"
            for row in comparison.rows
            for flip in found[row.indicator.name]
            if flip.kind == "wording" and flip.key == key
        ]
        if parts:
            told.append(f"with {WORDINGS[key]} the verdict is another on {join_words(parts)}")
    return Statement(capitalised("; ".join(told)) + ".") if told else None


def _undecided_sentences(
    comparison: Comparison, found: Mapping[str, tuple[Flip, ...]], say: Speaker
) -> Iterator[Statement]:
    """Yield what would decide the rows that are undecided, at most three of them by number."""
    labels = comparison.labels
    told = []
    for row in comparison.rows:
        parts = []
        for flip in found[row.indicator.name] if row.verdict == "undecided" else ():
            winner = {"a_more": labels["a"], "b_more": labels["b"]}.get(flip.after)
            if flip.kind == "missing" and winner is not None:
                held = say("flips", key_of(row, flip), "change")
                word = "at most" if flip.ceiling else "at least"
                parts.append(f"{winner} has more if what is missing is {word} {held}")
            if flip.key == "as-printed" and winner is not None:
                parts.append(f"{winner} has more if every figure is exactly as printed")
        if parts:
            told.append(f"{row.indicator.phrase} ({'; '.join(parts)})")
    if told:
        others = " and others in the table" if len(told) > _NAMED else ""
        what = ", ".join(told[:_NAMED]) if others else join_words(told)
        yield Statement(f"Undecided, and what would decide: {what}{others}.")


def _silent_sentence(comparison: Comparison) -> Statement | None:
    parts = []
    for verdict, words in (("not_comparable", "cannot be compared"), ("no_data", "have no data")):
        names = [row.indicator.phrase for row in comparison.rows if row.verdict == verdict]
        if names:
            parts.append(f"{join_words(names)} {words}")
    if not parts:
        return None
    return Statement(capitalised("; ".join(parts)) + ", so that there is nothing to turn.")


def flips_warnings(comparison: Comparison) -> tuple[Statement, ...]:
    """Return what a reader of the changes must know."""
    proved = [
        row.indicator.phrase
        for row in comparison.rows
        if row.verdict in ("a_more", "b_more") and (row.a.missing or row.b.missing)
    ]
    told = [
        Statement(
            "One thing changes at a time, a figure together with its bounds. Several may be "
            "wrong at once, and all figures of one publication in the same direction."
        ),
        Statement("A small change is not a likely one: nothing here is a probability."),
    ]
    if proved:
        told.append(
            Statement(
                f"Members without a figure cannot turn {join_words(proved)}: what is reported "
                "is enough, whatever they hold."
            )
        )
    return tuple(told)


def flips_chart(
    comparison: Comparison,
    found: Mapping[str, tuple[Flip, ...]],
    lines: Sequence[Line],
    say: Speaker,
) -> ChartSpec | None:
    """Return the chart of what turns each row, or None if nothing is compared.

    Parameters
    ----------
    comparison, found
        The rows and what turns them.
    lines
        Of the table ``flips``.
    say
        Knows that table.
    """
    rows = [row for row in named_rows(comparison.rows) if found[row.indicator.name]]
    if not rows:
        return None
    known = {line.key: line for line in lines}
    keys: list[str] = []
    parts: list[str] = []
    for row in named_rows(comparison.rows):
        drawn = list(_drawn(found[row.indicator.name]))
        keys += [key_of(row, flip) for flip in drawn] or [f"{row.indicator.name}:none:none"]
        told = [_told(known[key_of(row, flip)], say) for flip in drawn]
        words = known[keys[-1]].label if not drawn else join_words(told)
        parts.append(f"{row.indicator.label}: {words}")
    labels = comparison.labels
    alt = Statement(
        f"What turns each row, and by how much the total of its side then moves, {labels['a']} "
        f"(A) against {labels['b']} (B). {'; '.join(parts)}."
    )
    drawn_sides = [side for row in rows for side in (row.a, row.b)]
    note = chart_note(comparison.data, drawn_sides, comparison.a.on)
    return ChartSpec("flips", _title(rows, found), alt, ("flips",), note, (), tuple(keys))


def _told(line: Line, say: Speaker) -> str:
    """Return a mark in words, its numbers from their cells."""
    label = cell(line.label, "flips", line.key, "label") if _numbered(line.label) else line.label
    if "change_of_side" not in line.amounts:
        return label
    size = say("flips", line.key, "change_of_side")
    if "change_percent" in line.amounts:
        return f"{label} by {say('flips', line.key, 'change_percent')} ({size} of its side)"
    return f"{label} ({size} of its side)"


def _numbered(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _drawn(flips: Sequence[Flip]) -> Iterator[Flip]:
    """Yield the nearest change of each kind, every publication and every wording."""
    seen: set[str] = set()
    for flip in flips:
        if flip.kind not in seen or flip.kind in ("edition", "publication", "wording"):
            seen.add(flip.kind)
            yield flip


def _title(rows: Sequence[Row], found: Mapping[str, tuple[Flip, ...]]) -> Statement:
    """Return which rows turn by the smallest moves."""
    sizes = sorted(
        (flip.of_side, row.indicator.phrase)
        for row in rows
        for flip in list(_drawn(found[row.indicator.name]))[:1]
        if flip.of_side is not None
    )
    names = [name for _, name in sizes[:_NAMED]]
    if not names:
        return Statement("No single change that has a size turns a row")
    return Statement(f"Least to turn: {join_words(names)}")
