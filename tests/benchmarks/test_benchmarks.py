"""The benchmark measures what it says: notes like the real ones, the same each time, and our own code's time."""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import own_work
from benchmarks.generator import SECTIONS, generate
from support.small_sites import ROOT, build_site, write


def _notes(root: Path) -> list[str]:
    # The folders' own pages, and the projects that say nothing yet, are no measure of a note.
    files = [path for section in SECTIONS for path in sorted((root / section).rglob("*.md"))]
    return [path.read_text(encoding="utf-8") for path in files if path.name != "README.md"]


@pytest.mark.parametrize(
    "counted",
    [
        pytest.param(len, id="size"),
        pytest.param(lambda text: len(re.findall("^## ", text, re.M)), id="headings"),
        pytest.param(lambda text: len(re.findall("^```[a-z]", text, re.M)), id="blocks of code"),
        pytest.param(lambda text: len(re.findall("`[^`\n]+`", text)), id="inline code"),
        pytest.param(lambda text: text.count("]("), id="links"),
        pytest.param(lambda text: len(re.findall("^[-*] ", text, re.M)), id="list items"),
        pytest.param(lambda text: len(re.findall(r"^\| ---", text, re.M)), id="tables"),
    ],
)
def test_generated_notes_are_like_the_real_ones(counted: Callable[[str], int], tmp_path: Path) -> None:
    generate(tmp_path, 60)
    made, real = (statistics.mean(map(counted, _notes(root))) for root in (tmp_path, ROOT))
    assert made == pytest.approx(real, rel=0.5)


def test_the_same_notes_are_generated_each_time(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    generate(first, 20)
    generate(second, 20)
    assert _notes(first) == _notes(second)


def test_generated_notes_have_nothing_wrong(tmp_path: Path) -> None:
    generate(tmp_path, 12)
    assert build_site(tmp_path).warnings == []


def test_time_is_counted_for_the_code_that_takes_it(tmp_path: Path) -> None:
    generate(tmp_path, 12)
    write(tmp_path, {"mkdocs.yml": f"site_name: Test\nhooks: [{ROOT / 'hooks/portfolio.py'}]\ntheme: material\n"})
    done = subprocess.run(
        [sys.executable, own_work.__file__], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout)
    assert found["own"] > 0
    assert found["others"]["markdown"] > 0
    assert sum(found["modules"].values()) == pytest.approx(found["own"] + found["in place of others"], abs=0.1)
    assert all((ROOT / "hooks" / module).is_file() for module in (*found["modules"], *own_work.STAND_INS))
