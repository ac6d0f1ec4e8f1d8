"""Loads the theme's templates without what indents their lines, which is a seventh of each page.

A browser takes any run of blanks for one, so a line break says what a line break and sixteen spaces do. A line that
only decides on others, such as an `if`, leaves no empty line behind. Where blanks count they stay: in scripts and
preformatted text, in all that templates are given to print, and in every template of the author's own.
"""

from __future__ import annotations

import re
from pathlib import Path

import material

THEME_FOLDERS = (Path(material.__file__).parent, Path(__file__).parents[2] / "theme")
"""Where the templates of Material and of this project are; the author's own may be added to the latter."""

_PIECE = re.compile(
    r"(?P<kept><(?P<element>script|style|pre|textarea)\b.*?</(?P=element)\s*>)"
    r"|(?P<deciding>\{%\s*(?:if|elif|else|endif|for|endfor|set|import|from)\b.*?%\}|\{#(?!-).*?#\})"
    r"|(?P<other>\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\})"
    r"|(?P<blank>\s*\n\s*)",
    re.DOTALL,
)


def without_blanks(template: str, source: str, path: str | None) -> str:
    """Return the text of a template without its indentation, if it is one of the theme's."""
    return compact(source) if template.endswith(".html") and is_of_theme(path) else source


def is_of_theme(path: str | None) -> bool:
    """Return whether a template's file is one of Material's own or of this project's."""
    return path is not None and any(Path(path).is_relative_to(folder) for folder in THEME_FOLDERS)


def compact(source: str) -> str:
    """Return a template of HTML that prints the same but for the number of blanks between its parts."""
    pieces: list[str] = []
    end, begins_line, decides = 0, True, False
    for piece in _PIECE.finditer(source):
        text = source[end : piece.start()]
        pieces.append(text)
        begins_line, decides = begins_line and not text, decides and not text
        end = piece.end()
        if piece.lastgroup == "blank":
            # After a line that only decides, the line break before it is enough.
            pieces.append("" if decides else "\n")
            begins_line, decides = True, False
        else:
            pieces.append(piece[0])
            decides = begins_line and piece.lastgroup == "deciding"
            begins_line = False
    return "".join([*pieces, source[end:]])
