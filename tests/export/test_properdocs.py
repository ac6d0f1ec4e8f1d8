"""ProperDocs, which goes on where MkDocs ended, builds the site by the same hooks."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from support.skipping import absent
from support.small_sites import ROOT
from support.this_site import ADDRESS, build_own_site

pytestmark = pytest.mark.own_notes


def test_properdocs_builds_the_same_pages(tmp_path: Path) -> None:
    program = Path(sys.executable).parent / "properdocs"
    if not program.exists():
        absent("no properdocs: install the development dependencies")
    ours = build_own_site(tmp_path / "mkdocs")
    theirs = tmp_path / "properdocs"
    command = [str(program), "build", "--strict", "--quiet", "-f", str(ROOT / "mkdocs.yml"), "-d", str(theirs)]
    environment = {"SITE_URL": ADDRESS, "PATH": "/usr/bin:/bin", "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    pages = {path.relative_to(ours) for path in ours.rglob("*.html")}
    assert {path.relative_to(theirs) for path in theirs.rglob("*.html")} == pages
    assert [path for path in pages if _told(ours / path) != _told(theirs / path)] == []


def _told(page: Path) -> str:
    """A page without the name of the program that made it."""
    return re.sub(r'<meta name="generator"[^>]*>', "", page.read_text(encoding="utf-8"))
