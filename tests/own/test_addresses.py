"""Of this portfolio alone: another author replaces this file. No address that it has had is lost."""

from __future__ import annotations

from pathlib import Path

from nexus_core.model.loading import load
from nexus_core.read.paths import page_address
from nexus_core.read.repository import Repository
from nexus_core.schema.kinds import FOLDERS
from nexus_core.write.old_addresses import old_addresses
from nexus_core.write.pages import pages
from nexus_core.write.view import View
from support.small_sites import ROOT

OLD = Path(__file__).with_name("old-sitemap.txt")
"""The addresses of the site's first readers, from its sitemap."""


def test_every_address_of_the_old_site_leads_somewhere() -> None:
    loaded = load(Repository(ROOT, FOLDERS))
    there = {f"/{page_address(path)}" for path in pages(View(loaded.portfolio))}
    moved = {f"/{redirect.file().removesuffix('index.html')}" for redirect in old_addresses(loaded).redirects}
    assert set(OLD.read_text(encoding="utf-8").split()) - there - moved == set()
    assert {"/authors/", "/threat-model/"} <= moved
