"""Limits requests: few at the same time, a pause between two to one host, none to a host that wants none."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from yarl import URL

from nexus_links.external.options import Options
from nexus_links.external.outcomes import AskError


@dataclass(slots=True)
class _Host:
    slots: asyncio.Semaphore
    free_from: float = 0.0
    """When the next request may start, on the event loop's clock."""


class RateLimits:
    """Decides when a request may start; shared by all requests of a run."""

    def __init__(self, options: Options) -> None:
        self._pause = options.pause
        self._max_wait = options.max_wait
        self._slots = asyncio.Semaphore(options.concurrency)
        self._hosts: dict[str, _Host] = defaultdict(lambda: _Host(asyncio.Semaphore(options.per_host)))
        self._closed: dict[URL, AskError] = {}

    @asynccontextmanager
    async def turn(self, url: URL) -> AsyncIterator[None]:
        """Wait until an address may be requested, and occupy a slot while the context lasts.

        Raises:
            AskError: its host isn't asked any more.
        """
        host = self._host(url)
        clock = asyncio.get_running_loop().time
        async with host.slots:
            while True:
                while url.origin() not in self._closed and (wait := host.free_from - clock()) > 0:
                    await asyncio.sleep(wait)
                async with self._slots:
                    if url.origin() in self._closed:
                        raise self._closed[url.origin()]
                    if host.free_from <= clock():  # no other request started while this one waited
                        host.free_from = clock() + self._pause
                        yield
                        return

    def pause_host(self, url: URL, seconds: float) -> bool:
        """Let a host rest for some seconds; return False, and do nothing, if that is longer than `max_wait`."""
        if seconds > self._max_wait:
            return False
        host = self._host(url)
        host.free_from = max(host.free_from, asyncio.get_running_loop().time() + seconds)
        return True

    def block_host(self, url: URL, error: AskError) -> None:
        """Let every further request to this scheme, host and port fail with an error."""
        self._closed.setdefault(url.origin(), error)

    def _host(self, url: URL) -> _Host:
        return self._hosts[url.raw_host or ""]
