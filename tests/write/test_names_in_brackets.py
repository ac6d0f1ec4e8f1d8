"""A skill or a note can be linked by its name, and brackets that are no link stay as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from nexus_core.model.loading import load
from nexus_core.model.portfolio import Portfolio
from nexus_core.write.names_in_brackets import with_links
from support.small_sites import BASE, repository_in, write


@pytest.fixture
def portfolio(tmp_path: Path) -> Portfolio:
    notes = {"learnings/x/n.md": "# N+1 *queries*\n", "learnings/redis.md": "# Redis\n"}
    return load(repository_in(write(tmp_path, {**BASE, **notes}))).portfolio


@pytest.mark.parametrize(
    ("body", "linked"),
    [
        ("[[PostgreSQL]]", "[PostgreSQL](../docs/skills/postgresql.md)"),
        ("See [[postgres|the database]].", "See [the database](../docs/skills/postgresql.md)."),
        ("[[n+1 queries]]", "[n+1 queries](x/n.md)"),
        ("[[Shop]]", "[Shop](../projects/shop/README.md)"),
        ("a skill wins: [[Redis]]", "a skill wins: [Redis](../docs/skills/redis.md)"),
        ("[[Nothing]]", "Nothing"),
        ("`[[Redis]]` ``[[Redis]]``", "`[[Redis]]` ``[[Redis]]``"),
        ("```\n[[Redis]]\n```\n[[SQL]]", "```\n[[Redis]]\n```\n[SQL](../docs/skills/sql.md)"),
        ("~~~\n[[Redis]]", "~~~\n[[Redis]]"),
        ("    [[Redis]]", "    [[Redis]]"),
        ("[[1, 2], [3]] and [[[x]]]", "[[1, 2], [3]] and [[[x]]]"),
        ("\\[[Redis]] ![[Redis]] [[Redis]](x)", "\\[[Redis]] ![[Redis]] [[Redis]](x)"),
        ("[a [b](c)]", "[a [b](c)]"),
    ],
)
def test_a_name_in_double_brackets_is_a_link(portfolio: Portfolio, body: str, linked: str) -> None:
    assert with_links(body, "learnings/note.md", portfolio) == linked
