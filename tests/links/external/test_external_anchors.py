"""A link's fragment is looked for in the page as a browser would, and only a page that was read whole lacks it."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import Callable

import pytest

from links.external.conftest import Check, codes
from links.external.misbehaving import Server, says
from nexus_core.problems.problem import Severity
from nexus_links.external.anchors import find_anchors

PAGE = (
    '<!DOCTYPE html><h1 id="intro">x</h1><a name="old">x</a><p id="caf\u00e9">x</p>'
    '<p id="a b">x</p><p ID=loud>x</p>'
    '<p id="user-content-readme">x</p><p id="q&amp;a">x</p><p name="field">x</p><p id="50%">x</p>'
    '<!-- <p id="comment"> --><script>"<p id=script>"</script>'
)


@pytest.mark.parametrize(
    "fragment",
    [
        "intro", "old", "caf\u00e9", "caf%C3%A9", "caf%c3%a9", "a%20b", "loud", "q&a", "50%", "50%25",
        "", "top", "TOP", "t%6Fp", ":~:text=x", "intro:~:text=x,y", "readme", "Readme", "/route", "!route",
    ],
)  # fmt: skip
def test_an_anchor_that_is_there_is_found(server: Server, find: Check, fragment: str) -> None:
    server.pages["/"] = says(200, PAGE, content_type="text/html; charset=utf-8")
    assert find(server.url(f"/#{fragment}")) == []


@pytest.mark.parametrize("fragment", ["nowhere", "Intro", "comment", "script", "field", "nowhere:~:text=x", "%zz"])
def test_an_anchor_that_is_not_there_is_a_warning(server: Server, find: Check, fragment: str) -> None:
    server.pages["/"] = says(200, PAGE)
    (problem,) = find(server.url(f"/#{fragment}"))
    assert (problem.code, problem.severity) == ("missing-anchor", Severity.WARNING)


@pytest.mark.parametrize(
    ("host", "fragment", "is_found"),
    [
        ("github.com", "L10", True),
        ("github.com", "L10-L20", True),
        ("github.com", "L10C2-L20C4", True),
        ("gitlab.com", "L10-20", True),
        ("gist.github.com", "file-a-py-L7", True),
        ("bitbucket.org", "lines-3:9", True),
        ("git.sr.ht", "L3", True),
        ("github.com", "nowhere", False),
        ("github.com", "usage-1", False),
        ("nogithub.com", "L10", False),
    ],
)
def test_lines_on_code_hosts_are_made_by_script(
    server: Server, find: Check, host: str, fragment: str, is_found: bool
) -> None:
    server.pages["/"] = says(200, PAGE)
    found = codes(find(server.url(f"/#{fragment}", host), lookup=lambda _: ["127.0.0.1"]))
    assert found == ([] if is_found else ["missing-anchor"])


def test_ids_that_github_keeps_in_its_scripts_count(server: Server, find: Check) -> None:
    server.pages["/"] = says(200, r'<script>{"text":"<h2 id=\"user-content-usage\">"}</script>')
    assert codes(find(server.url("/#usage"), server.url("/#other"))) == ["missing-anchor"]


@pytest.mark.parametrize("kind", ["application/pdf", "text/plain", "image/svg+xml", "", "nonsense"])
def test_fragments_of_what_is_no_page_are_let_be(server: Server, find: Check, kind: str) -> None:
    server.pages["/"] = says(200, "x", content_type=kind)
    assert find(server.url("/#page=3")) == []


@pytest.mark.parametrize(
    ("charset", "body"),
    [
        ("utf-8", "<p id=caf\u00e9>".encode()),
        ("iso-8859-1", b"<p id=caf\xe9>"),
        ("windows-1252", b"<p id=caf\xe9>"),
        ("", b'<meta charset="iso-8859-1"><p id=caf\xe9>'),
        ("", '\ufeff<p id="caf\u00e9">'.encode("utf-16-le")),
        ("", '\ufeff<p id="caf\u00e9">'.encode()),
        ("no-such-charset", "<p id=caf\u00e9>".encode()),
        ("zlib", "<p id=caf\u00e9>".encode()),
        ("unicode_escape", "<p id=caf\u00e9>".encode()),
        ("punycode", "<p id=caf\u00e9>".encode()),
        ("idna", "<p id=caf\u00e9>".encode()),
        ("utf-8\x00", "<p id=caf\u00e9>".encode()),
        ("utf-8", b"\xff\xfe\xfd<p id=caf\xc3\xa9>"[3:] + b"\xff"),
    ],
)
def test_pages_are_read_in_whatever_letters_they_are_written(charset: str, body: bytes) -> None:
    page = find_anchors(body, charset or None, is_complete=True)
    assert page.has("caf%C3%A9")
    assert not page.has("other")


@pytest.mark.parametrize(
    "body",
    [
        b"<![foo[ x ]]>",
        b"&#" + b"9" * 5000 + b";<p>",
        b"<!" * 50_000,
        b"<a '" * 50_000,
        b"\x00" * 1000,
        b"<div>" * 10_000,
    ],
)
def test_a_broken_page_is_no_fault_of_the_checker(body: bytes) -> None:
    assert find_anchors(b"<p id=here>" + body, None, is_complete=True).has("here")


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACKED: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "raw deflate": raw_deflate,
}


@pytest.mark.parametrize("packing", PACKED)
def test_packed_pages_are_unpacked(server: Server, find: Check, packing: str) -> None:
    body = PACKED[packing](PAGE.encode())
    server.pages["/"] = says(200, body, content_encoding=packing.removeprefix("raw "))
    assert codes(find(server.url("/#intro"), server.url("/#nowhere"))) == ["missing-anchor"]


@pytest.mark.parametrize("packing", ["br", "zstd", "gzip, gzip", "nonsense", "gzip", "deflate"])
def test_what_cannot_be_unpacked_lacks_nothing(server: Server, find: Check, packing: str) -> None:
    server.pages["/"] = says(200, b"\x1b\x00\x00 not packed at all", content_encoding=packing)
    assert find(server.url("/#place")) == []


@pytest.mark.parametrize("packing", [*PACKED, "br"])
def test_a_small_body_that_unpacks_to_a_huge_one_does_not_fill_memory(
    server: Server, find: Check, packing: str
) -> None:
    huge = b"<p>" * 30_000_000
    bomb = PACKED.get(packing, PACKED["raw deflate"])(huge)
    del huge
    server.pages["/"] = says(200, bomb, content_encoding=packing.removeprefix("raw "))
    tracemalloc.start()
    try:
        assert find(server.url("/#place"), max_page=200_000) == []
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_only_the_part_that_is_read_counts(server: Server, find: Check) -> None:
    server.pages["/"] = says(200, "<p id=early>" + " " * 2000 + "<p id=late>")
    assert find(server.url("/#early"), server.url("/#late"), server.url("/#none"), max_page=1000) == []


def test_the_place_that_a_redirect_names_takes_the_links_place(server: Server, find: Check) -> None:
    server.pages |= {"/a": says(302, location="/b#there"), "/b": says(200, PAGE), "/c": says(302, location="/b")}
    assert codes(find(server.url("/a#nowhere"), server.url("/c#intro"), server.url("/c#nowhere"))) == [
        "missing-anchor"
    ]


def test_a_moved_page_is_looked_into_as_well(server: Server, find: Check) -> None:
    server.pages |= {"/a": says(301, location="/b"), "/b": says(200, PAGE)}
    assert codes(find(server.url("/a#nowhere"))) == ["moved", "missing-anchor"]
