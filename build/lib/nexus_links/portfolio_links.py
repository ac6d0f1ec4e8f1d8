"""What a portfolio knows of its own links beyond what its pages show: names that nothing has, and wrong fields.

A name or an address that is wrong is left out of a portfolio's pages, so no reference of the site tells of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from nexus_core.checks import check_portfolio
from nexus_core.model.loading import load
from nexus_core.problems.problem import Problem
from nexus_core.read.repository import Repository
from nexus_core.schema.kinds import FOLDERS

LINK_FIELDS = ("repo", "demo", "links.url", "profile.contacts.url", "catalogue.skills.same_as")
"""The fields of notes that hold the address of a page."""

_CODES = frozenset({"unknown-name", "invalid-url", "missing-image", "unknown-project", "unknown-note"})


def link_problems(folder: Path, root: Path) -> Iterator[Problem]:
    """Yield what is wrong with the links of a portfolio's published notes.

    Args:
        folder: the portfolio's folder.
        root: the folder that the problems' paths begin at, which is that one or around it.
    """
    repository = Repository(folder, FOLDERS)
    # As it is published: the name of a draft leads nowhere there.
    loaded = load(repository)
    drafts = load(repository, drafts=True).portfolio
    for problem in check_portfolio(loaded):
        if problem.code not in _CODES or problem.path not in loaded.portfolio.notes:
            continue
        start = problem.span.column - 1
        target = problem.target or problem.source_line[start : start + problem.span.width].strip("'\"")
        named = problem.target.strip("[]").partition("|")[0].strip()
        draft = drafts.find_named(named) if problem.code == "unknown-name" else None
        if draft:
            problem = replace(  # noqa: PLW2901 # the same problem, in better words
                problem,
                code="excluded-page",
                message=f"'{draft}' is a draft: the site doesn't have it",
                hint="publish it, or link another page",
            )
        path = (repository.root / problem.path).relative_to(root).as_posix()
        yield replace(problem, path=path, target=target)
