"""Keeps what the samples of one note share while they run, and what all notes do: folders, processes, servers."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from nexus_core.read.references import TITLE as TESTS
from nexus_core.read.samples import Sample, read_samples
from nexus_samples.process import LIMITS, Limits, MissingToolError, SampleError, adopt_orphans, small_environment
from nexus_samples.servers import Servers
from nexus_samples.workers import Worker

NPM = "npm install --ignore-scripts {}, in the portfolio's root"
_PASSABLE = 0o711
"""A sample's server may run as another user, who has to get to its folder."""


@dataclass(frozen=True, slots=True)
class NoteText:
    """A text whose samples are run."""

    path: str
    body: str
    """The text below its front matter."""
    line: int
    """The line of the file on which the body begins."""
    reference: tuple[str, ...] = ()
    """The files of the reference implementation that it is the README of."""
    digest: str = ""
    """The digest of these files."""

    @property
    def samples(self) -> Sequence[Sample]:
        """Its fences, in order."""
        return read_samples(self.body, self.line)

    def tests(self, sample: Sample) -> bool:
        """Return whether a sample of it is the tests of a reference implementation."""
        return bool(self.digest) and sample.title == TESTS


class Shared:
    """What the notes of a run share: servers, and the process that checks data."""

    def __init__(self, root: Path, limits: Limits = LIMITS) -> None:
        """Start nothing yet, and make a folder that goes when this is closed."""
        self.root, self.limits, self.servers = root, limits, Servers()
        self._owned = ExitStack()
        # What a process that was just ended was writing may still appear.
        name = tempfile.TemporaryDirectory(prefix="nexus-", ignore_cleanup_errors=True)
        self.folder = Path(self._owned.enter_context(name)).resolve()
        self.folder.chmod(_PASSABLE)
        self._owned.callback(self.servers.close)
        adopt_orphans()
        self._data: Worker | None = None

    @property
    def data(self) -> Worker:
        """The process that checks data; another one if the last was stopped."""
        if self._data is None or self._data.ended:
            self._data = Worker("", self.new_folder(), small_environment(self.folder), self.limits)
            self._owned.callback(self._data.close)
        return self._data

    def new_folder(self) -> Path:
        """Make an empty folder."""
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        folder.chmod(_PASSABLE)
        return folder

    def packages(self) -> Path:
        """Return the folder of the packages that npm has installed.

        Raises:
            MissingToolError: there is none.
        """
        for folder in (self.root / "node_modules", self.root / ".ci" / "node_modules"):
            if folder.is_dir():
                return folder
        raise MissingToolError(f"there are no packages from npm: {NPM.format('PACKAGE')}")

    def close(self) -> None:
        """End the processes, stop the servers and remove the folder."""
        self._owned.close()


class NoteRun:
    """One pass over the samples of a note."""

    def __init__(self, note: NoteText, samples: Sequence[Sample], shared: Shared) -> None:
        """Start nothing yet."""
        self.note, self.shared, self.limits = note, shared, shared.limits
        self.folder = shared.new_folder()
        self._samples = samples
        self._owned = ExitStack()
        self._python: Worker | None = None

    def new_folder(self) -> Path:
        """Make an empty folder."""
        return Path(tempfile.mkdtemp(dir=self.folder))

    def copy_reference(self) -> Path:
        """Return a copy of the files of the reference implementation."""
        folder, source = self.new_folder(), Path(self.note.path).parent
        for path in self.note.reference:
            target = folder / Path(path).relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(self.shared.root / path, target)
        if (folder / "package.json").is_file():
            self.place_packages(folder)
        return folder

    def place_files(self, sample: Sample, folder: Path) -> None:
        """Write the earlier samples that are titled as files, if this sample names one of them."""
        earlier = [other for other in self._samples if other.line < sample.line and other.file_name]
        if any(other.file_name in sample.source for other in earlier):
            for other in earlier:
                (folder / other.file_name).write_text(other.source, encoding="utf-8")

    def place_packages(self, folder: Path) -> None:
        """Put the packages from npm where Node.js looks for them."""
        (folder / "node_modules").symlink_to(self.shared.packages(), target_is_directory=True)

    def environment(self, source: str) -> tuple[dict[str, str], dict[str, str]]:
        """Return the variables for some code, with the servers that it names, and the versions of these."""
        environment, versions, servers = small_environment(self.folder), {}, self.shared.servers
        if "DATABASE_URL" in source:
            environment["DATABASE_URL"] = self.database
            versions["PostgreSQL"] = servers.postgres.version
        if "REDIS_SOCKET" in source or "REDIS_URL" in source:
            environment["REDIS_SOCKET"] = self._redis
            environment["REDIS_URL"] = f"unix://{self._redis}"
            versions["Redis"] = servers.redis.version
        if "AMQP_URL" in source:
            environment["AMQP_URL"] = servers.rabbitmq.url
            versions["RabbitMQ"] = servers.rabbitmq.version
        return environment, versions

    @cached_property
    def database(self) -> str:
        """The connection string of the note's own database."""
        return self._owned.enter_context(self.shared.servers.postgres.database())

    @cached_property
    def _redis(self) -> str:
        redis = self.shared.servers.redis
        if not redis.is_there():
            raise MissingToolError("Redis has ended: a sample before it stopped it")
        redis.send("FLUSHALL")
        return str(redis.path)

    @property
    def python(self) -> Worker:
        """The process of the note's Python samples."""
        if self._python is None:
            self._python = Worker(self.note.path, self.folder, small_environment(self.folder), self.limits)
        return self._python

    def close(self) -> Mapping[int, SampleError]:
        """End all that the note has started; return what is wrong with that, by the line of the sample."""
        found = self._python.close() if self._python else {}
        self._owned.close()
        shutil.rmtree(self.folder, ignore_errors=True)
        return found
