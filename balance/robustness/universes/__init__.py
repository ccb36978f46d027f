"""Every admissible choice of source, reading, membership and day."""
