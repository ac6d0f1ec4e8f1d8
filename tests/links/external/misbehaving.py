"""A web server on this machine that misbehaves as it is told, byte by byte, and remembers every request."""

from __future__ import annotations

import asyncio
import socket
import ssl
import struct
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

_HANDSHAKE = b"\x16"
"""The first byte of who wants to speak TLS."""
PATIENCE = 20.0
"""Seconds after which the server itself gives up, so that a test fails rather than hangs."""


@dataclass
class Request:
    """A request as it arrived."""

    method: str
    path: str
    headers: Mapping[str, str]
    """By their names in lower case."""
    start: float
    """When it was read, on the monotonic clock."""
    end: float = 0.0
    """When its answer was given, or broken off."""

    @property
    def host(self) -> str:
        """The host that was asked for, without its port."""
        return self.headers.get("host", "").rpartition(":")[0]


Answer = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]


def says(status: int, body: str | bytes = "", **headers: str) -> Answer:
    """Answer with a status; `content_type` and the like become headers."""
    data = body.encode() if isinstance(body, str) else body
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    fields = {"content-type": "text/html", "content-length": str(len(data))} | named

    async def answer(request: Request, writer: asyncio.StreamWriter) -> None:
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
        writer.write(f"HTTP/1.1 {status} Whatever\r\n{head}connection: close\r\n\r\n".encode())
        writer.write(b"" if request.method == "HEAD" else data)
        await writer.drain()

    return answer


def raw(data: bytes, *, repeat: bool = False, pause: float = 0.0) -> Answer:
    """Send these bytes as they are; again and again, or one by one, where that is asked for."""

    async def answer(request: Request, writer: asyncio.StreamWriter) -> None:
        if pause:
            for byte in data:
                writer.write(bytes([byte]))
                await writer.drain()
                await asyncio.sleep(pause)
        writer.write(b"" if pause else data)
        while repeat:
            writer.write(b"<p>more</p>" * 1000)
            await writer.drain()

    return answer


async def resets(request: Request, writer: asyncio.StreamWriter) -> None:
    """Break the connection off."""
    connection = writer.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def hangs(request: Request, writer: asyncio.StreamWriter) -> None:
    """Never answer."""
    await asyncio.sleep(PATIENCE)


def in_turn(*answers: Answer) -> Answer:
    """Give each answer once, and the last one from then on."""
    left = list(answers)

    async def answer(request: Request, writer: asyncio.StreamWriter) -> None:
        await (left.pop(0) if len(left) > 1 else left[0])(request, writer)

    return answer


def by_method(head: Answer, get: Answer) -> Answer:
    """Answer HEAD in one way and GET in another."""

    async def answer(request: Request, writer: asyncio.StreamWriter) -> None:
        await (head if request.method == "HEAD" else get)(request, writer)

    return answer


def slowly(seconds: float, answer: Answer) -> Answer:
    """Wait before an answer."""

    async def later(request: Request, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(seconds)
        await answer(request, writer)

    return later


@dataclass
class Server:
    """The running server: what it answers, and what it was asked."""

    port: int = 0
    scheme: str = "http"
    pages: dict[str, Answer] = field(default_factory=dict)
    """The answer of each path; others are answered 404."""
    log: list[Request] = field(default_factory=list)

    def url(self, path: str, host: str = "site.test") -> str:
        """Return the address of a path, on a host that leads here."""
        return f"{self.scheme}://{host}:{self.port}{path}"

    @property
    def asked(self) -> list[str]:
        """Method and path of each request, as they came."""
        return [f"{request.method} {request.path}" for request in self.log]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request."""
        request = None
        try:
            first = await reader.readexactly(1)
            if first == _HANDSHAKE:
                writer.write(b"HTTP/1.1 400 This is not TLS\r\n\r\n")
                return
            head = (first + await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            line, *fields = head.strip().split("\r\n")
            method, path, _ = line.split(" ")
            headers = {name.lower(): value.strip() for name, _, value in (item.partition(":") for item in fields)}
            request = Request(method, path, headers, time.monotonic())
            self.log.append(request)
            answer = self.pages.get(path.partition("?")[0], says(404))
            await asyncio.wait_for(answer(request, writer), PATIENCE)
        except (OSError, EOFError, ValueError, asyncio.CancelledError):
            pass  # the other side went away, or the test is over
        finally:
            if request:
                request.end = time.monotonic()
            with suppress(OSError):
                writer.close()


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Run a server on both loopback addresses, in a thread of its own, for as long as the context lasts."""
    server = Server(scheme="https" if context else "http")
    ready, stop = threading.Event(), asyncio.Event()
    loop = asyncio.new_event_loop()

    async def main() -> None:
        first = await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=context)
        server.port = first.sockets[0].getsockname()[1]
        second = None
        with suppress(OSError):  # this machine has no IPv6
            second = await asyncio.start_server(server.serve, "::1", server.port, ssl=context)
        ready.set()
        await stop.wait()
        for listener in (first, second):
            if listener:
                listener.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def run() -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(main())

    thread = threading.Thread(target=run)
    thread.start()
    try:
        assert ready.wait(PATIENCE)
        yield server
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(PATIENCE)
