"""ProperDocs, which goes on where MkDocs ended, builds the site by the same hooks."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from support.skipping import absent
from support.small_sites import BASE, ROOT, settings, write
from support.this_site import ADDRESS, build_own_site


def properdocs(config_file: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).parent / "properdocs"
    if not program.exists():
        absent("no properdocs: install the development dependencies")
    command = [str(program), "build", "--strict", "-f", str(config_file), "-d", str(folder)]
    environment = {
        "SITE_URL": ADDRESS,
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(ROOT / "hooks"),
        "NO_MKDOCS_2_WARNING": "1",
    }
    return subprocess.run(
        command, cwd=config_file.parent, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.own_notes
def test_properdocs_builds_the_same_pages(tmp_path: Path) -> None:
    ours, theirs = build_own_site(tmp_path / "mkdocs"), tmp_path / "properdocs"
    done = properdocs(ROOT / "mkdocs.yml", theirs)
    assert done.returncode == 0, done.stderr
    pages = {path.relative_to(ours) for path in ours.rglob("*.html")}
    assert {path.relative_to(theirs) for path in theirs.rglob("*.html")} == pages
    assert [path for path in pages if _told(ours / path) != _told(theirs / path)] == []


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("# A\n\n[dead](nowhere.md)\n", "contains a link 'nowhere.md'"),
        ("---\nskills: [Nope]\n---\n\n# A\n", "unknown skill 'Nope'"),
    ],
)
def test_a_strict_build_fails_on_a_warning(tmp_path: Path, note: str, said: str) -> None:
    root = write(tmp_path, {**BASE, "learnings/a.md": note, "mkdocs.yml": settings()})
    done = properdocs(root / "mkdocs.yml", root / "site")
    assert done.returncode == 1
    assert said in done.stderr


def _told(page: Path) -> str:
    """A page without the name of the program that made it."""
    return re.sub(r'<meta name="generator"[^>]*>', "", page.read_text(encoding="utf-8"))
