"""An old address redirects to its note, unless something is there already: that is a problem at its place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from nexus_core.checks import check_portfolio
from nexus_core.model.loading import Loaded, load
from nexus_core.write.old_addresses import old_addresses
from support.small_sites import BASE, repository_in, write

SITE = "https://me.test/nexus/"


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
    *found, of_skill = old_addresses(loaded).redirects
    assert [redirect.old for redirect in found] == redirects
    assert {redirect.target for redirect in found} <= {"learnings/a.md"}
    # Python is only in the catalogue, and so it has no page.
    assert (of_skill.old, of_skill.target) == ("docs/skills/python.md", "docs/skills/README.md")
