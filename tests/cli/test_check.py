"""`nexus check` prints every problem with its place and ends with a code that a script can use."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.conftest import Run
from support.small_sites import write

BROKEN = {
    "learnings/a.md": "---\nskills: [Pythn]\n---\n\n# A\n",
    "projects/b/README.md": "---\nstatus: done\nskills: [SQL]\n---\n",
}

PRINTED = """\
learnings/a.md:2:10: unknown skill 'Pythn': did you mean 'Python'? A new one goes into docs/skills/README.md:3
    2 | skills: [Pythn]
      |          ^^^^^

projects/b/README.md:2:9: unknown status 'done': did you mean 'completed'?
    2 | status: done
      |         ^^^^
"""


def test_nothing_wrong_exits_with_0(nexus: Run) -> None:
    result = nexus("check", "--no-advice")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "4 notes: no problems\n"


def test_problems_are_printed_in_order_and_exit_with_1(nexus: Run, root: Path) -> None:
    write(root, BROKEN)
    result = nexus("check", "--no-advice")
    assert (result.exit_code, result.stdout) == (1, PRINTED)
    assert result.stderr == "6 notes: 2 problems\n"


@pytest.mark.parametrize(
    ("paths", "files"),
    [
        (["learnings"], {"learnings/a.md"}),
        (["projects/b/README.md"], {"projects/b/README.md"}),
        (["."], set(BROKEN)),
        (["docs", "learnings/a.md"], {"learnings/a.md"}),
    ],
)
def test_paths_limit_what_is_printed(nexus: Run, root: Path, paths: list[str], files: set[str]) -> None:
    write(root, BROKEN)
    result = nexus("check", "--no-advice", "--format", "json", *paths)
    assert {problem["path"] for problem in json.loads(result.stdout)["problems"]} == files
    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere.md"], "there is no file or folder nowhere.md"),
        (["/"], "is not in the portfolio"),
        (["--root", "projects/shop"], "is not a portfolio"),
        (["--format", "xml"], "'xml' is not one of"),
    ],
)
def test_what_cannot_run_exits_with_2_and_says_why(nexus: Run, arguments: list[str], message: str) -> None:
    result = nexus("check", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_json_has_stable_names(nexus: Run, root: Path) -> None:
    write(root, BROKEN)
    first = json.loads(nexus("check", "--no-advice", "--format", "json").stdout)["problems"][0]
    assert first == {
        "path": "learnings/a.md",
        "line": 2,
        "column": 10,
        "code": "unknown-skill",
        "severity": "error",
        "message": "unknown skill 'Pythn'",
        "hint": "did you mean 'Python'? A new one goes into docs/skills/README.md:3",
        "target": "",
    }


def test_annotations_are_the_default_in_github_actions(
    nexus: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(root, {"learnings/a,b.md": '---\nskills: ["100%\\n::x"]\n---\n'})
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    result = nexus("check", "--no-advice")
    assert result.stdout == (
        "::error file=learnings/a%2Cb.md,line=2,col=10,endColumn=21,title=unknown-skill::"
        "unknown skill '100%25 ::x': add it to the catalogue in docs/skills/README.md:3\n"
    )
    assert result.exit_code == 1


ADVICE = {
    "docs/index.md": "---\nprofile: { headline: Engineer, contacts: [{ label: GitHub, url: }] }\n---\n\n# Home\n",
    "learnings/a.md": "# A\n\nTODO: write.\n\n```\nTODO in code\n```\n\n[shop](../projects/shop/README.md)\n",
    "projects/b/README.md": "---\nskills: [SQL]\n---\n\n[a](../../learnings/a.md)\n",
}


def test_advice_is_given_and_is_no_failure(nexus: Run, root: Path) -> None:
    write(root, ADVICE)
    result = nexus("check", "--format", "json")
    found = {(p["path"], p["line"], p["code"]) for p in json.loads(result.stdout)["problems"]}
    assert found == {
        ("challenges-solutions/performance-issues/README.md", 1, "no-skill"),
        ("challenges-solutions/performance-issues/README.md", 1, "orphan"),
        ("docs/index.md", 2, "unreachable-author"),
        ("docs/index.md", 2, "incomplete-profile"),
        ("docs/skills/README.md", 5, "claimed-skill"),
        ("learnings/a.md", 1, "no-skill"),
        ("learnings/a.md", 3, "placeholder"),
        ("projects/b/README.md", 1, "no-description"),
        ("projects/b/README.md", 1, "no-image"),
        ("projects/b/README.md", 1, "orphan"),
        ("projects/b/README.md", 2, "unshown-skill"),
        ("projects/shop/README.md", 1, "no-image"),
    }
    assert result.exit_code == 0


def test_strict_makes_advice_a_failure(nexus: Run, root: Path) -> None:
    write(root, ADVICE)
    assert nexus("check", "--strict").exit_code == 1
