"""The anomaly scan: what is out of the ordinary in the tables, flagged and never repaired."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from balance.comparison.amounts import constant
from balance.comparison.assembly import Speaker, assembled
from balance.comparison.result import Result, Statement
from balance.comparison.sheets import Column, Line, Sheet
from balance.errors import DataFault
from balance.robustness.anomalies.findings import Finding, Scan
from balance.robustness.anomalies.scans import scan_all
from balance.tables.columns import CHECKS, SCANS
from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of
from balance.tables.plausibility import exceptions_of, implausible, stale_exceptions

__all__ = ["anomalies", "anomaly_faults"]

CHECKED = (*CHECKS, *SCANS)
SHEET = Sheet(
    "Flags by check",
    (
        Column("flagged", "Flagged", "figures, or indicators in a source, that fail the check"),
        Column("open", "Without a reason", "those for which exceptions.csv lists no reason"),
    ),
)
COLUMNS = ("subject", "check", "problem", "expected", "found", "file", "line", "reason")


def anomalies(data: Dataset | None = None) -> Result:
    """Flag what is out of the ordinary in the tables; nothing is repaired or left out.

    Parameters
    ----------
    data
        The tables; by default the bundled ones.

    Returns
    -------
    Result
        Tables ``anomalies`` and ``checks`` (how many are flagged by each check). The first has
        one row for each figure, or indicator in a source, and check: ``subject`` (figure_id, or
        ``indicator source_id``), ``check``, what is wrong, what was expected and found in base
        units, ``file`` and ``line``, and the ``reason`` listed in ``exceptions.csv``, empty
        where none is.

    Notes
    -----
    The checks and their thresholds are those of :mod:`balance.robustness.anomalies.scans`, and
    the parts above totals and implausible values of ``balance check``. A flag is a question to
    the source, not a proof of an error; that nothing is flagged proves nothing either.

    Examples
    --------
    >>> from balance.robustness.anomalies.result import anomalies
    >>> table = anomalies().table.set_index("subject")
    >>> table.at["gfp-2025-rus-main-battle-tanks", "found"]
    '5750'
    """
    data = tables_of(data)
    reasons = exceptions_of(data.tables)
    known = [Finding(check, fault) for check, fault in implausible(data.tables)]
    lines = [
        _line(each, reasons.get((each.fault.place.key, each.check), ""))
        for each in (*known, *scan_all(Scan(data)))
    ]
    frame = pd.DataFrame(lines, columns=list(COLUMNS)).astype({"line": "int64"})
    frame = frame.sort_values(["file", "line", "check"], ignore_index=True)
    sheets = {"checks": (SHEET, _counts(frame))}
    result = assembled(
        data,
        title="Anomalies in the tables",
        question="Which figures are out of the ordinary, and why are they kept?",
        answer=[_answer(Speaker(sheets), frame)],
        warnings=[
            Statement("A flag is a question to the source, not a proof of an error."),
            Statement("Nothing is repaired: figures stand as printed, with the reason listed."),
        ],
        sheets=sheets,
    )
    return replace(result, tables={"anomalies": frame, **result.tables})


def _counts(frame: pd.DataFrame) -> list[Line]:
    """Return how many are flagged, by check and in all."""
    groups = {"all": frame, **{check: frame[frame["check"] == check] for check in CHECKED}}
    return [
        Line(
            name,
            name.replace("_", " ").capitalize(),
            {
                "flagged": constant(len(part), "count"),
                "open": constant(int((part["reason"] == "").sum()), "count"),
            },
        )
        for name, part in groups.items()
    ]


def anomaly_faults(data: Dataset) -> list[DataFault]:
    """Return the anomalies without a listed reason, and the reasons that nothing needs.

    Parameters
    ----------
    data
        The tables, checked before by :func:`balance.tables.loading.check`.
    """
    return list(_faults(data))


def _faults(data: Dataset) -> Iterator[DataFault]:
    reasons = exceptions_of(data.tables)
    failing = set()
    for each in scan_all(Scan(data)):
        key = (each.fault.place.key, each.check)
        failing.add(key)
        if key not in reasons:
            yield each.fault
    yield from stale_exceptions(data.tables, data.tables["exceptions"], failing, SCANS)


def _line(each: Finding, reason: str) -> tuple[object, ...]:
    fault = each.fault
    place = fault.place
    return (
        place.key,
        each.check,
        fault.problem,
        fault.expected,
        fault.found,
        place.file,
        place.line or 0,
        reason,
    )


def _answer(say: Speaker, frame: pd.DataFrame) -> Statement:
    if frame.empty:
        return Statement("Nothing in the tables is flagged.")
    return Statement(
        f"Flagged: {say('checks', 'all', 'flagged')}; without a listed reason: "
        f"{say('checks', 'all', 'open') if (frame['reason'] == '').any() else 'none'}."
    )
