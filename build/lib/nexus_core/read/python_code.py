"""Finds where Python code uses modules, whatever it calls them: never in a comment or a string."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

_PROMPT = re.compile(r"^(?:>>> ?|\.\.\. ?)", re.MULTILINE)


def uses(source: str, wanted: Collection[str]) -> list[tuple[str, int]] | None:
    """Return which of some modules or their attributes are used on which lines, from 0; None if it is no Python.

    Args:
        source: the code; of a session in the interpreter, what follows a prompt.
        wanted: names such as `redis` or `functools.lru_cache`.
    """
    if source.lstrip().startswith(">>>"):
        lines = source.split("\n")
        source = "\n".join(_PROMPT.sub("", line) if _PROMPT.match(line) else "" for line in lines)
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return list(_uses(list(ast.walk(tree)), wanted))


def _uses(nodes: list[ast.AST], wanted: Collection[str]) -> Iterator[tuple[str, int]]:
    modules: dict[str, str] = {}  # what each imported name stands for
    bound: dict[str, set[str]] = {}  # the names that stand for something wanted
    for node in nodes:
        for local, full in _imported(node):
            modules[local] = full
            for name in _prefixes(full):
                if name in wanted:
                    bound.setdefault(local, set()).add(name)
                    yield name, node.lineno - 1  # type: ignore[attr-defined]  # every import has a line
    for node in nodes:
        if isinstance(node, ast.Attribute) and (name := _full_name(node, modules)) in wanted:
            yield name, node.lineno - 1
        elif isinstance(node, ast.Assign | ast.AnnAssign | ast.withitem) and bound:
            for local, names in _made_of(node, bound):
                bound.setdefault(local, set()).update(names)
    for node in nodes:
        if isinstance(node, ast.Name):
            yield from ((name, node.lineno - 1) for name in bound.get(node.id, ()))


def _imported(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield the names that an import gives, each with what it stands for."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            if not alias.asname:
                yield alias.name.partition(".")[0], alias.name
            else:
                yield alias.asname, alias.name
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        for alias in node.names:
            yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def _prefixes(name: str) -> Iterator[str]:
    parts = name.split(".")
    return (".".join(parts[:count]) for count in range(1, len(parts) + 1))


def _full_name(node: ast.expr, modules: dict[str, str]) -> str:
    """Return what an attribute of a module is called in full, or nothing for another expression."""
    if isinstance(node, ast.Attribute):
        before = _full_name(node.value, modules)
        return f"{before}.{node.attr}" if before else ""
    return modules.get(node.id, "").partition(".")[0] if isinstance(node, ast.Name) else ""


def _made_of(
    node: ast.Assign | ast.AnnAssign | ast.withitem, bound: Mapping[str, set[str]]
) -> Iterator[tuple[str, set[str]]]:
    """Yield the names that are assigned what is made of a bound one: `r` of `r = redis.Redis()`."""
    value: ast.expr | None
    targets: Sequence[ast.expr | None]
    if isinstance(node, ast.withitem):
        value, targets = node.context_expr, [node.optional_vars]
    else:
        value, targets = node.value, node.targets if isinstance(node, ast.Assign) else [node.target]
    inside = (each.id for each in ast.walk(value) if isinstance(each, ast.Name)) if value else ()
    names = set().union(*(bound.get(name, ()) for name in inside))
    if names:
        yield from ((target.id, names) for target in targets if isinstance(target, ast.Name))
