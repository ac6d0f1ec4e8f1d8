"""A corpus of planted faults, all found, and of links that look wrong but are right, none of them reported."""

from pathlib import Path

import pytest

from links import planted
from nexus_links import checker, project


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, int], list[str]]:
    """What the check reports on a copy of the corpus: by path and line, the codes and messages."""
    folder = tmp_path_factory.mktemp("links")
    config_file = planted.copied(folder / "corpus")
    found = checker.check(project.built(config_file, folder / "site"))
    places: dict[tuple[str, int], list[str]] = {}
    for problem in found.problems:
        path = _relative(problem.path, config_file.parent)
        places.setdefault((path, problem.span.line), []).append(f"{problem.code}: {problem.message}")
    return places


def test_every_planted_fault_is_found_at_its_line(reported: dict[tuple[str, int], list[str]]) -> None:
    missed = [str(fault) for fault in planted.faults() if (fault.path, fault.line) not in reported]
    assert not missed, f"{len(missed)} faults are not found:\n" + "\n".join(missed)


def test_nothing_else_is_reported(reported: dict[tuple[str, int], list[str]]) -> None:
    at_fault = {(fault.path, fault.line) for fault in planted.faults()}
    extra = [
        f"{path}:{line}: {message}"
        for (path, line), messages in sorted(reported.items())
        for message in (messages if (path, line) not in at_fault else messages[1:])
    ]
    assert not extra, f"{len(extra)} problems are reported that are none, or twice:\n" + "\n".join(extra)


def test_the_corpus_is_as_large_as_it_has_to_be() -> None:
    kinds = {fault.kind for fault in planted.faults()}
    assert len(planted.faults()) >= 120
    assert len(kinds) >= 80
    assert len(planted.valid()) >= 120


def _relative(path: object, root: Path) -> str:
    place = Path(str(path))
    return (place.relative_to(root) if place.is_absolute() else place).as_posix()
