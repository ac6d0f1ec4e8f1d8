"""Builds this repository's own site as it is published."""

from __future__ import annotations

from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

from support.small_sites import ROOT

ADDRESS = "https://me.test/nexus/"


def build_own_site(folder: Path) -> Path:
    """Build the site into a folder, strictly and with an address, and return the folder."""
    config = load_config(str(ROOT / "mkdocs.yml"), strict=True, site_dir=str(folder), site_url=ADDRESS)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return folder


def pages_of(folder: Path) -> dict[str, str]:
    """Return the text of every page by its address, without those of wrong and of old addresses."""
    files = {file.relative_to(folder).as_posix(): file for file in sorted(folder.rglob("*.html"))}
    del files["404.html"]
    texts = {path: file.read_text(encoding="utf-8") for path, file in files.items()}
    return {
        ADDRESS + path.removesuffix("index.html"): text
        for path, text in texts.items()
        if 'http-equiv="refresh"' not in text
    }
