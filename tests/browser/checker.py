"""Finds the Nu HTML checker, the one behind validator.w3.org, and lets it read a whole site."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from support.skipping import absent
from support.small_sites import ROOT

JAR = ROOT / ".ci" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def invalid(folder: Path) -> list[str]:
    """Return what is invalid in the HTML files of a folder, as `file:line: message: the place`."""
    java = shutil.which("java")
    if not java or not JAR.is_file():
        absent("no HTML checker: install Java 11 or later and run `npm install --prefix .ci --ignore-scripts`")
    # It runs for seconds: what a thorough compilation would save is less than it costs.
    command = [java, "-Xss2m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(JAR)]
    command += ["--skip-non-html", "--errors-only", "--format", "json", "--stdout"]
    # Its exit status only says whether there are messages.
    done = subprocess.run([*command, "--exit-zero-always", str(folder)], capture_output=True, check=True)
    messages = json.loads(done.stdout)["messages"]
    return sorted(
        f"{message['url'].partition(folder.name)[2].lstrip('/')}:{message.get('lastLine', '')}: "
        f"{message['message']}: {' '.join(message.get('extract', '').split())}"
        for message in messages
    )
