"""The export builds with Zensical into the same site as MkDocs makes, and what differs is what the docs say."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from click.testing import CliRunner
from selectolax.lexbor import LexborHTMLParser, LexborNode

from nexus_cli import main
from support.skipping import absent
from support.small_sites import BASE, ROOT, build_site, settings, write
from support.this_site import ADDRESS, build_own_site

pytestmark = pytest.mark.own_notes

EVIL = 'A <script>alert("b")</script> & C'

CORNERS: dict[str, str | bytes] = {
    **BASE,
    "docs/index.md": "Note: this is text.\n\n# Home\n",
    "docs/old.md": "---\ntitle: Old page\naliases: [/before/, /been/there.html]\n---\n\nText.\n",
    "docs/markup.md": f"---\ntitle: '{EVIL}'\ndescription: '{EVIL}'\ntags: ['{EVIL}']\n---\n\nText.\n",
    "docs/icon.md": "---\nicon: no/such\ntemplate: none.html\nstatus: odd\nhide: all\n---\n\n# Icon\n",
    "docs/draft.md": "---\ndraft: true\n---\n\n# Draft\n",
    "learnings/deep/README.md": "# Deep\n",
    "learnings/deep/a (b).md": "# A\n\n![p](p%20q.png) [deep](README.md) [old](<../../docs/old.md#x>)\n\n"
    "    [code](README.md)\n\n[d]\n\n[d]: ../../projects/shop/README.md 'The shop'\n",
    "learnings/deep/p q.png": b"picture",
    "resources/raw.md": '# Raw\n\n<a href="../../learnings/">learnings</a>\n',
    "theme/main.html": '{% extends "base.html" %}{% block extrahead %}<meta name="mine">{% endblock %}',
    "mkdocs.yml": settings(site_url=ADDRESS, repo_url="https://git.test/me", edit_uri="edit/main/").replace(
        "features: [", "custom_dir: theme, features: [navigation.prune, "
    ),
    **{f"learnings/many/n{number:02}.md": f"# Note {number:02}\n" for number in range(61)},
}
"""A portfolio with what is easily lost on the way."""


@dataclass(frozen=True)
class Built:
    """One site, its pages parsed."""

    folder: Path
    pages: dict[str, LexborHTMLParser]

    def text(self, path: str) -> str:
        """Return the text of a file."""
        return (self.folder / path).read_text(encoding="utf-8")

    def has(self, *paths: str) -> bool:
        """Say whether the site has all of these files."""
        return all((self.folder / path).is_file() for path in paths)

    def shows(self, selector: str) -> bool:
        """Say whether any page has such an element."""
        return any(page.css_first(selector) for page in self.pages.values())

    def searched(self, word: str) -> bool:
        """Say whether the index of the search holds a word."""
        index = next(
            self.folder.joinpath(path) for path in ("search.json", "search/search_index.json") if self.has(path)
        )
        return word in index.read_text(encoding="utf-8")


Pair = tuple[Built, Built]


def read(folder: Path) -> Built:
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.html")}
    del files["404.html"]
    pages = {path: LexborHTMLParser(file.read_text("utf-8")) for path, file in sorted(files.items())}
    for page in pages.values():
        for link in page.css("a[href$='cv.pdf']"):
            link.decompose()
    return Built(folder, pages)


def export(root: Path, folder: Path) -> None:
    result = CliRunner().invoke(main, ["export", str(folder), "--root", str(root)], catch_exceptions=False)
    assert result.exit_code == 0, result.output


def zensical(folder: Path, *options: str) -> Path:
    """Build an export with Zensical, and return its site."""
    program = Path(sys.executable).parent / "zensical"
    if not program.exists():
        absent("no zensical: install the development dependencies")
    run = subprocess.run([str(program), "build", *options], cwd=folder, check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    return folder / "site"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """This repository's site, built by MkDocs, and its export, built by Zensical."""
    folder = tmp_path_factory.mktemp("own")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", ADDRESS)
        export(ROOT, folder / "plain")
        theirs = zensical(folder / "plain", "--strict")
    return read(build_own_site(folder / "mkdocs")), read(theirs)


@pytest.fixture(scope="module")
def corners(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    folder = tmp_path_factory.mktemp("corners")
    root = write(folder / "portfolio", CORNERS)
    export(root, folder / "plain")
    build_site(root, strict=False)
    return read(root / "site"), read(zensical(folder / "plain"))


@pytest.fixture(params=["own", "corners"])
def pair(request: pytest.FixtureRequest) -> Pair:
    found: Pair = request.getfixturevalue(request.param)
    return found


def words(node: LexborNode | None) -> str:
    return " ".join(node.text().split()) if node else ""


def addresses(page: LexborHTMLParser, path: str, selector: str, name: str) -> list[str]:
    """The addresses in an attribute; a page's index is its folder."""
    values = (node.attributes.get(name) or "" for node in page.css(selector))
    found = {urljoin(ADDRESS + path, value) for value in values if value != "#__skip"}
    return sorted(unquote(re.sub(r"/(index\.html|\.)?(?=#|$)", "/", address)) for address in found)


def text(page: LexborHTMLParser, _: str) -> str:
    """What an article says, without the tags over it."""
    copy = LexborHTMLParser(page.html or "")
    for tags in copy.css(".md-tags"):
        tags.decompose()
    return words(copy.css_first("article"))


LOOKS: dict[str, Callable[[LexborHTMLParser, str], object]] = {
    "heading": lambda page, _: words(page.css_first("h1")),
    "title": lambda page, path: words(page.css_first("title")) if path != "index.html" else "",
    "text": text,
    "table rows": lambda page, _: [words(row) for row in page.css("article tr")],
    "cards": lambda page, _: [words(card) for card in page.css(".nexus-card")],
    "links": lambda page, path: addresses(page, path, "article a[href]:not(.md-content__button)", "href"),
    "anchors": lambda page, _: [node.id for node in page.css("article [id]") if node.id != "__skip"],
    "pictures": lambda page, path: addresses(page, path, "article img", "src"),
    "contents": lambda page, _: [words(entry) for entry in page.css(".md-nav--secondary a")],
    "description": lambda page, _: [tag.attributes.get("content") for tag in page.css("meta[name=description]")],
    "canonical": lambda page, path: addresses(page, path, "link[rel=canonical]", "href"),
    "feeds": lambda page, path: addresses(page, path, "link[type='application/rss+xml']", "href"),
}
"""What is compared on every page."""

RAW = "resources/raw/index.html"


def raw(site: Built) -> list[str]:
    return addresses(site.pages[RAW], RAW, "article a[href]:not(.md-content__button)", "href")


DIFFERENCES: dict[str, Callable[[Built, Built], bool]] = {
    "The home page's title, in a browser's tab, begins with \"Home\".": lambda own, _: words(
        own.pages["index.html"].css_first("title")
    ).startswith("Home"),
    "A note's tags stand over its text.": lambda own, _: own.shows(".md-tags"),
    "A link to a page is shown elsewhere without a picture, and pages have no structured data.": lambda own, _: (
        not own.shows("meta[property='og:image'], script[type='application/ld+json']")
    ),
    "Pages have no Content-Security-Policy.": lambda own, _: (
        not own.shows("meta[http-equiv='content-security-policy' i]")
    ),
    "There is no `llms.txt`, no `llms-full.txt` and no page as plain text.": lambda own, _: (
        not own.has("llms.txt") and not own.has("llms-full.txt") and not own.has("index.md")
    ),
    "The search finds what stands in samples, too.": lambda own, _: own.searched(
        "from collections.abc import Iterable"
    ),
    "The sitemap doesn't say when a page changed.": lambda own, _: "<lastmod>" not in own.text("sitemap.xml"),
    "A folder with more than 30 notes lists all of them in its navigation.": lambda _, corners: (
        len(corners.pages["learnings/many/n00/index.html"].css(".md-nav--primary a[href*='../n']")) == 60
    ),
    "Every page leads on to the next one of the navigation, not only notes to notes.": lambda own, _: bool(
        own.pages["journey/index.html"].css_first(".md-footer__link--next")
    ),
    "The CV is a page alone, without a PDF.": lambda own, _: not own.has("cv.pdf"),
    "Browsers are not told which page of a long list is next, and no footer leads there; the links below it do.": (
        lambda _, corners: not corners.pages["learnings/page/2/index.html"].css_first("link[rel=prev]")
    ),
    "A relative link in raw HTML starts from the file that it stands in, not from the page's address.": (
        lambda _, corners: raw(corners) != [f"{ADDRESS}learnings/"]
    ),
}
"""What docs/manual/export.md says of Zensical, and how it shows on a site: the own one, and that of the corners."""


def test_zensical_gives_the_same_addresses(pair: Pair) -> None:
    ours, theirs = pair
    assert ours.pages.keys() == theirs.pages.keys()


@pytest.mark.parametrize("what", LOOKS)
def test_what_is_compared_is_there(own: Pair, what: str) -> None:
    assert any(LOOKS[what](page, path) for path, page in own[0].pages.items())


@pytest.mark.parametrize("what", LOOKS)
def test_zensical_gives_the_same_pages(pair: Pair, what: str) -> None:
    ours, theirs = pair
    look = LOOKS[what]
    pages = [path for path in ours.pages if path != RAW]
    assert [path for path in pages if look(ours.pages[path], path) != look(theirs.pages[path], path)] == []


@pytest.mark.parametrize("name", ["portfolio.json", "resume.json", "feed.xml", "feed.json"])
def test_zensical_publishes_the_same_outputs(pair: Pair, name: str) -> None:
    ours, theirs = pair
    assert theirs.text(name) == ours.text(name)


def test_the_docs_say_what_differs() -> None:
    said = (
        (ROOT / "docs" / "manual" / "export.md")
        .read_text(encoding="utf-8")
        .partition("## What differs with Zensical\n")[2]
    )
    assert re.findall(r"^- (.*)$", said, re.MULTILINE) == list(DIFFERENCES)


@pytest.mark.parametrize("said", DIFFERENCES)
def test_what_the_docs_say_is_so(own: Pair, corners: Pair, said: str) -> None:
    differs = DIFFERENCES[said]
    assert (differs(own[0], corners[0]), differs(own[1], corners[1])) == (False, True)


def test_the_page_of_a_wrong_address_leads_to_the_same_places(own: Pair) -> None:
    ours, theirs = (LexborHTMLParser(site.text("404.html")) for site in own)
    assert addresses(ours, "", "article li a", "href") == addresses(theirs, "", "article li a", "href") != []


def test_nothing_in_front_matter_becomes_a_script(corners: Pair) -> None:
    assert [
        path for path, page in corners[1].pages.items() if 'alert("b")' in "".join(map(words, page.css("script")))
    ] == []


def test_what_the_theme_cannot_use_does_not_end_the_build(corners: Pair) -> None:
    assert words(corners[1].pages["icon/index.html"].css_first("h1")) == "Icon"


def test_old_addresses_lead_on(corners: Pair) -> None:
    ours, theirs = corners
    for old in ("before/index.html", "been/there.html"):
        assert theirs.text(old) == ours.text(old)


def test_pages_lead_to_where_they_can_be_edited(corners: Pair) -> None:
    page = corners[1].pages["learnings/deep/index.html"]
    assert addresses(page, "", "a[rel=edit]", "href") == [
        "https://git.test/me/edit/main/docs/learnings/deep/index.md"
    ]


def test_the_projects_own_templates_are_used(pair: Pair) -> None:
    own = {"mkdocs": "meta[property='og:title']", "site": "meta[name=mine]"}[pair[0].folder.name]
    assert [
        path
        for path, page in pair[1].pages.items()
        if not page.css_first(own) and "refresh" not in (page.html or "")
    ] == []


def test_mkdocs_builds_the_export_without_hooks(tmp_path: Path) -> None:
    export(write(tmp_path / "portfolio", CORNERS), tmp_path / "plain")
    site = build_site(tmp_path / "plain", strict=False)
    assert (site.failed, site.warnings) == (False, [])
    assert "hooks" not in (tmp_path / "plain" / "mkdocs.yml").read_text(encoding="utf-8")
    assert "Note: this is text." in site.html("index.html")
    assert json.loads(site.html("portfolio.json"))
