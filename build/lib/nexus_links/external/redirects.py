"""Follows the redirects of an address to their end."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from aiohttp import CookieJar
from yarl import URL

from nexus_links.external.client import Reply
from nexus_links.external.options import Options
from nexus_links.external.outcomes import AskError, Code, Outcome
from nexus_links.external.retries import Fetcher
from nexus_links.external.target import is_web, joined, parse

_REDIRECTS = {301, 302, 303, 307, 308}
_PERMANENT = {301, 308}
_GONE = {404, 410}
_BLOCKED = {401, 402, 403, 407, 451, 999}
"""999 is LinkedIn's answer to anything but a browser."""


class RedirectFollower:
    """Follows redirects, for each address with the cookies that it sets on the way."""

    def __init__(self, options: Options, fetcher: Fetcher) -> None:
        self._options = options
        self._fetcher = fetcher

    async def follow(self, start: URL, anchors: Collection[str]) -> Outcome:
        """Return what is found at an address, and which of these anchors the page there has."""
        try:
            return await self._follow(start, frozenset(anchors))
        except AskError as error:
            return error.outcome

    async def _follow(self, start: URL, anchors: frozenset[str]) -> Outcome:
        jar = CookieJar(unsafe=True)  # a host may be a bare IP address
        seen: set[tuple[URL, str]] = set()
        url, wanted = start, anchors
        moved_to, is_permanent = "", True
        while True:
            cookies = "; ".join(f"{item.key}={item.coded_value}" for item in jar.filter_cookies(url).values())
            if (url, cookies) in seen:
                raise AskError(Code.BAD_REDIRECT, "its redirects go round in a circle")
            if len(seen) > self._options.max_redirects:
                raise AskError(Code.BAD_REDIRECT, f"it redirects more than {self._options.max_redirects} times")
            seen.add((url, cookies))
            reply = await self._fetcher.reply(url, cookies, wants_page=bool(wanted))
            if reply.status not in _REDIRECTS:
                return _found(
                    reply, moved_to, {name: name not in wanted or reply.page.has(name) for name in anchors}
                )
            jar.update_cookies_from_headers(reply.cookies, url)
            url, fragment = self._next(url, reply.location)
            wanted = frozenset() if fragment else wanted  # browsers use the fragment of the redirect instead
            is_permanent = is_permanent and reply.status in _PERMANENT
            moved_to = str(url.with_fragment(fragment or None)) if is_permanent else moved_to

    def _next(self, url: URL, location: str | None) -> tuple[URL, str]:
        """Return where a redirect leads, and its fragment."""
        if not location:
            raise AskError(Code.BAD_REDIRECT, "it redirects without saying where")
        try:
            address = joined(url, location)
            if not is_web(address):
                raise AskError(Code.BAD_REDIRECT, "it redirects to something that is not on the web")
            return parse(address, allow_loopback=self._options.allow_loopback).url, URL(address).fragment
        except AskError as error:
            if error.code is Code.INVALID_URL:
                raise AskError(Code.BAD_REDIRECT, f"it redirects badly: {error}") from None
            raise


def _found(reply: Reply, moved_to: str, anchors: Mapping[str, bool]) -> Outcome:
    status = reply.status
    if status < 300:
        return Outcome(Code.FINE, moved_to=moved_to, anchors=anchors)
    if status in _GONE:
        code = Code.GONE
    elif status in _BLOCKED:
        code = Code.BLOCKED
    else:
        code = Code.SERVER_ERROR if 500 <= status < 600 else Code.UNEXPECTED_STATUS
    return Outcome(code, f"it answers {status}")
