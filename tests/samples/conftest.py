"""Gives the sample tests their servers, and pytest the summary of samples."""

from collections.abc import Iterator

import pytest

from . import summary
from .runs import NoteRuns
from .servers import Servers


def pytest_configure(config: pytest.Config) -> None:
    """Registers the summary, and the mark of pytest-xdist, which may be absent."""
    if not config.pluginmanager.is_registered(summary):
        config.pluginmanager.register(summary)
    config.addinivalue_line("markers", "xdist_group(name): run the tests of a group in one worker")
    config.addinivalue_line("markers", "own_notes: reads this repository's own notes")


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    """The servers that samples may use; none is started before it is needed."""
    running = Servers()
    yield running
    running.close()


@pytest.fixture(scope="session")
def runs(servers: Servers) -> Iterator[NoteRuns]:
    """The runs of the notes, one open at a time."""
    running = NoteRuns(servers)
    yield running
    running.close()
