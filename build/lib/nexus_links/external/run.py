"""Checks external links: each address once, concurrently, and returns the problems in order."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from yarl import URL

from nexus_core.problems.problem import Problem
from nexus_links.external.cache import Cache
from nexus_links.external.client import open_client
from nexus_links.external.options import Options
from nexus_links.external.outcomes import AskError, Code, ExternalLink, Outcome, problems_of
from nexus_links.external.rate_limits import RateLimits
from nexus_links.external.redirects import RedirectFollower
from nexus_links.external.retries import Fetcher
from nexus_links.external.target import Target, is_web, parse

__all__ = ["ExternalLink", "Progress", "check"]

_SAVE_EVERY = 1.0
"""Seconds between two writings of the cache during a run."""
_TIME_IS_UP = Outcome(Code.NOT_CHECKED, "time was up before it was checked")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a check has come."""

    done: int
    """Addresses that are answered."""
    total: int
    """Addresses that are asked in this run: links to one page are one, and what the cache knows isn't asked."""
    url: str
    """The one that was answered last, without fragment and credentials."""


def check(
    links: Iterable[ExternalLink],
    options: Options | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
) -> list[Problem]:
    """Return what is wrong with links that lead outside, in the order of files and lines.

    Links of other schemes than http and https are left out. An event loop runs for as long as the check takes, so
    that this can't be called from within one.

    Args:
        links: the links, each with its place.
        options: how to check; None for the defaults.
        progress: called with each address that is answered.
    """
    options = options or Options()
    web = [link for link in links if is_web(link.url)]
    judged = {link.url: _judged(link.url, options) for link in web}
    anchors: dict[URL, set[str]] = {}
    for target in judged.values():
        if isinstance(target, Target):
            anchors.setdefault(target.url, set()).update({target.anchor} - {""})
    outcomes = _outcomes(anchors, options, progress)
    found: list[Problem] = []
    for link in web:
        match judged[link.url]:
            case Target(url, anchor):
                found += problems_of(link, outcomes[url], anchor)
            case Outcome() as outcome:
                found += problems_of(link, outcome, "")
    return sorted(found, key=lambda problem: (problem.order, problem.code))


def _judged(address: str, options: Options) -> Target | Outcome:
    try:
        return parse(address, allow_loopback=options.allow_loopback)
    except AskError as error:
        return error.outcome


def _outcomes(
    anchors: Mapping[URL, Collection[str]], options: Options, progress: Callable[[Progress], None]
) -> dict[URL, Outcome]:
    """Return what is found at addresses, from the cache or by asking."""
    cache = Cache(options)
    now = time.time()
    known = {url: outcome for url in anchors if (outcome := cache.get(str(url), anchors[url], now))}
    asked = {url: names for url, names in anchors.items() if url not in known}
    if asked:
        known |= asyncio.run(_Run(options, cache, progress).ask(asked))
    return known


class _Run:
    """The part of a check that needs the network."""

    def __init__(self, options: Options, cache: Cache, progress: Callable[[Progress], None]) -> None:
        self._options = options
        self._cache = cache
        self._progress = progress
        self._found: dict[URL, Outcome] = {}

    async def ask(self, asked: Mapping[URL, Collection[str]]) -> dict[URL, Outcome]:
        """Ask for addresses until all are answered or time is up, and keep the cache up to date meanwhile."""
        limits = RateLimits(self._options)
        saving = asyncio.create_task(self._keep_saving())
        try:
            async with open_client(self._options, limits) as client:
                follower = RedirectFollower(self._options, Fetcher(self._options, client, limits))
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._options.deadline):
                        await asyncio.gather(*(self._one(follower, url, asked) for url in asked))
        finally:
            saving.cancel()
            self._cache.save(time.time())
        return {url: self._found.get(url, _TIME_IS_UP) for url in asked}

    async def _one(self, follower: RedirectFollower, url: URL, asked: Mapping[URL, Collection[str]]) -> None:
        outcome = await follower.follow(url, asked[url])
        self._found[url] = outcome
        self._cache.put(str(url), outcome, time.time())
        self._progress(Progress(len(self._found), len(asked), str(url)))

    async def _keep_saving(self) -> None:
        while True:
            await asyncio.sleep(_SAVE_EVERY)
            self._cache.save(time.time())
