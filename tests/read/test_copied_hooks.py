"""A project that has a hook from an older version, or a hook beside the plugin, is told what to change."""

from __future__ import annotations

from pathlib import Path

import pytest

from nexus_core.model.loading import load
from support.small_sites import BASE, ROOT, repository_in, write

OLD = "from nexus_mkdocs import speed\n\ndef on_config(config):\n    speed.install(config)\n"
NEW = (ROOT / "hooks" / "portfolio.py").read_text(encoding="utf-8")
HOOKS = "site_name: A\nhooks:\n  - hooks/portfolio.py\n"
REMOVE = "remove it, 'custom_dir' and the copied styles and scripts, and add 'nexus' to 'plugins'"


@pytest.mark.parametrize(
    ("settings", "hook", "said"),
    [
        (HOOKS, NEW, []),
        (f"{HOOKS}plugins: [search]\n", NEW, []),
        (f"{HOOKS}plugins:\n  nexus: {{}}\n", "print()\n", []),
        ("plugins: [search, nexus]\n", OLD, []),
        (HOOKS, OLD, [f"the hook 'hooks/portfolio.py' is a copy from an older version: {REMOVE}"]),
        (
            f"{HOOKS}plugins: [search, nexus]\n",
            NEW,
            ["the hook 'hooks/portfolio.py' and the plugin 'nexus' are the same: remove the hook"],
        ),
        (
            f"{HOOKS}plugins:\n  - nexus: {{}}\n",
            NEW,
            ["the hook 'hooks/portfolio.py' and the plugin 'nexus' are the same: remove the hook"],
        ),
    ],
)
def test_a_hook_that_is_not_needed_is_told_at_its_line(
    settings: str, hook: str, said: list[str], tmp_path: Path
) -> None:
    root = write(tmp_path, {**BASE, "mkdocs.yml": settings, "hooks/portfolio.py": hook})
    problems = load(repository_in(root)).problems
    assert [problem.headline() for problem in problems] == [f"mkdocs.yml:3:5: {each}" for each in said]
