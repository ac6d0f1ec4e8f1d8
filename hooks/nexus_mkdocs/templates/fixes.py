"""Mends what HTML checkers and screen readers find wrong in Material's templates, when they are loaded.

Each change is an exact replacement in one template; where Material no longer has the text, nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Replacement(NamedTuple):
    """One replacement in one of Material's templates."""

    template: str
    old: str
    new: str


_IS_SECTION_INDEX = "page.is_index and page.parent and page.parent.children[0] == page"
_HAS_NO_TOGGLE = f"({_IS_SECTION_INDEX}) or page.file.inclusion.is_not_in_nav()"

REPLACEMENTS = (
    # A dialog needs a name: https://www.w3.org/TR/wai-aria-1.2/#dialog
    Replacement("partials/search.html", 'role="dialog">', 'role="dialog" aria-label="{{ lang.t(\'search\') }}">'),
    # Two landmarks of one name can't be told apart: the sidebar is "Navigation" too.
    Replacement("partials/path.html", "aria-label=\"{{ lang.t('nav') }}\"", 'aria-label="Breadcrumb"'),
    # The label that this points to is empty where a section has a page of its own.
    Replacement(
        "partials/nav-item.html",
        'aria-labelledby="{{ path }}_label" aria-expanded="{{ nav_item.active | tojson }}"',
        'aria-label="{{ nav_item.title }}, {{ level }}"',
    ),
    # An empty tabindex is no integer.
    Replacement(
        "partials/nav-item.html",
        'tabindex="{{ tabindex }}"',
        '{% if tabindex %}tabindex="{{ tabindex }}"{% endif %}',
    ),
    # The page of a section has no entry of its own in the sidebar, and one that is in no nav has none at all: there
    # is no toggle that this could stand for.
    Replacement("partials/toc.html", 'for="__toc"', f'{{% if not ({_HAS_NO_TOGGLE}) %}}for="__toc"{{% endif %}}'),
    # A checkbox has nothing to complete.
    Replacement("base.html", ' id="__drawer" autocomplete="off">', ' id="__drawer">'),
    Replacement("base.html", ' id="__search" autocomplete="off">', ' id="__search">'),
)


def mended(template: str, source: str, _path: str | None = None) -> str:
    """Return a template's text without what is wrong in it."""
    return replaced(template, source, REPLACEMENTS)


def replaced(template: str, source: str, replacements: Iterable[Replacement]) -> str:
    """Return a template's text with those replacements made that are meant for it."""
    for replacement in replacements:
        if replacement.template == template:
            source = source.replace(replacement.old, replacement.new)
    return source
