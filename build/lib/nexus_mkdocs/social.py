"""Draws the picture that a link to a section is shown with elsewhere: its title, the site's name and its one line.

Pillow draws it with the font that it carries: no browser, no network, no font of the machine's own, and so the
same bytes each time.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from io import BytesIO
from pathlib import PurePosixPath

from mkdocs.config.defaults import MkDocsConfig
from PIL import Image, ImageDraw, ImageFont

from nexus_core.schema.kinds import SECTIONS
from nexus_core.write.nav import NavItem
from nexus_core.write.pages.metadata import HOME
from nexus_mkdocs.files.site_file import SiteFile

SIZE = (1200, 630)
"""What the networks that show such pictures ask for."""

_GROUND, _ACCENT, _TITLE, _TEXT = "#134e4a", "#5eead4", "#ffffff", "#c3dedb"
_MARGIN = 96
_WIDTH = SIZE[0] - 2 * _MARGIN
_MARK = 26
_FINE = 4
"""Marks are drawn this much larger, then reduced: Pillow's shapes have hard edges."""

_PLAINER = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "“": '"',
        "”": '"',
        "\u2013": "-",
        "—": "-",
        "…": "...",
        "\u2011": "-",
        "ß": "ss",
    }
)
_NO_CHARACTER = "\U0010ffff"


def previews(nav: Iterable[NavItem], config: MkDocsConfig) -> Mapping[str, SiteFile]:
    """Return the picture of each page's section by the page's path; none for a site without an address."""
    found: dict[str, SiteFile] = {}
    made: dict[str, SiteFile] = {}
    if not config.site_url:
        return found
    for item in nav:
        paths = list(_paths(item))
        if not paths:
            continue
        uri = f"assets/social/{_section(paths[0])}.png"
        if uri not in made:
            title = config.site_name if paths[0] in HOME else item.title
            picture = partial(draw, title, config.site_name, config.site_description or "")
            made[uri] = SiteFile.made(config, uri, picture)
        found |= dict.fromkeys(paths, made[uri])
    return found


def _paths(item: NavItem) -> Iterator[str]:
    if item.path:
        yield item.path
    for child in item.children:
        yield from _paths(child)


def _section(path: str) -> str:
    """Return the name of the section that begins with a page."""
    if path in HOME:
        return "home"
    folder, *rest = PurePosixPath(path).parts
    named = {kind.folder: f"{kind.name}s" for kind in SECTIONS}
    return named.get(folder) or PurePosixPath(rest[0]).stem


@cache
def draw(title: str, name: str, line: str) -> bytes:
    """Return the picture as a PNG."""
    title, name, line = (_drawable(text) for text in (title, name, line))
    image = Image.new("RGB", SIZE, _GROUND)
    canvas = ImageDraw.Draw(image)
    foot = SIZE[1] - _MARGIN
    _evidence(image, (_MARGIN, foot - _MARK))
    foot -= _MARK + 44
    lines, size = _fit(line, {34: 2, 30: 2})
    _write(canvas, lines, size, foot, _TEXT)
    foot -= round(len(lines) * size * 1.35) + 36
    _write(canvas, *_fit(title or name, {132: 1, 96: 2, 76: 2, 60: 3}), foot, _TITLE)
    if title not in {"", name}:
        _write(canvas, *_fit(name, {34: 1}), _MARGIN, _TEXT)
    file = BytesIO()
    # An octree of 64 colours is right for a drawing of five, in a quarter of the time of the best palette.
    image.quantize(64, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file, "PNG")
    return file.getvalue()


def _write(canvas: ImageDraw.ImageDraw, lines: Sequence[str], size: int, foot: int, colour: str) -> None:
    """Write lines so that the last one stands on `foot`."""
    for above, text in enumerate(reversed(lines)):
        canvas.text((_MARGIN, foot - round(above * size * 1.15)), text, colour, _font(size), anchor="ls")


def _evidence(image: Image.Image, corner: tuple[int, int]) -> None:
    """Draw the site's evidence marks: the square, the triangle, the disc and the ring."""
    side, step = _MARK * _FINE, 46 * _FINE
    stencil = Image.new("L", (3 * step + side + 1, side + 1))
    shape = ImageDraw.Draw(stencil)
    shape.rectangle((0, 0, side, side), fill=255)
    shape.polygon([(step, side), (step + side // 2, 0), (step + side, side)], fill=255)
    shape.ellipse((2 * step, 0, 2 * step + side, side), fill=255)
    shape.ellipse((3 * step, 0, 3 * step + side, side), outline=255, width=5 * _FINE)
    reduced = stencil.resize((stencil.width // _FINE, stencil.height // _FINE), Image.Resampling.LANCZOS)
    image.paste(_ACCENT, corner, reduced)


def _fit(text: str, choices: Mapping[int, int]) -> tuple[list[str], int]:
    """Return a text's lines and size: the first of `choices`, sizes and how many lines each allows, else cut."""
    for size, most in choices.items():
        lines = _wrap(text, size)
        if len(lines) <= most:
            return lines, size
    last = lines[most - 1]
    while _font(size).getlength(last + "...") > _WIDTH:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip() + "..."], size


def _wrap(text: str, size: int) -> list[str]:
    """Return a text in lines of the picture's width; a word that is wider than that is broken."""
    font = _font(size)
    lines: list[str] = []
    line = ""
    for word in text.split():
        rest = f"{line} {word}" if line else word
        if line and font.getlength(rest) > _WIDTH:
            lines.append(line)
            rest = word
        while font.getlength(rest) > _WIDTH:
            end = next(end for end in range(2, len(rest) + 1) if font.getlength(rest[:end]) > _WIDTH) - 1
            lines.append(rest[:end])
            rest = rest[end:]
        line = rest
    return [*lines, line] if line else lines


def _drawable(text: str) -> str:
    """Return what the font can show of a text, plainer where it must be; nothing where no word is left."""
    plain = " ".join(text.translate(_PLAINER).split())[:400]
    shown = "".join(c if _has(c) else "".join(filter(_has, unicodedata.normalize("NFKD", c))) for c in plain)
    return " ".join(shown.split()) if any(c.isalnum() for c in shown) else ""


@cache
def _has(character: str) -> bool:
    if character == " ":
        return True
    if unicodedata.category(character)[0] in "CMZ":
        return False
    return _glyph(character) != _glyph(_NO_CHARACTER)


def _glyph(character: str) -> tuple[float, tuple[int, int], bytes]:
    mask = _font(40).getmask(character)
    return _font(40).getlength(character), mask.size, bytes(mask)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont)  # noqa: S101 - so it is whenever a size is given
    # The other engine is used where a library of the machine's is found, and sets letters differently.
    return font.font_variant(layout_engine=ImageFont.Layout.BASIC)
