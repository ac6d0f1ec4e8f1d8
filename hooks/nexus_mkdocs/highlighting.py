"""Lets code be highlighted without a stylesheet that nobody sees.

For each block of code Pygments works out the rules of its style, and where it writes classes, as here, they are
thrown away: the theme has its own. A style without rules spares that; the classes are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pygments.style import Style, StyleMeta

EXTENSION = "pymdownx.highlight"


class _WithoutRules(StyleMeta):
    def __iter__(cls) -> Iterator[Any]:  # noqa: N805 # the class of a class
        return iter(())


class Bare(Style, metaclass=_WithoutRules):
    """A style that has nothing to say about any kind of token."""


def with_bare_style(configs: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the settings of Markdown extensions with this style, unless styles are written into the HTML."""
    own = configs.get(EXTENSION, {})
    result = {name: dict(config) for name, config in configs.items()}
    if not own.get("noclasses"):
        result[EXTENSION] = {**own, "pygments_style": Bare}
    return result
