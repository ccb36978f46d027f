"""The page printed as PDF, by WeasyPrint or by a browser of the Chromium family."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path

from balance.errors import OutputError

__all__ = ["pdf_of", "printer"]

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--no-pdf-header-footer",
)
_SECONDS = 180
_DATES = re.compile(rb"\((D:\d{14})([^)]*)\)")
_BESIDE = re.compile(r'<a href="(?!#|https?:)[^"]*">(.*?)</a>')
"""A link to a file beside the page, which a PDF on its own does not have."""
_NO_DATE = b"D:20000101000000"


def printer() -> str:
    """Return what would print a page here: ``weasyprint``, the path of a browser, or nothing."""
    if find_spec("weasyprint") is not None:
        return "weasyprint"
    return next(filter(None, map(shutil.which, _BROWSERS)), "")


def pdf_of(page: str) -> bytes:
    """Return a page as PDF, the dates inside it taken out so that it can be made again.

    Parameters
    ----------
    page
        HTML that needs nothing from outside.

    Raises
    ------
    OutputError
        If neither WeasyPrint nor a browser is there, or printing fails.
    """
    found = printer()
    if not found:
        raise OutputError(
            "cannot print PDF: neither WeasyPrint nor a Chromium browser is installed; "
            "`pip install weasyprint`, or install Chromium, or leave pdf out of --as"
        )
    page = _BESIDE.sub(r"\1", page)
    printed = _by_weasyprint(page) if found == "weasyprint" else _by_browser(found, page)
    return _DATES.sub(lambda date: b"(" + _NO_DATE + date[2] + b")", printed)


def _by_weasyprint(page: str) -> bytes:
    from weasyprint import HTML

    printed: bytes = HTML(string=page, url_fetcher=_no_fetching).write_pdf()
    return printed


def _no_fetching(url: str, *_: object, **__: object) -> dict[str, object]:
    """Refuse to fetch anything; what the page needs is inside it."""
    from weasyprint import default_url_fetcher

    if url.startswith("data:"):
        inside: dict[str, object] = default_url_fetcher(url)
        return inside
    raise ValueError(f"nothing is fetched from outside: {url}")


def _by_browser(browser: str, page: str) -> bytes:
    with tempfile.TemporaryDirectory() as place:
        source, printed = Path(place) / "page.html", Path(place) / "page.pdf"
        source.write_text(page, encoding="utf-8")
        as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        command = [
            browser,
            *_FLAGS,
            *as_root,
            f"--user-data-dir={place}/profile",
            f"--print-to-pdf={printed}",
            source.as_uri(),
        ]
        try:
            subprocess.run(command, capture_output=True, check=True, timeout=_SECONDS)  # noqa: S603
            return printed.read_bytes()
        except (OSError, subprocess.SubprocessError) as fault:
            raise OutputError(
                f"{browser} could not print the page: {fault}; leave pdf out of --as, or install "
                "WeasyPrint"
            ) from None
