"""Makes of a built page what a browser prints, and of the print what it leaves to chance.

A page's links start from where the site will be, its style sheets and pictures from where the site was built. No
script runs: paper has no use for one.
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
    """Return a page's HTML for printing on a paper, and how many of its links lead nowhere without an address.

    Where the site is, its canonical address says; without one, links within the site are only words.
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
    # The base comes ahead of all that it is for, the paper's size after the site's own rules for print.
    html = (tree.html or "").replace("<head>", f'<head><base href="{page.parent.as_uri()}/">', 1)
    # Programs that read résumés don't know that one letter may stand for "fi".
    style = f"<style>@page {{ size: {paper} }} body {{ font-feature-settings: 'liga' 0 }}</style>"
    return html.replace("</head>", f"{style}</head>", 1), lost


def pages_in(document: bytes) -> int:
    """Return how many pages a PDF of Chromium's has: it writes them uncompressed."""
    return len(_PAGE.findall(document))


def dated(document: bytes, moment: dt.datetime) -> bytes:
    """Return a PDF with its dates set, so that the same page always makes the same file."""
    return _DATE.sub(moment.strftime("(D:%Y%m%d%H%M%S+00'00')").encode(), document)


def is_chromiums(document: bytes) -> bool:
    """Say whether a file is a PDF as Chromium prints it."""
    return document.startswith(b"%PDF-") and b"Skia/PDF" in document
