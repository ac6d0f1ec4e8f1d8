"""`nexus check`: reads the notes without building the site and prints every problem."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from nexus_cli.editor_schemas import stale_skills
from nexus_cli.portfolio_root import below, is_wanted, with_repository
from nexus_cli.printing import counted, print_problems, with_format
from nexus_core.checks import check_portfolio
from nexus_core.diff.hand_renames import renamed_by_hand
from nexus_core.model.loading import Loaded, load
from nexus_core.problems.problem import Problem, Severity
from nexus_core.read.repository import Repository


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@with_format
@click.option("--strict", is_flag=True, help="Count advice as a problem.")
@click.option("--advice/--no-advice", default=True, help="Print advice as well, or only problems.")
@with_repository
def check(repository: Repository, paths: Sequence[Path], form: str | None, *, strict: bool, advice: bool) -> None:
    """Report problems in the notes.

    Reads every note without building the site and prints each problem with its file, line and column, then advice,
    which names what would be better. PATHS limits the report to these files and folders.

    Exit code: 0 without problems, 1 with problems, 2 if it could not run. Advice is not a problem unless
    --strict is given.

    \b
    Examples:
      nexus check
      nexus check projects challenges-solutions/performance-issues/slow-orders.md
      nexus check --strict --format json
    """
    loaded = load(repository, drafts=True)
    wanted = below(repository.root, paths)
    found = [*check_portfolio(loaded, advice=advice or strict), *renamed_by_hand(repository, loaded)]
    found += stale_skills(repository.root, loaded.portfolio.catalogue)
    shown = [problem for problem in found if is_wanted(problem.path, wanted)]
    if not advice and not strict:
        shown = [problem for problem in shown if problem.severity is not Severity.ADVICE]
    failing = [problem for problem in shown if strict or problem.severity is not Severity.ADVICE]
    shown.sort(key=lambda problem: problem.severity is Severity.ADVICE)
    print_problems(shown, form, _summary(shown, loaded))
    sys.exit(1 if failing else 0)


def _summary(shown: Sequence[Problem], loaded: Loaded) -> str:
    advice = sum(problem.severity is Severity.ADVICE for problem in shown)
    problems = len(shown) - advice
    wrong = counted(problems, "problem") if problems else "no problems"
    given = f", {counted(advice, 'piece')} of advice" if advice else ""
    others = ", ".join(loaded.links.unknown)
    left = f"\nLeft to the build: ids and links that {others} may make" if others else ""
    return f"{len(loaded.portfolio.notes)} notes: {wrong}{given}{left}"
