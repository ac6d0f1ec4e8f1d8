"""The server's own log shows a polite guest: who it is, how much at once, how often, and how long it waits."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from links.external.conftest import Check, codes
from links.external.misbehaving import PATIENCE, Request, Server, hangs, in_turn, resets, says, slowly

HOSTS = ("one.test", "two.test", "three.test")


def most_at_once(requests: list[Request]) -> int:
    changes = sorted([(request.start, 1) for request in requests] + [(request.end, -1) for request in requests])
    at_once = most = 0
    for _, change in changes:
        at_once += change
        most = max(most, at_once)
    return most


@pytest.mark.parametrize("per_host", [1, 2])
@pytest.mark.parametrize("concurrency", [2, 16])
def test_few_requests_are_made_at_once(server: Server, find: Check, per_host: int, concurrency: int) -> None:
    pages = [f"/{number}" for number in range(6)]
    server.pages |= {page: slowly(0.05, says(200)) for page in pages}
    urls = [server.url(page, host) for host in HOSTS for page in pages]
    assert find(*urls, per_host=per_host, concurrency=concurrency) == []
    assert len(server.log) == len(urls)
    assert most_at_once(server.log) <= concurrency
    for host in HOSTS:
        assert most_at_once([request for request in server.log if request.host == host]) <= per_host


def test_requests_to_a_host_have_a_pause_between_them(server: Server, find: Check) -> None:
    pages = [f"/{number}" for number in range(5)]
    server.pages |= {page: says(200) for page in pages}
    assert find(*(server.url(page) for page in pages), pause=0.3) == []
    starts = [request.start for request in server.log]
    # A busy machine may notice a request late, and the next one seems nearer.
    assert all(later - earlier > 0.1 for earlier, later in pairwise(starts))
    assert starts[-1] - starts[0] > 1.0


def test_each_address_is_asked_once_however_many_links_lead_there(server: Server, find: Check) -> None:
    server.pages |= {"/a": says(200, "<p id=x><p id=y>"), "/b": says(200), "/c": says(404)}
    urls = [server.url(path) for path in ("/a", "/a#x", "/a#y", "/a#x", "/b", "/b", "/c", "/c", "/c#x")]
    urls += [server.url("/b").replace("site.test", "SITE.test."), server.url("/b#top")]
    assert codes(find(*urls)) == ["gone"] * 3
    counts = Counter(server.asked)
    assert counts == {"GET /a": 1, "HEAD /b": 1, "GET /c": 1}


def test_no_rule_is_broken_when_everything_goes_wrong_at_once(server: Server, find: Check) -> None:
    bad = {
        "/fine": says(200),
        "/gone": says(404),
        "/broken": says(500),
        "/reset": resets,
        "/moved": says(301, location="/fine"),
        "/wait": in_turn(says(503, retry_after="1"), says(200)),
        "/circle": says(302, location="/circle"),
        "/slow": slowly(0.1, says(403)),
    }
    server.pages |= bad
    urls = [server.url(page, host) for page in bad for host in HOSTS]
    find(*urls, *urls, per_host=2, retries=2)
    for host in HOSTS:
        asked = [request for request in server.log if request.host == host]
        assert most_at_once(asked) <= 2
        counts = Counter((request.method, request.path) for request in asked)
        assert all(number <= (1 if method == "HEAD" else 3) for (method, _), number in counts.items())


def test_a_host_rests_for_as_long_as_it_wants(server: Server, find: Check) -> None:
    limited = in_turn(says(429, retry_after="1"), says(200))
    server.pages |= {"/a": limited, "/b": limited, "/c": says(200)}
    urls = [server.url(page) for page in ("/a", "/b", "/c")]
    assert find(*urls, server.url("/c", "two.test"), per_host=1) == []
    asked = [request for request in server.log if request.host == "site.test"]
    # What asked for the rest was the first answer; nothing else may start within it.
    assert all(request.start - asked[0].end > 0.9 for request in asked[1:])


def test_a_host_that_cannot_be_reached_is_not_tried_for_each_of_its_pages(find: Check) -> None:
    looked_up: list[str] = []

    def lookup(host: str) -> list[str]:
        looked_up.append(host)
        return ["10.0.0.1"]

    urls = [f"http://far.test/{number}" for number in range(20)]
    assert codes(find(*urls, lookup=lookup, per_host=1)) == ["refused-address"] * 20
    assert looked_up == ["far.test"]


def test_the_guest_says_who_it_is_and_what_it_reads(server: Server, find: Check) -> None:
    server.pages["/"] = says(200)
    find(server.url("/"), server.url("/#x"))
    first = server.log[0]
    assert first.headers["user-agent"].startswith("nexus-links/")
    find(server.url("/a"), agent="Robot")
    assert server.log[-1].headers["user-agent"] == "Robot"
    assert first.headers["accept"].startswith("text/html")
    assert first.headers["accept-encoding"] == "gzip, deflate"


def test_a_run_ends_at_its_deadline_and_says_what_it_did_not_get_to(server: Server, find: Check) -> None:
    server.pages |= {"/fine": says(200), "/gone": says(404), "/hangs": hangs}
    urls = [server.url(page) for page in ("/gone", "/hangs", "/fine")]
    assert codes(find(*urls, deadline=1.0, timeout=PATIENCE)) == ["gone", "not-checked"]


def test_a_run_ends_at_its_deadline_while_a_host_rests(server: Server, find: Check) -> None:
    server.pages["/"] = says(429, retry_after="15")
    assert codes(find(server.url("/"), deadline=0.5, max_wait=PATIENCE)) == ["not-checked"]
