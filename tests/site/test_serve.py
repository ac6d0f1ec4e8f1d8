"""Under `mkdocs serve` the author sees every change, and a broken note never stops the server."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from portfolios import BASE, settings, write

PATIENCE = 30
"""Seconds until a page that doesn't come is given up; a rebuild takes about one."""


class Server:
    """A running `mkdocs serve`."""

    def __init__(self, root: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.root = root
        self.log = root / "log"
        command = [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{self.port}"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, cwd=root, stdout=log, stderr=log)

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

    def _wait(self, condition: object) -> bool:
        assert callable(condition)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if condition():
                return True
            time.sleep(0.1)
        return False


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    root = write(tmp_path, {**BASE, "learnings/a.md": "# First\n", "mkdocs.yml": settings()})
    running = Server(root)
    try:
        assert running.shows("learnings/a/", "First"), running.log.read_text(encoding="utf-8")
        yield running
    finally:
        running.process.terminate()
        running.process.wait(timeout=10)


def test_the_author_sees_every_change(server: Server) -> None:
    note = server.root / "learnings" / "a.md"

    note.write_text("---\nskills: [Python]\n---\n\n# Changed\n", encoding="utf-8")
    assert server.shows("skills/python/", "Changed")

    write(server.root, {"learnings/deep/new.md": "---\ndraft: true\n---\n\n# New and a draft\n"})
    assert server.shows("learnings/", "New and a draft")

    note.write_text("---\nskills: [Pythn\n---\n\n# Half written\n", encoding="utf-8")
    assert server.shows("learnings/a/", "Half written")
    assert server.says("learnings/a.md:2:9: a list that lacks its ']'")
    # The panel shows it on every page, with the line itself.
    for page in ("", "learnings/a/"):
        assert server.shows(page, "1 problem in the notes")
        assert server.shows(page, "    2 | skills: [Pythn")

    note.write_text("---\nskills: [Python]\n---\n\n# Half written\n", encoding="utf-8")
    assert server.loses("learnings/a/", "nexus-problems")

    note.unlink()
    assert server.shows("learnings/a/", "404")
    assert server.loses("learnings/", "Half written")

    catalogue = server.root / "docs" / "skills" / "README.md"
    catalogue.write_text(catalogue.read_text("utf-8").replace("Redis", "Valkey"), encoding="utf-8")
    assert server.shows("skills/valkey/", "Valkey")
    assert server.says("unknown skill 'Redis'")
