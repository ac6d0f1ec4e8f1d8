"""ALX Project Nexus: turns a folder of Markdown notes into a portfolio in which every skill is traced to notes.

Data flows one way: files (`repository`), notes (`frontmatter`, `fields`, `validation`, `note`), the portfolio
(`catalogue`, `evidence`, `tree`, `portfolio`), pages (`components`, `pages`, `nav`). Nothing in this package
knows MkDocs; `nexus_mkdocs` beside it hands the pages over.
"""

from __future__ import annotations

from nexus.loading import Loaded, load
from nexus.nav import NavItem
from nexus.nav import build as build_nav
from nexus.pages import Page, pages
from nexus.portfolio import Portfolio
from nexus.problem import Problem, Severity, Span
from nexus.repository import Repository

__all__ = [
    "Loaded",
    "NavItem",
    "Page",
    "Portfolio",
    "Problem",
    "Repository",
    "Severity",
    "Span",
    "build_nav",
    "load",
    "pages",
]
