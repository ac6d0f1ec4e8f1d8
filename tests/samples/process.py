"""Runs a program on a sample, with a small environment and a time limit."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

TIMEOUT = 30.0


class SampleError(Exception):
    """A sample did not do what its note says."""


class MissingToolError(Exception):
    """A program that the sample needs is not installed on this machine."""


def find_tool(name: str) -> str:
    """Finds a program in PATH."""
    found = shutil.which(name)
    if found is None:
        raise MissingToolError(f"{name} is not installed")
    return found


def small_environment(home: Path) -> dict[str, str]:
    """Gives the variables every sample runs with: nothing of the user's own."""
    scripts = str(Path(sys.executable).parent)
    return {
        "PATH": os.pathsep.join([scripts, os.environ.get("PATH", os.defpath)]),
        "HOME": str(home),
        "TMPDIR": str(home),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def kill_group(process: subprocess.Popen[str]) -> None:
    """Ends a process started in a session of its own, with all its children."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def run_program(
    arguments: Sequence[str],
    *,
    directory: Path,
    environment: Mapping[str, str],
    text: str = "",
    merge_errors: bool = False,
) -> str:
    """Runs a program to its end and returns what it printed."""
    with subprocess.Popen(
        arguments,
        cwd=directory,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if merge_errors else subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="backslashreplace",
        start_new_session=True,
    ) as process:
        try:
            printed, errors = process.communicate(text, timeout=TIMEOUT)
        except subprocess.TimeoutExpired:
            kill_group(process)
            printed, errors = process.communicate()
            raise SampleError(f"stopped after {TIMEOUT:g} s; it printed:\n{printed}{errors or ''}") from None
        finally:
            kill_group(process)
    if process.returncode:
        name = Path(arguments[0]).name
        raise SampleError(f"{name} ended with status {process.returncode}:\n{printed}{errors or ''}")
    return printed
