"""A result as a report: one document, written as HTML and Markdown with charts and tables."""

from __future__ import annotations

from balance.report.verifying import Verification, verify
from balance.report.writing import FORMATS, write_report

__all__ = ["FORMATS", "Verification", "verify", "write_report"]
