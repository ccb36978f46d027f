"""Moved to comparison.assembly."""

from balance.comparison.assembly import Speaker, assembled, bars, cited

__all__ = ["Speaker", "assembled", "bars", "cited"]
