"""A whole report, written once, and one of two small files for all that is not about its text."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from balance.report import verifying, write_report, writing
from balance.tables.dataset import Dataset

FILES = {"report.md": b"# as made\n", "tables/t/x.csv": b"a,b\n1,2\n"}


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory, data: Dataset) -> Path:
    """Return the folder of a report on all scenarios; not to be changed."""
    return write_report(tmp_path_factory.mktemp("report") / "out", data=data)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory, data: Dataset) -> Path:
    """Return the folder of a report on one small scenario; not to be changed."""
    return write_report(tmp_path_factory.mktemp("small") / "out", ["british_army"], data=data)


@pytest.fixture(scope="session")
def page(folder: Path) -> str:
    """Return its page, every link of a number with the cell that its note names."""
    return addressed((folder / "report.html").read_text(encoding="utf-8"))


def addressed(text: str) -> str:
    """Return a page whose links of numbers carry the cells that their notes are about."""
    cells = {}
    for scenario, notes in re.findall(
        r'<ul class="notes" data-scenario="([^"]*)">(.*?)</ul>', text, re.DOTALL
    ):
        for anchor, cell in re.findall(r"<li id=(n\d+)><code>(.*?)</code>", notes):
            cells[anchor] = f"{scenario}/{cell}"
    return re.sub(
        r"<a class=n href=#(n\d+)>",
        lambda found: f'<a class="n" href="#{found[1]}" data-cell="{cells[found[1]]}">',
        text,
    )


class Maker:
    """Stands in for the making of a report: some small files, whatever is asked."""

    def __init__(self) -> None:
        self.files = copy.copy(FILES)
        self.asked: list[tuple[Any, ...]] = []

    def __call__(
        self, scenarios: Iterable[str], data: Dataset, *, formats: Iterable[str], **_: Any
    ) -> tuple[dict[str, bytes], dict[str, Any]]:
        self.asked.append((tuple(scenarios), tuple(formats), data))
        return dict(self.files), {n: SimpleNamespace(parameters={}, headline="") for n in scenarios}


@pytest.fixture
def maker(monkeypatch: pytest.MonkeyPatch) -> Maker:
    """Return what makes the files of a report; its ``files`` can be changed."""
    found = Maker()
    for module in (verifying, writing):
        monkeypatch.setattr(module, "report_files", found)
    return found


@pytest.fixture
def write(maker: Maker, tmp_path: Path, data: Dataset) -> Callable[..., Path]:
    """Return a function that writes the small report into a folder named ``out``."""

    def call(**asked: Any) -> Path:
        whole = {"scenarios": ["nato_vs_russia"], "data": data, "formats": ["md"], **asked}
        return write_report(tmp_path / "place" / "out", **whole)

    return call
