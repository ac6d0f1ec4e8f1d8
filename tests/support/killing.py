"""Ends a Python program, or lets it fail, right before the nth time that it changes something in a folder."""

from __future__ import annotations

import atexit
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT) if os.name == "posix" else (signal.SIGTERM,)

_PRELOADED = ("nexus_cli", "nexus_core.storage.files", "nexus_mkdocs.events", "mkdocs.commands.build")
"""What most of the programs begin with: to import it takes longer than what they do."""

# It forks for each program, so that they are imported once; a line in asks for one, a line out is its exit code.
# Python tells an audit hook of whatever it is about to do: https://docs.python.org/3/library/audit_events.html
_SERVER = """
import importlib, json, os, signal, sys, runpy
for name in sys.argv[1:]:
    importlib.import_module(name)
for line in sys.stdin:
    child = os.fork()
    if not child:
        break
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
else:
    sys.exit()

root, moment, number, report, sys.argv, environment = json.loads(line)
for descriptor in range(3):
    os.dup2(os.open(os.devnull, os.O_RDWR), descriptor)
os.environ.clear()
os.environ.update(environment)
os.chdir(root)
done = 0
changing = {"os.rename", "os.link", "os.symlink", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "os.truncate"}

def notice(event, args):
    global done
    if event not in changing and event != "open":
        return
    inside = any(isinstance(path, (str, os.PathLike)) and os.fspath(path).startswith(root) for path in args[:2])
    writes = event != "open" or (isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    # Python removes a tree by names in an open folder.
    if writes and (inside or event in {"os.remove", "os.rmdir"}):
        done += 1
        if done == moment:
            if number < 0:
                raise OSError(-number, os.strerror(-number))
            os.kill(os.getpid(), number)

sys.dont_write_bytecode = True
sys.addaudithook(notice)
try:
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
finally:
    descriptor = os.open(report, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.write(descriptor, str(done).encode())
"""


@cache
def _server() -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", _SERVER, *_PRELOADED]
    server = subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    )
    atexit.register(server.communicate)
    return server


def run(root: Path, command: Sequence[str], report: Path, moment: int = 0, number: int = 0) -> int:
    """Run a module with arguments in a folder, and return its exit code.

    At a moment it is ended by a signal, or what it is about to do fails with an error of the system, given as a
    negative number.
    """
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    server = _server()
    assert server.stdin
    assert server.stdout
    server.stdin.write(json.dumps([str(root), moment, number, str(report), list(command), environment]) + "\n")
    return int(server.stdout.readline())


def changes(root: Path, command: Sequence[str], report: Path) -> int:
    """Run a module to its end, and return how often it changed something in the folder."""
    assert run(root, command, report) == 0
    return int(report.read_text(encoding="utf-8"))


def moments(number: int, most: int, seed: int) -> Iterator[tuple[int, int]]:
    """Yield moments at which to end a program that changes something so often, each with a signal."""
    chosen = random.Random(seed)  # noqa: S311
    picked = chosen.sample(range(1, number + 1), min(most, number))
    return ((moment, chosen.choice(SIGNALS)) for moment in sorted(picked))


def tree(root: Path) -> Mapping[str, bytes | None]:
    """Return what is in a folder: the content of each file, and nothing for each folder."""
    return {
        path.relative_to(root).as_posix(): None if path.is_dir() else path.read_bytes()
        for path in sorted(root.rglob("*"))
    }
