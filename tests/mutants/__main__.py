"""Changes the reader, the catalogue and the evidence rule in a thousand small ways, and says what no test notices.

    python tests/mutants

mutmut makes the changes; [tool.mutmut] in pyproject.toml says where, and which tests are asked. It fails where
fewer than 90% of the mutants are killed, or where one survives that README.md beside this file doesn't explain.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
WORK = ROOT / ".cache" / "mutants"
EXPLANATIONS = Path(__file__).with_name("README.md")
WANTED = 90


def main() -> int:
    """Make and try all mutants, print those that nothing explains and the figures; 1 where they are not good."""
    _lay_out()
    _mutmut("run", "--max-children", "1")
    survivors = re.findall(r"^\s*(\S+): (?:survived|no tests|suspicious)$", _mutmut_says("results"), re.MULTILINE)
    explained = EXPLANATIONS.read_text(encoding="utf-8").splitlines()
    unexplained = [diff for name in survivors if not _is_explained(diff := _changes(name), explained)]
    for diff in unexplained:
        print("", *diff, sep="\n")
    _mutmut_says("export-cicd-stats")
    figures = json.loads((WORK / "mutants" / "mutmut-cicd-stats.json").read_text(encoding="utf-8"))
    total = figures["total"]
    killed = 100 * (total - len(survivors)) / total
    print(f"\n{killed:.1f}% of {total} mutants are killed; {len(survivors)} live, {len(unexplained)} unexplained")
    return int(killed < WANTED or bool(unexplained))


def _lay_out() -> None:
    """Lead from a folder `src`, the only one beside the root that mutmut imports from, to what it shall change."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    for name, target in {"src": "hooks", "tests": "tests", "pyproject.toml": "pyproject.toml"}.items():
        (WORK / name).symlink_to(ROOT / target)


def _changes(name: str) -> list[str]:
    """The lines that a mutant takes away and puts in, without their indentation."""
    found = re.findall(r"^([-+])(?![-+]{2} )\s*(.*)$", _mutmut_says("show", name), re.MULTILINE)
    return [f"{sign} {line}" for sign, line in found]


def _is_explained(diff: list[str], explained: list[str]) -> bool:
    return any(diff == explained[start : start + len(diff)] for start in range(len(explained)) if diff)


def _mutmut(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "mutmut", *arguments], cwd=WORK, check=True)


def _mutmut_says(*arguments: str) -> str:
    command = [sys.executable, "-m", "mutmut", *arguments]
    return subprocess.run(command, cwd=WORK, check=True, capture_output=True, encoding="utf-8").stdout


if __name__ == "__main__":
    sys.exit(main())
