"""Sends one request and brings back what a link check wants to know of the reply, or why there is none.

aiohttp sends it, with everything off that it would do on its own: no redirect, no second try, no unpacking, no
cookies, no proxy, no credentials of the user.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import socket
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Self
from urllib.request import getproxies, proxy_bypass

import aiohttp
from aiohttp.connector import Connection
from yarl import URL

from nexus_links.external.anchors import Page, read_page
from nexus_links.external.network import PublicResolver
from nexus_links.external.options import Options
from nexus_links.external.outcome import AskError, Code
from nexus_links.external.rate_limits import RateLimits

logging.getLogger("aiohttp").addHandler(
    logging.NullHandler()
)  # its remarks on odd cookies are nothing to an author

_LONGEST_HEADER = 64 * 1024


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply without its body."""

    status: int
    location: str | None = None
    """Where a redirect leads, as it is written."""
    retry_after: float | None = None
    """How many seconds the host wants to be left alone."""
    cookies: tuple[str, ...] = ()
    """The values of `Set-Cookie`."""
    page: Page = Page()  # noqa: RUF009  (it is frozen)


class Client:
    """Sends requests, each when its turn has come."""

    def __init__(
        self, session: aiohttp.ClientSession, limits: RateLimits, proxies: Mapping[str, URL], max_page: int
    ) -> None:
        self._session = session
        self._limits = limits
        self._proxies = proxies
        self._max_page = max_page

    async def ask(self, method: str, url: URL, cookies: str, *, wants_page: bool) -> Reply:
        """Send a request and read the reply as far as it is wanted.

        Args:
            method: HEAD or GET.
            url: what is asked for; its host has been judged, its addresses are before they are connected to.
            cookies: the value of the header `Cookie`, empty for none.
            wants_page: whether the body is read for its anchors; else it is left where it is.

        Raises:
            AskError: there is no reply, or its end doesn't come.
        """
        async with self._limits.turn(url):
            try:
                return await self._send(method, url, cookies, wants_page=wants_page)
            except (aiohttp.ClientError, OSError, ValueError, EOFError) as error:
                raise _explained(error, url) from None

    async def _send(self, method: str, url: URL, cookies: str, *, wants_page: bool) -> Reply:
        proxy = self._proxies.get(url.scheme)
        async with self._session.request(
            method,
            url,
            headers={"Cookie": cookies} if cookies else None,
            allow_redirects=False,
            proxy=proxy if proxy and not proxy_bypass(url.raw_host or "") else None,
        ) as response:
            try:
                headers = response.headers
                return Reply(
                    status=response.status,
                    location=headers.get("Location"),
                    retry_after=_seconds(headers.get("Retry-After", "")),
                    cookies=tuple(headers.getall("Set-Cookie", ())),
                    page=await self._page(response) if wants_page and response.status == 200 else Page(),
                )
            finally:
                response.close()

    async def _page(self, response: aiohttp.ClientResponse) -> Page:
        kind = response.content_type if "Content-Type" in response.headers else ""
        packing = response.headers.get("Content-Encoding", "")
        return await read_page(response.content, kind, response.charset, packing, self._max_page)


@asynccontextmanager
async def open_client(options: Options, limits: RateLimits) -> AsyncIterator[Client]:
    """Give a client that minds these limits, for as long as the context lasts."""
    proxies = _proxies() if options.proxies else {}
    resolver = PublicResolver(
        options.lookup,
        allow_loopback=options.allow_loopback,
        trusted=[url.raw_host or "" for url in proxies.values()],
    )
    connector = aiohttp.TCPConnector(
        resolver=resolver,
        use_dns_cache=False,
        ssl=ssl.create_default_context(),
        force_close=True,  # a connection that is used again may have broken, or hold what nobody asked for
        limit=0,
    )
    async with aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        timeout=aiohttp.ClientTimeout(total=options.timeout),
        headers={
            "User-Agent": options.user_agent,
            "Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8",
            "Accept-Encoding": "gzip, deflate",
        },
        middlewares=(_once,),
        response_class=_Response,
        max_line_size=_LONGEST_HEADER,
        max_field_size=_LONGEST_HEADER,
    ) as session:
        yield Client(session, limits, proxies, options.max_page)


class _Response(aiohttp.ClientResponse):
    """A response whose end is the connection's, at once.

    The rest of the body isn't waited for, nor is a server's farewell in TLS: it may come after the run, when nobody
    is left to close the socket.
    """

    _transport: asyncio.Transport | None = None

    async def start(self, connection: Connection) -> Self:
        """Wait for the reply, as any response does."""
        self._transport = connection.transport
        await super().start(connection)
        return self

    def close(self) -> None:
        """Drop the connection."""
        super().close()
        if self._transport:
            self._transport.abort()


async def _once(request: aiohttp.ClientRequest, send: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """Keep aiohttp from sending a request again by itself when its connection breaks."""
    try:
        return await send(request)
    except (aiohttp.ClientConnectorError, aiohttp.ServerTimeoutError):
        raise
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        raise aiohttp.ClientPayloadError("the connection broke") from error


def _proxies() -> dict[str, URL]:
    return {scheme: URL(address) for scheme, address in getproxies().items() if scheme in {"http", "https"}}


def _seconds(retry_after: str) -> float | None:
    """Return the wait that a `Retry-After` asks for, in seconds or until a date; None where it makes no sense."""
    text = retry_after.strip()
    if text.isascii() and text.isdecimal():
        return float(text[:12])  # longer numbers are beyond any wait as well
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    moment = date if date.tzinfo else date.replace(tzinfo=dt.UTC)
    return max(0.0, (moment - dt.datetime.now(dt.UTC)).total_seconds())


def _explained(error: Exception, url: URL) -> AskError:
    host = url.raw_host
    match error:
        case aiohttp.ClientConnectorDNSError(os_error=socket.gaierror(errno=number)) if number != socket.EAI_AGAIN:
            return AskError(Code.UNKNOWN_HOST, f"there is no host '{host}'", host_wide=True)
        case aiohttp.ClientConnectorDNSError():
            return AskError(Code.UNREACHABLE, f"the host '{host}' can't be looked up now", host_wide=True)
        case aiohttp.ClientConnectorCertificateError(certificate_error=ssl.SSLCertVerificationError() as reason):
            return AskError(
                Code.UNTRUSTED, f"the certificate is not trusted: {reason.verify_message}", host_wide=True
            )
        case aiohttp.ClientSSLError():
            return AskError(Code.UNTRUSTED, f"'{host}' can't be spoken to securely", host_wide=True)
        case aiohttp.ConnectionTimeoutError():
            return AskError(Code.TIMED_OUT, f"'{host}' doesn't answer", host_wide=True)
        case asyncio.TimeoutError():
            return AskError(Code.TIMED_OUT, "the answer takes too long")
        case aiohttp.ClientConnectorError():
            return AskError(Code.UNREACHABLE, f"no connection to '{host}' can be made", host_wide=True)
        case _:
            return AskError(Code.UNREACHABLE, "the connection breaks, or what comes back is not HTTP")
