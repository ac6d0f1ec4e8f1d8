"""Requests an address: HEAD first, GET where that isn't enough, and again after a failure that may be temporary.

Each address is requested once in a run, however many links and redirects lead there.
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from typing import NamedTuple

from yarl import URL

from nexus_links.external.client import Client, Reply
from nexus_links.external.options import Options
from nexus_links.external.outcomes import AskError, Code
from nexus_links.external.rate_limits import RateLimits

_TOO_MANY = 429
_TEMPORARY_STATUS = {408, 425, _TOO_MANY, 500, 502, 503, 504}
_TEMPORARY_ERRORS = {Code.TIMED_OUT, Code.UNREACHABLE}
_LIMITED_IN_A_ROW = 5
"""Addresses of a host that answer nothing but 429, one after the other, from which the host isn't asked again."""


class _Request(NamedTuple):
    url: URL
    cookies: str
    wants_page: bool


class Fetcher:
    """The requests of one run, each with its reply."""

    def __init__(self, options: Options, client: Client, limits: RateLimits) -> None:
        self._options = options
        self._client = client
        self._limits = limits
        self._limited: Counter[str] = Counter()
        self._answers: dict[_Request, Reply | AskError] = {}
        self._locks: dict[_Request, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def reply(self, url: URL, cookies: str = "", *, wants_page: bool) -> Reply:
        """Return the reply of an address to these cookies, from an earlier request if there was one.

        Raises:
            AskError: there is none.
        """
        request = _Request(url, cookies, wants_page)
        async with self._locks[request]:
            if request not in self._answers:
                self._answers[request] = await self._request(request)
        answer = self._answers[request]
        if isinstance(answer, AskError):
            raise answer
        return answer

    async def _request(self, request: _Request) -> Reply | AskError:
        gets = ["GET"] * (1 + self._options.retries)
        methods = gets if request.wants_page else ["HEAD", *gets]
        for number, method in enumerate(methods, start=1):
            answer = await self._try(method, request)
            wait = self._wait(method, answer, number)
            if wait is None or number == len(methods) or not self._limits.pause_host(request.url, wait):
                break
        if isinstance(answer, Reply):
            host = request.url.raw_host or ""
            is_limited = answer.status == _TOO_MANY
            self._limited[host] = self._limited[host] + 1 if is_limited else 0
            if is_limited:
                # One address may be closed for ever, while the host answers for others.
                is_closed = self._limited[host] >= _LIMITED_IN_A_ROW
                message = f"'{host}' wants fewer requests (429)" + (" and is not asked again" if is_closed else "")
                answer = AskError(Code.RATE_LIMITED, message, host_wide=is_closed)
        if isinstance(answer, AskError) and answer.host_wide:
            self._limits.block_host(request.url, answer)
        return answer

    async def _try(self, method: str, request: _Request) -> Reply | AskError:
        try:
            return await self._client.ask(method, request.url, request.cookies, wants_page=request.wants_page)
        except AskError as error:
            return error

    def _wait(self, method: str, answer: Reply | AskError, number: int) -> float | None:
        """Return how long to wait before another try; None where that wouldn't change the answer."""
        backoff = self._options.backoff * 2.0 ** (number - 1)
        if isinstance(answer, AskError):
            return backoff if answer.code in _TEMPORARY_ERRORS else None
        if answer.status < 400:
            return None
        if answer.retry_after is not None and answer.status in _TEMPORARY_STATUS:
            return answer.retry_after
        if method == "HEAD" and answer.status != _TOO_MANY:  # many sites answer HEAD wrongly, or not at all
            return 0.0
        return backoff if answer.status in _TEMPORARY_STATUS else None
