"""Faults in what is asked of robustness."""

from __future__ import annotations

__all__: list[str] = []
