"""`nexus export`: writes the site as plain Markdown for another generator."""

from __future__ import annotations

from pathlib import Path

import click

from nexus_cli.portfolio_root import CannotRun, with_repository
from nexus_core.model.loading import load
from nexus_core.read.git_dates import read_history
from nexus_core.read.repository import Repository
from nexus_core.schema.kinds import KINDS
from nexus_export.contents import SETTINGS, export_copies, export_texts
from nexus_export.folder import FolderError, write_export
from nexus_export.settings import SettingsError, read_settings


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@with_repository
def export(repository: Repository, folder: Path) -> None:
    """Export the site as plain Markdown.

    Writes to FOLDER every page with its components expanded, the files beside the notes, the project's own
    templates and an mkdocs.yml without hooks, for Zensical or plain MkDocs. FOLDER must be missing, empty or an
    unchanged earlier export.

    \b
    Examples:
      nexus export ../portfolio-plain
      nexus export build/plain && cd build/plain && zensical build
    """
    target = folder.resolve()
    among = next((kind.folder for kind in KINDS if target.is_relative_to(repository.root / kind.folder)), None)
    if among:
        raise CannotRun(f"{folder} is inside {among}/ and would become part of the portfolio: name another folder")
    try:
        settings = read_settings(repository.root / SETTINGS)
        loaded = load(repository, history=read_history(repository.root, repository.top_folders))
        texts = export_texts(loaded, settings, settings.site(loaded.site_url))
        number = write_export(target, texts, export_copies(loaded, settings))
    except OSError as error:
        raise CannotRun(f"{error.filename or folder} can't be read or written: {error.strerror}") from None
    except (SettingsError, FolderError, ValueError) as error:
        raise CannotRun(str(error)) from None
    click.echo(f"{folder}: {number} files")
