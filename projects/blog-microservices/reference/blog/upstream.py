"""How the gateway asks the services: with a deadline, a limit on calls, and keys gathered into batches."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from graphql import GraphQLError

SECONDS_PER_CALL = float(os.environ.get("SECONDS_PER_CALL", "1"))
SECONDS_PER_REQUEST = 2 * SECONDS_PER_CALL
CALLS_PER_REQUEST = 20
CODES = {401: "UNAUTHENTICATED", 404: "NOT_FOUND", 409: "CONFLICT", 422: "BAD_INPUT"}
"""What a service's answer is called in GraphQL; its `detail` is written for the reader, any other isn't shown."""


def error(code: str, message: str) -> GraphQLError:
    """Make an error that clients may see."""
    return GraphQLError(message, extensions={"code": code})


@dataclass
class Upstream:
    """The services, as one request of a client may use them."""

    http: aiohttp.ClientSession
    addresses: dict[str, str]
    authorization: str = ""
    calls: int = 0
    give_up: float = field(default_factory=lambda: asyncio.get_running_loop().time() + SECONDS_PER_REQUEST)

    async def call(self, service: str, method: str, path: str, body: Any = None, **query: Any) -> Any:
        """Return a service's answer; raise a GraphQLError that says who did not answer, or what was refused."""
        self.calls += 1
        if self.calls > CALLS_PER_REQUEST:
            raise error("TOO_COMPLEX", f"a request may cause {CALLS_PER_REQUEST} calls")
        left = self.give_up - asyncio.get_running_loop().time()
        try:
            async with self.http.request(
                method,
                self.addresses[service] + path,
                json=body,
                params=[(name, str(each)) for name, value in query.items() for each in listed(value)],
                headers={"Authorization": self.authorization} if self.authorization else {},
                timeout=aiohttp.ClientTimeout(total=max(0.001, min(SECONDS_PER_CALL, left))),
            ) as answer:
                if answer.status in CODES:
                    raise error(CODES[answer.status], (await answer.json(content_type=None))["detail"])
                answer.raise_for_status()
                return await answer.json() if answer.status != 204 else None
        except (aiohttp.ClientError, TimeoutError) as failure:
            raise error("UNAVAILABLE", f"the {service} service does not answer") from failure


def listed(value: Any) -> list[Any]:
    """Return the values of a query parameter that may be missing, single or many."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


class Loader:
    """Gathers the keys that resolvers ask for at once, and fetches them in few calls. One per request."""

    def __init__(self, fetch: Callable[[list[str]], Awaitable[dict[str, Any]]], most: int) -> None:
        """Take a function from at most `most` keys to what was found for them."""
        self._fetch = fetch
        self._most = most
        self._futures: dict[str, asyncio.Future[Any]] = {}
        self._waiting: list[str] = []
        self._batches: set[asyncio.Task[None]] = set()

    def load(self, key: str) -> asyncio.Future[Any]:
        """Return what will be known about a key: None if nothing is found."""
        if key not in self._futures:
            self._futures[key] = asyncio.get_running_loop().create_future()
            self._waiting.append(key)
            if len(self._waiting) == 1:
                asyncio.get_running_loop().call_soon(self._dispatch)
        return self._futures[key]

    def _dispatch(self) -> None:
        keys, self._waiting = self._waiting, []
        for start in range(0, len(keys), self._most):
            batch = asyncio.ensure_future(self._resolve(keys[start : start + self._most]))
            self._batches.add(batch)
            batch.add_done_callback(self._batches.discard)

    async def _resolve(self, keys: list[str]) -> None:
        try:
            found = await self._fetch(keys)
        except Exception as failure:
            for key in keys:
                self._futures[key].set_exception(failure)
        else:
            for key in keys:
                self._futures[key].set_result(found.get(key))
