"""Statements of sources, put to the test."""
