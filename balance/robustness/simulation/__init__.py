"""Draws of sources and figures under a named error model."""
