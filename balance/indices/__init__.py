"""Published composite indices, recomputed."""
