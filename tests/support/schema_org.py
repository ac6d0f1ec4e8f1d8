"""Reads graphs in the vocabulary of schema.org, and checks that they are in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from support.node_packages import mistyped, package


def main(graph: dict[str, Any]) -> dict[str, Any]:
    """Return what a page's graph is about."""
    thing: dict[str, Any] = graph["@graph"][0]
    return thing


def things(value: Any) -> Iterator[dict[str, Any]]:
    """Yield everything in a graph that has a type."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for inner in value.values():
            yield from things(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from things(inner)


def faults(folder: Path, graphs: list[Any]) -> str:
    """Return where graphs aren't in the vocabulary, by Google's own types of it; the first one is on line 2."""
    types = (package("schema-dts") / "dist" / "schema.js").as_posix()
    lines = [f"export const graph{i}: Graph = {json.dumps(each)}\n" for i, each in enumerate(graphs)]
    source = folder / "graphs.ts"
    source.write_text(f'import type {{ Graph }} from "{types}"\n{"".join(lines)}', encoding="utf-8")
    return mistyped(source)
