"""Runs the Python samples of one note, one request after the other, in one namespace.

This program is started by `python.py` in a process of its own. It reads a JSON object per line
from standard input and answers each with a JSON object on a line of standard output.
"""

import __future__

import json
import linecache
import os
import sys
import tempfile
import traceback
import types
from typing import TypedDict

FUTURES = sum({getattr(__future__, name).compiler_flag for name in __future__.all_feature_names})


class Request(TypedDict):
    """A sample to run, with the number of note lines before its first line."""

    source: str
    lines_before: int


class Reply(TypedDict):
    """What the sample printed, and its traceback if it raised."""

    printed: str
    traceback: str | None


class Namespace:
    """The module that the samples of a note build up together."""

    def __init__(self, filename: str) -> None:
        """Installs an empty `__main__`, as for a script that is being run."""
        self.filename = filename
        self.lines: list[str] = []
        self.flags = 0
        self.module = types.ModuleType("__main__")
        sys.modules["__main__"] = self.module

    def run(self, request: Request) -> str | None:
        """Runs one sample and returns its traceback, if any."""
        lines = request["source"].splitlines(keepends=True)
        before = request["lines_before"]
        self.lines += ["\n"] * (before + len(lines) - len(self.lines))
        self.lines[before : before + len(lines)] = lines
        linecache.cache[self.filename] = (0, None, self.lines, self.filename)
        text = "\n" * before + request["source"]
        try:
            code = compile(text, self.filename, "exec", flags=self.flags, dont_inherit=True)
            self.flags |= code.co_flags & FUTURES
            exec(code, self.module.__dict__)
        except BaseException as error:
            own_frame = error.__traceback__
            without = own_frame.tb_next if own_frame else None
            return "".join(traceback.format_exception(type(error), error, without))
        return None


def main(filename: str) -> None:
    """Answers requests until standard input is closed."""
    requests = os.fdopen(os.dup(0), encoding="utf-8")
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    with open(os.devnull, "rb") as nothing, tempfile.TemporaryFile() as capture, requests, replies:
        os.dup2(nothing.fileno(), 0)
        os.dup2(capture.fileno(), 1)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", buffering=1, closefd=False)
        namespace = Namespace(filename)
        for line in requests:
            start = os.lseek(1, 0, os.SEEK_CUR)
            failure = namespace.run(json.loads(line))
            sys.stdout.flush()
            size = os.lseek(1, 0, os.SEEK_CUR) - start
            printed = os.pread(1, size, start).decode("utf-8", "backslashreplace")
            reply = Reply(printed=printed, traceback=failure)
            print(json.dumps(reply), file=replies, flush=True)


if __name__ == "__main__":
    own_module = sys.modules["__main__"]  # Kept alive when the note's module takes its place.
    sys.path[0] = os.getcwd()
    main(sys.argv[1])
