"""Plugins of others find the text of every page as MkDocs holds it, also where it is in a file in between."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from benchmarks.generator import generate
from nexus_core.storage import disk_backed_texts
from support.edits import ODD
from support.small_sites import build_site, settings, write

HOOK = """\
import ast
from pathlib import Path

heard, pages = [], []

def note(event, page):
    heard.append((event, page.file.src_uri, page.markdown, page.content))

def on_page_markdown(markdown, *, page, config, files):
    note("on_page_markdown", page)
    return markdown + "\\n\\nAdded to the text.\\n"

def on_page_content(html, *, page, config, files):
    note("on_page_content", page)
    return html + "<p>Added to the page.</p>"

def on_env(env, *, config, files):
    pages.extend(file.page for file in files.documentation_pages())
    for page in pages:
        note("on_env", page)

def on_page_context(context, *, page, config, nav):
    note("on_page_context", page)
    page.content += "<p>Added at last.</p>"

def on_post_page(output, *, page, config):
    note("on_post_page", page)

def on_post_build(*, config):
    for page in pages:
        note("on_post_build", page)
    Path(config.config_file_path).with_name("heard").write_text(repr(heard), encoding="utf-8")
"""
ADDED = {
    "on_page_markdown": (False, False, False),
    "on_page_content": (True, False, False),
    "on_env": (True, True, False),
    "on_page_context": (True, True, False),
    "on_post_page": (True, True, True),
    "on_post_build": (True, True, True),
}
"""Whether something was added already to a page's Markdown, to its content, and to that again."""


def heard(root: Path) -> list[tuple[str, str, str, str | None]]:
    """Build a site with a hook that asks for texts, and return what it was told."""
    generate(root, 8)
    more = {"mkdocs.yml": settings().replace("hooks: [", "hooks: [hook.py, "), "hook.py": HOOK}
    build_site(write(root, {**ODD, **more}), strict=False)
    found: list[tuple[str, str, str, str | None]] = ast.literal_eval((root / "heard").read_text(encoding="utf-8"))
    return found


def test_every_event_finds_what_the_one_before_has_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_memory = heard(tmp_path / "memory")
    for event, path, markdown, content in in_memory:
        added = tuple(
            text in part
            for text, part in (
                ("Added to the text.", markdown),
                ("Added to the page.", content or ""),
                ("Added at last.", content or ""),
            )
        )
        assert added == ADDED[event], (event, path)
    assert {event for event, *_ in in_memory} == set(ADDED)
    monkeypatch.setattr(disk_backed_texts, "ROOM", 0)
    assert heard(tmp_path / "file") == in_memory
