"""A force over months of recruits, losses and returns."""
