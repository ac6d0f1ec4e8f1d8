"""`nexus migrate`: rewrites notes from an older version of the front matter's fields to the newest."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from nexus_cli.migration import Migrated
from nexus_cli.migration import migrate as migrated
from nexus_cli.portfolio_root import below, is_wanted, with_repository, written
from nexus_cli.printing import counted, print_problems
from nexus_core.read.repository import Repository, is_markdown
from nexus_core.storage.several_files import replace_all


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Write nothing; print the difference.")
@with_repository
def migrate(repository: Repository, paths: Sequence[Path], *, dry_run: bool) -> None:
    """Rewrite notes that have fields of an older version.

    Such as tech_stack, summary or created, which are technologies, description and date today. Comments, order,
    quotes and line ends stay. Either all notes are written or none; a second run changes nothing. PATHS limits
    which notes are looked at.

    Exits with 0, with 1 when a note had to be left as it is, with 2 when it could not run.

    \b
    Examples:
      nexus migrate --dry-run
      nexus migrate
      nexus migrate projects challenges-solutions/performance-issues/slow-orders.md
    """
    notes = _read(repository, paths)
    changed = {path: (old, note) for path, (old, note) in notes.items() if note.text != old}
    if dry_run:
        for path, (old, note) in changed.items():
            click.echo(_difference(path, old, note.text))
    else:
        with written("nothing is changed"):
            replace_all(repository.root, {path: note.text for path, (_, note) in changed.items()})
        for path, (_, note) in changed.items():
            click.echo(f"{path}: {'; '.join(map(str, note.changes))}")
    problems = [problem for _, note in notes.values() for problem in note.problems]
    print_problems(problems, None, _summary(len(changed), len(problems), dry_run=dry_run))
    sys.exit(1 if problems else 0)


def _read(repository: Repository, paths: Sequence[Path]) -> dict[str, tuple[str, Migrated]]:
    """Return the text of each note, and what is to become of it."""
    wanted = below(repository.root, paths)
    notes = {}
    for path in repository.files():
        if not is_markdown(path) or not is_wanted(path, wanted):
            continue
        problems = repository.read(path).problems
        # As it is: what a portfolio reads has lost its line ends.
        text = "" if problems else (repository.root / path).read_bytes().decode("utf-8")
        notes[path] = (text, Migrated(text, problems=problems) if problems else migrated(path, text))
    return notes


def _difference(path: str, old: str, new: str) -> str:
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), path, path, lineterm="")
    return "\n".join(lines)


def _summary(changed: int, left: int, *, dry_run: bool) -> str:
    done = f"{counted(changed, 'note')} {'to be rewritten' if dry_run else 'rewritten'}"
    return f"{done}, {counted(left, 'problem')}" if left else done
