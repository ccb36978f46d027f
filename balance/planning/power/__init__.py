"""On whom the coalitions hang that reach a level."""
