"""Under `mkdocs serve` the author sees every change, and a broken note never stops the server."""

from __future__ import annotations

from pathlib import Path

from support.serving import served
from support.small_sites import BASE, settings, write


def test_the_author_sees_every_change(tmp_path: Path) -> None:
    with served(tmp_path, {**BASE, "learnings/a.md": "# First\n"}) as server:
        note = server.root / "learnings" / "a.md"

        note.write_text("---\nskills: [Python]\n---\n\n# Changed\n", encoding="utf-8")
        assert server.shows("skills/python/", "Changed")

        write(server.root, {"learnings/deep/new.md": "---\ndraft: true\n---\n\n# New and a draft\n"})
        assert server.shows("learnings/", "New and a draft")

        note.write_text("---\nskills: [Pythn\n---\n\n# Half written\n", encoding="utf-8")
        assert server.shows("learnings/a/", "Half written")
        assert server.says("learnings/a.md:2:9: a list without its closing ']'")
        # The panel shows it on every page, with the line itself.
        for page, where in (("", "in the notes"), ("learnings/a/", "on this page")):
            assert server.shows(page, f"1 problem {where}")
            assert server.shows(page, "<code>skills: <mark>")

        note.write_text("---\nskills: [Python]\n---\n\n# Half written\n", encoding="utf-8")
        assert server.loses("learnings/a/", "nexus-problems")

        note.unlink()
        assert server.shows("learnings/a/", "404")
        assert server.loses("learnings/", "Half written")

        catalogue = server.root / "docs" / "skills" / "README.md"
        catalogue.write_text(catalogue.read_text("utf-8").replace("Redis", "Valkey"), encoding="utf-8")
        assert server.shows("skills/", "Valkey")
        assert server.says("unknown skill 'Redis'")

        write(tmp_path, {"mkdocs.yml": settings().replace("site_name: Test", "site_name: Renamed")})
        assert server.shows("", "<title>Renamed</title>")


def test_the_author_sees_changes_of_code(tmp_path: Path) -> None:
    files = {"projects/shop/reference/README.md": "# How\n", "projects/shop/reference/a.py": "first = 1\n"}
    with served(tmp_path, {**BASE, **files}) as server:
        write(server.root, {"projects/shop/reference/a.py": "second = 2\n"})
        assert server.shows("projects/shop/reference/", "second")
        write(server.root, {"projects/shop/reference/README.md": "# How it works now\n"})
        assert server.shows("projects/shop/", "How it works now")
