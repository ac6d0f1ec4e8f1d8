"""Lets code be highlighted in less time, and with the same result.

For each block of code Pygments works out the rules of its style, and where it writes classes, as here, they are
thrown away: the theme has its own. A style without rules spares that; the classes are the same. And the lexer of a
language, which Pygments looks for among five hundred, is looked for once, unless it remembers what it has read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any, NamedTuple

from markdown import Extension
from pygments.lexer import Lexer
from pygments.style import Style, StyleMeta
from pymdownx.highlight import Highlight, HighlightExtension

from nexus_mkdocs.speed.quick_lexer import speed_up_lexer

EXTENSION = "pymdownx.highlight"


class _Known(NamedTuple):
    lexer: Lexer
    name: str
    """What its language is called."""
    unused: Mapping[str, Any]
    """What it held before it had read anything."""


_LEXERS: dict[tuple[str, bool, str], _Known] = {}
"""The lexers by what a language is called, whether empty lines are stripped, and the default."""


class _WithoutRules(StyleMeta):
    def __iter__(cls) -> Iterator[Any]:  # noqa: N805 # the class of a class
        return iter(())


class Bare(Style, metaclass=_WithoutRules):
    """A style that has nothing to say about any kind of token."""


class _QuickHighlight(Highlight):  # type: ignore[misc] # it has no types
    def get_lexer(self, src: str, language: str, inline: bool, stripnl: bool) -> tuple[Lexer, str]:
        if self.guess_lang or self.extend_pygments_lang:
            found: tuple[Lexer, str] = super().get_lexer(src, language, inline, stripnl)
            return found
        key = (language, stripnl, self.default_lang)
        known = _LEXERS.get(key)
        if known is None or vars(known.lexer) != known.unused:
            lexer, name = super().get_lexer(src, language, inline, stripnl)
            speed_up_lexer(lexer)
            known = _LEXERS[key] = _Known(lexer, name, deepcopy(vars(lexer)))
        return known.lexer, known.name


class _QuickHighlightExtension(HighlightExtension):  # type: ignore[misc]
    def get_pymdownx_highlighter(self) -> type[Highlight]:
        return _QuickHighlight


def with_quick_highlighting(
    extensions: Sequence[str], configs: Mapping[str, Mapping[str, Any]]
) -> tuple[list[str | Extension], dict[str, dict[str, Any]]]:
    """Return Markdown extensions and their settings with these savings.

    Styles that are written into the HTML stay as they are.
    """
    settings = {name: dict(config) for name, config in configs.items()}
    own = settings.setdefault(EXTENSION, {})
    if not own.get("noclasses"):
        own["pygments_style"] = Bare
    return [_QuickHighlightExtension(**own) if name == EXTENSION else name for name in extensions], settings
