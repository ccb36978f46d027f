"""The nearest change that turns each row, and what to verify next."""
