"""`nexus cv`: prints the site's CV page to PDF, with a Chromium that is installed already."""

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
"""A résumé that is longer isn't read to its end."""

_PAGES = ("cv/index.html", "cv.html")
"""Where a site has the page, with and without a folder for each address."""


@click.command()
@click.argument("output", type=click.Path(dir_okay=False, path_type=Path), default=Path("cv.pdf"))
@click.option(
    "--site",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A site that is built already; else it is built, into a folder that is gone afterwards.",
)
@click.option(
    "--paper",
    type=click.Choice(PAPERS, case_sensitive=False),
    default=PAPERS[0],
    show_default=True,
    help="The size of its pages.",
)
@click.option(
    "--browser",
    envvar=chromium.VARIABLE,
    show_envvar=True,
    help="The Chromium, Chrome or Edge to print with, by name or path; else the first that is found.",
)
@with_repository
def cv(repository: Repository, output: Path, site: Path | None, paper: str, browser: str | None) -> None:
    """Print the CV page to PDF.

    Builds the site, and lets a browser that is installed print its page /cv/ to OUTPUT, cv.pdf if none is named.
    Links lead to the published site, by the address of SITE_URL or mkdocs.yml; SOURCE_DATE_EPOCH sets its dates.

    Exits with 0, with 1 when it takes more than two pages (it is written all the same), with 2 when it could not
    run.

    \b
    Examples:
      nexus cv
      nexus cv resume.pdf --paper letter
      SITE_URL=https://me.example/ nexus cv --browser google-chrome
    """
    if not output.parent.is_dir():
        raise CannotRun(f"there is no folder {output.parent}")
    if output.exists() and not is_chromiums(output.read_bytes()):
        raise CannotRun(f"{output} is nothing that this command has written: name another file, or move it")
    try:
        document, lost = _printed(repository.root, site, paper, chromium.find(browser))
    except chromium.BrowserError as error:
        raise CannotRun(str(error)) from None
    with written("nothing is written"):
        write_file(output, _dated(document))
    if lost:
        click.echo(f"{counted(lost, 'link')} left out: set SITE_URL to where the site is published", err=True)
    pages = pages_in(document)
    click.echo(f"{output}: {counted(pages, 'page')}")
    if pages > MOST_PAGES:
        click.echo(
            f"The CV takes {pages} pages, {MOST_PAGES} at most are read: show fewer skills, such as with "
            "<!-- nexus/cv { step: applied } -->, or shorten the highlights.",
            err=True,
        )
        sys.exit(1)


def _printed(root: Path, site: Path | None, paper: str, browser: str) -> tuple[bytes, int]:
    """Return the page as a PDF, and how many of its links lead nowhere because the site has no address."""
    with tempfile.TemporaryDirectory(prefix="nexus-cv-") as name:
        folder = Path(name)
        page = _page(site.resolve() if site else _built(root, folder / "site"))
        html, lost = printable(page, paper)
        (folder / "cv.html").write_text(html, encoding="utf-8")
        chromium.print_page(browser, folder / "cv.html", folder / "cv.pdf")
        return (folder / "cv.pdf").read_bytes(), lost


def _built(root: Path, folder: Path) -> Path:
    # MkDocs is loaded only where a site is built: the other commands do without it.
    from nexus_links import project as projects  # noqa: PLC0415

    config_file = root / "mkdocs.yml"
    if not config_file.is_file():
        raise CannotRun(f"there is no {config_file}: name a site that is built already with --site")
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
