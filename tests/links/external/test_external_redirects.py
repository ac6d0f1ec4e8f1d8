"""Redirects are followed to their end, and a move for good is a hint to write the new address."""

from __future__ import annotations

import pytest

from links.external.conftest import Check, codes
from links.external.misbehaving import Answer, Request, Server, by_method, raw, says
from nexus_core.problems.problem import Severity

FINE = says(200)


def to(location: str, status: int = 301, **headers: str) -> Answer:
    return says(status, location=location, **headers)


@pytest.mark.parametrize("status", [301, 308])
def test_a_move_for_good_is_a_hint_with_the_new_address(server: Server, find: Check, status: int) -> None:
    server.pages |= {"/old": to("/new?x=1", status), "/new": FINE}
    (problem,) = find(server.url("/old"))
    assert (problem.code, problem.severity) == ("moved", Severity.ADVICE)
    assert problem.hint == f"write {server.url('/new?x=1')}"


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_move_for_now_is_fine(server: Server, find: Check, status: int) -> None:
    server.pages |= {"/old": to("/new", status), "/new": FINE}
    assert find(server.url("/old")) == []


@pytest.mark.parametrize(
    ("steps", "link", "address"),
    [
        ([(301, "/b"), (301, "/c")], "/a", "/c"),
        ([(301, "/b"), (302, "/c")], "/a", "/b"),
        ([(302, "/b"), (301, "/c")], "/a", None),
        ([(301, "b")], "/a", "/b"),
        ([(301, "?q")], "/a", "/a?q"),
        ([(301, "/b#there")], "/a#here", "/b#there"),
        ([(301, "/b")], "/a#top", "/b#top"),
        ([(301, "/caf\u00e9")], "/a", "/caf%C3%A9"),
    ],
)
def test_the_new_address_is_as_far_as_all_moves_are_for_good(
    server: Server, find: Check, steps: list[tuple[int, str]], link: str, address: str | None
) -> None:
    server.pages |= dict.fromkeys(["/b", "/c", "/caf%C3%A9"], FINE)
    for page, (status, location) in zip(("/a", "/b"), steps, strict=False):
        server.pages[page] = to(location, status)
    if steps == [(301, "?q")]:
        server.pages["/a"] = by_query(to("?q"), FINE)
    hints = [problem.hint for problem in find(server.url(link))]
    assert hints == ([f"write {server.url(address)}"] if address else [])


def by_query(without: Answer, with_query: Answer) -> Answer:
    async def answer(request: Request, writer: object) -> None:
        await (with_query if "?" in request.path else without)(request, writer)  # type: ignore[arg-type]

    return answer


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (says(301), "without saying where"),
        (to("", 302), "without saying where"),
        (to("ftp://site.test/"), "not on the web"),
        (to("javascript:alert(1)"), "not on the web"),
        (to("mailto:a@site.test"), "not on the web"),
        (to("file:///etc/passwd"), "not on the web"),
        (to("http://[::1/"), "redirects badly"),
        (to("http://site.test:99999/"), "redirects badly"),
        (to("http://"), "redirects badly"),
        (to("/a", 302), "in a circle"),
    ],
)
def test_a_redirect_to_nowhere_is_a_warning(server: Server, find: Check, answer: Answer, words: str) -> None:
    server.pages["/a"] = answer
    (problem,) = find(server.url("/a"))
    assert (problem.code, problem.severity) == ("bad-redirect", Severity.WARNING)
    assert words in problem.message
    assert server.asked == ["HEAD /a"]


def test_a_circle_ends_when_it_is_closed(server: Server, find: Check) -> None:
    server.pages |= {"/a": to("/b"), "/b": to("/c"), "/c": to("/b")}
    assert codes(find(server.url("/a"))) == ["bad-redirect"]
    assert server.asked == ["HEAD /a", "HEAD /b", "HEAD /c"]


def test_a_long_chain_ends(server: Server, find: Check) -> None:
    server.pages |= {f"/{number}": to(f"/{number + 1}") for number in range(100)}
    assert codes(find(server.url("/0"), max_redirects=5)) == ["bad-redirect"]
    assert len(server.log) == 6


def test_what_a_redirect_leads_to_counts(server: Server, find: Check) -> None:
    server.pages |= {"/a": to("/gone"), "/b": to("/c", 302), "/c": says(403)}
    assert codes(find(server.url("/a"), server.url("/b"))) == ["gone", "blocked"]


def test_cookies_are_kept_on_the_way_and_only_there(server: Server, find: Check) -> None:
    async def wall(request: Request, writer: object) -> None:
        welcome = request.headers.get("cookie") == "seen=yes"
        answer = FINE if welcome else to(request.path, 302, set_cookie="seen=yes; Path=/")
        await answer(request, writer)  # type: ignore[arg-type]

    server.pages |= {"/a": wall, "/b": wall}
    assert find(server.url("/a"), server.url("/b", "127.0.0.1")) == []
    assert [request.headers.get("cookie") for request in server.log].count("seen=yes") == 2
    assert len(server.log) == 4


def test_cookies_do_not_reach_other_hosts(server: Server, find: Check) -> None:
    server.pages |= {"/a": to(server.url("/b", "other.test"), 302, set_cookie="secret=1"), "/b": FINE}
    assert find(server.url("/a")) == []
    assert [request.headers.get("cookie") for request in server.log] == [None, None]


def test_a_header_that_is_not_utf_8_is_sent_back_as_the_bytes_it_is(server: Server, find: Check) -> None:
    server.pages["/a"] = raw(b"HTTP/1.1 302 X\r\nlocation: /caf\xe9\r\ncontent-length: 0\r\n\r\n")
    server.pages["/caf%E9"] = FINE
    assert find(server.url("/a")) == []


def test_a_page_that_many_redirects_lead_to_is_asked_once(server: Server, find: Check) -> None:
    pages = [f"/{number}" for number in range(5)]
    server.pages |= {page: to("/login", 302) for page in pages}
    server.pages["/login"] = by_method(FINE, FINE)
    assert find(*(server.url(page) for page in pages)) == []
    assert server.asked.count("HEAD /login") == 1
