"""Small portfolios for tests: files in a temporary folder, loaded by the core or built by MkDocs."""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import click
from mkdocs.commands.build import build
from mkdocs.config import load_config

from nexus_core.model.portfolio import Portfolio
from nexus_core.read.repository import Repository
from nexus_core.schema.kinds import FOLDERS
from nexus_core.write.outputs import Site as OutputSite
from nexus_core.write.outputs import enabled
from nexus_core.write.view import View
from support.shared_theme import share_theme

ROOT = Path(__file__).resolve().parents[2]
"""The repository that holds these tests."""

CATALOGUE = """\
---
title: Skills
catalogue:
  - category: Languages
    skills: [{ name: Python, level: Advanced }, SQL]
  - category: Databases
    skills:
      - { name: PostgreSQL, aliases: [Postgres], implies: [SQL] }
      - Redis
  - category: Concepts
    type: competences
    skills: [Caching]
---

# Skills

<!-- nexus/skill-table -->
"""

SHOP = """\
---
title: Shop
description: An online shop.
status: completed
technologies: [PostgreSQL, Redis]
skills: [Caching]
highlights: [A catalogue with search]
---

PostgreSQL holds the catalogue and the orders. Redis is where each session is kept.
Caching keeps the first page quick.
"""

ABOUT = """\
---
experience: [{ title: Developer, organisation: Shop, start: 2023-05, url: "https://shop.test", highlights: [Paid] }]
education: [{ institution: Town College, title: BSc, start: 2018-09, end: 2021-06 }]
certificates:
  - title: Cloud
    issuer: Vendor
    date: 2024-05
    url: "https://vendor.test/7"
    credential_id: "7"
    skills: [Caching]
languages: [English, { name: German, level: B2 }]
---

# About
"""
"""A page that states what no note shows."""

BASE: Mapping[str, str] = {
    "docs/index.md": "# Home\n",
    "docs/skills/README.md": CATALOGUE,
    "projects/shop/README.md": SHOP,
}
"""A portfolio without a problem; tests add to it or break it."""


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder, each by its repository path, and return the folder."""
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            target.write_bytes(content)
        else:
            target.write_text(content, encoding="utf-8", newline="")
    return root


@dataclass(frozen=True)
class Site:
    """A site that MkDocs has built, or has refused to build."""

    root: Path
    warnings: list[str]
    """Messages on MkDocs's loggers, from warnings up."""
    failed: bool

    def html(self, path: str) -> str:
        """Return the text of a built file."""
        return (self.root / "site" / path).read_text(encoding="utf-8")

    def has(self, path: str) -> bool:
        """Say whether a file was built."""
        return (self.root / "site" / path).is_file()


def text(markup: str) -> str:
    """The words of some HTML."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def section(page: str, start: str, end: str) -> str:
    """What stands between two marks in a page."""
    return page.split(start, 1)[1].split(end, 1)[0]


def settings(**more: object) -> str:
    """Return a `mkdocs.yml` with the project's hooks and the extensions that its pages need."""
    lines = "".join(f"{key}: {value}\n" for key, value in more.items())
    return lines + dedent(f"""\
        site_name: Test
        hooks: [{ROOT / "hooks" / "portfolio.py"}]
        theme: {{ name: material, font: false, features: [content.action.edit] }}
        plugins: [search]
        validation:
          omitted_files: warn
          absolute_links: warn
          unrecognized_links: warn
          anchors: warn
        markdown_extensions: [attr_list, def_list, md_in_html, tables, toc, pymdownx.superfences]
        """)


def build_site(root: Path, *, strict: bool = True) -> Site:
    """Build the portfolio in a folder with MkDocs, in this process; `mkdocs.yml` is made where it lacks."""
    config_file = root / "mkdocs.yml"
    if not config_file.exists():
        config_file.write_text(settings(), encoding="utf-8")
    with _collected() as warnings:
        config = load_config(str(config_file), strict=strict, site_dir=str(root / "site"))
        share_theme(config)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
            failed = False
        except click.exceptions.ClickException:
            failed = True
    return Site(root, warnings, failed)


@contextmanager
def _collected() -> Iterator[list[str]]:
    messages: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            messages.append(record.getMessage())

    handler = Collector(logging.WARNING)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        yield messages
    finally:
        logger.removeHandler(handler)


def outputs_of(portfolio: Portfolio, site: OutputSite) -> dict[str, str]:
    """Return the text of everything that is published of a portfolio besides pages, by its path."""
    view = View(portfolio).public
    return {output.path: output.write(view, site) for output in enabled(view, site)}


def repository_in(root: Path) -> Repository:
    """Return the files of the portfolio in a folder."""
    return Repository(root, FOLDERS)
