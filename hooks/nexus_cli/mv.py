"""`nexus mv`: moves a note or a folder, and mends what its move would break."""

from __future__ import annotations

import posixpath
from pathlib import Path

import click

from nexus_cli.portfolio_root import CannotRun, with_repository, written
from nexus_core.read.repository import Repository, is_markdown
from nexus_core.schema.kinds import KINDS
from nexus_core.storage.files import write_files
from nexus_core.write.moving import Move, after_move, destination


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@with_repository
def mv(repository: Repository, old: Path, new: Path) -> None:
    """Move or rename a note or a folder, with its links.

    Links to it and from it, images and challenges' projects are mended in every note and in README.md, and the old
    address becomes one of the note's aliases, so that it still leads there. What was renamed by hand is mended
    alike: say what it was called and what it is called now.

    \b
    Examples:
      nexus mv learnings/redis.md learnings/database-optimization/caching.md
      nexus mv projects/chat-application projects/chat
    """
    move = _move(repository, old, new)
    texts = _texts(repository, move)
    source, target = repository.root / move.old, repository.root / move.new
    changed = after_move(texts, move)
    is_moved = not source.exists()
    with written("nothing was moved"):
        if not is_moved:
            target.parent.mkdir(parents=True, exist_ok=True)
            source.rename(target)
        try:
            write_files(repository.root, changed, overwrite=True)
        except OSError:
            if not is_moved:
                target.rename(source)
            raise
    click.echo(f"{move.old} is now {move.new}.")
    inside = [path for path in changed if path == move.new or path.startswith(f"{move.new}/")]
    for path in sorted(changed.keys() - set(inside)):
        click.echo(f"  mended {path}")
    if inside:
        click.echo("Its old address leads to the new one, by the field 'aliases'.", err=True)


def _move(repository: Repository, old: Path, new: Path) -> Move:
    """Return what is to go where, as repository paths."""
    if not old.exists() and not new.exists():
        raise CannotRun(f"there is no file or folder {old}")
    start, end = _below(repository, old), _below(repository, new)
    if not old.exists():
        return Move(start, end)
    if old.is_file() and not is_markdown(start):
        raise CannotRun(f"{old} is not a note: move the note or the folder that it belongs to")
    end = destination(end, start, is_folder=old.is_dir(), existing=new.is_dir())
    if start == end or f"{end}/".startswith(f"{start}/"):
        raise CannotRun(f"{start} can't be moved into itself")
    if (repository.root / end).exists():
        raise CannotRun(f"{end} is there already")
    return Move(start, end)


def _below(repository: Repository, path: Path) -> str:
    """Return the repository path of something within a note folder."""
    folders = [kind.folder for kind in KINDS]
    try:
        found = path.resolve().relative_to(repository.root).as_posix()
    except ValueError:
        found = ""
    if found.split("/")[0] not in folders or found in folders:
        raise CannotRun(f"{path} is not below one of the note folders {', '.join(folders)}")
    return found


def _texts(repository: Repository, move: Move) -> dict[str, str]:
    """Return the texts of all notes, and of the README of the repository."""
    files, _ = repository.survey()
    texts = {}
    back = Move(move.new, move.old)
    readme = ["README.md"] if (repository.root / "README.md").is_file() else []
    for path in (*filter(is_markdown, files), *readme):
        file = repository.read(path)
        text = (repository.root / path).read_bytes()
        before = back.of(path)
        if file.text.encode() == text:
            texts[before] = file.text
        elif move.of(before) != before:
            message = "has no plain UTF-8 text with Unix line ends: save it so, then move it"
            raise CannotRun(f"{posixpath.normpath(path)} {message}")
    return texts
