"""Pagefind's index of a site is one of what Material's search finds, and the same one every time."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError

from nexus_mkdocs.search import settings as search_choice
from nexus_mkdocs.search.pagefind import ENTRIES, FOLDER, with_worker
from nexus_mkdocs.search.settings import uses_pagefind
from support.killing import tree
from support.skipping import absent
from support.small_sites import BASE, Site, build_site, settings, write

FIRST = "---\nsearch: { boost: 2 }\n---\n\n# First\n\nboosted\n"
NOTES: dict[str, str | bytes] = {
    **BASE,
    "learnings/Straße & Weg.md": (
        "---\ntags: [zebra]\n---\n\n# Kafka *logs*\n\nEvents.\n\n## Groups { #the-groups }\n\n`A & <b>` text.\n\n"
        "```python\nprint('sample')\n```\n\n## Secret { data-search-exclude }\n\nunfindable\n"
    ),
    "learnings/first.md": FIRST,
    "learnings/out.md": "---\nsearch: { exclude: true }\n---\n\n# Out\n\nabsentword\n",
}


@pytest.fixture(autouse=True)
def _installed() -> None:
    if search_choice.program() is None:
        absent("no Pagefind: install the extra `search`")


def built(root: Path, search: str | None = "pagefind", **more: object) -> Site:
    extra = {"extra": f"{{ search: {search} }}"} if search else {}
    write(root, {"mkdocs.yml": settings(**extra, **more)})
    return build_site(root, strict=False)


def indexed(root: Path) -> Mapping[str, Mapping[str, Any]]:
    """Return what Pagefind has of each page, by its address."""
    fragments = root.joinpath("site", FOLDER, "fragment").iterdir()
    found = [json.loads(gzip.decompress(each.read_bytes()).removeprefix(b"pagefind_dcd")) for each in fragments]
    return {page["url"]: page for page in found}


def uses(site: Site) -> bool:
    """Say whether a site's pages are searched with Pagefind; all that this takes is there, or none of it."""
    page, folder = site.html("learnings/first/index.html"), site.root / "site"
    signs = [
        '"search": "../../search/worker.js"' in page,
        "'wasm-unsafe-eval'" in page,
        "search/worker.js" in site.html("404.html"),
        (folder / FOLDER).exists(),
        (folder / "search/worker.js").exists(),
        not json.loads(site.html("search/search_index.json"))["docs"],
    ]
    assert len(set(signs)) == 1, signs
    return signs[0]


def test_a_page_is_indexed_by_its_address_with_its_sections_and_tags(tmp_path: Path) -> None:
    site = built(write(tmp_path, NOTES))
    assert (site.warnings, uses(site)) == ([], True)
    page = indexed(tmp_path)["/learnings/Straße & Weg/"]
    assert page["meta"] == {"title": "Kafka logs", "tags": '["zebra"]'}
    assert [(anchor["id"], anchor["text"]) for anchor in page["anchors"]] == [("the-groups", "Groups")]
    assert page["content"].endswith("Events. Groups. A & <b> text.")


def test_pages_without_folders_of_their_own_have_their_addresses_too(tmp_path: Path) -> None:
    built(write(tmp_path, NOTES), use_directory_urls="false")
    assert {"/", "/learnings/first.html", "/learnings/Straße & Weg.html"} <= indexed(tmp_path).keys()


def test_what_is_not_to_be_searched_is_not_in_the_index(tmp_path: Path) -> None:
    built(write(tmp_path, NOTES))
    pages = indexed(tmp_path)
    assert "/learnings/first/" in pages
    assert "/learnings/out/" not in pages
    content = " ".join(page["content"] for page in pages.values())
    assert [word for word in ("absentword", "unfindable", "sample") if word in content] == []


def test_its_entries_are_those_of_materials_search(tmp_path: Path) -> None:
    write(tmp_path, NOTES)
    ours = json.loads(built(tmp_path).html(ENTRIES))
    theirs = built(tmp_path, "material")
    assert not theirs.has(ENTRIES)
    assert ours == json.loads(theirs.html("search/search_index.json"))


def test_two_builds_have_the_same_bytes(tmp_path: Path) -> None:
    sites = []
    for name in ("one", "two"):
        built(write(tmp_path / name, NOTES))
        sites.append(tree(tmp_path / name / "site" / "search"))
    assert sites[0] == sites[1]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"learnings/first.md": "# First\n\nother words\n"}, id="front matter"),
        pytest.param({"learnings/first.md": FIRST + "\nmore words\n"}, id="body"),
        pytest.param({"learnings/new.md": "# New\n\nnew words\n"}, id="note"),
        pytest.param({"learnings/out.md": "# Back\n\nabsentword\n"}, id="no longer excluded"),
    ],
)
def test_after_a_change_the_index_is_as_if_built_anew(changes: Mapping[str, str], tmp_path: Path) -> None:
    warm, cold = tmp_path / "warm", tmp_path / "cold"
    built(write(warm, NOTES))
    before = tree(warm / "site" / "search")
    built(write(warm, changes))
    built(write(cold, {**NOTES, **changes}))
    after = tree(warm / "site" / "search")
    assert after == tree(cold / "site" / "search")
    assert after != before


def test_a_build_without_a_change_leaves_the_index_alone(tmp_path: Path) -> None:
    def times() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in tmp_path.joinpath("site").rglob("*") if path.is_file()}

    built(write(tmp_path, NOTES))
    before = times()
    built(tmp_path)
    assert times() == before


def test_a_site_may_change_its_search(tmp_path: Path) -> None:
    write(tmp_path, NOTES)
    assert not uses(built(tmp_path, None))
    assert uses(built(tmp_path))
    assert not uses(built(tmp_path, "material"))


@pytest.mark.parametrize(
    ("search", "published", "expected"),
    [("pagefind", True, True), ("pagefind", False, False), ("material", True, False), (None, True, False)],
)
def test_the_settings_decide(search: str | None, *, published: bool, expected: bool, tmp_path: Path) -> None:
    config = configured(tmp_path, extra=f"{{ search: {search} }}" if search else "{}")
    assert uses_pagefind(config, published=published) == (expected, [])


@pytest.mark.parametrize(
    "plugins", ["[search, offline]", "[]", "[search: { enabled: false }]"], ids=["offline", "no search", "off"]
)
def test_a_site_that_it_is_no_use_to_has_it_never(plugins: str, tmp_path: Path) -> None:
    config = configured(tmp_path, extra="{ search: pagefind }", plugins=plugins)
    assert uses_pagefind(config, published=True) == (False, [])


def configured(root: Path, *, plugins: str = "[search]", **more: object) -> Any:
    text = settings(**more).replace("plugins: [search]", f"plugins: {plugins}")
    write(root, {"mkdocs.yml": text, "docs/index.md": "# Home\n"})
    config = load_config(str(root / "mkdocs.yml"))
    config.plugins.run_event("config", config)
    return config


def test_without_the_program_the_setting_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_choice, "program", lambda: None)
    site = built(write(tmp_path, NOTES))
    assert site.warnings == [
        "mkdocs.yml:1:18: Pagefind isn't installed: run `pip install 'alx-project-nexus[search]'`, or write"
        " 'material'\n    1 | extra: { search: pagefind }\n      |                  ^^^^^^^^"
    ]
    assert not uses(site)


@pytest.mark.parametrize(
    ("written", "said"), [("lunr", "'lunr'"), ("true", "'True'"), ("[pagefind]", "\"['pagefind']\"")]
)
def test_an_unknown_search_is_a_problem(written: str, said: str, tmp_path: Path) -> None:
    site = built(write(tmp_path, NOTES), written)
    assert [message.split("\n")[0] for message in site.warnings] == [
        f"mkdocs.yml:1:18: unknown search {said}: write 'pagefind' or 'material', or leave it out"
    ]
    assert not uses(site)


def test_a_failing_program_leaves_the_site_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(write(tmp_path, NOTES))
    before = tree(tmp_path / "site")
    program = write(tmp_path, {"program": "#!/bin/sh\necho no more memory >&2\nexit 1\n"}) / "program"
    program.chmod(0o755)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(program))
    write(tmp_path, {"learnings/first.md": "# First\n\nother words\n"})
    assert built(tmp_path).failed
    assert tree(tmp_path / "site") == before


def test_a_theme_whose_search_is_another_is_refused() -> None:
    with pytest.raises(PluginError, match=r"set extra: \{ search: material \}$"):
        with_worker("base.html", "<p>")
