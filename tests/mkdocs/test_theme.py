"""What every page carries: how links to it look elsewhere, and addresses that work wherever the site lives."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from PIL import Image

from nexus_mkdocs.social import SIZE, draw
from support.small_sites import BASE, ROOT, Site, build_site, settings, write

pytestmark = pytest.mark.own_notes

HOME = "https://nexus.test/some/path/"
HOSTILE = '"><script>x</script> & Co'


def settings_of(**more: object) -> str:
    theme = "features: [navigation.tabs, navigation.indexes]"
    return (
        settings(**more)
        .replace("font: false", f"font: false, {theme}")
        .replace(", features: [content.action.edit]", "")
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    quoted = json.dumps(HOSTILE)
    note = f"---\ntitle: {quoted}\ndescription: {quoted}\n---\n"
    root = write(tmp_path_factory.mktemp("theme"), {**BASE, "learnings/odd.md": note})
    (root / "mkdocs.yml").write_text(settings_of(site_url=HOME, site_description="One line."), encoding="utf-8")
    built = build_site(root)
    assert (built.warnings, built.failed) == ([], False)
    return built


class Tags(HTMLParser):
    """Collects the tags of a page with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the tag."""
        self.found.append((tag, dict(attrs)))


def metadata(page: str) -> dict[str, str | None]:
    found = (attributes for tag, attributes in Tags(page).found if tag == "meta")
    return {str(a.get("property") or a.get("name")): a.get("content") for a in found}


def test_a_page_says_how_links_to_it_look(site: Site) -> None:
    shown = metadata(site.html("projects/shop/index.html"))
    assert shown["og:title"] == "Shop"
    assert shown["og:description"] == "An online shop."
    assert shown["og:url"] == f"{HOME}projects/shop/"
    assert shown["og:image"] == f"{HOME}assets/social/projects.png"
    assert shown["twitter:card"] == "summary_large_image"
    assert metadata(site.html("index.html"))["og:description"] == "One line."


def test_titles_and_descriptions_are_escaped_once(site: Site) -> None:
    page = site.html("learnings/odd/index.html")
    assert "<script>x" not in page
    shown = metadata(page)
    assert (shown["og:title"], shown["og:description"], shown["description"]) == (HOSTILE, HOSTILE, HOSTILE)


def test_a_site_with_nothing_to_say_of_itself_says_nothing(tmp_path: Path) -> None:
    built = build_site(write(tmp_path, {**BASE, "mkdocs.yml": settings_of(site_url=HOME)}))
    shown = metadata(built.html("index.html"))
    assert shown["og:title"] == "Test"
    assert "og:description" not in shown


def test_each_section_has_a_picture_and_without_an_address_there_is_none(site: Site, tmp_path: Path) -> None:
    for name in ("home", "skills", "projects", "learnings"):
        with Image.open(site.root / f"site/assets/social/{name}.png") as picture:
            assert picture.size == SIZE
    without = build_site(write(tmp_path, {**BASE, "mkdocs.yml": settings_of()}))
    assert not (without.root / "site/assets/social").exists()
    assert "og:" not in without.html("index.html")


@pytest.mark.parametrize("title", ["", "Projects", "学习笔记", "Ωμέγα", "x" * 500, "word " * 200, "\u202e\x07 odd"])
def test_any_title_can_be_drawn_and_is_drawn_alike(title: str) -> None:
    first = draw(title, "Nexus", "One line.")
    draw.cache_clear()
    assert draw(title, "Nexus", "One line.") == first


@pytest.mark.parametrize("title", ["Projects", "What I learned on the way", "word " * 200, "x" * 500])
def test_the_title_of_a_picture_stays_clear_of_the_sites_name(title: str) -> None:
    with Image.open(
        BytesIO(draw(title, "Nexus", "A line that is long enough to take two of them. " * 3))
    ) as picture:
        between = picture.convert("RGB").crop((0, 108, SIZE[0], 136))
    assert len(between.getcolors() or ()) == 1


def links(site: Site) -> Iterator[tuple[str, str]]:
    for file in (site.root / "site").rglob("*.html"):
        address = file.relative_to(site.root / "site").as_posix()
        for _, attributes in Tags(file.read_text(encoding="utf-8")).found:
            for name in ("href", "src"):
                if attributes.get(name):
                    yield address, str(attributes[name])


def test_the_site_works_below_a_path(site: Site) -> None:
    outside = [
        (page, link)
        for page, link in links(site)
        if urlsplit(link).scheme in {"", "https"}
        and urlsplit(link).netloc in {"", "nexus.test"}
        and not urljoin(HOME + page, link).startswith(HOME)
    ]
    assert outside == []


def test_the_page_for_a_wrong_address_helps(site: Site) -> None:
    page = site.html("404.html")
    assert "<h1>There is no page here</h1>" in page
    listed = re.findall(r'<li><a href="([^"]+)">', page.split("<h1>", 1)[1])
    assert listed[0] == "/some/path/."
    assert {"/some/path/skills/", "/some/path/projects/"} <= set(listed)


def test_a_site_for_the_file_system_asks_no_server_for_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OFFLINE", "true")
    monkeypatch.chdir(ROOT)
    config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(tmp_path / "site"))
    build(config)
    page = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert re.search(r'href="projects/[^/"]+/index.html"', page)
    assert "unpkg" not in page
    assert 'type="module"' not in page
    assert "navigation.instant" not in page
    assert (tmp_path / "site/search/search_index.js").is_file()
    assert os.environ["OFFLINE"] == "true"
