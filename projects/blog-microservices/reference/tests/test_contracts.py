"""Contracts, from both sides. Every other test that calls a service checks its answers too (contract.Client)."""

import asyncio
from uuid import uuid4

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer
from flask import Flask
from graphql import GraphQLObjectType

from blog import content
from blog.gateway import answer, shown
from blog.graph import schema
from blog.upstream import Upstream
from contract import SOME_ID, Contract

SERVICES = ["users", "content", "notifications"]
INSIDE = {"/livez", "/readyz", "/v1/events", "/static/{filename}"}

QUERIES = """
    query {
      posts(first: 50, after: "%(id)s") { ...post }
      post(id: "%(id)s") { ...post }
      alerts { id kind actor { id name profile { handle joinedAt } } post title toldAt }
    }
    fragment post on Post {
      id title body publishedAt author { ...author }
      comments(first: 20) { id body writtenAt author { ...author } }
    }
    fragment author on Author { id name profile { handle joinedAt } }
""" % {"id": SOME_ID}
MUTATIONS = """
    mutation {
      signUp(handle: "ama", name: "Ama", password: "secret") { user token expiresIn }
      signIn(handle: "ama", password: "secret") { user token expiresIn }
      rename(name: "Ama") { id name }
      publish(id: "%(id)s", title: "A", body: "B") { id title body publishedAt author { id name } }
      comment(id: "%(id)s", post: "%(id)s", body: "B") { id body writtenAt author { id name } }
      follow(author: "%(id)s")
    }
""" % {"id": SOME_ID}


def routes(app: Flask) -> set[tuple[str, str]]:
    return {
        (method, str(rule).replace("<uuid:", "{").replace("<path:", "{").replace(">", "}"))
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_has_the_routes_that_it_promises_and_no_more(blog, service):
    client = blog.clients[service]
    found = {(method, path) for method, path in routes(client.app) if path not in INSIDE}
    assert found == client.contract.operations()


def ask_stubs(document, contracts):
    """Run a document on a gateway whose services know nothing but their contracts."""

    async def ask():
        servers = {contract.service: TestServer(contract.stub()) for contract in contracts}
        for server in servers.values():
            await server.start_server()
        addresses = {service: str(server.make_url("")).rstrip("/") for service, server in servers.items()}
        try:
            async with ClientSession() as http:
                return await answer(document, None, None, Upstream(http, addresses, "Bearer a-token"))
        finally:
            for server in servers.values():
                await server.close()

    return asyncio.run(ask())


@pytest.mark.parametrize("document", [QUERIES, MUTATIONS])
def test_the_gateway_needs_nothing_that_a_contract_does_not_promise(document):
    result = ask_stubs(document, [Contract(service) for service in SERVICES])
    assert [shown(error) for error in result.errors or ()] == []
    assert all(value is not None for value in result.data.values())
    if "alerts" in result.data:
        assert result.data["posts"][0]["comments"][0]["author"]["profile"]["handle"]


def test_these_documents_ask_for_every_field_of_the_graph():
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLObjectType) and not kind.name.startswith("__"):
            for name in kind.fields:
                assert name in QUERIES + MUTATIONS, f"{kind.name}.{name}"


def test_a_field_that_the_service_renames_breaks_its_contract(blog, monkeypatch):
    ama = blog.join()
    renamed = lambda row: {("headline" if name == "title" else name): value for name, value in row.items()}  # noqa: E731
    monkeypatch.setattr(content, "shown", lambda row, shown=content.shown: renamed(shown(row)))
    with pytest.raises(AssertionError, match="'title' is a required property"):
        blog.send("content", "PUT", f"/v1/posts/{uuid4()}", {"title": "A", "body": "B"}, ama)


def test_a_field_that_the_contract_renames_breaks_the_gateway():
    contract = Contract("content")
    post = contract.components["schemas"]["Post"]
    post["properties"]["headline"] = post["properties"].pop("title")
    post["required"] = ["headline" if name == "title" else name for name in post["required"]]
    result = ask_stubs("{ posts { title } }", [contract])
    assert shown(result.errors[0])["extensions"] == {"code": "INTERNAL"}


def test_a_field_that_is_added_breaks_nobody(blog, monkeypatch):
    monkeypatch.setattr(content, "shown", lambda row, shown=content.shown: {**shown(row), "words": 900})
    assert blog.publish(blog.join())
