"""In a portfolio of one note, a Python and an SQL sample run with nothing installed by hand."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from nexus_cli import main
from nexus_core.read.run_record import read_record
from samples.fences import fence, scratch
from support.skipping import absent
from support.small_sites import write

NOTE = fence("python", "print(6 * 7)", "42") + fence("sql", "SELECT 1 AS one;", " one \n-----\n   1\n(1 row)")
TESTS = 'print("in", __file__)\n'
README = '# Code\n\n```bash title="Tests"\npython run_tests.py\n```\n'


def test_python_and_sql_and_the_tests_of_a_reference_run(tmp_path: Path) -> None:
    project = {"projects/shop/README.md": "# Shop\n", "projects/shop/reference/README.md": README}
    write(tmp_path, {"learnings/note.md": NOTE, **project, "projects/shop/reference/run_tests.py": TESTS})
    with scratch():
        result = CliRunner().invoke(main, ["samples", "--root", str(tmp_path)], catch_exceptions=False)
    if "missing-tool" in result.stdout or "not installed" in result.stdout:
        absent(result.stdout)
    assert (result.stdout, result.stderr) == ("", "2 samples ran, 0 checked, 1 test suite passed, no problems\n")
    record = read_record(tmp_path)
    assert record
    runs = sorted((run.what, run.language, run.passed) for run in record.runs.values())
    assert runs == [("ran", "python", True), ("ran", "sql", True), ("tests", "bash", True)]
