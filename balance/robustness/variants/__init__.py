"""Any scenario again, under other choices."""
