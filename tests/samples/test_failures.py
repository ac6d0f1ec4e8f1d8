"""Each way in which a sample can fail is a problem with its line, and leaves nothing behind."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from nexus_samples import servers
from nexus_samples.process import Limits, MissingToolError
from samples.fences import Ran, fence, run_texts, scratch

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Bash and limits of memory are not there")

LIMITS = Limits(memory=256 * 1024**2, output=20_000)
SLEEP = "4711.0815"
"""Seconds by which what is left running is recognised."""
OUTPUT = "never"


def python(source: str) -> str:
    return fence("python", source, OUTPUT)


def bash(source: str) -> str:
    return fence("bash", source, OUTPUT)


WAYS = {
    "wrong output": (python("print(1)"), "wrong-output", 5),
    "exception": (python("a = 1\n1 / 0"), "sample-failed", 3),
    "time limit": (python("while True: pass"), "sample-stopped", 1),
    "time limit of a program": (bash(f"sleep {SLEEP}"), "sample-stopped", 1),
    "memory": (python("a = bytearray(10**9)"), "sample-failed", 2),
    "missing module": (python("import missing_module.part"), "missing-module", 2),
    "missing server": (python("import os\nos.environ['REDIS_URL']"), "missing-tool", 1),
    "endless output": (python("while True: print('a' * 100)"), "sample-stopped", 1),
    "endless output of a program": (bash("yes"), "sample-stopped", 1),
    "child left running": (bash(f"sleep {SLEEP} &"), "left-running", 1),
    "child in a session of its own": (
        python(
            f"import subprocess\nsubprocess.Popen(['sleep', '{SLEEP}'], start_new_session=True)\nprint('never')"
        ),
        "left-running",
        1,
    ),
    "child without a variable": (
        bash(f"env -i setsid bash -c 'sleep {SLEEP}; true' > /dev/null 2>&1 &"),
        "left-running",
        1,
    ),
    "child of Python without a variable": (
        python(
            f"import subprocess\nsubprocess.Popen(['sleep', '{SLEEP}'], start_new_session=True, env={{}})\n"
            "print('never')"
        ),
        "left-running",
        1,
    ),
    "child of what is stopped": (
        python(
            f"import os, subprocess\nsubprocess.Popen(['sleep', '{SLEEP}'], start_new_session=True, env={{}})\n"
            "os._exit(1)"
        ),
        "sample-failed",
        1,
    ),
    "file outside": (python("open('{outside}/a', 'w')"), "written-outside", 2),
    "file outside by a program": (bash("echo > {outside}/b"), "sample-failed", 2),
    "fence that never closes": ("```python\nprint(1)\n", "unclosed-fence", 1),
    "not reached": (python("import os\nos._exit(1)") + python("print('never')"), "sample-failed", 1),
}
"""A note's text, the code of its first problem, and its line."""
ONLY_LINUX = {
    "memory",
    "child in a session of its own",
    "child without a variable",
    "child of Python without a variable",
    "file outside by a program",
}


@pytest.fixture(scope="module")
def failed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ran, Mapping[str, list[str]]]:
    """What came of them, and what was left in each folder and running."""
    root, outside = tmp_path_factory.mktemp("root"), tmp_path_factory.mktemp("outside")

    def missing(*_: object) -> str:
        raise MissingToolError("redis-server is not installed: install Redis")

    with scratch() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(servers, "find_tool", missing)
        texts = {name: text.replace("{outside}", str(outside)) for name, (text, *_) in WAYS.items()}
        short = {name: texts.pop(name) for name in [*texts] if "time limit" in name}
        ran = run_texts(texts, root, LIMITS)
        ran.outcome.problems += run_texts(short, root, replace(LIMITS, seconds=0.5)).outcome.problems
        left = {
            each: sorted(path.name for path in place.iterdir())
            for each, place in (("scratch", folder), ("root", root), ("outside", outside))
        }
    return ran, {**left, "running": sleeping()}


def sleeping() -> list[str]:
    """Return the processes that sleep as only these samples do."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if SLEEP.encode() in entry.read_bytes():
                found.append(entry.parent.name)
    return found


@pytest.mark.parametrize("way", WAYS)
def test_each_way_to_fail_is_a_problem_with_its_line(failed: tuple[Ran, object], way: str) -> None:
    if way in ONLY_LINUX and sys.platform != "linux":
        pytest.skip("only Linux does this")
    problem = failed[0].problems(way)[0]
    _, code, line = WAYS[way]
    assert (problem.code, problem.span.line) == (code, line), problem.render()
    assert not any(run.passed for run in failed[0].runs(way))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux confines programs")
def test_nothing_is_left_behind(failed: tuple[object, Mapping[str, list[str]]]) -> None:
    assert failed[1] == {"scratch": [], "root": [], "outside": [], "running": []}


def test_what_is_needed_is_said_once(failed: tuple[Ran, object]) -> None:
    ran = failed[0]
    assert [problem.message for problem in ran.outcome.problems if problem.code == "missing-tool"] == [
        "this sample is not run: redis-server is not installed: install Redis"
    ]


def test_what_comes_after_a_sample_that_was_stopped_is_not_reached(failed: tuple[Ran, object]) -> None:
    second = failed[0].problems("not reached")[1]
    assert second.message == "it was not reached: the sample on line 1 ended its process with status 1"
