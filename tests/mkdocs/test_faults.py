"""Every golden case in `faults/` plants a fault: the notes say so at its place, and a strict build fails on it.

A case is a YAML file: `files` go in (a name and its text) and `links` (a name and where it leads), `problems` come
out, as they are printed. Those in `oddities/` are odd and right: what comes out is `pages`, by their addresses,
with words that each of them shows.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from nexus_core.schema.kinds import SECTIONS
from support.small_sites import BASE, build_site, section, text, write

CASES = sorted((Path(__file__).parent / "faults").glob("*.yaml"))
ODDITIES = sorted((Path(__file__).parent / "oddities").glob("*.yaml"))


def planted(case: Path, root: Path) -> dict[str, Any]:
    """Write a case's files and links below a folder, beside a portfolio without a fault, and return the case."""
    content: dict[str, Any] = yaml.safe_load(case.read_text(encoding="utf-8"))
    try:
        write(root, {**BASE, **content["files"]})
        for path, target in content.get("links", {}).items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).symlink_to(target)
    except OSError as error:
        if os.name == "posix":
            raise
        pytest.skip(f"no such file can be on this system: {error}")
    return content


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_fault_is_located_and_fails_a_strict_build(case: Path, tmp_path: Path) -> None:
    content = planted(case, tmp_path)
    site = build_site(tmp_path)
    assert "\n\n".join(site.warnings) + "\n" == content["problems"]
    assert site.failed


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_fault_does_not_keep_the_site_from_being_built(case: Path, tmp_path: Path) -> None:
    content = planted(case, tmp_path)
    site = build_site(tmp_path, strict=False)
    assert not site.failed
    assert site.has("skills/redis/index.html")
    assert "nexus-problems" not in site.html("index.html")
    left_out = {message.partition(":")[0] for message in site.warnings if "left out" in message}
    for path in content["files"]:
        is_note = path.endswith(".md") and path.startswith(tuple(f"{kind.folder}/" for kind in SECTIONS))
        if is_note and path not in left_out:
            assert site.has(path.replace("README.md", "index.html").replace(".md", "/index.html"))


@pytest.mark.parametrize("case", ODDITIES, ids=lambda path: path.stem)
def test_what_is_odd_and_right_is_shown_without_a_word(case: Path, tmp_path: Path) -> None:
    content = planted(case, tmp_path)
    site = build_site(tmp_path)
    assert (site.warnings, site.failed) == ([], False)
    for address, words in content["pages"].items():
        shown = text(section(site.html(f"{address}index.html"), "<article", "</article>\n"))
        assert words in shown
        assert "---" not in shown


def test_a_portfolio_without_a_fault_builds_strict(tmp_path: Path) -> None:
    site = build_site(write(tmp_path, BASE))
    assert (site.warnings, site.failed) == ([], False)
