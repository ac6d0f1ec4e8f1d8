"""What is published besides pages is built with them, and nothing takes its place."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft202012Validator

from nexus_core.write.outputs.portfolio_document import json_schema
from support.small_sites import BASE, build_site, settings, write


def test_portfolio_json_is_published_with_the_addresses_of_the_site(tmp_path: Path) -> None:
    write(
        tmp_path,
        {**BASE, "mkdocs.yml": settings(site_url="https://a.b/c/"), "learnings/d.md": "---\ndraft: true\n---\n"},
    )
    site = build_site(tmp_path)
    assert (site.failed, site.warnings) == (False, [])
    found = json.loads(site.html("portfolio.json"))
    Draft202012Validator(json_schema()).validate(found)
    assert found["site"] == {"name": "Test", "url": "https://a.b/c/"}
    for note in found["notes"]:
        assert site.has(note["url"].removeprefix("https://a.b/c/") + "index.html")
    assert [note["path"] for note in found["notes"]] == sorted(BASE)


def test_without_a_server_its_addresses_are_those_of_files(tmp_path: Path) -> None:
    write(tmp_path, {**BASE, "resources/ü r.md": "# R\n", "mkdocs.yml": settings(use_directory_urls="false")})
    site = build_site(tmp_path)
    notes = json.loads(site.html("portfolio.json"))["notes"]
    assert [note["url"] for note in notes if note["kind"] == "resource"] == ["resources/%C3%BC%20r.html"]
    assert site.has("resources/ü r.html")


def test_a_file_of_the_author_with_that_address_is_left_out_and_named(tmp_path: Path) -> None:
    site = build_site(write(tmp_path, {**BASE, "docs/portfolio.json": "{}"}))
    assert [warning.split(":")[0] for warning in site.warnings] == ["docs/portfolio.json"]
    assert json.loads(site.html("portfolio.json"))["schema_version"] == 2
