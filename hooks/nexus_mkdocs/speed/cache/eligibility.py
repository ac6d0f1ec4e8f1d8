"""Says why nothing is taken over between builds with some settings: of what a page may show, not all is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

PLUGINS = frozenset({"material/search", "material/offline"})
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

_OF_OTHERS = re.compile(r"\b(?:next_page|previous_page|parent|ancestors|children)\b")
_INSIDE = re.compile(r"(?<!\bpage)(?:\.|\[[\"'])(?:meta|content|markdown|toc)\b")
"""In a template, other pages than the one that is shown, and what is in a page: titles and addresses are known."""


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
    """Yield what the author's templates may show that isn't known."""
    for path in Path(config.theme.custom_dir).rglob("*") if config.theme.custom_dir else ():
        if path.is_symlink() and path.is_dir():
            yield f"the folder '{path.name}' of the theme is a link"
        elif path.suffix == ".html" and path.is_file():
            source = path.read_text(encoding="utf-8", errors="replace")
            if _OF_OTHERS.search(source) and _INSIDE.search(source):
                yield f"the template '{path.name}' may show what is in other pages"
