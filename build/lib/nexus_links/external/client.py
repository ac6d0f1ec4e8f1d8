"""Sends one request, and returns what a link check needs of the reply or raises why there is none.

Everything that aiohttp does by itself is off: redirects, retries, decompression, cookies, proxies, credentials.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Self

import aiohttp
from aiohttp.connector import Connection
from yarl import URL

from nexus_links.external.anchors import Page, read_page
from nexus_links.external.network import PublicResolver
from nexus_links.external.options import Options
from nexus_links.external.outcomes import AskError, Code
from nexus_links.external.rate_limits import RateLimits

# Its remarks on odd cookies are of no use to an author.
logging.getLogger("aiohttp").addHandler(logging.NullHandler())

_LONGEST_HEADER = 64 * 1024
_NO_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply without its body."""

    status: int
    location: str | None = None
    """Where a redirect leads, as it is written."""
    retry_after: float | None = None
    """`Retry-After` in seconds."""
    cookies: tuple[str, ...] = ()
    """The values of `Set-Cookie`."""
    page: Page = Page()  # noqa: RUF009  (it is frozen)


class Client:
    """Sends requests, each when its turn has come."""

    def __init__(self, session: aiohttp.ClientSession, limits: RateLimits, max_page: int) -> None:
        self._session = session
        self._limits = limits
        self._max_page = max_page

    async def ask(self, method: str, url: URL, cookies: str, *, wants_page: bool) -> Reply:
        """Send a request and read the reply as far as needed.

        Args:
            method: HEAD or GET.
            url: what is asked for; its host was checked; its IP addresses are when connecting.
            cookies: the value of the header `Cookie`, empty for none.
            wants_page: whether the body is read, for its anchors.

        Raises:
            AskError: there is no reply, or it is incomplete.
        """
        async with self._limits.turn(url):
            try:
                return await self._send(method, url, cookies, wants_page=wants_page)
            except (aiohttp.ClientError, OSError, ValueError, EOFError) as error:
                raise _explained(error, url) from None

    async def _send(self, method: str, url: URL, cookies: str, *, wants_page: bool) -> Reply:
        async with self._session.request(
            method,
            url,
            headers={"Cookie": cookies} if cookies else None,
            allow_redirects=False,
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
    """Open a client that keeps to these limits."""
    connector = aiohttp.TCPConnector(
        resolver=PublicResolver(options.lookup, allow_loopback=options.allow_loopback),
        use_dns_cache=False,
        ssl=ssl.create_default_context(),
        force_close=True,  # a connection that is reused may be broken, or hold unread data
        limit=0,
    )
    async with aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        timeout=aiohttp.ClientTimeout(total=options.timeout),
        headers={
            "User-Agent": options.agent,
            "Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8",
            "Accept-Encoding": "gzip, deflate",
        },
        middlewares=(_once,),
        response_class=_Response,
        max_line_size=_LONGEST_HEADER,
        max_field_size=_LONGEST_HEADER,
    ) as session:
        yield Client(session, limits, options.max_page)


class _Response(aiohttp.ClientResponse):
    """A response that closes its connection at once.

    It waits neither for the rest of the body nor for the server's TLS shutdown, which may come after the run, when
    the socket can't be closed any more.
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


def _seconds(retry_after: str) -> float | None:
    """Return the wait that a `Retry-After` asks for, in seconds or until a date; None if it is invalid."""
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
        case aiohttp.ClientConnectorDNSError(os_error=socket.gaierror(errno=number)) if number in _NO_NAME:
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
