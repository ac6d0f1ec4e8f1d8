"""Every golden case in `faults/` plants a fault: the notes say so at its place, and a strict build fails on it.

A case is a YAML file: `files` go in (a name and its text), `problems` come out, as they are printed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from portfolios import BASE, build_site, write

CASES = sorted((Path(__file__).parent / "faults").glob("*.yaml"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_fault_is_located_and_fails_a_strict_build(case: Path, tmp_path: Path) -> None:
    content: dict[str, Any] = yaml.safe_load(case.read_text(encoding="utf-8"))
    site = build_site(write(tmp_path, {**BASE, **content["files"]}))
    assert "\n\n".join(site.warnings) + "\n" == content["problems"]
    assert site.failed


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_fault_does_not_keep_the_site_from_being_built(case: Path, tmp_path: Path) -> None:
    content: dict[str, Any] = yaml.safe_load(case.read_text(encoding="utf-8"))
    site = build_site(write(tmp_path, {**BASE, **content["files"]}), strict=False)
    assert not site.failed
    assert site.has("skills/redis/index.html")
    assert "nexus-problems" not in site.html("index.html")
    for path in content["files"]:
        if path.endswith(".md") and not path.startswith("docs/") and "become-one-page" not in case.stem:
            assert site.has(path.replace("README.md", "index.html").replace(".md", "/index.html"))


def test_a_portfolio_without_a_fault_builds_strict(tmp_path: Path) -> None:
    site = build_site(write(tmp_path, BASE))
    assert (site.warnings, site.failed) == ([], False)
