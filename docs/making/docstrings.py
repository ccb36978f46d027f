"""Docstrings in numpydoc form name things by roles of Sphinx; here they become code."""

from __future__ import annotations

import re
from typing import Any

import griffe

__all__ = ["Roles"]

_ROLE = re.compile(r":\w+:`~?([^`]+)`")


class Roles(griffe.Extension):
    """Turn ``:func:`name` `` into code before docstrings are read."""

    def on_instance(self, *, obj: Any, **_: Any) -> None:
        """Rewrite the docstring of an object."""
        if getattr(obj, "docstring", None) is not None:
            obj.docstring.value = _ROLE.sub(r"``\1``", obj.docstring.value)
