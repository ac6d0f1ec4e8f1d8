"""Before a commit, what it changes is checked with the same programs as in CI."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from support.small_sites import BASE, ROOT, write
from workflows.programs import FOLDER, program

CONFIG = ROOT / ".pre-commit-config.yaml"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of an author whose virtual environment is active."""
    path = f"{FOLDER}{os.pathsep}{os.environ['PATH']}"
    # A repository around this one must not be taken for that of the test.
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT", "GITHUB_"))
    }
    return {**kept, "PATH": path, "PRE_COMMIT_HOME": str(tmp_path / "cache")}


def test_the_configuration_is_valid(environment: dict[str, str]) -> None:
    command = [program("pre-commit"), "validate-config", str(CONFIG)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_hook_runs_a_program_of_the_environment() -> None:
    hooks = [hook for repo in yaml.safe_load(CONFIG.read_text(encoding="utf-8"))["repos"] for hook in repo["hooks"]]
    assert {hook["language"] for hook in hooks} == {"system"}
    assert not [hook["id"] for hook in hooks if not (FOLDER / hook["entry"].split()[0]).exists()]


GOOD = "# A note\n\nIt is right.\n"


@pytest.mark.parametrize(
    ("path", "content", "refused"),
    [
        (
            "learnings/a.md",
            "---\nskills: [Pythn]\n---\n\n# A\n",
            {"nexus-check": "learnings/a.md:2:10: unknown skill"},
        ),
        ("learnings/a.md", "# A\n\n\n\nText\n", {"rumdl": "MD012"}),
        ("hooks/a.py", "import os\n", {"ruff": "F401"}),
        ("hooks/a.py", '"""A."""\n\nx  =  1\n', {"ruff-format": "1 file reformatted"}),
        ("data.yml", "a: [\n", {"check-yaml": "while parsing"}),
        ("data.toml", "a =\n", {"check-toml": "Invalid value"}),
        ("learnings/a.md", "# A note\n\nIt is right.\n", {}),
    ],
    ids=["a note", "Markdown", "Python", "a format", "YAML", "TOML", "nothing"],
)
def test_a_commit_is_refused_for_what_is_wrong_in_it(
    tmp_path: Path, environment: dict[str, str], path: str, content: str, refused: dict[str, str]
) -> None:
    root = write(tmp_path / "portfolio", {**BASE, path: content})
    for name in (".pre-commit-config.yaml", "pyproject.toml"):
        shutil.copy(ROOT / name, root)
    git = ["git", "-C", str(root)]
    subprocess.run([*git, "init", "-q"], env=environment, check=True)
    subprocess.run([*git, "add", ".pre-commit-config.yaml", path], env=environment, check=True)
    command = [program("pre-commit"), "run"]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert re.findall(r"^- hook id: (.*)$", done.stdout, re.MULTILINE) == list(refused), done.stdout
    assert not [said for said in refused.values() if said not in done.stdout], done.stdout
