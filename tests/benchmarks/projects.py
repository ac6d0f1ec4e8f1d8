"""Makes a portfolio of some size as a project of each program, and changes its notes as an author does."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.generator import SECTIONS, generate, note_path
from benchmarks.measure import ENVIRONMENT
from benchmarks.peers import OURS, ROOT, Builder

_BATCH = 40
"""Notes of one commit."""


@dataclass(frozen=True)
class Output:
    """What a build has written."""

    kilobytes: int
    pages: int
    page: int
    """The median size of a page's HTML, in bytes."""


@dataclass(frozen=True)
class Project:
    """A folder in which a program builds a site."""

    builder: Builder
    root: Path

    def clear(self) -> None:
        """Remove what was built and what is kept between builds, so that the next build is a cold one."""
        for name in ("site", ".cache"):
            shutil.rmtree(self.root / name, ignore_errors=True)

    def append(self, number: int, sentence: str) -> None:
        """Append a paragraph to the body of a learning."""
        with (self.root / self.builder.notes / note_path("learnings", number)).open("a", encoding="utf-8") as note:
            note.write(f"\n{sentence}\n")

    def address(self, number: int) -> str:
        """Return where a site has the page of that learning."""
        return f"{note_path('learnings', number).removesuffix('.md')}/"

    def output(self) -> Output:
        """Measure what the last build has written."""
        files = [path for path in (self.root / "site").rglob("*") if path.is_file()]
        pages = [path.stat().st_size for path in files if path.name == "index.html"]
        return Output(sum(path.stat().st_size for path in files) >> 10, len(pages), int(statistics.median(pages)))


def make(folder: Path, notes: int, builders: Sequence[Builder]) -> list[Project]:
    """Generate notes and lay them out for each program."""
    portfolio = folder / f"notes-{notes}"
    generate(portfolio, notes)
    projects = []
    for builder in builders:
        project = Project(builder, folder / f"{builder.name}-{notes}")
        builder.lay_out(portfolio, project.root)
        if builder is OURS:
            _commit(project.root)
        projects.append(project)
    shutil.rmtree(portfolio)
    return projects


def make_real(folder: Path, plain: Builder) -> tuple[Project, Project]:
    """Copy this repository's notes, with their history, as they are and as pages of plain Material.

    Plain Material has as many pages: what our build makes beyond the notes, such as a skill's page, is a page there
    with the plain Markdown that ours is published with.
    """
    portfolio, ours = folder / "real", Project(OURS, folder / "ours-real")
    for name in ("docs", *SECTIONS):
        shutil.copytree(ROOT / name, portfolio / name)
    if (ROOT / ".git").exists():
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(ours.root)], check=True)
        for name in ("docs", *SECTIONS):
            shutil.rmtree(ours.root / name, ignore_errors=True)
    OURS.lay_out(portfolio, ours.root)
    subprocess.run(OURS.build, cwd=ours.root, env={**os.environ, **ENVIRONMENT}, check=True)
    theirs = Project(plain, folder / "plain-real")
    plain.lay_out(portfolio, theirs.root)
    _fill(ours.root / "site", theirs.root / "docs")
    return ours, theirs


def _fill(site: Path, docs: Path) -> None:
    for page in sorted(site.rglob("index.md")):
        address = page.parent.relative_to(site)
        sources = (docs / f"{address}.md", docs / address / "README.md", docs / address / "index.md")
        if not any(source.exists() for source in sources):
            sources[0].parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(page, sources[0])


def _commit(root: Path) -> None:
    """Commit the notes in batches: a portfolio has a history, which our build reads."""
    who = {f"GIT_{role}_{field}": "benchmark" for role in ("AUTHOR", "COMMITTER") for field in ("NAME", "EMAIL")}
    if shutil.which("git") is None:
        return

    def git(*arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=root, env={**os.environ, **who}, check=True)

    git("init", "--quiet")
    paths = sorted(path.relative_to(root).as_posix() for path in root.rglob("*.md"))
    for start in range(0, len(paths), _BATCH):
        git("add", *paths[start : start + _BATCH])
        git("commit", "--quiet", "-m", "Add notes")
