"""What is wrong with a note is a warning: a strict build fails on it, and any other shows every page.

The cases in `faults/` are those that only a build finds: links that MkDocs resolves, and fields of the theme. All
others are checked without a build, in `tests/checks`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from nexus_core.read.paths import page_address
from support.golden_cases import FAULTS, ODDITIES, cases_in, planted
from support.small_sites import BASE, build_site, section, text, write

CHECKED = FAULTS / "several-problems-in-order.yaml"
CASES = [*cases_in(Path(__file__).parent / "faults"), pytest.param(CHECKED, id=CHECKED.stem)]


@pytest.mark.parametrize("case", CASES)
def test_a_fault_fails_a_strict_build(case: Path, tmp_path: Path) -> None:
    content = planted(case, tmp_path)
    site = build_site(tmp_path)
    assert "\n\n".join(site.warnings) + "\n" == content["problems"]
    assert site.failed


@pytest.mark.parametrize("case", CASES)
def test_a_fault_does_not_keep_the_site_from_being_built(case: Path, tmp_path: Path) -> None:
    content = planted(case, tmp_path)
    site = build_site(tmp_path, strict=False)
    assert not site.failed
    assert site.has("skills/redis/index.html")
    assert "nexus-problems" not in site.html("index.html")
    assert all(site.has(f"{page_address(path)}index.html") for path in content["files"])


def test_files_with_odd_names_are_pages(tmp_path: Path) -> None:
    shown: dict[str, str] = {}
    # The two forms of an accent are one name to some file systems.
    for case in sorted(set(ODDITIES.glob("a-name-*.yaml")) - set(ODDITIES.glob("*-decomposed-*.yaml"))):
        content = planted(case, tmp_path)
        notes = {page_address(path) for path in content["files"] if path.startswith("learnings/")}
        shown |= {address: words for address, words in content["pages"].items() if address in notes}
    (tmp_path / "docs/more.md").unlink()  # it names notes by titles that several of them have here
    site = build_site(tmp_path)
    assert (site.warnings, site.failed) == ([], False)
    for address, words in shown.items():
        assert words in text(section(site.html(f"{address}index.html"), "<article", "</article>"))


def test_a_portfolio_without_a_fault_builds_strict(tmp_path: Path) -> None:
    site = build_site(write(tmp_path, BASE))
    assert (site.warnings, site.failed) == ([], False)
