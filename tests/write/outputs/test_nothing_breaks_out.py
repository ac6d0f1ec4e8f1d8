"""No text of front matter breaks out of where it is printed: around it stands what stands around a plain word."""

from __future__ import annotations

import html
import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from nexus_core.write.components import COMPONENTS
from nexus_core.write.components.base import Component
from nexus_mkdocs import build
from nexus_mkdocs.social import SIZE, draw
from support.hostile_texts import HOSTILE, as_shown
from support.small_sites import Site, build_site, settings, write
from support.this_site import ADDRESS

WORD = "Wordword"
CODE = "\n```c\nint shown;\n```\n"
"""Shows the skill, whatever it is called."""
SHOWN = frozenset({"content", "title", "alt", "aria-label", "placeholder", "value", "data-text"})
"""Attributes whose values a reader or a program is told."""
MADE = frozenset({"location", "slug", "path"})
"""Fields that hold addresses which are made of a text."""


def directive(component: Component) -> str:
    """Return a directive that asks a component for all that it can show."""
    fields = component.options.model_fields
    given = [f"{name}: Redis" for name, info in fields.items() if info.is_required()]
    given += ["filter: true"] if "filter" in fields else []
    return f"<!-- nexus/{component.name} {{ {', '.join(given)} }} -->"


def quoted(text: str) -> str:
    """Return a text in quotes of YAML; unlike JSON, it has no escapes for halves of a character."""
    return '"' + "".join(c if ord(c) > 0xFFFF else json.dumps(c)[1:-1] for c in text) + '"'


def filled(text: str) -> dict[str, str]:
    """Return a portfolio that has a text wherever a note may have one."""
    x = quoted(text)
    link = f"[{{ label: {x}, url: 'https://a.example/' }}]"
    every = f"title: {x}\ndescription: {x}\ntags: [{x}]\nskills: [{x}]\ndate: 2024-01-02\n"
    components = "\n\n".join(map(directive, COMPONENTS.values()))
    return {
        "mkdocs.yml": settings(site_url=ADDRESS),
        "docs/index.md": (
            f"---\nprofile:\n  name: {x}\n  headline: {x}\n  summary: {x}\n"
            f"  contacts: [{{ label: {x}, text: {x} }}, {{ label: {x}, url: 'https://a.example/' }}]\n"
            f"phases: [{{ title: {x}, length: {x}, summary: {x}, skills: [{x}] }}]\n"
            f"goals: [{{ title: {x}, goals: [{{ title: {x}, text: {x}, skills: [{x}] }}] }}]\n---\n\n"
            f"# Home\n\n{components}\n"
        ),
        "docs/skills/README.md": (
            f"---\ntitle: Skills\ncatalogue:\n  - category: {x}\n    skills:\n"
            f"      - {{ name: {x}, level: {x}, code: [c] }}\n"
            "      - Redis\n---\n\n# Skills\n\n<!-- nexus/skill-table -->\n"
        ),
        "docs/role.md": f"---\nrole: {{ title: {x}, skills: [{x}] }}\n---\n\n# Role\n\n<!-- nexus/role -->\n",
        "projects/a/README.md": (
            f"---\n{every}technologies: [{x}]\nrole: {x}\nhighlights: [{x}]\nlinks: {link}\n"
            f"status: completed\n---\n{CODE}"
        ),
        "learnings/a/README.md": f"---\n{every}---\n",
        "learnings/a/b.md": f"---\n{every}links: {link}\naliases: [/old/]\n---\n\n[To it](README.md)\n{CODE}",
        "challenges-solutions/a.md": (
            f"---\n{every}problem: {x}\nsolution: [{x}]\nkey_learning: {x}\n"
            f"project: projects/a/README.md\n---\n{CODE}"
        ),
        "resources/a.md": f"---\n{every}links: {link}\n---\n{CODE}",
    }


def built(root: Path, text: str) -> Site:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "cv_pdf", lambda *_: None)  # which there is not for letters that no font has
        return build_site(write(root, filled(text)), strict=False)


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = built(tmp_path_factory.mktemp("harmless"), WORD)
    assert (site.warnings, site.failed) == ([], False)
    return site


def said(value: object) -> str:
    """Return a text without what no reader sees: how blank it is, and how its direction is kept within it."""
    return re.sub(r"[\s\u2069\u202c]+", "", str(value))


def around(page: str) -> list[object]:
    """Return a page's elements, with the names of their attributes and what those say, and its words."""
    tree = LexborHTMLParser(page)
    data: list[object] = [shape(json.loads(node.text())) for node in tree.css('script[type="application/ld+json"]')]
    for node in tree.css("script, style, meta[http-equiv]"):
        node.decompose()
    elements: list[object] = []
    for node in tree.css("*"):
        told = [shape(node.attributes[name]) for name in sorted(SHOWN & node.attributes.keys())]
        elements.append([node.tag, sorted(node.attributes), told])
    words = said("".join(node.text(deep=True) for node in tree.css("head, body")))
    return [*data, *elements, words]


def shape(value: Any, *, unescape: bool = False) -> Any:
    """Return data with its texts as they are said, and no address, which may be made of a text."""
    if isinstance(value, dict):
        return {name: shape(item, unescape=unescape) for name, item in value.items() if name not in MADE}
    if isinstance(value, list):
        return [shape(item, unescape=unescape) for item in value]
    if isinstance(value, str):
        return "" if value.startswith((ADDRESS, "skills/")) else said(html.unescape(value) if unescape else value)
    return value


def marked(text: str) -> list[object]:
    """Return the structure of a Markdown text, and its words."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    inline = [child for token in tokens for child in token.children or []]
    words = said("".join(child.content for child in inline if child.type != "html_inline"))
    kinds = (child.type for child in inline if child.type not in {"text", "text_special", "softbreak"})
    return [*(f"{token.type} {token.tag}" for token in tokens), *kinds, words]


def files(site: Site, pattern: str) -> dict[str, str]:
    """Return the text of files by their paths; a skill's folder is called like its name, and here like none."""
    folder = site.root / "site"
    found = ((path.relative_to(folder).as_posix(), path) for path in folder.rglob(pattern))
    return {
        re.sub(r"^skills/(?!redis/)[^/]+/", "skills/~/", name): path.read_text(encoding="utf-8")
        for name, path in sorted(found)
        if name != "404.html"
    }


@pytest.fixture(scope="module", params=HOSTILE)
def hostile(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Site]:
    text = HOSTILE[request.param]
    return as_shown(text), built(tmp_path_factory.mktemp("hostile"), text)


def put_in(expected: object, text: str) -> Any:
    """Return what is expected around a word with a text in its place."""
    return json.loads(json.dumps(expected).replace(WORD, json.dumps(said(text))[1:-1]))


def test_no_page_is_other_than_around_a_word(harmless: Site, hostile: tuple[str, Site]) -> None:
    text, site = hostile
    assert not site.failed
    wanted, found = files(harmless, "*.html"), files(site, "*.html")
    assert wanted.keys() == found.keys()
    for path, page in found.items():
        assert around(page) == put_in(around(wanted[path]), text), path


@pytest.mark.parametrize("name", ["portfolio.json", "resume.json", "feed.json", "search/search_index.json"])
def test_no_data_are_other_than_around_a_word(harmless: Site, hostile: tuple[str, Site], name: str) -> None:
    text, site = hostile
    is_markup = name.startswith("search")
    wanted, found = (shape(json.loads(each.html(name)), unescape=is_markup) for each in (harmless, site))
    assert found == put_in(wanted, text)


@pytest.mark.parametrize("name", ["feed.xml", "sitemap.xml"])
def test_no_xml_is_other_than_around_a_word(harmless: Site, hostile: tuple[str, Site], name: str) -> None:
    def elements(site: Site) -> list[object]:
        tree = ElementTree.fromstring(site.html(name))  # noqa: S314 (our own)
        is_html = {"description"}  # which a reader of feeds takes for HTML
        return [
            [node.tag, sorted(node.attrib), shape((node.text or "").strip(), unescape=node.tag in is_html)]
            for node in tree.iter()
        ]

    text, site = hostile
    assert elements(site) == put_in(elements(harmless), text)


def test_no_plain_text_is_other_than_around_a_word(harmless: Site, hostile: tuple[str, Site]) -> None:
    text, site = hostile
    for pattern in ("*.md", "*.txt"):
        wanted, found = files(harmless, pattern), files(site, pattern)
        assert wanted.keys() == found.keys()
        for path, page in found.items():
            assert marked(page) == put_in(marked(wanted[path]), text), path


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_every_text_can_be_drawn(text: str) -> None:
    with Image.open(BytesIO(draw(text, text, text))) as picture:
        assert (picture.format, picture.size) == ("PNG", SIZE)
