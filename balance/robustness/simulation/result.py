"""Simulation: what figures, their sums and ratios might be, under an error model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TypeVar

import pandas as pd

from balance.coalitions.coalition import Coalition
from balance.comparison.assembly import assembled
from balance.comparison.compare import Comparison, compare_rows, result_of
from balance.comparison.lineage import figures_used, sources_used
from balance.comparison.result import Result
from balance.errors import BalanceError, NotSimulated, ParameterError, suggest
from balance.quantities.printing import capitalised
from balance.robustness.blocks import OUTSTANDING, run_blocks
from balance.robustness.simulation.designs import SOURCES, Left, Plan, Sources, plan_of_draws
from balance.robustness.simulation.draws import BLOCK, DEPENDENCES, Design, tally
from balance.robustness.simulation.error_models import ErrorModel, Relative, error_model_of
from balance.robustness.simulation.sheets import errors_sheet, limits_sheet, model_sheet, rows_sheet
from balance.robustness.simulation.tallies import Tally, merged
from balance.robustness.simulation.text import answer_of, warnings_of
from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of

__all__ = ["simulation"]

Choice = TypeVar("Choice", bound=str)


def simulation(
    a: Coalition | str,
    b: Coalition | str,
    *,
    error_model: str | Mapping[str, Relative],
    data: Dataset | None = None,
    indicators: Sequence[str] | None = None,
    on: str | date | None = None,
    known_by: str | date | None = None,
    reading: str = "step",
    draws: int = 10_000,
    seed: int = 1,
    dependence: str = "independent",
    sources: str = "publications",
    spreads: Mapping[str, float] | None = None,
    spread_otherwise: float | None = None,
    without_value: str = "refuse",
    chunk: int = 8 * BLOCK,
    executor: Executor | None = None,
) -> Result:
    """Draw what the published holdings of two coalitions might be instead.

    In each draw a publication speaks first, the same for both sides of a row; then each of its
    figures is drawn with the error model that is named, and sums, shares and ratios are made of
    what was drawn. A figure that is used twice is drawn once.

    Parameters
    ----------
    a, b, data, on, known_by, reading
        As for :func:`balance.compare`.
    error_model
        What a figure might be instead. ``rounding``: what its wording and rounding leave open,
        most likely its value. ``calibrated``: as far from its value as independent publications
        are from each other (:func:`balance.robustness.calibration.spreads`), bounded and
        symmetric in the logarithm. Or a mapping from indicators, or ``all``, to the least, the
        likeliest and the greatest multiple of the value: ``{"all": (0.8, 1, 1.2)}``.
    indicators
        Names of rows. Rows asked for by name must allow to be drawn; by default all that do
        are, and the others are named with the reason.
    draws
        How many.
    seed
        Of the random numbers.
    dependence
        ``independent``: every figure errs by itself; ``within_side``: all figures of a side
        err together; ``opposed``: those of one side as far up as those of the other down.
    sources
        ``publications``: the selected source, and every second witness by the rules of
        standing, in equal parts of the draws; ``editions``: other editions of these
        publications too, in equal parts of their publication's draws; ``selected``: the
        selected source alone.
    spreads, spread_otherwise
        For the calibrated model: spreads of your own by indicator, and one for the indicators
        that have none; by default these are refused. A spread is the standard deviation of the
        natural logarithm of one figure.
    without_value
        Figures that are only a range: ``refuse`` them, or draw them ``uniform`` between their
        bounds.
    chunk
        Draws that are worked on as one task, rounded up to a block. It changes no number.
    executor
        Any :class:`concurrent.futures.Executor` to which tasks are given. It changes no number.

    Returns
    -------
    Result
        Table ``simulation``: for a, b and their ratio the numbers below which 5, 50 and 95 %
        of the draws lie, in the unit of the row, and the shares of draws in which a side has
        more; no shares under ``rounding``. Table ``limits``: the bounds that no draw exceeds.
        Table ``errors``: the error model by indicator, in per cent of the value. Table
        ``model``: what was assumed. Then the tables of the comparison.

    Raises
    ------
    ParameterError
        For draws, seeds, dependences and error models that do not exist.
    OpenBound
        If nothing bounds a figure or a sum from above.
    NoErrorModel, NoBestValue
        If the error model says nothing of a figure, or the figure is only a range.
    ZeroDenominator
        If the side that a ratio is to may have none.
    NotSimulated
        If sides cannot be compared, or rows cannot be drawn for several reasons.

    Warns
    -----
    ExecutorWarning
        If the executor fails; the rest is then done in this process, with the same numbers.

    Notes
    -----
    The same seed gives the same numbers for any chunk, order of rows and figures, number and
    kind of workers: every figure has a stream of its own, and draws are counted in bins of
    0.05 %, which is the precision of the quantiles. (The calibrated model takes an exponential,
    which processors of different kinds may round differently in the last digit.) Memory does
    not grow with the number of draws. A share of draws is no probability that a side has more:
    it is what follows from the error model. Nothing of the kind follows from rounding, which is
    the least part of what is not known.

    Examples
    --------
    >>> from balance.robustness import simulation
    >>> result = simulation(
    ...     "NATO - USA - CAN", "RUS", indicators=["submarines"], error_model={"all": (0.8, 1, 1.2)}
    ... )
    >>> result.table[["share_a", "share_b"]].to_dict("records")
    [{'share_a': '97 %', 'share_b': '3 %'}]
    """
    data = tables_of(data)
    for name, number, least in (("draws", draws, 1), ("seed", seed, 0), ("chunk", chunk, 1)):
        if not isinstance(number, int) or isinstance(number, bool) or number < least:
            raise ParameterError(
                f"{name} must be a whole number of {least} or more; found {number!r}"
            )
    dependent = _one_of("dependence", dependence, DEPENDENCES)
    speaking = _one_of("sources", sources, SOURCES)
    model = error_model_of(
        data,
        error_model,
        spreads=spreads,
        spread_otherwise=spread_otherwise,
        without_value=without_value,
    )
    comparison = compare_rows(
        data, a, b, indicators=indicators, on=on, known_by=known_by, reading=reading
    )
    plan = plan_of_draws(
        comparison, model, seed=seed, draws=draws, dependence=dependent, sources=speaking
    )
    if plan.left and (indicators is not None or not plan.drawn):
        raise _refusal(plan.left)
    tallies = _run(plan.design, chunk, executor)
    parameters = {
        "error_model": _plain(error_model),
        "draws": draws,
        "seed": seed,
        "dependence": dependence,
        "sources": sources,
        "spreads": None if spreads is None else dict(spreads),
        "spread_otherwise": spread_otherwise,
        "without_value": without_value,
    }
    return _result(comparison, model, plan, tallies, speaking, parameters)


def _one_of(name: str, found: str, known: tuple[Choice, ...]) -> Choice:
    for one in known:
        if found == one:
            return one
    raise ParameterError(
        f"{name} must be {', '.join(known)}; found {found!r}.{suggest(str(found), known)}"
    )


def _plain(error_model: str | Mapping[str, Relative]) -> object:
    if isinstance(error_model, str):
        return error_model
    return {name: list(ends) for name, ends in error_model.items()}


def _refusal(left: Sequence[Left]) -> BalanceError:
    """Return one error for all rows that cannot be drawn."""
    kinds = {type(each.fault) for each in left}
    kind = kinds.pop() if len(kinds) == 1 else NotSimulated
    told = "; ".join(f"{each.row.indicator.name}: {each.fault}" for each in left)
    return kind(f"cannot be simulated: {told}")


def _run(design: Design, chunk: int, executor: Executor | None) -> tuple[Tally, ...]:
    """Return what all draws come to; at most a fixed number of tasks is held at a time."""
    blocks = -(-design.draws // BLOCK)
    step = -(-chunk // BLOCK)
    tasks = [range(at, min(at + step, blocks)) for at in range(0, blocks, step)]
    work = partial(tally, design)
    whole: tuple[Tally, ...] | None = None
    for at in range(0, len(tasks), OUTSTANDING):
        done = run_blocks(work, tasks[at : at + OUTSTANDING], executor)
        whole = merged(done if whole is None else [whole, *done])
    assert whole is not None
    return whole


def _result(
    comparison: Comparison,
    model: ErrorModel,
    plan: Plan,
    tallies: tuple[Tally, ...],
    sources: Sources,
    parameters: Mapping[str, object],
) -> Result:
    data, labels = comparison.data, comparison.labels
    sheets = {
        "simulation": rows_sheet(comparison, model, plan, tallies),
        "limits": limits_sheet(comparison, plan),
        "model": model_sheet(model, plan, sources),
    }
    errors = errors_sheet(data, model, plan)
    if errors is not None:
        sheets["errors"] = errors
    own = assembled(
        data,
        title=capitalised(f"{labels['a']} against {labels['b']}, simulated"),
        question=f"What might {labels['a']} and {labels['b']} have, if figures err as assumed?",
        answer=answer_of(comparison, model, plan, tallies, sheets),
        warnings=warnings_of(comparison, model, plan, sheets),
        sheets=sheets,
        on=comparison.a.on,
    )
    base = result_of(comparison)
    contributions = pd.concat([own.contributions, base.contributions], ignore_index=True)
    return replace(
        own,
        warnings=(*own.warnings, *base.warnings),
        tables={**own.tables, **base.tables},
        sources=sources_used(data, contributions, base.witnesses),
        contributions=contributions,
        witnesses=base.witnesses,
        figures=figures_used(data, contributions, base.witnesses),
        labels=labels,
        parameters={**base.parameters, **parameters},
    )
