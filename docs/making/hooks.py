"""What mkdocs does beside: pages from the tables, the command line and the modules."""

from __future__ import annotations

from typing import Any

from commands import command_page
from mkdocs.structure.files import File, Files
from modules import module_pages
from tables import table_pages

__all__ = ["on_config", "on_files"]

_TABLES = (
    ("Indicators", "reference/indicators.md"),
    ("Sources", "reference/sources.md"),
    ("Groups", "reference/groups.md"),
    ("Scenarios", "reference/scenarios.md"),
    ("Claims", "reference/claims.md"),
    ("Command line", "reference/commands.md"),
)


def on_config(config: Any) -> Any:
    """Add to the contents what is generated."""
    rooms: list[Any] = ["reference/python/index.md"]
    for place in module_pages():
        if place.count("/") == 2 and not place.endswith("index.md"):
            inner = [p for p in module_pages() if p.startswith(place.removesuffix(".md") + "/")]
            name = "balance." + place.removeprefix("reference/python/").removesuffix(".md")
            rooms.append({name: [place, *inner]} if inner else {name: place})
    for part in config.nav:
        if "Reference" in part:
            part["Reference"] += [{title: place} for title, place in _TABLES]
            part["Reference"].append({"Python": rooms})
    return config


def on_files(files: Files, config: Any) -> Files:
    """Add the generated pages; none of them is kept."""
    import balance

    made = {
        **table_pages(balance.load()),
        **module_pages(),
        "reference/commands.md": command_page(),
    }
    for place, text in made.items():
        files.append(File.generated(config, place, content=text))
    return files
