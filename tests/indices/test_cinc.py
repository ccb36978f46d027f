"""The index by its definition: small tables on paper, brute force, the published column."""

from dataclasses import replace

import handmade_files as made
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from balance.errors import ParameterError
from balance.importers import cow
from balance.indices.cinc import COMPONENTS, cinc


def frame(**states):
    """Return a frame of one year; a state is its six components."""
    rows = [
        {"state": state, "year": 2000, **dict(zip(COMPONENTS, values, strict=True))}
        for state, values in states.items()
    ]
    return pd.DataFrame(rows).astype(dict.fromkeys(COMPONENTS, "float64"))


def of(found, state, column="cinc"):
    return found.set_index("state").at[state, column]


def test_on_paper():
    # shares of A: 1/4, 1/2, 3/4, 1, 0, 1/2: mean 3/6
    found = cinc(frame(AAA=(1, 1, 3, 5, 0, 2), BBB=(3, 1, 1, 0, 7, 2)))
    assert of(found, "AAA") == pytest.approx(3 / 6)
    assert of(found, "BBB") == pytest.approx(3 / 6)
    assert of(found, "AAA", "ginc") == 0  # it has none of one component
    assert list(found["components"]) == [6, 6]
    assert not found["incomplete"].any()


def test_a_missing_component_is_skipped_and_flagged_never_zero():
    found = cinc(frame(AAA=(1, np.nan, 1, 1, 1, 1), BBB=(3, 1, 1, 1, 1, 1)))
    assert of(found, "AAA") == pytest.approx((1 / 4 + 4 / 2) / 5)
    assert of(found, "AAA", "components") == 5
    assert of(found, "AAA", "incomplete")
    assert of(found, "BBB") == pytest.approx((3 / 4 + 1 + 4 / 2) / 6)


def test_bounds_on_paper():
    table = frame(AAA=(1, np.nan, 1, 1, 1, 1), BBB=(3, 2, 1, 1, 1, 1))
    found = cinc(table, missing="bound")
    # The missing one lies between 0 and 2, the most that is reported: none, or half of all.
    assert of(found, "AAA", "cinc_low") == pytest.approx((1 / 4 + 0 + 4 / 2) / 6)
    assert of(found, "AAA", "cinc_high") == pytest.approx((1 / 4 + 1 / 2 + 4 / 2) / 6)
    assert of(found, "BBB", "cinc_low") == pytest.approx((3 / 4 + 1 / 2 + 4 / 2) / 6)
    assert of(found, "BBB", "cinc_high") == pytest.approx((3 / 4 + 1 + 4 / 2) / 6)
    assert cinc(table)["cinc_low"].isna().all()


def test_a_missing_component_can_be_refused():
    table = frame(AAA=(1, np.nan, 1, 1, 1, np.nan), BBB=(3, 2, 1, 1, 1, 1))
    with pytest.raises(ParameterError, match=r"milper of AAA in 2000 is missing, and 1 more"):
        cinc(table, missing="error")
    cinc(frame(AAA=(1,) * 6), missing="error")


def test_a_component_that_nobody_has_is_not_known_to_anybody():
    found = cinc(frame(AAA=(1, 0, 1, 1, 1, 1), BBB=(1, 0, 1, 1, 1, 1)))
    assert list(found["cinc"]) == [0.5, 0.5]
    assert list(found["components"]) == [5, 5]


cells = st.one_of(st.none(), st.integers(0, 1000))
tables = st.lists(st.tuples(*[cells] * 6), min_size=1, max_size=6)


@given(tables)
@settings(deadline=None)
def test_against_brute_force(rows):
    names = [f"S{place:02}" for place in range(len(rows))]
    values = [[np.nan if cell is None else cell for cell in row] for row in rows]
    table = frame(**dict(zip(names, values, strict=True)))
    found = cinc(table, missing="bound")
    for name, row in zip(names, rows, strict=True):
        shares, low, high = [], [], []
        for place in range(6):
            known = [other[place] for other in rows if other[place] is not None]
            total, most = sum(known), max(known, default=0)
            lost = len(rows) - len(known)
            if row[place] is None:
                low.append(0)
                high.append(most / (total + most) if most else float("nan"))
            else:
                if total:
                    shares.append(row[place] / total)
                below = total + lost * most
                low.append(row[place] / below if below else float("nan"))
                high.append(row[place] / total if total else float("nan"))
        if shares:
            assert of(found, name) == pytest.approx(sum(shares) / len(shares))
            geometric = np.prod(shares) ** (1 / len(shares))
            assert of(found, name, "ginc") == pytest.approx(geometric, abs=1e-12)
        else:
            assert np.isnan(of(found, name))
        assert of(found, name, "cinc_low") == pytest.approx(sum(low) / 6, nan_ok=True)
        assert of(found, name, "cinc_high") == pytest.approx(sum(high) / 6, nan_ok=True)


@given(st.lists(st.tuples(*[st.integers(1, 1000)] * 6), min_size=3, max_size=6))
@settings(deadline=None)
def test_whole_indices_add_up_to_one_and_ginc_does_not_hang_on_the_system(rows):
    names = [f"S{place:02}" for place in range(len(rows))]
    whole = cinc(frame(**dict(zip(names, rows, strict=True))))
    assert whole["cinc"].sum() == pytest.approx(1)
    part = cinc(frame(**dict(zip(names[:2], rows[:2], strict=True))))
    ratio = [of(t, "S00", "ginc") / of(t, "S01", "ginc") for t in (whole, part)]
    assert ratio[0] == pytest.approx(ratio[1])


@pytest.mark.parametrize("edition", ["4", "5", "6", "7"])
def test_the_published_column_comes_out_again(tmp_path, edition):
    found = cinc(cow(made.nmc(tmp_path / "NMC.csv", edition)))
    assert len(found) == len(made.NMC)
    assert found["difference"].abs().max() < 1e-7
    assert found["published"].notna().all()


def test_one_edition_at_a_time(tmp_path, data):
    one = cow(made.nmc(tmp_path / "a.csv", "6"))
    other = cow(made.nmc(tmp_path / "b.csv", "5"))
    tables = {
        name: pd.concat([one.table(name), other.table(name)], ignore_index=True)
        for name in ("figures", "sources")
    }
    both = replace(one, tables={**one.tables, **tables})
    with pytest.raises(ParameterError, match="several editions"):
        cinc(both)
    assert len(cinc(both, source="cow-nmc-5-0")) == len(made.NMC)
    with pytest.raises(ParameterError, match="Did you mean cow-nmc-5-0"):
        cinc(both, source="cow-nmc-5")
    with pytest.raises(ParameterError, match="hold no file"):
        cinc(data)


def test_wrong_questions():
    with pytest.raises(ParameterError, match="skip, bound or error"):
        cinc(frame(AAA=(1,) * 6), missing="zero")
    with pytest.raises(ParameterError, match="lacks the column 'upop'"):
        cinc(frame(AAA=(1,) * 6).drop(columns="upop"))
    with pytest.raises(ParameterError, match="AAA in 2000 twice"):
        cinc(pd.concat([frame(AAA=(1,) * 6)] * 2))
