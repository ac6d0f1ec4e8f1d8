"""A MkDocs project and its built site: builds it, and knows which source file each page was made of."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import chdir, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, get_files

from nexus_core.problems.codes import CODES
from nexus_core.problems.problem import Problem, Severity
from nexus_core.read.git import git_output
from nexus_core.read.mkdocs_settings import settings_files
from nexus_links.built_site import NOWHERE
from nexus_links.deployments import Deployments, read_deployments
from nexus_links.portfolio_links import LINK_FIELDS


class CannotBuildError(Exception):
    """The site couldn't be built or found; the message says why."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that MkDocs knows, as links in other files name it."""

    path: str
    """Path from the repository root; empty for a page that has no source."""
    destination: str
    """Path below the site."""
    is_built: bool
    """False for drafts and what is excluded."""


@dataclass
class Project:
    """What the checker needs to know about a project."""

    root: Path
    """The repository."""
    site: Path
    """The folder of the built site."""
    config_paths: tuple[str, ...] = ()
    """Paths from the root of mkdocs.yml and the files that it inherits from; empty for a site alone."""
    settings: frozenset[str] = frozenset()
    """Every text of `nav`, `extra_css`, `extra_javascript` and `extra`, after plugins have changed them."""
    site_url: str = ""
    repo_url: str = ""
    edit_uri: str = ""
    docs_dir: str = ""
    """Path of the pages' folder from the root."""
    templates: tuple[str, ...] = ()
    """Paths of the project's own templates, from the root."""
    sources: dict[str, Source] = field(default_factory=dict)
    """By the path that links between pages go by."""
    twins: tuple[tuple[str, Source], ...] = ()
    """What was built of the same sources once more, as for another language."""
    absolute_from_docs: bool = False
    """Whether a link that begins with `/` starts from `docs_dir`."""
    include_folders: tuple[Path, ...] = ()
    """Where macros include files from, besides the folder of the page."""
    snippet_folders: tuple[Path, ...] | None = None
    """Where snippets are looked for; None where nothing includes any."""
    appended: tuple[Path, ...] = ()
    """Snippets that every page ends with."""
    link_fields: tuple[str, ...] = ()
    """The keys of front matter that hold links."""
    portfolio: Path | None = None
    """The folder of the portfolio that the project is, if it is one."""
    ignored: tuple[dict[str, Any], ...] = ()
    """The `extra.ignore_links` of mkdocs.yml."""
    deployments: Deployments = Deployments()  # noqa: RUF009 (it is frozen)
    severities: dict[str, Severity | None] = field(default_factory=dict)
    """How much problems of a code matter, where the author says so; None for not at all."""

    def judged(self, problems: Iterable[Problem]) -> list[Problem]:
        """Return problems with the severities that the author gives them, without those that are off."""
        found = ((problem, self.severities.get(problem.code, problem.severity)) for problem in problems)
        return [replace(problem, severity=severity) for problem, severity in found if severity]

    def read(self, path: str) -> str:
        """Return the text of a file of the repository, or nothing where there is none."""
        try:
            return (self.root / path).read_text(encoding="utf-8-sig", errors="replace")
        except OSError:
            return ""


class _Recorder(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Records the files of a build after all plugins have run; a plugin for languages builds once for each."""

    def __init__(self) -> None:
        self.files: list[File] = []

    def on_env(self, env: Any, /, *, config: MkDocsConfig, files: Files) -> None:
        self.files += files


def site_alone(site: Path) -> Project:
    """Return a built site without a project: its files are their own sources, its home page says its address.

    Raises:
        CannotBuildError: there is no page in it.
    """
    root = _with_pages(site)
    files = (path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    project = Project(root=root, site=root, sources={path: Source(path, path, is_built=True) for path in files})
    canonical = re.search(r"<link\b[^>]*\brel=[\"']?canonical\b[^>]*>", project.read("index.html"))
    address = re.search(r"\bhref=[\"']?(https?://[^\s\"'>]+)", canonical[0]) if canonical else None
    return replace(project, site_url=address[1].removesuffix("index.html")) if address else project


def built(config_file: Path, folder: Path) -> Project:
    """Build a project into a folder as its author builds it, and return it.

    Raises:
        CannotBuildError: MkDocs could not build it, or made no page.
    """
    recorder = _Recorder()
    folder = folder.resolve()
    with _quietly(config_file) as config:
        config.site_dir = str(folder)
        # A strict build differs in how it ends, and some plugins end one before its last page; the check goes on.
        config.strict = False
        config.plugins["nexus/links"] = recorder
        # A missing snippet is reported later, with its line; it must not end the build.
        if "pymdownx.snippets" in config.markdown_extensions:
            config.mdx_configs.setdefault("pymdownx.snippets", {})["check_paths"] = False
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    if not _pages(folder):
        raise CannotBuildError(f"{config_file}: MkDocs built no page: is there Markdown in '{config.docs_dir}'?")
    return _project(config, folder, recorder.files)


def prebuilt(config_file: Path, folder: Path) -> Project:
    """Return a project whose site is already built; only its list of files is made anew.

    Raises:
        CannotBuildError: the settings can't be read, or there is no page in the folder.
    """
    folder = _with_pages(folder)
    with _quietly(config_file) as loaded:
        loaded.site_dir = str(folder)
        loaded.plugins.on_startup(command="build", dirty=False)
        config = loaded.plugins.on_config(loaded)
        files = get_files(config)
        env = config.theme.get_env()
        files.add_files_from_theme(env, config)
        files = config.plugins.on_files(files, config=config)
    return _project(config, folder, files)


def _with_pages(site: Path) -> Path:
    root = site.resolve()
    if not _pages(root):
        raise CannotBuildError(f"{site} has no pages: build the site into it first, or omit --site")
    return root


def _pages(site: Path) -> bool:
    """Return whether a site has a page besides those that a theme makes of nothing."""
    made = {site / "404.html", site / "search.html"}
    return any(path.suffix in {".html", ".htm"} and path not in made for path in site.rglob("*"))


class _ErrorLog(logging.Handler):
    """Collects the errors that MkDocs logs before it aborts."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _quietly(config_file: Path) -> Iterator[MkDocsConfig]:
    """Load the settings without MkDocs's log output, and turn its exceptions into one clear error."""
    logger = logging.getLogger("mkdocs")
    keep = _ErrorLog()
    logger.addHandler(keep)
    propagated, logger.propagate = logger.propagate, False
    real = config_file.resolve()
    try:
        # Snippets and plugins look for relative paths in the folder that MkDocs is started in.
        with chdir(real.parent):
            yield load_config(str(real))
    except CannotBuildError:
        raise
    except (Exception, SystemExit) as error:  # whatever a theme, a plugin or a page makes MkDocs raise
        told = error.message if isinstance(error, Abort) else str(error)
        words = told if isinstance(error, MkDocsException | Abort) else f"{type(error).__name__}: {told}"
        said = " ".join(dict.fromkeys(keep.messages))
        is_told = said and (isinstance(error, Abort) or told in said)
        said = said if is_told else f"{said} {words}".strip()
        raise CannotBuildError(f"{config_file}: the build stopped: {said}") from error
    finally:
        logger.propagate = propagated
        logger.removeHandler(keep)


def _project(config: MkDocsConfig, folder: Path, files: Iterable[File]) -> Project:
    config_file = Path(config.config_file_path).resolve()
    root = _repository(config_file, Path(config.docs_dir))
    links = config.extra.get("links")
    plugins = list(config.plugins)
    docs_dir = _below(root, Path(config.docs_dir))
    sources: dict[str, Source] = {}
    twins = []
    for file in files:
        source = _source(file, root)
        if sources.setdefault(file.src_uri, source) != source:
            twins.append((file.src_uri, source))
    snippets = config.mdx_configs.get("pymdownx.snippets") or {}
    is_portfolio = "nexus/site" in config.plugins or "nexus/unchanged" in config.plugins
    return Project(
        root=root,
        site=folder,
        config_paths=tuple(_below(root, path) for path in settings_files(config_file) if path.is_relative_to(root)),
        settings=frozenset(_words([config.nav, config.extra_css, config.extra_javascript, dict(config.extra)])),
        site_url=config.site_url or "",
        repo_url=config.repo_url or "",
        edit_uri=config.edit_uri or "",
        docs_dir=docs_dir,
        templates=tuple(_templates(config, root)),
        sources=sources,
        twins=tuple(twins),
        absolute_from_docs=config.validation.links.absolute_links < 0,
        include_folders=(Path(config.docs_dir), config_file.parent),
        snippet_folders=(folders := _snippet_folders(config, snippets)),
        appended=tuple(
            folder / name
            for name in snippets.get("auto_append") or ()
            for folder in folders or ()
            if (folder / name).is_file()
        ),
        link_fields=(*_link_fields(config), *(LINK_FIELDS if is_portfolio else ())),
        portfolio=config_file.parent if is_portfolio else None,
        deployments=read_deployments(config.site_url or NOWHERE, config.extra, plugins, docs_dir),
        severities=dict(_severities(config_file, links.get("severities") if isinstance(links, dict) else None)),
        ignored=tuple(entry for entry in config.extra.get("ignore_links") or () if isinstance(entry, dict)),
    )


def _words(value: Any) -> Iterator[str]:
    """Yield every text in settings as MkDocs has read them."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for child in value:
            yield from _words(child)
    elif value is not None:
        yield str(value)


def _severities(config_file: Path, given: object) -> Iterator[tuple[str, Severity | None]]:
    for code, severity in given.items() if isinstance(given, dict) else ():
        # YAML reads `off` as False.
        name = "off" if severity is False else str(severity)
        if code not in CODES or name not in {*Severity, "off"}:
            choice = f"'{code}: {name}' is not a code of a problem with error, warning, advice or off"
            raise CannotBuildError(f"{config_file}: extra.links.severities: {choice}")
        yield code, None if name == "off" else Severity(name)


def _link_fields(config: MkDocsConfig) -> tuple[str, ...]:
    given = config.extra.get("link_fields") or ()
    return tuple(map(str, [given] if isinstance(given, str) else given))


def _source(file: File, root: Path) -> Source:
    path = _below(root, Path(file.abs_src_path)) if file.abs_src_path and not file.generated_by else ""
    return Source(path, file.dest_uri, bool(file.inclusion.is_included()))  # type: ignore[no-untyped-call]


def _below(root: Path, path: Path) -> str:
    """Return a path from the root, or from its own top where it lies outside."""
    real = Path(os.path.abspath(path))  # noqa: PTH100 # symlinks keep the names that the author gave them
    return real.relative_to(root).as_posix() if real.is_relative_to(root) else real.as_posix()


def _repository(config_file: Path, docs_dir: Path) -> Path:
    """Return the repository that holds the settings; where none does, the folder that holds them and the pages."""
    folder = config_file.parent
    tracked = git_output(folder, "ls-files", "--error-unmatch", "--", config_file.name)
    top = git_output(folder, "rev-parse", "--show-toplevel").strip() if tracked else ""
    return Path(top).resolve() if top else Path(os.path.commonpath([folder, docs_dir.resolve()]))


def _templates(config: MkDocsConfig, root: Path) -> Iterator[str]:
    if config.theme.custom_dir:
        for path in sorted(Path(config.theme.custom_dir).rglob("*")):
            if path.is_file() and path.suffix in {".html", ".xml", ".js", ".css", ".txt"}:
                yield _below(root, path)


def _snippet_folders(config: MkDocsConfig, settings: Any) -> tuple[Path, ...] | None:
    if "pymdownx.snippets" not in config.markdown_extensions:
        return None
    given = settings.get("base_path", ["."])
    folders: Sequence[Any] = [given] if isinstance(given, str | os.PathLike) else given
    # Relative paths start from MkDocs's working directory, the folder of its settings.
    return tuple(Path(config.config_file_path).parent / str(folder) for folder in folders)
