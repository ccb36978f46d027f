"""A stock against yearly deliveries."""
