"""Old addresses are read as people write them, and what is none is refused with what to do."""

from __future__ import annotations

import pytest

from nexus_core.model.redirects import Redirect, Refusal, read_alias

SITE = "https://me.test/nexus/"


@pytest.mark.parametrize(
    ("alias", "file"),
    [
        ("/old/page/", "old/page/index.html"),
        ("old/page/", "old/page/index.html"),
        ("old/page", "old/page/index.html"),
        (" /old/page/ ", "old/page/index.html"),
        ("old/page.md", "old/page/index.html"),
        ("/docs/about.md", "about/index.html"),
        ("old/README.md", "old/index.html"),
        ("old/page.html", "old/page.html"),
        ("old/page.htm", "old/page.htm"),
        ("old/page/index.html", "old/page/index.html"),
        ("old/page.html/", "old/page.html/index.html"),
        ("https://me.test/nexus/old/page/", "old/page/index.html"),
        ("http://ME.test/nexus/old/page.html", "old/page.html"),
        ("//me.test/nexus/old", "old/index.html"),
        ("https://me.test/nexus", "index.html"),
        ("/", "index.html"),
        ("index.html", "index.html"),
        ("./old//page/", "old/page/index.html"),
        ("/old/../new/", "new/index.html"),
        ("/v1.2/", "v1.2/index.html"),
        ("/c%23/caf%C3%A9/", "c#/café/index.html"),
    ],
)
def test_an_old_address_is_the_file_that_a_browser_asks_for(alias: str, file: str) -> None:
    read = read_alias(alias, SITE)
    assert isinstance(read, str)
    assert Redirect(read, "learnings/a.md").file() == file


def test_a_source_follows_the_form_of_addresses_and_an_address_stays_as_it_is() -> None:
    files = {
        old: Redirect(old, "learnings/a.md").file(directory_urls=False) for old in ("a/b.md", "a/b/", "a/README.md")
    }
    assert files == {"a/b.md": "a/b.html", "a/b/": "a/b/index.html", "a/README.md": "a/index.html"}


@pytest.mark.parametrize(
    ("alias", "code", "hint"),
    [
        ("", "invalid-alias", "write it like /old/page/, or leave it out"),
        ("  ", "invalid-alias", "write it like /old/page/, or leave it out"),
        ("#top", "invalid-alias", "write it like /old/page/, or leave it out"),
        ("/old/?page=2", "invalid-alias", "did you mean '/old/'?"),
        ("old.html#top", "invalid-alias", "did you mean '/old.html'?"),
        ("old\\page", "invalid-alias", "did you mean '/old/page'?"),
        ("/old%00/", "invalid-alias", "did you mean '/old/'?"),
        ("/old/cv.pdf", "invalid-alias", "if it was a page, write '/old/cv.pdf/'"),
        ("http://[::1/old/", "invalid-alias", "write it like /old/page/"),
        ("x" * 300, "invalid-alias", "shorten it"),
        ("é" * 200, "invalid-alias", "shorten it"),
        ("x/" * 600, "invalid-alias", "shorten it"),
        ("..", "alias-outside", "write it like /old/page/"),
        ("../../old/", "alias-outside", "did you mean '/old/'?"),
        ("/old/../../etc", "alias-outside", "did you mean '/etc'?"),
        ("/%2e%2e/old/", "alias-outside", "did you mean '/old/'?"),
        ("//evil", "alias-outside", "write it like /old/page/"),
        ("https://elsewhere.test/old/", "alias-outside", "did you mean '/old/'?"),
        ("https://me.test/other/old/", "alias-outside", "did you mean '/other/old/'?"),
        ("https://me.test.evil.test/nexus/old/", "alias-outside", "did you mean '/nexus/old/'?"),
        ("https://me.test/nexus/../old/", "alias-outside", "did you mean '/old/'?"),
        ("javascript:alert(1)", "alias-outside", "write it like /old/page/"),
    ],
)
def test_what_is_no_old_address_is_refused_with_what_to_do(alias: str, code: str, hint: str) -> None:
    refusal = read_alias(alias, SITE)
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.hint) == (code, hint)


@pytest.mark.parametrize("alias", ["https://me.test/nexus/old/", "https:///old/"])
def test_a_full_address_is_refused_where_the_site_has_none(alias: str) -> None:
    refusal = read_alias(alias, "")
    assert isinstance(refusal, Refusal)
    assert refusal.code == "alias-outside"
    assert "site_url" in refusal.message
