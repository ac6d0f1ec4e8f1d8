"""A check takes links with their places and gives problems with theirs, in order, whatever is in them."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from links.external.conftest import Check, codes, links, lookup, patient
from links.external.misbehaving import PATIENCE, Server, says, slowly
from nexus_core.problems.problem import Severity, Span
from nexus_links.external import ExternalLink, Progress, check


def test_a_problem_stands_where_its_link_stands(server: Server) -> None:
    url = server.url("/gone")
    line = f"See [it]({url})."
    (problem,) = check([ExternalLink(url, "projects/a/README.md", Span(7, 10, len(url)), line)], patient())
    assert problem.path == "projects/a/README.md"
    assert problem.span == (7, 10, len(url))
    assert (problem.target, problem.source_line) == (url, line)
    assert problem.render().splitlines()[1:] == [f"    7 | {line}", f"      |          {'^' * len(url)}"]


def test_problems_come_in_the_order_of_files_and_lines(server: Server) -> None:
    pages = [f"/{number}" for number in range(12)]
    server.pages |= {page: slowly(0.01 * (12 - number), says(404)) for number, page in enumerate(pages)}
    places = [(f"learnings/{name}.md", line) for name in "abc" for line in range(1, 5)]
    given = [
        ExternalLink(server.url(page), path, Span(line)) for page, (path, line) in zip(pages, places, strict=True)
    ]
    problems = check([*given[1::2], *reversed(given[::2])], patient(per_host=4))
    assert [(problem.path, problem.span.line) for problem in problems] == places


INVALID = [
    "http://", "https://", "http:///path", "http:path", "http://a b/", "http://a..b/", "http://.a/", "http://-a.test/",
    "http://a-.test/", "http://site.test:99999/", "http://site.test:port/", "http://site.test:-1/",
    "http://site.test:0/", "http://[::1", "http://[::1]x/", "http://[nonsense]/",
    "http://1.2.3.4.5/", "http://256.256.256.256/", "http://99999999999/", "http://1.2.3.0x/x",
    "http://\u00ad/", "http://a\u200db.test/", f"http://{'a' * 64}.test/", f"http://{'a.' * 130}test/",
    "http://%00/", "http://a%2fb/", "http://site.test\\@127.0.0.1/", "http://a\x00.test/",
    "http://site.test/\r\nX: y",
    "http://site.test/\ud800", "http://\ud800/", "http://?", "http://<host>/", "https://$HOST/",
    "http://xn--\u00fc.test/", "http://|/", "http://`id`/", "http://*.test/", "http:\\\\site.test",
]  # fmt: skip


@pytest.mark.parametrize("url", INVALID)
def test_what_is_no_address_is_a_problem_with_a_place(find: Check, url: str) -> None:
    (problem,) = find(url)
    assert (problem.code, problem.severity) == ("invalid-url", Severity.WARNING)
    assert problem.span.line == 1


@pytest.mark.parametrize(
    "path",
    [
        "/a%20b",
        "/caf\u00e9",
        "/?q=a&b=%2F",
        "/;$(touch x)",
        "/--help",
        "/'\"`",
        "/a//b/../c",
        "/%zz",
        "/\U0001f600",
        "/|",
    ],
)
def test_odd_paths_are_asked_for_and_nothing_more(server: Server, find: Check, path: str) -> None:
    assert codes(find(server.url(path))) == ["gone"]
    assert [request.method for request in server.log] == ["HEAD", "GET"]
    assert server.log[0].path.isascii()


@pytest.mark.parametrize(
    "host", ["caf\u00e9.test", "CAF\u00c9.test", "\u2603.test", "a_b.test", "xn--caf-dma.test", "site.test."]
)
def test_names_of_any_letters_are_asked_for(server: Server, find: Check, host: str) -> None:
    server.pages["/"] = says(200)
    assert find(server.url("/", host)) == []
    assert server.log[0].host.isascii()


@pytest.mark.parametrize(
    "url",
    [
        "mailto:a@b.test",
        "ftp://site.test/",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:,x",
        "a.md",
        "#x",
        "",
    ],
)
def test_what_is_not_on_the_web_is_left_to_others(find: Check, url: str) -> None:
    assert find(url) == []


@pytest.mark.parametrize("secret", ["user:s3cret", "s3cret", "a:s3cret@b", ":s3cret"])
@pytest.mark.parametrize(
    "tail", ["site.test:{port}/", "site.test:{port}/gone", "site.test:99999/", "127.1/", "[::/", "a b/"]
)
def test_credentials_are_neither_sent_nor_printed(server: Server, find: Check, secret: str, tail: str) -> None:
    server.pages["/"] = says(200)
    problems = find(f"http://{secret}@{tail.format(port=server.port)}", allow_loopback=tail.startswith("site"))
    assert "credentials" in codes(problems)
    assert "s3cret" not in repr(problems)
    assert "s3cret" not in repr(server.log)
    assert not any("authorization" in request.headers for request in server.log)
    assert all(len(problem.source_line) == len(problem.target) * 2 + 9 for problem in problems), "columns stay"


def test_credentials_of_a_redirect_are_neither_sent_nor_printed(server: Server, find: Check) -> None:
    server.pages |= {"/": says(301, location=server.url("/b", "user:s3cret@site.test")), "/b": says(200)}
    (problem,) = find(server.url("/"))
    assert problem.hint == f"write {server.url('/b')}"
    assert not any("authorization" in request.headers for request in server.log)


def test_an_at_sign_in_a_path_is_no_credential(server: Server, find: Check) -> None:
    server.pages["/@user"] = says(200)
    assert find(server.url("/@user")) == []


def test_credentials_of_the_user_are_left_alone(
    server: Server, find: Check, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path_factory.mktemp("home")
    (home / ".netrc").write_text("machine site.test login user password s3cret\n")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("NETRC", str(home / ".netrc"))
    server.pages["/"] = says(200)
    assert find(server.url("/")) == []
    assert "authorization" not in server.log[0].headers


def test_progress_counts_each_address_once(server: Server) -> None:
    server.pages |= {"/a": says(200), "/b": says(200)}
    told: list[Progress] = []
    urls = [server.url(path) for path in ("/a", "/a#top", "/b", "/a")]
    check(links(*urls, "http://:0/"), patient(), told.append)
    assert [(step.done, step.total) for step in told] == [(1, 2), (2, 2)]
    assert {step.url for step in told} == {server.url("/a"), server.url("/b")}


def test_progress_tells_no_credentials(server: Server) -> None:
    told: list[Progress] = []
    check(links(server.url("/", "user:s3cret@site.test")), patient(), told.append)
    assert [step.url for step in told] == [server.url("/")]


def test_no_link_needs_no_network(find: Check) -> None:
    assert find() == []
    assert check([]) == []


@pytest.fixture
def stuck() -> Iterator[threading.Event]:
    """Something that a look-up waits for, and that happens when the test is over."""
    event = threading.Event()
    yield event
    event.set()


def test_a_name_server_that_never_answers_does_not_stop_the_end(find: Check, stuck: threading.Event) -> None:
    def slow(host: str) -> list[str]:
        stuck.wait(PATIENCE)
        return lookup(host)

    assert codes(find("http://site.test/", lookup=slow, timeout=0.2, retries=0)) == ["timed-out"]
    assert not stuck.is_set()
