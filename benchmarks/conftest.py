"""The bundled tables, read once."""

import pytest

import balance


@pytest.fixture(scope="session")
def data():
    """Return the bundled tables."""
    return balance.load()
