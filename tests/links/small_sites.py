"""Small MkDocs projects for the checks of links: each is written to a folder, built and checked."""

from collections.abc import Mapping
from pathlib import Path

from nexus_links import checker, project
from support.small_sites import write

SETTINGS = "site_name: Small\nsite_url: https://small.test-site.dev/sub/\n"


def reported(root: Path, files: Mapping[str, str | bytes], *, settings: str = "") -> list[str]:
    """Return what is reported on a project, each as `path:line code`.

    Args:
        root: an empty folder.
        files: the project's files; `mkdocs.yml` and a home page are added where they are missing.
        settings: lines for `mkdocs.yml`, behind the name and the address of the site.
    """
    start = {"mkdocs.yml": SETTINGS + settings, "docs/index.md": "# Home\n"}
    write(root / "project", {**start, **files})
    found = checker.check(project.built(root / "project" / "mkdocs.yml", root / "site"))
    return [f"{problem.path}:{problem.span.line} {problem.code}" for problem in found.problems]
