"""Checks a whole test run over notes: identifiers, order, skips and the summary."""

import shutil
from pathlib import Path

import pytest

from . import process, python
from .languages import evaluate
from .notes import read_note
from .runs import NoteRuns
from .test_harness import NOTE, fence

pytest_plugins = ["pytester"]

HERE = Path(__file__).parent


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """A repository with this harness and one note."""
    shutil.copytree(HERE, pytester.path / "tests/samples", ignore=shutil.ignore_patterns("*.pyc"))
    note = pytester.path / NOTE
    note.parent.mkdir(parents=True)
    samples = [
        fence("python", "a = 1"),
        fence("python", "b = a + 1"),
        fence("python", "print(a, b)", "1 2"),
        fence("bash", "echo came", "expected"),
        fence('rust title="a.rs (not run: needs a compiler)"', "fn main() {}"),
    ]
    note.write_text("\n".join(samples), encoding="utf-8")
    return pytester


@pytest.mark.parametrize("options", [[], ["-n2"], ["-n2", "--dist=loadgroup"]], ids=["one", "load", "loadgroup"])
def test_whole_run(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, options: list[str]) -> None:
    """The failure shows where it is, and the summary counts every sample."""
    monkeypatch.setenv("CI", "true")
    arguments = ["tests/samples/test_notes.py", "-Werror", "-pno:cacheprovider", *options]
    result = project.runpytest_subprocess(*arguments)
    result.assert_outcomes(passed=3, failed=1)
    lines = [
        f"*{NOTE}:17: it printed something else*",
        "-expected",
        "+came",
        "samples: bash 1 ran, python 3 ran, rust 1 not run",
        f"{NOTE}:25: rust not run: needs a compiler",
        f"FAILED *[[]{NOTE}:17-bash*",
        "*1 failed, 3 passed, 1 not run*",
    ]
    result.stdout.fnmatch_lines(lines)


def test_a_sample_without_output_that_fails_is_advice(project: pytest.Pytester) -> None:
    """A snippet of a project needs that project: its author is told, and nothing fails."""
    (project.path / NOTE).write_text(fence("python", "Order.objects.all()"), encoding="utf-8")
    result = project.runpytest_subprocess("tests/samples/test_notes.py", "-Werror", "-pno:cacheprovider")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(
        ["samples: python 1 failed", f"{NOTE}:1: python failed (NameError: *add an Output*"]
    )


def test_one_sample_alone(project: pytest.Pytester) -> None:
    """A sample that is selected alone still finds what those before it define."""
    arguments = ["tests/samples/test_notes.py", "-pno:cacheprovider", f"-k{NOTE}:9-python"]
    project.runpytest_subprocess(*arguments).assert_outcomes(passed=1, deselected=4)


@pytest.mark.parametrize(("ci", "outcome"), [("", "skipped"), ("true", "failed")])
def test_missing_program(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, ci: str, outcome: str) -> None:
    """A sample whose program is missing is skipped, but fails in continuous integration."""
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("PATH", str(project.path))
    (project.path / NOTE).write_text(fence("javascript", "console.log(1)", "1"), encoding="utf-8")
    result = project.runpytest_subprocess("tests/samples/test_notes.py", "-rs")
    result.assert_outcomes(**{outcome: 1})
    result.stdout.fnmatch_lines([f"*{NOTE}:1: node is not installed"])


@pytest.mark.parametrize("source", ["python", "bash"])
def test_time_limit(tmp_path: Path, runs: NoteRuns, monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    """A sample that does not end is stopped."""
    monkeypatch.setattr(process, "TIMEOUT", 0.5)
    monkeypatch.setattr(python, "TIMEOUT", 0.5)
    path = tmp_path / "note.md"
    endless = {"python": "while True: pass", "bash": "sleep 60"}[source]
    path.write_text(fence(source, endless), encoding="utf-8")
    document = read_note(path, tmp_path, evaluate)
    (example,) = document
    with pytest.raises(AssertionError, match=r"stopped .*0\.5 s"):
        runs.of(document).evaluate(example)
