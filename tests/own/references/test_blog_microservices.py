"""Runs the blog's own tests, as somebody who tries it out would: they start their own PostgreSQL and processes."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import gettempdir

import pytest

from samples.process import MissingToolError, small_environment
from samples.servers import find_postgres, find_user
from support.skipping import absent
from support.small_sites import ROOT

BLOG = ROOT / "projects/blog-microservices/reference"
SECONDS = 300
"""Far more than they take: to end, not to measure."""


def test_its_tests_pass(tmp_path: Path) -> None:
    try:
        find_postgres()
        find_user()
    except MissingToolError as missing:
        absent(str(missing))
    # Not in the test's own folder: the server runs as another user, and a socket's path has to be short.
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    with subprocess.Popen(
        command,
        cwd=BLOG,
        env=small_environment(tmp_path) | {"TMPDIR": gettempdir()},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        try:
            printed, _ = process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            # First asked to stop, so that the tests end the servers that they started.
            os.killpg(process.pid, signal.SIGINT)
            printed, _ = process.communicate(timeout=60)
            pytest.fail(f"stopped after {SECONDS} s:\n{printed}", pytrace=False)
    if process.returncode:
        pytest.fail(printed, pytrace=False)
