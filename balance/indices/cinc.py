"""The Composite Index of National Capability, recomputed: a check on imported tables.

The index is the mean of a state's shares in the world totals of six components. It is printed
in the files of the Correlates of War Project; that it comes out again proves that a file was
read whole and right. It is no measure of strength: it adds steel to soldiers, and a state of
many people and little else stands high in it.

References
----------
Singer, Bremer and Stuckey (1972), "Capability Distribution, Uncertainty, and Major Power War";
Singer (1987), "Reconstructing the Correlates of War Dataset on Material Capabilities".
Kadera and Sorokin (2004), "Measuring National Power", for the geometric mean.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from balance.errors import ParameterError, suggest
from balance.tables.dataset import Dataset

__all__ = ["COMPONENTS", "Missing", "cinc"]

Missing = Literal["skip", "bound", "error"]

COMPONENTS = ("milex", "milper", "irst", "pec", "tpop", "upop")
"""The six components, as the files name them."""

_INDICATORS = {
    "cow_military_expenditure": "milex",
    "cow_military_expenditure_gbp": "milex",  # pounds to 1913: one currency in each year
    "cow_military_personnel": "milper",
    "iron_and_steel_production": "irst",
    "primary_energy_consumption": "pec",
    "cow_population": "tpop",
    "cow_urban_population": "upop",
    "cinc": "published",
}
_PUBLICATION = "cow-nmc"
_COLUMNS = (
    "state",
    "year",
    "components",
    "incomplete",
    "cinc",
    "cinc_low",
    "cinc_high",
    "ginc",
    "published",
    "difference",
)


def cinc(
    data: Dataset | pd.DataFrame, *, missing: Missing = "skip", source: str | None = None
) -> pd.DataFrame:
    """Return the index of every state and year, beside the one that is printed.

    Parameters
    ----------
    data
        Tables with an imported file of the National Material Capabilities, or a frame with the
        columns ``state``, ``year`` and the six components (NaN where missing), and
        ``published`` if there is one.
    missing
        ``skip`` takes the mean over the components that are known, as the publisher does;
        ``bound`` adds the least and the most that the index over all six can be; ``error``
        refuses to go on if a component is missing.
    source
        The edition, where the tables hold more than one.

    Returns
    -------
    DataFrame
        ``state``, ``year``, ``components`` (how many are known), ``incomplete`` (fewer than
        six), ``cinc``, ``cinc_low`` and ``cinc_high`` (only with ``bound``), ``ginc`` (the
        geometric mean of the same shares), ``published``, ``difference``.

    Raises
    ------
    ParameterError
        If there is no such way, edition or column, or a component is missing and must not be.

    Notes
    -----
    A missing component is never zero. The publisher's rule has a consequence: the fewer
    components are known, the more each of them weighs, so an incomplete index may lie outside
    the bounds of the whole one, and the indices of a year do not add up to one.

    ``bound`` lets a missing component lie between none and the largest that any state reports
    in that year, which is an assumption; the totals of the others move with it.

    The geometric mean is 0 as soon as one component is 0 (many states make no steel): it says
    so and is not patched. The ratio of two states in it does not depend on which other states
    are in the system; that of the index does.

    Examples
    --------
    >>> import pandas as pd
    >>> whole = {"state": ["AAA", "BBB"], "year": [1900, 1900], **dict.fromkeys(COMPONENTS, [1, 3])}
    >>> cinc(pd.DataFrame(whole))[["state", "cinc"]]
      state  cinc
    0   AAA  0.25
    1   BBB  0.75
    """
    if missing not in ("skip", "bound", "error"):
        raise ParameterError(f"unknown way {missing!r}; expected skip, bound or error")
    frame = _of_dataset(data, source) if isinstance(data, Dataset) else _of_frame(data)
    values = frame[list(COMPONENTS)].to_numpy(dtype="float64")
    known = ~np.isnan(values)
    if missing == "error" and not known.all():
        row, column = (int(places[0]) for places in np.nonzero(~known))
        raise ParameterError(
            f"{COMPONENTS[column]} of {frame['state'].iloc[row]} in {frame['year'].iloc[row]} is "
            f"missing, and {int((~known).sum()) - 1} more; choose missing='skip' or 'bound'"
        )
    year, totals = _year_sums(frame["year"], np.where(known, values, 0.0))
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = values / totals[year]
    count = (~np.isnan(shares)).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        index = np.nansum(shares, axis=1) / count
        ginc = np.exp(np.nansum(np.log(shares), axis=1) / count)
    found = frame[["state", "year"]].assign(
        components=count,
        incomplete=count < len(COMPONENTS),
        cinc=np.where(count > 0, index, np.nan),
        cinc_low=np.nan,
        cinc_high=np.nan,
        ginc=np.where(count > 0, ginc, np.nan),
        published=frame["published"],
    )
    if missing == "bound":
        found["cinc_low"], found["cinc_high"] = _bounds(values, known, year, totals)
    found["difference"] = found["cinc"] - found["published"]
    return found[list(_COLUMNS)].reset_index(drop=True)


def _bounds(
    values: np.ndarray, known: np.ndarray, year: np.ndarray, totals: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the least and the most of the index over all six components."""
    most = np.zeros_like(totals)
    np.maximum.at(most, year, np.where(known, values, 0.0))
    absent = np.zeros_like(totals)
    np.add.at(absent, year, (~known).astype("float64"))
    total, cap = totals[year], most[year]
    with np.errstate(invalid="ignore", divide="ignore"):
        low = np.where(known, values / (total + absent[year] * cap), 0.0)
        high = np.where(known, values / total, cap / (total + cap))
    return low.sum(axis=1) / len(COMPONENTS), high.sum(axis=1) / len(COMPONENTS)


def _year_sums(years: pd.Series, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the place of each row's year, and the sums of the columns by year."""
    place, unique = pd.factorize(years)
    totals = np.zeros((len(unique), values.shape[1]))
    np.add.at(totals, place, values)
    return place, totals


def _of_frame(frame: pd.DataFrame) -> pd.DataFrame:
    lacking = [name for name in ("state", "year", *COMPONENTS) if name not in frame.columns]
    if lacking:
        raise ParameterError(
            f"the frame lacks the column {lacking[0]!r}; it needs state, year and "
            f"{', '.join(COMPONENTS)}"
        )
    if frame.duplicated(["state", "year"]).any():
        twice = frame[frame.duplicated(["state", "year"])].iloc[0]
        raise ParameterError(f"the frame has {twice['state']} in {twice['year']} twice")
    return frame if "published" in frame.columns else frame.assign(published=np.nan)


def _of_dataset(data: Dataset, source: str | None) -> pd.DataFrame:
    """Return the components of one edition, a row per state and year."""
    figures = data.tables["figures"]
    sources = data.tables["sources"]
    editions = set(sources["source_id"][sources["publication"] == _PUBLICATION])
    figures = figures[figures["source_id"].isin(editions) & figures["indicator"].isin(_INDICATORS)]
    held = sorted(figures["source_id"].unique())
    if not held:
        raise ParameterError(
            "the tables hold no file of the National Material Capabilities; import one with "
            "balance.importers.cow(path) or `balance import FILE -o FOLDER`"
        )
    if source is not None and source not in held:
        raise ParameterError(
            f"the tables hold no edition {source!r} of it; they hold {', '.join(held)}."
            f"{suggest(source, held)}"
        )
    if source is None and len(held) > 1:
        raise ParameterError(f"the tables hold several editions; choose one: {', '.join(held)}")
    figures = figures[figures["source_id"] == (source or held[0])]
    long = figures.assign(component=figures["indicator"].map(_INDICATORS))
    values = long.set_index(["entity", "as_of", "component"])["value"]
    wide = values.unstack("component")  # noqa: PD010 (a key that occurs twice must not be averaged)
    wide = wide.reindex(columns=[*COMPONENTS, "published"]).reset_index()
    wide.columns.name = None
    return wide.rename(columns={"entity": "state", "as_of": "year"}).assign(
        year=lambda frame: frame["year"].astype("int64")
    )
