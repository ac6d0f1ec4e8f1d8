"""`nexus export`: writes the site as plain Markdown that another generator builds."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import click

from nexus.cli.portfolio_root import CannotRun, with_repository
from nexus.export import MARKER, export_texts, exported_path
from nexus.history import read_history
from nexus.loading import load
from nexus.outputs import Site
from nexus.repository import Repository
from nexus.site_address import site_address


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@with_repository
def export(repository: Repository, folder: Path) -> None:
    """Write the site for another generator.

    FOLDER gets every page as plain Markdown with its components expanded, the files beside the notes, and an
    mkdocs.yml without hooks: MkDocs builds it, and so does Zensical. A folder that holds anything but an earlier
    export is left alone.

    \b
    Examples:
      nexus export ../portfolio-plain
      nexus export build/plain && cd build/plain && zensical build
    """
    target = folder.resolve()
    if target.exists() and (not target.is_dir() or (any(target.iterdir()) and not (target / MARKER).is_file())):
        raise CannotRun(f"{folder} is not empty and no earlier export: name another folder")
    settings = repository.root / "mkdocs.yml"
    if not settings.is_file():
        raise CannotRun(f"there is no {settings}")
    loaded = load(repository, history=read_history(repository.root))
    text = settings.read_text(encoding="utf-8")
    site = Site(url=site_address(repository.root))
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".nexus-export-", dir=target.parent) as temporary:
        made = Path(temporary) / "made"
        for path, content in export_texts(loaded, text, site):
            _place(made / path).write_text(content, encoding="utf-8", newline="")
        for path in loaded.assets:
            shutil.copyfile(repository.root / path, _place(made / exported_path(path)))
        if target.exists():
            target.rename(Path(temporary) / "before")
        made.rename(target)
    click.echo(f"{folder}: {sum(path.is_file() for path in target.rglob('*'))} files")


def _place(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
