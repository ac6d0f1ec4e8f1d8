"""Runs a program and says what it cost: CPU time and memory of it and of every process that it starts."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

ENVIRONMENT: Mapping[str, str] = {"NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": "0"}
_INTERVAL = 0.2


@dataclass(frozen=True)
class Cost:
    """What a run cost."""

    cpu: float
    """Seconds in user and system mode, of all processes together."""
    seconds: float
    """Seconds that passed."""
    memory: int
    """Peak in MB: of all processes together, pages that they share counted once, seen five times a second."""


def run(command: Sequence[str], folder: Path) -> Cost:
    """Run a program in a folder and return its cost.

    Raises:
        RuntimeError: It failed; the message is what it printed.
    """
    with tempfile.TemporaryFile() as log:
        start = time.monotonic()
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **ENVIRONMENT}, stdout=log, stderr=subprocess.STDOUT
        )
        watched, peak = psutil.Process(process.pid), 0
        while True:
            # Asked of the one process, since the peak of all children so far would never fall again.
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            peak = max(peak, memory_of(watched))
            time.sleep(_INTERVAL)
        seconds = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            log.seek(0)
            said = log.read().decode(errors="replace")[-4000:]
            raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}:\n{said}")
    return Cost(usage.ru_utime + usage.ru_stime, seconds, max(peak >> 20, usage.ru_maxrss >> 10))


def cpu_of(process: psutil.Process) -> float:
    """Return the CPU seconds so far of a process, of those that it started and of those that have ended."""
    total = 0.0
    for each in _tree(process):
        with suppress(psutil.NoSuchProcess):
            total += sum(each.cpu_times()[:4])
    return total


def memory_of(process: psutil.Process) -> int:
    """Return the bytes that a process and those that it started take, with what they share counted once."""
    total = 0
    for each in _tree(process):
        with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            usage = each.memory_full_info()
            # Only Linux counts what processes share.
            total += getattr(usage, "pss", usage.rss)
    return total


def _tree(process: psutil.Process) -> list[psutil.Process]:
    with suppress(psutil.NoSuchProcess):
        return [process, *process.children(recursive=True)]
    return []
