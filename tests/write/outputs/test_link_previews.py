"""A page says once, and in full, how a link to it looks elsewhere and which address it is known by."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from support.small_sites import BASE, Site, build_site, settings, write
from support.this_site import ADDRESS, pages_of

HOSTILE = '"><script>x</script> & Co'
MANY = {"article:tag"}
"""What a page may say more than once."""

NOTES = {
    **BASE,
    "learnings/dated.md": f"""\
---
date: {{ created: 2024-01-02, updated: 2024-03-04 }}
skills: [Python, Caching]
tags: [python, {json.dumps(HOSTILE)}]
---

# Dated
""",
    "learnings/once.md": "---\ndate: 2024-01-02\n---\n\n# Once\n",
    "learnings/undated.md": "# Undated\n",
    "docs/about.md": "---\ndate: 2024-01-02\ntags: [me]\n---\n\n# About\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    text = settings(site_url=ADDRESS, extra="{ locale: en_GB }")
    built = build_site(write(tmp_path_factory.mktemp("previews"), {**NOTES, "mkdocs.yml": text}))
    assert (built.failed, built.warnings) == (False, [])
    return built


def said(page: str) -> list[tuple[str, str]]:
    """Return what the tags that describe a page say, in order."""
    tags = (tag.attributes for tag in LexborHTMLParser(page).css("meta"))
    named = ((tag.get("property") or tag.get("name"), tag.get("content")) for tag in tags)
    return [(name, content or "") for name, content in named if name and ":" in name]


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("index.html", {"og:type": "website", "og:url": ADDRESS, "og:locale": "en_GB"}),
        ("about/index.html", {"og:type": "website"}),
        ("skills/python/index.html", {"og:type": "website", "og:url": f"{ADDRESS}skills/python/"}),
        (
            "learnings/dated/index.html",
            {
                "og:type": "article",
                "article:published_time": "2024-01-02",
                "article:modified_time": "2024-03-04",
                "twitter:card": "summary_large_image",
            },
        ),
        (
            "learnings/once/index.html",
            {"article:published_time": "2024-01-02", "article:modified_time": "2024-01-02"},
        ),
        ("learnings/undated/index.html", {"og:type": "article"}),
    ],
)
def test_a_page_is_shown_as_what_it_is(site: Site, path: str, shown: dict[str, str]) -> None:
    assert shown.items() <= dict(said(site.html(path))).items()


@pytest.mark.parametrize("path", ["index.html", "about/index.html", "learnings/undated/index.html"])
def test_what_has_no_date_or_is_no_article_says_none(site: Site, path: str) -> None:
    assert not [name for name, _ in said(site.html(path)) if name.startswith("article:")]


def test_an_article_is_tagged_with_its_skills_and_tags(site: Site) -> None:
    tags = [content for name, content in said(site.html("learnings/dated/index.html")) if name == "article:tag"]
    assert tags == ["Python", "Caching", HOSTILE]


def test_every_page_of_this_repository_says_everything_once(own_site: Path) -> None:
    for address, page in pages_of(own_site).items():
        found = said(page)
        assert [
            name for name, times in Counter(name for name, _ in found).items() if times > 1 and name not in MANY
        ] == []
        shown = dict(found)
        assert all(shown.values())
        assert {"og:title", "og:type", "og:image", "og:description", "og:locale", "twitter:card"} <= shown.keys()
        (canonical,) = LexborHTMLParser(page).css('link[rel="canonical"]')
        assert canonical.attributes["href"] == shown["og:url"] == address


def test_without_a_locale_none_is_said(tmp_path: Path) -> None:
    text = settings(site_url=ADDRESS)
    site = build_site(write(tmp_path, {**BASE, "mkdocs.yml": text}))
    assert "og:locale" not in dict(said(site.html("index.html")))


HOOK = """
from mkdocs.structure.files import File

def on_files(files, config):
    files.append(File.generated(config, "made.md", content="# Made"))
    return files
"""


def test_a_page_that_is_made_by_another_hook_is_shown_too(tmp_path: Path) -> None:
    hook = tmp_path / "other.py"
    text = settings(site_url=ADDRESS).replace("hooks: [", f"hooks: [{hook}, ").replace("omitted_files: warn", "")
    site = build_site(write(tmp_path, {**BASE, "mkdocs.yml": text, "other.py": HOOK}), strict=False)
    assert not site.failed
    assert dict(said(site.html("made/index.html")))["og:url"] == f"{ADDRESS}made/"
