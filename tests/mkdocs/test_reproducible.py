"""The same commit is the same site, byte by byte, whoever builds it, where and when."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from benchmarks.generator import generate
from nexus_core.schema.kinds import KINDS
from support.git_repos import commit
from support.killing import tree
from support.small_sites import ROOT, settings, write
from support.this_site import ADDRESS

# Time stands elsewhere, folders list what they hold the other way round, and new files have other rights.
_PROGRAM = """
import os, runpy, sys
import time_machine

def reversed_scandir(path=".", scandir=os.scandir):
    with scandir(path) as entries:
        found = list(entries)[::-1]
    return Entries(found)

class Entries:
    def __init__(self, found):
        self.next = iter(found).__next__
    def __iter__(self):
        return self
    def __next__(self):
        return self.next()
    def __enter__(self):
        return self
    def __exit__(self, *_):
        pass
    def close(self):
        pass

moment, order, mask, *sys.argv = sys.argv[1:]
os.umask(int(mask, 8))
if order == "reversed":
    listdir = os.listdir
    os.listdir = lambda path=".": listdir(path)[::-1]
    os.scandir = reversed_scandir
traveller = time_machine.travel(float(moment), tick=True)
traveller.start()
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
"""

NOTES = {
    "docs/index.md": "# Home\n\n<!-- nexus/recent -->\n\n<!-- nexus/stats -->\n\n<!-- nexus/timeline -->\n",
    "docs/cv.md": "# CV\n\n<!-- nexus/cv -->\n",
    "learnings/Straße.md": "---\ntags: [x, é, Z]\naliases: [old/]\n---\n\n# Zürich\n\nText.[^1]\n\n[^1]: A note.\n",
    "learnings/äpfel.md": "---\nskills: [Python]\n---\n\n# Äpfel\n",
    "learnings/apfel.md": "---\nskills: [Python]\n---\n\n# apfel\n",
}


@dataclass(frozen=True)
class Machine:
    """What one machine has otherwise than another."""

    environment: Mapping[str, str] = field(default_factory=dict)
    moment: float = 1_700_000_000.0
    order: str = "usual"
    mask: str = "022"
    from_elsewhere: bool = False
    """Whether MkDocs is started in another folder."""
    path: str = "checkout"


USUAL = Machine()
OTHER = Machine(
    {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "LANG": "C",
        "PYTHONHASHSEED": "4242",
        "GIT_CONFIG_COUNT": "4",
        "GIT_CONFIG_KEY_0": "diff.renameLimit",
        "GIT_CONFIG_VALUE_0": "1",
        "GIT_CONFIG_KEY_1": "log.date",
        "GIT_CONFIG_VALUE_1": "relative",
        "GIT_CONFIG_KEY_2": "color.ui",
        "GIT_CONFIG_VALUE_2": "always",
        "GIT_CONFIG_KEY_3": "core.autocrlf",
        "GIT_CONFIG_VALUE_3": "true",
    },
    moment=1_900_000_000.0,
    order="reversed",
    mask="077",
    from_elsewhere=True,
    path="another place/ünd/deeper",
)


def built(origin: Path, folder: Path, machine: Machine, **more: str) -> Mapping[str, bytes | None]:
    """Check a commit out on a machine, build it there, and return the site."""
    root = folder / machine.path
    root.parent.mkdir(parents=True, exist_ok=True)
    environment = {
        **{name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"},
        "PYTHONHASHSEED": "1",
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        "SITE_URL": ADDRESS,
        "NO_MKDOCS_2_WARNING": "1",
        **machine.environment,
        **more,
    }
    subprocess.run(["git", "clone", "-q", "--no-local", str(origin), str(root)], env=environment, check=True)
    command = [sys.executable, "-W", "error", "-c", _PROGRAM, str(machine.moment), machine.order, machine.mask]
    command += ["mkdocs", "build", "--strict", "-f", str(root / "mkdocs.yml")]
    here = folder if machine.from_elsewhere else root
    done = subprocess.run(command, cwd=here, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr
    return tree(root / "site")


def differing(one: Mapping[str, bytes | None], other: Mapping[str, bytes | None]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path, b"-") != other.get(path, b"-"))


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    """A small portfolio with a history."""
    root = tmp_path / "origin"
    generate(root, 8)
    write(root, NOTES)
    shutil.copy(ROOT / ".gitattributes", root)
    commit(root, {"mkdocs.yml": settings(site_url=ADDRESS), ".gitignore": "/site/\n", "docs/a.css": "a {\n}\n"})
    before = {f"learnings/{name}.md": f"# {name}\n\n" + f"A line about {name}.\n" * 9 for name in ("one", "two")}
    commit(root, before)
    after = {f"learnings/now-{index}.md": f"{text}And more.\n" for index, text in enumerate(before.values())}
    return commit(root, {**dict.fromkeys(before), **after}, day="2025-02-02")


def test_a_machine_that_differs_in_everything_builds_the_same_site(origin: Path, tmp_path: Path) -> None:
    usual = built(origin, tmp_path / "here", USUAL)
    # No page says when it was built.
    there = built(origin, tmp_path / "there", OTHER, SOURCE_DATE_EPOCH="1000000000")
    assert differing(there, usual) == []


def test_this_repositorys_own_site_is_the_same_wherever_it_is_built(tmp_path: Path) -> None:
    own = tmp_path / "origin"
    ignore = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for folder in (*(kind.folder for kind in KINDS), "hooks"):
        shutil.copytree(ROOT / folder, own / folder, ignore=ignore)
    for name in ("mkdocs.yml", ".gitignore", ".gitattributes"):
        shutil.copy(ROOT / name, own)
    commit(own, {})
    here = built(own, tmp_path / "here", USUAL)
    there = built(own, tmp_path / "there", OTHER)
    assert differing(here, there) == []
    assert len(here) > 100
