"""Runs the chat's own tests against a private RabbitMQ, as somebody who tries it out would."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from samples.process import MissingToolError, find_tool, small_environment
from samples.servers import start_rabbitmq
from support.node_packages import package
from support.skipping import absent
from support.small_sites import ROOT

CHAT = ROOT / "projects/chat-application/reference"
SECONDS = 150
"""Far more than they take: to end, not to measure."""


def test_its_tests_pass(tmp_path: Path) -> None:
    packages = package("amqplib").parent
    copy = tmp_path / "chat"
    shutil.copytree(CHAT, copy, ignore=shutil.ignore_patterns("node_modules"))
    (copy / "node_modules").symlink_to(packages)
    try:
        node = find_tool("node")
        with start_rabbitmq() as address:
            # CI makes a test fail, and not skip, that finds no broker.
            environment = small_environment(tmp_path) | {"AMQP_URL": address, "CI": "true"}
            run = subprocess.run(
                [node, "--test", "--test-reporter=spec"],
                cwd=copy,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                timeout=SECONDS,
                check=False,
            )
    except MissingToolError as missing:
        absent(str(missing))
    assert run.returncode == 0, run.stdout
