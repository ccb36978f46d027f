"""Tiny hand-made tables, and the bundled ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from handmade import GROUPS, INDICATORS, MEMBERSHIPS, SOURCES, STATES, table

import balance
from balance.cli import app
from balance.tables.dataset import Dataset


@pytest.fixture
def tiny() -> Callable[..., Dataset]:
    """Return a maker of data sets from figures and known zeros."""

    def make(
        figures: list[dict],
        absences: list[tuple[str, str]] = (),
        wars: list[tuple[str, str]] = (),
        sources: list[tuple[str, str, str, str]] = (),
    ) -> Dataset:
        tables = {
            "states": table("states", [{"state": s, "name": n, "iso2": s[:2]} for s, n in STATES]),
            "groups": table(
                "groups",
                [
                    {"group": g, "label": n, "plural": "no", "definition": "d", "source_id": "text"}
                    for g, n in GROUPS
                ],
            ),
            "memberships": table(
                "memberships",
                [
                    {"group": g, "state": s, "joined": j, "left": x, "source_id": "text"}
                    for g, s, j, x in MEMBERSHIPS
                ],
            ),
            "indicators": table(
                "indicators",
                [
                    {
                        "indicator": i,
                        "label": i.capitalize(),
                        "phrase": i,
                        "unit": unit,
                        "basis": basis,
                        "domain": "land",
                        "definition": "d",
                        "role": "balance",
                        "formula": formula,
                        "numerator": above,
                        "denominator": below,
                        "headline": "yes",
                        "comparable": comparable,
                        "why_not": "" if comparable == "yes" else "Unlike things.",
                        "preferred_publications": preferred,
                    }
                    for i, unit, basis, formula, above, below, comparable, preferred in INDICATORS
                ],
            ),
            "sources": table(
                "sources",
                [
                    {
                        "source_id": s,
                        "publication": p,
                        "edition": d[:4],
                        "title": s.upper(),
                        "publisher": p,
                        "published": d,
                        "terms": t,
                        "reliability": "B",
                    }
                    for s, p, d, t in (*SOURCES, *sources)
                ],
            ),
            "absences": table(
                "absences",
                [
                    {
                        "entity": e,
                        "indicator": i,
                        "source_id": "one-2025",
                        "locator": "l",
                        "why": "w",
                    }
                    for e, i in absences
                ],
            ),
            "exceptions": table("exceptions", []),
            "scopes": table(
                "scopes", [{"scope": "incl_storage", "label": "stored ones", "definition": "d"}]
            ),
            "wars": table(
                "wars", [{"war": "w", "state": s, "began": b, "source_id": "text"} for s, b in wars]
            ),
            "figures": table("figures", figures),
        }
        return Dataset(tables, date(2025, 2, 13), {})

    return make


@pytest.fixture(scope="session")
def data() -> Dataset:
    """Return the bundled tables."""
    return balance.load()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Return what runs a command: its exit code, standard output and standard error."""

    def call(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as caught:
            app.main(words)
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return int(caught.value.code or 0), captured.out, captured.err

    return call
