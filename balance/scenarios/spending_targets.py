"""Spending targets: what each ally lacks, by NATO's definition of spending and by SIPRI's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from balance.comparison.amounts import INPUT, Amount, excess, over, plus
from balance.comparison.assembly import Speaker, assembled, bars, cited
from balance.comparison.published import amount_of, from_figure
from balance.comparison.result import Result, Statement
from balance.comparison.sheets import Line, Sheet
from balance.comparison.terms import Term
from balance.errors import ParameterError
from balance.planning.spending.budgets import (
    NAMES,
    Spent,
    definition,
    figures_by_state,
    source_of,
)
from balance.quantities.bounds import Bounds, exact
from balance.quantities.printing import capitalised, join_words
from balance.scenarios.spending import covered, tally
from balance.scenarios.spending_editions import EDITIONS, edition_lines, edition_sentence
from balance.scenarios.spending_targets_charts import ally_charts
from balance.scenarios.spending_targets_text import (
    allies_sheet,
    differing,
    meets,
    missing_money,
    missing_sheet,
    netted_money,
    netting_sheet,
    targets_sheet,
    warnings,
    who_meets,
)
from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of

__all__ = ["spending_targets"]

_STATED = {
    "defence_spending_target": "guideline of the allies, as stated in",
    "defence_spending_target_proposed": "asked for and not agreed, as stated in",
}
_EQUIPMENT = "equipment_share"


def spending_targets(
    data: Dataset | None = None,
    *,
    allies: str = "NATO",
    europe: str = "NATO_EUROPE",
    targets: tuple[float, ...] = (2.0, 3.0, 3.5, 5.0),
    on: str | date | None = None,
    known_by: str | None = None,
) -> Result:
    """Reckon what each ally lacks to given shares of its product, in two definitions.

    Parameters
    ----------
    data
        The tables; by default the bundled ones.
    allies, europe
        The alliance, and those of it whose bill is added up apart, as expressions.
    targets
        Shares of gross domestic product in per cent, exact as given. The table says which of
        them the texts state; the others are assumed.
    on
        The day of membership; by default the reference date.
    known_by
        Hide what was published later.

    Returns
    -------
    Result
        Tables ``targets`` (who meets them, what those below lack), ``netting`` (that less what
        the others spend beyond), ``allies`` (shares, spending, equipment) and ``lacking_nato``
        and ``lacking_sipri`` (missing money by ally).

    Raises
    ------
    ParameterError
        If there is no target, or one that is not above zero.

    Notes
    -----
    The gap is max(0, target times product less spending), with the product by which the
    publisher itself divides, spending over printed share. An ally above a target does not
    offset one below it; the netted sum stands beside the other because many quote it.

    Examples
    --------
    >>> from balance.scenarios.spending_targets import spending_targets
    >>> table = spending_targets().table.set_index("row")
    >>> [float(cell) for cell in table.loc["allies_2", ["meets_nato", "meets_sipri"]]]
    [23.0, 17.0]
    """
    if not targets or min(targets) <= 0:
        raise ParameterError(f"expected targets above zero, in per cent; found {targets!r}")
    data = tables_of(data)
    whole, inner = data.coalition(allies, on), data.coalition(europe, on)
    if not inner.members or not inner.members <= whole.members:
        outside = data.names_said(sorted(inner.members - whole.members)) or "nobody"
        raise ParameterError(
            f"europe must be a part of allies ({whole.label}), with members; outside: {outside}"
        )
    groups = {"allies": whole, "europe": inner}
    if whole.members == inner.members:
        del groups["allies"]
    ways = [definition(data, key, known_by) for key in ("nato", "sipri")]
    spent = {way.key: figures_by_state(data, way, whole.codes, way.latest) for way in ways}
    aims = {f"{target:g}".replace(".", "_"): target for target in targets}
    rows, netting = [], []
    for group, members in groups.items():
        inside = {
            key: [one for one in each if one.code in members and not one.unarmed]
            for key, each in spent.items()
        }
        heading = capitalised(data.label(members))
        for key, target in aims.items():
            shown, used, origin = _aim(data, target)
            amounts = {"target": shown}
            netted: dict[str, Amount] = {}
            for name, armed in inside.items():
                lacking = plus(one.lacking(used) for one in armed)
                beyond = plus(one.beyond(used) for one in armed)
                amounts |= {
                    f"meets_{name}": tally(_meeting(armed, target), "members"),
                    f"of_{name}": covered(armed),
                    f"lacking_{name}": lacking,
                }
                netted |= {
                    f"beyond_{name}": beyond,
                    f"net_{name}": excess(lacking, beyond),
                    f"left_{name}": excess(beyond, lacking),
                }
            label, words = f"{target:g} % of GDP", {"origin": origin}
            rows.append(Line(f"{group}_{key}", label, amounts, words, heading))
            netting.append(Line(f"{group}_{key}", label, netted, {}, heading))
    by_ally = {
        f"lacking_{way.key}": (missing_sheet(way, aims), list(_missing(data, spent[way.key], aims)))
        for way in ways
    }
    sheets: dict[str, tuple[Sheet, Sequence[Line]]] = {
        "targets": (targets_sheet(ways), rows),
        "netting": (netting_sheet(ways), netting),
        "allies": (allies_sheet(ways), list(_allies(data, spent, targets[0]))),
        **by_ally,
    }
    counting = [one.code for one in spent["nato"] if not one.unarmed]
    first_target, _, _ = _aim(data, targets[0])
    editions = edition_lines(data, counting, first_target, str(ways[0].latest), known_by)
    if editions:
        sheets["editions"] = (EDITIONS, editions)
    say = Speaker(sheets)
    known = [way for way in ways if any(one.share.is_known for one in spent[way.key])]
    used_amounts = [line.amounts[f"lacking_{way.key}"] for line in rows for way in known]
    answer = [Statement("No figures of spending and its share are at hand.")]
    charts = []
    if known:
        first, last = (f"europe_{key}" for key in (next(iter(aims)), list(aims)[-1]))
        said = [way.key for way in known]
        bill = data.label(inner)
        answer = [
            who_meets(data, say, rows[0].key, known, spent, targets[0]),
            *edition_sentence(say, editions),
            missing_money(bill, say, [f"europe_{key}" for key in aims], known),
            netted_money(bill, say, netting[-len(aims) :], known),
        ]
        title = Statement(
            f"Missing in {data.label(inner)}: {say('targets', first, f'lacking_{said[0]}')} a "
            f"year at {say('targets', first, 'target')} of GDP, "
            f"{say('targets', last, f'lacking_{said[0]}')} at {say('targets', last, 'target')} "
            f"({known[0].name}'s figures)"
        )
        columns = tuple(f"lacking_{key}" for key in said)
        note = cited(data, used_amounts, whole.on)
        marks = {key: _aim(data, target)[1] for key, target in aims.items()}
        own = ally_charts(data, say, spent[said[0]], known[0], marks, whole.on)
        charts = [bars(say, "targets", rows, columns, title, note), *own]
    return assembled(
        data,
        title="Spending targets",
        question=f"What do the members of {data.label(whole)} lack to each target of spending?",
        answer=answer,
        warnings=warnings(data, spent),
        sheets=sheets,
        charts=charts,
        parameters={
            "allies": allies,
            "europe": europe,
            "targets": list(targets),
            "known_by": known_by,
        },
        on=whole.on,
    )


def _aim(data: Dataset, target: float) -> tuple[Amount, Amount, str]:
    """Return a target as it is printed, as it is reckoned with, and who states it."""
    terms: list[Term] = []
    told = []
    for name, words in _STATED.items():
        stating = [
            figure
            for entities in data.figure_index.get(name, {}).values()
            for figures in entities.values()
            for figure in figures
            if figure.value == target
        ]
        terms += [term for figure in stating for term in from_figure(data, figure).terms]
        if stating:
            told.append(f"{words} {join_words(sorted({f.source_id for f in stating}))}")
    marks = tuple(
        replace(term, part=INPUT, bounds=exact(target), reading="mark, exact", resolution=0.0)
        for term in terms
    )
    used = Amount(exact(target), "percent", marks)
    digits = sum(character.isdigit() for character in f"{target:g}")
    return replace(used, digits=digits), used, "; ".join(told) or "assumed"


def _meeting(armed: Sequence[Spent], mark: float) -> Iterator[tuple[str, Bounds, list[Amount]]]:
    for one in armed:
        yield one.code, meets(one, mark), [one.share] if one.share.is_known else []


def _missing(data: Dataset, spent: Sequence[Spent], aims: Mapping[str, float]) -> Iterator[Line]:
    """Yield the targets, and what each state lacks to them."""
    marks = {f"at_{key}": _aim(data, target) for key, target in aims.items()}
    yield Line("target", "Target", {name: shown for name, (shown, _, _) in marks.items()})
    for one in spent:
        if not one.unarmed:
            lacking = {name: one.lacking(used) for name, (_, used, _) in marks.items()}
            yield Line(one.code, data.state_names[one.code], lacking, group="Missing")


def _by_both(nato: Spent, sipri: Spent, mark: float) -> str:
    """Return whether a state meets a mark where the definitions do not differ."""
    found = [meets(one, mark) for one in (nato, sipri) if one.share.is_known]
    if not found:
        return "not known"
    if all(each.low for each in found):
        return "yes"
    return "no" if not any(each.high for each in found) else "cannot be decided"


def _allies(data: Dataset, spent: Mapping[str, Sequence[Spent]], mark: float) -> Iterator[Line]:
    source = source_of(data, _EQUIPMENT)
    apart = differing(spent, mark)
    for nato, sipri in zip(*spent.values(), strict=True):
        code = nato.code
        amounts = {"spending_nato": nato.spending, "spending_sipri": sipri.spending}
        word = "no armed forces"
        if not nato.unarmed:
            amounts |= {
                "share_nato": nato.share,
                "share_sipri": sipri.share,
                "ratio": over(sipri.spending, nato.spending),
                "equipment": amount_of(data, _EQUIPMENT, code, source),
            }
            word = "".join(f"{NAMES[key]} only" for key, codes in apart.items() if code in codes)
            word = word or _by_both(nato, sipri, mark)
        yield Line(code, data.state_names[code], amounts, {"meets": word})
