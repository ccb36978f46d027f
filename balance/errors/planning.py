"""Faults in what is asked of planning."""

from __future__ import annotations

__all__: list[str] = []
