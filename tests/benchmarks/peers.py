"""Names the programs that are compared, and turns a portfolio into a project of each."""

from __future__ import annotations

import importlib.util
import re
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from benchmarks.generator import SECTIONS
from nexus_theme import TEMPLATES

ROOT = Path(__file__).resolve().parent.parent.parent
"""This repository."""
ADDRESS = "https://portfolio.example/"

_COMMON = f"""\
INHERIT: {ROOT / "mkdocs.yml"}
site_name: Benchmark
site_url: {ADDRESS}
repo_url: https://github.com/example/portfolio
"""
_OURS = f"""\
{_COMMON}hooks: [{ROOT / "hooks/portfolio.py"}]
"""
# Material with the same features and the same Markdown, and nothing of this repository's.
_PLAIN = f"""\
{_COMMON}hooks: []
theme: {{ custom_dir: theme }}
extra_css: []
extra_javascript: []
"""


@dataclass(frozen=True)
class Builder:
    """A program that makes a site of notes."""

    name: str
    package: str
    """What Python imports."""
    build: Sequence[str]
    serve: Sequence[str]
    """The command that serves, with `{port}` in it."""
    lay_out: Callable[[Path, Path], None]
    """Makes a project (second) of a portfolio (first)."""
    notes: str
    """The folder of the sections' folders in the project."""
    search: str
    """The file of the site that holds the search index."""
    distribution: str = ""
    """What it is called on PyPI; nothing for this repository."""
    keeps: bool = True
    """Whether something is kept from build to build."""

    @property
    def installed(self) -> bool:
        """Whether it can be run here."""
        return importlib.util.find_spec(self.package) is not None

    @property
    def label(self) -> str:
        """The name with the version."""
        return f"{self.name} {version(self.distribution)}" if self.distribution else self.name


def _ours(portfolio: Path, project: Path) -> None:
    shutil.copytree(portfolio, project, dirs_exist_ok=True)
    (project / "mkdocs.yml").write_text(_OURS, encoding="utf-8")


def _plain(portfolio: Path, project: Path) -> None:
    shutil.copytree(portfolio / "docs", project / "docs")
    for section in SECTIONS:
        shutil.copytree(portfolio / section, project / "docs" / section)
    shutil.copytree(TEMPLATES / "assets", project / "docs/assets", dirs_exist_ok=True)
    (project / "theme").mkdir()
    (project / "mkdocs.yml").write_text(_PLAIN, encoding="utf-8")


def _hugo(portfolio: Path, project: Path) -> None:
    shutil.copytree(Path(__file__).parent / "hugo", project)
    content = project / "content"
    shutil.copytree(portfolio / "docs", content, ignore=shutil.ignore_patterns("assets"))
    for section in SECTIONS:
        shutil.copytree(portfolio / section, content / section)
    for page in sorted(content.rglob("*.md")):
        # A folder's own page is `_index.md` where it has pages below it, `index.md` where it is the page.
        text = re.sub(r"(?<=/)README\.md\)", "index.md)", page.read_text(encoding="utf-8"))
        text = re.sub(r"^technologies: ", "skills: ", text, count=1, flags=re.M)
        page.write_text(text, encoding="utf-8")
        if page.name == "README.md":
            leaf = page.parent.parent == content / "projects"
            page.rename(page.with_name("index.md" if leaf else "_index.md"))
    (content / "index.md").rename(content / "_index.md")


def _mkdocs(command: str, *options: str) -> Sequence[str]:
    return (sys.executable, "-m", "mkdocs", command, "--quiet", *options)


_SEARCH = "search/search_index.json"
_ADDRESS = "127.0.0.1:{port}"

OURS = Builder(
    name="ours",
    package="mkdocs",
    build=_mkdocs("build"),
    serve=_mkdocs("serve", "-a", _ADDRESS),
    lay_out=_ours,
    notes="",
    search=_SEARCH,
)
PLAIN = Builder(
    name="plain Material",
    package="material",
    distribution="mkdocs-material",
    build=_mkdocs("build"),
    serve=_mkdocs("serve", "-a", _ADDRESS),
    lay_out=_plain,
    notes="docs",
    search=_SEARCH,
    keeps=False,
)
ZENSICAL = Builder(
    name="Zensical",
    package="zensical",
    distribution="zensical",
    build=(sys.executable, "-m", "zensical", "build"),
    serve=(sys.executable, "-m", "zensical", "serve", "-a", _ADDRESS),
    lay_out=_plain,
    notes="docs",
    search="search.json",
)
HUGO = Builder(
    name="Hugo",
    package="hugo",
    distribution="hugo",
    build=(sys.executable, "-m", "hugo", "build", "--quiet", "--destination", "site"),
    serve=(sys.executable, "-m", "hugo", "server", "--bind", "127.0.0.1", "--port", "{port}"),
    lay_out=_hugo,
    notes="content",
    search="index.json",
    keeps=False,
)
BUILDERS = (OURS, PLAIN, ZENSICAL, HUGO)
