"""Runs the shop's own tests against a private PostgreSQL and Redis, as somebody who tries it out would."""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from samples.process import MissingToolError, small_environment
from samples.servers import start_postgres, start_redis
from support.skipping import absent
from support.small_sites import ROOT

SHOP = ROOT / "projects/ecommerce-api/reference"
SECONDS = 120
"""Far more than they take: to end, not to measure."""


def test_its_tests_pass(tmp_path: Path) -> None:
    with ExitStack() as servers:
        try:
            postgres = servers.enter_context(start_postgres())
            redis = servers.enter_context(start_redis())
        except MissingToolError as missing:
            absent(str(missing))
        environment = small_environment(tmp_path) | {
            "DATABASE_URL": postgres.url("postgres"),
            "REDIS_URL": f"unix://{redis.path}",
            "PROVIDER_URL": "http://127.0.0.1:1",
            "WEBHOOK_SECRETS": "unused",
            "SECRET_KEY": "unused",
        }
        run = subprocess.run(
            [sys.executable, "-W", "error", "manage.py", "test", "--noinput"],
            cwd=SHOP,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    assert run.returncode == 0, run.stdout


def test_its_containers_are_described_as_compose_reads_them() -> None:
    """As a schema has it: no container is started."""
    run = subprocess.run(
        [
            *(sys.executable, "-m", "check_jsonschema"),
            *("--builtin-schema", "vendor.compose-spec", str(SHOP / "compose.yaml")),
        ],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert run.returncode == 0, run.stdout
