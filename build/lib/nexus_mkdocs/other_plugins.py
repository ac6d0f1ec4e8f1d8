"""Makes room for other plugins: for the files that are theirs, for those that they take out, and for their names.

Other plugins know the files of `docs/` by their paths below it, as MkDocs does, and take out of a build what is not
to be published. The portfolio's pages are named by their paths in the repository, and come from several folders. So
every file is offered under the name that a plugin expects, before any plugin has looked at the files.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from nexus_core.schema.kinds import PAGE
from nexus_mkdocs.build import Build

_KNOWN = frozenset({"material/search", "material/offline"})
_APART = {
    "i18n": "it makes a site for each language of files in 'docs/' alone",
    "print-site": "it writes a page of all notes without what protects their readers",
}
"""The plugins that can't work beside the portfolio, and why."""
_DOCS = f"{PAGE.folder}/"


def others(config: MkDocsConfig) -> list[str]:
    """Return the names of the plugins that may do anything."""
    known = {*_KNOWN, *config.hooks}
    return [name for name in config.plugins if name not in known and not name.startswith("nexus/")]


def refuse_others(config: MkDocsConfig) -> None:
    """See that no plugin is there that would end the build with a traceback.

    Raises:
        PluginError: there is one.
    """
    for name in others(config):
        reason = _APART.get(name.rpartition("/")[2].partition(" #")[0])
        if reason:
            raise PluginError(f"the plugin '{name}' doesn't work beside the portfolio: {reason}")


def blog_folders(config: MkDocsConfig) -> Iterator[str]:
    """Yield the folders, below `docs/`, whose files Material's blog makes its pages of.

    Raises:
        PluginError: the blog would be the whole site.
    """
    for name, plugin in config.plugins.items():
        if name.partition(" #")[0] == "material/blog" and plugin.config.enabled:
            folder = posixpath.normpath(plugin.config.blog_dir)
            if folder == ".":
                raise PluginError(
                    "the plugin 'blog' needs a folder beside the portfolio: set its 'blog_dir' to one"
                )
            yield folder


class OfferedFiles:
    """The files of a build as other plugins have been shown them, to find out what they have taken out."""

    def __init__(self, build: Build, files: Files, config: MkDocsConfig) -> None:
        """Add to the files that MkDocs has found those of the other note folders."""
        paths = [*(path for path, page in build.pages.items() if page.note), *build.assets]
        for path in paths:
            if not path.startswith(_DOCS):
                files.append(File(path, str(build.root), config.site_dir, config.use_directory_urls))
        named = {path.removeprefix(_DOCS): path for path in paths}
        self._paths = {name: path for name, path in named.items() if name in files}

    def taken_out(self, files: Files) -> list[str]:
        """Return the repository paths of those that are no longer among the files."""
        return [path for name, path in self._paths.items() if name not in files]


class FilesByEitherName(Files):
    """Files that are found by their path in the repository and by that below `docs/`, whichever is theirs."""

    def get_file_from_path(self, path: str) -> File | None:
        """Return the file of a path, or None."""
        path = posixpath.normpath(path.replace("\\", "/"))
        below = path.removeprefix("../")  # a link from below `docs/` to another folder
        names = (path, f"{_DOCS}{path}", path.removeprefix(_DOCS), below)
        return next(filter(None, map(super().get_file_from_path, names)), None)
