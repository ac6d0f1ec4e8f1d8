"""Runs packages from npm, which other people wrote, on what the site publishes. `.ci/package.json` names them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import NoReturn

from support.skipping import absent
from support.small_sites import ROOT

_FOLDER = ROOT / ".ci"


def package(name: str) -> Path:
    """Return the folder of a package."""
    folder = _FOLDER / "node_modules" / name
    return folder if folder.is_dir() else _absent(name)


def run_module(script: str, text: str, *packages: str) -> str:
    """Run JavaScript that imports some packages and reads a text, and return what it writes."""
    node = shutil.which("node") or _absent("Node.js")
    for name in packages:
        package(name)
    command = [node, "--input-type=module", "--eval", script]
    done = subprocess.run(command, cwd=_FOLDER, input=text, capture_output=True, check=True, encoding="utf-8")
    return done.stdout


def mistyped(source: Path) -> str:
    """Return what TypeScript finds wrong in a file."""
    node = shutil.which("node") or _absent("Node.js")
    compiler = package("typescript") / "bin" / "tsc"
    options = [
        "--noEmit",
        "--strict",
        "--skipLibCheck",
        "--target",
        "es2022",
        "--module",
        "nodenext",
        "--types",
        "",
    ]
    done = subprocess.run([node, str(compiler), *options, str(source)], capture_output=True, check=False, text=True)
    return done.stdout


def _absent(name: str) -> NoReturn:
    absent(f"no {name}: install Node.js 20 or later and run `npm install --prefix .ci --ignore-scripts`")
