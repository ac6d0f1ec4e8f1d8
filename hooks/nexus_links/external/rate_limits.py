"""Keeps the peace with the hosts: few requests at once, a pause between two, and none where none is wanted."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from yarl import URL

from nexus_links.external.options import Options
from nexus_links.external.outcome import AskError


@dataclass(slots=True)
class _Host:
    seats: asyncio.Semaphore
    free_from: float = 0.0
    """When the next request may start, on the event loop's clock."""


class RateLimits:
    """Says when a request may start; it is shared by all requests of a run."""

    def __init__(self, options: Options) -> None:
        self._pause = options.pause
        self._max_wait = options.max_wait
        self._seats = asyncio.Semaphore(options.concurrency)
        self._hosts: dict[str, _Host] = defaultdict(lambda: _Host(asyncio.Semaphore(options.per_host)))
        self._closed: dict[URL, AskError] = {}

    @asynccontextmanager
    async def turn(self, url: URL) -> AsyncIterator[None]:
        """Wait until an address may be asked for, and hold a place for as long as the context lasts.

        Raises:
            AskError: its host is not to be asked any more.
        """
        host = self._host(url)
        clock = asyncio.get_running_loop().time
        async with host.seats:
            while True:
                while url.origin() not in self._closed and (wait := host.free_from - clock()) > 0:
                    await asyncio.sleep(wait)
                async with self._seats:
                    if url.origin() in self._closed:
                        raise self._closed[url.origin()]
                    if host.free_from <= clock():  # nobody took the turn while this one waited for a seat
                        host.free_from = clock() + self._pause
                        yield
                        return

    def hold(self, url: URL, seconds: float) -> bool:
        """Let a host rest for a while; return False, and do nothing, where that is longer than anyone waits."""
        if seconds > self._max_wait:
            return False
        host = self._host(url)
        host.free_from = max(host.free_from, asyncio.get_running_loop().time() + seconds)
        return True

    def close(self, url: URL, error: AskError) -> None:
        """Let every further request to a host, on this scheme and port, fail as one did."""
        self._closed.setdefault(url.origin(), error)

    def _host(self, url: URL) -> _Host:
        return self._hosts[url.raw_host or ""]
