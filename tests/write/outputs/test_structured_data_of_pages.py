"""What a parser reads of the built pages is whole, in schema.org's own vocabulary, and can't be broken out of."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import extruct
import pytest

from nexus_core.schema.kinds import SECTIONS
from support.schema_org import faults, main, things
from support.small_sites import BASE, build_site, settings, write
from support.this_site import ADDRESS, pages_of

pytestmark = pytest.mark.own_notes

HOSTILE = "</script><script>alert(1)</script><!-- ]]> \u2028 & \"'"
HOSTILE_SHOWN = " ".join(HOSTILE.split())


def read(page: str, address: str) -> Any:
    """Return what a parser of structured data reads in a page."""
    return extruct.extract(page, base_url=address, syntaxes=["json-ld"])["json-ld"]


@pytest.fixture(scope="module")
def own(own_site: Path) -> dict[str, Any]:
    """What each page of this repository's own site says."""
    found = {address: read(page, address) for address, page in pages_of(own_site).items()}
    assert {len(each) for each in found.values()} == {1}
    return {address: each[0] for address, each in found.items()}


REQUIRED = {
    **{kind.schema_type: {"@id", "url", "name", "author"} for kind in SECTIONS},
    "BreadcrumbList": {"itemListElement"},
    "CollectionPage": {"@id", "url", "name", "isPartOf"},
    "CreativeWork": {"@id", "url", "name", "author"},
    "DefinedTerm": {"@id", "name"},
    "DefinedTermSet": {"@id", "url", "name", "hasDefinedTerm"},
    "EducationalOccupationalProgram": {"name"},
    "ListItem": {"position", "name", "item"},
    # A profile of nobody: what `name` there is waits for the author to say it.
    "Person": {"@id", "url"},
    "ProfilePage": {"@id", "url", "name", "mainEntity"},
    "SoftwareSourceCode": {"@id", "url", "name", "author", "codeRepository"},
    "TechArticle": {"@id", "url", "headline", "name", "author"},
    "WebPage": {"@id", "url", "name", "isPartOf"},
    "WebSite": {"@id", "url", "name"},
}
"""What each type has wherever it is said: for those that it knows, what Google's search asks for."""


def test_every_page_of_this_repository_has_what_its_types_need(own: dict[str, Any]) -> None:
    lacking = [
        (address, thing["@type"], sorted(REQUIRED[thing["@type"]] - thing.keys()))
        for address, found in own.items()
        for thing in things(found)
        if not REQUIRED[thing["@type"]] <= thing.keys()
    ]
    assert lacking == []


def test_every_page_says_where_it_is_and_how_to_get_there(own: dict[str, Any]) -> None:
    for address, found in own.items():
        assert found["@context"] == "https://schema.org"
        assert main(found)["url"] == address
        crumbs = [thing for thing in things(found) if thing["@type"] == "BreadcrumbList"]
        assert len(crumbs) == (address != ADDRESS)
        for crumb in crumbs:
            listed = [item["item"] for item in crumb["itemListElement"]]
            assert (listed[0], listed[-1]) == (ADDRESS, address)


def test_every_address_of_the_site_that_is_said_leads_to_a_page_of_it(own: dict[str, Any]) -> None:
    for found in own.values():
        said = {str(thing[key]) for thing in things(found) for key in ("@id", "url", "item") if key in thing}
        assert {each.split("#")[0] for each in said if each.startswith(ADDRESS)} <= own.keys()
        assert all(each.startswith("https://") for each in said)


def test_it_is_the_profile_of_whom_these_notes_are_about(own: dict[str, Any]) -> None:
    home = main(own[ADDRESS])
    assert home["@type"] == "ProfilePage"
    about = [found for found in map(main, own.values()) if found["@type"] == "ProfilePage"]
    assert all(found["mainEntity"] == home["mainEntity"] for found in about)


def test_all_of_it_is_in_the_vocabulary_of_schema_org(own: dict[str, Any], tmp_path: Path) -> None:
    assert faults(tmp_path, list(own.values())) == ""


def test_the_vocabulary_refuses_what_is_not_in_it(tmp_path: Path) -> None:
    spoilt = [
        {"@type": "TechNote"},
        {"@type": "TechArticle", "codeRepository": "https://a.b"},
        {"@type": "TechArticle", "headlin": "A"},
        {"@type": "ListItem", "position": True},
    ]
    every = [{"@type": "TechArticle", "headline": "A"}, *spoilt]
    found = faults(tmp_path, [{"@context": "https://schema.org", "@graph": [each]} for each in every])
    assert re.findall(r"graphs\.ts\((\d+),", found) == ["3", "4", "5", "6"]


def test_no_front_matter_breaks_out_of_the_script(tmp_path: Path) -> None:
    quoted = json.dumps(HOSTILE)
    files = {
        **BASE,
        "mkdocs.yml": settings(site_url=ADDRESS),
        "docs/index.md": f"---\nprofile: {{ name: {quoted}, summary: {quoted} }}\n---\n\n# Home\n",
        "learnings/odd.md": f"---\ntitle: {quoted}\ndescription: {quoted}\ntags: [{quoted}]\n---\n",
    }
    site = build_site(write(tmp_path, files))
    assert (site.failed, site.warnings) == (False, [])
    page = site.html("learnings/odd/index.html")
    ((script),) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert not re.search("[<>&\u2028\u2029]", script)
    (found,) = read(page, f"{ADDRESS}learnings/odd/")
    work = main(found)
    assert (work["name"], work["description"], work["keywords"]) == (HOSTILE_SHOWN,) * 3
    assert work["author"]["name"] == HOSTILE_SHOWN
    assert "<script>alert" not in page
