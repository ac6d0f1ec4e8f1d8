"""The process that runs one request after the other, as `worker.py` does, seen from outside."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from nexus_samples.process import (
    LEAVING_SECONDS,
    LEFT_RUNNING,
    Limits,
    SampleError,
    as_text,
    children,
    end,
    end_left_running,
    left_running,
    marked,
    start,
    status_in_words,
    too_long,
    too_much,
)

WORKER = Path(__file__).with_name("worker.py")


class Worker:
    """A process that runs the Python samples of one note, or checks data."""

    def __init__(self, name: str, writable: Path, environment: Mapping[str, str], limits: Limits) -> None:
        """Start it.

        Args:
            name: the note's path, or nothing for a process that checks data.
            writable: the folder that it may write to, below which it runs.
            environment: its variables.
            limits: what each request may take.
        """
        self.ended = ""
        self._limits, self._environment = limits, marked(environment)
        self._left: dict[int, int] = {}
        self._line = 0
        descriptor, capture = tempfile.mkstemp(dir=writable)
        self._capture = os.fdopen(descriptor, "rb")
        self._errors = tempfile.TemporaryFile(dir=writable)  # noqa: SIM115 # closed with the process
        arguments: list[str | Path] = [sys.executable, WORKER, name, writable, str(limits.memory), capture]
        self._process = start(
            arguments,
            Path(tempfile.mkdtemp(dir=writable)),
            self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )
        self._replies: queue.Queue[bytes] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def ask(self, request: Mapping[str, Any], line: int = 0) -> tuple[Mapping[str, Any], str]:
        """Return the reply to a request, and what was printed; then what was printed as errors, if it raised.

        Args:
            request: what to do.
            line: the line of the note that it comes from.

        Raises:
            SampleError: the process was stopped, or ended by itself, now or earlier.
        """
        if self.ended:
            raise SampleError(f"it was not reached: {self.ended}", code="sample-stopped")
        assert self._process.stdin  # noqa: S101 # it was started with one
        self._line, known = line, children() | {self._process.pid}
        try:
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()
            answer, stopped = self._reply()
        except OSError:
            answer, stopped = b"", ""
        printed, errors = _new(self._capture), _new(self._errors)
        stopped = stopped or (too_much(self._limits) if len(printed) > self._limits.output else "")
        if not answer or stopped:
            end(self._process)
        for each in left_running(self._environment, known):
            self._left.setdefault(each, line)
        if answer and not stopped:
            reply = json.loads(answer)
            return reply, printed + errors if reply.get("raised") else printed
        what = stopped or f"it ended its process with {status_in_words(self._process.returncode)}"
        self.ended = f"the sample on line {line} {what.removeprefix('it ')}"
        raise SampleError(what, code="sample-stopped" if stopped else "sample-failed", got=printed + errors)

    def _reply(self) -> tuple[bytes, str]:
        give_up = time.monotonic() + self._limits.seconds
        while True:
            try:
                return self._replies.get(timeout=0.1), ""
            except queue.Empty:
                pass
            if os.fstat(self._capture.fileno()).st_size - self._capture.tell() > self._limits.output:
                return b"", too_much(self._limits)
            if time.monotonic() > give_up:
                return b"", too_long(self._limits)

    def _read(self) -> None:
        assert self._process.stdout  # noqa: S101
        for line in self._process.stdout:
            self._replies.put(line)
        self._replies.put(b"")

    def close(self) -> Mapping[int, SampleError]:
        """End the process with all that it has started; return what is wrong with that, by the sample's line."""
        assert self._process.stdin and self._process.stdout  # noqa: S101, PT018
        known = children() - self._left.keys() | {self._process.pid}
        try:
            self._process.stdin.close()
            self._process.wait(timeout=LEAVING_SECONDS)
        except (OSError, subprocess.TimeoutExpired):
            end(self._process)
        found = end_left_running(self._environment, known, 0 if self.ended else LEAVING_SECONDS)
        end(self._process)
        self._reader.join(timeout=LEAVING_SECONDS)
        if not self._reader.is_alive():  # else what is left running holds the other end
            self._process.stdout.close()
        self._capture.close()
        self._errors.close()
        lines = {self._left.get(each, self._line) for each in found} if not self.ended else ()
        return {line: SampleError(LEFT_RUNNING, code="left-running") for line in lines}


def _new(file: IO[bytes]) -> str:
    return as_text(file.read())
