"""A result as a report: one document, written as HTML, Markdown and PDF with its tables."""

from __future__ import annotations

from balance.report.changes import Changes, changes_since, earlier_report
from balance.report.verifying import Verification, verify
from balance.report.writing import FORMATS, write_report

__all__ = [
    "FORMATS",
    "Changes",
    "Verification",
    "changes_since",
    "earlier_report",
    "verify",
    "write_report",
]
