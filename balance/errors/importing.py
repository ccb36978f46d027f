"""Faults in published files that are imported."""

from __future__ import annotations

__all__: list[str] = []
