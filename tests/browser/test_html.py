"""The markup means what it says: to the standard's own checker, and to the machines that read its data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from browser.checker import invalid
from browser.document import read
from browser.published import Published

pytestmark = pytest.mark.own_notes


def test_the_checker_sees_a_fault(tmp_path: Path) -> None:
    page = '<!doctype html>\n<html lang="en">\n<title>A</title>\n<p id="a"></p>\n<p id="a"></p>\n</html>\n'
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    (fault,) = invalid(tmp_path)
    assert fault.startswith("index.html:5: Duplicate ID")


def test_every_page_is_valid_html(site: Published) -> None:
    faults = invalid(site.root)
    assert not faults, "\n".join(faults)


def test_json_ld_is_json_and_says_what_it_describes(site: Published, site_pages: list[str]) -> None:
    faults = []
    for page in site_pages:
        for text in read(site.html(page)).json_ld:
            # What isn't JSON at all raises here, with its place.
            data = json.loads(text)
            things = data.get("@graph", [data]) if isinstance(data, dict) else data
            context = data.get("@context") if isinstance(data, dict) else [each.get("@context") for each in data]
            if not context or not all(thing.get("@type") for thing in things):
                faults.append(f"{page}: {text}")
    assert not faults, "\n".join(faults)
