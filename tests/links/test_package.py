"""The link checker can be installed without the portfolio: its own requirements name all that it imports."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import yaml

from nexus_cli import main
from support.small_sites import ROOT

PACKAGES = ("nexus_cli", "nexus_core", "nexus_export", "nexus_init", "nexus_links", "nexus_samples", "nexus_theme")
IMPORTED_AS = {"markdown-it-py": "markdown_it", "pymdown-extensions": "pymdownx", "pyyaml": "yaml"}


def imports(folder: Path) -> set[str]:
    """The top-level names that the files below a folder import."""
    trees = (ast.parse(path.read_bytes()) for path in folder.rglob("*.py"))
    nodes = [node for tree in trees for node in ast.walk(tree)]
    named = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    named |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    return {name.partition(".")[0] for name in named} - sys.stdlib_module_names - {*PACKAGES, "pydantic_core"}


def test_its_requirements_are_what_it_imports() -> None:
    project = tomllib.loads((ROOT / "hooks/pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = [*project["dependencies"], *project["optional-dependencies"]["external"]]
    names = {re.split(r"[<>=]", each)[0] for each in listed}
    assert {IMPORTED_AS.get(name, name) for name in names} == {
        name for package in PACKAGES for name in imports(ROOT / "hooks" / package)
    }
    assert not any("==" in each for each in listed), "an exact version fights the project's own packages"


def test_the_action_and_the_hook_run_the_command() -> None:
    action = yaml.safe_load((ROOT / ".github/actions/links/action.yml").read_text(encoding="utf-8"))
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["entry"].split()[1:] == ["links"]
    used = re.findall(r"--([\w-]+)", action["runs"]["steps"][-1]["run"])
    options = {name.lstrip("-") for option in main.commands["links"].params for name in option.opts}
    assert set(used) <= options
    assert set(used) == set(action["inputs"])
