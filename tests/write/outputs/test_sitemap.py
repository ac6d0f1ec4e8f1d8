"""The sitemap says when a note was last changed, and a site is the same whenever it is built."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest

from support.small_sites import BASE, build_site, settings, write
from support.this_site import ADDRESS, pages_of

pytestmark = pytest.mark.own_notes

NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
NOTES = {
    **BASE,
    "learnings/changed.md": "---\ndate: { created: 2024-01-02, updated: 2024-03-04 }\n---\n\n# Changed\n",
    "learnings/once.md": "---\ndate: 2024-01-02\n---\n\n# Once\n",
    "learnings/undated.md": "# Undated\n",
}


def listed(text: str) -> dict[str, str | None]:
    """Return the last change of each address."""
    urls = ElementTree.fromstring(text).findall("s:url", NAMESPACE)  # noqa: S314 (our own)
    return {
        str(url.findtext("s:loc", namespaces=NAMESPACE)): url.findtext("s:lastmod", None, NAMESPACE) for url in urls
    }


def built(root: Path, files: Mapping[str, str]) -> dict[str, bytes]:
    text = settings(site_url=ADDRESS)
    site = build_site(write(root, {**files, "mkdocs.yml": text}))
    assert (site.failed, site.warnings) == (False, [])
    folder = root / "site"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_page_was_changed_when_its_note_was(tmp_path: Path) -> None:
    site = built(tmp_path, NOTES)
    found = listed(site["sitemap.xml"].decode())
    assert found[f"{ADDRESS}learnings/changed/"] == "2024-03-04"
    assert found[f"{ADDRESS}learnings/once/"] == "2024-01-02"
    assert found[f"{ADDRESS}learnings/undated/"] is None
    assert found[f"{ADDRESS}skills/redis/"] is None
    assert gzip.decompress(site["sitemap.xml.gz"]) == site["sitemap.xml"]


def test_a_site_without_a_date_has_a_sitemap_without_one(tmp_path: Path) -> None:
    found = listed(built(tmp_path, BASE)["sitemap.xml"].decode())
    assert ADDRESS in found
    assert set(found.values()) == {None}


@pytest.mark.parametrize("files", [NOTES, BASE], ids=["dated", "undated"])
def test_a_site_is_the_same_on_any_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: Mapping[str, str]
) -> None:
    sites = []
    for day in ("1000000000", "1800000000"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", day)
        sites.append(built(tmp_path, files))
    assert sites[0].keys() == sites[1].keys()
    assert [path for path in sites[0] if sites[0][path] != sites[1][path]] == []


def test_every_page_of_this_repository_is_in_it(own_site: Path) -> None:
    found = listed((own_site / "sitemap.xml").read_text(encoding="utf-8"))
    assert found.keys() == pages_of(own_site).keys()
