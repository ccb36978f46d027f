"""Aid to Ukraine: Europe and the United States under each definition of Europe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import product

from balance.comparison.amounts import Amount, excess, plus
from balance.comparison.assembly import Speaker, assembled, bars, cited, require_states
from balance.comparison.published import amount_of, figures_of
from balance.comparison.result import Result
from balance.comparison.sheets import Column, Line, Sheet
from balance.errors import OverlappingSides
from balance.quantities.bounds import verdict
from balance.scenarios.ukraine_support_text import WHO, answer_of, title_of, warnings_of
from balance.scenarios.ukraine_tracker import TOTAL, Europe, Tracker, covering, definitions
from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of

__all__ = ["ukraine_support"]

KINDS = ("total", "military", "financial", "humanitarian")
COMPARED = ("total", "military")
_COLUMNS = (
    Column("europe", "Europe", "the stated figure, or the sum over the donors of the definition"),
    Column("usa", "United States", "the stated figure"),
    Column("difference", "Difference", "the larger less the smaller, or as stated"),
)
_WORDS = {"verdict": "More from"}
AID = Sheet(
    "Aid to Ukraine by definition of Europe",
    _COLUMNS,
    _WORDS,
    (
        "Cumulative since early 2022. Aid sits inside the donors' own spending: never add the two.",
        "What the EU institutions (Commission and Council) give is in no member's figure.",
    ),
)
CHECKS = Sheet("The same to an earlier day and in other releases of the tracker", _COLUMNS, _WORDS)
DONORS = Sheet(
    "By donor and kind of aid, as the tracker files it",
    tuple(Column(kind, kind.capitalize(), "the figure, or the sum of figures") for kind in KINDS),
)


def ukraine_support(
    data: Dataset | None = None,
    *,
    others: Iterable[str] = ("GBR", "NOR", "CHE", "ISL"),
    text: str = "seed-001",
    source: str = "",
    reading: str = "step",
) -> Result:
    """Compare Europe's aid to Ukraine with the American, in total and in military aid.

    Parameters
    ----------
    data
        The tables; by default the bundled ones.
    others
        Codes of the states that a wider Europe has beside the members of the European Union.
    text
        Source of the statement that is tested.
    source
        The release of the tracker; by default the one that covers most donors.
    reading
        The rule for hedges.

    Returns
    -------
    Result
        Tables ``aid`` (the text's statement, and the tracker under four definitions of
        Europe), ``checks`` (an earlier day and other releases) and ``donors``.

    Notes
    -----
    The tracker counts aid where it is allocated: not where it is promised, nor where it is
    paid.

    Examples
    --------
    >>> from balance.scenarios.ukraine_support import ukraine_support
    >>> table = ukraine_support().table.set_index("row")
    >>> table.at["military-europe", "verdict"]
    'the United States'
    """
    data = tables_of(data)
    further = require_states(data, [others] if isinstance(others, str) else others)
    if "USA" in further:
        raise OverlappingSides("USA is on both sides; take it out of others")
    tracker = Tracker(data, source or covering(data), reading)
    europes = definitions(data, further)
    days = tracker.days()
    stated = _stated(data, text, reading)
    now = _compared(tracker, europes, days[-1]) if days else []
    checks = _compared(tracker, europes, days[-2], "-before") if len(days) > 1 else []
    checks += _releases(tracker, now)
    donors = _donors(tracker, europes, days[-1]) if days else []
    aid = [*stated, *now]
    note = f"Others: {data.names_said(further) or 'none'}. All of these: with EU institutions too."
    sheets = {
        "aid": (replace(AID, notes=(*AID.notes, note)), aid),
        "checks": (CHECKS, checks),
        "donors": (DONORS, donors),
    }
    say = Speaker(sheets)
    used = [a for line in aid for name, a in line.amounts.items() if name != "difference"]
    chart = bars(say, "aid", aid, ("europe", "usa"), title_of(now), cited(data, used))
    return assembled(
        data,
        title="Aid to Ukraine",
        question="Who has given Ukraine more, Europe or the United States, and more of what?",
        answer=answer_of(say, aid, checks),
        warnings=warnings_of(donors),
        sheets=sheets,
        charts=(chart,) if any(amount.is_known for amount in used) else (),
        parameters={
            "others": list(further),
            "text": text,
            "source": tracker.source,
            "reading": reading,
        },
    )


def _compared(tracker: Tracker, europes: Iterable[Europe], day: str, mark: str = "") -> list[Line]:
    """Return total and military aid under each definition."""
    return [
        _line(
            f"{kind}-{one.key}{mark}",
            one.label,
            (tracker.by(one, kind, day), tracker.of("USA", f"aid_allocated_{kind}", day)),
            f"{kind.capitalize()} aid in the tracker to {day}",
            named=one.named,
        )
        for kind, one in product(COMPARED, europes)
    ]


def _donors(tracker: Tracker, europes: Sequence[Europe], day: str) -> list[Line]:
    """Return every kind of aid by definition and by donor."""
    widest = europes[-1]
    names = tracker.data.state_names
    single = [Europe(code, names[code], "", (code,)) for code in ("USA", *widest.codes)]
    single.append(Europe("institutions", "EU institutions", "", (), True))
    return [
        Line(one.key, one.label, {kind: tracker.by(one, kind, day) for kind in KINDS}, {}, group)
        for group, some in (("Definitions of Europe", europes), ("Donors", single))
        for one in some
    ]


def _line(
    key: str,
    label: str,
    sides: tuple[Amount, Amount],
    group: str,
    *,
    gap: Amount | None = None,
    named: str = "",
) -> Line:
    """Return a row of two sides; its difference as stated, or where who has more is decided."""
    europe, usa = sides
    known = europe.is_known and usa.is_known
    found = verdict(europe.bounds, usa.bounds) if known else "no_data"
    amounts = {"europe": europe, "usa": usa}
    if gap is not None and gap.is_known:
        amounts["difference"] = gap
    elif found in ("a_more", "b_more"):
        amounts["difference"] = excess(*(sides if found == "a_more" else (usa, europe)))
    return Line(key, label, amounts, {"verdict": WHO[found], "named": named}, group)


def _stated(data: Dataset, text: str, reading: str) -> list[Line]:
    """Return what the text states, without refugee assistance and with it on both sides."""

    def told(indicator: str, entity: str) -> Amount:
        return amount_of(data, indicator, entity, text, reading=reading)

    ours, theirs = told("aid_to_ukraine", "EU"), told("aid_to_ukraine", "USA")
    hosted, abroad = told("refugee_assistance", "EU"), told("refugee_assistance", "USA")
    if not (ours.is_known or theirs.is_known):
        return []
    group = "Total aid as the text states it"
    both = plus([ours, hosted]), plus([theirs, abroad])
    lines = [
        _line("stated", "Without refugee assistance", (ours, theirs), group),
        _line("stated-refugees", "With refugee assistance", both, group),
    ]
    room = excess(both[0], theirs)
    if hosted.is_known and not abroad.is_known and room.bounds.low > 0:
        label = "American refugee assistance that would turn it"
        words = {"verdict": "none is stated"}
        lines.append(Line("stated-room", label, {"difference": room}, words, group))
    return lines


def _releases(tracker: Tracker, now: Sequence[Line]) -> list[Line]:
    """Return Europe as other releases sum it, and how much its sum has changed since."""
    data, lines = tracker.data, []
    present = {line.key: line for line in now}.get("total-europe")
    for name in sorted(data.figure_index.get("aid_allocated_total_europe", {})):
        release = Tracker(data, name, tracker.reading)
        day = figures_of(data, "aid_allocated_total_europe", "-", name)[-1].as_of
        group = f"{data.source(name)['title']}, to {day}"
        sides = release.of("-", "aid_allocated_total_europe"), release.of("USA", TOTAL)
        gap = release.of("-", "aid_allocated_total_europe_beyond_us")
        lines.append(_line(f"total-{name}", "Europe's total aid", sides, group, gap=gap))
        usa = release.of("USA", "aid_allocated_military")
        gap = release.of("-", "aid_allocated_military_us_beyond_europe")
        if usa.is_known and gap.is_known:
            amounts = {"europe": excess(usa, gap), "usa": usa, "difference": gap}
            words = {"verdict": WHO["b_more"]}
            lines.append(Line(f"military-{name}", "Europe's military aid", amounts, words, group))
        if present is not None and day == tracker.days()[-1]:
            amounts = {"difference": excess(sides[0], present.amounts["europe"])}
            label = "Europe's total less that of the release used"
            lines.append(Line("revision", label, amounts, {}, group))
    return lines
