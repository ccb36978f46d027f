"""The Baltic states alone against Russia, per head, and what allies would have to add."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from balance.comparison.amounts import constant
from balance.comparison.assembly import assembled
from balance.comparison.compare import sides_of
from balance.comparison.result import Result
from balance.comparison.sheets import Column, Line, Sheet
from balance.errors import OverlappingSides, ParameterError
from balance.quantities.printing import capitalised
from balance.scenarios.baltic_tables import (
    Asked,
    elsewhere_lines,
    heads_lines,
    heads_sheet,
    held_line,
    held_sheet,
    needed_line,
    needed_sheet,
)
from balance.scenarios.baltic_text import told
from balance.scenarios.stated_figures import SHEET, stated_lines
from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of

__all__ = ["baltic_states"]


def baltic_states(
    data: Dataset | None = None,
    *,
    group: str = "BALTIC",
    against: str = "RUS",
    near: str = "NATO_EUROPE",
    far: str = "USA",
    ratio: float = 1.0,
    text: str = "seed-000",
    on: str | date | None = None,
    known_by: str | None = None,
    reading: str = "step",
) -> Result:
    """Set the Baltic states alone against Russia, per head, and say what allies must add.

    Parameters
    ----------
    data
        The tables; by default the bundled ones.
    group, against
        The two sides, as expressions.
    near, far
        Those who would add, as expressions: allies near by, from whom the group itself is
        taken out, and others.
    ratio
        The ratio to the other side's whole holdings that shall be reached; an assumption.
    text
        The source whose own figures for the group are set beside published ones.
    on
        The day of membership; by default the reference date.
    known_by, reading
        As for :func:`balance.compare`.

    Returns
    -------
    Result
        Tables ``needed``, ``parts`` (rows that headlines leave out) and ``held`` by the
        source that covers all, ``elsewhere`` (what other editions say is needed),
        ``per_head``, ``stated`` (the text's own figures beside published ones) and
        ``assumed``.

    Raises
    ------
    ParameterError
        If the ratio is not above zero.

    Notes
    -----
    Needed is by how much the ratio times the other side's total exceeds the group's. One
    source speaks for all four sides of a row. A share of what helpers hold is formed only
    where their sum is complete and counts the same things.

    Examples
    --------
    >>> from balance.scenarios.baltic_states import baltic_states
    >>> float(baltic_states().table.set_index("row").at["combat_aircraft", "needed"])
    1522.0
    """
    data = tables_of(data)
    if not 0 < ratio < float("inf"):
        raise ParameterError(f"ratio must be a number above zero; found {ratio!r}")
    own, rival = sides_of(data, group, against, on)
    beside = data.coalition(near, own.on)
    beside = beside - (beside.members & own.members)
    distant = data.coalition(far, own.on)
    for one, other in ((beside, rival), (distant, rival), (distant, own), (beside, distant)):
        if shared := sorted(one.members & other.members):
            raise OverlappingSides(
                f"{one.label!r} and {other.label!r} share {', '.join(shared)}; nobody counts twice"
            )
    asked = Asked(
        data,
        own,
        rival,
        beside,
        distant,
        constant(ratio),
        known_by,
        reading,
    )
    rows = [row for row in data.indicators_of("balance") if row.comparable]
    totals = {row.name: asked.totals(asked.sides, row.name) for row in rows}
    known = [row for row in rows if all(one.is_known for one in totals[row.name][:2])]
    mine = needed_sheet(asked, "What allies would have to add")
    made = {row.name: needed_line(asked, row, totals[row.name]) for row in known}
    sheets = {
        "needed": (mine, [made[row.name] for row in known if row.headline]),
        "parts": (
            replace(mine, title="The same for parts and other classes"),
            [made[row.name] for row in known if not row.headline],
        ),
        "held": (held_sheet(asked), [held_line(row, totals[row.name]) for row in known]),
        "elsewhere": (
            replace(mine, title="The same by other editions"),
            [line for row in known for line in elsewhere_lines(asked, row, totals[row.name])],
        ),
        "per_head": (heads_sheet(asked), heads_lines(asked, text)),
        "stated": (SHEET, stated_lines(data, text, (*asked.states, own), known_by)),
        "assumed": (
            Sheet("Assumed", (Column("value", "Assumed", "a parameter of the question"),)),
            [Line("ratio", "Ratio to be reached", {"value": asked.ratio})],
        ),
    }
    lacking = [row.phrase for row in rows if row not in known]
    answer, warnings, charts = told(
        data, sheets, asked.labels, own, rival, lacking, asked.shares[:2]
    )
    return assembled(
        data,
        title=f"{capitalised(asked.labels['own'])} alone",
        question=f"What have {asked.labels['own']} alone against {asked.labels['rival']}, and "
        "what would allies have to add?",
        answer=answer,
        warnings=warnings,
        sheets={k: made for k, made in sheets.items() if made[1] or k == "needed"},
        charts=charts,
        parameters={
            "group": group,
            "against": against,
            "near": near,
            "far": far,
            "ratio": ratio,
            "text": text,
            "known_by": known_by,
            "reading": reading,
        },
        on=own.on,
    )
