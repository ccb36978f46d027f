"""A against B: selection, totals, verdicts, standing, lineage and the result."""
