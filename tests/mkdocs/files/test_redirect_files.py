"""At each old address of a note the built site has a small page that leads to the note, and to nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest

from browser.document import read
from support.small_sites import BASE, Site, build_site, settings, write

NOTES = {
    **BASE,
    "learnings/new/a & b.md": (
        "---\ntitle: A & <B>\naliases: [/old/page/, old/page.html, 'notes/was-here.md', /a-b]\n---\n\n# A & B\n"
    ),
    "learnings/draft.md": "---\ndraft: true\naliases: [/drafted/]\n---\n\n# Draft\n",
    "docs/about.md": "---\naliases: [who/am/i.html]\n---\n\n# About\n",
}
OLD = ("old/page/index.html", "old/page.html", "notes/was-here/index.html", "a-b/index.html")
URL = "https://me.test/nexus/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = write(tmp_path_factory.mktemp("redirects"), {**NOTES, "mkdocs.yml": settings(site_url=URL)})
    built = build_site(root)
    assert (built.warnings, built.failed) == ([], False)
    return built


@pytest.mark.parametrize("file", OLD)
def test_every_way_of_moving_on_leads_to_the_note_below_any_path(site: Site, file: str) -> None:
    page = site.html(file)
    refresh = re.findall(r'content="0; url=(.*?)"', page)
    script = re.findall(r'location\.replace\("(.*?)" \+ location\.hash\)', page)
    (link,) = re.findall(r'<a href="(.*?)">A &amp; &lt;B&gt;</a>', page)
    assert refresh == script == [link]
    assert (
        urljoin(f"https://any.test/some/where/{file}", link)
        == "https://any.test/some/where/learnings/new/a%20%26%20b/"
    )


def test_the_page_says_what_it_is_and_is_not_to_be_found(site: Site) -> None:
    page = site.html("old/page/index.html")
    assert page.startswith('<!doctype html>\n<html lang="en">')
    assert "<title>A &amp; &lt;B&gt; has moved</title>" in page
    assert '<meta name="robots" content="noindex">' in page
    assert f'<link rel="canonical" href="{URL}learnings/new/a%20%26%20b/">' in page
    assert "{#" not in page


@pytest.mark.parametrize("path", ["sitemap.xml", "search/search_index.json", "index.html", "learnings/index.html"])
def test_an_old_address_is_in_no_list(site: Site, path: str) -> None:
    listed = site.html(path)
    assert "learnings" in listed
    assert not [old for old in ("old/page", "was-here", "a-b/", "am/i") if old in listed]


def test_a_page_of_docs_has_its_old_addresses_too(site: Site) -> None:
    assert 'href="../../about/"' in site.html("who/am/i.html")


def test_a_draft_has_no_redirect(site: Site) -> None:
    assert not site.has("drafted/index.html")


def test_without_a_known_address_the_canonical_one_is_relative(tmp_path: Path) -> None:
    site = build_site(write(tmp_path, NOTES))
    assert '<link rel="canonical" href="../../learnings/new/a%20%26%20b/">' in site.html("old/page/index.html")


def test_a_site_of_plain_files_redirects_to_files_and_keeps_its_pages(tmp_path: Path) -> None:
    notes = {**NOTES, "learnings/c.md": "---\naliases: [learnings/c.html, was/c.md]\n---\n\n# The page of C\n"}
    site = build_site(write(tmp_path, {**notes, "mkdocs.yml": settings(use_directory_urls="false")}))
    assert (site.warnings, site.failed) == ([], False)
    assert "The page of C" in site.html("learnings/c.html")
    assert read(site.html("was/c.html")).references == ["../learnings/c.html"] * 2
    assert 'href="../../learnings/new/a%20%26%20b.html"' in site.html("old/page/index.html")


def test_a_full_address_below_the_sites_own_redirects(tmp_path: Path) -> None:
    note = f"---\naliases: ['{URL}old/']\n---\n\n# A\n"
    files = {**BASE, "learnings/a.md": note, "mkdocs.yml": settings(site_url=URL)}
    site = build_site(write(tmp_path, files))
    assert (site.warnings, site.failed) == ([], False)
    assert site.has("old/index.html")
