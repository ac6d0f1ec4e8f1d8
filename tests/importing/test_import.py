"""`nexus import` makes notes of a README of any shape, writes only new files and loses no line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nexus_cli import main
from nexus_core.checks import check_portfolio
from nexus_core.importing import vocabulary
from nexus_core.importing.importer import import_readme
from nexus_core.model.loading import load
from nexus_core.model.portfolio import Portfolio
from nexus_core.problems.problem import Severity
from support.small_sites import BASE, build_site, repository_in, write

READMES = sorted((Path(__file__).parent / "readmes").glob("*.md"))
PROGRAMME = Path(__file__).parent / "readmes" / "programme.md"

ODD = {
    "nothing but text": "just text\n",
    "front matter": "---\ntitle: Kept\n---\n\n# Title\n",
    "only a table of contents": "# T\n\n## Contents\n\n- [Somewhere](#somewhere)\n",
    "two main titles": "# One\n\nfirst\n\n# Projects\n\n- A thing: [made](https://a.example/x) of parts\n",
    "nested lists": "# T\n\n## Projects\n\n- Outer\n  - inner\n    - innermost\n\n      more of it\n",
    "HTML": "<div align='center'>\n\n# T\n\n<img src='a.png'>\n</div>\n\n## Skills\n\n<ul><li>Python</li></ul>\n",
    "what the site would read as its own": "# T\n\n[[Nobody]] and `[[code]]`\n\n<!-- nexus/nothing -->\n",
    "headings out of order": "#### Deep\n\ntext\n\n## Projects\n\n##### Built\n\nwith care\n\n# Late\n",
    "a table without columns we know": "# T\n\n## Challenges\n\n| A | B |\n|---|---|\n| one | two |\n",
    "the same heading twice": "# T\n\n## Notes\n\nfirst\n\n## Notes\n\nsecond\n",
    "a challenge without words": "# T\n\n## Challenges\n\n### \n\n**Challenge**:\n\n###### Solution\n",
    "hostile names": "# T\n\n## Projects\n\n### {{ x }} <script>: 'a' # b\n\n**Technologies**: a: b, [c], 'd\n",
    "a heading too long for a file name": f"# T\n\n## Learnings\n\n### {'A whole sentence, ' * 20}\n\ntext\n",
    "long list of skills": "# T\n\n## Tools\n\n- Python (Advanced), SQL (Django, Flask), Go - expert, C++, C#\n",
}


@pytest.fixture
def nexus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command, in an empty portfolio."""
    (tmp_path / "mkdocs.yml").write_text("site_name: Mine\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, arguments, catch_exceptions=False)


def imported(text: str, root: Path) -> Portfolio:
    """Write what a README becomes below a folder, and return the portfolio; it has no problems."""
    write(root, {file.path: file.text for file in import_readme(text, "README.md", repository_in(root)).files})
    loaded = load(repository_in(root))
    assert [each for each in check_portfolio(loaded) if each.severity is not Severity.ADVICE] == []
    return loaded.portfolio


def named_by_a_field(line: str) -> set[str]:
    """Return the words of a line's labels that a field's name stands for, such as `What I Faced`."""
    parts = [*line.split("|"), line.split(":", maxsplit=1)[0]]
    return {word for part in parts if vocabulary.field_of(part.strip("#*- \t:")) for word in words(part)}


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def assert_nothing_is_lost(text: str, existing: Mapping[str, str], root: Path) -> None:
    """Import a README beside what is there already, and look for each of its words where its line went."""
    write(root, existing)
    files = import_readme(text, "README.md", repository_in(root)).files
    assert not {file.path for file in files} & set(existing)
    by_line = {number: file.text for file in files for number in file.lines}
    links = re.compile(r"\]\([^)]*\)|^\s*\d+[.)] ")  # a link that moves is written anew, and so is a list's number
    front = text.startswith("---\n") * (text.count("\n", 0, text.find("\n---\n", 4)) + 2)
    for number, line in enumerate(text.split("\n")[front:], start=front + 1):
        if words(line):
            assert words(links.sub("", line)) - {"and"} - named_by_a_field(line) <= words(by_line[number]), line
    fields = {word for line in text.split("\n") for word in named_by_a_field(line)}
    assert words(text) - {"and", "1", "2"} - fields <= words(" ".join(file.text for file in files)) | words(
        " ".join(links.findall(text))
    )
    imported(text, root)


@pytest.mark.parametrize("existing", [{}, BASE], ids=["alone", "beside notes"])
@pytest.mark.parametrize(
    "text", [*(path.read_text(encoding="utf-8") for path in READMES), *ODD.values()],
    ids=[*(path.stem for path in READMES), *ODD],
)  # fmt: skip
def test_no_line_is_lost_and_what_is_written_passes_the_check(
    text: str, existing: dict[str, str], tmp_path: Path
) -> None:
    assert_nothing_is_lost(text, existing, tmp_path)


HEADINGS = """\
Projects, Challenges & Solutions, Technologies, Key Learnings, Résumé, Contents, About me, Goals, Best Practices
Resources, Skills, My Shop, Setup, 1. Payments, `code`, Contact, Challenge 1, Experience, Education, Certificates
Summary, Usage, License"""
LINES = """\
Some words of prose.
**Challenge:** slow pages **Solution:** an index
Technologies: Django, Postgress

- **Redis**: kept sessions
  - nested once
    - nested twice
1. numbered
- [x] done
> quoted
| Challenge | Solution |
|---|---|
| slow | fast |
```
    indented
<br>
---
![p](a.png) and [l](b/c.md#d)
[r][ref] and [[Name]]
[ref]: ./x.md
A note[^1].
[^1]: at the end
Status: Completed
**Bold line**
- Python, Go and Celery
See [top](#projects)
<!-- nexus/stats -->"""
READMES_AT_RANDOM = st.lists(
    st.one_of(
        st.builds(
            "\n{} {}\n".format, st.sampled_from(["#", "##", "###"]), st.sampled_from(re.split(", |\n", HEADINGS))
        ),
        st.sampled_from(LINES.split("\n")),
    ),
    min_size=1,
    max_size=25,
).map("\n".join)


@settings(deadline=None, derandomize=True, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(text=READMES_AT_RANDOM)
def test_whatever_a_readme_is_made_of_no_line_is_lost(text: str) -> None:
    with TemporaryDirectory() as folder:
        assert_nothing_is_lost(text, {}, Path(folder))


def test_an_imported_portfolio_builds_strict(tmp_path: Path) -> None:
    imported(PROGRAMME.read_text(encoding="utf-8"), tmp_path)
    site = build_site(tmp_path)
    assert (site.warnings, site.failed) == ([], False)
    assert "Complete REST API with user authentication" in site.html("projects/ecommerce-api/index.html")


def test_lists_that_only_github_sees_are_lists_on_the_site(tmp_path: Path) -> None:
    text = "# T\n\n## Learned\n\nThese things:\n- outer\n  - inner\n    1. innermost\n"
    write(
        tmp_path, {file.path: file.text for file in import_readme(text, "README.md", repository_in(tmp_path)).files}
    )
    html = build_site(tmp_path).html("learnings/learned/index.html")
    assert re.search(r"<li>outer\s*<ul>\s*<li>inner\s*<ol>\s*<li>innermost", html)


def test_links_lead_where_they_led(tmp_path: Path) -> None:
    text = (
        "# T\n\n## Contents\n\n- [Go](#-my-projects)\n\n## \U0001f680 My Projects\n\n### Shop\n\n"
        "![Plan](docs/plan.svg) and [guide][g], `[a](docs/plan.svg)`\n\n[g]: docs/guide.pdf#page=2\n"
    )
    write(tmp_path, {"docs/plan.svg": "<svg/>", "docs/guide.pdf": "", "README.md": text})
    files = {file.path: file.text for file in import_readme(text, "README.md", repository_in(tmp_path)).files}
    assert "[Go](../projects/README.md)" in files["docs/imported.md"]
    shop = files["projects/shop/README.md"]
    assert "![Plan](../../docs/plan.svg) and [guide][g], `[a](docs/plan.svg)`" in shop
    assert "[g]: ../../docs/guide.pdf#page=2" in shop


def test_the_report_says_what_each_file_took_and_left(nexus: Callable[..., Result], tmp_path: Path) -> None:
    write(tmp_path, {"README.md": "# Me\n\n## Projects\n\n### Shop\n\n**Role**: Lead\n\nIt sells.\n"})
    result = nexus("import", "README.md", "--verbose")
    assert result.exit_code == 0
    assert (
        "projects/shop/README.md\n  took lines 5, 7, 9: title, role\n  left 1 lines as they were\n" in result.stdout
    )
    assert result.stderr == "3 files written; run 'nexus check' to see what they still lack.\n"
    assert nexus("check", "--no-advice").exit_code == 0


def test_a_dry_run_writes_nothing(nexus: Callable[..., Result], tmp_path: Path) -> None:
    write(tmp_path, {"README.md": "# Me\n\n## Projects\n\n- Shop\n"})
    before = sorted(tmp_path.rglob("*"))
    result = nexus("import", "README.md", "--dry-run")
    assert (result.exit_code, "projects/\n  README.md\n  shop/\n    README.md\n" in result.stdout) == (0, True)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_second_import_overwrites_nothing(nexus: Callable[..., Result], tmp_path: Path) -> None:
    write(tmp_path, {"README.md": PROGRAMME.read_text(encoding="utf-8")})
    nexus("import", "README.md")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.md")}
    assert nexus("import", "README.md").exit_code == 0
    assert {path: path.read_bytes() for path in before} == before
    assert nexus("check", "--no-advice").exit_code == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "README.md can't be read: No such file or directory"),
        (b"# T\n\xff", "README.md:2: the file is not UTF-8"),
        (b" \n", "README.md is empty"),
    ],
)
def test_what_cannot_be_read_is_said(
    nexus: Callable[..., Result], tmp_path: Path, content: bytes | None, message: str
) -> None:
    if content is not None:
        write(tmp_path, {"README.md": content})
    result = nexus("import", "README.md")
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_a_failed_import_leaves_the_tree_as_it_was(
    nexus: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"README.md": PROGRAMME.read_text(encoding="utf-8"), "learnings": "a file in the way"})
    before = sorted(tmp_path.rglob("*"))
    result = nexus("import", "README.md")
    assert result.exit_code == 2
    assert "nothing was written" in result.stderr
    assert sorted(tmp_path.rglob("*")) == before
