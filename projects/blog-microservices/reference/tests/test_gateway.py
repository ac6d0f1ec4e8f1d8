"""The gateway: how often it asks, what it refuses, and what it tells of an error."""

import asyncio
from collections import Counter

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from blog.gateway import COST, create_app
from contract import SOME_ID

PROFILES = 100


def post(number, author):
    return {
        "id": f"0198c0de-0000-7000-8000-{number:012}",
        "author": f"0198c0de-0000-7000-8001-{author:012}",
        "author_name": f"Author {author}",
        "title": f"Post {number}",
        "body": "…",
        "published_at": "2026-01-02T03:04:05+00:00",
    }


class Services:
    """All three services behind one address; counts what it is asked."""

    def __init__(self, posts):
        self.posts = posts
        self.calls = Counter()
        self.most = 0
        self.status = 401

    async def answer(self, request):
        self.calls[request.path] += 1
        wanted = request.query.getall("id", request.query.getall("post", []))
        self.most = max(self.most, len(wanted))
        match request.path:
            case "/v1/posts":
                return web.json_response([each for each in self.posts if not wanted or each["id"] in wanted])
            case "/v1/comments":
                rows = [
                    {**post(number, number % 3), "post": each, "written_at": "2026-01-02T03:04:05+00:00"}
                    for each in wanted
                    for number in range(int(request.query["first"]))
                ]
                return web.json_response(rows)
            case "/v1/profiles":
                rows = [{"id": each, "handle": each, "joined_at": "2026-01-02T03:04:05+00:00"} for each in wanted]
                return web.json_response(rows)
            case "/v1/me/alerts":
                return web.json_response({"status": self.status, "detail": "sign in first"}, status=self.status)
        raise web.HTTPInternalServerError(text="password=hunter2")


def ask(services, monkeypatch, query, **extra):
    """Send one query to a gateway in front of these services; return its answer."""

    async def run():
        upstream = web.Application()
        upstream.router.add_route("*", "/{path:.*}", services.answer)
        async with TestServer(upstream) as server:
            address = str(server.make_url("")).rstrip("/")
            names = ",".join(f'"{name}": "{address}"' for name in ("users", "content", "notifications"))
            monkeypatch.setenv("SERVICES", f"{{{names}}}")
            async with TestClient(TestServer(create_app())) as client:
                answer = await client.post("/graphql", **(extra or {"json": {"query": query}}))
                return (await answer.json()) if answer.status == 200 else answer.status

    return asyncio.run(run())


def codes(answer):
    return [error["extensions"]["code"] for error in answer["errors"]]


@pytest.mark.parametrize("count", [1, 10, 50])
def test_a_page_costs_three_calls_however_many_posts_it_has(monkeypatch, count):
    services = Services([post(number, number % 7) for number in range(count)])
    page = "{ posts { author { profile { handle } } comments { author { profile { handle } } } } }"
    answer = ask(services, monkeypatch, page)
    assert "errors" not in answer
    assert services.calls["/v1/posts"] == services.calls["/v1/comments"] == 1
    assert services.calls["/v1/profiles"] <= 2
    assert [each["author"]["profile"]["handle"] for each in answer["data"]["posts"]] == [
        each["author"] for each in services.posts
    ]


def test_batches_stay_below_what_a_service_takes(monkeypatch):
    services = Services([post(number, number) for number in range(250)])
    answer = ask(services, monkeypatch, "{ posts { author { profile { handle } } } }")
    assert len({each["author"]["profile"]["handle"] for each in answer["data"]["posts"]}) == 250
    assert (services.most, services.calls["/v1/profiles"]) == (PROFILES, 3)


def test_a_request_may_cause_twenty_calls(monkeypatch):
    many = "{" + " ".join(f'p{number}: post(id: "{SOME_ID}") {{ id }}' for number in range(30)) + "}"
    services = Services([])
    assert codes(ask(services, monkeypatch, many)) == ["TOO_COMPLEX"] * 10
    assert services.calls.total() == 20


@pytest.mark.parametrize(
    "query",
    [
        "{"
        + " ".join(f"p{n}: posts {{ comments {{ author {{ profile {{ handle }} }} }} }}" for n in range(10))
        + "}",
        "{ posts { ...a } } fragment a on Post { x: comments { ...b } y: comments { ...b } z: comments { ...b } }"
        " fragment b on Comment { x: author { ...c } y: author { ...c } z: author { ...c } }"
        " fragment c on Author { x: name y: name z: name }",
    ],
)
def test_what_costs_too_much_is_refused_before_any_call(monkeypatch, query):
    services = Services([post(1, 1)])
    answer = ask(services, monkeypatch, query)
    assert (answer["data"], codes(answer)) == (None, ["TOO_COMPLEX"])
    assert f"{COST} are allowed" in answer["errors"][0]["message"]
    assert not services.calls


def test_a_document_has_at_most_a_thousand_tokens(monkeypatch):
    answer = ask(Services([]), monkeypatch, "{" + "posts { id } " * 300 + "}")
    assert "more than 1000 tokens" in answer["errors"][0]["message"]


@pytest.mark.parametrize("id", ["../accounts", "..", "7", ""])
def test_an_id_that_is_none_never_becomes_part_of_a_path(monkeypatch, id):
    services = Services([])
    answer = ask(services, monkeypatch, f'mutation {{ follow(author: "{id}") }}')
    assert (codes(answer), services.calls.total()) == (["BAD_INPUT"], 0)


@pytest.mark.parametrize(
    ("status", "code"), [(401, "UNAUTHENTICATED"), (404, "NOT_FOUND"), (409, "CONFLICT"), (422, "BAD_INPUT")]
)
def test_a_refusal_is_passed_on(monkeypatch, status, code):
    services = Services([])
    services.status = status
    answer = ask(services, monkeypatch, "{ alerts { id } }")
    assert (codes(answer), answer["errors"][0]["message"]) == ([code], "sign in first")


@pytest.mark.parametrize("status", [400, 403, 500, 503])
def test_a_failure_is_not(monkeypatch, status):
    services = Services([])
    services.status = status
    answer = ask(services, monkeypatch, "{ alerts { id } }")
    assert (codes(answer), "sign in first" in str(answer)) == (["UNAVAILABLE"], False)


def test_what_a_failing_service_says_stays_inside(monkeypatch):
    failed = ask(Services([]), monkeypatch, 'mutation { rename(name: "Ama") { id } }')
    assert (codes(failed), "hunter2" in str(failed)) == (["UNAVAILABLE"], False)


def test_an_exception_that_nobody_expects_stays_in_the_log(monkeypatch, caplog):
    answer = ask(Services([{"id": "1"}]), monkeypatch, "{ posts { title } }")
    assert (codes(answer), answer["errors"][0]["message"]) == (["INTERNAL"], "internal error")
    assert "KeyError" in caplog.text


@pytest.mark.parametrize(
    ("extra", "status"),
    [
        ({"data": '{"query": "{ posts { id } }"}', "headers": {"Content-Type": "text/plain"}}, 415),
        ({"data": "{", "headers": {"Content-Type": "application/json"}}, 400),
        ({"json": []}, 400),
        ({"json": {"query": 7}}, 400),
        ({"json": {"query": "{ posts { id } }", "variables": []}}, 400),
        ({"json": {"query": "x" * 200_000}}, 413),
    ],
)
def test_what_is_no_request_is_refused(monkeypatch, extra, status):
    assert ask(Services([]), monkeypatch, "", **extra) == status
