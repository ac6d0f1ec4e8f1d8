"""Measures what a save costs until a server shows it: CPU of the server's processes, and the time that passes."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from benchmarks.measure import ENVIRONMENT, Cost, cpu_of, memory_of
from benchmarks.projects import Project
from support.serving import free_port

PATIENCE = 3600
"""Seconds until a page that doesn't come is given up."""
_POLL = 0.2
_QUIET = 2.0
"""Seconds in which a server does no more than it does idle, when it is done."""
_BUSY = 0.3
"""More of a CPU than any server takes idle, and less than one that builds."""
_LIVE_RELOAD = re.compile(r"<script[^>]*>[^<]*livereload.*?</script>|<script[^>]*livereload[^>]*></script>", re.S)


def saves(project: Project, edits: int, *, watched: float = 6) -> list[Cost]:
    """Serve a project, append a sentence to some notes, one after the other, and return what each edit cost.

    What the server takes to wait is measured for `watched` seconds before: it looks for changed files all the time.

    Raises:
        RuntimeError: A page or the search index didn't become what a build would make of the edited note.
    """
    with _served(project) as server:
        # Compiling templates or filling a cache may go on behind the first answer.
        server.settle(_BUSY)
        idle = server.idle(watched)
        return [_edit(server, project, number, idle) for number in range(edits)]


class _Server:
    """A server that runs, and what its processes have cost so far."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, log: Path) -> None:
        self._process = psutil.Process(process.pid)
        self._port = port
        self._log = log

    def get(self, path: str) -> str:
        """Return what is served at a path, or nothing while nothing is."""
        if not self._process.is_running() or self._process.status() == psutil.STATUS_ZOMBIE:
            raise RuntimeError(f"The server ended:\n{self._log.read_text(errors='replace')[-4000:]}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self._port}/{path}", timeout=PATIENCE) as answer:
                return str(answer.read().decode())
        except (OSError, http.client.HTTPException):
            # Some servers are caught while they write the page.
            return ""

    def wait_for(self, path: str, words: str) -> None:
        """Wait until a page holds some words; asked gently, since each answer costs the server something."""
        end = time.monotonic() + PATIENCE
        while words not in self.get(path):
            if time.monotonic() > end:
                raise RuntimeError(f"{path} was not served")
            time.sleep(_POLL)

    def cpu(self) -> float:
        """Return the CPU seconds of all its processes so far."""
        return cpu_of(self._process)

    def memory(self) -> int:
        """Return the MB that its processes take."""
        return memory_of(self._process) >> 20

    def idle(self, seconds: float) -> float:
        """Return the share of a CPU that it takes to wait for the next save."""
        start, spent = time.monotonic(), self.cpu()
        time.sleep(seconds)
        return (self.cpu() - spent) / (time.monotonic() - start)

    def settle(self, idle: float) -> None:
        """Wait until it does no more than it does idle."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            spent = self.cpu()
            time.sleep(_QUIET)
            if self.cpu() - spent <= _QUIET * (1.5 * idle + 0.02):
                return
        raise RuntimeError("The server doesn't come to rest")


@contextmanager
def _served(project: Project) -> Iterator[_Server]:
    port = free_port()
    log = project.root / "served.log"
    command = [part.format(port=port) for part in project.builder.serve]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=project.root, env={**os.environ, **ENVIRONMENT}, stdout=output, stderr=output
        )
    try:
        server = _Server(process, port, log)
        server.wait_for("", "</html>")
        yield server
    finally:
        children = psutil.Process(process.pid).children(recursive=True)
        for each in children:
            each.terminate()
        process.terminate()
        process.wait(timeout=60)


def _edit(server: _Server, project: Project, number: int, idle: float) -> Cost:
    words = f"Sentence {number} was saved a moment ago."
    address = project.address(number)
    before = server.get(address)
    start, spent = time.monotonic(), server.cpu()
    project.append(number, words)
    server.wait_for(address, words)
    seconds = time.monotonic() - start
    server.settle(idle)
    # Work that goes on behind the answer belongs to it, and idling meanwhile does not.
    cpu = server.cpu() - spent - idle * (time.monotonic() - start)
    memory = server.memory()
    _check(server, project, address, before, words)
    return Cost(max(cpu, 0.0), seconds, memory)


def _check(server: _Server, project: Project, address: str, before: str, words: str) -> None:
    """See that speed was not bought: the page is what it was with a sentence more, which can be searched for."""
    after = server.get(address)
    if _lasting(after.replace(f"<p>{words}</p>", "")) != _lasting(before):
        raise RuntimeError(f"{project.builder.name}: {address} is not the page that it was, with a sentence more")
    if words not in server.get(project.builder.search):
        raise RuntimeError(f"{project.builder.name}: the search index lacks what was added to {address}")


def _lasting(page: str) -> list[str]:
    """Return the words of a page without what reloads it."""
    return _LIVE_RELOAD.sub("", page).split()
