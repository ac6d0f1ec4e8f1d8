"""The shop's containers are described as Compose reads them; no container is started."""

from __future__ import annotations

import subprocess
import sys

from support.small_sites import ROOT


def test_its_containers_are_described_as_compose_reads_them() -> None:
    compose = ROOT / "projects/ecommerce-api/reference/compose.yaml"
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(compose)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
