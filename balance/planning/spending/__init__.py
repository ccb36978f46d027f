"""Spending to a target share by a year."""
