"""Statements, put to the test."""

from balance.claims.result import claims_result

__all__ = ["claims_result"]
