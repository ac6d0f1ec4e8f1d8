"""A page's HTML holds the nav around it, however many notes there are elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nexus_mkdocs.templates import bounded_nav
from support.small_sites import BASE, build_site, settings, write


def notes(count: int) -> dict[str, str]:
    return {f"learnings/deep/note-{number:03}.md": f"# Note {number:03}\n" for number in range(count)}


FEATURES = settings().replace(
    "[content.action.edit]", "[navigation.tabs, navigation.indexes, navigation.prune, navigation.footer]"
)


def nav_of(html: str) -> list[str]:
    """The titles in a page's nav, in order."""
    nav = html.partition('<nav class="md-nav md-nav--primary')[2].partition("md-sidebar--secondary")[0]
    return [
        " ".join(title.split()) for title in re.findall(r'<span class="md-ellipsis">(.*?)</span>', nav, re.DOTALL)
    ]


def built(root: Path, count: int) -> str:
    write(root, {**BASE, **notes(count), "learnings/deep/README.md": "# Deep\n", "mkdocs.yml": FEATURES})
    site = build_site(root)
    assert (site.warnings, site.failed) == ([], False)
    return site.html("learnings/deep/note-007/index.html")


def test_a_small_folder_is_shown_whole(tmp_path: Path) -> None:
    titles = nav_of(built(tmp_path, 20))
    assert [title for title in titles if title.startswith("Note")] == [f"Note {number:03}" for number in range(20)]


def test_of_a_large_folder_the_neighbours_are_shown_and_a_way_to_all(tmp_path: Path) -> None:
    html = built(tmp_path, 200)
    titles = list(dict.fromkeys(title for title in nav_of(html) if title.startswith(("Note", "All"))))
    assert titles == [*(f"Note {number:03}" for number in range(2, 13)), "All 200 in Deep"]
    assert re.search(r'<a href="\.\./" class="md-nav__link">\s*<span class="md-ellipsis">\s*All 200', html)


def test_where_a_folder_has_no_page_the_one_above_lists_its_notes(tmp_path: Path) -> None:
    few = {f"learnings/above/deep/note-{number:03}.md": f"# Note {number:03}\n" for number in range(40)}
    site = build_site(write(tmp_path, {**BASE, **few, "mkdocs.yml": FEATURES}))
    html = site.html("learnings/above/deep/note-007/index.html")
    assert re.search(r'<a href="\.\./\.\./\.\./" class="md-nav__link">\s*<span class="md-ellipsis">\s*All 40', html)


def test_where_no_page_lists_them_all_are_shown(tmp_path: Path) -> None:
    files = {f"docs/deep/note-{number:03}.md": f"# Note {number:03}\n" for number in range(40)}
    site = build_site(write(tmp_path, {**BASE, **files, "docs/deep/README.md": "# Deep\n", "mkdocs.yml": FEATURES}))
    titles = set(nav_of(site.html("deep/note-007/index.html")))
    assert titles >= {f"Note {number:03}" for number in range(40)}


def test_a_page_does_not_grow_with_the_notes_elsewhere(tmp_path: Path) -> None:
    few, many = (built(tmp_path / str(count), count) for count in (40, 400))
    assert abs(len(many) - len(few)) < 20  # the number of all of them has one more digit


TABS = "[navigation.tabs, navigation.indexes, navigation.prune, navigation.footer]"
PRUNED = "navigation.prune, navigation.footer"


OWN = "{{ nav.pages | length }}{% for item in nav %}{{ (item.children or []) | length }}{% endfor %}"
"""What a template of the author's may show of the nav."""


@pytest.mark.parametrize(
    ("features", "own"),
    [
        *((TABS, ""), (f"[{PRUNED}]", ""), (f"[navigation.indexes, {PRUNED}]", "")),
        *((f"[navigation.sections, {PRUNED}]", ""), (f"[navigation.tabs, navigation.sections, {PRUNED}]", "")),
        *((f"[navigation.expand, {PRUNED}]", ""), (f"[navigation.tabs, toc.integrate, {PRUNED}]", "")),
        (TABS, OWN),
    ],
)
def test_the_nav_of_a_small_site_is_the_same(
    features: str, own: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = settings().replace("[content.action.edit]", f"{features}, custom_dir: theme")
    shown = f'{{% extends "base.html" %}}{{% block footer %}}{own}{{{{ super() }}}}{{% endblock %}}'
    more = {f"learnings/{name}.md": "# A note\n" for name in ("flat", "wide/one", "wide/two")}
    files = {**BASE, **notes(10), **more, "mkdocs.yml": config, "theme/main.html": shown}

    def pages(name: str) -> dict[str, str]:
        root = write(tmp_path / name, files)
        assert build_site(root).warnings == []
        found = (root / "site").rglob("*.html")
        return {str(path.relative_to(root)): "".join(path.read_text(encoding="utf-8").split()) for path in found}

    bounded = pages("bounded")
    monkeypatch.setattr(bounded_nav, "applies_to", lambda _config: False)
    assert bounded == pages("plain")
