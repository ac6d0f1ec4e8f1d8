"""Runs the samples of notes: turns them into problems, and into runs for the record."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from nexus_core.problems.problem import Problem, Severity, Span
from nexus_core.read.git import git_output
from nexus_core.read.references import digest_of, digest_with, is_reference, reference_files
from nexus_core.read.run_record import Run
from nexus_core.read.samples import OUTPUT, Sample
from nexus_samples.languages import DATA, PROSE, RUNNERS, compare, reason_not_to_run
from nexus_samples.note_run import NoteRun, NoteText, Shared
from nexus_samples.process import LIMITS, Limits, MissingToolError, SampleError

Show = Callable[[str, int, int], None]
"""Is told the path of the next note, and how many samples of how many are done."""


@dataclass(frozen=True, slots=True)
class _Result:
    """What came of one sample."""

    sample: Sample
    failure: SampleError | None
    versions: Mapping[str, str]
    seconds: float
    when: dt.datetime


@dataclass
class Outcome:
    """What came of all samples."""

    problems: list[Problem] = field(default_factory=list)
    runs: dict[str, Run] = field(default_factory=dict)
    """By the digest of all that ran. Where two are alike and one failed, it has failed."""
    not_run: list[tuple[str, int, str]] = field(default_factory=list)
    """The path and line of each sample that is not run, and why."""
    unknown: Counter[str] = field(default_factory=Counter)
    """How many fences are in a language that can't be run."""

    def add(self, note: NoteText, sample: Sample, run: Run) -> None:
        """Record the run of a sample."""
        digest = digest_with(sample, note.digest)
        if digest not in self.runs or self.runs[digest].passed:
            self.runs[digest] = run


def note_text(root: Path, path: str, body: str, line: int, paths: Iterable[str]) -> NoteText:
    """Return a note's text, with the files of the reference implementation that it is the README of."""
    files = tuple(reference_files(path, paths)) if is_reference(path) else ()
    return NoteText(path, body, line, files, digest_of(root, files) if files else "")


def run_samples(
    notes: Sequence[NoteText], root: Path, *, limits: Limits = LIMITS, show: Show = lambda *_: None
) -> Outcome:
    """Run the samples of notes.

    Args:
        notes: the texts.
        root: the portfolio's root, in which no sample runs.
        limits: what each sample may take.
        show: is told how far it is.
    """
    outcome, missing = Outcome(), _Missing()
    every = [(note, note.samples) for note in notes]
    total, done = sum(len(samples) for _, samples in every), 0
    commit = git_output(root, "rev-parse", "HEAD").strip() or None
    shared = Shared(root, limits)
    try:
        for note, samples in every:
            show(note.path, done, total)
            done += len(samples)
            for result in _run_note(note, samples, shared, outcome, missing):
                outcome.add(note, result.sample, _run_of(note, result, commit))
                if result.failure:
                    outcome.problems.append(_problem(note, result.sample, result.failure))
    finally:
        shared.close()
    show("", total, total)
    outcome.problems += missing.problems()
    outcome.problems.sort(key=lambda problem: problem.order)
    return outcome


def _run_note(
    note: NoteText, samples: Sequence[Sample], shared: Shared, outcome: Outcome, missing: _Missing
) -> Iterable[_Result]:
    """Run what of a note can be run, and return what came of it."""
    wanted = [sample for sample in samples if _is_wanted(note, sample, outcome)]
    results: list[_Result] = []
    lacking: dict[str, MissingToolError] = {}
    run = NoteRun(note, samples, shared)
    try:
        for sample in wanted:
            # What would have run before it may be needed by it.
            lack = lacking.get(sample.language)
            try:
                if lack:
                    raise lack
                results.append(_evaluate(sample, run))
            except MissingToolError as error:
                lacking[sample.language] = error
                missing.add(note, sample, error)
    finally:
        left = run.close()
    for result in results:
        failure = result.failure or left.get(result.sample.line)
        yield _Result(result.sample, failure, result.versions, result.seconds, result.when)


def _is_wanted(note: NoteText, sample: Sample, outcome: Outcome) -> bool:
    """Return whether a sample is to be run; say why, where it isn't."""
    if not sample.is_closed:
        place = sample.expected_line or sample.line
        outcome.problems.append(_problem(note, sample, SampleError(_UNCLOSED, code="unclosed-fence", line=place)))
    elif sample.is_output:
        message = f"this {OUTPUT} doesn't follow a sample directly"
        outcome.problems.append(_problem(note, sample, SampleError(message, code="stray-output")))
    elif reason := reason_not_to_run(sample):
        outcome.not_run.append((note.path, sample.line, reason))
    elif sample.language in RUNNERS:
        return True
    elif sample.language not in PROSE:
        outcome.unknown[sample.language] += 1
    return False


_UNCLOSED = "this fence is never closed: all that follows is taken for code"


def _evaluate(sample: Sample, run: NoteRun) -> _Result:
    when, start = dt.datetime.now(dt.UTC), time.monotonic()
    failure, versions = None, {}
    try:
        printed = RUNNERS[sample.language](sample, run)
        versions = dict(printed.versions)
        compare(sample, printed.text)
    except SampleError as error:
        failure = error
    return _Result(sample, failure, versions, round(time.monotonic() - start, 3), when)


def _run_of(note: NoteText, result: _Result, commit: str | None) -> Run:
    sample = result.sample
    is_checked = sample.language in DATA
    return Run(
        what="tests" if note.tests(sample) else "checked" if is_checked else "ran",
        path=note.path,
        line=sample.line,
        language=sample.language,
        versions=dict(result.versions),
        when=result.when,
        commit=commit,
        seconds=result.seconds,
        passed=result.failure is None,
    )


def _problem(note: NoteText, sample: Sample, failure: SampleError) -> Problem:
    """Return what is wrong with a sample: advice, where its note promises nothing of it."""
    line = failure.line or (sample.expected_line if failure.code == "wrong-output" else 0) or sample.line
    promises = sample.expected is not None or note.tests(sample)
    is_advice = not promises and failure.code not in ("unclosed-fence", "stray-output")
    hint = failure.hint
    if is_advice and failure.code != "no-output":
        hint = f"{hint}; or " * bool(hint) + "say in its title why it can't run: (not run: REASON)"
    return Problem(
        path=note.path,
        span=Span(line),
        code=failure.code,
        message=str(failure),
        hint=hint,
        severity=Severity.ADVICE if is_advice else Severity.ERROR,
        source_line=_line(note, line),
        expected=failure.expected,
        got=failure.got,
    )


def _line(note: NoteText, line: int) -> str:
    lines = note.body.split("\n")
    return lines[line - note.line] if 0 <= line - note.line < len(lines) else ""


class _Missing:
    """What samples need and is not installed, each said once."""

    def __init__(self) -> None:
        self._found: dict[str, list[tuple[NoteText, Sample]]] = {}

    def add(self, note: NoteText, sample: Sample, error: MissingToolError) -> None:
        """Remember a sample that is not run."""
        self._found.setdefault(str(error), []).append((note, sample))

    def problems(self) -> Iterable[Problem]:
        """Yield a problem for each thing that is missing, at a sample that has an `Output`, if there is one."""
        for message, places in self._found.items():
            note, sample = next((place for place in places if place[1].expected is not None), places[0])
            number = f"{len(places)} samples are" if len(places) > 1 else "this sample is"
            is_promised = sample.expected is not None or note.tests(sample)
            yield Problem(
                path=note.path,
                span=Span(sample.line),
                code="missing-tool",
                message=f"{number} not run: {message}",
                severity=Severity.WARNING if is_promised else Severity.ADVICE,
                source_line=_line(note, sample.line),
            )
