"""A browser of the Chromium family, and pages of reports to look at with it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

import balance
from balance.report import write_report
from balance.tables.dataset import Dataset

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FEW = ("nato_without_us_and_canada", "spending_targets")
"""Scenarios that have every kind of block between them."""
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SECONDS = 60


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a running browser, the one that is installed here."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.fail("no browser of the Chromium family is installed; `make browser` says how")
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=found, args=list(FLAGS))
        yield running
        running.close()


@pytest.fixture(scope="session")
def data() -> Dataset:
    """Return the bundled tables."""
    return balance.load()


@pytest.fixture(scope="session")
def few(tmp_path_factory: pytest.TempPathFactory, data: Dataset) -> Path:
    """Return the folder of a report on a few scenarios."""
    return write_report(tmp_path_factory.mktemp("few") / "out", FEW, data=data)


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory, data: Dataset) -> Path:
    """Return the folder of a report on all scenarios."""
    return write_report(tmp_path_factory.mktemp("full") / "out", data=data)


@pytest.fixture
def window(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Return what opens a window of its own, without network: its look as keywords."""
    opened: list[BrowserContext] = []

    def call(**look: object) -> BrowserContext:
        context = browser.new_context(offline=True, **look)  # type: ignore[arg-type]
        context.set_default_timeout(SECONDS * 1000)
        opened.append(context)
        return context

    yield call
    for context in opened:
        context.close()


@pytest.fixture
def look_at(window: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """Return what opens the page of a report in a window of a given look."""

    def call(folder: Path, **look: object) -> Page:
        page = window(**look).new_page()
        page.goto((folder / "report.html").as_uri())
        return page

    return call
