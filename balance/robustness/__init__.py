"""Whether a conclusion survives other sources, editions, memberships and figures."""
