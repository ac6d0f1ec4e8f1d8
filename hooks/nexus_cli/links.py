"""`nexus links`: checks every reference of a built site, of this project or of any other made with MkDocs."""

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
"""Where answers from outside are kept, below the project's root."""


@click.command()
@click.option(
    "-f",
    "--config-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The project's mkdocs.yml; else the one in the current folder or around it.",
)
@click.option(
    "--site",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A site that is built already; else it is built, into a folder that is gone afterwards.",
)
@click.option("--external", is_flag=True, help="Ask for what links lead to outside, instead.")
@click.option(
    "--changed-since",
    metavar="REVISION",
    help="With --external: only the links on lines that were changed since a git revision.",
)
@with_format
def links(
    config_file: Path | None, site: Path | None, changed_since: str | None, form: str | None, *, external: bool
) -> None:
    """Check every link of the site.

    Builds the site and follows each reference of its pages and style sheets as a reader's browser would. What
    leads nowhere is printed with the line of the source to mend. Exits with 0 when every link is right, with 1
    when one is wrong, with 2 when it could not run.

    A link that is known to be odd is passed over with a comment on its line or alone on the line above it,
    <!-- ignore-link: why -->, or in mkdocs.yml with a pattern in which * stands for anything:
    extra: { ignore_links: [{ pattern: "https://intranet.*", reason: "…" }] }.

    \b
    Examples:
      nexus links
      nexus links -f handbook/mkdocs.yml --format sarif
      nexus links --external --changed-since origin/main
    """
    if changed_since and not external:
        raise CannotRun("--changed-since goes with --external: links between pages break from both ends")
    with tempfile.TemporaryDirectory(prefix="nexus-links-") as folder:
        project, found = _check(config_file or _found_config(site), site, Path(folder))
    problems = _asked(project, found, changed_since) if external else found.problems
    wrong = counted(len(problems), "problem") if problems else "every link is right"
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
    # MkDocs is loaded only where a site is looked at: the other commands do without it.
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
    """Ask outside for what the found links lead to, and return what is wrong with them."""
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
    return found.unknown(problems)


def _show(progress: Progress) -> None:
    if sys.stderr.isatty():
        click.echo(
            f"\r{progress.done} of {progress.total} addresses asked ", err=True, nl=progress.done == progress.total
        )
