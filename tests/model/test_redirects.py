"""Old addresses are read as people write them, and each that can't redirect is a problem at its place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from nexus_core.checks import check_portfolio
from nexus_core.model.loading import Loaded, load
from nexus_core.model.redirects import Redirect, Refusal, read_alias
from nexus_core.read.mkdocs_settings import site_address
from nexus_core.write.old_addresses import old_addresses
from support.small_sites import BASE, repository_in, write

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


@pytest.fixture
def loaded(tmp_path: Path, request: pytest.FixtureRequest) -> Loaded:
    """What is loaded from the files of a case, beside a portfolio without a problem."""
    files: Mapping[str, str] = request.param
    return load(repository_in(write(tmp_path, {**BASE, **files})))


def note(*aliases: str, draft: bool = False) -> str:
    """A note with some aliases."""
    return f"---\ndraft: {str(draft).lower()}\naliases: [{', '.join(aliases)}]\n---\n\n# A note\n"


@pytest.mark.parametrize(
    ("loaded", "codes"),
    [
        ({"learnings/a.md": note("/learnings/a")}, ["needless-alias"]),
        ({"learnings/a.md": note("LEARNINGS/A/")}, ["needless-alias"]),
        ({"learnings/a.md": note("/old/", "old.md")}, ["needless-alias"]),
        ({"learnings/a.md": note("/")}, ["alias-taken"]),
        ({"learnings/a.md": note("projects/shop.md")}, ["alias-taken"]),
        ({"learnings/a.md": note("Projects/SHOP/")}, ["alias-taken"]),
        ({"learnings/a.md": note("/skills/redis/")}, ["alias-taken"]),
        ({"learnings/a.md": note("/learnings/")}, ["alias-taken"]),
        ({"learnings/a.md": note("404.html")}, ["alias-taken"]),
        ({"learnings/a.md": note("/sitemap.xml/", "/portfolio.json/")}, ["alias-taken"] * 2),
        ({"learnings/a.md": note("/x.png/old/"), "docs/x.png": "png"}, ["alias-taken"]),
        ({"learnings/a.md": note("/x.html"), "docs/x.html/y.png": "png"}, ["alias-taken"]),
        ({"learnings/a.md": note("/x.html", "/x.html/")}, ["needless-alias"]),
        ({"learnings/a.md": note("/old/"), "learnings/b.md": note("OLD.md")}, ["alias-taken"]),
        ({"learnings/a.md": note("/learnings/b/"), "learnings/b.md": note("/learnings/a/")}, ["alias-taken"] * 2),
        ({"learnings/a.md": note("/learnings/b/"), "learnings/b.md": note(draft=True)}, ["alias-taken"]),
        ({"learnings/a.md": note("1", "'/../'", "/old/")}, ["wrong-type", "alias-outside"]),
    ],
    indirect=["loaded"],
)
def test_nothing_that_is_there_gives_way(loaded: Loaded, codes: list[str]) -> None:
    assert [problem.code for problem in check_portfolio(loaded)] == codes


@pytest.mark.parametrize(
    ("loaded", "redirects"),
    [
        ({"learnings/a.md": note("/learnings/a.html", "/notes/a/")}, ["learnings/a.html", "notes/a/"]),
        ({"learnings/a.md": note("/resources/")}, ["resources/"]),
        ({"learnings/a.md": note("/old/"), "learnings/b.md": note("/old/")}, ["old/"]),
        ({"learnings/a.md": note("/old/", draft=True)}, []),
        ({"learnings/a.md": "---\naliases: /old/\n---\n"}, []),
        ({"mkdocs.yml": f"site_url: {SITE}\n", "learnings/a.md": note(f"'{SITE}old/'")}, ["old/"]),
    ],
    indirect=["loaded"],
)
def test_the_others_redirect_to_their_note(loaded: Loaded, redirects: list[str]) -> None:
    assert [redirect.old for redirect in old_addresses(loaded).redirects] == redirects
    assert {redirect.target for redirect in old_addresses(loaded).redirects} <= {"learnings/a.md"}


@pytest.mark.parametrize(
    ("settings", "address"),
    [
        (None, ""),
        ("site_url: https://me.test/", "https://me.test/"),
        ("site_url: !ENV SITE", "https://set.test/"),
        ("site_url: !ENV [SITE]", "https://set.test/"),
        ("site_url: !ENV [UNSET, SITE, 'https://me.test/']", "https://set.test/"),
        ("site_url: !ENV [UNSET, 'https://me.test/']", "https://me.test/"),
        ("site_url: !ENV [UNSET, '']", ""),
        ("a: !!python/name:os.remove\nsite_url: https://me.test/", "https://me.test/"),
        ("site_url: [", ""),
        ("site_url: 'http://[::1/'", ""),
        ("site_url: me.test", ""),
        ("site_url: !ENV {}", ""),
        ("- a", ""),
        ("site_url: 1", ""),
    ],
)
def test_the_sites_address_is_read_from_its_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: str | None, address: str
) -> None:
    monkeypatch.setenv("SITE", "https://set.test/")
    monkeypatch.delenv("UNSET", raising=False)
    if settings is not None:
        write(tmp_path, {"mkdocs.yml": settings})
    assert site_address(tmp_path) == address
