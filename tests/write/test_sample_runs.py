"""A page marks the samples that a record vouches for, as they are now, and no others."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from nexus_core.model.loading import load
from nexus_core.model.portfolio import Portfolio
from nexus_core.read.run_record import PATH, read_record
from nexus_core.write.outputs import Site
from nexus_core.write.pages import pages
from nexus_core.write.view import View
from support.run_records import record_runs
from support.small_sites import BASE, outputs_of, repository_in, write

NOTE = """\
# Joins

```sql
CREATE TABLE a (b int);
```

- In a list:

    ```sql
    SELECT b FROM a;
    ```

    ```text title="Output"
    (0 rows)
    ```

> ```json
> {}
> ```
"""
MARK = "ran on Python 3.13.5, PostgreSQL 18.6, 30 November 2026\n"
JOINS, README = "learnings/joins.md", "learnings/README.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, {**BASE, JOINS: NOTE, "docs/index.md": "# Home\n\n<!-- nexus/stats -->\n"})
    record_runs(tmp_path)
    return tmp_path


def portfolio_of(root: Path) -> Portfolio:
    record = read_record(root)
    assert record
    return load(repository_in(root), record=record).portfolio


def view_of(root: Path) -> View:
    return View(portfolio_of(root))


def page(root: Path, path: str) -> str:
    return pages(view_of(root))[path].compose()


def test_the_mark_stands_below_the_sample_where_the_sample_stands(root: Path) -> None:
    text = page(root, JOINS)
    assert f"CREATE TABLE a (b int);\n```\n\n{MARK}{{ .sample-run }}\n" in text
    assert f"    (0 rows)\n    ```\n    \n    {MARK}    {{ .sample-run }}\n" in text
    assert f"> ```\n> \n> checked with {MARK[7:]}> {{ .sample-run }}\n" in text


@pytest.mark.parametrize(
    ("old", "new", "left"),
    [
        ("SELECT b", "SELECT  b", 1),
        ("(0 rows)", "(1 row)", 2),
        ("b int", "b text", 0),
        ("In a list", "In the list", 3),
    ],
    ids=["a changed character", "a changed Output", "a changed earlier sample", "changed words"],
)
def test_what_has_changed_has_no_mark(root: Path, old: str, new: str, left: int) -> None:
    write(root, {JOINS: NOTE.replace(old, new)})
    assert page(root, JOINS).count("{ .sample-run }") == left


def test_what_has_failed_has_no_mark(root: Path) -> None:
    record_runs(root, passed=False)
    assert "sample-run" not in page(root, JOINS)


def test_cards_count_what_ran_and_not_what_was_checked(root: Path) -> None:
    assert "2 samples run\n{ .card-samples }\n" in page(root, README)


def test_figures_say_how_many_ran_and_when_the_last_did(root: Path) -> None:
    assert "- **2** samples ran, the last on 30 November 2026\n" in page(root, "docs/index.md")


def test_portfolio_json_lists_them(root: Path) -> None:
    text = outputs_of(portfolio_of(root), Site("Test"))["portfolio.json"]
    note = next(note for note in json.loads(text)["notes"] if note["path"] == JOINS)
    assert [(each["line"], each["what"]) for each in note["samples"]] == [(3, "ran"), (9, "ran"), (17, "checked")]


def test_without_a_record_nothing_is_said(root: Path) -> None:
    found = load(repository_in(root)).portfolio
    texts = [each.compose() for each in pages(View(found)).values()]
    assert "sample" not in "".join(text for text in texts if "# Joins" not in text)
    assert not any("sample-run" in text for text in texts)


def test_a_page_that_counts_runs_is_recorded_to_read_them(root: Path) -> None:
    view = view_of(root)
    pages(view)[README].compose()
    assert "samples_run" in view.reads


def test_the_tests_of_a_reference_are_vouched_for_with_all_its_files(tmp_path: Path) -> None:
    readme, code = "projects/shop/reference/README.md", "projects/shop/reference/a.py"
    tests = '# Code\n\n```bash title="Tests"\npytest\n```\n'
    write(tmp_path, {**BASE, readme: tests, code: "import redis\n\nredis.Redis().set('a', 1)\n"})
    catalogue = BASE["docs/skills/README.md"].replace("- Redis", "- { name: Redis, code: [redis] }")
    write(tmp_path, {"docs/skills/README.md": catalogue})
    record_runs(tmp_path)
    mark = "tests passed on Python 3.13.5, PostgreSQL 18.6, 30 November 2026\n"
    assert mark in page(tmp_path, readme)
    assert f" · {mark}{{ .quote-source }}\n" in page(tmp_path, "docs/skills/redis.md")
    write(tmp_path, {code: "import redis\n"})
    assert "sample-run" not in page(tmp_path, readme)


def test_no_tests_vouch_for_a_file_that_they_do_not_run(tmp_path: Path) -> None:
    tests = '# Code\n\n```bash title="Tests"\npytest\n```\n'
    write(tmp_path, {**BASE, "projects/shop/reference/README.md": tests})
    write(tmp_path, {"projects/shop/reference/Dockerfile": "FROM redis:8\n"})
    catalogue = BASE["docs/skills/README.md"].replace("- Redis", "- { name: Redis, code: [redis] }")
    write(tmp_path, {"docs/skills/README.md": catalogue})
    record_runs(tmp_path)
    text = page(tmp_path, "docs/skills/redis.md")
    assert "FROM redis:8" in text
    assert "tests passed" not in text


def test_a_skill_page_marks_no_sample_for_another_that_holds_its_lines(tmp_path: Path) -> None:
    catalogue = BASE["docs/skills/README.md"].replace("- Redis", "- { name: Redis, code: [redis] }")
    samples = "```python\nimport redis\n```\n\nThen:\n\n```python\nimport redis\n\nprint(1)\n```\n"
    write(tmp_path, {**BASE, JOINS: f"---\nskills: [Redis]\n---\n\n# Joins\n\n{samples}"})
    write(tmp_path, {"docs/skills/README.md": catalogue})
    record_runs(tmp_path)
    record = tmp_path / PATH
    kept = json.loads(record.read_text(encoding="utf-8"))
    assert f" · {MARK}" in page(tmp_path, "docs/skills/redis.md")
    kept["runs"] = {digest: run for digest, run in kept["runs"].items() if run["line"] > 7}
    record.write_text(json.dumps(kept), encoding="utf-8")
    assert page(tmp_path, JOINS).count("{ .sample-run }") == 1
    assert MARK not in page(tmp_path, "docs/skills/redis.md")


def test_the_day_is_that_of_the_last_run(root: Path) -> None:
    record_runs(root, when=dt.datetime(2027, 1, 2, tzinfo=dt.UTC))
    assert "2 January 2027" in page(root, "docs/index.md")
