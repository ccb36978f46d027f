"""The smallest coalitions that reach a level."""
