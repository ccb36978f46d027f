"""What to cite for a result, and the editions in use."""

from __future__ import annotations

from balance.citation.citing import Citation, Citations, cite, cite_tables
from balance.citation.editions import versions

__all__ = ["Citation", "Citations", "cite", "cite_tables", "versions"]
