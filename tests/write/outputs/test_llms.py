"""A program that reads Markdown finds all of the portfolio by `llms.txt`, without what is there for the look."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from nexus_core.model.loading import load
from nexus_core.write.outputs import Site, llms_full
from nexus_core.write.outputs.llms_markdown import markdown_files, plain
from nexus_core.write.view import View
from support.small_sites import BASE, build_site, outputs_of, repository_in, settings, write
from support.this_site import ADDRESS, pages_of

pytestmark = pytest.mark.own_notes

COMMONMARK = MarkdownIt("commonmark").enable("table")
HOME = "docs/index.md"


def tokens(text: str) -> Iterator[Token]:
    for token in COMMONMARK.parse(text):
        yield token
        yield from token.children or ()


def links(text: str) -> list[str]:
    found = (token.attrGet("href") or token.attrGet("src") for token in tokens(text))
    return [unquote(str(link)) for link in found if link]


def html(text: str) -> list[str]:
    """Return the raw HTML of a text that is not in code."""
    return [token.content for token in tokens(text) if token.type in {"html_inline", "html_block"}]


def texts(root: Path, site: Site) -> dict[str, str]:
    portfolio = load(repository_in(root), drafts=True).portfolio
    return outputs_of(portfolio, site) | dict(markdown_files(View(portfolio).public, site))


@pytest.fixture(params=["https://a.b/c/", ""])
def site(request: pytest.FixtureRequest) -> Site:
    return Site("Mine", str(request.param), description="All I *did*.")


def test_the_file_has_the_form_of_its_specification(tmp_path: Path, site: Site) -> None:
    text = texts(write(tmp_path, BASE), site)["llms.txt"]
    kinds = [token.type for token in COMMONMARK.parse(text) if token.level == 0 and token.type.endswith("_open")]
    assert kinds[:2] == ["heading_open", "blockquote_open"]
    assert set(kinds[2::2]) == {"heading_open"}
    assert set(kinds[3::2]) == {"bullet_list_open"}
    levels = [token.tag for token in COMMONMARK.parse(text) if token.type == "heading_open"]
    assert levels == ["h1", *["h2"] * (len(levels) - 1)]
    entries = re.findall(r"^- .*$", text, re.MULTILINE)
    assert [entry for entry in entries if not re.fullmatch(r"- \[[^\]]+\]\([^)\s]+\)(: .+)?", entry)] == []
    assert "Shop" in text
    assert "An online shop." in text


def test_every_link_of_every_text_leads_to_a_text(tmp_path: Path, site: Site) -> None:
    more = {
        "learnings/deep/a.md": "# A\n\n[home](../../docs/index.md#x) ![b](b.svg) [[Redis]] <https://else.where/>\n",
        "learnings/deep/b.svg": "<svg/>",
    }
    found = texts(write(tmp_path, {**BASE, **more}), site)
    there = {*found, "learnings/deep/b.svg"}
    for path, text in found.items():
        if path.endswith((".md", ".txt")):
            own = (link for link in links(text) if not link.startswith("https://else.where"))
            base = site.url or "https://here.invalid/"
            targets = [urljoin(base + path, link).removeprefix(base).partition("#")[0] for link in own]
            assert set(targets) <= there, path


def test_a_skill_is_a_link_to_the_text_that_lists_its_notes(tmp_path: Path, site: Site) -> None:
    text = "Redis keeps what is asked for often."
    notes = {
        f"learnings/{name}.md": f"---\nskills: [Redis]\n---\n\n# {name}\n\n{text}\n"
        for name in ("One", "Two", "Three")
    }
    found = texts(write(tmp_path, {**BASE, **notes}), site)
    entry = next(line for line in found["learnings/One/index.md"].split("\n") if line.startswith("- Skills:"))
    assert len(links(entry)) == 1
    assert links(entry)[0].endswith("skills/redis/index.md")
    listed = [link for link in links(found["skills/redis/index.md"]) if "/learnings/" in f"/{link}"]
    assert [name for name in ("One", "Two", "Three") if not any(f"/{name}/" in link for link in listed)] == []


def test_a_draft_is_nowhere_and_a_link_to_it_is_words(tmp_path: Path, site: Site) -> None:
    draft = {
        "learnings/secret.md": "---\ndraft: true\n---\n\n# Hush\n",
        HOME: "# Home\n\nSee [it](../learnings/secret.md).",
    }
    found = texts(write(tmp_path, {**BASE, **draft}), site)
    assert [path for path in found if "secret" in path] == []
    assert [path for path, text in found.items() if "Hush" in text or "secret" in text] == []
    assert found["index.md"] == "# Home\n\nSee it.\n"


def test_without_folders_for_addresses_the_text_lies_beside_the_page(tmp_path: Path) -> None:
    found = texts(write(tmp_path, {**BASE, "learnings/a.md": "# A\n"}), Site("Mine", directory_urls=False))
    assert {"index.md", "learnings/a.md", "projects/shop/index.md"} <= found.keys()


@pytest.mark.parametrize(
    ("composed", "expected"),
    [
        ("<div class='a' markdown>\n\n**b**\n\n</div>", "**b**"),
        ("<!-- -->\n\na <!-- b --> c", "a  c"),
        ("a\n{ .lead }\n\n## b { data-search-exclude }\n\n[c](d){ .e .f }", "a\n\n## b \n\n[c](<d>)"),
        ('[](a "Project: A"){ .mark }[](b "Learning: B"){ .mark }', "[Project: A](<a>), [Learning: B](<b>)"),
        ("| a<br>b |", "| a; b |"),
        ("<figure><svg><a>x</a></svg><figcaption>b</figcaption></figure>", "b"),
        ("Status\n:   done\n\nSteps\n:   - a\n    - b", "- Status: done\n\n- Steps:\n    - a\n    - b"),
        ("`<div>` and ``a`<b>`` { .x }", "`<div>` and ``a`<b>``"),
        ("```html\n<div>\n\n</div>{ .a }\n```", "```html\n<div>\n\n</div>{ .a }\n```"),
        ("a\n\n    <b>{ .c }\n\nd <b>e</b>", "a\n\n    <b>{ .c }\n\nd e"),
        ("- a\n\n    <b>c</b>", "- a\n\n    c"),
        ("[![a](b.svg)](c.md)", "[![a](<b.svg>)](<c.md>)"),
        ("[a]\n\n[a]: b.md", "[a]\n\n[a]: <b.md>"),
        ("[a\\]b](c) <https://d.e/>", "[a\\]b](<c>) <https://d.e/>"),
        ("[a](draft.md) b", "a b"),
        ('<a href="x">y</a>', '<a href="x">y</a>'),
        ("it`s a < b and c > d", "it`s a < b and c > d"),
    ],
)
def test_what_is_there_for_the_look_goes_and_what_says_something_stays(composed: str, expected: str) -> None:
    assert plain(composed, lambda to: None if to == "draft.md" else f"<{to}>") == f"{expected}\n"


def test_the_repository_says_all_in_plain_markdown(own_site: Path) -> None:
    full = (own_site / "llms-full.txt").read_text(encoding="utf-8")
    assert "<!-- nexus/" not in re.sub(r"`[^`]*`|^```.*?^```", "", full, flags=re.MULTILINE | re.DOTALL)
    assert html(full) == []
    listed = [urlsplit(link).path for link in links((own_site / "llms.txt").read_text(encoding="utf-8"))]
    files = [own_site / posixpath.relpath(path, urlsplit(ADDRESS).path) for path in listed]
    assert [file for file in files if not file.is_file()] == []
    assert {file for file in files if file.suffix == ".md"} == set(own_site.rglob("*.md"))
    for file in files:
        if file.suffix == ".md":
            text = file.read_text(encoding="utf-8")
            assert next(tokens(text)).tag == "h1"
            assert text.strip() in full


def test_each_page_has_its_plain_markdown_beside_it(own_site: Path) -> None:
    pages = {address.removeprefix(ADDRESS) for address in pages_of(own_site) if address.endswith("/")}
    assert {(own_site / page / "index.md").is_file() for page in pages} == {True}
    assert len(pages) == len(list(own_site.rglob("index.md")))


def test_thousands_of_notes_are_not_put_into_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write(tmp_path, BASE)
    count = len(load(repository_in(root)).portfolio.notes)
    for most, is_there in ((count, True), (count - 1, False)):
        monkeypatch.setattr(llms_full, "MOST", most)
        found = texts(root, Site("Mine"))
        assert ("llms-full.txt" in found) == is_there
        assert ("llms-full.txt" in found["llms.txt"]) == is_there
        assert "index.md" in found


def test_two_builds_say_the_same_and_markdown_is_no_page(tmp_path: Path) -> None:
    built = []
    for name in ("a", "b"):
        site = build_site(write(tmp_path / name, {**BASE, "mkdocs.yml": settings()}))
        assert (site.failed, site.warnings) == (False, [])
        built.append(
            {path.name: path.read_bytes() for path in (site.root / "site").rglob("*") if path.suffix == ".md"}
        )
    assert built[0] == built[1]
    assert "index.md" not in site.html("sitemap.xml")
