"""Mends what HTML checkers and screen readers find wrong in Material's templates, when they are loaded.

A template is Jinja's to load, so the loader is where its text can be changed without owning a copy of it. Each
change is an exact replacement in one template; where Material no longer has the text, nothing is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from jinja2 import BaseLoader, Environment


class Change(NamedTuple):
    """One replacement in one of Material's templates."""

    template: str
    old: str
    new: str


_IS_SECTION_INDEX = "page.is_index and page.parent and page.parent.children[0] == page"

CHANGES = (
    # A dialog needs a name: https://www.w3.org/TR/wai-aria-1.2/#dialog
    Change("partials/search.html", 'role="dialog">', 'role="dialog" aria-label="{{ lang.t(\'search\') }}">'),
    # Two landmarks of one name can't be told apart: the sidebar is "Navigation" too.
    Change("partials/path.html", "aria-label=\"{{ lang.t('nav') }}\"", 'aria-label="Breadcrumb"'),
    # The label that this points to is empty where a section has a page of its own.
    Change(
        "partials/nav-item.html",
        'aria-labelledby="{{ path }}_label" aria-expanded="{{ nav_item.active | tojson }}"',
        'aria-label="{{ nav_item.title }}, {{ level }}"',
    ),
    # An empty tabindex is no integer.
    Change(
        "partials/nav-item.html",
        'tabindex="{{ tabindex }}"',
        '{% if tabindex %}tabindex="{{ tabindex }}"{% endif %}',
    ),
    # The page of a section has no entry of its own in the sidebar, and so no toggle that this could stand for.
    Change("partials/toc.html", 'for="__toc"', f'{{% if not ({_IS_SECTION_INDEX}) %}}for="__toc"{{% endif %}}'),
    # A checkbox has nothing to complete.
    Change("base.html", ' id="__drawer" autocomplete="off">', ' id="__drawer">'),
    Change("base.html", ' id="__search" autocomplete="off">', ' id="__search">'),
)


class MendingLoader(BaseLoader):
    """Loads templates as another loader does, with the changes made."""

    def __init__(self, loader: BaseLoader, changes: Sequence[Change] = CHANGES) -> None:
        self.loader = loader
        self.changes = changes

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return a template's text, changed, with what the other loader says of it."""
        source, name, is_current = self.loader.get_source(environment, template)
        for change in self.changes:
            if change.template == template:
                source = source.replace(change.old, change.new)
        return source, name, is_current

    def list_templates(self) -> list[str]:
        """Return the names that the other loader knows."""
        return self.loader.list_templates()
