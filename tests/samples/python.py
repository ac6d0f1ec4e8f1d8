"""Runs Python samples: those of one note share a process and a namespace."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from threading import Timer

from .notes import Sample
from .process import TIMEOUT, SampleError, kill_group

WORKER = Path(__file__).with_name("worker.py")
STDERR_LIMIT = 4000


class PythonProcess:
    """The process that runs the Python samples of one note."""

    def __init__(self, note: str, directory: Path, environment: Mapping[str, str]) -> None:
        """Starts the process in a folder of its own."""
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        self._process = subprocess.Popen(
            [sys.executable, str(WORKER), note],
            cwd=directory,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
        self._ended: str | None = None

    def run(self, sample: Sample) -> str:
        """Runs one sample after those before it and returns what it printed."""
        if self._ended:
            raise SampleError(f"not reached: {self._ended}")
        errors_before = os.fstat(self._errors.fileno()).st_size
        reply = self._ask({"source": sample.source, "lines_before": sample.line})
        errors_size = os.fstat(self._errors.fileno()).st_size - errors_before
        errors = os.pread(self._errors.fileno(), errors_size, errors_before).decode("utf-8", "backslashreplace")[
            -STDERR_LIMIT:
        ]
        if reply is None:
            self._ended = f"the sample at {sample.place} {self._how_it_ended()}"
            raise SampleError(f"{self._ended}\n{errors}")
        if reply["traceback"] is not None:
            printed = reply["printed"]
            before = f"it printed:\n{printed}\n" if printed else ""
            raise SampleError(f"it raised an exception\n{before}{errors}{reply['traceback']}")
        return str(reply["printed"])

    def _ask(self, request: Mapping[str, object]) -> dict[str, str | None] | None:
        """Sends a request; None means that the process ended without an answer."""
        assert self._process.stdin
        assert self._process.stdout
        timer = Timer(TIMEOUT, kill_group, [self._process])
        timer.start()
        try:
            print(json.dumps(request), file=self._process.stdin, flush=True)
            answer = self._process.stdout.readline()
        except BrokenPipeError:
            answer = ""
        finally:
            timer.cancel()
            timer.join()
        if not answer:
            return None
        reply: dict[str, str | None] = json.loads(answer)
        return reply

    def _how_it_ended(self) -> str:
        kill_group(self._process)
        status = self._process.wait()
        if status < 0:
            return f"was stopped by signal {-status} (the limit is {TIMEOUT:g} s)"
        return f"ended the process with status {status}"

    def close(self) -> None:
        """Ends the process and what it may have started."""
        kill_group(self._process)
        self._process.communicate()
        self._errors.close()
