"""`nexus new`: creates a note in the right folder, with front matter and headings to fill in."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Sequence

import click

from nexus_cli.portfolio_root import CannotRun, with_repository, written
from nexus_core.model.catalogue import unique_slug
from nexus_core.model.loading import load
from nexus_core.problems.spelling import did_you_mean, either
from nexus_core.read.repository import Repository
from nexus_core.schema.kinds import SECTIONS, Kind
from nexus_core.storage.files import write_files
from nexus_core.write.new_note import new_note

_KINDS = {kind.name: kind for kind in SECTIONS}


@click.command(
    help=f"""Create a note and print its path.

KIND is {either(list(_KINDS))}. In a terminal the command asks for what is missing. It
never overwrites a file.

\b
Examples:
  nexus new challenge "Orders page takes nine seconds" --in performance-issues
  nexus new project "Inventory service" --skill Django --skill PostgreSQL
"""
)
@click.argument("kind", required=False)
@click.argument("title", required=False)
@click.option("--in", "folder", help="A folder below the kind's own, such as performance-issues.")
@click.option("--skill", "skills", multiple=True, help="A skill that the note shows; can be repeated.")
@with_repository
def new(
    repository: Repository, kind: str | None, title: str | None, folder: str | None, skills: Sequence[str]
) -> None:
    """Create a note; the help text is given above."""
    asking = sys.stdin.isatty() and sys.stdout.isatty()
    name = kind or (_ask_kind() if asking else "")
    if name not in _KINDS:
        hint = did_you_mean(name, _KINDS) or f"use one of {', '.join(_KINDS)}"
        raise CannotRun(f"unknown kind '{name}': {hint}" if name else f"say what kind of note: {', '.join(_KINDS)}")
    chosen = _KINDS[name]
    words = title or (click.prompt("Title") if asking else "")
    if not words.strip():
        raise CannotRun("give the note a title")
    if folder is None and asking and chosen.nested:
        folder = click.prompt("Folder", type=click.Choice(repository.folders(chosen.folder)))
    place = _place(repository, chosen, folder)
    names = _known_skills(repository, skills)
    path = _free_path(repository, chosen, place, words)
    with written("nothing was written"):
        write_files(repository.root, {path: new_note(chosen, words, today(), names)})
    click.echo(path)


def _ask_kind() -> str:
    return str(click.prompt("Kind", type=click.Choice(list(_KINDS))))


def _place(repository: Repository, kind: Kind, folder: str | None) -> str:
    """Return the folder for the note, which must be there already."""
    if folder is None:
        return kind.folder
    name = folder.replace("\\", "/").strip("/").removeprefix(f"{kind.folder}/")
    known = repository.folders(kind.folder)
    if name not in known:
        hint = did_you_mean(name, known) or f"there are {', '.join(known) or 'none yet'}"
        raise CannotRun(f"{kind.folder} has no folder '{name}': {hint}")
    return f"{kind.folder}/{name}"


def _known_skills(repository: Repository, names: Sequence[str]) -> list[str]:
    if not names:
        return []
    catalogue = load(repository, drafts=True).portfolio.catalogue
    found = []
    for name in names:
        skill = catalogue.find(name)
        if skill is None:
            raise CannotRun(f"unknown skill '{name}': {catalogue.suggest(name)}")
        found.append(skill.name)
    return found


def _free_path(repository: Repository, kind: Kind, folder: str, title: str) -> str:
    """Return a path that nothing has taken; in a folder of its own where the kind has one for each note."""
    top = repository.root / folder
    taken = {entry.name.removesuffix(".md").casefold() for entry in top.iterdir()} if top.is_dir() else set()
    slug = unique_slug(title, taken)
    return f"{folder}/{slug}/README.md" if not kind.nested else f"{folder}/{slug}.md"


def today() -> dt.date:
    """The author's date, or that of SOURCE_DATE_EPOCH, https://reproducible-builds.org/specs/source-date-epoch/."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date()
    return dt.datetime.now().astimezone().date()
