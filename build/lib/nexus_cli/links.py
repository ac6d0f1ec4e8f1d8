"""`nexus links`: checks every link of a built site, of this portfolio or any other MkDocs project."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nexus_cli.portfolio_root import CannotRun, below, is_wanted
from nexus_cli.printing import chosen, counted, print_problems, with_format
from nexus_core.problems.codes import CODES
from nexus_core.problems.problem import Problem, Severity
from nexus_core.problems.spelling import did_you_mean
from nexus_core.read.git_changes import changed_lines
from nexus_core.read.git_revision import RevisionError

if TYPE_CHECKING:
    from nexus_links.external import Progress
    from nexus_links.findings import Findings
    from nexus_links.project import Project

CACHE = Path(".cache") / "nexus-links.json"
"""The cache of answers from other sites, below the project's root."""


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
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
@click.option("--only", multiple=True, metavar="CODE", help="Report this code alone; may be given repeatedly.")
@click.option("--external", is_flag=True, help="Check the links to other sites instead.")
@click.option(
    "--changed-since",
    metavar="REVISION",
    help="With --external: only links on lines that changed since a git revision.",
)
@click.option("--timeout", type=float, metavar="SECONDS", help="With --external: the limit for one request (20).")
@click.option("--time-limit", type=float, metavar="SECONDS", help="With --external: the limit for all (300).")
@click.option(
    "--per-host", type=click.IntRange(1), metavar="N", help="With --external: requests to a host at once (2)."
)
@click.option("--agent", metavar="TEXT", help="With --external: the User-Agent that sites are told.")
@click.option("--loopback", is_flag=True, help="With --external: ask servers on this machine too.")
@with_format
def links(
    paths: Sequence[Path],
    config_file: Path | None,
    site: Path | None,
    *,
    only: Sequence[str],
    changed_since: str | None,
    form: str | None,
    external: bool,
    **asking: Any,
) -> None:
    """Check every link of the site.

    Builds the site and follows every link of its pages and style sheets as a browser would. Broken links are
    printed with the line of the source to fix. PATHS limits the report to these files and folders; the folder of
    a built site is checked by itself, without mkdocs.yml.

    To ignore a link, put a comment on its line or alone on the line above it, <!-- ignore-link: why -->, or a
    pattern with wildcards in mkdocs.yml: extra: { ignore_links: [{ pattern: "https://intranet.*", reason: "…" }] }.
    An entry may also have a code and a path. How much a code matters (error, warning, advice, off) is said in
    extra: { links: { severities: { missing-anchor: warning } } }.

    Paths of the site's host that another deployment serves are named in extra: { links: { elsewhere: [/old/] } },
    folders that are deployed at another path in extra: { links: { map: { /docs/: docs/versioned/ } } }.

    Exit code: 0 if every link works, 1 if one is broken, 2 if it could not run.

    \b
    Examples:
      nexus links
      nexus links docs/guide --only missing-anchor
      nexus links public/
      nexus links -f handbook/mkdocs.yml --format sarif
      nexus links --external --changed-since origin/main
    """
    given = {name: value for name, value in asking.items() if value}
    if (changed_since or given) and not external:
        option = next(iter(given), "changed-since").replace("_", "-")
        raise CannotRun(f"--{option} needs --external: without it, no other site is asked")
    unknown = next((code for code in only if code not in CODES), None)
    if unknown:
        raise CannotRun(f"'{unknown}' is not a code of a problem" + _meant(unknown))
    if site is None and config_file is None and len(paths) == 1 and _is_site(paths[0]):
        site, paths = paths[0], ()
        start: Path | None = None
    else:
        start = config_file or _found_config(site)
    with tempfile.TemporaryDirectory(prefix="nexus-links-") as folder:
        project, found = _check(start, site, Path(folder))
    wanted = below(project.root, paths)
    problems = _asked(project, found, changed_since, given) if external else found.problems
    problems = [
        problem
        for problem in project.judged(problems)
        if is_wanted(problem.path, wanted) and (not only or problem.code in only)
    ]
    _print(problems, form, found.pages)
    sys.exit(1 if any(problem.severity is Severity.ERROR for problem in problems) else 0)


def _is_site(path: Path) -> bool:
    """Return whether a path is the folder of a built site, rather than one of sources."""
    return (
        any((path / name).is_file() for name in ("index.html", "404.html")) and not (path / "mkdocs.yml").is_file()
    )


def _meant(code: str) -> str:
    hint = did_you_mean(code, CODES)
    return f": {hint}" if hint else ""


def _print(problems: Sequence[Problem], form: str | None, pages: int) -> None:
    """Print problems: for people those of one cause together, and how many there are of each code."""
    from nexus_links.causes import grouped, tabled  # noqa: PLC0415

    wrong = counted(len(problems), "problem") if problems else "every link works"
    summary = "\n".join([f"{counted(pages, 'page')}: {wrong}", *tabled(problems)])
    is_for_people = chosen(form) in {"text", "github"}
    shown = [group.told() for group in grouped(problems)] if is_for_people else problems
    print_problems(shown, form, summary)


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


def _asked(project: Project, found: Findings, changed_since: str | None, given: Mapping[str, Any]) -> list[Problem]:
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
    names = {"time_limit": "deadline", "loopback": "allow_loopback"}
    chosen_options = {names.get(name, name): value for name, value in given.items()}
    options = external.Options(cache=project.root / CACHE, **chosen_options)
    problems: list[Problem] = external.check(asked, options, _show)
    return found.unsuppressed(problems)


def _show(progress: Progress) -> None:
    if sys.stderr.isatty():
        click.echo(
            f"\r{progress.done} of {progress.total} addresses checked ",
            err=True,
            nl=progress.done == progress.total,
        )
