"""Figures that look wrong: flagged, never repaired."""
