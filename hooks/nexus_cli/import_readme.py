"""`nexus import`: turns an existing README into notes, and prints which lines went where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import click

from nexus_cli.portfolio_root import CannotRun, with_root, written
from nexus_core.importing.importer import Imported, import_readme
from nexus_core.read.repository import Repository
from nexus_core.storage.files import write_files


@click.command("import")
@click.argument("readme", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Print what would be written, and write nothing.")
@with_root
def import_(repository: Repository, readme: Path, *, dry_run: bool) -> None:
    """Turn one long README into notes.

    Its sections become projects, challenges, learnings, a catalogue of skills and pages. Only new files are
    written, all of them or none. Every line of README is kept: what fits nowhere goes to docs/imported.md.

    \b
    Examples:
      nexus import README.md
      nexus import ~/old-portfolio/README.md --dry-run
    """
    text = _read(readme)
    if not text.strip():
        raise CannotRun(f"{readme} is empty")
    files = import_readme(text, _path_in(repository, readme), repository)
    if not dry_run:
        with written("nothing was written"):
            write_files(repository.root, {file.path: file.text for file in files})
    for file in files:
        click.echo(_account(file))
    would = "would be written" if dry_run else "written"
    click.echo(f"{len(files)} files {would}; run 'nexus check' to see what they still lack.", err=True)


def _read(readme: Path) -> str:
    try:
        data = readme.read_bytes()
    except OSError as error:
        raise CannotRun(f"{readme} can't be read: {error.strerror}") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CannotRun(f"{readme}:{line}: the file is not UTF-8: save it again with that encoding") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _path_in(repository: Repository, readme: Path) -> str:
    real = readme.resolve()
    return real.relative_to(repository.root).as_posix() if real.is_relative_to(repository.root) else readme.name


def _account(file: Imported) -> str:
    fields = ", ".join(file.fields)
    lines = f"lines {', '.join(_ranges(file.lines))}" if file.lines else "nothing of the README"
    kept = f"{file.kept} lines as they were" if file.kept else "nothing as text"
    return f"{click.style(file.path, bold=True)}\n  took {lines}: {fields}\n  left {kept}"


def _ranges(numbers: Iterable[int]) -> Iterator[str]:
    for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        found = [number for _, number in run]
        yield str(found[0]) if len(found) == 1 else f"{found[0]}-{found[-1]}"
