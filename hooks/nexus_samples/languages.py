"""Says how the samples of each language are run or checked, and compares what they print with their `Output`."""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from nexus_core.read.samples import OUTPUT, Sample
from nexus_samples.note_run import NPM, NoteRun
from nexus_samples.process import MissingToolError, SampleError, find_tool, run_program
from nexus_samples.servers import PACKAGES

PROSE = frozenset({"text", "txt", "http", "markdown", "md", "console", "mermaid", "diff"})
"""What is not code."""

DATA = frozenset({"json", "yaml", "toml", "graphql"})
"""What is only checked."""

WRITES = "a sample may write only in its own folder, which is the current one"

_TESTS_TAKE = 10
"""How many times as long as a sample the tests of a reference implementation may take."""

_NO_PACKAGE = re.compile(r"Cannot find package '([^']+)'")
_PACKAGES = re.compile(r"\bnode_modules\b")
_PYTHON, _NODE = re.compile(r"\bpy(?:thon|test)"), re.compile(r"\b(?:node|npm|npx)\b")
_INSTALLS = re.compile(
    r"^\s*(?:\$ )?(?:sudo )?(?:[\w./-]*python3? -m )?"
    r"(?:[\w./-]*pip3?|pipx|uv(?: pip)?|poetry|conda|npm|pnpm|yarn|apt|apt-get|apk|dnf|brew|winget|gem|cargo|go)"
    r" (?:-\S+ )*(?:install|add|ci|sync|get)\b",
    re.MULTILINE,
)
_JAVASCRIPT_LINE = re.compile(r"(?:\[stdin\]|\[eval\d*\]|sample\.mjs):(\d+)")


class Printed(NamedTuple):
    """What came of a sample."""

    text: str
    versions: Mapping[str, str]
    """The versions of what ran it, the most telling one first."""


def reason_not_to_run(sample: Sample) -> str:
    """Return why a sample isn't run: what its note says, or that it installs something; empty if it is run."""
    return sample.not_run or (
        "it installs" if sample.language == "bash" and _INSTALLS.search(sample.source) else ""
    )


def run_python(sample: Sample, run: NoteRun) -> Printed:
    """Run a sample in the note's own process, after those before it."""
    environment, versions = run.environment(sample.source)
    request = {"source": sample.source, "lines_before": sample.line, "environment": environment}
    reply, printed = run.python.ask(request, sample.line)
    raised = reply.get("raised")
    if raised:
        code, hint = "sample-failed", ""
        if reply["module"]:
            code, hint = "missing-module", f"install the package that has '{reply['module'].partition('.')[0]}'"
        elif reply["outside"] and not reply["outside"].startswith(str(run.folder)):
            code, hint = "written-outside", WRITES
        elif raised.startswith("MemoryError"):
            hint = f"a sample may have {run.limits.memory:,} bytes"
        got = f"{printed}{reply['traceback']}"
        raise SampleError(f"it raised {raised}", code=code, hint=hint, got=got, line=reply["line"])
    return Printed(printed, {"Python": platform.python_version(), **versions})


def run_sql(sample: Sample, run: NoteRun) -> Printed:
    """Feed a sample to psql; notices and errors count as printed, as on a terminal."""
    postgres = run.shared.servers.postgres
    printed = run_program(
        [postgres.programs / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", run.database],
        folder=run.new_folder(),
        writable=run.folder,
        environment=run.environment("")[0],
        limits=run.limits,
        text=sample.source,
        merge_errors=True,
    )
    return Printed(printed, {"PostgreSQL": postgres.version})


def run_javascript(sample: Sample, run: NoteRun) -> Printed:
    """Run a sample with Node.js, as a module of its own.

    One named `….test.js` is run by the shell sample after it, with a test runner; here it is parsed.
    """
    node = find_tool("node", "install Node.js, https://nodejs.org")
    folder = run.new_folder()
    # Empty lines before it make Node.js report the note's line numbers.
    text = "\n" * sample.line + sample.source
    if sample.title.endswith(".test.js"):
        (folder / "sample.mjs").write_text(text, encoding="utf-8")
        arguments = ["--check", "sample.mjs"]
    else:
        arguments = ["--input-type=module", "-"]
        run.place_files(sample, folder)
        with suppress(MissingToolError):
            run.place_packages(folder)
    environment, versions = run.environment(sample.source)
    try:
        printed = run_program(
            [node, *arguments],
            folder=folder,
            writable=run.folder,
            environment=environment,
            limits=run.limits,
            text=text,
        )
    except SampleError as error:
        if package := _NO_PACKAGE.search(error.got):
            install = NPM.format(package[1])
            if not (folder / "node_modules").exists():
                raise MissingToolError(f"'{package[1]}' is not installed: {install}") from None
            error.code, error.hint = "missing-module", install
        elif "EACCES: permission denied" in error.got:
            error.hint = WRITES
        error.line = _line_in(error.got, _JAVASCRIPT_LINE)
        raise
    return Printed(printed, {"Node.js": _version(node, "--version"), **versions})


def run_bash(sample: Sample, run: NoteRun) -> Printed:
    """Run a sample with Bash, in a folder with the files that it names, or in a copy of the reference's files."""
    if sys.platform == "win32":
        raise MissingToolError("Bash samples run on Linux and macOS")
    bash, limits, path = find_tool("bash", "install Bash"), run.limits, run.note.path
    if is_tests := run.note.tests(sample):
        folder, limits = run.copy_reference(), replace(limits, seconds=limits.seconds * _TESTS_TAKE)
    else:
        folder = run.new_folder()
        run.place_files(sample, folder)
        if _PACKAGES.search(sample.source):
            run.place_packages(folder)
    environment, versions = run.environment(sample.source)
    try:
        printed = run_program(
            [bash, "-eu", "-c", "\n" * sample.line + sample.source, path],
            folder=folder,
            writable=run.folder,
            environment=environment,
            limits=limits,
        )
    except SampleError as error:
        error.hint = WRITES if "Permission denied" in error.got else ""
        error.line = _line_in(error.got, re.compile(rf"^{re.escape(path)}: line (\d+):", re.MULTILINE))
        raise
    # A test runner says how long it took: what counts is that it ended well.
    shown = "" if is_tests and sample.expected is None else printed
    versions = _named_in(sample.source) | versions
    return Printed(shown, versions or {"Bash": _version(bash, "--version")})


def _named_in(source: str) -> dict[str, str]:
    """Return the versions of the interpreters that a shell sample starts."""
    node = shutil.which("node") if _NODE.search(source) else None
    python = {"Python": platform.python_version()} if _PYTHON.search(source) else {}
    return python | ({"Node.js": _version(node, "--version")} if node else {})


def check_data(sample: Sample, run: NoteRun) -> Printed:
    """Parse a sample, and check the kinds of document that are known."""
    reply, _ = run.shared.data.ask({"language": sample.language, "source": sample.source}, sample.line)
    if missing := reply.get("missing"):
        raise MissingToolError(f"'{missing}' is not installed: {PACKAGES}")
    if wrong := reply.get("wrong"):
        raise SampleError(wrong)
    return Printed("", reply["versions"])


RUNNERS: Mapping[str, Callable[[Sample, NoteRun], Printed]] = {
    "python": run_python,
    "sql": run_sql,
    "javascript": run_javascript,
    "bash": run_bash,
    **dict.fromkeys(sorted(DATA), check_data),
}
"""How the samples of each language are run; a language is added here and in `read/samples.py`."""


def compare(sample: Sample, printed: str) -> None:
    """Compare what a sample printed with its `Output`; blanks at the ends of lines and of the text don't count.

    Raises:
        SampleError: it is something else.
    """
    came = _normal(printed)
    if sample.expected is None:
        if came:
            hint = f'add a fence ```text title="{OUTPUT}" below it'
            raise SampleError("it prints this, but no Output follows it", code="no-output", hint=hint, got=printed)
    elif came != _normal(sample.expected):
        message = f"it prints something else than its {OUTPUT} says"
        raise SampleError(message, code="wrong-output", expected=sample.expected, got=printed)


def _normal(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.split("\n")).rstrip("\n")


def _line_in(text: str, pattern: re.Pattern[str]) -> int:
    found = pattern.search(text)
    return int(found[1]) if found else 0


@cache
def _version(program: str, option: str) -> str:
    run = subprocess.run([program, option], capture_output=True, text=True, check=False)  # noqa: S603
    found = re.search(r"\d+(?:\.\d+)+", run.stdout)
    return found[0] if found else "?"
