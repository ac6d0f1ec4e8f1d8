"""A record is read as data from elsewhere: whatever is in the file, a build says no more than a record can."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nexus_core.read.run_record import NO_RECORD, PATH, RunRecord, json_schema, read_record, with_runs
from support.run_records import record_runs
from support.small_sites import BASE, write

NOTE = {"learnings/a.md": "# A\n\n```python\n1\n```\n\n```python\n2\n```\n"}


@pytest.fixture
def record(tmp_path: Path) -> RunRecord:
    record_runs(write(tmp_path, {**BASE, **NOTE}))
    found = read_record(tmp_path)
    assert found
    return found


def test_it_is_read_as_it_was_written(record: RunRecord) -> None:
    assert [(run.line, run.passed) for run in record.runs.values()] == [(3, True), (7, True)]
    assert RunRecord.model_validate_json(record.model_dump_json()) == record


def test_there_may_be_none(tmp_path: Path) -> None:
    assert read_record(tmp_path) is NO_RECORD


def _first(data: Any) -> Any:
    return next(iter(data["runs"].values()))


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.update(schema_version=2),
        lambda data: data.update(more=1),
        lambda data: data["runs"].update({"x": _first(data)}),
        lambda data: _first(data).update(versions={"<b>": "1"}),
        lambda data: _first(data).update(versions={"Python": "3\n4"}),
        lambda data: _first(data).update(when="2026-11-30T12:00:00"),
        lambda data: _first(data).update(commit="main"),
        lambda data: _first(data).pop("passed"),
    ],
)
def test_what_is_no_record_vouches_for_nothing(change: Any, record: RunRecord, tmp_path: Path) -> None:
    data = json.loads(record.model_dump_json())
    change(data)
    write(tmp_path, {PATH: json.dumps(data)})
    assert read_record(tmp_path) is None


@pytest.mark.parametrize("content", [b"", b"\xff", b"[]", b"[" * 100_000])
def test_nor_does_what_is_not_json(content: bytes, tmp_path: Path) -> None:
    write(tmp_path, {PATH: content})
    assert read_record(tmp_path) is None


def test_a_run_replaces_the_one_before_and_what_is_gone_goes(record: RunRecord) -> None:
    first, second = record.runs
    failed = record.runs[first].model_copy(update={"passed": False})
    after = with_runs(record, {first: failed}, frozenset({first}))
    assert after.passed(first) is None
    assert second not in after.runs


def test_its_schema_says_what_each_part_is() -> None:
    schema = json_schema()
    parts = [schema, *schema["$defs"].values()]
    assert all(part.get("description") for part in parts)
    assert schema["$defs"]["Run"]["properties"]["commit"]["description"].startswith("The commit")
