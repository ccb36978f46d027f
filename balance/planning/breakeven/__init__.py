"""What must change to reach a ratio."""
