"""Published files to figures."""
