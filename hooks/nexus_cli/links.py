"""`nexus links`: checks every link of a built site, of this portfolio or any other MkDocs project."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nexus_cli.portfolio_root import CannotRun
from nexus_cli.printing import counted, print_problems, with_format
from nexus_core.problems.problem import Problem, Severity
from nexus_core.read.git_changes import changed_lines
from nexus_core.read.git_revision import RevisionError

if TYPE_CHECKING:
    from nexus_links.external import Progress
    from nexus_links.findings import Findings
    from nexus_links.project import Project

CACHE = Path(".cache") / "nexus-links.json"
"""The cache of answers from other sites, below the project's root."""


@click.command()
@click.option(
    "-f",
    "--config-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The project's mkdocs.yml; by default the one in or around the current folder.",
)
@click.option(
    "--site",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A site that is already built; by default it is built into a temporary folder.",
)
@click.option("--external", is_flag=True, help="Check the links to other sites instead.")
@click.option(
    "--changed-since",
    metavar="REVISION",
    help="With --external: only links on lines that changed since a git revision.",
)
@with_format
def links(
    config_file: Path | None, site: Path | None, changed_since: str | None, form: str | None, *, external: bool
) -> None:
    """Check every link of the site.

    Builds the site and follows every link of its pages and style sheets as a browser would. Broken links are
    printed with the line of the source to fix.

    To ignore a link, put a comment on its line or alone on the line above it, <!-- ignore-link: why -->, or a
    pattern with wildcards in mkdocs.yml: extra: { ignore_links: [{ pattern: "https://intranet.*", reason: "…" }] }.

    Exit code: 0 if every link works, 1 if one is broken, 2 if it could not run.

    \b
    Examples:
      nexus links
      nexus links -f handbook/mkdocs.yml --format sarif
      nexus links --external --changed-since origin/main
    """
    if changed_since and not external:
        raise CannotRun(
            "--changed-since needs --external: a link between pages can break by a change at either end"
        )
    with tempfile.TemporaryDirectory(prefix="nexus-links-") as folder:
        project, found = _check(config_file or _found_config(site), site, Path(folder))
    problems = _asked(project, found, changed_since) if external else found.problems
    wrong = counted(len(problems), "problem") if problems else "every link works"
    print_problems(problems, form, f"{counted(found.pages, 'page')}: {wrong}")
    sys.exit(1 if any(problem.severity is Severity.ERROR for problem in problems) else 0)


def _found_config(site: Path | None) -> Path | None:
    start = Path.cwd()
    found = next(
        (folder / "mkdocs.yml" for folder in (start, *start.parents) if (folder / "mkdocs.yml").is_file()), None
    )
    if found is None and site is None:
        raise CannotRun(
            f"there is no mkdocs.yml in {start} or around it: name one with -f, or a built site with --site"
        )
    return found


def _check(config_file: Path | None, site: Path | None, folder: Path) -> tuple[Project, Findings]:
    # MkDocs is imported only here: it is slow to load, and other commands don't need it.
    from nexus_links import project as projects  # noqa: PLC0415
    from nexus_links.checker import check  # noqa: PLC0415

    try:
        if config_file is None:
            project = projects.site_alone(site or folder)
        else:
            project = projects.prebuilt(config_file, site) if site else projects.built(config_file, folder)
    except projects.CannotBuildError as error:
        raise CannotRun(str(error)) from None
    return project, check(project)


def _asked(project: Project, found: Findings, changed_since: str | None) -> list[Problem]:
    """Check the links to other sites, and return what is wrong with them."""
    try:
        from nexus_links import external  # noqa: PLC0415
    except ImportError as error:
        raise CannotRun(f"{error.name} is not installed: pip install 'alx-project-nexus[links]'") from None
    wanted = found.outside
    if changed_since:
        try:
            lines = changed_lines(project.root, changed_since)
        except RevisionError as error:
            raise CannotRun(str(error)) from None
        wanted = [link for link in wanted if (link.place.path, link.place.span.line) in lines]
    asked = (
        external.ExternalLink(link.address, link.place.path, link.place.span, link.place.source_line)
        for link in wanted
    )
    options = external.Options(cache=project.root / CACHE)
    problems: list[Problem] = external.check(asked, options, _show)
    return found.unsuppressed(problems)


def _show(progress: Progress) -> None:
    if sys.stderr.isatty():
        click.echo(
            f"\r{progress.done} of {progress.total} addresses checked ",
            err=True,
            nl=progress.done == progress.total,
        )
