"""What a site answers decides what is said of a link: only what is gone for sure is an error."""

from __future__ import annotations

import logging
import socket
from email.utils import formatdate
from time import time

import pytest

from links.external.conftest import Check, codes
from links.external.misbehaving import Answer, Server, by_method, hangs, in_turn, raw, resets, says
from nexus_core.problems.problem import Severity

ENDLESS = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n"
FINE = says(200)
ODD_COOKIES = b"".join(
    b"set-cookie: " + value + b"\r\n"
    for value in (
        b"=;;",
        b"a\x07b=c; domain=..; expires=never; max-age=x",
        b"\xff\xfe",
        b"a=b; max-age=" + b"9" * 500,
        b"c=d; expires=Mon, 01-Jan-99999 00:00:00 GMT",
        b"e=" + b'"' * 5000,
    )
)


@pytest.mark.parametrize(
    ("answer", "code", "severity"),
    [
        (says(404), "gone", Severity.ERROR),
        (says(410), "gone", Severity.ERROR),
        (says(401), "blocked", Severity.WARNING),
        (says(403), "blocked", Severity.WARNING),
        (says(451), "blocked", Severity.WARNING),
        (says(999), "blocked", Severity.WARNING),
        (says(400), "unexpected-status", Severity.WARNING),
        (says(418), "unexpected-status", Severity.WARNING),
        (says(304), "unexpected-status", Severity.WARNING),
        (says(429), "rate-limited", Severity.WARNING),
        (says(500), "server-error", Severity.WARNING),
        (says(503), "server-error", Severity.WARNING),
        (resets, "unreachable", Severity.WARNING),
        (raw(b""), "unreachable", Severity.WARNING),
        (raw(b"SSH-2.0-OpenSSH\r\n"), "unreachable", Severity.WARNING),
        (raw(b"HTTP/1.1 200 OK\r\nx: " + b"a" * 200_000), "unreachable", Severity.WARNING),
        (raw(b"HTTP/1.1 200 OK\r\ncontent-length: -4\r\n\r\n"), "unreachable", Severity.WARNING),
    ],
)
def test_each_answer_has_its_code_and_severity(
    server: Server, find: Check, answer: Answer, code: str, severity: Severity
) -> None:
    server.pages["/"] = answer
    (problem,) = find(server.url("/"))
    assert (problem.code, problem.severity) == (code, severity)


@pytest.mark.parametrize("status", [200, 201, 204, 206])
def test_success_is_fine(server: Server, find: Check, status: int) -> None:
    server.pages["/"] = says(status)
    assert find(server.url("/")) == []
    assert server.asked == ["HEAD /"]


@pytest.mark.parametrize(
    "head",
    [says(405), says(501), says(403), says(404), says(500), resets, raw(b"nonsense\r\n\r\n")],
    ids=["405", "501", "403", "404", "500", "reset", "nonsense"],
)
def test_where_head_is_refused_get_decides(server: Server, find: Check, head: Answer) -> None:
    server.pages |= {"/": by_method(head, FINE), "/gone": by_method(head, says(404))}
    assert codes(find(server.url("/"), server.url("/gone"))) == ["gone"]
    assert sorted(server.asked) == ["GET /", "GET /gone", "HEAD /", "HEAD /gone"]


@pytest.mark.parametrize(
    "failure",
    [says(500), says(502), says(503), says(503, retry_after="0"), resets],
    ids=["500", "502", "503", "503 with a wait", "reset"],
)
def test_a_failure_that_passes_is_fine(server: Server, find: Check, failure: Answer) -> None:
    server.pages["/"] = in_turn(failure, failure, FINE)
    assert find(server.url("/")) == []
    assert server.asked == ["HEAD /", "GET /", "GET /"]


def test_retries_end(server: Server, find: Check) -> None:
    server.pages["/"] = says(503)
    find(server.url("/"), retries=3)
    assert server.asked == ["HEAD /", *["GET /"] * 4]


@pytest.mark.parametrize(
    "answer",
    [
        hangs,
        raw(b"HTTP/1.1 200 OK\r\nx: " + b"a" * 100, pause=0.05),
        raw(ENDLESS + b"<p>" * 100, pause=0.05),
    ],
    ids=["silence", "dripping headers", "dripping body"],
)
def test_what_takes_too_long_times_out(server: Server, find: Check, answer: Answer) -> None:
    server.pages["/"] = answer
    (problem,) = find(server.url("/#place"), timeout=0.4, retries=0)
    assert (problem.code, problem.severity) == ("timed-out", Severity.WARNING)


def test_an_endless_body_is_not_downloaded(server: Server, find: Check) -> None:
    server.pages["/"] = by_method(says(405), raw(ENDLESS, repeat=True))
    assert find(server.url("/")) == []


def test_an_endless_page_is_read_up_to_a_limit(server: Server, find: Check) -> None:
    server.pages["/"] = raw(ENDLESS, repeat=True)
    assert find(server.url("/#place"), max_page=100_000) == []


@pytest.mark.parametrize(
    ("number", "code", "severity"),
    [
        (socket.EAI_NONAME, "unknown-host", Severity.ERROR),
        (socket.EAI_FAIL, "unreachable", Severity.WARNING),
        (socket.EAI_AGAIN, "unreachable", Severity.WARNING),
    ],
)
def test_only_a_host_that_surely_does_not_exist_is_an_error(
    find: Check, number: int, code: str, severity: Severity
) -> None:
    def lookup(host: str) -> list[str]:
        raise socket.gaierror(number, "no")

    (problem,) = find("https://missing.test/page", lookup=lookup)
    assert (problem.code, problem.severity) == (code, severity)
    assert "'missing.test'" in problem.message


def test_a_port_that_nobody_listens_on_is_unreachable(find: Check) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        assert codes(find(f"http://site.test:{free.getsockname()[1]}/")) == ["unreachable"]


def dated(wait: str) -> str:
    """Fill in dates as of now."""
    return wait.format(soon=formatdate(time() + 2, usegmt=True), late=formatdate(time() + 9999, usegmt=True))


@pytest.mark.parametrize(
    "wait",
    ["1", "{soon}", "", "-5", "soon", "1.5", "Wed, 21 Oct 2015 07:28:00 GMT"],
)
def test_a_host_that_wants_a_wait_gets_it(server: Server, find: Check, wait: str) -> None:
    server.pages["/"] = in_turn(says(429, retry_after=dated(wait)), FINE)
    assert find(server.url("/")) == []
    assert server.asked == ["HEAD /", "GET /"]


@pytest.mark.parametrize("wait", ["4", "86400", "9" * 400, "{late}"])
def test_a_wait_that_is_too_long_is_not_waited_for(server: Server, find: Check, wait: str) -> None:
    server.pages |= {"/a": says(429, retry_after=dated(wait)), "/b": FINE}
    assert codes(find(server.url("/a"), server.url("/b"), per_host=1)) == ["rate-limited"]
    assert server.asked == ["HEAD /a", "HEAD /b"], "what the host does answer is believed"


@pytest.mark.parametrize(("fine", "asked"), [(range(0), 5), ({4, 9}, 10)])
def test_a_host_that_answers_nothing_else_is_left_alone(
    server: Server, find: Check, fine: range | set[int], asked: int
) -> None:
    server.pages |= {f"/{n}": FINE if n in fine else says(429, retry_after="9999") for n in range(10)}
    problems = find(*(server.url(f"/{number}") for number in range(10)), per_host=1)
    assert codes(problems) == ["rate-limited"] * (10 - len(fine))
    assert len(server.asked) == asked


def test_waiting_is_not_endless(server: Server, find: Check) -> None:
    server.pages["/"] = says(429, retry_after="0")
    assert codes(find(server.url("/"))) == ["rate-limited"]
    assert server.asked == ["HEAD /", "GET /", "GET /", "GET /"]


def test_odd_cookies_and_headers_are_no_matter_and_nothing_is_printed(
    server: Server, find: Check, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    server.pages["/"] = raw(b"HTTP/1.1 302 X\r\n" + ODD_COOKIES + b"location: /b\r\ncontent-length: 0\r\n\r\n")
    server.pages["/b"] = FINE
    assert find(server.url("/")) == []
    assert capfd.readouterr() == ("", "")
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
