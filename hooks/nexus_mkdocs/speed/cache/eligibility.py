"""Tells why nothing is reused between builds with some settings: what a page may show is then not all known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from nexus_mkdocs.speed.cache.file import digest_of

PLUGINS = frozenset({"material/search", "material/offline", "nexus"})
"""The plugins that are known to add nothing to one page because of another."""

EXTENSIONS = frozenset(
    {
        *("abbr", "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html", "meta", "nl2br"),
        *("sane_lists", "smarty", "tables", "toc", "extra"),
        *("arithmatex", "betterem", "caret", "critic", "details", "emoji", "escapeall", "extra", "highlight"),
        *("inlinehilite", "keys", "magiclink", "mark", "saneheaders", "smartsymbols", "striphtml", "superfences"),
        *("tabbed", "tasklist", "tilde"),
    }
)
"""The Markdown extensions, without their package, that read nothing but the text that they convert."""

_PACKAGES = frozenset({"builtins", "markdown", "material", "mkdocs", "pygments", "pymdownx"})
"""The packages whose functions read nothing but what they are given, or what belongs to them."""

KNOWN_TEMPLATES = frozenset(
    {
        "e0eed7a79ea52dee2282ca680f8cfa97e7f1212b",  # 404.html
        "c24577e52a59b7b5ffa98fde17d70c127d8af552",  # main.html
        "2c0ba4c735af934530bfd3d5ccb61fbd390f74d4",  # partials/copyright.html
        "d0e6bb0882fba6c9f8b687266dd60573940a68b5",  # partials/source.html
    }
)
"""The digests of this project's own templates, which show nothing of other pages but titles and addresses.

Whoever changes one makes sure that this is still so, and puts the new digest here.
"""


def reason_against(config: MkDocsConfig) -> str:
    """Return why builds with these settings can't be told apart by what this project knows, or an empty string."""
    extensions = {
        name.removeprefix("markdown.extensions.").removeprefix("pymdownx.") for name in _extensions(config)
    }
    other = sorted(extensions - EXTENSIONS)
    if other:
        return f"the Markdown extension '{other[0]}' may read other files"
    plugins = sorted(set(config.plugins) - PLUGINS - set(config.hooks))
    if plugins:
        return f"the plugin '{plugins[0]}' may change any page"
    if len(config.hooks) > 1:
        return "another hook may change any page"
    if config.extra_templates:
        return "'extra_templates' may show anything"
    foreign = sorted(set(_packages(config.mdx_configs)) - _PACKAGES)
    if foreign:
        return f"the package '{foreign[0]}' may read other files"
    return next(_reasons_in_theme(config), "")


def _extensions(config: MkDocsConfig) -> Iterable[str]:
    return (name if isinstance(name, str) else type(name).__module__ for name in config.markdown_extensions)


def _packages(settings: Any) -> Iterator[str]:
    """Yield the packages of the functions that some settings name."""
    if isinstance(settings, dict):
        settings = settings.values()
    elif isinstance(settings, partial):
        settings = (settings.func,)
    elif callable(settings):
        yield str(settings.__module__).partition(".")[0]
        return
    elif not isinstance(settings, list | tuple):
        return
    for each in settings:
        yield from _packages(each)


def _reasons_in_theme(config: MkDocsConfig) -> Iterator[str]:
    """Yield the reasons against the author's own templates: it isn't known what they show."""
    folder = Path(config.theme.custom_dir) if config.theme.custom_dir else None
    for path in sorted(folder.rglob("*")) if folder else ():
        if path.is_symlink() and path.is_dir():
            yield f"the folder '{path.name}' of the theme is a link"
        elif path.is_file() and is_template(path) and digest_of_template(path) not in KNOWN_TEMPLATES:
            yield f"the template '{path.name}' may show what is in other pages"


def is_template(path: Path) -> bool:
    """Return whether a file of a theme has anything that is filled in for each page."""
    data = path.read_bytes()
    return b"{{" in data or b"{%" in data


def digest_of_template(path: Path) -> str:
    """Return the digest of a template, however its lines end."""
    return digest_of(path.read_bytes().replace(b"\r\n", b"\n"))
