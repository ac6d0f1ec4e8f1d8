"""Puts problems together that have one cause, so that hundreds of them can be read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from nexus_core.problems.problem import Problem

FEWEST = 4
"""Problems of one cause that are told together; fewer are told one by one."""
_PLACES = 5
_PATHS = frozenset({"missing-page", "missing-file", "missing-repository-file", "outside-site", "excluded-page"})
"""What may have a folder for its cause: one that was moved, or isn't there."""


@dataclass(frozen=True, slots=True)
class Group:
    """Problems of one cause, or a single one."""

    problems: Sequence[Problem]
    cause: str = ""

    def told(self) -> Problem:
        """Return the first problem, and in its words how many more there are and where."""
        first, *others = self.problems
        if not others:
            return first
        places = list(dict.fromkeys(f"{problem.path}:{problem.span.line}" for problem in others))
        listed = ", ".join(places[:_PLACES]) + (" …" if len(places) > _PLACES else "")
        message = f"{len(self.problems):,} links, one cause: {self.cause}"
        return replace(first, message=message, hint="; ".join(filter(None, [first.hint, f"also {listed}"])))


def grouped(problems: Iterable[Problem]) -> list[Group]:
    """Return problems in groups, each in the place of its first: those of the same words, else of one folder."""
    by_words: dict[tuple[str, ...], list[Problem]] = defaultdict(list)
    for problem in problems:
        by_words[problem.severity, problem.code, problem.message].append(problem)
    groups: list[Group] = []
    by_folder: dict[tuple[str, ...], list[Problem]] = defaultdict(list)
    for (severity, code, message), alike in by_words.items():
        if len(alike) >= FEWEST:
            groups.append(Group(alike, message))
        else:
            for problem in alike:
                by_folder[severity, code, _folder(problem)].append(problem)
    for (_, _, folder), alike in by_folder.items():
        groups += (
            [Group(alike, f"they lead into '{folder}'")]
            if folder and len(alike) >= FEWEST
            else [Group([problem]) for problem in alike]
        )
    return sorted(groups, key=lambda group: group.problems[0].order)


def _folder(problem: Problem) -> str:
    """Return the first folder of the path that a problem names."""
    named = re.search(r"'([^']+/)[^']*'", problem.message) if problem.code in _PATHS else None
    return f"{named[1].strip('/').partition('/')[0]}/" if named and named[1].strip("./") else ""


def tabled(problems: Iterable[Problem]) -> Iterator[str]:
    """Yield the lines of a table of codes: how many problems each has, the most first."""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for problem in problems:
        counts[problem.code, problem.severity] += 1
    for (code, severity), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"{count:>7,}  {code}" + (f" ({severity})" if severity != "error" else "")
