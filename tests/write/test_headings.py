"""Headings are written so that every converter reads those that GitHub shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from nexus_core.model.loading import load
from nexus_core.read.markdown import headings
from nexus_core.write.headings import with_same_headings
from nexus_core.write.pages import pages
from nexus_core.write.view import View
from support.small_sites import BASE, repository_in, write


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("# From C to C#\n\n## F##", "# From C to C\\#\n\n## F#\\#"),
        ("# A #\n## B ##", "# A #\n## B ##"),
        ("# C\\#", "# C\\#"),
        ("#tag #other\n\na\n#b", "\\#tag #other\n\na\n\\#b"),
        ("- #tag\n> #tag", "- \\#tag\n> \\#tag"),
        ("####### A", "\\####### A"),
        ("  # A\n\n   ## B", "# A\n\n## B"),
        ("```\n#a\n # b\n# c#\n```\n\n    #a", "```\n#a\n # b\n# c#\n```\n\n    #a"),
        ("<div>\n#a\n</div>\n`#a`", "<div>\n#a\n</div>\n`#a`"),
        ("# A {#a}\n\na # b#", "# A {#a}\n\na # b#"),
    ],
)
def test_what_would_be_read_in_two_ways_is_written_in_one(text: str, written: str) -> None:
    assert with_same_headings(text) == written
    assert [heading.level for heading in headings(written)] == [heading.level for heading in headings(text)]


@pytest.mark.parametrize(
    ("body", "title", "first"),
    [("# From C to C#\n", "From C to C#", "# From C to C\\#"), ("#Glued heading\n", "N", "# N\n\n")],
)
def test_a_pages_title_is_its_heading(tmp_path: Path, body: str, title: str, first: str) -> None:
    loaded = load(repository_in(write(tmp_path, {**BASE, "docs/n.md": body})))
    assert loaded.portfolio.notes["docs/n.md"].title == title
    assert pages(View(loaded.portfolio))["docs/n.md"].compose().startswith(first)
