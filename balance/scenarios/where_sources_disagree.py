"""Where sources disagree: publications on persons, editions on things, totals against members."""

from __future__ import annotations

from collections.abc import Sequence

from balance.comparison.assembly import Speaker, assembled
from balance.comparison.result import Result
from balance.comparison.sheets import Line, Sheet
from balance.robustness.disagreement.calibration import calibration_of
from balance.robustness.disagreement.pairs import By, Pairing, pairings_of
from balance.robustness.disagreement.result import (
    drawable,
    dumbbells,
    found_pairings,
    told,
    unchanged_words,
    warnings_of,
)
from balance.robustness.disagreement.sheets import (
    CALIBRATION,
    PAIRS,
    TOTALS,
    calibration_lines,
    numbered,
    pair_lines,
    total_line,
)
from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of

__all__ = ["where_sources_disagree"]


def where_sources_disagree(
    data: Dataset | None = None,
    *,
    indicator: str = "active_personnel",
    edition_indicator: str = "main_battle_tanks",
    group: str = "NATO",
) -> Result:
    """Show where publications and editions disagree, and that totals hide it.

    Parameters
    ----------
    data
        The tables; by default the bundled ones.
    indicator
        What publications are compared on, over the members of a group.
    edition_indicator
        What the editions of one publication are compared on, state by state.
    group
        The group, as an expression.

    Returns
    -------
    Result
        Tables ``publications`` and ``publication_totals`` (members of the group),
        ``editions`` (all states), ``edition_totals`` (all that is compared by default) and
        ``calibration``, with the columns of
        :func:`balance.robustness.disagreement.disagreement`.

    Examples
    --------
    >>> from balance.scenarios import where_sources_disagree
    >>> table = where_sources_disagree().tables["publication_totals"]
    >>> table[["states", "same"]].to_dict("records")
    [{'states': 31.0, 'same': 0.0}]
    """
    data = tables_of(data)
    members = data.coalition(group)
    publications = pairings_of(data, data.indicator(indicator), "publication", members.codes)
    editions = pairings_of(data, data.indicator(edition_indicator), "edition")
    rows = {
        one.name: one for one in (*data.indicators_of("balance"), *(e.indicator for e in editions))
    }
    every = found_pairings(data, rows.values(), "edition", None)
    sheets: dict[str, tuple[Sheet, Sequence[Line]]] = {
        "publication_totals": (
            TOTALS,
            [total_line(data, each) for each in publications if numbered(each)],
        ),
        "publications": (PAIRS, [line for each in publications for line in pair_lines(data, each)]),
        "calibration": (CALIBRATION, calibration_lines(data, calibration_of(data))),
        "edition_totals": (TOTALS, [total_line(data, each) for each in every if numbered(each)]),
        "editions": (PAIRS, [line for each in editions for line in pair_lines(data, each)]),
    }
    say = Speaker(sheets)
    drawn: tuple[tuple[Sequence[Pairing], By, str], ...] = (
        (publications, "publication", "publications"),
        (editions, "edition", "editions"),
    )
    charts = [
        dumbbells(data, say, next(filter(drawable, found)), by, table)
        for found, by, table in drawn
        if any(map(drawable, found))
    ]
    return assembled(
        data,
        title="Where sources disagree",
        question="How far do publications, and editions of one publication, lie apart on the same "
        "thing?",
        answer=[
            *told(
                data,
                say,
                publications,
                "publication",
                "publication_totals",
                f", asked for {data.indicator(indicator).phrase} in {data.label(members)}",
                f" of {data.label(members)}",
            ),
            *told(
                data,
                say,
                editions,
                "edition",
                "edition_totals",
                f", asked for {data.indicator(edition_indicator).phrase}",
            ),
            *unchanged_words(say, every, "edition_totals"),
        ],
        warnings=dict.fromkeys([*warnings_of("publication"), *warnings_of("edition")]),
        sheets=sheets,
        charts=charts,
        parameters={
            "indicator": indicator,
            "edition_indicator": edition_indicator,
            "group": group,
        },
        on=members.on,
    )
