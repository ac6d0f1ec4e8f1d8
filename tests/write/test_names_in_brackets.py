"""A skill or a note can be linked by its name, and brackets that are not a name stay as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from nexus_core.model.loading import load
from nexus_core.model.portfolio import Portfolio
from nexus_core.write.names_in_brackets import with_links
from support.small_sites import BASE, repository_in, write

NOTES = {
    "learnings/x/n.md": "# N+1 *queries*\n",
    "learnings/redis.md": "# Redis\n",
    "learnings/init.md": "---\ntitle: The __init__ method\n---\n",
    "learnings/generics.md": "---\ntitle: Generics <b> in Java\n---\n",
    "learnings/net.md": "# .NET\n",
    "learnings/cafe.md": "# Cafe\u0301\n",
}


@pytest.fixture
def portfolio(tmp_path: Path) -> Portfolio:
    return load(repository_in(write(tmp_path, {**BASE, **NOTES}))).portfolio


@pytest.mark.parametrize(
    ("body", "linked"),
    [
        ("[[PostgreSQL]]", "[PostgreSQL](../docs/skills/postgresql.md)"),
        ("See [[postgres|the database]].", "See [the database](../docs/skills/postgresql.md)."),
        ("See [[postgres|*the* database]].", "See [*the* database](../docs/skills/postgresql.md)."),
        ("[[n+1  queries]]", "[n+1 queries](x/n.md)"),
        ("[[Shop]]", "[Shop](../projects/shop/README.md)"),
        ("a skill wins: [[Redis]]", "a skill wins: [Redis](../docs/skills/redis.md)"),
        ("[[.NET]] [[ Redis ]]", "[.NET](net.md) [Redis](../docs/skills/redis.md)"),
        ("[[Caf\u00e9]]", "[Caf\u00e9](cafe.md)"),
        ("[[Nothing]] [[Nothing|*at all*]]", "Nothing *at all*"),
        ("[[No_thing_ <s>]]", "No\\_thing\\_ &lt;s&gt;"),
        ("[[The __init__ method]]", "[The \\_\\_init\\_\\_ method](init.md)"),
        ("[[Generics <b> in Java]]", "[Generics &lt;b&gt; in Java](generics.md)"),
        ("- a\n    - [[Redis]]\n\n        [[SQL]]", None),
        ("`[[Redis]]` ``[[Redis]]``", "`[[Redis]]` ``[[Redis]]``"),
        ("```\n[[Redis]]\n```\n[[SQL]]", "```\n[[Redis]]\n```\n[SQL](../docs/skills/sql.md)"),
        ("~~~\n[[Redis]]", "~~~\n[[Redis]]"),
        ("    [[Redis]]", "    [[Redis]]"),
        ("<!-- [[Nothing]] --> <code>[[Redis]]</code>", "<!-- [[Nothing]] --> <code>[[Redis]]</code>"),
        ("[[1, 2]] and [[3]]", "[[1, 2]] and [[3]]"),
        ("\\[[Redis]] ![[Redis]] [[Redis]](x)", "\\[[Redis]] ![[Redis]] [[Redis]](x)"),
        ("[a [b](c)]", "[a [b](c)]"),
    ],
)
def test_a_name_in_double_brackets_is_a_link(portfolio: Portfolio, body: str, linked: str | None) -> None:
    nested = "- a\n    - [Redis](../docs/skills/redis.md)\n\n        [SQL](../docs/skills/sql.md)"
    assert with_links(body, "learnings/note.md", portfolio) == (nested if linked is None else linked)


def test_a_name_is_a_link_to_the_note_for_everyone_who_asks(tmp_path: Path) -> None:
    notes = {"learnings/a.md": "# A\n\nSee [[B]], [[b]] and [[A]].\n", "learnings/b.md": "# B\n\n`[[A]]`\n"}
    portfolio = load(repository_in(write(tmp_path, {**BASE, **notes}))).portfolio
    a, b = (portfolio.notes[f"learnings/{name}.md"] for name in "ab")
    assert portfolio.links_of(a) == (b.path,)
    assert portfolio.linked_from(b) == (a,)
    assert portfolio.linked_from(a) == ()
