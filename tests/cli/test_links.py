"""`nexus links` says which line to mend, in the forms that people and programs read, and by its exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from nexus_cli import main
from support.small_sites import write

SETTINGS = """\
site_name: Handbook
site_url: https://docs.invalid-host.dev/handbook/
theme: mkdocs
extra:
  link_fields: [repo]
"""
BROKEN = {
    "mkdocs.yml": SETTINGS,
    "docs/index.md": (
        "---\nrepo: https://github.com/your-name/x\n---\n\n# Home\n\n[gone](gone.md) and [here](page.md#ther)\n"
    ),
    "docs/page.md": "# Page\n\n## There\n",
}
STOPPING = [
    (f"import sys\nfrom mkdocs.exceptions import *\ndef on_{event}(*args, **kwargs):\n    {stop}\n", message)
    for event, stop, message in (
        ("page_content", "raise PluginError('no such module: core')", "no such module: core"),
        ("post_build", "raise Abort('enough')", "the build stopped: enough"),
        ("env", "sys.exit(0)", "SystemExit: 0"),
        ("files", "{}['key']", "KeyError: 'key'"),
    )
]


@pytest.fixture
def links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command, in a project of the given files."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return lambda *arguments: CliRunner().invoke(main, ["links", *arguments], catch_exceptions=False)


def test_each_fault_is_told_with_its_line_and_place(links: Callable[..., Result], tmp_path: Path) -> None:
    write(tmp_path, BROKEN)
    result = links()
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "3 pages: 3 problems",  # the page for a wrong address is one of them
        "      1  missing-anchor",
        "      1  missing-page",
        "      1  placeholder",
    ]
    assert result.stdout.split("\n\n") == [
        "docs/index.md:2:7: 'your-name' was meant to be replaced: fill it in\n"
        "    2 | repo: https://github.com/your-name/x\n"
        "      |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
        "docs/index.md:7:8: there is no 'gone.md': see whether it was moved or renamed\n"
        "    7 | [gone](gone.md) and [here](page.md#ther)\n"
        "      |        ^^^^^^^",
        "docs/index.md:7:28: 'page/' has no '#ther': did you mean '#there'?\n"
        "    7 | [gone](gone.md) and [here](page.md#ther)\n"
        "      |                            ^^^^^^^^^^^^\n",
    ]


def test_a_right_site_has_nothing_to_say(links: Callable[..., Result], tmp_path: Path) -> None:
    write(tmp_path, {"mkdocs.yml": SETTINGS, "docs/index.md": "# Home\n\n[here](#home)\n"})
    result = links()
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "2 pages: every link works\n"


def test_another_project_is_named_by_its_settings(links: Callable[..., Result], tmp_path: Path) -> None:
    write(tmp_path / "elsewhere", BROKEN)
    result = links("-f", "elsewhere/mkdocs.yml", "--format", "json")
    document = json.loads(result.stdout)
    assert (document["version"], document["counts"]) == (1, {"error": 3, "warning": 0, "advice": 0})
    assert document["codes"] == {"missing-anchor": 1, "missing-page": 1, "placeholder": 1}
    first = document["problems"][1]
    assert first == {
        "path": "docs/index.md",
        "line": 7,
        "column": 8,
        "code": "missing-page",
        "severity": "error",
        "message": "there is no 'gone.md'",
        "hint": "see whether it was moved or renamed",
        "target": "gone.md",
    }


def test_annotations_are_the_default_in_github_actions(
    links: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, BROKEN)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert "::error file=docs/index.md,line=7,col=8,endColumn=15,title=missing-page::" in links().stdout


def test_sarif_names_rules_and_regions(links: Callable[..., Result], tmp_path: Path) -> None:
    write(tmp_path, BROKEN)
    run = json.loads(links("--format", "sarif").stdout)["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [
        "missing-anchor",
        "missing-page",
        "placeholder",
    ]
    meaning = "A link to a page that the site doesn't have."
    assert run["tool"]["driver"]["rules"][1]["shortDescription"] == {"text": meaning}
    found = run["results"][1]
    assert found["ruleId"] == run["tool"]["driver"]["rules"][found["ruleIndex"]]["id"] == "missing-page"
    location = found["locations"][0]["physicalLocation"]
    assert location["artifactLocation"] == {"uri": "docs/index.md"}
    assert location["region"] == {"startLine": 7, "startColumn": 8, "endColumn": 15}


def test_what_is_known_is_passed_over_with_a_reason(links: Callable[..., Result], tmp_path: Path) -> None:
    ignored = (
        f"{SETTINGS}  ignore_links:\n    - {{ pattern: 'gone*', reason: it comes next week }}\n"
        "    - { pattern: '[d][nope?]', reason: it is a game }\n"
    )
    text = (
        "# Home\n\n[a](gone.md)\n\n<!-- ignore-link: behind a login -->\n[b](lost.md)\n\n"
        "[c](c.md) <!-- ignore-link: later -->\n\n[d][nope?]\n"
    )
    write(tmp_path, {"mkdocs.yml": ignored, "docs/index.md": text})
    assert (links().exit_code, links().stdout) == (0, "")


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("[a](index.md) <!-- ignore-link: it was gone -->", "unused-ignore", 3),
        ("[a](gone.md) <!-- ignore-link -->", "no-reason", 3),
        ("`<!-- ignore-link: as an example -->`", None, 0),
    ],
)
def test_an_ignored_link_needs_a_reason_and_a_fault(
    links: Callable[..., Result], tmp_path: Path, text: str, code: str | None, line: int
) -> None:
    write(tmp_path, {"mkdocs.yml": SETTINGS, "docs/index.md": f"# Home\n\n{text}\n"})
    problems = json.loads(links("--format", "json").stdout)["problems"]
    found = [(problem["code"], problem["line"]) for problem in problems if problem["severity"] == "warning"]
    assert found == ([(code, line)] if code else [])


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        (["--only", "placeholder", "--only", "missing-page"], ["placeholder", "missing-page"]),
        (["docs/page.md"], []),
        (["docs", "--only", "missing-anchor"], ["missing-anchor"]),
    ],
)
def test_the_report_is_limited(
    links: Callable[..., Result], tmp_path: Path, arguments: list[str], codes: list[str]
) -> None:
    write(tmp_path, BROKEN)
    result = links(*arguments, "--format", "json")
    assert [problem["code"] for problem in json.loads(result.stdout)["problems"]] == codes
    assert result.exit_code == bool(codes)


def test_the_author_says_how_much_a_code_matters_and_what_is_ignored_where(
    links: Callable[..., Result], tmp_path: Path
) -> None:
    settings = SETTINGS + (
        "  links: { severities: { missing-anchor: advice, placeholder: off } }\n"
        "  ignore_links:\n    - { code: missing-page, path: docs/old/*, reason: an archive }\n"
    )
    files = {"docs/old/a.md": "[x](gone.md) [y](#no)\n", "docs/b.md": "[x](gone.md)\n"}
    write(tmp_path, {**BROKEN, **files, "mkdocs.yml": settings, "docs/index.md": "[x](https://github.com/user)\n"})
    problems = json.loads(links("--format", "json").stdout)["problems"]
    assert [(each["path"], each["code"], each["severity"]) for each in problems] == [
        ("docs/b.md", "missing-page", "error"),
        ("docs/old/a.md", "missing-anchor", "advice"),
    ]


def test_links_of_one_cause_are_told_together(links: Callable[..., Result], tmp_path: Path) -> None:
    lines = "".join(f"[x](old/{number}.md)\n\n" for number in range(9))
    write(tmp_path, {"mkdocs.yml": SETTINGS, "docs/index.md": f"{lines}[y](gone.md)\n"})
    result = links()
    assert [line for line in result.stdout.splitlines() if line.startswith("docs/")] == [
        "docs/index.md:1:5: 9 links, one cause: they lead into 'old/': see whether it was moved or renamed; "
        "also docs/index.md:3, docs/index.md:5, docs/index.md:7, docs/index.md:9, docs/index.md:11 …",
        "docs/index.md:19:5: there is no 'gone.md': see whether it was moved or renamed",
    ]
    assert "     10  missing-page" in result.stderr


def test_a_built_site_alone_is_its_own_source(links: Callable[..., Result], tmp_path: Path) -> None:
    home = "<!doctype html><link rel=canonical href='https://a.test-site.dev/x/'>\n<p><a href='gone.html'>x</a>\n"
    write(tmp_path, {"out/index.html": f"{home}<a href='https://a.test-site.dev/x/lost'>y</a>\n"})
    result = links("out")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (
        1,
        "index.html:2:13: there is no 'gone.html': see whether it was moved or renamed",
    )
    assert "index.html:3:10: there is no 'lost' on the site" in result.stdout


@pytest.mark.parametrize(
    ("files", "arguments", "message"),
    [
        ({}, [], "there is no mkdocs.yml"),
        ({"mkdocs.yml": "site_name: [x\n"}, [], "mkdocs.yml"),
        ({"mkdocs.yml": "site_name: x\ntheme: nosuch\n", "docs/index.md": ""}, [], "nosuch"),
        ({"mkdocs.yml": SETTINGS, "docs/index.md": ""}, ["--changed-since", "HEAD"], "needs --external"),
        ({"mkdocs.yml": SETTINGS, "docs/index.md": ""}, ["--per-host", "1"], "--per-host needs --external"),
        ({"mkdocs.yml": SETTINGS, "docs/index.md": ""}, ["--only", "mising-page"], "did you mean 'missing-page'?"),
        ({"mkdocs.yml": f"{SETTINGS}  links: {{severities: {{gone: bad}}}}", "docs/a.md": ""}, [], "'gone: bad'"),
        ({"mkdocs.yml": SETTINGS, "docs/data.txt": ""}, [], "built no page"),
        *(
            ({"mkdocs.yml": f"{SETTINGS}hooks: [stop.py]\n", "docs/index.md": "", "stop.py": hook}, [], message)
            for hook, message in STOPPING
        ),
    ],
)
def test_what_cannot_be_checked_is_said(
    links: Callable[..., Result], tmp_path: Path, files: dict[str, str], arguments: list[str], message: str
) -> None:
    write(tmp_path, files)
    result = links(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[a](deep/pge.md)", "there is no 'deep/pge.md': did you mean 'deep/page.md'?"),
        (
            "[a](Deep/Page.md)",
            "there is no 'Deep/Page.md': its name is spelt differently: did you mean 'deep/page.md'?",
        ),
        ("![a](img/dto.png)", "there is no 'img/dto.png': did you mean 'img/dot.png'?"),
        (
            '<img src="../img/dot.png" alt="">',
            "from the page's address this doesn't lead to 'img/dot.png': in HTML write '../../img/dot.png'",
        ),
        (
            "[a](draft.md)",
            "'docs/draft.md' is a draft or excluded: the site doesn't have it: publish it, or link another page",
        ),
        (
            "[a](me@host.org)",
            "there is no 'deep/start/me@host.org' on the site: did you mean 'mailto:me@host.org'?",
        ),
    ],
)
def test_what_was_probably_meant_is_said_as_it_is_written(
    links: Callable[..., Result], tmp_path: Path, text: str, message: str
) -> None:
    where = "docs/deep/start.md" if "../" in text or "@" in text else "docs/start.md"
    write(
        tmp_path,
        {
            "mkdocs.yml": SETTINGS + "draft_docs: draft.md\n",
            "docs/deep/page.md": "# Page\n",
            "docs/draft.md": "# Draft\n",
            "docs/img/dot.png": b"x",
            where: f"# Start\n\n{text}\n",
        },
    )
    assert links().stdout.splitlines()[0].partition(": ")[2] == message
