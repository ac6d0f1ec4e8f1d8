"""Runs requests one after the other in one process: a note's Python samples, or checks of data.

`workers.py` starts it as a program: `python worker.py NAME FOLDER MEMORY CAPTURE`. It reads a JSON object per line
from standard input and answers each with one on standard output. What a request prints goes into the file CAPTURE.
"""

from __future__ import annotations
import __future__

import json
import linecache
import os
import sys
import traceback
import types
from collections.abc import Callable, Mapping
from typing import Any

FUTURES = sum({getattr(__future__, name).compiler_flag for name in __future__.all_feature_names})


class Namespace:
    """The module that the samples of a note build up together."""

    def __init__(self, filename: str) -> None:
        """Install an empty `__main__`, as for a script that is being run."""
        self.filename = filename
        self.lines: list[str] = []
        self.flags = 0
        self.module = types.ModuleType("__main__")
        sys.modules["__main__"] = self.module

    def run(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """Run one sample, and say what it raised, if anything."""
        os.environ.update(request["environment"])
        source, before = request["source"], request["lines_before"]
        lines = source.splitlines(keepends=True)
        self.lines += ["\n"] * (before + len(lines) - len(self.lines))
        self.lines[before : before + len(lines)] = lines
        linecache.cache[self.filename] = (0, None, self.lines, self.filename)
        try:
            code = compile("\n" * before + source, self.filename, "exec", flags=self.flags, dont_inherit=True)
            self.flags |= code.co_flags & FUTURES
            exec(code, self.module.__dict__)
        except BaseException as error:
            return self._raised(error)
        return {}

    def _raised(self, error: BaseException) -> Mapping[str, Any]:
        trace = error.__traceback__.tb_next if error.__traceback__ else None
        text = "".join(traceback.format_exception(type(error), error, trace))
        own = [frame.lineno for frame in traceback.extract_tb(trace) if frame.filename == self.filename]
        line = error.lineno if isinstance(error, SyntaxError) and error.filename == self.filename else None
        name = error.name if isinstance(error, ModuleNotFoundError) else None
        outside = error.filename if isinstance(error, PermissionError) else None
        said = traceback.format_exception_only(type(error), error)[-1].strip()
        return {
            "raised": said,
            "traceback": text,
            "line": line or (own or [0])[-1],
            "module": name,
            "outside": outside,
        }


def main(name: str, folder: str, memory: int, capture: str) -> None:
    """Answer requests until standard input is closed.

    Args:
        name: the note's path, or nothing for checks of data.
        folder: the only folder that may be written to.
        memory: the bytes that the process may take.
        capture: the file that takes what is printed.
    """
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    from nexus_samples.confined import confine  # noqa: PLC0415

    run: Callable[[Mapping[str, Any]], Mapping[str, Any]]
    if name:
        run = Namespace(name).run
    else:
        from nexus_samples.data import check as run  # noqa: PLC0415

    requests = os.fdopen(os.dup(0), encoding="utf-8")
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(os.open(capture, os.O_WRONLY | os.O_APPEND), 1)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", buffering=1, closefd=False)
    sys.path[0] = os.getcwd()
    confine(folder, memory)
    for line in requests:
        reply = run(json.loads(line))
        sys.stdout.flush()
        print(json.dumps(reply), file=replies, flush=True)
    os._exit(0)


if __name__ == "__main__":
    own_module = sys.modules["__main__"]  # Kept alive when the note's module takes its place.
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4])
