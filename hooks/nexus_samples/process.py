"""Runs a program on a sample: in a folder of its own, with a small environment, and within limits."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

CONFINED = Path(__file__).with_name("confined.py")
MARK = "NEXUS_SAMPLES"
"""The environment variable that all processes of a run have, by which those left running are found."""
LEAVING_SECONDS = 1.0
"""How long what a sample has started may take to end by itself after the sample."""
_BECOME_SUBREAPER = 36
_KEPT = ("SYSTEMROOT", "COMSPEC", "PATHEXT", "WINDIR")
"""What programs need on Windows of the author's variables, besides `PATH`."""
_SHOWN = 4000
"""Characters of what a program printed that a problem shows, from its end."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a sample may take."""

    seconds: float = 30.0
    memory: int = 2 * 1024**3
    """Bytes that each of its processes may have."""
    output: int = 1024**2
    """Bytes that it may print."""


LIMITS = Limits()


class SampleError(Exception):
    """A sample did not do what its note says."""

    def __init__(
        self,
        message: str,
        *,
        code: str = "sample-failed",
        hint: str = "",
        expected: str = "",
        got: str = "",
        line: int = 0,
    ) -> None:
        """Say what happened and what to do, what was expected and printed, and in which line of the note."""
        super().__init__(message)
        self.code, self.hint, self.expected, self.got, self.line = code, hint, expected, got[-_SHOWN:], line


class MissingToolError(Exception):
    """What samples need isn't there; the message says what to do."""


def find_tool(name: str, install: str) -> str:
    """Return the path of a program.

    Raises:
        MissingToolError: it isn't in PATH.
    """
    found = shutil.which(name)
    if found is None:
        raise MissingToolError(f"{name} is not installed: {install}")
    return found


def small_environment(home: Path) -> dict[str, str]:
    """Return the variables that every sample runs with: nothing of the author's own but where programs are."""
    scripts = str(Path(sys.executable).parent)
    return {name: os.environ[name] for name in _KEPT if name in os.environ} | {
        "PATH": os.pathsep.join([scripts, os.environ.get("PATH", os.defpath)]),
        "HOME": str(home),
        "USERPROFILE": str(home),
        "TMPDIR": str(home),
        "TEMP": str(home),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def marked(environment: Mapping[str, str]) -> dict[str, str]:
    """Return an environment by which the processes of one run are told from all others."""
    return {**environment, MARK: uuid4().hex}


def start(
    arguments: Sequence[str | Path], folder: Path, environment: Mapping[str, str], **streams: Any
) -> subprocess.Popen[bytes]:
    """Start a program so that it can be ended with all that it starts."""
    return subprocess.Popen(  # noqa: S603
        arguments, cwd=folder, env=environment, start_new_session=sys.platform != "win32", **streams
    )


def confining(writable: Path, memory: int, arguments: Sequence[str | Path], user: str = "") -> Sequence[str | Path]:
    """Return the arguments of a program that is confined; on Windows, which has no such thing, as they are.

    Args:
        writable: the folder that it may write to.
        memory: the bytes that each of its processes may have.
        arguments: the program, and what it is given.
        user: the `uid:gid` that it runs as, if root is not to run it.
    """
    if sys.platform == "win32":
        return arguments
    return [sys.executable, "-I", "-S", CONFINED, writable, str(memory), user, *arguments]


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process with all that it has started, as far as that is still in its group."""
    if sys.platform == "win32":
        command = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def adopt_orphans() -> None:
    """Become the parent of whatever samples leave running, on Linux, so that it is seen without its mark too."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_BECOME_SUBREAPER, 1, 0, 0, 0)


def children() -> frozenset[int]:
    """Return the processes whose parent this one is, on Linux; none elsewhere."""
    found: set[int] = set()
    for entry in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError):
            found.update(map(int, entry.read_text().split()))
    return frozenset(found)


def left_running(environment: Mapping[str, str], known: frozenset[int]) -> frozenset[int]:
    """Return the processes that a program has left running, on Linux; none elsewhere.

    Args:
        environment: what it was started with, whose mark all have that kept it.
        known: the children of this process that are not the program's.
    """
    mark, found = f"{MARK}={environment[MARK]}\0".encode(), set()
    for entry in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            if mark in entry.read_bytes():
                found.add(int(entry.parent.name))
    return frozenset(found - known) | frozenset(each for each in children() - known if not _has_ended(each))


def _has_ended(child: int) -> bool:
    """Return whether a child has ended, and let it go if so."""
    try:
        return sys.platform != "win32" and os.waitpid(child, os.WNOHANG)[0] == child
    except ChildProcessError:
        return True


def end_left_running(
    environment: Mapping[str, str], known: frozenset[int], seconds: float = LEAVING_SECONDS
) -> frozenset[int]:
    """End what a program has left running, after a moment in which it may end by itself; return what that was."""
    give_up, ended = time.monotonic() + seconds, frozenset[int]()
    # What is ended may leave processes of its own.
    while (found := left_running(environment, known)) and time.monotonic() < give_up + LEAVING_SECONDS:
        if time.monotonic() > give_up:
            ended |= found
            for each in found:
                with suppress(ProcessLookupError, PermissionError):
                    os.kill(each, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
        time.sleep(0.02)
    return ended


def _is_group_left(process: subprocess.Popen[bytes]) -> bool:
    """Return whether anything is left of a process that has ended, where `left_running` can't say."""
    if sys.platform in ("linux", "win32"):
        return False
    try:
        os.killpg(process.pid, 0)
    except OSError:
        return False
    return True


class _Pipe(threading.Thread):
    """Reads what a process prints, up to a limit."""

    def __init__(self, stream: IO[bytes], limit: int, finished: threading.Event) -> None:
        super().__init__(daemon=True)
        self._stream, self._limit, self._finished = stream, limit, finished
        self._read = bytearray()
        self.is_over = False
        self.start()

    def run(self) -> None:
        while data := os.read(self._stream.fileno(), 65536):
            self._read += data
            if len(self._read) > self._limit:
                self.is_over = True
                self._finished.set()
                return

    def text(self) -> str:
        self.join(timeout=1)
        # What is left running may hold the other end.
        if not self.is_alive():
            self._stream.close()
        return as_text(bytes(self._read[: self._limit]))


def run_program(
    arguments: Sequence[str | Path],
    *,
    folder: Path,
    environment: Mapping[str, str],
    limits: Limits = LIMITS,
    writable: Path | None = None,
    text: str = "",
    merge_errors: bool = False,
) -> str:
    """Run a program to its end and return what it printed.

    Args:
        arguments: the program, and what it is given.
        folder: where it runs.
        environment: its variables.
        limits: what it may take.
        writable: the folder in which it may write, if that is another.
        text: what it reads.
        merge_errors: whether its errors count as printed.

    Raises:
        SampleError: it failed, was stopped, or left something running.
    """
    environment = marked(environment)
    finished, known = threading.Event(), children()
    with tempfile.TemporaryFile() as given:
        given.write(text.encode("utf-8", "backslashreplace"))
        given.seek(0)
        process = start(
            confining(writable or folder, limits.memory, arguments),
            folder,
            environment,
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT if merge_errors else subprocess.PIPE,
        )
    known |= {process.pid}
    pipes = [_Pipe(each, limits.output, finished) for each in (process.stdout, process.stderr) if each]

    def wait() -> None:
        process.wait()
        finished.set()

    waiting = threading.Thread(target=wait, daemon=True)
    waiting.start()
    left, is_in_time = False, True
    try:
        is_in_time = finished.wait(limits.seconds)
        if process.returncode is not None:
            left = bool(end_left_running(environment, known)) or _is_group_left(process)
    finally:
        status = process.returncode
        end(process)
        waiting.join()
        end_left_running(environment, known, 0)
    printed, *errors = [pipe.text() for pipe in pipes]
    got = printed + "".join(errors)
    if any(pipe.is_over for pipe in pipes):
        raise SampleError(too_much(limits), code="sample-stopped", got=got)
    if not is_in_time:
        raise SampleError(too_long(limits), code="sample-stopped", got=got)
    if status:
        raise SampleError(f"it ended with {status_in_words(status)}", got=got)
    if left:
        raise SampleError(LEFT_RUNNING, code="left-running", got=got)
    return printed


LEFT_RUNNING = "it left a process running, which was ended"


def too_much(limits: Limits) -> str:
    """Return what is said of a sample that prints too much."""
    return f"it was stopped after it had printed more than {limits.output:,} bytes"


def too_long(limits: Limits) -> str:
    """Return what is said of a sample that takes too long."""
    return f"it was stopped after {limits.seconds:g} s"


def status_in_words(code: int) -> str:
    """Return how a process ended."""
    return f"status {code}" if code > 0 else f"signal {-code}"


def as_text(printed: bytes) -> str:
    """Return what a program printed, with the ends of lines as in a note."""
    return printed.decode("utf-8", "backslashreplace").replace("\r\n", "\n")
