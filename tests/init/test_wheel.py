"""The wheel has all that a portfolio needs: with it alone, one is begun, built, served, edited and exported.

Its dependencies are those of the environment that runs the tests, so that nothing is fetched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from support.serving import Server, running
from support.small_sites import ROOT

Run = Callable[..., str]
NOTE = """\
---
title: A slow page
problem: The page took nine seconds.
solution: [An index]
skills: [PostgreSQL]
---

PostgreSQL answers in a millisecond now.
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the programs of an environment in which nothing of this project is but its wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    shutil.copytree(ROOT / "hooks", source / "hooks", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-cache-dir", "-q"]
    built = ["wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", str(folder), str(source)]
    subprocess.run([*pip, *built], env=environment(), check=True, capture_output=True)
    venv = folder / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    (packages,) = venv.glob("lib/python*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    (wheel,) = folder.glob("*.whl")
    install = ["--python", str(venv / "bin" / "python"), "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run([*pip, *install], env=environment(), check=True, capture_output=True)
    return venv / "bin"


def environment() -> Mapping[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        "NO_MKDOCS_2_WARNING": "1",
    }


def run(program: Path, *arguments: str, cwd: Path) -> str:
    command = [str(program.parent / "python"), str(program), *arguments]
    if program.name == "mkdocs":
        command[1:2] = ["-m", "mkdocs"]
    done = subprocess.run(
        command, cwd=cwd, env=environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.skipif(os.name != "posix", reason="a virtual environment has its programs elsewhere")
def test_an_empty_folder_becomes_a_portfolio_that_is_built_served_edited_and_exported(
    installed: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "mine"
    assert "mkdocs serve" in run(installed / "nexus", "init", "mine", "--name", "Ada", cwd=tmp_path)
    # It requires this very wheel.
    assert ".whl" in (mine / "requirements.txt").read_text(encoding="utf-8")
    run(installed / "nexus", "check", cwd=mine)
    run(installed / "mkdocs", "build", "--strict", cwd=mine)
    home = (mine / "site/index.html").read_text(encoding="utf-8")
    assert "Ada" in home
    assert "assets/stylesheets/nexus.css" in home
    assert (mine / "site/assets/stylesheets/nexus.css").is_file()
    assert not (mine / "site/projects/my-first-project").exists(), "a draft is the author's alone"
    run(installed / "nexus", "links", "--site", "site", cwd=mine)
    with running(Server(mine, str(installed / "python"), environment())) as server:
        assert "My first project" in server.get("projects/my-first-project/")
        (mine / "challenges-solutions/slow.md").write_text(NOTE, encoding="utf-8")
        assert server.shows("challenges-solutions/slow/", "nine seconds")
    run(installed / "nexus", "export", "../plain", cwd=mine)
    plain = (tmp_path / "plain/mkdocs.yml").read_text(encoding="utf-8")
    assert "nexus\n" not in plain
    assert (tmp_path / "plain/docs/assets/stylesheets/nexus.css").is_file()
    assert (tmp_path / "plain/overrides/main.html").is_file()
