"""Requests an address: HEAD where that will do, GET where it won't, and again where a failure may pass.

Each address is visited once in a run, however many links and redirects lead there.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import NamedTuple

from yarl import URL

from nexus_links.external.client import Client, Reply
from nexus_links.external.options import Options
from nexus_links.external.outcome import AskError, Code
from nexus_links.external.rate_limits import RateLimits

_TOO_MANY = 429
_PASSING_STATUS = {408, 425, _TOO_MANY, 500, 502, 503, 504}
_PASSING_ERRORS = {Code.TIMED_OUT, Code.UNREACHABLE}
_ENOUGH = "'{}' wants fewer requests (429) and is left alone"


class _Visit(NamedTuple):
    url: URL
    cookies: str
    wants_page: bool


class Fetcher:
    """The visits of one run, each with its reply."""

    def __init__(self, options: Options, client: Client, limits: RateLimits) -> None:
        self._options = options
        self._client = client
        self._limits = limits
        self._answers: dict[_Visit, Reply | AskError] = {}
        self._locks: dict[_Visit, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def reply(self, url: URL, cookies: str = "", *, wants_page: bool) -> Reply:
        """Return the reply of an address to someone who has these cookies, from an earlier visit if there was one.

        Raises:
            AskError: there is none.
        """
        visit = _Visit(url, cookies, wants_page)
        async with self._locks[visit]:
            if visit not in self._answers:
                self._answers[visit] = await self._visit(visit)
        answer = self._answers[visit]
        if isinstance(answer, AskError):
            raise answer
        return answer

    async def _visit(self, visit: _Visit) -> Reply | AskError:
        gets = ["GET"] * (1 + self._options.retries)
        methods = gets if visit.wants_page else ["HEAD", *gets]
        for number, method in enumerate(methods, start=1):
            answer = await self._try(method, visit)
            wait = self._wait(method, answer, number)
            if wait is None or number == len(methods) or not self._limits.hold(visit.url, wait):
                break
        if isinstance(answer, Reply) and answer.status == _TOO_MANY:
            answer = AskError(Code.RATE_LIMITED, _ENOUGH.format(visit.url.raw_host), host_wide=True)
        if isinstance(answer, AskError) and answer.host_wide:
            self._limits.close(visit.url, answer)
        return answer

    async def _try(self, method: str, visit: _Visit) -> Reply | AskError:
        try:
            return await self._client.ask(method, visit.url, visit.cookies, wants_page=visit.wants_page)
        except AskError as error:
            return error

    def _wait(self, method: str, answer: Reply | AskError, number: int) -> float | None:
        """Return how long to wait before another try, or None where none would change the answer."""
        backoff = self._options.backoff * 2.0 ** (number - 1)
        if isinstance(answer, AskError):
            return backoff if answer.code in _PASSING_ERRORS else None
        if answer.status < 400:
            return None
        if answer.retry_after is not None and answer.status in _PASSING_STATUS:
            return answer.retry_after
        if method == "HEAD" and answer.status != _TOO_MANY:  # many a site has no answer to HEAD, or a wrong one
            return 0.0
        return backoff if answer.status in _PASSING_STATUS else None
