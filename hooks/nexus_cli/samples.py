"""`nexus samples`: runs the samples of the notes, and records what ran."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nexus_cli.portfolio_root import CannotRun, below, is_wanted, with_repository, written
from nexus_cli.printing import counted, print_problems, with_format
from nexus_core.model.loading import load
from nexus_core.problems.printable import one_line
from nexus_core.problems.problem import Severity
from nexus_core.read.frontmatter import split_front_matter
from nexus_core.read.git_changes import changed_lines
from nexus_core.read.git_revision import RevisionError
from nexus_core.read.mkdocs_settings import file_settings
from nexus_core.read.references import digest_with
from nexus_core.read.repository import Repository, is_markdown
from nexus_core.read.run_record import NO_RECORD, PATH, read_record, with_runs
from nexus_core.storage.files import write_file

if TYPE_CHECKING:
    from nexus_samples.note_run import NoteText
    from nexus_samples.running import Outcome


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--changed-since", metavar="REV", help="Only notes, and tests, that changed since a git revision.")
@with_format
@click.option("--strict", is_flag=True, help="Count advice as a problem.")
@with_repository
def samples(
    repository: Repository, paths: Sequence[Path], changed_since: str | None, form: str | None, *, strict: bool
) -> None:
    """Run the samples of the notes, and compare what they print.

    Runs the fences of code of every note, or of the files and folders in PATHS, and compares what each prints with
    the fence titled "Output" that follows it. What ran is recorded in .cache/samples.json, by which a build marks
    the samples. This runs the code of the notes on this machine; no other command does.

    Exit code: 0 without problems, 1 with problems, 2 if it could not run. A sample without an Output that fails is
    advice, which is not a problem unless --strict is given.

    \b
    Examples:
      nexus samples
      nexus samples learnings/python-advanced projects/shop/README.md
      nexus samples --changed-since origin/main --format github
    """
    # Loaded only here: the link checker is installed without it.
    from nexus_samples.running import run_samples  # noqa: PLC0415

    every = _texts(repository)
    chosen = _narrowed(repository, every, below(repository.root, paths), changed_since)
    for name in ("SIGTERM", "SIGHUP"):  # which must not leave servers behind
        if number := getattr(signal, name, None):
            signal.signal(number, lambda signum, _: sys.exit(128 + signum))
    outcome = run_samples(chosen, repository.root, show=_show)
    known = frozenset(digest_with(sample, note.digest) for note in every for sample in note.samples)
    record = with_runs(read_record(repository.root) or NO_RECORD, outcome.runs, known)
    with written(f"what ran could not be recorded in {PATH}"):
        _write(repository.root / PATH, record.model_dump_json(indent=1) + "\n")
    print_problems(outcome.problems, form, _summary(outcome))
    failing = [each for each in outcome.problems if strict or each.severity is not Severity.ADVICE]
    sys.exit(1 if failing else 0)


def _write(path: Path, text: str) -> None:
    """Write the record where no git repository keeps it, whatever its `.gitignore` says."""
    path.parent.mkdir(exist_ok=True)
    ignored = path.with_name(".gitignore")
    if not ignored.exists():
        ignored.write_text("*\n", encoding="utf-8")
    write_file(path, text)


def _texts(repository: Repository) -> list[NoteText]:
    """Return the texts of all notes, and of the READMEs of their code."""
    from nexus_samples.running import note_text  # noqa: PLC0415

    settings = file_settings(repository.root)
    paths = [path for path in repository.files() if not settings.excludes(path)]
    portfolio = load(repository, drafts=True, settings=settings).portfolio
    readmes = [folder.readme for folder in portfolio.code if folder.readme]
    return [
        note_text(repository.root, note.path, note.body, note.body_line, paths)
        for note in (*portfolio.notes.values(), *readmes)
    ]


def _narrowed(
    repository: Repository, every: Sequence[NoteText], wanted: Sequence[str], changed_since: str | None
) -> list[NoteText]:
    """Return the texts that are asked for, with those of files that are named and are no notes."""
    chosen = [note for note in every if is_wanted(note.path, wanted)]
    known = {note.path for note in every}
    for path in wanted:
        if path not in known and is_markdown(path):
            chosen.append(_other(repository, path))
    if not changed_since:
        return chosen
    try:
        changed = {path for path, _ in changed_lines(repository.root, changed_since)}
    except RevisionError as error:
        raise CannotRun(str(error)) from None
    return [note for note in chosen if changed.intersection((note.path, *note.reference))]


def _other(repository: Repository, path: str) -> NoteText:
    from nexus_samples.note_run import NoteText  # noqa: PLC0415

    split = split_front_matter(path, repository.read(path).text)
    return NoteText(path, split.body, split.body_line)


def _summary(outcome: Outcome) -> str:
    """Return how many samples ran, and which did not and why."""
    passed = [run for run in outcome.runs.values() if run.passed]
    ran = sum(run.what == "ran" for run in passed)
    checked = sum(run.what == "checked" for run in passed)
    tests = sum(run.what == "tests" for run in passed)
    parts = [f"{counted(ran, 'sample')} ran", f"{checked} checked"] + [f"{counted(tests, 'test suite')} passed"] * (
        tests > 0
    )
    advice = sum(problem.severity is Severity.ADVICE for problem in outcome.problems)
    wrong = len(outcome.problems) - advice
    parts.append(counted(wrong, "problem") if wrong else "no problems")
    if advice:
        parts.append(f"{counted(advice, 'piece')} of advice")
    lines = [", ".join(parts)]
    lines += [f"{path}:{line}: not run: {one_line(reason)}" for path, line, reason in outcome.not_run]
    lines += [f"not run, as nothing here runs {one_line(name)}: {n}" for name, n in sorted(outcome.unknown.items())]
    return "\n".join(lines)


def _show(path: str, done: int, total: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{done} of {total} samples {one_line(path)}", err=True, nl=not path)
