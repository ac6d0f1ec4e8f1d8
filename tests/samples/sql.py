"""Runs SQL samples with psql: those of one note share a fresh database."""

from .notes import Sample
from .process import run_program
from .runs import NoteRun


def run_sql(sample: Sample, run: NoteRun) -> str:
    """Feeds the sample to psql; notices and errors count as printed, as on a terminal."""
    psql = run.servers.postgres.programs / "psql"
    return run_program(
        [str(psql), "-X", "-q", "-v", "ON_ERROR_STOP=1", run.database],
        directory=run.new_directory(),
        environment=run.environment,
        text=sample.source,
        merge_errors=True,
    )
