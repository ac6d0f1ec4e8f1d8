"""The export builds with another generator into the same site, and never overwrites what it didn't make."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

import pytest
from click.testing import CliRunner, Result
from selectolax.lexbor import LexborHTMLParser, LexborNode

from absence import absent
from nexus.cli import main
from own_site import build_own_site
from portfolios import BASE, ROOT, build_site, settings, write

ELSEWHERE = {"404.html": "The page for a wrong address", "title": 'begins with "Home"'}
"""What another generator makes differently, and the words for it in docs/authors.md."""


def export(root: Path, target: Path) -> Result:
    return CliRunner().invoke(main, ["export", str(target), "--root", str(root)], catch_exceptions=False)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """This repository's site, built by MkDocs, and its export, built by Zensical."""
    program = Path(sys.executable).parent / "zensical"
    if not program.exists():
        absent("no zensical: install the development dependencies")
    folder = tmp_path_factory.mktemp("export")
    result = export(ROOT, folder / "plain")
    assert result.exit_code == 0, result.output
    subprocess.run([str(program), "build", "--strict"], cwd=folder / "plain", check=True, capture_output=True)
    return build_own_site(folder / "mkdocs"), folder / "plain" / "site"


def pages(folder: Path) -> dict[str, LexborHTMLParser]:
    found = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.html")
    }
    found.pop("404.html")
    return {path: LexborHTMLParser(text) for path, text in found.items()}


def words(node: LexborNode | None) -> str:
    return " ".join(node.text().split()) if node else ""


def links(page: LexborHTMLParser, path: str) -> list[str]:
    """The addresses that a page's text links to; a page's index is its folder."""
    nodes = page.css("article a[href]:not(.md-content__button)")
    found = (urljoin(f"http://host/{path}", node.attributes["href"] or "") for node in nodes)
    return sorted(re.sub(r"/index\.html(?=#|$)", "/", address) for address in found)


LOOKS: dict[str, Callable[[LexborHTMLParser, str], object]] = {
    "heading": lambda page, _: words(page.css_first("h1")),
    "title": lambda page, path: words(page.css_first("title")) if path != "index.html" else "",
    "links": links,
    "table rows": lambda page, _: [words(row) for row in page.css("article tr")],
    "cards": lambda page, _: [words(card) for card in page.css(".nexus-card")],
    "description": lambda page, _: [tag.attributes.get("content") for tag in page.css("meta[name=description]")],
}


def test_zensical_gives_the_same_addresses(sites: tuple[Path, Path]) -> None:
    ours, theirs = map(pages, sites)
    assert ours.keys() == theirs.keys()


@pytest.mark.parametrize("what", LOOKS)
def test_zensical_gives_the_same_pages(sites: tuple[Path, Path], what: str) -> None:
    ours, theirs = map(pages, sites)
    look = LOOKS[what]
    assert [path for path in ours if look(ours[path], path) != look(theirs[path], path)] == []


def test_the_outputs_and_files_are_there_too(sites: tuple[Path, Path]) -> None:
    for name in ("portfolio.json", "resume.json", "assets/stylesheets/nexus.css"):
        assert (sites[1] / name).is_file()


def test_what_differs_is_in_the_docs() -> None:
    text = (ROOT / "docs" / "authors.md").read_text(encoding="utf-8")
    assert [words for words in ELSEWHERE.values() if words not in text] == []


def test_mkdocs_builds_the_export_without_hooks(tmp_path: Path) -> None:
    deep = "---\ntitle: Deep\naliases: [/old/]\n---\n\n[shop](../../projects/shop/README.md#more)\n"
    note = "# A\n\n`[x](README.md)` and [up](README.md), ![p](p.png), [d]\n\n[d]: ../../docs/index.md\n"
    files: dict[str, str | bytes] = {
        "learnings/deep/README.md": deep,
        "learnings/deep/a.md": note,
        "learnings/deep/p.png": b"x",
        "docs/draft.md": "---\ndraft: true\n---\n",
        "mkdocs.yml": settings(site_url="http://127.0.0.1/sub/"),
    }
    root = write(tmp_path / "portfolio", {**BASE, **files})
    assert export(root, tmp_path / "plain").exit_code == 0
    text = (tmp_path / "plain/docs/learnings/deep/a.md").read_text(encoding="utf-8")
    assert "`[x](README.md)` and [up](index.md), ![p](p.png), [d]\n\n[d]: ../../index.md" in text
    assert not (tmp_path / "plain/docs/draft.md").exists()
    site = build_site(tmp_path / "plain", strict=False)
    assert [warning for warning in site.warnings if "#more" not in warning] == []
    assert "hooks" not in (tmp_path / "plain/mkdocs.yml").read_text(encoding="utf-8")
    assert 'href="../learnings/deep/"' in site.html("old/index.html")


def test_a_folder_that_is_no_export_is_left_alone(tmp_path: Path) -> None:
    root = write(tmp_path / "portfolio", {**BASE, "mkdocs.yml": settings()})
    write(tmp_path / "mine", {"file": "mine"})
    result = export(root, tmp_path / "mine")
    assert (result.exit_code, [path.name for path in (tmp_path / "mine").iterdir()]) == (2, ["file"])
    assert "no earlier export" in result.stderr


def test_an_export_replaces_an_earlier_one_whole(tmp_path: Path) -> None:
    root = write(tmp_path / "portfolio", {**BASE, "learnings/a.md": "# A\n", "mkdocs.yml": settings()})
    assert export(root, tmp_path / "plain").exit_code == 0
    (root / "learnings/a.md").unlink()
    assert export(root, tmp_path / "plain").exit_code == 0
    assert not (tmp_path / "plain/docs/learnings/a.md").exists()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".nexus")] == []
