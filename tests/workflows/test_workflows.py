"""The workflows are valid, safe to run for anybody's pull request, and each step is a command to run anywhere."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from nexus_core.read.run_record import PATH as RECORD
from support.small_sites import ROOT, write
from workflows.programs import actionlint, program

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))

UNSAFE = """\
on: pull_request_target
jobs:
  greet:
    runs-on: ubuntu-24.04
    steps:
      - run: echo ${{ github.event.pull_request.title }}
      - run: echo ${{ github.nothing }}
"""


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a program at the root of this repository."""
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def read(workflow: Path) -> dict[Any, Any]:
    """Return what a workflow says."""
    content: dict[Any, Any] = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    return content


def jobs() -> list[tuple[str, dict[str, Any]]]:
    """Return the jobs of all workflows, each with its name."""
    return [(f"{path.stem}: {name}", job) for path in WORKFLOWS for name, job in read(path)["jobs"].items()]


def commands() -> list[str]:
    """Return what the steps of all workflows run."""
    return [step["run"] for _, job in jobs() for step in job["steps"] if "run" in step]


def zizmor(path: Path) -> subprocess.CompletedProcess[str]:
    """Audit a file or folder as strictly as can be done without a network."""
    return run(program("zizmor"), "--offline", "--no-progress", "--persona", "pedantic", str(path))


def test_zizmor_finds_nothing() -> None:
    done = zizmor(ROOT / ".github")
    assert done.returncode == 0, done.stdout + done.stderr


def test_actionlint_finds_nothing() -> None:
    done = run(*actionlint(), ".github/workflows/*.yml")
    assert done.returncode == 0, done.stdout
    assert f"{len(WORKFLOWS)} workflow file" in done.stdout


def test_both_find_what_is_wrong(tmp_path: Path) -> None:
    write(tmp_path, {".github/workflows/unsafe.yml": UNSAFE})
    assert "template-injection" in zizmor(tmp_path).stdout
    done = run(*actionlint(), f"{tmp_path}/.github/workflows/*.yml")
    assert done.returncode == 1
    assert 'property "nothing" is not defined' in done.stdout


@pytest.mark.parametrize(
    ("schema", "files"),
    [("github-workflows", WORKFLOWS), ("dependabot", [ROOT / ".github" / "dependabot.yml"])],
    ids=["workflows", "dependabot"],
)
def test_files_are_valid_by_githubs_schemas(schema: str, files: list[Path]) -> None:
    done = run(program("check-jsonschema"), "--builtin-schema", f"vendor.{schema}", *map(str, files))
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_githubs_own_or_the_indexs_at_a_known_commit(workflow: Path) -> None:
    used = re.findall(r"^.*\buses:.*$", workflow.read_text(encoding="utf-8"), re.MULTILINE)
    assert used
    known = r"uses: (?:actions/[\w-]+|pypa/gh-action-pypi-publish)@[0-9a-f]{40} # v\d+\.\d+\.\d+$"
    assert not [line for line in used if not re.search(known, line)]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_begins_without_permissions_and_never_as_the_owner_of_a_fork(workflow: Path) -> None:
    content = read(workflow)
    assert content["permissions"] == {}
    # YAML 1.1 reads the key `on` as true.
    assert content[True].keys() <= {"pull_request", "push", "schedule", "workflow_dispatch"}
    assert "secrets" not in workflow.read_text(encoding="utf-8")


def test_a_job_may_write_only_what_it_is_for() -> None:
    writing = {(name, scope) for name, job in jobs() for scope, how in job["permissions"].items() if how == "write"}
    assert writing == {
        ("links: weekly", "issues"),
        ("pages: deploy", "pages"),
        ("pages: deploy", "id-token"),
        ("release: publish", "id-token"),
    }


def test_the_code_of_notes_runs_only_where_the_repository_can_only_be_read() -> None:
    pages = {name.removeprefix("pages: "): job for name, job in jobs() if name.startswith("pages: ")}
    running = {name for name, job in pages.items() if "samples" in str([step.get("run") for step in job["steps"]])}
    assert running == {"samples"}
    assert pages["samples"]["permissions"] == {"contents": "read"}
    (handed,) = [step for step in pages["samples"]["steps"] if "upload" in step.get("uses", "")]
    assert handed["with"]["path"] == RECORD


def test_a_pull_request_is_only_read() -> None:
    reading = [
        job["permissions"]
        for name, job in jobs()
        if name.startswith(("ci: ", "audit: ")) or name == "links: changed"
    ]
    assert reading == [{"contents": "read"}] * 7


@pytest.mark.parametrize("job", [job for _, job in jobs()], ids=[name for name, _ in jobs()])
def test_a_job_ends_and_leaves_no_credentials(job: dict[str, Any]) -> None:
    assert job["timeout-minutes"] <= 60
    for step in job["steps"]:
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
            assert step["with"]["fetch-depth"] == 0


def test_a_step_runs_one_command_without_expressions() -> None:
    assert not [command for command in commands() if "\n" in command or "${{" in command or "&&" in command]


def test_every_task_that_a_step_runs_is_there() -> None:
    tasks = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["poe"]["tasks"]
    named = {match[1] for command in commands() if (match := re.match(r"poe (?:-q )?([\w-]+)", command))}
    assert named == {
        "notes",
        "site",
        "links",
        "diff",
        "external",
        "properdocs",
        "core",
        "audit",
        "benchmark",
        "plugins",
    }
    assert named <= tasks.keys()


def test_every_python_and_system_that_is_promised_is_tried() -> None:
    matrix = dict(jobs())["ci: machines"]["strategy"]["matrix"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == f">={matrix['python'][0]}"
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]
    systems = {
        name.partition("-")[0] for name in (*matrix["machine"], *(each["machine"] for each in matrix["include"]))
    }
    assert systems == {"ubuntu", "macos", "windows"}


def test_no_strict_build_is_quiet() -> None:
    files = [ROOT / "pyproject.toml", ROOT / ".ci" / "run", *WORKFLOWS, *(ROOT / "tests").rglob("*.py")]
    # With `--quiet` MkDocs counts no warnings, so that a strict build passes with them.
    strict = r"--strict\b"
    quiet = r"(?:--quiet|(?<=[\s\"'])-q)\b"
    both = re.compile(f"{strict}.*{quiet}|{quiet}.*{strict}")
    lines = [f"{path}: {line}" for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    assert [line for line in lines if both.search(line)] == []


def test_a_version_is_published_only_by_an_author_who_switched_it_on_and_from_its_tag() -> None:
    content = read(ROOT / ".github" / "workflows" / "release.yml")
    assert content[True] == {"push": {"tags": ["v*"]}}
    assert content["jobs"]["build"]["if"] == "vars.PUBLISH == 'true'"
    assert content["jobs"]["publish"]["needs"] == "build"


def test_the_versions_and_the_changelog_agree() -> None:
    versions = {
        tomllib.loads((ROOT / path).read_text(encoding="utf-8"))["project"]["version"]
        for path in ("pyproject.toml", "hooks/pyproject.toml")
    }
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    released = re.findall(r"^## \[?(\d+\.\d+\.\d+)", changelog, re.MULTILINE)
    # What is being worked on is the next version; once it is released, its heading is the newest.
    assert len(versions) == 1
    assert "\n## Unreleased\n" in changelog or released[:1] == list(versions)
