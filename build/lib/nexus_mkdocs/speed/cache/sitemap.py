"""Compresses the sitemap again, since MkDocs took its time from only the pages that were built."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from pathlib import Path

from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_timestamp


def compress_sitemap(folder: Path, pages: Iterable[Page]) -> None:
    """Write `sitemap.xml.gz` as MkDocs does for these pages, if the sitemap was built into a folder."""
    sitemap, compressed = folder / "sitemap.xml", folder / "sitemap.xml.gz"
    if not sitemap.is_file() or not compressed.is_file():
        return
    with (
        compressed.open("wb") as file,
        gzip.GzipFile(str(compressed), "wb", fileobj=file, mtime=get_build_timestamp(pages=list(pages))) as archive,
    ):
        archive.write(sitemap.read_bytes())
