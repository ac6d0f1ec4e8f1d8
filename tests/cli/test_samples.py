"""`nexus samples` runs what it is asked for, says what is wrong, and records what ran."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.conftest import Run
from nexus_core.model.loading import load
from nexus_core.read.run_record import PATH, read_record
from support.git_repos import commit, git
from support.small_sites import repository_in, write

NOTE = "learnings/note.md"
TEXT = """\
# Note

```python
a = 1
```

```python
print(a)
```

```text title="Output"
1
```

```json
{}
```

```rust title="(not run: needs a compiler)"
```

```zig
```
"""
CHANGES = {
    "a changed character": ("print(a)", "print( a)"),
    "a changed Output": ("\n1\n", "\n1 \n"),
    "a changed earlier fence": ("a = 1", "a = 1.0"),
}


def marks(root: Path) -> list[int]:
    """Return the lines of the samples of the note that a build would mark."""
    record = read_record(root)
    assert record
    return [sample.line for sample, _ in load(repository_in(root), record=record).portfolio.notes[NOTE].runs]


def test_what_runs_is_recorded_and_counted(nexus: Run, root: Path) -> None:
    write(root, {NOTE: TEXT})
    result = nexus("samples")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines() == [
        "2 samples ran, 1 checked, no problems",
        f"{NOTE}:19: not run: needs a compiler",
        "not run, as nothing here runs zig: 1",
    ]
    assert marks(root) == [3, 7, 15]


@pytest.mark.parametrize("change", CHANGES)
def test_what_has_changed_loses_its_mark_until_it_runs_again(nexus: Run, root: Path, change: str) -> None:
    write(root, {NOTE: TEXT})
    nexus("samples")
    write(root, {NOTE: TEXT.replace(*CHANGES[change])})
    assert 7 not in marks(root)
    nexus("samples")
    assert (7 in marks(root)) is (change != "a changed earlier fence")


def test_a_failing_run_takes_the_mark_away(nexus: Run, root: Path) -> None:
    text = '# Note\n\n```python\nprint(open("../../../../flag").read())\n```\n\n```text title="Output"\nyes\n```\n'
    flag = root / "flag"
    write(root, {NOTE: text.replace("../../../../flag", flag.as_posix()), "flag": "yes"})
    assert nexus("samples").exit_code == 0
    assert marks(root) == [3]
    flag.write_text("no", encoding="utf-8")
    result = nexus("samples", "--format", "json")
    assert result.exit_code == 1
    (problem,) = json.loads(result.stdout)["problems"]
    assert [problem[name] for name in ("path", "line", "code", "expected", "got")] == [
        NOTE,
        7,
        "wrong-output",
        "yes\n",
        "no\n",
    ]
    assert marks(root) == []


def test_advice_counts_if_it_is_asked_to(nexus: Run, root: Path) -> None:
    write(root, {NOTE: "```python\nOrder.objects.all()\n```\n"})
    assert (nexus("samples").exit_code, nexus("samples", "--strict").exit_code) == (0, 1)
    annotation = nexus("samples", "--format", "github").stdout
    assert annotation.startswith(
        f"::notice file={NOTE},line=2,col=1,endColumn=2,title=sample-failed::it raised NameError"
    )


def test_paths_and_a_revision_narrow_it_and_the_rest_of_the_record_stays(nexus: Run, root: Path) -> None:
    commit(root, {NOTE: TEXT, "learnings/other.md": "```json\n[]\n```\n", "README.md": "```json\n[1\n```\n"})
    assert "2 samples ran, 1 checked" in nexus("samples", NOTE).stderr
    assert "0 samples ran, 1 checked" in nexus("samples", "learnings/other.md").stderr
    assert len(json.loads((root / PATH).read_text(encoding="utf-8"))["runs"]) == 4
    commit(root, {"learnings/other.md": "```json\n[2]\n```\n"})
    assert "0 samples ran, 1 checked" in nexus("samples", "--changed-since", "HEAD~1").stderr
    assert git(root, "status", "--porcelain") == b""
    assert nexus("samples", "README.md").stdout.startswith("README.md:1:1: advice: not valid JSON")
    assert nexus("samples", "--changed-since", "nothing").exit_code == 2
