"""Who may import whom in `hooks/`, as its README draws it: read from the source, so that nothing has to run.

Imports within functions count, and so do those for types alone: a reader follows them all.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from importlib.util import resolve_name
from pathlib import Path

import pytest

from support.small_sites import ROOT, write

CORE = "nexus_core"
STAGES = ("problems", "storage", "read", "schema", "model", "write", "checks", "diff", "importing")
"""The core's packages, each of which imports only those before it."""
BESIDE = {
    "nexus_theme": (),
    "nexus_init": (),
    "nexus_links": (),
    "nexus_export": ("nexus_theme",),
    "nexus_mkdocs": ("nexus_theme",),
    "nexus_samples": (),
    "nexus_cli": ("nexus_export", "nexus_init", "nexus_links", "nexus_samples"),
    "portfolio.py": ("nexus_mkdocs",),
}
"""What stands on the core, and what else each of them imports."""
SPEED = "nexus_mkdocs/speed/"
ENTRANCE = ("nexus_mkdocs/plugin.py", f"{SPEED}__init__.py")
"""The only import of that package from outside it, so that a build is whole without it."""

Imports = Mapping[str, frozenset[str]]
"""The files below `hooks/` that each of them imports."""


def read_imports(hooks: Path) -> Imports:
    """Return which of a folder's files import each other."""
    files = {module_of(path.relative_to(hooks)): path for path in hooks.rglob("*.py")}
    names = {module: path.relative_to(hooks).as_posix() for module, path in files.items()}
    return {
        names[module]: frozenset(names[each] for each in imported(path, module, names)) - {names[module]}
        for module, path in files.items()
    }


def module_of(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def imported(path: Path, module: str, known: Collection[str]) -> Iterator[str]:
    """Yield those of the known modules that a file imports."""
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom):
            source = resolve_name("." * node.level + (node.module or ""), package)
            for alias in node.names:
                inside = f"{source}.{alias.name}"
                yield from {inside if inside in known else source} & set(known)


def stage(file: str) -> str:
    """Return the stage of the core that a file is in, or an empty text."""
    folders = file.split("/")[:-1]
    return folders[1] if folders[:1] == [CORE] and folders[1:] else ""


def forbidden(imports: Imports) -> Iterator[str]:
    """Yield the imports of a later stage, and of packages that a file's own one may not import."""
    for file, target in pairs(imports):
        here, there = stage(file), stage(target)
        later = here and there and STAGES.index(there) > STAGES.index(here)
        package, other = file.partition("/")[0], target.partition("/")[0]
        if later or other not in (package, CORE, *BESIDE.get(package, ())):
            yield f"{file} imports {target}"


def past_the_entrance(imports: Imports) -> Iterator[str]:
    """Yield the imports of `speed` from outside it, but for its entrance."""
    for file, target in pairs(imports):
        if target.startswith(SPEED) and not file.startswith(SPEED) and (file, target) != ENTRANCE:
            yield f"{file} imports {target}"


def circle(imports: Imports) -> Sequence[str]:
    """Return files that import each other in a circle, the first once more as the last; or none."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def pairs(imports: Imports) -> Iterator[tuple[str, str]]:
    return ((file, target) for file in sorted(imports) for target in sorted(imports[file]))


@pytest.fixture(scope="module")
def imports() -> Imports:
    return read_imports(ROOT / "hooks")


def test_every_package_has_its_place(imports: Imports) -> None:
    assert {file.partition("/")[0] for file in imports} == {CORE, *BESIDE}
    assert {stage(file) for file in imports} - {""} == set(STAGES)


def test_stages_import_only_those_before_them_and_packages_only_what_they_stand_on(imports: Imports) -> None:
    assert "\n".join(forbidden(imports)) == ""


def test_speed_is_entered_by_its_entrance(imports: Imports) -> None:
    assert "\n".join(past_the_entrance(imports)) == ""


def test_no_files_import_each_other_in_a_circle(imports: Imports) -> None:
    assert " is imported by ".join(circle(imports)) == ""


MADE_UP = {
    "nexus_core/__init__.py": "",
    "nexus_core/model/__init__.py": "",
    "nexus_core/model/note.py": "def f() -> None:\n    from nexus_core.write import pages\n",
    "nexus_core/write/__init__.py": "",
    "nexus_core/write/pages.py": (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from ..model.note import Note\n"
    ),
    "nexus_core/read/__init__.py": "import nexus_mkdocs.build\n",
    "nexus_links/__init__.py": "import nexus_core.read, nexus_mkdocs\n",
    "nexus_mkdocs/__init__.py": "",
    "nexus_mkdocs/build.py": "from nexus_mkdocs import speed\nfrom nexus_mkdocs.speed.cache import Cache\n",
    "nexus_mkdocs/speed/__init__.py": "from . import cache\n",
    "nexus_mkdocs/plugin.py": "from nexus_mkdocs import speed\n",
    "nexus_mkdocs/speed/cache.py": "from nexus_core.write import pages\n",
}


def test_what_breaks_a_rule_is_found_wherever_it_stands(tmp_path: Path) -> None:
    found = read_imports(write(tmp_path, MADE_UP))
    assert list(forbidden(found)) == [
        "nexus_core/model/note.py imports nexus_core/write/pages.py",
        "nexus_core/read/__init__.py imports nexus_mkdocs/build.py",
        "nexus_links/__init__.py imports nexus_mkdocs/__init__.py",
    ]
    assert list(past_the_entrance(found)) == [
        "nexus_mkdocs/build.py imports nexus_mkdocs/speed/__init__.py",
        "nexus_mkdocs/build.py imports nexus_mkdocs/speed/cache.py",
    ]
    assert set(circle(found)) == {"nexus_core/model/note.py", "nexus_core/write/pages.py"}
