"""The core outlives MkDocs: it can be imported and tested where MkDocs is not installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent

# An import system in which nothing of MkDocs can be found, then the whole core, then its tests but this one.
PROGRAM = """
import importlib, pkgutil, sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"mkdocs", "material", "mergedeep", "ghp_import"}:
            raise ModuleNotFoundError(f"{name} is not installed", name=name)

sys.meta_path.insert(0, Absent())
sys.path.insert(0, HOOKS)
import nexus_core
for module in pkgutil.walk_packages(nexus_core.__path__, "nexus_core."):
    importlib.import_module(module.name)
assert not {"mkdocs", "material"} & set(sys.modules)
from nexus_core.model.loading import load
from nexus_core.read.repository import Repository
from nexus_core.schema.kinds import FOLDERS
assert load(Repository(ROOT, FOLDERS)).portfolio.notes
print("independent")
"""


def test_the_core_works_without_mkdocs() -> None:
    root = HERE.parent
    setup = f"from pathlib import Path\nHOOKS = {str(root / 'hooks')!r}\nROOT = Path({str(root)!r})\n"
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", setup + PROGRAM], capture_output=True, text=True, check=False
    )
    assert (run.stdout, run.stderr) == ("independent\n", "")
