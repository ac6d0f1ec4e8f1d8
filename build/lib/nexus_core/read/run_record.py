"""The record of what ran: which samples and tests, with what, when and at which commit.

It lies below the portfolio's root, outside of what git keeps, and `nexus schema` describes it. A build marks what
it vouches for. It comes from a program that ran a note's code, so everything in it is checked when it is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

PATH = ".cache/samples.json"
"""Where the record is, below the portfolio's root."""

MAX_BYTES = 16 * 1024 * 1024
"""What a record may be as long as; one entry has some 300 bytes."""

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{40}$")]
Name = Annotated[str, Field(pattern=r"^[\w .+@/~:-]{1,60}$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Run(_Part):
    """One run of a sample, or of a project's tests."""

    what: Literal["ran", "checked", "tests"]
    """Whether it ran, was only checked, as data is, or is the tests of a project's `reference/`."""
    path: str
    """The note that it stands in, or the README of the reference."""
    line: int
    """Where it stood when it ran."""
    language: str
    versions: dict[Name, Name]
    """The versions of what ran it, by name, the most telling one first."""
    when: AwareDatetime
    commit: Annotated[str, Field(pattern=r"^[0-9a-f]{40,64}$")] | None
    """The commit that the repository was at; null outside a git repository."""
    seconds: float
    passed: bool
    """Whether it did what its note says."""

    @property
    def programs(self) -> str:
        """What ran it, in words."""
        return ", ".join(f"{name} {version}" for name, version in self.versions.items())


class RunRecord(_Part):
    """What ran of a portfolio, when, and with what. A digest that isn't in it is vouched for by nobody."""

    schema_version: Literal[1] = 1
    runs: dict[Digest, Run] = {}
    """By the digest of all that ran."""

    def passed(self, digest: str) -> Run | None:
        """Return the run of what has this digest, if it did what its note says."""
        run = self.runs.get(digest)
        return run if run and run.passed else None


NO_RECORD = RunRecord()


def read_record(root: Path) -> RunRecord | None:
    """Return a portfolio's record, an empty one where it has none, or None where that is not a record."""
    try:
        with (root / PATH).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        return RunRecord.model_validate_json(data) if len(data) <= MAX_BYTES else None
    except FileNotFoundError:
        return NO_RECORD
    except (OSError, ValidationError):
        return None


def with_runs(record: RunRecord, runs: Mapping[str, Run], known: frozenset[str]) -> RunRecord:
    """Return a record with more runs, and without those of what the portfolio no longer has."""
    kept = {digest: run for digest, run in {**record.runs, **runs}.items() if digest in known}
    return RunRecord(runs=dict(sorted(kept.items(), key=lambda item: (item[1].path, item[1].line, item[0]))))


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the record."""
    return RunRecord.model_json_schema()
