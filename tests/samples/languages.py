"""Says how the samples of each language are run, and compares what they print."""

from collections.abc import Callable
from difflib import unified_diff

from sybil import Example

from .data import check_graphql, check_json, check_toml, check_yaml
from .javascript import run_javascript
from .notes import OUTPUT, PROSE, Sample
from .process import SampleError
from .runs import KEY, NoteRun, run_python
from .shell import run_bash
from .sql import run_sql

RUNNERS: dict[str, Callable[[Sample, NoteRun], str]] = {
    "python": run_python,
    "sql": run_sql,
    "javascript": run_javascript,
    "bash": run_bash,
    "json": check_json,
    "yaml": check_yaml,
    "toml": check_toml,
    "graphql": check_graphql,
}


def evaluate(example: Example) -> str | None:
    """Runs a sample and returns what is wrong with it, if anything."""
    sample: Sample = example.parsed
    if sample.is_output:
        return f"an {OUTPUT} fence has to follow directly after a sample that is run"
    if sample.language not in RUNNERS:
        named = f"the language {sample.language!r}" if sample.language else "no language"
        return (
            f"a code block with {named} is not run by the tests; "
            f"use one of {', '.join(RUNNERS)}, use {', '.join(PROSE)} for what is not code, "
            "or say why in the title: (not run: REASON)"
        )
    run: NoteRun = example.namespace[KEY]
    try:
        printed = RUNNERS[sample.language](sample, run)
    except SampleError as error:
        return str(error)
    return compare(sample, printed)


def compare(sample: Sample, printed: str) -> str | None:
    """Compares what a sample printed with its Output fence; spaces at line ends do not count."""
    came = normalise(printed)
    if sample.expected is None:
        if not came:
            return None
        text = "\n".join(came)
        return f'it printed this, but no ```text title="{OUTPUT}" fence follows it:\n{text}'
    expected = normalise(sample.expected)
    if came == expected:
        return None
    difference = unified_diff(
        expected,
        came,
        f"expected ({sample.note}:{sample.expected_line})",
        "came",
        n=len(expected) + len(came),
        lineterm="",
    )
    return "it printed something else than its Output fence says\n" + "\n".join(difference)


def normalise(text: str) -> list[str]:
    """Splits a text into lines without spaces at their ends or empty lines at its end."""
    lines = [line.rstrip() for line in text.split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    return lines
