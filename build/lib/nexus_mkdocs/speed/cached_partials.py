"""Lets Material's templates print once what is the same on many pages.

The loader puts a call in the place of an include, or of a macro, and the call answers from what was printed before.
That is safe because a key holds all that the text depends on: of a partial that only prints settings, how far the
page is from the site's root; of a nav item that is collapsed, where its link leads from the page. A partial that
the author has overridden may depend on anything, and is printed anew each time. Where Material's templates don't
have the includes that are expected, nothing is replaced.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, TemplateNotFound, pass_context
from jinja2.runtime import Context
from mkdocs.utils import normalize_url

from nexus_mkdocs.templates.fixes import Replacement, replaced
from nexus_mkdocs.templates.loader import ChangingLoader
from nexus_mkdocs.templates.whitespace import THEME_FOLDERS

_MATERIAL, _THEME = THEME_FOLDERS
_KNOWN = (_MATERIAL, _THEME / "partials" / "source.html")
"""Where templates are from that are known to depend on nothing else; the author may add to the project's theme."""

_LANGUAGE, _NAV_ITEM, _TABS_ITEM = (f"partials/{name}.html" for name in ("language", "nav-item", "tabs-item"))
_PARTIALS = {
    "base.html": ("icons", "javascripts/base"),
    "partials/footer.html": ("copyright",),
    "partials/header.html": ("palette", "javascripts/palette", "search", "source"),
    "partials/nav.html": ("source",),
}
"""The partials that print settings, by the template that includes them.

None prints a relative address, which depends on more than a page's distance from the root.
"""

REPLACEMENTS = (
    *(
        Replacement(
            template, f'{{% include "partials/{name}.html" %}}', f'{{{{ partial("partials/{name}.html") }}}}'
        )
        for template, names in _PARTIALS.items()
        for name in names
    ),
    Replacement("base.html", f'{{% import "{_LANGUAGE}" as lang with context %}}', "{% set lang = language() %}"),
    Replacement("partials/nav.html", "item.render(nav_item, path, 1)", "collapsed(item.render, nav_item, path, 1)"),
    Replacement(
        "partials/nav-item.html",
        '{{ render(item, path ~ "_" ~ loop.index, level + 1, nav_item) }}',
        '{{ collapsed(render, item, path ~ "_" ~ loop.index, level + 1, nav_item) }}',
    ),
    Replacement("partials/tabs.html", "item.render(nav_item)", "collapsed(item.render, nav_item)"),
)


def with_calls(template: str, source: str, _path: str | None = None) -> str:
    """Return a template's text with calls in place of what is to be printed once."""
    return replaced(template, source, REPLACEMENTS)


def cache_partials(environment: Environment) -> None:
    """Have an environment load templates with such calls, and answer them."""
    if environment.loader:
        environment.loader = ChangingLoader(environment.loader, [with_calls])
        CachedPartials(environment)


class CachedPartials:
    """What the templates of one build have printed."""

    def __init__(self, environment: Environment) -> None:
        """Answer the calls that `with_calls` puts into an environment's templates."""
        self._environment = environment
        self._parts: dict[tuple[str, str], str] = {}
        self._items: dict[tuple[str | None, int, int, str], tuple[Any, str]] = {}
        self._is_known: dict[str, bool] = {}
        self._language: _Language | None = None
        environment.globals |= {"partial": self.partial, "collapsed": self.collapsed, "language": self.language}

    @pass_context
    def partial(self, context: Context, name: str) -> str:
        """Return what a partial prints that depends on settings alone."""
        key = (name, context["base_url"])
        if key not in self._parts or not self._knows(name):
            template = self._environment.get_template(name)
            printed = template.root_render_func(template.new_context(context.get_all(), shared=True))
            self._parts[key] = self._environment.concat(printed)
        return self._parts[key]

    @pass_context
    def collapsed(self, context: Context, render: Callable[..., str], item: Any, *arguments: Any) -> str:
        """Return what a macro prints of a nav item; what it has printed before, unless it would open the item."""
        # Tabs are printed without arguments.
        if item.active or not self._knows(_NAV_ITEM if arguments else _TABS_ITEM):
            return render(item, *arguments)
        first = item
        while first.children:
            first = first.children[0]
        address = normalize_url(str(first.url), page=context["page"], base=context["base_url"])
        key = (context.name, len(arguments), id(item), address)
        if key not in self._items:
            printed = render(item, *arguments)
            if not self._is_collapsed(context, item, arguments):
                return printed
            self._items[key] = (item, printed)  # the item stays, so that no other gets its identity
        return self._items[key][1]

    @staticmethod
    def _is_collapsed(context: Context, item: Any, arguments: Sequence[Any]) -> bool:
        """Return whether nothing is printed of an item but its title and the link to its first page."""
        features = context["config"].theme.get("features", ())
        is_pruned = "navigation.prune" in features and "navigation.sections" not in features
        # Tabs are always collapsed; what has pages of its own opens for one of them.
        return not getattr(item, "pages", None) and (not item.children or not arguments or is_pruned)

    @pass_context
    def language(self, context: Context) -> Any:
        """Return the theme's translations, as an import of their template does."""
        if not self._knows(_LANGUAGE):
            return self._environment.get_template(_LANGUAGE).make_module(context.get_all())
        if self._language is None:
            self._language = _Language(self._environment.get_template(_LANGUAGE).make_module(context.get_all()))
        return self._language

    def _knows(self, name: str) -> bool:
        if name not in self._is_known:
            path = self._path(name)
            self._is_known[name] = path is not None and any(path.is_relative_to(known) for known in _KNOWN)
        return self._is_known[name]

    def _path(self, name: str) -> Path | None:
        loader = self._environment.loader
        try:
            path = loader.get_source(self._environment, name)[1] if loader else None
        except TemplateNotFound:
            return None
        return Path(path) if path else None


class _Language:
    """The translations of a theme's texts, each looked up once."""

    def __init__(self, module: Any) -> None:
        self._module = module
        self._texts: dict[str, str] = {}

    def t(self, key: str) -> str:
        """Return the text of a key."""
        if key not in self._texts:
            self._texts[key] = self._module.t(key)
        return self._texts[key]
