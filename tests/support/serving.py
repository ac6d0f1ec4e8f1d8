"""Runs `mkdocs serve` on a portfolio and asks it for pages, as an author's browser would."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from support.small_sites import settings, write

PATIENCE = 30
"""Seconds until a page that doesn't come is given up; a rebuild takes about one."""


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Server:
    """A running `mkdocs serve`."""

    def __init__(self, root: Path, python: str = sys.executable, env: Mapping[str, str] | None = None) -> None:
        self.port = free_port()
        self.root = root
        self.log = root / "log"
        command = [python, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{self.port}"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, cwd=root, env=env, stdout=log, stderr=log)

    def get(self, path: str) -> str:
        """Return a page's text, or `404`, or nothing while no server answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=5) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return str(error.code)
        except OSError:
            return ""

    def shows(self, path: str, words: str) -> bool:
        """Wait until a page holds some words."""
        return self._wait(lambda: words in self.get(path))

    def loses(self, path: str, words: str) -> bool:
        """Wait until a page answers without some words."""
        return self._wait(lambda: (page := self.get(path)) != "" and words not in page)

    def says(self, words: str) -> bool:
        """Wait until the server has printed some words."""
        return self._wait(lambda: words in self.log.read_text(encoding="utf-8"))

    def _wait(self, condition: Callable[[], bool]) -> bool:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if condition():
                return True
            time.sleep(0.1)
        return False


@contextmanager
def served(root: Path, files: dict[str, str]) -> Iterator[Server]:
    """Write a portfolio and serve it; its home page answers by then."""
    with running(Server(write(root, {"mkdocs.yml": settings(), **files}))) as server:
        yield server


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """Stop a server in the end; its home page answers by then."""
    try:
        assert server.shows("", "<h1"), server.log.read_text(encoding="utf-8")
        yield server
    finally:
        server.process.terminate()
        server.process.wait(timeout=10)
