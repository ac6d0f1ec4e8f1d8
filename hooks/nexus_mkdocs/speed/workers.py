"""Builds pages in several processes at once, as many as there are cores.

This process forks, and each process builds a share of the pages. What has to be known of a page comes back through
a file without a name, so that nothing is left of it and no process waits for another to read what it has written.
"""

from __future__ import annotations

import gc
import logging
import os
import pickle
import signal
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import IO

from mkdocs.exceptions import BuildError, PluginError

VARIABLE = "NEXUS_WORKERS"
"""The environment variable that says how many processes build pages, however few pages there are."""

PAGES_EACH = 100
"""The pages for which a process is worth starting: below, what it costs to fork is more than what it saves."""


@dataclass
class BuiltPage:
    """What a build has to know of a page that some process has built."""

    path: str
    anchors: set[str] = field(default_factory=set)
    links: dict[str, dict[str, str]] | None = None
    """Its links to anchors, by the source of the page that they lead to."""
    lookups: dict[str, str | None] = field(default_factory=dict)
    entries: str = ""
    """Its part of the search index."""
    reads: set[str] = field(default_factory=set)
    """What has been read of notes by then, in that process."""
    while_read: list[logging.LogRecord] = field(default_factory=list)
    while_written: list[logging.LogRecord] = field(default_factory=list)
    error: BaseException | None = None
    """What ended the build at this page."""


def number_of_workers(pages: int) -> int:
    """Return how many processes build some number of pages.

    Raises:
        PluginError: the environment says it in a way that can't be read.
    """
    if not hasattr(os, "fork"):
        return 1
    named = os.environ.get(VARIABLE, "")
    if not named:
        return max(1, min(_cores(), pages // PAGES_EACH))
    if not named.isascii() or not named.isdigit() or int(named) == 0:
        raise PluginError(f"{VARIABLE} is '{named}': write how many processes build pages, 1 or more")
    return max(1, min(int(named), pages))


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def build_in_processes(
    paths: Sequence[str], workers: int, build: Callable[[BuiltPage], None]
) -> dict[str, BuiltPage]:
    """Build pages in several processes, this one among them, and return what is to be known of each.

    Args:
        paths: the sources of the pages.
        workers: how many processes.
        build: builds a page of which nothing but the path is known, and records the rest. What it logs and raises
            is recorded for it.

    Raises:
        BuildError: a process died.
    """
    children: list[_Child] = []
    gc.freeze()  # what the garbage collector touches would be copied for each process
    try:
        for number in range(1, workers):
            children.append(_Child(paths[number::workers], build))
        built = list(_build_share(paths[::workers], build))
        for child in children:
            built += child.results()
    finally:
        for child in children:
            child.end()
        gc.unfreeze()
    return {page.path: page for page in built}


def _build_share(paths: Sequence[str], build: Callable[[BuiltPage], None]) -> Iterator[BuiltPage]:
    """Build pages and yield what is to be known of each, up to the first that can't be built."""
    for path in paths:
        page = BuiltPage(path)
        try:
            build(page)
        except Exception as error:  # whatever a template or an extension raises is raised where the build is
            page.error = error
        yield page
        if page.error:
            return


class _Child:
    """A process that builds a share of the pages."""

    def __init__(self, paths: Sequence[str], build: Callable[[BuiltPage], None]) -> None:
        """Start it.

        Raises:
            OSError: there can be no more processes, or no file.
        """
        self._paths = paths
        # A pipe would have to be read while this process is at its own share.
        self._file: IO[bytes] = tempfile.TemporaryFile(prefix="nexus-")  # noqa: SIM115 # closed when it has ended
        self._parent = os.getpid()
        self._id = os.fork()
        self._is_over = False
        if not self._id:
            self._work(build)

    def _work(self, build: Callable[[BuiltPage], None]) -> None:
        """Build the share, and leave without what is done at the end of this process's parent."""
        code = 1
        try:
            for page in _build_share(self._paths, build):
                pickle.dump(_portable(page), self._file)
                self._file.flush()
                if os.getppid() != self._parent:  # nobody waits for the rest
                    break
            code = 0
        finally:
            os._exit(code)

    def results(self) -> Iterator[BuiltPage]:
        """Wait until it has ended, and yield what it has built.

        Raises:
            BuildError: it died before it had done its share.
        """
        _, status = os.waitpid(self._id, 0)
        self._is_over = True
        self._file.seek(0)
        for path in self._paths:
            try:
                page: BuiltPage = pickle.load(self._file)  # noqa: S301 # this process's own child has written it
            except (EOFError, pickle.UnpicklingError):
                code = os.waitstatus_to_exitcode(status)
                how = signal.Signals(-code).name if code < 0 else f"exit status {code}"
                message = f"{path}: the process that built this page died ({how}): build with {VARIABLE}=1"
                raise BuildError(message) from None
            yield page
            if page.error:
                return

    def end(self) -> None:
        """See that nothing is left of it."""
        if not self._is_over:
            with suppress(ProcessLookupError):
                os.kill(self._id, signal.SIGKILL)
            os.waitpid(self._id, 0)
        self._file.close()


def _portable(page: BuiltPage) -> BuiltPage:
    """Return a page with nothing in it that can't be handed to another process."""
    for record in (*page.while_read, *page.while_written):
        record.msg, record.args, record.exc_info = record.getMessage(), (), None
    try:
        pickle.loads(pickle.dumps(page.error))  # noqa: S301 # what was dumped just now
    except Exception:  # an error of a library may be made of anything
        page.error = BuildError(f"{type(page.error).__name__}: {page.error}")
    return page


@contextmanager
def logged(records: list[logging.LogRecord]) -> Iterator[None]:
    """Record what is logged below MkDocs's logger, instead of handling it."""
    logger = logging.getLogger("mkdocs")
    before = logger.handlers, logger.propagate
    logger.handlers, logger.propagate = [_Recorder(records)], False
    try:
        yield
    finally:
        logger.handlers, logger.propagate = before


class _Recorder(logging.Handler):
    def __init__(self, records: list[logging.LogRecord]) -> None:
        super().__init__()
        self._records = records

    def emit(self, record: logging.LogRecord) -> None:
        self._records.append(record)


def tell(records: Sequence[logging.LogRecord]) -> None:
    """Have what was recorded handled after all."""
    for record in records:
        logging.getLogger(record.name).callHandlers(record)
