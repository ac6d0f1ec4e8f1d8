"""Compares builds of generated portfolios: this project against plain Material on the same notes.

    python tests/benchmarks 300 1000

Each figure is the CPU time of a whole process, the median of paired runs; what counts is the ratio. Nothing here
judges a time: machines differ.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from benchmarks.generator import SECTIONS, generate  # noqa: E402 # found by the line above

SETTINGS = """\
site_name: Benchmark
site_url: http://127.0.0.1/
theme:
  name: material
  font: false
  features: [navigation.tabs, navigation.indexes, navigation.prune, navigation.footer]
plugins: [search]
markdown_extensions:
  - attr_list
  - def_list
  - md_in_html
  - tables
  - toc: { permalink: true }
  - pymdownx.highlight
  - pymdownx.superfences
"""


@dataclass(frozen=True)
class Build:
    """What one build cost and gave."""

    cpu: float
    """Seconds of the process and its children, in user and system."""
    memory: int
    """Peak, in MB."""
    output: int
    """kB of all files."""
    page: int
    """The median size of a page's HTML, in bytes."""


def main() -> None:
    """Run the comparison and print it as Markdown, or as JSON."""
    parser = argparse.ArgumentParser(prog="python tests/benchmarks", description=__doc__.split("\n")[0])
    parser.add_argument("sizes", type=int, nargs="*", default=[300, 1000], help="numbers of notes")
    parser.add_argument("--runs", type=int, default=3, help="paired runs, of which the median counts")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    given = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for size in given.sizes:
            ours, plain = _projects(Path(folder), size)
            pairs = [(_built(ours), _built(plain)) for _ in range(given.runs)]
            rows.append((size, _median([pair[0] for pair in pairs]), _median([pair[1] for pair in pairs])))
    if given.json:
        print(json.dumps([{"notes": size, "ours": asdict(a), "plain": asdict(b)} for size, a, b in rows], indent=2))
    else:
        print(_table(rows))


def _projects(folder: Path, size: int) -> tuple[Path, Path]:
    """Make the same notes twice: as a portfolio, and as pages of plain Material."""
    ours, plain = folder / f"ours-{size}", folder / f"plain-{size}"
    generate(ours, size)
    shutil.copytree(ours / "docs", plain / "docs")
    for section in SECTIONS:
        shutil.copytree(ours / section, plain / "docs" / section)
    (ours / "mkdocs.yml").write_text(f"hooks: [{ROOT / 'hooks' / 'portfolio.py'}]\n{SETTINGS}", encoding="utf-8")
    (plain / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    return ours, plain


def _built(project: Path) -> Build:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": "0"}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    subprocess.run(command, cwd=project, env=environment, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    files = [path.stat().st_size for path in (project / "site").rglob("*") if path.is_file()]
    pages = [path.stat().st_size for path in (project / "site").rglob("index.html")]
    return Build(
        cpu=after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        memory=after.ru_maxrss // 1024,
        output=sum(files) // 1024,
        page=int(statistics.median(pages)),
    )


def _median(builds: list[Build]) -> Build:
    return sorted(builds, key=lambda build: build.cpu)[len(builds) // 2]


def _table(rows: list[tuple[int, Build, Build]]) -> str:
    lines = [
        "| notes | CPU, ours | plain | ratio | memory, ours | kB a note, ours | plain | median page, ours |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {size:,} | {ours.cpu:.1f} s | {plain.cpu:.1f} s | {ours.cpu / plain.cpu:.2f} | {ours.memory} MB "
        f"| {ours.output / size:.0f} | {plain.output / size:.0f} | {ours.page:,} B |"
        for size, ours, plain in rows
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
