"""Prepares a built page for printing, and sets the dates of the PDF.

The page's links lead to the published site, its style sheets and pictures to the local one. Scripts are removed.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

PAPERS = ("A4", "Letter")

_DATE = re.compile(rb"\(D:\d{14}[+\-Z][\d']*\)")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")


def printable(page: Path, paper: str) -> tuple[str, int]:
    """Return a page's HTML for printing, and how many of its links were removed.

    The canonical address says where the site is published; without one, links within the site are removed.
    """
    tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
    canonical = tree.css_first('link[rel="canonical"]')
    address = (canonical.attributes.get("href") or "") if canonical else ""
    for node in tree.css("script, noscript, base, meta[http-equiv]"):
        node.decompose()
    lost = 0
    for link in tree.css("a[href]"):
        href = link.attributes.get("href") or ""
        if urlsplit(href).scheme:
            continue
        if address:
            link.attrs["href"] = urljoin(address, href)
        else:
            del link.attrs["href"]
            lost += not href.startswith("#")
    # The base must come before everything it applies to, the paper size after the site's own print styles.
    html = (tree.html or "").replace("<head>", f'<head><base href="{page.parent.as_uri()}/">', 1)
    # Programs that read résumés don't understand ligatures such as "fi".
    style = f"<style>@page {{ size: {paper} }} body {{ font-feature-settings: 'liga' 0 }}</style>"
    return html.replace("</head>", f"{style}</head>", 1), lost


def pages_in(document: bytes) -> int:
    """Return how many pages a PDF by Chromium has; it writes page objects uncompressed."""
    return len(_PAGE.findall(document))


def dated(document: bytes, moment: dt.datetime) -> bytes:
    """Return a PDF with its dates set, so that its bytes are reproducible."""
    return _DATE.sub(moment.strftime("(D:%Y%m%d%H%M%S+00'00')").encode(), document)


def is_chromiums(document: bytes) -> bool:
    """Return whether a file is a PDF printed by Chromium."""
    return document.startswith(b"%PDF-") and b"Skia/PDF" in document
