"""Keeps what the samples of one note share while they run: folder, process, database."""

import tempfile
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path

from sybil import Document, Example

from .notes import NOTE, Sample
from .process import MissingToolError, small_environment
from .python import PythonProcess
from .servers import Servers

SHARING = ("python", "sql")
KEY = "run"
PACKAGES = Path(__file__).resolve().parents[2] / ".ci/node_modules"


class NoteRun:
    """One pass over the samples of a note."""

    def __init__(self, document: Document, servers: Servers) -> None:
        """Starts nothing yet."""
        self.document = document
        self.note: str = document.namespace[NOTE]
        self.servers = servers
        self._owned = ExitStack()
        self._outcomes: dict[int, Exception | None] = {}
        document.namespace[KEY] = self

    def evaluate(self, example: Example) -> None:
        """Evaluates a sample, after those before it that it may build on."""
        for earlier in self.document:
            if earlier.line < example.line and earlier.parsed.language in SHARING:
                self._outcome(earlier)
        failure = self._outcome(example)
        if failure is not None:
            raise failure

    def _outcome(self, example: Example) -> Exception | None:
        """Evaluates a sample once, and remembers how it ended."""
        if example.parsed.not_run:
            return None
        if example.line not in self._outcomes:
            try:
                example.evaluate()
            except Exception as error:
                self._outcomes[example.line] = error
            else:
                self._outcomes[example.line] = None
        return self._outcomes[example.line]

    @cached_property
    def directory(self) -> Path:
        """The folder that belongs to this note."""
        return Path(self._owned.enter_context(tempfile.TemporaryDirectory(prefix="note-")))

    def new_directory(self) -> Path:
        """Creates an empty folder."""
        return Path(tempfile.mkdtemp(dir=self.directory))

    def place_files(self, sample: Sample, directory: Path) -> None:
        """Writes the earlier samples that are titled as files, if this sample names one of them."""
        earlier = [other.parsed for other in self.document if other.line < sample.line and other.parsed.file_name]
        if any(other.file_name in sample.source for other in earlier):
            for other in earlier:
                (directory / other.file_name).write_text(other.source, encoding="utf-8")

    def place_packages(self, directory: Path) -> None:
        """Puts the packages from npm where Node.js looks for them."""
        if not PACKAGES.is_dir():
            raise MissingToolError("no packages from npm: run `npm install --prefix .ci --ignore-scripts`")
        (directory / "node_modules").symlink_to(PACKAGES)

    @cached_property
    def environment(self) -> dict[str, str]:
        """The environment variables of the note's samples, with the servers they name."""
        environment = small_environment(self.directory)
        if "REDIS_SOCKET" in self.document.text:
            self.servers.redis.send("FLUSHALL")
            environment["REDIS_SOCKET"] = str(self.servers.redis.path)
        if "DATABASE_URL" in self.document.text:
            environment["DATABASE_URL"] = self.database
        if "AMQP_URL" in self.document.text:
            environment["AMQP_URL"] = self.servers.rabbitmq
        return environment

    @cached_property
    def database(self) -> str:
        """The connection string of the note's own database."""
        return self._owned.enter_context(self.servers.postgres.database())

    @cached_property
    def python(self) -> PythonProcess:
        """The process of the note's Python samples."""
        process = PythonProcess(self.note, self.new_directory(), self.environment)
        self._owned.callback(process.close)
        return process

    def close(self) -> None:
        """Ends the processes and removes the folder and the database."""
        self.document.namespace.pop(KEY, None)
        self._owned.close()


def run_python(sample: Sample, run: NoteRun) -> str:
    """Runs the sample in the note's own Python process."""
    return run.python.run(sample)


class NoteRuns:
    """Hands out the run of a note, and closes it when the tests go on to another note."""

    def __init__(self, servers: Servers) -> None:
        """Starts with no note."""
        self._servers = servers
        self._current: NoteRun | None = None

    def of(self, document: Document) -> NoteRun:
        """Gives the run of a note."""
        if self._current is None or self._current.document is not document:
            self.close()
            self._current = NoteRun(document, self._servers)
        return self._current

    def close(self) -> None:
        """Closes the run that is open."""
        if self._current is not None:
            self._current.close()
            self._current = None
