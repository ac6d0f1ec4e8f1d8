"""What of a note shows a skill: a sample that uses it or a sentence that says something of it, by a table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from nexus_core.model.evidence import Evidence
from nexus_core.model.loading import load
from nexus_core.model.showing import LONGEST, cut
from nexus_core.read.excerpts import MOST_LINES, excerpt, telling_line
from support.small_sites import BASE, repository_in, write

TABLE = yaml.safe_load(Path(__file__).with_name("showing.yaml").read_text(encoding="utf-8"))


def said(item: Evidence) -> str:
    by = item.shown_by if item.is_shown else "listed"
    return f"{by} through {item.through.name}" if item.through and item.is_shown else by


@pytest.mark.parametrize("name", TABLE["rows"])
def test_each_skill_of_a_note_is_shown_by_what_the_table_says(name: str, tmp_path: Path) -> None:
    row: dict[str, Any] = TABLE["rows"][name]
    path = "projects/a/README.md" if row.get("kind") == "project" else "learnings/a.md"
    front = {"skills": row["skills"], **({"highlights": row["highlights"]} if "highlights" in row else {})}
    note = f"---\n{yaml.safe_dump(front)}---\n\n{row.get('body', '')}"
    catalogue = f"---\n{yaml.safe_dump({'catalogue': TABLE['catalogue']})}---\n"
    loaded = load(repository_in(write(tmp_path, {"docs/skills/README.md": catalogue, path: note})))
    assert loaded.problems == ()
    items = [(skill, item) for skill, found in loaded.portfolio.evidence.items() for item in found]
    assert {skill.name: said(item) for skill, item in items} == row["shown"]
    quotes = [item.quote.text for _, item in items if item.quote]
    assert [quote for quote in quotes if len(quote) > LONGEST] == []
    assert row.get("quote", "") in " ".join(quotes)


def test_a_portfolio_of_tags_shows_nothing(tmp_path: Path) -> None:
    tagged = {
        f"{folder}/{name}.md": "---\nskills: [Python, Redis]\ndemo: https://a.b/\nstatus: completed\n---\n"
        for folder in ("projects", "learnings", "challenges-solutions", "resources")
        for name in ("one", "two")
    }
    shop = "---\ntitle: Shop\ntechnologies: [PostgreSQL, Redis]\nskills: [Caching]\n---\n"
    portfolio = load(repository_in(write(tmp_path, {**BASE, **tagged, "projects/shop/README.md": shop}))).portfolio
    assert {portfolio.step(skill).name for skill in portfolio.catalogue.skills} == {"listed"}


def test_a_long_sentence_is_cut_at_words_with_the_name_in_it() -> None:
    words = " ".join(f"word{number}" for number in range(60))
    for text in (f"Redis {words}", f"{words} Redis {words}", f"{words} Redis"):
        found = cut(text, "Redis")
        assert "Redis" in found
        assert len(found) <= LONGEST + 4
        assert set(found.split()) <= {*text.split(), "\u2026"}


def test_of_a_long_sample_the_block_that_uses_it_most_is_quoted() -> None:
    filler = "\n".join(f"x{n} = {n}" for n in range(20))
    code = f"import redis\n\n{filler}\n\n\ndef kept(key):\n    return r.get(key)\n"
    used = [0, code.split("\n").index("    return r.get(key)")]
    assert excerpt(code, used) == "def kept(key):\n    return r.get(key)"
    assert telling_line(code, used) == "return r.get(key)"
    assert len(excerpt(filler, []).split("\n")) == MOST_LINES
