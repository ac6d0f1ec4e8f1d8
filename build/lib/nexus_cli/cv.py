"""`nexus cv`: prints the site's CV page to PDF with an installed Chromium."""

from __future__ import annotations

import datetime as dt
import os
import sys
import tempfile
from pathlib import Path

import click

from nexus_cli import chromium
from nexus_cli.cv_pdf import PAPERS, dated, is_chromiums, pages_in, printable
from nexus_cli.portfolio_root import CannotRun, with_repository, written
from nexus_cli.printing import counted
from nexus_core.read.repository import Repository
from nexus_core.storage.files import write_file

MOST_PAGES = 2
"""Longer résumés are rarely read to the end."""

_PAGES = ("cv/index.html", "cv.html")
"""The page's file, with and without `use_directory_urls`."""


@click.command()
@click.argument("output", type=click.Path(dir_okay=False, path_type=Path), default=Path("cv.pdf"))
@click.option(
    "--site",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A site that is already built; by default it is built into a temporary folder.",
)
@click.option(
    "--paper",
    type=click.Choice(PAPERS, case_sensitive=False),
    default=PAPERS[0],
    show_default=True,
    help="The paper size.",
)
@click.option(
    "--browser",
    envvar=chromium.VARIABLE,
    show_envvar=True,
    help="The Chromium, Chrome or Edge to print with, by name or path; by default the first that is found.",
)
@with_repository
def cv(repository: Repository, output: Path, site: Path | None, paper: str, browser: str | None) -> None:
    """Print the CV page to PDF.

    Builds the site and prints its page /cv/ to OUTPUT (default: cv.pdf) with an installed browser. Links lead to
    the published site, at the address in SITE_URL or mkdocs.yml. SOURCE_DATE_EPOCH sets the dates in the file.

    Exit code: 0 if written, 1 if written and longer than two pages, 2 if it could not run.

    \b
    Examples:
      nexus cv
      nexus cv resume.pdf --paper letter
      SITE_URL=https://me.example/ nexus cv --browser google-chrome
    """
    if not output.parent.is_dir():
        raise CannotRun(f"there is no folder {output.parent}")
    if output.exists() and not is_chromiums(output.read_bytes()):
        raise CannotRun(f"{output} was not written by this command: name another file, or move it")
    try:
        document, lost = _printed(repository.root, site, paper, chromium.find(browser))
    except chromium.BrowserError as error:
        raise CannotRun(str(error)) from None
    with written("nothing was written"):
        write_file(output, _dated(document))
    if lost:
        click.echo(f"{counted(lost, 'link')} left out: set SITE_URL to the address of the published site", err=True)
    pages = pages_in(document)
    click.echo(f"{output}: {counted(pages, 'page')}")
    if pages > MOST_PAGES:
        click.echo(
            f"The CV has {pages} pages; more than {MOST_PAGES} are rarely read. Show fewer skills, for example "
            "with <!-- nexus/cv { step: applied } -->, or shorten the highlights.",
            err=True,
        )
        sys.exit(1)


def _printed(root: Path, site: Path | None, paper: str, browser: str) -> tuple[bytes, int]:
    """Return the page as a PDF, and how many of its links were removed because the site has no address."""
    with tempfile.TemporaryDirectory(prefix="nexus-cv-") as name:
        folder = Path(name)
        page = _page(site.resolve() if site else _built(root, folder / "site"))
        html, lost = printable(page, paper)
        (folder / "cv.html").write_text(html, encoding="utf-8")
        chromium.print_page(browser, folder / "cv.html", folder / "cv.pdf")
        return (folder / "cv.pdf").read_bytes(), lost


def _built(root: Path, folder: Path) -> Path:
    # MkDocs is imported only to build a site: it is slow to load, and other commands don't need it.
    from nexus_links import project as projects  # noqa: PLC0415

    config_file = root / "mkdocs.yml"
    if not config_file.is_file():
        raise CannotRun(f"there is no {config_file}: name an existing site with --site")
    try:
        projects.built(config_file, folder)
    except projects.CannotBuildError as error:
        raise CannotRun(str(error)) from None
    return folder


def _page(site: Path) -> Path:
    found = next((site / path for path in _PAGES if (site / path).is_file()), None)
    if found is None:
        raise CannotRun("the site has no page /cv/: add docs/cv.md with the component <!-- nexus/cv -->")
    return found


def _dated(document: bytes) -> bytes:
    """Give the file the date of SOURCE_DATE_EPOCH, https://reproducible-builds.org/specs/source-date-epoch/."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return dated(document, dt.datetime.fromtimestamp(int(epoch), dt.UTC)) if epoch.isdecimal() else document
