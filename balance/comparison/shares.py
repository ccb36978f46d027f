"""What each member of a group has of the whole, year by year."""

from __future__ import annotations

from datetime import date

from balance.coalitions.coalition import Coalition
from balance.comparison.amounts import Amount, constant, part_of, unknown
from balance.comparison.assembly import Speaker, assembled
from balance.comparison.courses import Moment, members_over_years, parse_years
from balance.comparison.result import Result, Statement
from balance.comparison.sheets import Column, Line, Sheet
from balance.errors import ParameterError
from balance.quantities.basis import basis_label
from balance.quantities.printing import capitalised
from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of

__all__ = ["shares"]


def shares(
    group: Coalition | str,
    indicator: str,
    *,
    years: str | tuple[int, int] | None = None,
    data: Dataset | None = None,
    on: str | date | None = None,
    each_year: bool = False,
    basis: str | None = None,
    known_by: str | date | None = None,
    source: str | None = None,
    reading: str = "step",
) -> Result:
    """Return what each member of a group has of the whole, year by year.

    Parameters
    ----------
    group
        A coalition, or an expression.
    indicator
        What is counted; a share of rates makes no sense and is refused.
    years, data, on, each_year, basis, known_by, source, reading
        As for :func:`balance.history`.

    Returns
    -------
    Result
        Table ``shares``: for each member and year (row ``DEU-2024``) what it ``holds`` and its
        ``share`` of the group in per cent. In a year in which a member has no figure there is
        no whole, and so no share.

    Raises
    ------
    ParameterError
        If the indicator is a rate, or no edition at hand has it in these years.

    Examples
    --------
    >>> import balance
    >>> told = balance.shares("BALTIC", "military_expenditure", years="2024")
    >>> [round(share) for share in told.table["share"]]
    [26, 48, 26]
    """
    data = tables_of(data)
    counted = data.indicator(indicator)
    if counted.unit == "percent" or counted.numerator:
        raise ParameterError(f"{indicator} is a rate; rates of members do not add up to a whole")
    span = parse_years(years) if isinstance(years, str) else years
    whole, course = members_over_years(
        data,
        group,
        indicator,
        years=span,
        on=on,
        each_year=each_year,
        basis=basis,
        known_by=known_by,
        source=source,
        reading=reading,
    )
    name = data.label(whole)
    if course is None:
        raise ParameterError(f"no edition at hand has {counted.label} of {name} in these years")
    members = sorted({each.entity for m in course.moments for each in m.row.a.members})
    prices = f", {basis_label(course.basis)}" if course.basis else ""
    sheet = Sheet(
        capitalised(f"{counted.label}{prices}"),
        (
            Column("holds", "Holds", "the figure of the year"),
            Column("share", f"Share of {name}", "the member over all members together"),
        ),
        words={"source": "Source"},
    )
    lines = [
        Line(
            f"{code}-{moment.year}",
            moment.year,
            {"holds": _of(moment, {code}), "share": _share(moment, code)},
            {"source": course.edition.source_id},
            data.state_names[code],
        )
        for code in members
        for moment in course.moments
        if any(each.entity == code for each in moment.row.a.members)
    ]
    last = course.moments[-1]
    say = Speaker({"shares": (sheet, lines)})
    known = [line for line in lines if line.label == last.year and line.amounts["share"].is_known]
    known.sort(key=lambda line: -line.amounts["share"].bounds.low)
    answer = (
        Statement(
            f"In the last year with figures {known[0].group} has "
            f"{say('shares', known[0].key, 'share')} of the {counted.phrase} of {name}."
        )
        if known
        else Statement("In the last year a member has no figure, so there is no whole to share.")
    )
    partial = any(moment.row.a.missing for moment in course.moments)
    return assembled(
        data,
        title=capitalised(f"shares of {name}: {counted.label}"),
        question=f"What does each member of {name} have of the whole?",
        answer=[answer],
        warnings=[
            Statement("One edition speaks for all years and all members."),
            *(
                [Statement("Without a figure of every member there is no whole in a year.")]
                if partial
                else []
            ),
        ],
        sheets={"shares": (sheet, lines)},
        parameters={
            "group": whole.label,
            "indicator": indicator,
            "years": None if span is None else f"{span[0]}-{span[1]}",
            "each_year": each_year,
            "basis": basis,
            "known_by": None if known_by is None else str(known_by),
            "source": source,
            "reading": reading,
        },
        on=whole.on,
    )


def _of(moment: Moment, codes: set[str]) -> Amount:
    side = moment.row.a.of(codes)
    if not side.reported:
        return unknown(moment.row.indicator.unit, side.missing)
    return Amount(side.bounds, moment.row.indicator.unit, side.terms, side.missing)


def _share(moment: Moment, code: str) -> Amount:
    side = moment.row.a
    others = {each.entity for each in side.members} - {code}
    if side.missing:
        return unknown("percent", side.missing)
    return (
        part_of(_of(moment, {code}), _of(moment, others)) if others else constant(100.0, "percent")
    )
