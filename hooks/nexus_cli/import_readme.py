"""`nexus import`: turns an existing README into notes, and says what it found and what to do next."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby, takewhile
from pathlib import Path

import click

from nexus_cli.portfolio_root import CannotRun, with_root, written
from nexus_core.importing.importer import Import, Imported, import_readme
from nexus_core.importing.skills import PATH as SKILLS_PAGE
from nexus_core.read.repository import Repository
from nexus_core.schema.kinds import PROJECT, SECTIONS
from nexus_core.storage.files import write_files


@click.command("import")
@click.argument("readme", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show the tree that would be written, and write nothing.")
@click.option("--verbose", is_flag=True, help="Say for each file which lines it took.")
@click.option("--as", "shape", type=click.Choice(["project"]), help="Take README as that of one project.")
@with_root
def import_(repository: Repository, readme: Path, *, dry_run: bool, verbose: bool, shape: str | None) -> None:
    """Turn one long README into notes.

    Its sections become projects, challenges, learnings, a catalogue of skills and pages. Only new files are
    written, all of them or none. Every line of README is kept: what fits nowhere goes to docs/imported.md.

    \b
    Examples:
      nexus import README.md
      nexus import ~/old-portfolio/README.md --dry-run
    """
    text = read_readme(readme)
    if not text.strip():
        raise CannotRun(f"{readme} is empty")
    found = import_readme(text, path_in(repository, readme), repository, as_project=shape == "project")
    if not dry_run:
        with written("nothing was written"):
            write_files(repository.root, {file.path: file.text for file in found.files})
    if verbose:
        click.echo("\n".join(map(_account, found.files)))
    elif dry_run:
        click.echo("\n".join(_tree(sorted(file.path for file in found.files))))
    click.echo(summary(found))
    if found.missing:
        click.echo(
            f"Links lead to files that are not here, copy them or mend the links: {', '.join(found.missing)}"
        )
    would = "would be written" if dry_run else "written"
    click.echo(f"{len(found.files)} files {would}; {_next_step(found)}", err=True)


def summary(found: Import) -> str:
    """Return what was found in one line: "4 challenges, 1 project, 11 skills; nothing left over"."""
    paths = [file.path for file in found.files]
    notes = Counter(path.split("/")[0] for path in paths if not _is_index(path))
    counts = [(notes[kind.folder], kind.name) for kind in SECTIONS]
    counts.append((sum(file.skills for file in found.files), "skill"))
    parts = [", ".join(_counted(count, noun) for count, noun in counts if count) or "no notes"]
    left = found.left_over
    parts.append(f"{_counted(len(left.lines), 'line')} left over in {left.path}" if left else "nothing left over")
    if not any(file.path == SKILLS_PAGE and file.lines for file in found.files):
        is_empty = not any(file.skills for file in found.files)
        parts.append(
            "no technologies section was found" if is_empty else "the skills are those that its text names"
        )
    return "; ".join(parts)


def _is_index(path: str) -> bool:
    """Say whether a file is the page of a section's folder rather than a note; projects have their own."""
    nested = path.startswith(f"{PROJECT.folder}/") and path.count("/") > 1
    return posixpath.basename(path) == "README.md" and not nested


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' * (count != 1)}"


def _next_step(found: Import) -> str:
    move = f"move what you want to keep out of {found.left_over.path}, then " if found.left_over else ""
    return f"{move}run 'nexus check' to see what they still lack."


def _tree(paths: Iterable[str]) -> Iterator[str]:
    """Yield sorted paths as a tree: each folder once, what it holds indented below it."""
    above: list[str] = []
    for path in paths:
        *folders, name = path.split("/")
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(above, folders, strict=False)))
        for depth, folder in enumerate(folders[shared:], start=shared):
            yield f"{'  ' * depth}{folder}/"
        yield f"{'  ' * len(folders)}{name}"
        above = folders


def read_readme(readme: Path) -> str:
    """Return the text of a README, or end the command if it can't be read."""
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


def path_in(repository: Repository, readme: Path) -> str:
    """Return the path of a README from the root of a repository, or just its name if it lies outside."""
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
