"""The plugin begins a build once, whatever else begins it too, and says what it needs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError

from nexus_mkdocs.plugin import NexusPlugin
from nexus_theme import EXTENSIONS, MODULES, STYLES
from support.small_sites import BASE, ROOT, build_site, settings, write


def test_a_second_hook_leaves_the_build_to_the_first(tmp_path: Path) -> None:
    twice = settings().replace("portfolio.py]", "portfolio.py, again.py]")
    write(tmp_path, {**BASE, "mkdocs.yml": twice})
    shutil.copy(ROOT / "hooks/portfolio.py", tmp_path / "again.py")
    site = build_site(tmp_path)
    assert (site.warnings, site.failed) == ([], False)
    assert site.html("index.html").count(STYLES[0]) == 1


def test_it_needs_material(tmp_path: Path) -> None:
    write(tmp_path, {**BASE, "mkdocs.yml": "site_name: A\n"})
    with pytest.raises(PluginError, match="write 'theme: material'"):
        NexusPlugin().on_config(load_config(str(tmp_path / "mkdocs.yml")))


def test_it_adds_what_pages_need_before_what_is_the_authors(tmp_path: Path) -> None:
    more = f"extra_css: [mine.css, {STYLES[1]}]\nextra_javascript: [mine.js]\nmarkdown_extensions: [footnotes]\n"
    write(tmp_path, {**BASE, "docs/mine.css": "", "mkdocs.yml": f"site_name: A\ntheme: material\n{more}"})
    config = load_config(str(tmp_path / "mkdocs.yml"))
    NexusPlugin().on_config(config)
    assert config.extra_css == [STYLES[0], *STYLES[2:], "mine.css", STYLES[1]]
    assert [str(script) for script in config.extra_javascript] == [*MODULES, "mine.js"]
    assert set(EXTENSIONS) <= set(map(str, config.markdown_extensions))
