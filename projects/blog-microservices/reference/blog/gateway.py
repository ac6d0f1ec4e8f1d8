"""The gateway: the one address that clients know. Checks what a query costs, then runs it."""

import json
import logging
import os
from inspect import isawaitable
from typing import Any

import aiohttp
from aiohttp import web
from graphql import ExecutionResult, FieldNode, FragmentSpreadNode, GraphQLError, execute, parse, validate
from graphql.language import DocumentNode, FragmentDefinitionNode, Node, OperationDefinitionNode

from .graph import Ask, from_row, schema
from .upstream import Upstream, error

TOKENS = 1_000
COST = 20_000
PAGES = {"posts": 50, "alerts": 50, "comments": 20}
"""The largest page of each list; a query is priced as if it asked for that."""

UPSTREAM = web.AppKey("upstream", aiohttp.ClientSession)


def cost(document: DocumentNode) -> int:
    """Return how many fields a valid document can ask for at most, over all its operations."""
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    known: dict[str, int] = {}

    def below(node: Node) -> int:
        selected = getattr(node, "selection_set", None)
        return sum(price(each) for each in selected.selections) if selected else 0

    def price(node: Node) -> int:
        if isinstance(node, FragmentSpreadNode):
            name = node.name.value
            if name not in known:
                known[name] = below(fragments[name])
            return known[name]
        if isinstance(node, FieldNode):
            return 1 + PAGES.get(node.name.value, 1) * below(node)
        return below(node)

    return sum(below(node) for node in document.definitions if isinstance(node, OperationDefinitionNode))


async def answer(source: str, variables: Any, operation: Any, upstream: Upstream) -> ExecutionResult:
    """Parse, check, price and run a document."""
    try:
        document = parse(source, max_tokens=TOKENS)
    except GraphQLError as failure:
        return ExecutionResult(None, [failure])
    if failures := validate(schema, document):
        return ExecutionResult(None, failures)
    if (price := cost(document)) > COST:
        return ExecutionResult(None, [error("TOO_COMPLEX", f"costs {price}, {COST} are allowed")])
    result = execute(
        schema,
        document,
        context_value=Ask(upstream),
        variable_values=variables,
        operation_name=operation,
        field_resolver=from_row,
    )
    return await result if isawaitable(result) else result


def shown(failure: GraphQLError) -> dict[str, Any]:
    """Return an error as clients see it: exceptions that nobody meant for them keep their text to the log."""
    cause = failure.original_error
    if cause is not None and not isinstance(cause, GraphQLError):
        logging.error("%s failed", failure.path, exc_info=cause)
        return {"message": "internal error", "path": failure.path, "extensions": {"code": "INTERNAL"}}
    return {**failure.formatted}


async def graphql(request: web.Request) -> web.Response:
    """Answer POST /graphql."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType(text="send application/json")
    try:
        asked = await request.json()
        source, variables, operation = asked["query"], asked.get("variables"), asked.get("operationName")
    except (ValueError, TypeError, KeyError, AttributeError):
        raise web.HTTPBadRequest(text='send {"query": …}') from None
    if not isinstance(source, str) or not isinstance(variables, dict | None):
        raise web.HTTPBadRequest(text="query is a text, variables are an object")
    addresses = json.loads(os.environ["SERVICES"])
    upstream = Upstream(request.app[UPSTREAM], addresses, request.headers.get("Authorization", ""))
    result = await answer(source, variables, operation, upstream)
    body: dict[str, Any] = {"data": result.data}
    if result.errors:
        body["errors"] = [shown(failure) for failure in result.errors]
    return web.json_response(body)


async def connections(app: web.Application) -> Any:
    """Keep connections to the services open; a service that hangs can hold no more than 20 of them."""
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0, limit_per_host=20)) as http:
        app[UPSTREAM] = http
        yield


async def alive(_: web.Request) -> web.Response:
    """Answer the probes: without any service there is still the answer that says so."""
    return web.Response(text="ok")


def create_app() -> web.Application:
    """Make the app; `SERVICES` has the address of each service as JSON."""
    app = web.Application(client_max_size=128 * 1024)
    app.cleanup_ctx.append(connections)
    app.add_routes([web.post("/graphql", graphql), web.get("/livez", alive), web.get("/readyz", alive)])
    return app


if __name__ == "__main__":
    web.run_app(create_app(), host=os.environ["HOST"], port=int(os.environ["PORT"]), print=None)
