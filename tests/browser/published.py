"""Builds this repository's own site and publishes it on the loopback interface as a web host would."""

from __future__ import annotations

import gzip
import json
import mimetypes
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import unquote, urlsplit

import pytest

from support.small_sites import ROOT

BASE = "/nexus/"
"""The site is published below a path, as GitHub Pages does with a project's site."""

COMPRESSED = {".css", ".html", ".js", ".json", ".map", ".svg", ".txt", ".webmanifest", ".xml"}
"""Files that every web host compresses; pictures and fonts are compressed by their format."""

NOTHING_TO_SEARCH = {
    "config": {"lang": ["en"], "separator": " ", "pipeline": [], "fields": {"title": {"boost": 1}}},
    "docs": [],
}
"""Keeps Material from reading all notes into its search on every page, which is half of what a page costs."""


KINDS = {
    "home": r"",
    "skills": r"skills/",
    "skill": r"skills/[^/]+/",
    "projects": r"projects/",
    "project": r"projects/[^/]+/",
    "learnings": r"learnings/",
    "topic": r"learnings/[^/]+/",
    "learning": r"learnings/[^/]+/[^/]+/",
    "challenges": r"challenges-solutions/",
    "challenge": r"challenges-solutions/[^/]+/[^/]+/",
    "resources": r"resources/",
    "resource": r"resources/[^/]+/[^/]+/",
    "journey": r"journey/",
    "cv": r"cv/",
    "404": r"404\.html",
}
"""The addresses of each kind of page: of many, one is looked at."""


@dataclass(frozen=True)
class Published:
    """A built site and the address that it can be read at."""

    root: Path
    url: str
    """Ends with a slash: a page's address is this and the page's path."""
    sent: list[tuple[str, int]]
    """What was asked for so far, and how many bytes went out for it, compressed."""

    @cached_property
    def pages(self) -> list[str]:
        """Addresses of all pages below `url`, the home page's being empty; those that only send on are left out."""
        pages = (path for path in self.root.rglob("*.html") if b'http-equiv="refresh"' not in path.read_bytes())
        found = (path.relative_to(self.root).as_posix() for path in pages)
        return sorted(path.removesuffix("index.html") for path in found)

    def first(self, pattern: str) -> str:
        """Return the address of the first page that a pattern matches whole; without one the test is skipped."""
        found = self._find(pattern)
        if found is None:
            pytest.skip(f"these notes make no page such as {pattern}")
        return found

    def of_each_kind(self) -> list[str]:
        """Return the address of one page of each kind that there is."""
        return [page for pattern in KINDS.values() if (page := self._find(pattern)) is not None]

    def _find(self, pattern: str) -> str | None:
        return next((page for page in self.pages if re.fullmatch(pattern, page)), None)

    def skills_of(self, kind: str) -> list[tuple[str, str]]:
        """Return the name and the slug of each skill that notes of a kind show, those that most show first."""
        portfolio = json.loads((self.root / "portfolio.json").read_text(encoding="utf-8"))
        paths = {note["path"] for note in portfolio["notes"] if note["kind"] == kind}
        skills = [skill for category in portfolio["catalogue"]["categories"] for skill in category["skills"]]
        counted = [
            (len(paths & {shown["note"] for shown in skill["evidence"]}), skill["name"], skill["slug"])
            for skill in skills
        ]
        return [(name, slug) for number, name, slug in sorted(counted, key=lambda item: -item[0]) if number]

    def file(self, page: str) -> Path:
        """Return the file of a page."""
        return self.root / (page + "index.html" if page == "" or page.endswith("/") else page)

    def html(self, page: str) -> str:
        """Return a page as it was built."""
        return self.file(page).read_text(encoding="utf-8")


class _Handler(BaseHTTPRequestHandler):
    """Serves files as GitHub Pages does: compressed, folders by their index, what isn't there by 404.html."""

    root: ClassVar[Path]
    sent: ClassVar[list[tuple[str, int]]]
    # Connections stay open, so that a page's load costs what it would on a real host.
    protocol_version = "HTTP/1.1"
    # A connection that the browser has forgotten ends by itself.
    timeout = 30
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        if not path.startswith(BASE):
            self._send(404, b"outside of the site", "text/plain")
            return
        file = self.root / path.removeprefix(BASE)
        if file.is_dir() and not path.endswith("/"):
            self._send(301, b"", "text/plain", location=path + "/")
            return
        if file.is_dir():
            file /= "index.html"
        status = 200
        if not file.is_file():
            status, file = 404, self.root / "404.html"
        self._send_file(status, file)

    def _send_file(self, status: int, file: Path) -> None:
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        squeeze = file.suffix in COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", "")
        body = _read(file, squeeze=squeeze)
        self._send(status, body, kind, **({"content-encoding": "gzip"} if squeeze else {}))

    def _send(self, status: int, body: bytes, kind: str, **headers: str) -> None:
        self.send_response(status)
        charset = "; charset=utf-8" if kind.startswith("text/") else ""
        self.send_header("Content-Type", kind + charset)
        self.send_header("Content-Length", str(len(body)))
        # As GitHub Pages says; it also keeps the tests quick.
        self.send_header("Cache-Control", "max-age=600")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.sent.append((self.path, len(body)))

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@lru_cache(maxsize=64)
def _read(file: Path, *, squeeze: bool) -> bytes:
    return gzip.compress(file.read_bytes(), 6) if squeeze else file.read_bytes()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # A browser that leaves a page drops its connections and opens new ones, all at once.
    request_queue_size = 64

    def handle_error(self, *_: object) -> None:
        """Say nothing: browsers drop connections when a page is closed."""


@contextmanager
def published(folder: Path) -> Iterator[Published]:
    """Build the repository's site into a folder and serve it until the block ends."""
    with hosted(folder) as running:
        _build(folder, running.url)
        yield running


@contextmanager
def hosted(folder: Path) -> Iterator[Published]:
    """Serve the site in a folder until the block ends."""
    sent: list[tuple[str, int]] = []
    handler = type("Handler", (_Handler,), {"root": folder, "sent": sent})
    with _Server(("127.0.0.1", 0), handler) as server:
        url = f"http://127.0.0.1:{server.server_port}{BASE}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield Published(folder, url, sent)
        finally:
            server.shutdown()
            thread.join()


def _build(folder: Path, url: str) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder)]
    # The settings of a host that has both: canonical addresses and edit links are checked, too.
    settings = {"SITE_URL": url, "REPO_URL": "https://github.com/someone/nexus", "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=ROOT, env={**os.environ, **settings}, check=True)
