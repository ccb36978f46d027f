"""The charts of all scenarios, asked once."""

import pytest

from balance.scenarios import SCENARIOS


@pytest.fixture(scope="session")
def charts(data):
    """Return name, result and specification of every chart of every scenario."""
    results = {name: entry.run(data) for name, entry in SCENARIOS.items()}
    return [(name, result, spec) for name, result in results.items() for spec in result.charts]
