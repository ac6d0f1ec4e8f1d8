"""`nexus init`: begins a portfolio that builds at once, in an empty folder or in a clone of this repository."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from nexus_cli.editor_schemas import stale_files
from nexus_cli.import_readme import path_in, read_readme, summary
from nexus_cli.new import today
from nexus_cli.portfolio_root import CannotRun, written
from nexus_cli.readme import stale_readmes
from nexus_core.importing.importer import Import, import_readme
from nexus_core.model.loading import load
from nexus_core.read.repository import Repository
from nexus_core.schema.kinds import FOLDERS
from nexus_core.storage.files import write_files
from nexus_core.storage.folder_swap import FolderSwap
from nexus_init.requirement import is_of_this_machine, requirement
from nexus_init.skeleton import Answers, content, skeleton
from nexus_init.take_over import CannotTakeOverError, authors_files, remove, renamed


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--from", "readme", type=click.Path(path_type=Path), help="Begin with the notes of this README.")
@click.option("--name", help="Your name, as the site shows it.")
@click.option("--take-over", is_flag=True, help="FOLDER is a clone: replace its author's notes and pages.")
@click.option("--yes", is_flag=True, help="Don't ask before removing them.")
def init(folder: Path, readme: Path | None, name: str | None, *, take_over: bool, yes: bool) -> None:
    """Begin a portfolio in an empty folder.

    Writes settings, a folder for each kind of note, pages, a catalogue of skills, a first note of each kind as a
    draft, and workflows that check and publish the site. It builds at once.

    With --take-over, FOLDER is a clone of this program's repository. What its author wrote is removed, and the
    program, its manual and its tests stay.

    \b
    Examples:
      nexus init mine
      nexus init mine --from ~/alx-project-nexus/README.md --name "Ada Lovelace"
      nexus init . --take-over
    """
    if not take_over:
        _begin(folder, readme, name)
    elif readme:
        raise CannotRun("--from begins a new folder: take over first, then run 'nexus import'")
    else:
        _take_over(folder.resolve(), name, sure=yes)


def _begin(folder: Path, readme: Path | None, name: str | None) -> None:
    if folder.is_dir() and any(folder.iterdir()):
        raise CannotRun(f"{folder} is not empty: name another folder, or run 'nexus import' in a portfolio")
    text = read_readme(readme) if readme else ""
    if readme and not text.strip():
        raise CannotRun(f"{readme} is empty")
    answers = Answers(requirement(), _name(name))
    with written("nothing was written"), FolderSwap(folder) as swap:
        repository = Repository(folder, FOLDERS)
        found = import_readme(text, path_in(repository, readme), repository) if readme else None
        texts = skeleton(answers, today(), found.files if found else ())
        write_files(swap.new, texts)
        more = _worked_out(Repository(swap.new, FOLDERS))
        write_files(swap.new, more, overwrite=True)
        swap.publish()
    _report(folder, len({*texts, *more}), found, answers)


def _take_over(root: Path, name: str | None, *, sure: bool) -> None:
    try:
        theirs = authors_files(root)
    except CannotTakeOverError as error:
        raise CannotRun(str(error)) from None
    click.echo("\n".join(theirs))
    click.echo(f"{len(theirs)} files of the author's are to be removed; git keeps them in its history.")
    if not sure and not _is_terminal():
        raise CannotRun("nothing was removed: say --yes")
    if not sure:
        click.confirm("Remove them?", abort=True)
    answers = Answers(requirement(), _name(name))
    with written("not all was written: 'git reset --hard' brings back what was there"):
        remove(root, theirs)
        settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
        texts = {**content(answers, today()), "mkdocs.yml": renamed(settings, answers)}
        write_files(root, texts, overwrite=True)
        more = _worked_out(Repository(root, FOLDERS))
        write_files(root, more, overwrite=True)
    click.echo(
        f"{len({*texts, *more})} files written. Say in README.md whose portfolio it is now; 'poe check' checks it."
    )


def _name(given: str | None) -> str:
    """Return the author's name in one line: as it is given, or as they type it if they can."""
    if given is None and _is_terminal():
        given = click.prompt("Your name, if it is to be shown", default="", show_default=False)
    return " ".join((given or "").split())


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _worked_out(repository: Repository) -> dict[str, str]:
    """Return the files that follow from what was written: the lists in READMEs, and what editors read."""
    portfolio = load(repository).portfolio
    return {**stale_readmes(repository, portfolio), **stale_files(repository.root, portfolio.catalogue)}


def _report(folder: Path, number: int, found: Import | None, answers: Answers) -> None:
    if found:
        click.echo(summary(found))
    if found and found.missing:
        click.echo(
            f"Links lead to files that are not here: copy them, or mend the links: {', '.join(found.missing)}"
        )
    click.echo(f"{folder}: {number} files. Next:\n\n  cd {folder}\n  mkdocs serve\n")
    click.echo("README.md says how to check and to publish it.")
    if is_of_this_machine(answers.requirement):
        click.echo(
            "requirements.txt names a place on this machine, from where nexus was installed: "
            "before you publish, write where others find it.",
            err=True,
        )
