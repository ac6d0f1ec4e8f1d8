"""Other people's plugins beside the hook: those that must work, and what is seen of those that the manual lists.

`poe plugins` runs them, with the extra `plugins` installed; the gate builds one site with three of them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from support.plugin_cases import CASES, assert_works, built, read_case
from support.small_sites import ROOT


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_plugin_works_beside_the_hook(path: Path, tmp_path: Path) -> None:
    case = read_case(path)
    assert_works(case, built(case, tmp_path))


def test_the_manual_says_of_each_what_is_seen_here() -> None:
    manual = (ROOT / "docs" / "manual" / "authors.md").read_text(encoding="utf-8")
    told = [(path.stem, read_case(path)["manual"]) for path in sorted(CASES.glob("*.yaml"))]
    assert [name for name, words in told if f"| `{name}` | {words} |" not in manual] == []
